"""A report from its draft to its signed copy, and what is refused on the way."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import File

from dienhong.core.days.periods import period_of
from dienhong.duties import occasions
from dienhong.duties.models import Occasion
from dienhong.publication import correcting
from dienhong.publication.models import Matter
from dienhong.record.files import Seen
from dienhong.record.inspection import Kind
from dienhong.record.models import JournalEntry
from dienhong.reporting import actions, papers, rules
from dienhong.reporting.actions import Copy
from dienhong.reporting.content import Content, Number, Status
from dienhong.reporting.models import Report
from tests.duties import story as duties
from tests.publication import story
from tests.publication.story import MONDAY, PDF, act, body_of_last_entry, no
from tests.reporting.story import (
    AFTER,
    HALF,
    LATE,
    answer_all,
    finished,
    half_a_year,
    report,
    said,
    values,
)


@pytest.fixture
def lived(office: str) -> dict[str, Matter]:
    return half_a_year()


def test_the_usual_period_is_the_last_half_year_that_is_over() -> None:
    assert rules.last_ended(AFTER) == HALF
    assert rules.last_ended(date(2026, 6, 30)).said == "6 tháng cuối năm 2025"
    assert rules.offered(AFTER)[0] == HALF


def test_a_draft_has_its_figures_at_once(lived: dict[str, Matter]) -> None:
    made = report()

    assert values(made, "published", "published_late", "posted", "duties_done") == [
        "3",
        "1",
        "1",
        "1",
    ]
    assert values(made, "published_in_time_share") == ["66,7%"]
    assert body_of_last_entry()["kind"] == "reporting.prepared"


def test_each_figure_names_the_entries_that_it_counts(lived: dict[str, Matter]) -> None:
    number = said(report()).by_code["published"]

    kinds = JournalEntry.objects.filter(pk__in=number.entries).values_list("kind", flat=True)
    assert list(kinds) == ["publication.published"] * 3


def test_one_entry_corrected_and_the_figure_follows(lived: dict[str, Matter]) -> None:
    made = report()
    assert values(made, "published_late") == ["1"]

    asked = correcting.ask(
        lived["late"],
        "decided_on",
        "2026-03-04",
        ground="Nhầm ngày.",
        checker=story.person("hoa"),
        by=act("lan", AFTER),
    )
    correcting.sign(asked, by=act("hoa", AFTER))

    assert values(made, "published_late", "published_in_time", "corrected") == ["0", "3", "0"]


def test_a_final_report_says_for_ever_what_was_reported(lived: dict[str, Matter]) -> None:
    made = finished(report())
    before = said(made)

    story.published(title="Việc sau", kind="dieu-2.khoan-1", day=LATE)

    assert said(made) == before
    assert values(report(), "published") == ["4"]
    entry = JournalEntry.objects.get(pk=Report.objects.get(pk=made.pk).entry_number)
    assert f'"digest":"{made.digest}"' in entry.body


def test_content_comes_back_from_its_data_as_it_was(lived: dict[str, Matter]) -> None:
    content = said(report()).without_secrets()

    assert Content.from_data(content.to_data()) == content


def test_what_was_held_back_is_counted_for_who_may_see_it_and_never_kept(
    lived: dict[str, Matter],
) -> None:
    story.actions.withhold(story.drafted(kind="dieu-2.khoan-1"), ground="Mật.", by=act("hoa"))
    content = said(report())

    assert content.by_code["withheld"].count == 1
    shown = [n.code for _, group in content.groups({"reporting.prepare"}) for n in group]
    assert "withheld" not in shown
    assert "withheld" not in content.without_secrets().by_code
    under = {
        number for part in content.parts for number in content.by_code[part.numbers[0]].entries
    }
    assert not under & set(content.by_code["withheld"].entries)


# Clause by clause.


def test_every_clause_that_drives_something_has_its_part(lived: dict[str, Matter]) -> None:
    duties.swept(date(2026, 4, 1))
    before = {part.clause.partition(":")[2]: part for part in said(report()).parts}
    duties.swept(date(2026, 6, 1))
    parts = {part.clause.partition(":")[2]: part for part in said(report()).parts}

    assert before["dieu-1.khoan-2"].status == Status.NOTHING_DUE
    assert not before["dieu-1.khoan-2"].is_open
    assert parts["dieu-2.khoan-1"].status == Status.DONE
    assert parts["dieu-1.khoan-1"].status == Status.PARTLY  # that of April waits
    assert parts["dieu-1.khoan-2"].status == Status.NOT_DONE
    titles = {time.title for time in parts["dieu-1.khoan-1"].times}
    assert {"Họp giao ban tháng 3/2026", "Họp giao ban tháng 4/2026"} <= titles


def test_what_was_left_unpublished_is_counted_at_its_clauses_without_its_title(
    lived: dict[str, Matter],
) -> None:
    story.drafted(kind="dieu-2.khoan-1", title="Bảng điểm chưa ai được xem")
    content = said(report())
    part = next(each for each in content.parts if each.clause.endswith("dieu-2.khoan-1"))

    assert part.status == Status.PARTLY
    assert [time.title for time in part.times] == ["Công khai: 1 việc"]
    assert "Bảng điểm" not in str(content.to_data())


def test_a_clause_not_carried_out_wants_a_reason_before_the_report_is_finished(
    lived: dict[str, Matter],
) -> None:
    made = report()

    refusal = no(lambda: actions.finish(made, by=act("hoa", AFTER)))
    assert "chưa ghi vì sao" in refusal.reason
    assert refusal.source is not None

    answer_all(made)
    assert said(made).open == []
    assert actions.finish(made, by=act("hoa", AFTER)).is_final


def test_what_nobody_has_settled_is_said_at_its_clause_and_has_no_data(
    lived: dict[str, Matter],
) -> None:
    """The report is demanded without a period: nothing came round, and no reason is wanted."""
    parts = [part for part in said(report()).parts if part.unsettled]
    # The second clause asks for following up too: nobody had to be urged.
    assert [part.status for part in parts] == [Status.NO_DATA, Status.NOTHING_DUE]
    assert all(part.unsettled_said.startswith("Chưa định kỳ hạn: ") for part in parts)
    made = finished(report())
    words = str(papers.paper(made, said(made)))
    assert parts[0].unsettled_said in words

    duties.settled("report.every", "half_year", MONDAY)
    assert "Báo cáo" not in " ".join(t for part in said(report()).parts for t in part.unsettled)


def test_an_answer_can_be_taken_back_and_each_change_is_an_entry(lived: dict[str, Matter]) -> None:
    made, clause = report(), said(report()).open[0].clause
    actions.answer(made, {clause: "Chuyển sang tháng 7."}, by=act("lan", AFTER))
    assert (body_of_last_entry()["clauses"], body_of_last_entry()["facts"]) == (
        [clause],
        {"answers": 1},
    )

    actions.answer(made, {clause: "Chuyển sang tháng 7."}, by=act("lan", AFTER))
    actions.answer(made, {clause: ""}, by=act("lan", AFTER))

    kinds = JournalEntry.objects.filter(subject=made.subject).values_list("kind", flat=True)
    assert list(kinds) == ["reporting.prepared", "reporting.answered", "reporting.answered"]
    assert made.answers.count() == 0


def test_two_who_answer_at_once_do_not_write_over_each_other(lived: dict[str, Matter]) -> None:
    duties.swept(date(2026, 6, 1))
    made, (one, two, *_) = report(), [part.clause for part in said(report()).open]
    page = {one: "", two: ""}
    actions.answer(made, {one: "Chờ kinh phí.", two: ""}, read=page, by=act("lan", AFTER))

    actions.answer(made, {one: "", two: "Không phát sinh."}, read=page, by=act("hoa", AFTER))
    stored = {each.clause: each.words for each in made.answers.all()}
    assert stored == {one: "Chờ kinh phí.", two: "Không phát sinh."}

    refusal = no(
        lambda: actions.answer(made, {one: "Khác."}, read=page, by=act("hoa", AFTER)),
    )
    assert "Chờ kinh phí." in refusal.reason


def test_what_was_put_aside_by_the_head_brings_its_reason(lived: dict[str, Matter]) -> None:
    duties.swept(date(2026, 6, 1))
    review = Occasion.objects.get(routine="mid_year_review")
    occasions.close_without(review, ground="Gộp vào hội nghị.", by=act("hoa", date(2026, 6, 2)))
    part = next(p for p in said(report()).parts if p.clause.endswith("dieu-1.khoan-2"))

    assert part.answer == "Gộp vào hội nghị."
    assert not part.is_open


def test_a_cell_of_a_workbook_names_no_more_entries_than_it_can_hold() -> None:
    many = Number("entries", "Số mục", "Sổ ghi", 9_999_999, "", tuple(range(9_000_000, 9_005_000)))
    cell = str(papers.rows(Content((many,), ()))[1][3])

    assert cell.endswith(" 9001999 và 3000 mục nữa")
    assert len(cell) < 32_767


# Refusals.


def test_only_who_may_prepares_and_only_the_head_finishes(lived: dict[str, Matter]) -> None:
    made = report()

    assert "lập báo cáo" in no(lambda: actions.prepare(HALF, by=act("minh", AFTER))).reason
    assert "chốt báo cáo" in no(lambda: actions.finish(made, by=act("lan", AFTER))).reason


def test_a_period_that_still_runs_is_not_finished(lived: dict[str, Matter]) -> None:
    made = report(period_of("half_year", AFTER))

    assert "31/12/2026" in no(lambda: actions.finish(made, by=act("hoa", AFTER))).reason


def test_a_final_report_takes_no_more_answers_and_is_not_dropped(lived: dict[str, Matter]) -> None:
    made = finished(report())
    clause = made.frozen["parts"][0]["clause"]

    for act_ in (
        lambda: actions.answer(made, {clause: "Khác."}, by=act("lan", AFTER)),
        lambda: actions.drop(made, by=act("lan", AFTER)),
        lambda: actions.finish(made, by=act("hoa", AFTER)),
    ):
        assert "đã chốt" in no(act_).reason


def test_a_clause_of_another_text_is_not_answered(lived: dict[str, Matter]) -> None:
    refusal = no(lambda: actions.answer(report(), {"quy-che-9:dieu-1": "A"}, by=act("lan", AFTER)))

    assert "không có điều đó" in refusal.reason


def test_a_draft_is_dropped_and_that_it_was_begun_stays(lived: dict[str, Matter]) -> None:
    made = actions.drop(report(), by=act("lan", AFTER))

    assert made.stage == "dropped"
    assert body_of_last_entry()["kind"] == "reporting.dropped"


# The signed copy, and what it is evidence of.


def copy(kind: Kind = Kind.PDF) -> Copy:
    return Copy(File(BytesIO(PDF), "ky.pdf"), "ky.pdf", Seen(kind, 1), "12/BC-TSM", AFTER)


def test_the_signed_copy_is_evidence_of_the_occasion_that_it_serves(
    lived: dict[str, Matter],
) -> None:
    duties.settled("report.every", "half_year", MONDAY)
    duties.swept(date(2026, 6, 1))
    due = Occasion.objects.get(routine="democracy_report")
    made = finished(report(occasion=due))
    made = actions.sign(made, copy(), by=act("lan", AFTER))

    shown = due.evidence.get()
    assert (shown.kind, shown.number, shown.subject) == ("paper", "12/BC-TSM", made.subject)
    assert shown.file == made.signed
    kinds = JournalEntry.objects.order_by("-number").values_list("kind", flat=True)[:2]
    assert list(kinds) == ["duties.evidence_added", "reporting.signed"]


def test_a_report_is_not_asked_why_it_is_not_made_itself(lived: dict[str, Matter]) -> None:
    duties.settled("report.every", "half_year", MONDAY)
    duties.swept(date(2026, 6, 1))
    due = Occasion.objects.get(routine="democracy_report")

    assert told_of(due.duty.title, report())
    assert not told_of(due.duty.title, report(occasion=due))


def told_of(title: str, made: Report) -> list[str]:
    return [part.clause for part in said(made).parts for time in part.times if time.title == title]


def test_a_draft_is_not_signed_and_a_table_is_no_signed_copy(lived: dict[str, Matter]) -> None:
    made = report()
    assert "dự thảo" in no(lambda: actions.sign(made, copy(), by=act("lan", AFTER))).reason

    made = finished(made)
    table = copy(Kind.XLSX)
    assert "không phải PDF" in no(lambda: actions.sign(made, table, by=act("lan", AFTER))).reason
