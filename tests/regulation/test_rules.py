"""What must be so before a text becomes the agency's regulation: each rule alone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.core.refusal import Refused
from dienhong.regulation import rules, vocabulary

TODAY = date(2026, 3, 2)
days = st.integers(-40, 40).map(lambda n: TODAY + timedelta(days=n))


def no(call: Callable[[], object]) -> Refused:
    """Return the refusal with which a rule answers."""
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def test_what_was_issued_is_not_changed() -> None:
    rules.check_still_draft(True)

    assert no(lambda: rules.check_still_draft(False)).reason == (
        "Không sửa được: bản này đã ban hành hoặc đã bỏ"
    )


@given(st.integers(0, 50))
def test_nothing_is_issued_while_something_waits_for_a_person(pending: int) -> None:
    if pending == 0:
        rules.check_nothing_pending(pending)
        return

    assert no(lambda: rules.check_nothing_pending(pending)).reason == (
        f"Chưa ban hành được: còn {pending} mục đọc được chưa có người xác nhận"
    )


@given(st.integers(0, 5))
def test_a_number_has_one_value(confirmed: int) -> None:
    if confirmed <= 1:
        rules.check_one_value("Thời hạn công khai", confirmed)
        return

    assert no(lambda: rules.check_one_value("Thời hạn công khai", confirmed)).reason == (
        f"Chưa ban hành được: «Thời hạn công khai» đang có {confirmed} giá trị cùng được xác nhận"
    )


@given(st.integers(0, 5), st.booleans())
def test_doubtful_places_are_read_before_issue(doubts: int, seen: bool) -> None:
    if seen or doubts == 0:
        rules.check_doubts_seen(doubts, seen)
        return

    assert no(lambda: rules.check_doubts_seen(doubts, seen)).reason == (
        f"Chưa ban hành được: còn {doubts} chỗ ngờ trong văn bản chưa được xem"
    )


@given(days, days, st.frozensets(days, max_size=3))
def test_qd_dieu_2_days_of_issue_and_force(
    issued_on: date, in_force_from: date, others: frozenset[date]
) -> None:
    if issued_on <= TODAY and issued_on <= in_force_from and in_force_from not in others:
        rules.check_days(issued_on, in_force_from, TODAY, others)
        return
    reason = no(lambda: rules.check_days(issued_on, in_force_from, TODAY, others)).reason

    if issued_on > TODAY:
        assert reason == (
            f"Chưa ban hành được: ngày ban hành {issued_on:%d/%m/%Y} còn ở phía trước"
        )
    elif in_force_from < issued_on:
        assert reason == (
            f"Chưa ban hành được: ngày có hiệu lực {in_force_from:%d/%m/%Y} "
            f"trước ngày ban hành {issued_on:%d/%m/%Y}"
        )
    else:
        assert reason == (
            f"Chưa ban hành được: đã có một bản khác có hiệu lực từ {in_force_from:%d/%m/%Y}"
        )


def test_qd_dieu_2_a_day_before_the_first_decree_is_a_slip_of_the_pen() -> None:
    day = date(1998, 1, 1)
    rules.check_days(day, day, TODAY, ())
    eve = date(1997, 12, 31)

    assert no(lambda: rules.check_days(eve, day, TODAY, ())).reason == (
        "Chưa ban hành được: ngày ban hành 31/12/1997 quá xa"
    )


@given(st.integers(0, 40_000))
def test_one_upload_does_not_stop_an_office(size: int) -> None:
    if size <= rules.MOST_LINES:
        rules.check_lines(size)
    else:
        assert no(lambda: rules.check_lines(size)).reason.startswith("Chưa nạp được: văn bản có")
    if size <= rules.MOST_PROVISIONS:
        rules.check_provisions(size)
    else:
        assert no(lambda: rules.check_provisions(size)).reason.endswith(
            f"đơn vị, nhiều hơn {rules.MOST_PROVISIONS}"
        )


@given(st.integers(0, 400))
def test_a_decision_is_about_something_and_not_about_more_than_a_page(rows: int) -> None:
    if 0 < rows <= rules.MOST_AT_ONCE:
        rules.check_some(rows)
        return

    assert no(lambda: rules.check_some(rows)).reason == (
        "Chưa ghi được: chưa chọn mục nào, hoặc chọn quá nhiều mục một lúc"
    )


FITTING: list[tuple[str, int | str, str]] = [
    ("publication.term", 5, ""),
    ("consultation.days", 1, ""),
    ("conference.plenary_below", 100, ""),
    ("conference.extraordinary_share", "2/3", "at_least"),
    ("conference.quorum", "1/1", "at_least"),
    ("conference.majority", "1/2", "more_than"),
    ("inspection.members", "3-9", ""),
    ("inspection.members", "5-5", ""),
    ("briefing.period", "month", ""),
    ("publication.kind", "Lịch trực", ""),
    ("voice.reserve", "Được bảo lưu ý kiến.", ""),
]
WRONG: list[tuple[str, int | str, str, str]] = [
    ("publication.term", 0, "", "«0» không phải một thời hạn"),
    ("publication.term", -5, "", "«-5» không phải một thời hạn"),
    ("publication.run", "20", "", "«20» không phải một thời gian"),
    ("conference.plenary_below", 0, "", "«0» không phải một số lượng"),
    ("conference.majority", "1/1", "more_than", "«1/1» không phải một tỷ lệ"),
    ("conference.quorum", "4/3", "at_least", "«4/3» không phải một tỷ lệ"),
    ("conference.quorum", "1/0", "at_least", "«1/0» không phải một tỷ lệ"),
    ("conference.quorum", "0/3", "at_least", "«0/3» không phải một tỷ lệ"),
    ("conference.quorum", "quá nửa", "at_least", "«quá nửa» không phải một tỷ lệ"),
    ("inspection.members", "9-3", "", "«9-3» không phải một khoảng"),
    ("inspection.members", "0-3", "", "«0-3» không phải một khoảng"),
    ("inspection.members", "vài người", "", "«vài người» không phải một khoảng"),
    ("briefing.period", "mỗi tháng", "", "«mỗi tháng» không phải một định kỳ"),
    ("publication.kind", "  ", "", "ô để trống không phải một nội dung"),
    ("voice.reserve", "", "", "ô để trống không phải một nội dung"),
]


@pytest.mark.parametrize(("name", "value", "bound"), FITTING)
def test_each_type_takes_its_values_with_a_reason_only(
    name: str, value: int | str, bound: str
) -> None:
    meant = vocabulary.BY_NAME[name]
    rules.check_correction(meant, value, bound, "vì")

    assert no(lambda: rules.check_correction(meant, value, bound, " \n")).reason == (
        "Chưa lưu bản sửa: chưa ghi lý do"
    )


@pytest.mark.parametrize(("name", "value", "bound", "said"), WRONG)
def test_what_is_no_value_of_its_type_is_refused(
    name: str, value: int | str, bound: str, said: str
) -> None:
    meant = vocabulary.BY_NAME[name]
    refusal = no(lambda: rules.check_value(meant, value, bound))

    assert refusal.reason == f"Chưa lưu được: {said} ({meant.label})"
    assert refusal.cure


@given(st.booleans(), st.booleans(), st.integers(0, 3))
def test_of_an_issued_version_only_what_waits_is_decided(
    draft: bool, issued: bool, decided: int
) -> None:
    if draft or (issued and decided == 0):
        rules.check_may_decide(draft, issued, decided)
        return

    assert no(lambda: rules.check_may_decide(draft, issued, decided)).reason == (
        "Không sửa được: bản này đã ban hành hoặc đã bỏ"
    )


def test_a_new_version_names_what_the_union_said_of_its_draft() -> None:
    source = Citation("luat-10-2022", "dieu-53.khoan-8")
    rules.check_heard(rules.Origin(declared=True), source)
    rules.check_heard(rules.Origin(declared=False, union_paper="Biên bản"), source)

    refusal = no(lambda: rules.check_heard(rules.Origin(declared=False, union_paper=" "), source))
    assert refusal.reason == "Chưa ban hành được: bản mới chưa ghi ý kiến của Công đoàn"
    assert refusal.source == source


@given(days, days)
def test_what_is_declared_was_signed_before_and_holds_already(signed: date, begins: date) -> None:
    rules.check_declared(rules.Origin(declared=False), signed, begins, TODAY)
    declared = rules.Origin(declared=True)
    if signed < TODAY and begins <= TODAY:
        rules.check_declared(declared, signed, begins, TODAY)
        return

    assert no(lambda: rules.check_declared(declared, signed, begins, TODAY)).reason == (
        "Chưa ban hành được: bản đã có hiệu lực từ trước phải ký trước hôm nay "
        "(02/03/2026) và đang có hiệu lực"
    )


def test_a_settled_value_is_decided_by_somebody_on_a_ground_from_a_credible_day() -> None:
    rules.check_needs_settling(True, "Thời gian lấy ý kiến")
    rules.check_settled(TODAY, TODAY, "Chánh Văn phòng", "Biên bản họp")

    assert no(lambda: rules.check_needs_settling(False, "Thời hạn công khai")).reason == (
        "Không tự định được: quy chế hoặc luật đã đặt «Thời hạn công khai»"
    )
    for who, why in (("", "vì"), ("Chánh Văn phòng", " ")):
        assert no(lambda w=who, g=why: rules.check_settled(TODAY, TODAY, w, g)).reason == (  # type: ignore[misc]
            "Chưa ghi được: chưa ghi ai định hoặc căn cứ"
        )
    for day in (date(1997, 12, 31), date(2028, 1, 1)):
        assert no(lambda d=day: rules.check_settled(d, TODAY, "a", "b")).reason == (  # type: ignore[misc]
            f"Chưa ghi được: ngày bắt đầu {day:%d/%m/%Y} quá xa"
        )


def test_there_is_something_weaker_to_have_read() -> None:
    rules.check_weaker_unread(1)

    assert no(lambda: rules.check_weaker_unread(0)).reason == (
        "Không cần ghi: không còn con số yếu hơn luật nào chưa đọc"
    )


def test_a_parameter_stands_at_an_address_of_the_text() -> None:
    rules.check_address("dieu-1", {"dieu-1"})

    assert no(lambda: rules.check_address("dieu-9", {"dieu-1"})).reason == (
        "Chưa lưu: văn bản không có địa chỉ «dieu-9»"
    )


def test_a_number_is_confirmed_only_in_a_unit_that_is_counted() -> None:
    rules.check_unit("day", ("day",), "Thời gian niêm yết")
    rules.check_unit("", (), "Nội dung phải công khai")

    assert no(lambda: rules.check_unit("working_day", ("day",), "Thời gian niêm yết")).reason == (
        "Chưa xác nhận được: «Thời gian niêm yết» đọc được theo đơn vị mà phần mềm chưa đếm được"
    )
