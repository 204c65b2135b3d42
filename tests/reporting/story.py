"""Half a year in one office: what was published, what came round, and the report of it."""

from datetime import date

from dienhong.core.days.periods import Period, period_of
from dienhong.duties import occasions
from dienhong.duties.models import Evidence, Occasion
from dienhong.publication import actions as publication
from dienhong.publication.models import Matter
from dienhong.reporting import actions
from dienhong.reporting.content import Content
from dienhong.reporting.models import Report
from dienhong.reporting.outline import content_of
from tests.duties import story as duties
from tests.publication import story
from tests.publication.story import MONDAY, act, add_people, adopt, moment

HALF = period_of("half_year", MONDAY)
AFTER = date(2026, 7, 6)  # a Monday after the half-year
LATE = date(2026, 3, 9)  # of what was due on Friday 06/03
KIND = "dieu-2.khoan-1"


def half_a_year() -> dict[str, Matter]:
    """Live through half a year: two matters in time, one late; minutes of one briefing."""
    add_people()
    adopt(duties.REGULATION)
    duties.swept(MONDAY)
    lived = {
        "one": story.published(
            kind=KIND, title="Lịch trực tháng ba", forms=["dieu-3.khoan-1.diem-a"]
        ),
        "two": story.published(kind=KIND, title="Lịch gieo hạt"),
        "late": story.published(kind=KIND, title="Lịch trực muộn", day=LATE),
    }
    publication.post(lived["one"], place="Sảnh", posted_at=moment(MONDAY), by=act("lan"))
    briefing = duties.the("briefing", date(2026, 3, 1))
    occasions.show(briefing, Evidence(kind="meeting", number="05/BB"), by=act("lan"))
    occasions.close(briefing, done_on=MONDAY, by=act("lan"))
    return lived


def report(period: Period = HALF, *, occasion: Occasion | None = None) -> Report:
    """Begin a report after the half-year."""
    return actions.prepare(period, occasion=occasion, by=act("lan", AFTER))


def said(made: Report, day: date = AFTER) -> Content:
    """Return what a report says on a day."""
    return content_of(Report.objects.get(pk=made.pk), day)


def values(made: Report, *codes: str) -> list[str]:
    """Return some figures of a report as people read them."""
    by_code = said(made).by_code
    return [by_code[code].shown for code in codes]


def answer_all(made: Report, words: str = "Không phát sinh trong kỳ.") -> None:
    """Give a reason for every clause that wants one."""
    clauses = {part.clause: words for part in said(made).open}
    actions.answer(made, clauses, by=act("lan", AFTER))


def finished(made: Report) -> Report:
    """Answer for everything and let the Chief finish."""
    answer_all(made)
    return actions.finish(made, by=act("hoa", AFTER))
