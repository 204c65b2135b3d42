"""What must be so before a text becomes the agency's regulation: each rule alone."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.refusal import Refused
from dienhong.regulation import rules

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


@pytest.mark.parametrize(
    ("value", "because", "reason"),
    [
        (0, "vì", "Chưa lưu bản sửa: 0 không phải số ngày"),
        (-5, "vì", "Chưa lưu bản sửa: -5 không phải số ngày"),
        ("  ", "vì", "Chưa lưu bản sửa: chưa ghi nội dung"),
        (5, " \n", "Chưa lưu bản sửa: chưa ghi lý do"),
        ("Lịch trực", "", "Chưa lưu bản sửa: chưa ghi lý do"),
    ],
)
def test_a_correction_is_a_count_or_words_with_a_reason(
    value: int | str, because: str, reason: str
) -> None:
    rules.check_correction(1, "vì")
    rules.check_correction("Lịch trực", "vì")

    assert no(lambda: rules.check_correction(value, because)).reason == reason


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
