"""The meetings of a demonstration office: last month's briefing, signed, and one still to come."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.duties.models import Occasion
from dienhong.meetings import actions, minutes, queries, signing
from dienhong.meetings.models import Meeting
from dienhong.meetings.papers import paper_of
from dienhong.organisation.functions import Function
from dienhong.papers.draw import pdf
from dienhong.record.files import Seen
from dienhong.record.inspection import Kind
from dienhong.site.demo.cast import Cast
from dienhong.site.demo.play import Step

OFFICE = "mau-a"
HELD, _AHEAD = timedelta(days=30), timedelta(days=3)
_SAID = (
    "Các phòng báo cáo việc đã làm; việc còn chậm nêu rõ vì sao và bao giờ xong.",
    "Thống nhất việc kỳ tới, mỗi việc có người làm và hạn.",
    "Ý kiến của các phòng được ghi và trả lời dưới đây.",
)


def tell(office: dict[str, Any], cast: Cast, at: datetime) -> Iterator[Step]:
    """Hold and sign last month's briefing of one office, and plan the next one."""
    if office["code"] == OFFICE:
        yield at - HELD, partial(_hold_the_last, cast, at - HELD)
        yield at, partial(_plan_the_next, cast, at)


def _hold_the_last(cast: Cast, day: datetime) -> None:
    held = _briefing(timezone.localdate(day))
    if held is not None:
        _hold(_plan(held, cast, day, timezone.localdate(day)), cast, day)


def _plan_the_next(cast: Cast, at: datetime) -> None:
    coming = _briefing(timezone.localdate(at))
    if coming is not None:
        _plan(coming, cast, at, timezone.localdate(at) + _AHEAD)


def _briefing(day: date) -> Occasion | None:
    """Return the open briefing of a day's month, if the regulation has one."""
    rows = queries.can_be_served(day).filter(routine="briefing", unit="month")
    return rows.filter(first__lte=day, last__gte=day).first()


def _clerk(cast: Cast, at: datetime) -> Actor:
    return cast.actor(Function.ADMINISTRATION, at)


def _plan(occasion: Occasion, cast: Cast, at: datetime, day: date) -> Meeting:
    words = actions.Plan(
        title=occasion.duty.title,
        held_on=day,
        begins_at=time(8),
        place="Phòng họp tầng 2",
        occasions=[occasion],
        chair=cast.holder(Function.CHIEF),
        secretary=cast.holder(Function.ADMINISTRATION),
    )
    return actions.plan(words, by=_clerk(cast, at))


def _hold(meeting: Meeting, cast: Cast, at: datetime) -> None:
    """Hold a meeting at which one was absent, a task set and two opinions voiced; sign it."""
    by = _clerk(cast, at)
    present = [str(who.pk) for who in queries.invited(meeting)]
    how = actions.Held(
        begins_at=time(8), ends_at=time(9, 30), place=meeting.place, present=present[1:]
    )
    meeting = actions.hold(meeting, how, edition=1, by=by)
    head = cast.holder(Function.HEAD_OF_DEPARTMENT)
    due = meeting.held_on + timedelta(days=45)
    minutes.set_task(
        meeting,
        minutes.Set(words="Rà lại lịch tiếp công dân quý tới", due_on=due, owner=head),
        by=by,
    )
    _voice(meeting, cast, by)
    items = list(meeting.agenda.all())
    records = {item.order: _SAID[place % len(_SAID)] for place, item in enumerate(items)}
    words = minutes.Words(
        chair=meeting.chair,
        secretary=meeting.secretary,
        records=records,
        said={},
        conclusion="Các phòng làm theo phân công; kỳ họp tới kiểm điểm lại.",
    )
    minutes.write(meeting, words, edition=meeting.edition, by=by)
    actions.finish(meeting, by=by)
    _sign(Meeting.objects.get(pk=meeting.pk), by)


def _voice(meeting: Meeting, cast: Cast, by: Actor) -> None:
    union = cast.holder(Function.UNION_EXECUTIVE)
    for what in (
        minutes.Voiced(
            words="Đề nghị sửa lại chỗ để xe.",
            speaker=union,
            answer="Giao Phòng Hành chính làm trong quý.",
        ),
        minutes.Voiced(
            words="Lịch trực cuối tuần nên chia đều hơn.",
            unnamed=True,
            answerer=cast.holder(Function.DEPUTY_CHIEF),
            answer_due_on=meeting.held_on + timedelta(days=40),
        ),
    ):
        minutes.record_opinion(meeting, what, by=by)


def _sign(meeting: Meeting, by: Actor) -> None:
    paper = meeting.papers.get(kind="minutes")
    signing.number(paper, number="6", dated_on=meeting.held_on, by=by)
    scan = File(BytesIO(pdf(paper_of(meeting, "minutes"))), name="bien-ban-da-ky.pdf")
    signing.sign(paper, signing.Copy("bien-ban-da-ky.pdf", scan, Seen(Kind.PDF, 1)), by=by)
