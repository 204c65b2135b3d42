"""What people do with an occasion, and what is refused: by rule, power, evidence and day."""

from datetime import date, time

import pytest

from dienhong.duties import occasions
from dienhong.duties.models import Evidence, Occasion
from dienhong.organisation.models import Agency
from dienhong.record.models import JournalEntry
from tests.duties.story import REGULATION, settled, swept, the
from tests.publication.story import MONDAY, act, add_people, adopt, after, no, person

MARCH = date(2026, 3, 1)


@pytest.fixture
def briefing(office: str) -> Occasion:
    add_people()
    adopt(REGULATION)
    swept(MONDAY)
    return the("briefing", MARCH)


def minutes(**said: object) -> Evidence:
    """Return minutes as evidence, not yet kept."""
    return Evidence(**{"kind": "meeting", "number": "05/BB-VP", "dated_on": MONDAY, **said})


def kinds(occasion: Occasion) -> list[str]:
    rows = JournalEntry.objects.filter(subject=occasion.subject)
    return list(rows.values_list("kind", flat=True))


def test_a_day_is_agreed_on_apart_from_the_last_day(briefing: Occasion) -> None:
    occasions.agree(briefing, day=after(MONDAY, 7), at=time(8), place="Phòng họp 1", by=act("lan"))
    row = the("briefing", MARCH)

    assert (row.expected_on, row.agreed_at, row.place) == (after(MONDAY, 7), time(8), "Phòng họp 1")
    assert row.duty.due_on == date(2026, 3, 31)
    assert kinds(row) == ["duties.opened", "duties.agreed"]


def test_a_day_before_the_window_is_not_agreed_on(briefing: Occasion) -> None:
    assert (
        "từ ngày 01/03/2026"
        in no(lambda: occasions.agree(briefing, day=date(2026, 2, 27), by=act("lan"))).reason
    )


def test_nothing_is_done_without_evidence_and_the_clause_says_so(briefing: Occasion) -> None:
    refusal = no(lambda: occasions.close(briefing, done_on=MONDAY, by=act("lan")))

    assert "chưa có biên bản cuộc họp" in refusal.reason
    assert str(refusal.source) == "quy-che-1:dieu-1.khoan-1"
    assert the("briefing", MARCH).is_open


def test_with_its_minutes_it_is_done_and_waits_for_nobody(briefing: Occasion) -> None:
    occasions.show(briefing, minutes(), digest="ab" * 32, by=act("lan"))
    occasions.close(briefing, done_on=MONDAY, by=act("lan"))
    row = the("briefing", MARCH)

    assert (row.done_on, row.closed_on, row.duty.done_on) == (MONDAY, MONDAY, MONDAY)
    assert kinds(row) == ["duties.opened", "duties.evidence_added", "duties.done"]


def test_a_paper_proves_no_meeting(briefing: Occasion) -> None:
    assert (
        "cần biên bản"
        in no(lambda: occasions.show(briefing, minutes(kind="paper"), by=act("lan"))).reason
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [(after(MONDAY, 1), "còn ở phía trước"), (date(2026, 2, 20), "ở trước khoảng thời gian")],
)
def test_the_day_of_doing_has_come_and_lies_in_the_window(
    briefing: Occasion, day: date, said: str
) -> None:
    occasions.show(briefing, minutes(), by=act("lan"))

    assert said in no(lambda: occasions.close(briefing, done_on=day, by=act("lan"))).reason


def test_what_is_closed_stays_as_it_is(briefing: Occasion) -> None:
    occasions.show(briefing, minutes(), by=act("lan"))
    occasions.close(briefing, done_on=MONDAY, by=act("lan"))

    for late in (
        lambda: occasions.agree(briefing, day=MONDAY, by=act("lan")),
        lambda: occasions.show(briefing, minutes(), by=act("lan")),
        lambda: occasions.close(briefing, done_on=MONDAY, by=act("lan")),
        lambda: occasions.close_without(briefing, ground="Bận.", by=act("hoa")),
    ):
        assert "đã khép ngày 02/03/2026" in no(late).reason


def test_only_the_head_puts_aside_and_only_with_a_reason(briefing: Occasion) -> None:
    assert no(lambda: occasions.close_without(briefing, ground="Bận.", by=act("lan")))
    assert (
        "chưa ghi vì sao"
        in no(lambda: occasions.close_without(briefing, ground=" ", by=act("hoa"))).reason
    )
    occasions.close_without(briefing, ground="Cả Trạm đi chống bão.", by=act("hoa"))
    row = the("briefing", MARCH)

    assert (row.is_open, row.done_on, row.not_done_because) == (
        False,
        None,
        "Cả Trạm đi chống bão.",
    )
    assert kinds(row)[-1] == "duties.not_done"


def test_staff_without_the_power_change_nothing_but_what_is_their_own(briefing: Occasion) -> None:
    assert no(lambda: occasions.show(briefing, minutes(), by=act("minh")))
    swept(date(2027, 1, 4))
    own = Occasion.objects.get(routine="programme", holder=person("vy"))
    paper = Evidence(kind="paper", words="Chương trình năm 2027")
    assert no(lambda: occasions.show(own, paper, by=act("minh", date(2027, 1, 4))))
    occasions.show(own, paper, by=act("vy", date(2027, 1, 4)))
    occasions.close(own, done_on=date(2027, 1, 4), by=act("vy", date(2027, 1, 4)))

    assert not Occasion.objects.get(pk=own.pk).is_open


def test_what_ran_before_the_system_may_be_told_in_words(office: str) -> None:
    add_people()
    adopt(REGULATION)
    Agency.objects.update(go_live_on=date(2026, 3, 15))
    swept(date(2026, 3, 15))
    row = the("briefing", MARCH)
    told = Evidence(kind="record", words="Đã họp ngày 05/3, biên bản giấy lưu tại phòng.")
    by = act("lan", date(2026, 3, 16))
    occasions.show(row, told, by=by)
    occasions.close(row, done_on=date(2026, 3, 5), by=by)

    assert the("briefing", MARCH).done_on == date(2026, 3, 5)


def test_officers_of_a_body_record_its_own_meeting_and_no_other_body_s(briefing: Occasion) -> None:
    body = {"routine": "bodies_meeting", "function_id": "union-executive"}
    Occasion.objects.filter(pk=briefing.pk).update(**body)
    occasions.show(briefing, minutes(), by=act("vy"))

    assert "thuộc" in no(lambda: occasions.show(briefing, minutes(), by=act("tu"))).reason
    assert "thuộc" in no(lambda: occasions.show(briefing, minutes(), by=act("minh"))).reason


# A report that an officer hands in.


@pytest.fixture
def asked_of_officers(office: str) -> None:
    add_people()
    whom = "Trưởng phòng, cấp ủy thực hiện chế độ thông tin, báo cáo định kỳ về"
    adopt(REGULATION.replace("Phòng Hành chính theo dõi, đôn đốc và báo cáo định kỳ", whom))
    settled("report.every", "quarter", MONDAY)
    swept(MONDAY)


def handed_in(**said: object) -> Evidence:
    """Return the report of a head of department as evidence, not yet kept."""
    told = {"title": "Báo cáo quý I", "dated_on": MONDAY, "sent_to": "Hoa", "words": "Đủ việc."}
    return Evidence(kind="report", **{**told, **said})


@pytest.mark.usefixtures("asked_of_officers")
def test_an_officer_closes_the_own_report_with_what_was_handed_in() -> None:
    row = Occasion.objects.get(routine="officers_report", holder=person("khue"))
    by = act("khue")
    assert "chưa có văn bản" in no(lambda: occasions.close(row, done_on=MONDAY, by=by)).reason

    occasions.show(row, handed_in(), by=by)
    occasions.close(row, done_on=MONDAY, by=by)
    assert kinds(row) == ["duties.opened", "duties.evidence_added", "duties.done"]


@pytest.mark.usefixtures("asked_of_officers")
@pytest.mark.parametrize(
    ("without", "reason"),
    [
        ({"title": ""}, "còn thiếu tên"),
        ({"dated_on": None}, "còn thiếu tên, ngày gửi"),
        ({"sent_to": ""}, "hoặc người nhận"),
        ({"words": ""}, "chưa có tệp, cũng chưa ghi nội dung"),
    ],
)
def test_a_report_without_name_day_receiver_or_anything_of_it_is_refused(
    without: dict[str, object], reason: str
) -> None:
    row = Occasion.objects.get(routine="officers_report", holder=person("khue"))

    given = handed_in(number="3/BC", **without)
    assert reason in no(lambda: occasions.show(row, given, by=act("khue"))).reason
    assert not Evidence.objects.exists()
    assert kinds(row) == ["duties.opened"]


@pytest.mark.usefixtures("asked_of_officers")
def test_nobody_hands_in_the_report_of_another() -> None:
    row = Occasion.objects.get(routine="officers_report", holder=person("khue"))

    no(lambda: occasions.show(row, handed_in(), by=act("minh")))
    assert not Evidence.objects.exists()
