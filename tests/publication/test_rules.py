"""What the clauses on publication say: each rule alone, to the day."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.core.days import vietnam
from dienhong.core.days.runs import Hanging, run_on
from dienhong.core.derivation import StepKind
from dienhong.core.refusal import Refused
from dienhong.organisation.functions import Function
from dienhong.organisation.powers import powers
from dienhong.publication import rules
from dienhong.publication.rules import Stage, Term
from dienhong.publication.rules_runs import check_may_take_down, length_of, posted_until

CALENDAR = vietnam.calendar()
CLAUSE = Citation("quy-che-1", "dieu-10.khoan-2.gach-1")
FIVE = Term(5, "working_day", CLAUSE)
TWENTY = Term(20, "day", CLAUSE)
EXCEPTION = Citation("quy-che-1", "dieu-9")
_DAY = timedelta(days=1)

known_days = st.dates(date(2023, 1, 1), date(2027, 6, 30))
counts = st.integers(1, 60)


def no(call: Callable[[], object]) -> Refused:
    """Return the refusal with which a rule answers."""
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


# Article 10, clause 2, first indent: at the latest 5 working days, by the day.


@pytest.mark.parametrize(
    ("decided_on", "days", "due_on"),
    [
        (date(2026, 2, 13), 5, date(2026, 2, 27)),  # over Tết 2026
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 2, 17), 5, date(2026, 2, 27)),  # decided on the first day of Tết
        (date(2026, 3, 2), 5, date(2026, 3, 9)),  # an ordinary week
        (date(2026, 8, 21), 5, date(2026, 8, 27)),  # Saturday 22/08 is worked
        (date(2026, 8, 21), 1, date(2026, 8, 22)),
        (date(2026, 8, 27), 5, date(2026, 9, 8)),  # Monday 31/08 is off for it
    ],
)
def test_bk_dieu_10_khoan_2_gach_1_due_day(decided_on: date, days: int, due_on: date) -> None:
    found = rules.publish_by(decided_on, Term(days, "working_day", CLAUSE), CALENDAR)

    assert (found.day, found.provisional) == (due_on, False)


def test_bk_dieu_10_khoan_2_gach_1_every_skipped_day_over_tet_is_explained() -> None:
    steps = rules.publish_by(date(2026, 2, 13), FIVE, CALENDAR).steps

    assert [(s.first, s.last, s.kind, s.reason) for s in steps] == [
        (
            date(2026, 2, 13),
            date(2026, 2, 13),
            StepKind.START,
            "Có quyết định, văn bản. Ngày đầu không tính",
        ),
        (
            date(2026, 2, 14),
            date(2026, 2, 15),
            StepKind.SKIPPED,
            "Bỏ qua: thứ Bảy, Chủ nhật",
        ),
        (
            date(2026, 2, 16),
            date(2026, 2, 20),
            StepKind.SKIPPED,
            "Bỏ qua: Tết Nguyên đán, 5 ngày",
        ),
        (
            date(2026, 2, 21),
            date(2026, 2, 22),
            StepKind.SKIPPED,
            "Bỏ qua: thứ Bảy, Chủ nhật",
        ),
        (
            date(2026, 2, 23),
            date(2026, 2, 27),
            StepKind.COUNTED,
            "Ngày làm việc thứ 1 đến thứ 5",
        ),
        (date(2026, 2, 27), date(2026, 2, 27), StepKind.END, "Hết hạn 5 ngày làm việc"),
    ]
    assert steps[-1].source == CLAUSE


def test_a_term_that_reaches_into_2027_leans_on_a_provisional_calendar() -> None:
    found = rules.publish_by(date(2026, 12, 30), FIVE, CALENDAR)

    assert (found.day, found.provisional) == (date(2027, 1, 7), True)


@pytest.mark.parametrize("decided_on", [date(2030, 1, 2), date(2027, 12, 31)])
def test_a_term_in_a_year_without_a_calendar_is_not_guessed(decided_on: date) -> None:
    refusal = no(lambda: rules.publish_by(decided_on, FIVE, CALENDAR))
    year = max(decided_on.year, 2028)

    assert refusal.reason == f"Chưa tính được: lịch làm việc chưa có năm {year}"


def test_a_term_in_plain_days_counts_days_off_and_moves_its_end_past_tet() -> None:
    found = rules.publish_by(date(2026, 2, 13), Term(5, "day", CLAUSE), CALENDAR)

    assert found.day == date(2026, 2, 23)


@given(known_days, counts)
def test_the_due_day_is_the_nth_working_day_and_is_worked(decided_on: date, days: int) -> None:
    due = rules.publish_by(decided_on, Term(days, "working_day", CLAUSE), CALENDAR).day
    between = [decided_on + n * _DAY for n in range(1, (due - decided_on).days + 1)]

    assert sum(CALENDAR.is_working(day) for day in between) == days
    assert CALENDAR.is_working(due)


@given(known_days, known_days, counts, counts, st.sampled_from(["working_day", "day"]))
def test_a_later_decision_or_a_longer_term_is_never_due_earlier(
    one: date, other: date, short: int, long: int, unit: str
) -> None:
    early, late = min(one, other), max(one, other)
    less, more = min(short, long), max(short, long)

    first = rules.publish_by(early, Term(less, unit, CLAUSE), CALENDAR)
    last = rules.publish_by(late, Term(more, unit, CLAUSE), CALENDAR)

    assert first.day <= last.day


@pytest.mark.parametrize(
    ("done_on", "late"),
    [
        (date(2026, 2, 26), 0),
        (date(2026, 2, 27), 0),
        (date(2026, 2, 28), 0),  # Saturday: the term is over, no working day has begun
        (date(2026, 3, 2), 1),
        (date(2026, 3, 9), 6),
        (date(2028, 1, 3), None),  # no calendar yet: publishing is not refused for that
    ],
)
def test_bk_dieu_10_khoan_2_gach_1_how_late(done_on: date, late: int | None) -> None:
    assert rules.working_days_late(date(2026, 2, 27), done_on, CALENDAR) == late


# Article 10, clause 2, first indent: posted for at least 20 consecutive days.


def take_down_since(posted_on: date, term: Term, today: date) -> None:
    """Take down what has hung since a day without a gap."""
    run = run_on(Hanging(posted_on), length_of(term, CALENDAR), today)
    check_may_take_down(run, term, CALENDAR, today)


@pytest.mark.parametrize(
    ("posted_on", "days", "last"),
    [
        (date(2026, 1, 5), 20, date(2026, 1, 25)),  # the example of the counting conventions
        (date(2026, 2, 9), 20, date(2026, 3, 1)),  # Tết counts; a Sunday does not move
        (date(2026, 12, 20), 20, date(2027, 1, 9)),
        (date(2030, 5, 1), 12, date(2030, 5, 13)),  # a run needs no calendar
    ],
)
def test_bk_dieu_10_khoan_2_gach_1_last_day_of_a_run(
    posted_on: date, days: int, last: date
) -> None:
    assert posted_until(posted_on, Term(days, "day", CLAUSE), CALENDAR).day == last


@pytest.mark.parametrize(
    ("today", "reason"),
    [
        (date(2026, 1, 5), "Chưa gỡ được: mới niêm yết 0 trên 20 ngày"),
        (date(2026, 1, 13), "Chưa gỡ được: mới niêm yết 8 trên 20 ngày"),
        (date(2026, 1, 24), "Chưa gỡ được: mới niêm yết 19 trên 20 ngày"),
        (date(2026, 1, 25), "Chưa gỡ được: hết hôm nay mới đủ 20 ngày niêm yết"),
    ],
)
def test_bk_dieu_10_khoan_2_gach_1_taking_down_early_is_refused(today: date, reason: str) -> None:
    refusal = no(lambda: take_down_since(date(2026, 1, 5), TWENTY, today))

    assert (refusal.reason, refusal.source) == (reason, CLAUSE)
    assert refusal.allowed_from == date(2026, 1, 26)
    assert refusal.derivation == posted_until(date(2026, 1, 5), TWENTY, CALENDAR)


def test_bk_dieu_10_khoan_2_gach_1_may_come_down_the_day_after() -> None:
    take_down_since(date(2026, 1, 5), TWENTY, date(2026, 1, 26))


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), counts, st.integers(-5, 70))
def test_taking_down_is_allowed_exactly_from_the_day_after_the_run(
    posted_on: date, days: int, passed: int
) -> None:
    term, today = Term(days, "day", CLAUSE), posted_on + passed * _DAY
    if passed > days:
        take_down_since(posted_on, term, today)
        return
    refusal = no(lambda: take_down_since(posted_on, term, today))

    assert refusal.allowed_from == posted_on + (days + 1) * _DAY


# What is written down of a decision, a posting, a form.


def test_a_decision_of_today_may_be_entered_and_one_of_tomorrow_not() -> None:
    today = date(2026, 3, 2)
    rules.check_decided_on(today, today)
    refusal = no(lambda: rules.check_decided_on(today + _DAY, today))

    assert refusal.reason == "Chưa ghi được: ngày quyết định 03/03/2026 còn ở phía trước"
    assert refusal.cure == "Ghi ngày trên văn bản, không sau hôm nay (02/03/2026)."


def test_where_neither_regulation_nor_law_sets_a_number_nothing_is_invented() -> None:
    assert rules.check_term_known(FIVE, "thời hạn công khai") == FIVE
    refusal = no(lambda: rules.check_term_known(None, "thời hạn công khai"))

    assert refusal.reason == (
        "Chưa tính được: quy chế và luật của ngày đó đều không quy định thời hạn công khai"
    )


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.sets(st.sampled_from("abcdef")))
def test_bk_dieu_10_khoan_1_only_the_forms_offered_are_taken(
    chosen: list[str], offered: set[str]
) -> None:
    if set(chosen) <= offered:
        rules.check_forms(chosen, offered)
        return
    refusal = no(lambda: rules.check_forms(chosen, offered))

    assert refusal.reason == "Chưa công khai được: có hình thức không nằm trong quy chế và luật"


@given(known_days, st.integers(-30, 30), st.integers(0, 30))
def test_bk_dieu_10_khoan_1_gach_1_a_sheet_hangs_from_publication_until_today_at_most(
    published_on: date, shift: int, since: int
) -> None:
    posted_on, today = published_on + shift * _DAY, published_on + since * _DAY
    if 0 <= shift <= since:
        rules.check_posted_on(posted_on, published_on, today)
        return
    refusal = no(lambda: rules.check_posted_on(posted_on, published_on, today))

    assert refusal.reason == (
        f"Chưa ghi được: ngày niêm yết {posted_on:%d/%m/%Y} phải từ ngày công khai "
        f"{published_on:%d/%m/%Y} đến hôm nay {today:%d/%m/%Y}"
    )


def test_a_sheet_is_not_said_to_hang_at_an_hour_that_has_not_come() -> None:
    now = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    rules.check_posted_at(now, now)
    refusal = no(lambda: rules.check_posted_at(now + timedelta(minutes=1), now))

    assert refusal.reason == "Chưa ghi được: giờ niêm yết còn ở phía trước"


# Article 9: the exception for secrets, the named person, the ground, the two persons.


def test_bk_dieu_9_only_the_person_named_signs_the_secrecy_check() -> None:
    rules.check_named_checker("hoa", "hoa", EXCEPTION)
    refusal = no(lambda: rules.check_named_checker("hoa", "lan", EXCEPTION))

    assert refusal.source == EXCEPTION
    assert refusal.reason == (
        "Không ký kiểm tra bí mật được: việc này đã giao đích danh người khác"
    )


@pytest.mark.parametrize("ground", ["", "   ", "\n\t", "\u00a0"])
@pytest.mark.parametrize("exception", [EXCEPTION, None])
def test_bk_dieu_9_holding_back_needs_a_ground(ground: str, exception: Citation | None) -> None:
    refusal = no(lambda: rules.check_ground(ground, exception))

    assert (refusal.reason, refusal.source) == ("Chưa ghi được: chưa nêu căn cứ", exception)
    rules.check_ground("Bí mật công tác.", exception)


@given(st.text(min_size=1), st.text(min_size=1))
def test_bk_dieu_9_a_leak_is_withdrawn_by_two_persons(one: str, other: str) -> None:
    assume(one != other)
    rules.check_two_persons([one], [other])
    refusal = no(lambda: rules.check_two_persons([one], [one]))
    entered_by_the_first = no(lambda: rules.check_two_persons([one], [other, one]))

    assert entered_by_the_first.reason == refusal.reason

    assert refusal.reason == (
        "Chưa thu hồi được: người đề nghị và người xác nhận phải là hai người"
    )


def test_bk_dieu_9_a_second_request_does_not_hide_the_first() -> None:
    rules.check_not_asked_yet(False)
    refusal = no(lambda: rules.check_not_asked_yet(True))

    assert refusal.reason == "Chưa đề nghị được: đã có đề nghị thu hồi đang chờ người thứ hai"


@given(st.none() | st.integers(0, 9), st.integers(1, 9))
def test_nobody_acts_on_words_that_have_changed_since(seen: int | None, now: int) -> None:
    if seen is None or seen == now:
        rules.check_edition(seen, now)
        return

    assert no(lambda: rules.check_edition(seen, now)).reason == (
        "Chưa ghi được: người khác vừa sửa việc này"
    )


def test_bk_dieu_9_nobody_confirms_what_nobody_asked_for() -> None:
    rules.check_withdrawal_asked(True)
    refusal = no(lambda: rules.check_withdrawal_asked(False))

    assert refusal.reason == "Chưa thu hồi được: chưa có ai đề nghị thu hồi việc này"


# The table of moves.


def _who_may(power: str) -> str:
    """Name the functions with which the program begins, in their order."""
    return ", ".join(f for f in Function if f in powers()[power].functions)


def test_the_way_of_a_matter_reads_aloud() -> None:
    three = "chief, deputy-chief, administration"
    assert rules.PROCEDURE.read_aloud(_who_may) == (
        (
            "Từ «đang soạn» hoặc «chờ kiểm tra bí mật», chief, deputy-chief, "
            "head-of-department, administration làm «trình kiểm tra bí mật» "
            "thì sang «chờ kiểm tra bí mật»."
        ),
        f"Từ «chờ kiểm tra bí mật», {three} làm «trả lại» thì sang «đang soạn».",
        (
            f"Từ «chờ kiểm tra bí mật», {three} làm «ký kiểm tra bí mật» "
            "thì sang «đã kiểm tra bí mật, chờ công khai»."
        ),
        (f"Từ «chờ kiểm tra bí mật», {three} làm «giữ lại vì bí mật» thì sang «không công khai»."),
        ("Từ «không công khai», chief làm «mở lại việc đã giữ» thì sang «đang soạn»."),
        f"Từ «đã kiểm tra bí mật, chờ công khai», {three} làm «công khai» thì sang «đã công khai».",
        f"Từ «đã công khai», {three} làm «ghi niêm yết» thì sang «đã công khai».",
        f"Từ «đã công khai», {three} làm «ghi đứt quãng» thì sang «đã công khai».",
        f"Từ «đã công khai», {three} làm «ghi dán lại» thì sang «đã công khai».",
        f"Từ «đã công khai», {three} làm «gỡ» thì sang «đã công khai».",
        (
            f"Từ «đã công khai», {three} làm «ghi bằng chứng của hình thức công khai» "
            "thì sang «đã công khai»."
        ),
        f"Từ «đã công khai», {three} làm «đính chính» thì sang «đã công khai».",
        (
            f"Từ «đã công khai», {three}, inspection-committee "
            "làm «thu hồi khẩn cấp» thì sang «đã thu hồi khẩn cấp»."
        ),
    )


def test_every_act_takes_a_power_of_the_table() -> None:
    assert {move.power for move in rules.PROCEDURE.moves} <= set(powers())


@given(st.sampled_from(rules.PROCEDURE.moves), st.sampled_from(Stage))
def test_an_act_is_done_at_its_stage_only(move: rules.Move[Stage], stage: Stage) -> None:
    if stage in move.from_:
        assert rules.PROCEDURE.check(move.act, stage).to == move.to
        return
    refusal = no(lambda: rules.PROCEDURE.check(move.act, stage))

    assert f"đang ở bước «{rules.STAGE_LABELS[stage]}»" in refusal.reason
