"""Reading enquiries: who may see one, what waits, the register without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from dienhong.core.days import vietnam
from dienhong.organisation.models import Person
from dienhong.publication import rules_enquiries as rules
from dienhong.publication.models import Enquiry, EnquiryAnswer
from dienhong.publication.rules import working_days_late
from dienhong.publication.rules_enquiries import PROVIDE, Stage

COLUMNS = (
    "Số",
    "Ngày đề nghị",
    "Trường hợp",
    "Hẹn trả lời lần đầu",
    "Hẹn trả lời",
    "Ngày xong",
    "Kết quả",
    "Số ngày làm việc",
    "Trễ, ngày làm việc",
    "Trả lời bổ sung",
)


def visible_to(person: Person | None, powers: frozenset[str]) -> QuerySet[Enquiry]:
    """Return the enquiries that a person may see: the own ones, those entered, or all to answer."""
    if person is None:
        return Enquiry.objects.none()
    rows = Enquiry.objects.select_related("asked_by", "entered_by", "promised_by", "matter")
    if PROVIDE in powers:
        return rows
    return rows.filter(Q(asked_by=person) | Q(entered_by=person))


def whole(rows: QuerySet[Enquiry]) -> QuerySet[Enquiry]:
    """Return enquiries with all that their page shows."""
    answers = EnquiryAnswer.objects.select_related("answered_by", "matter")
    return rows.prefetch_related(Prefetch("answers", answers.prefetch_related("files__file")))


def waiting() -> QuerySet[Enquiry]:
    """Return the enquiries that wait for their answer, the oldest first."""
    rows = Enquiry.objects.select_related("asked_by").filter(stage=Stage.WAITING)
    return rows.order_by("year", "number")


def unpromised() -> int:
    """Return how many enquiries wait of which nobody has said when they are answered."""
    return Enquiry.objects.filter(stage=Stage.WAITING, promised_on__isnull=True).count()


def years() -> list[int]:
    """Return the years in which something was asked, newest first."""
    return list(Enquiry.objects.order_by("-year").values_list("year", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Line:
    """An enquiry as the register tells it: number, days and result; neither who asked nor what."""

    number: str
    asked_on: date
    ground: str
    first_promised_on: date | None
    promised_on: date | None
    closed_on: date | None
    stage: Stage
    result: str
    taken: int | None
    late: int | None
    supplements: int

    @property
    def is_unpromised(self) -> bool:
        """Tell whether it waits and nobody has said when it is answered."""
        return self.stage is Stage.WAITING and self.promised_on is None

    def cells(self) -> Iterator[object]:
        """Give what a table shows, in the order of ``COLUMNS``."""
        yield from (self.number, self.asked_on, self.ground)
        yield from (self.first_promised_on or "", self.promised_on or "", self.closed_on or "")
        yield self.result
        yield from ("" if each is None else each for each in (self.taken, self.late))
        yield self.supplements


def register(year: int, today: date) -> list[Line]:
    """Return all that was asked in a year, by number, without names and words."""
    rows = Enquiry.objects.filter(year=year).order_by("number")
    counted = rows.annotate(given=Count("answers")).prefetch_related("answers")
    return [_line(row, row.given, today) for row in counted]


def _line(row: Enquiry, given: int, today: date) -> Line:
    until = row.closed_on or today
    first = row.first_promised_on
    return Line(
        number=row.said_number,
        asked_on=row.asked_on,
        ground=row.ground_said,
        first_promised_on=first,
        promised_on=row.promised_on,
        closed_on=row.closed_on,
        stage=Stage(row.stage),
        result=_result(row),
        taken=rules.working_days(row.asked_on, until, vietnam.calendar()),
        late=working_days_late(first, until, vietnam.calendar()) if first else None,
        supplements=max(0, given - 1),
    )


def _result(row: Enquiry) -> str:
    if row.stage == Stage.WAITING and row.promised_on is None:
        return "chưa hẹn"
    said = row.get_stage_display()
    why = next((each.reason for each in row.answers.all() if each.reason), None)
    return f"{said}: {why.label.lower()}" if why and row.stage == Stage.REFUSED else said


@dataclass(frozen=True, slots=True)
class Tally:
    """How the enquiries of a year stand, in counts and times."""

    asked: int
    answered: int
    refused: int
    withdrawn: int
    waiting: int
    unpromised: int
    late: int
    # The most working days that an answer took; None where nothing was answered.
    longest: int | None


def tally(lines: list[Line]) -> Tally:
    """Count the lines of a register."""
    stages = Counter(line.stage for line in lines)
    took = [line.taken for line in lines if line.stage in rules.DONE and line.taken is not None]
    return Tally(
        asked=len(lines),
        answered=stages[Stage.ANSWERED],
        refused=stages[Stage.REFUSED],
        withdrawn=stages[Stage.WITHDRAWN],
        waiting=stages[Stage.WAITING],
        unpromised=sum(line.is_unpromised for line in lines),
        late=sum(bool(line.late) for line in lines),
        longest=max(took, default=None),
    )
