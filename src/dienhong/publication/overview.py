"""How a period went: on time and late by kind of content and by department, reach by form.

Counted is what was due in the period and what the reader may see; what was brought along from
before this system is told apart, as nobody here was late with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet

from dienhong.core.citation import Citation
from dienhong.core.days.periods import Period
from dienhong.core.papers.chart import Bar, bars
from dienhong.organisation.queries import staff_on
from dienhong.publication.models import Channel, Matter, Reading
from dienhong.publication.rules import Stage
from dienhong.regulation.vocabulary import say_channels

SEE = "publication.see_overview"
UNITS = {"month": "Tháng", "quarter": "Quý", "half_year": "6 tháng", "year": "Năm"}
NO_DEPARTMENT = "Không thuộc phòng nào"


@dataclass(slots=True)
class Tally:
    """What was due of one kind, department or form: done on time, done late, overdue, waiting."""

    said: str
    clause: Citation | None = None
    on_time: int = 0
    late: int = 0
    overdue: int = 0
    waiting: int = 0

    @property
    def due(self) -> int:
        """Return how many had a day in the period."""
        return self.on_time + self.late + self.overdue + self.waiting

    def add(self, due_on: date, done_on: date | None, today: date) -> None:
        """Count one more."""
        if done_on is not None:
            self.on_time += done_on <= due_on
            self.late += done_on > due_on
        else:
            self.overdue += due_on < today
            self.waiting += due_on >= today


@dataclass(frozen=True, slots=True)
class Late:
    """One matter that was late or is overdue; ``days`` in calendar days up to today."""

    matter: Matter
    days: int


@dataclass(frozen=True, slots=True)
class Overview:
    """A period as the page shows it."""

    period: Period
    total: Tally
    kinds: list[Tally]
    departments: list[Tally]
    forms: list[Tally]
    late: list[Late]
    carried_over: int
    read: Read


@dataclass(frozen=True, slots=True)
class Read:
    """How far this system's own page reached: of ``asked`` persons times matters, who read."""

    matters: int = 0
    staff: int = 0
    opened: int = 0
    confirmed: int = 0

    @property
    def possible(self) -> int:
        """Return how often something could have been read: each person, each matter."""
        return self.matters * self.staff


def _trouble_first(tallies: Iterable[Tally]) -> list[Tally]:
    """Return tallies in the order of the page: most late and overdue ones first."""
    return sorted(tallies, key=lambda row: (-row.late - row.overdue, -row.due, row.said))


def overview(period: Period, seen: QuerySet[Matter], today: date) -> Overview:
    """Return how a period went, of the matters that the reader may see.

    What was held back as secret is in no count: its number alone could tell that it is there.
    """
    due = seen.exclude(stage=Stage.WITHHELD).filter(due_on__range=(period.first, period.last))
    rows = list(due.select_related("drafted_by__department").order_by("due_on", "pk"))
    counted = [row for row in rows if not row.carried_over]
    total = Tally("Tất cả")
    kinds: dict[str, Tally] = {}
    departments: dict[str, Tally] = {}
    for row in counted:
        room = row.drafted_by.department
        room_said = room.name if room else NO_DEPARTMENT
        for tally in (
            total,
            kinds.setdefault(row.kind_source, Tally(row.kind_label, row.kind)),
            departments.setdefault(room_said, Tally(room_said)),
        ):
            tally.add(row.due_on, row.published_on, today)
    return Overview(
        period=period,
        total=total,
        kinds=_trouble_first(kinds.values()),
        departments=_trouble_first(departments.values()),
        forms=_forms(rows, today),
        late=_late(counted, today),
        carried_over=len(rows) - len(counted),
        read=_read(rows, today),
    )


def _late(rows: Iterable[Matter], today: date) -> list[Late]:
    found = [Late(row, ((row.published_on or today) - row.due_on).days) for row in rows]
    return sorted(
        (each for each in found if each.days > 0), key=lambda each: (-each.days, each.matter.title)
    )


def _forms(matters: list[Matter], today: date) -> list[Tally]:
    """Return the forms chosen for these matters, by when their evidence came."""
    found: dict[str, Tally] = {}
    rows = Channel.objects.filter(matter__in=[row.pk for row in matters])
    for code, due_on, closed_on in rows.order_by("code").values_list("code", "due_on", "closed_on"):
        found.setdefault(code, Tally(say_channels(code))).add(due_on, closed_on, today)
    return _trouble_first(found.values())


def _read(matters: list[Matter], today: date) -> Read:
    public = [row.pk for row in matters if row.stage == Stage.PUBLISHED]
    staff = staff_on(today)
    rows = Reading.objects.filter(
        matter__in=public, version=F("matter__reading_version"), person__in=staff.values("pk")
    )
    counts = rows.aggregate(
        opened=Count("pk", filter=Q(opened_at__isnull=False)),
        confirmed=Count("pk", filter=Q(confirmed_on__isnull=False)),
    )
    return Read(len(public), staff.count(), counts["opened"], counts["confirmed"])


HEADER = ("Phải công khai", "Đúng hạn", "Trễ hạn", "Quá hạn chưa xong", "Chưa đến hạn")


def numbers(row: Tally) -> tuple[int, ...]:
    """Return the counts of a tally in the order of ``HEADER``."""
    return (row.due, row.on_time, row.late, row.overdue, row.waiting)


def as_rows(found: Overview) -> list[list[str]]:
    """Return everything as rows of words, for a spreadsheet."""
    parts = (
        ("Loại nội dung", found.kinds),
        ("Phòng soạn", found.departments),
        ("Hình thức", found.forms),
    )
    rows = [["Kỳ", found.period.said]]
    for head, tallies in parts:
        rows += [[], [head, *HEADER]]
        rows += [[row.said, *map(str, numbers(row))] for row in tallies]
    return [*rows, [], *_read_rows(found.read)]


def _read_rows(read: Read) -> list[list[str]]:
    return [
        ["Trang nội bộ", "Số lượt", "Có thể có"],
        ["Đã mở", str(read.opened), str(read.possible)],
        ["Đã xác nhận đọc", str(read.confirmed), str(read.possible)],
    ]


def chart(found: Overview, part: str) -> str | None:
    """Return the chart of a part as SVG: what was done late or is overdue beside all that was due.

    None for a part that there is not. The table on the page says the same in words.
    """
    parts = {
        "loai": ("Phải công khai theo loại nội dung", found.kinds),
        "phong": ("Phải công khai theo phòng soạn", found.departments),
        "hinh-thuc": ("Bằng chứng theo hình thức", found.forms),
    }
    if part not in parts:
        return None
    title, rows = parts[part]
    return bars(
        f"{title}, {found.period.said}: đúng hạn (trên), trễ và quá hạn (dưới)", _bars(rows)
    )


def _bars(rows: list[Tally]) -> list[Bar]:
    return [
        Bar(
            row.said,
            Decimal(row.on_time),
            f"{row.on_time} đúng hạn",
            Decimal(row.late + row.overdue),
            f"{row.late + row.overdue} trễ",
        )
        for row in rows
    ]
