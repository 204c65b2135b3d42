"""Which days are worked, in the calendar and in Vietnam's table."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import holidays
import pytest

from dienhong.core.citation import Citation
from dienhong.core.days import vietnam
from dienhong.core.days.calendar import DayOff, SwappedIn, WorkCalendar
from dienhong.core.days.conventions import CONVENTIONS
from dienhong.core.days.sources import ACTS, Act, Evidence
from dienhong.core.refusal import Refused

VIETNAM = vietnam.calendar()
SATURDAY = date(2026, 8, 22)
MONDAY = date(2026, 8, 31)


def days_of(years: Iterable[int]) -> list[date]:
    every = [date(year, 1, 1) + timedelta(days=n) for year in years for n in range(366)]
    return sorted({day for day in every if day.year in years})


def test_an_ordinary_week_has_five_working_days() -> None:
    week = [date(2026, 3, 2) + timedelta(days=n) for n in range(7)]

    assert [VIETNAM.is_working(day) for day in week] == [True] * 5 + [False] * 2


def test_a_day_off_says_its_name_and_the_act_that_makes_it_so() -> None:
    notice = Citation("thong-bao-9441-tb-bnv-2025")

    assert VIETNAM.reason_off(date(2026, 2, 17)) == DayOff(
        date(2026, 2, 17), "Tết Nguyên đán", notice
    )
    assert VIETNAM.reason_off(date(2026, 2, 22)) == DayOff(date(2026, 2, 22), "Chủ nhật")
    assert VIETNAM.reason_off(date(2026, 2, 23)) is None


def test_a_saturday_is_worked_for_the_monday_before_national_day() -> None:
    swap = SwappedIn(SATURDAY, MONDAY, Citation("thong-bao-9441-tb-bnv-2025"))

    assert VIETNAM.is_working(SATURDAY)
    assert VIETNAM.swap_on(SATURDAY) == swap
    assert VIETNAM.reason_off(MONDAY) == DayOff(
        MONDAY, "nghỉ hoán đổi, làm bù thứ Bảy 22/08/2026", swap.source
    )
    assert VIETNAM.swap_on(MONDAY) is None


@pytest.mark.parametrize("year", [2022, 2028])
def test_a_year_that_is_not_known_is_refused_with_its_cure(year: int) -> None:
    with pytest.raises(Refused) as refused:
        VIETNAM.is_working(date(year, 6, 1))

    assert refused.value.reason == f"Chưa tính được: lịch làm việc chưa có năm {year}"
    assert refused.value.cure == (
        f"Soát lại năm đã ghi. Nếu đúng là năm {year}, cập nhật Diên Hồng lên bản "
        "đã có lịch nghỉ của năm đó."
    )


def test_a_moment_is_not_a_day() -> None:
    with pytest.raises(TypeError, match="a day is wanted, not a moment"):
        VIETNAM.is_working(datetime(2026, 2, 17, 8, tzinfo=UTC))


def test_a_year_without_a_notice_is_provisional() -> None:
    assert VIETNAM.provisional_between(date(2023, 1, 1), date(2026, 12, 31)) == ()
    assert VIETNAM.provisional_between(date(2026, 12, 31), date(2027, 1, 4)) == (2027,)
    expected = {off.day.year for off in VIETNAM.days_off if not off.official}
    assert expected == VIETNAM.provisional_years == {2027}


def test_the_version_is_shown_to_people() -> None:
    assert VIETNAM.version == "Lịch làm việc Việt Nam, bản 2026.2"


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_the_table_agrees_with_the_holidays_package(year: int) -> None:
    oracle = holidays.country_holidays("VN", years=year)
    # Notice 6150 names five days of Tết, 27 to 31 January; the package counts a sixth,
    # a Saturday, which is off in any case.
    not_named = {date(2025, 2, 1)}
    # Letter 12729 of 25/12/2025 swapped Friday 02/01/2026 for Saturday 10/01/2026; the
    # package had only what was known before.
    swapped_late = {date(2026, 1, 2)} if year == 2026 else set()
    worked_late = {date(2026, 1, 10)} if year == 2026 else set()

    ours = {off.day for off in VIETNAM.days_off if off.day.year == year}
    assert ours == (set(oracle) - not_named) | swapped_late
    worked = {swap.day for swap in VIETNAM.swapped_in if swap.day.year == year}
    assert worked == {day for day in oracle.weekend_workdays if day.year == year} | worked_late
    for day in set(days_of([year])) - swapped_late - worked_late:
        assert VIETNAM.is_working(day) == oracle.is_working_day(day), day


def test_every_holiday_on_a_weekend_is_made_up_by_a_day_in_lieu() -> None:
    for year in (2023, 2024, 2025, 2026):
        offs = [off for off in VIETNAM.days_off if off.day.year == year]
        lost = [off.name for off in offs if off.day.weekday() >= 5]
        made_up = [
            off.name.removeprefix("nghỉ bù ") for off in offs if off.name.startswith("nghỉ bù ")
        ]
        assert sorted(lost) == sorted(made_up)


def test_every_act_of_the_table_has_a_title_and_was_read() -> None:
    records: list[DayOff | SwappedIn] = [*VIETNAM.days_off, *VIETNAM.swapped_in]
    cited = {record.source.act for record in records if record.source}

    assert cited <= set(ACTS)
    assert {ACTS[key].evidence for key in cited} == {Evidence.TEXT, Evidence.EXC}
    assert all(record.official == (record.source is not None) for record in records)


def test_an_act_known_from_memory_only_is_never_cited() -> None:
    remembered = Act("thong-bao-1", "Thông báo 1", Evidence.MEM)
    excerpt = Act("thong-bao-2", "Thông báo 2", Evidence.EXC)

    assert remembered.cite("dieu-1") is None
    assert excerpt.cite("dieu-1") == Citation("thong-bao-2", "dieu-1")


def test_each_convention_of_counting_has_its_source_and_evidence() -> None:
    assert [(one.key, one.source, one.evidence) for one in CONVENTIONS] == [
        (
            "first-day-not-counted",
            Citation("bo-luat-dan-su-2015", "dieu-147.khoan-2"),
            Evidence.EXC,
        ),
        ("end-moves", Citation("bo-luat-dan-su-2015", "dieu-148.khoan-5"), Evidence.EXC),
        ("runs-not-moved", None, Evidence.MEM),
    ]


NOON_DAY = DayOff(date(2030, 3, 4), "ngày nghỉ riêng")


@pytest.mark.parametrize(
    ("provisional", "days_off", "swapped_in", "message"),
    [
        ((), (NOON_DAY, NOON_DAY), (), "stands twice"),
        (
            (),
            (DayOff(date(2030, 3, 2), "lễ"),),
            (SwappedIn(date(2030, 3, 2), date(2030, 3, 4)),),
            "stands twice",
        ),
        ((), (DayOff(date(2031, 3, 4), "lễ"),), (), r"not listed as known: \[2031\]"),
        ((2032,), (), (), r"not listed as known: \[2032\]"),
        ((), (), (SwappedIn(date(2030, 3, 5), date(2030, 3, 4)),), "working day anyway"),
    ],
)
def test_a_calendar_that_contradicts_itself_is_not_made(
    provisional: tuple[int, ...],
    days_off: tuple[DayOff, ...],
    swapped_in: tuple[SwappedIn, ...],
    message: str,
) -> None:
    with pytest.raises(ValueError, match=message):
        WorkCalendar("Lịch riêng", frozenset({2030}), frozenset(provisional), days_off, swapped_in)
