"""The Chief's one page: what is late, to sign, to answer or decide, and due soon."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine

from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.duties.actions import open_duty
from dienhong.meetings import minutes
from dienhong.organisation.models import Person
from dienhong.reporting import actions as reporting
from tests.duties import story as duties
from tests.meetings import story as meetings
from tests.publication.story import MONDAY, act, at_desk, moment, person
from tests.reporting import story as reports
from tests.scenarios.walker import Element

DECIDE = "Chờ trả lời, chờ quyết định"
PAGE = "chanh-van-phong/"


@pytest.fixture(autouse=True)
def _running(office: str) -> Iterator[None]:
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        meetings.opened()
        yield


def decisions() -> str:
    """Return what the Chief reads under what waits for an answer or decision."""
    return at_desk("hoa", PAGE).section(DECIDE).words


def asked(answerer: Person, days: int) -> object:
    """Let an opinion be given to somebody to answer."""
    due = MONDAY + timedelta(days=days)
    return meetings.voiced(meetings.held(), answer="", answerer=answerer, answer_due_on=due)


def test_an_opinion_to_answer_stands_with_its_day_and_clause_until_it_is_answered() -> None:
    opinion = asked(person("hoa"), 20)
    before = decisions()
    minutes.answer(opinion, words="Sẽ làm thêm một gian.", by=act("hoa"))  # type: ignore[arg-type]

    assert "Ý kiến nêu tại: Giao ban tháng 3" in before
    assert "22/03/2026" in before
    assert "Điều 1 khoản 1" in before
    assert "Không có việc nào chờ trả lời." in decisions()


def test_what_others_are_to_answer_is_not_the_chiefs() -> None:
    asked(person("minh"), 20)

    assert "Không có việc nào chờ trả lời." in decisions()


def test_a_late_answer_stands_among_what_is_late_and_nowhere_else() -> None:
    asked(person("hoa"), 2)
    with time_machine.travel(moment(date(2026, 3, 9), 10), tick=False):
        hoa = at_desk("hoa", PAGE)

    assert "Ý kiến nêu tại" in hoa.section("Trễ hạn").words
    assert hoa.words.count("Ý kiến nêu tại") == 1


def test_a_draft_report_waits_for_the_chief_until_it_is_finished_or_dropped() -> None:
    duties.settled("report.every", "half_year", MONDAY)
    june = date(2026, 6, 25)
    with time_machine.travel(moment(june, 10), tick=False):
        duties.swept(june)
        due = duties.the("democracy_report", reports.HALF.first)
        made = reporting.prepare(reports.HALF, occasion=due, by=act("lan", june))
        before = decisions()
        reporting.drop(made, by=act("lan", june))
        dropped = decisions()
    with time_machine.travel(moment(reports.AFTER, 10), tick=False):
        made = reports.report(occasion=due)
        reports.finished(made)
        finished = at_desk("hoa", PAGE).words

    assert "Chốt báo cáo: Báo cáo kết quả thực hiện dân chủ 6 tháng đầu năm 2026" in before
    assert "Điều 5" in before
    assert "Chốt báo cáo" not in dropped
    assert "Chốt báo cáo" not in finished


def test_what_minutes_wait_to_have_signed_stands_under_signatures() -> None:
    day = MONDAY + timedelta(days=3)
    open_duty(
        "meetings.sign_correction",
        "meeting:1",
        title="Đính chính biên bản: Giao ban",
        verb="Ký đính chính",
        path="hop/",
        due=Derivation(day, (Step(day, day, StepKind.END, "Sửa ngay"),)),
        clauses=[],
        person=person("hoa"),
    )

    assert "Đính chính biên bản: Giao ban" in at_desk("hoa", PAGE).section("Chờ ký").words


def test_paper_takes_so_many_lines_in_all_however_they_are_spread() -> None:
    for number in range(40):
        day = MONDAY + timedelta(days=number % 3 - 1)
        open_duty(
            "meetings.answer" if number % 2 else "thu.viec",
            f"thing:{number}",
            title=f"Việc {number}",
            verb="Làm",
            path="hop/",
            due=Derivation(day, (Step(day, day, StepKind.END, "Hẹn"),)),
            clauses=[],
            person=person("hoa"),
        )
    owed = [ul for ul in at_desk("hoa", PAGE).page.every("ul") if ul.attrs.get("class") == "owed"]
    lines = [li for ul in owed for li in ul.inside if isinstance(li, Element)]

    assert len(lines) == 24
    assert [li.attrs.get("class") for li in lines].count("no-print") == 24 - 17
