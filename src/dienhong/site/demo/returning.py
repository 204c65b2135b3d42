"""What comes back in a demonstration office: a year of it, nearly all of it done in time."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from dienhong.core.days.periods import Period, period_of, periods_between
from dienhong.duties import measures, occasions
from dienhong.duties.models import Evidence, Measure, Occasion
from dienhong.duties.opening import open_on, sweep
from dienhong.duties.routines import in_force
from dienhong.organisation.functions import Function
from dienhong.publication import actions as publication
from dienhong.publication import describing, drafting, plans
from dienhong.publication.queries import terms_for
from dienhong.regulation import actions as regulation
from dienhong.site.demo import meetings
from dienhong.site.demo.cast import Cast
from dienhong.site.demo.play import Step
from dienhong.site.offices import the_system

_YEAR, _SWEPT, _WRITTEN, _CARRIED_OUT = 365, 7, 30, 10  # days before today
# What the text demands without saying how often, settled as the year begins; others wait.
_EVERY = {
    "duties.contact_every": "quarter",
    "duties.anti_corruption_every": "half_year",
    "report.every": "half_year",
    "service.check_every": "month",
}
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_NEARLY_DUE = timedelta(days=20)
# Months before this one in which the first was put aside, and in which it was done late.
_ASIDE, _LATE = 8, 5
_WHY_ASIDE = "Cả cơ quan phục vụ kỳ họp của tỉnh; nội dung gộp vào kỳ sau."
_MEASURES = (
    ("corruption", "Công khai kết quả mua sắm trong năm", 20),
    ("waste", "Khoán chi phí xăng xe, điện thoại", -8),
)


def come_round(office: dict[str, Any], cast: Cast, at: datetime) -> Iterator[Step]:
    """Yield a year: what each month opened and how it was done, this week's sweeps, measures.

    Reminders begin with the sweeps of the last week; what was done before needs none.
    """
    today = timezone.localdate(at)
    *over, now = periods_between("month", today - timedelta(days=_YEAR), today)
    settled = _moment(over[0].first, 5)
    yield settled, partial(_settle, cast, settled)
    for month in (*over, now):
        opened = _moment(month.first, 6)
        yield opened, partial(_open, opened)
    for back, month in enumerate(reversed(over), 1):
        yield from _end_of_month(month, back, _Held(office, cast, at))
    for days in range(_SWEPT, 0, -1):
        then = at - timedelta(days=days)
        yield then, partial(_sweep, then)
    written, done = at - timedelta(days=_WRITTEN), at - timedelta(days=_CARRIED_OUT)
    yield written, partial(_write_measures, cast, written, at)
    yield done, partial(_carry_out, cast, done)
    yield at, partial(_agree_on_the_last, cast, at)


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), timezone.get_default_timezone())


def _settle(cast: Cast, at: datetime) -> None:
    by = cast.actor(Function.CHIEF, at)
    asked = [each.asked.name for each in in_force(by.today).unsettled]
    for name in asked:
        if name in _EVERY:
            regulation.settle(
                name,
                value=_EVERY[name],
                holds_from=by.today,
                decided_by="Người đứng đầu",
                ground="Kết luận giao ban sau khi ban hành Quy chế",
                by=by,
            )


def _open(at: datetime) -> None:
    by = the_system(at)
    open_on(by.today, by=by)


def _sweep(at: datetime) -> None:
    sweep(by=the_system(at))


def _end_of_month(month: Period, back: int, held: "_Held") -> Iterator[Step]:
    """Yield how a month that is over ended: on a Friday or before, one a little after its day."""
    day = month.last - _WEEK
    while day.weekday() > 4:  # noqa: PLR2004 (Saturday and Sunday)
        day -= _DAY
    then, after = _moment(day, 16), _moment(month.last + _WEEK, 9)
    if back == _ASIDE:
        yield then, partial(held.put_aside, month, then)
    yield then + timedelta(minutes=1), partial(held.close, month, then, back == _LATE)
    yield then + timedelta(minutes=2), partial(held.publish_plans, then)
    if back == _LATE:
        yield after, partial(held.close, month, after)


class _Held:
    """What was held in an office, and who wrote it down."""

    def __init__(self, office: dict[str, Any], cast: Cast, at: datetime) -> None:
        self.symbol: str = office["symbol"]
        self.plans_as: int = office.get("plans_as", 0)
        self.behind: list[str] = office.get("behind", [])
        self.cast = cast
        # The briefing with minutes of its own is left to the meetings' part.
        self.meeting_on = (
            timezone.localdate(at - meetings.HELD) if office["code"] == meetings.OFFICE else None
        )

    def close(self, month: Period, at: datetime, but_the_first: bool = False) -> None:
        """Close what is to be done in a month, with the paper that proves each."""
        by = self.cast.actor(Function.ADMINISTRATION, at)
        rows = list(self._waiting(month))
        for number, row in enumerate(rows[1:] if but_the_first else rows, 1):
            paper = f"{month.number * 4 + number:02}/BB-{self.symbol}"
            kind = row.meant.evidence[0]
            occasions.show(row, Evidence(kind=kind, number=paper, dated_on=by.today), by=by)
            occasions.close(row, done_on=by.today, by=by)

    def put_aside(self, month: Period, at: datetime) -> None:
        """Put the first of a month aside, with the reason."""
        row = self._waiting(month).first()
        if row is not None:
            by = self.cast.actor(Function.CHIEF, at)
            occasions.close_without(row, ground=_WHY_ASIDE, by=by)

    def publish_plans(self, at: datetime) -> None:
        """Publish the programmes that were drawn up: the sweep asks for each."""
        if not self.plans_as:
            return
        plans.ask_for_publication(by=the_system(at))
        for row in plans.waiting():
            if row.closed_on is not None:
                self._publish(row, at)

    def _publish(self, row: Occasion, at: datetime) -> None:
        by, deputy = (
            self.cast.actor(each, at) for each in (Function.ADMINISTRATION, Function.DEPUTY_CHIEF)
        )
        kind = terms_for(by.today, by.today).kinds[self.plans_as - 1].key
        describing.confirm_shapes(kind, ["plan"], by=self.cast.actor(Function.CHIEF, at))
        words = drafting.Draft(
            title=plans.said(row),
            summary="Việc chính, người làm, tháng phải xong.",
            decision_number="",
            decided_on=by.today,
            kind=kind,
            checker=self.cast.holder(Function.DEPUTY_CHIEF),
        )
        matter = publication.draft(words, by=by)
        of_period = {"occasion": str(row.pk), "period": plans.said(row)}
        matter = describing.describe(matter, "plan", of_period, by=by)
        publication.clear(matter, by=deputy)
        publication.publish(matter, forms=[], by=by)

    def _waiting(self, month: Period) -> QuerySet[Occasion]:
        """Return what is to be done in a month, without the programmes of those who are behind."""
        rows = (
            Occasion.objects.filter(
                closed_on=None, meetings=None, duty__due_on__lte=month.last + _NEARLY_DUE
            )
            .exclude(routine="programme", holder__name__in=self.behind)
            .order_by("duty__due_on", "pk")
        )
        if self.meeting_on is None:
            return rows
        its = period_of("month", self.meeting_on)
        return rows.exclude(routine="briefing", unit="month", first=its.first)


def _write_measures(cast: Cast, at: datetime, today: datetime) -> None:
    by = cast.actor(Function.CHIEF, at)
    if not measures.demanded(by.today):
        return
    owner = cast.holder(Function.ADMINISTRATION)
    for field, what, days in _MEASURES:
        due_on = (today + timedelta(days=days)).date()
        words = measures.Words(what=what, field=field, owner=owner, due_on=due_on)
        measures.add(words, by=by)


def _carry_out(cast: Cast, at: datetime) -> None:
    by = cast.actor(Function.ADMINISTRATION, at)
    row = Measure.objects.order_by("due_on").first()
    if row is not None:
        proof = measures.Proof(
            number="34/QĐ", result="Đã khoán theo mức của quy chế chi tiêu nội bộ."
        )
        measures.finish(row, done_on=by.today, proof=proof, by=by)


def _agree_on_the_last(cast: Cast, at: datetime) -> None:
    waiting = Occasion.objects.filter(duty__carried_over=False, closed_on=None, meetings=None)
    row = waiting.order_by("first", "last").last()
    if row is not None:
        by = cast.actor(Function.ADMINISTRATION, at)
        day = max(by.today, row.opens_on) + timedelta(days=3)
        occasions.agree(row, day=day, at=time(8), place="Phòng họp tầng 2", by=by)
