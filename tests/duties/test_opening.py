"""What comes back: opened once, on its day, from the terms in force, never from before go-live."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import example, given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.core.days import vietnam
from dienhong.core.days.periods import UNITS, period_of
from dienhong.duties import planner, rules
from dienhong.duties.models import Duty, Occasion, Sweep
from dienhong.duties.opening import expected, open_on
from dienhong.duties.routines import BY_CODE, ROUTINES, in_force
from dienhong.duties.rules import EVIDENCE_LABELS, Grace
from dienhong.organisation.models import Agency
from dienhong.record.models import JournalEntry
from dienhong.regulation import vocabulary
from dienhong.regulation.vocabulary import Type
from tests.duties.story import REGULATION, settled, swept, system, the
from tests.publication.story import (
    MONDAY,
    add_people,
    adopt,
    after,
    at_desk,
    body_of_last_entry,
    moment,
)

CLAUSE = Citation("quy-che-1", "dieu-1.khoan-1")
CALENDAR = vietnam.calendar()


@pytest.fixture
def running(office: str) -> None:
    add_people()
    adopt(REGULATION)


def go_live(day: date) -> None:
    Agency.objects.update(go_live_on=day)


def test_the_table_names_parameters_that_say_how_often_and_evidence_that_has_a_name() -> None:
    for routine in ROUTINES:
        assert vocabulary.BY_NAME[routine.every].type is Type.PERIOD
        assert set(routine.evidence) <= set(EVIDENCE_LABELS)
        assert routine.window in {"whole", "last_month", "first_month"}
        asked = [name for name in (routine.demanded_by, routine.grace, routine.agenda) if name]
        assert set(asked) <= set(vocabulary.BY_NAME)
        assert routine.functions or routine.each_holder or routine.each_body


def test_routines_share_a_demand_two_and_two_and_one_of_them_is_the_officers() -> None:
    for each in ROUTINES:
        if each.shares_with:
            other = BY_CODE[each.shares_with]
            assert (other.shares_with, other.demanded_by) == (each.code, each.demanded_by)
            assert bool(each.each_holder) != bool(other.each_holder)


@pytest.mark.usefixtures("office")
def test_an_office_without_a_regulation_has_nothing_that_comes_back() -> None:
    add_people()

    assert swept(MONDAY) == []
    assert in_force(MONDAY).unsettled == ()


@pytest.mark.usefixtures("running")
def test_what_the_text_sets_comes_back_and_what_it_leaves_open_is_asked() -> None:
    on = in_force(MONDAY)

    assert {(rhythm.routine.code, rhythm.unit) for rhythm in on.rhythms} >= {
        ("briefing", "month"),
        ("briefing", "quarter"),
        ("briefing", "half_year"),
        ("mid_year_review", "half_year"),
        ("year_end_review", "year"),
        ("programme", "year"),
    }
    asked = {each.routine.code: each.clauses for each in on.unsettled}
    assert Citation("quy-che-1", "dieu-5") in asked["democracy_report"]
    assert "contact" in asked


@pytest.mark.usefixtures("running")
def test_each_occasion_is_opened_once_with_its_clause_and_its_entry() -> None:
    titles = swept(MONDAY)

    assert "Họp giao ban tháng 3/2026" in titles
    assert "Họp giao ban quý I/2026" in titles
    assert "Họp giao ban 6 tháng đầu năm 2026" not in titles  # its last month is June
    briefing = the("briefing", date(2026, 3, 1))
    assert briefing.duty.due_on == date(2026, 3, 31)
    assert briefing.duty.citations == [Citation("quy-che-1", "dieu-1.khoan-1")]
    entries = JournalEntry.objects.filter(kind="duties.opened").count()
    assert entries == len(titles) == Occasion.objects.count()
    assert body_of_last_entry()["recorded_from"] == "system"
    assert swept(MONDAY) == []


@pytest.mark.usefixtures("running")
def test_after_days_of_standstill_each_day_is_caught_up_and_nothing_comes_twice() -> None:
    swept(MONDAY)
    late = swept(date(2026, 7, 3))

    assert late.count("Họp giao ban tháng 4/2026") == 1
    assert "Sơ kết 6 tháng đầu năm 2026" in late
    assert "Họp giao ban tháng 7/2026" in late
    assert Sweep.objects.get().swept_to == date(2026, 7, 3)
    assert swept(date(2026, 7, 3)) == []


@pytest.mark.usefixtures("running")
def test_a_sweep_that_stops_in_the_middle_is_gone_on_with_from_that_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    swept(MONDAY)
    real = vietnam.calendar

    class Stopped(Exception):
        """The machine lost its power."""

    def stopping() -> object:
        if Occasion.objects.filter(first=date(2026, 5, 1)).exists():
            raise Stopped
        return real()

    monkeypatch.setattr("dienhong.duties.opening.vietnam.calendar", stopping)
    with pytest.raises(Stopped):
        swept(date(2026, 7, 3))
    assert MONDAY < Sweep.objects.get().swept_to < date(2026, 7, 3)
    monkeypatch.undo()
    swept(date(2026, 7, 3))

    rows = list(Occasion.objects.values_list("routine", "unit", "first", "whose"))
    assert len(rows) == len(set(rows)) == Duty.objects.count()
    assert {first.month for _, unit, first, _ in rows if unit == "month"} == {3, 4, 5, 6, 7}


@pytest.mark.usefixtures("running")
def test_nothing_is_due_before_go_live_and_what_ran_then_is_carried_over() -> None:
    go_live(date(2026, 11, 15))
    assert swept(date(2026, 11, 14)) == []
    titles = swept(date(2026, 11, 15))

    assert titles == ["Họp giao ban tháng 11/2026"]
    assert Duty.objects.get().carried_over
    swept(date(2027, 1, 5))
    assert not Duty.objects.filter(due_on__lt=date(2026, 11, 15)).exists()
    rows = Occasion.objects.values_list("last", flat=True)
    assert min(rows) >= date(2026, 11, 15)  # nor is a period that was over by then
    assert Duty.objects.filter(carried_over=True).count() == 1


@pytest.mark.usefixtures("running")
def test_what_came_round_before_the_first_sweep_is_opened_by_it() -> None:
    go_live(date(2026, 11, 15))
    swept(date(2027, 1, 5))

    monthly = Occasion.objects.filter(routine="briefing", unit="month").order_by("first")
    assert [f"{row.first:%m/%Y}" for row in monthly] == ["11/2026", "12/2026", "01/2027"]


@pytest.mark.parametrize("today", [date(2026, 11, 15), date(2026, 12, 1), date(2027, 3, 1)])
@pytest.mark.usefixtures("running")
def test_an_office_that_went_live_on_15_november_shows_no_duty_before_it(today: date) -> None:
    go_live(date(2026, 11, 15))
    swept(today)
    with time_machine.travel(moment(today), tick=False):
        lan = at_desk("lan")
        for month in range(1, 11):
            lan.open(f"/thu/lich/?thang=2026-{month:02}")
            assert lan.status == 200
            assert "Họp giao ban" not in lan.words
        lan.open("/thu/lich/?thang=2026-11")
        assert "Họp giao ban tháng 11/2026" in lan.words

        lines = planner.year_of(2026, today)
        assert all(not cells for line in lines for cells in line.cells[:10])
        assert any(line.cells[10] for line in lines)
        lan.open("/thu/viec/")
        assert not re.search(r"tháng (?:[1-9]|10)/2026|quý (?:I|II|III)/2026", lan.words)


@pytest.mark.usefixtures("running")
def test_after_the_last_day_of_an_agency_nothing_comes_back() -> None:
    swept(MONDAY)
    last = date(2026, 3, 31)
    Agency.objects.update(closed_on=last, closing_number="09/QĐ-UB", closing_decided_on=MONDAY)

    assert swept(last) == []
    assert swept(date(2026, 4, 1)) == []
    assert not Occasion.objects.filter(first__gt=last).exists()


@pytest.mark.usefixtures("running")
def test_each_officer_has_a_programme_of_the_year() -> None:
    swept(MONDAY)
    swept(date(2027, 1, 4))
    rows = Occasion.objects.filter(routine="programme").select_related("holder")

    assert {row.holder.name for row in rows if row.holder} == {"Hoa", "Phong", "Khuê", "Vy"}
    assert {row.duty.due_on for row in rows} == {date(2027, 1, 31)}


@pytest.mark.parametrize(
    ("whom", "names"),
    [
        ("Trưởng phòng có trách nhiệm", {"Khuê"}),
        ("Ban Chấp hành Công đoàn có trách nhiệm", {"Vy"}),
        ("Người giữ chức vụ", {"Hoa", "Phong", "Khuê", "Vy"}),
    ],
)
def test_whom_the_clause_names_has_a_programme_and_nobody_else(
    running: None, whom: str, names: set[str]
) -> None:
    text = REGULATION.replace("Người giữ chức vụ xây dựng", f"{whom} xây dựng")
    adopt(text, number="9/QĐ-TSM", day=MONDAY)
    january = date(2027, 1, 4)
    with transaction.atomic():
        opened = open_on(january, by=system(january))

    rows = [row for row in opened if row.routine == "programme"]
    assert {row.holder.name for row in rows if row.holder} == names


@pytest.mark.usefixtures("running")
def test_what_the_office_settles_begins_to_come_back_with_both_sources() -> None:
    settled("report.every", "quarter", MONDAY)
    settled("report.within", 5, MONDAY, unit="working_day")
    titles = swept(MONDAY)

    assert "Báo cáo kết quả thực hiện dân chủ quý I/2026" in titles
    report = the("democracy_report", date(2026, 1, 1))
    assert report.duty.due_on == date(2026, 4, 7)
    assert [str(each) for each in report.duty.citations] == ["quy-che-1:dieu-5", "tu-dinh-1"]
    assert "democracy_report" not in {each.routine.code for each in in_force(MONDAY).unsettled}


def test_two_periods_that_the_text_sets_are_two_rhythms(office: str) -> None:
    add_people()
    said, meant = "báo cáo định kỳ kết quả", "báo cáo định kỳ 6 tháng, hằng năm kết quả"
    adopt(REGULATION.replace(said, meant))
    on = in_force(MONDAY)

    units = {each.unit for each in on.rhythms if each.routine.code == "democracy_report"}
    assert units == {"half_year", "year"}


@pytest.mark.parametrize(
    ("whom", "own", "of_the_agency"),
    [
        ("Trưởng phòng", {"Khuê"}, False),
        ("Trưởng phòng, Ban Chấp hành Công đoàn", {"Khuê", "Vy"}, False),
        ("Trưởng phòng và phòng Hành chính", set(), True),
        ("Trạm trưởng", set(), True),
        ("Cán bộ, công chức, trưởng phòng", set(), True),
    ],
)
def test_a_report_is_each_officers_where_the_clause_charges_none_but_officers(
    office: str, whom: str, own: set[str], of_the_agency: bool
) -> None:
    add_people()
    asked = f"Phòng Hành chính theo dõi việc thực hiện Quy chế.\n\nĐiều 6. Báo cáo\n{whom} có trách"
    told = asked + " nhiệm thực hiện chế độ thông tin, báo cáo định kỳ về"
    adopt(REGULATION.replace("Phòng Hành chính theo dõi, đôn đốc và báo cáo định kỳ", told))
    settled("report.every", "quarter", MONDAY)
    swept(MONDAY)
    rows = Occasion.objects.filter(routine="officers_report").select_related("holder", "duty")

    assert {row.holder.name for row in rows if row.holder} == own
    assert {row.duty.citations[0].address for row in rows} == ({"dieu-6"} if own else set())
    assert {row.duty.due_on for row in rows} == ({date(2026, 3, 31)} if own else set())
    assert Occasion.objects.filter(routine="democracy_report").exists() == of_the_agency


@pytest.mark.usefixtures("running")
def test_a_version_that_sets_otherwise_opens_what_comes_after_it_and_leaves_the_rest() -> None:
    swept(MONDAY)
    adopt(
        REGULATION.replace("hằng tháng, hằng quý và 6 tháng", "hằng quý"),
        number="02/QĐ-TSM",
        day=date(2026, 4, 20),
        entered=date(2026, 4, 20),
    )
    titles = swept(date(2026, 8, 1))

    assert "Họp giao ban tháng 4/2026" in titles  # its window opened under the first version
    assert "Họp giao ban tháng 5/2026" not in titles
    assert the("briefing", date(2026, 3, 1)).version_id == 1
    assert Occasion.objects.get(unit="quarter", first=date(2026, 4, 1)).version_id == 2


@given(
    st.sampled_from(UNITS),
    st.dates(date(2023, 1, 1), date(2026, 12, 31)),
    st.sampled_from(["whole", "last_month", "first_month"]),
    st.one_of(st.none(), st.tuples(st.integers(1, 30), st.sampled_from(["day", "working_day"]))),
)
@example("year", date(2025, 12, 31), "last_month", (5, "working_day"))  # over the year's end
@example("month", date(2024, 2, 29), "whole", None)  # ends on the leap day
@example("month", date(2024, 2, 1), "last_month", (1, "day"))  # begins on it and ends after it
@example("month", date(2026, 1, 15), "whole", (12, "working_day"))  # Tết in the grace
@example("month", date(2026, 1, 15), "whole", (17, "day"))  # a grace that ends in Tết
@example("week", date(2026, 8, 14), "whole", (5, "working_day"))  # a worked Saturday in it
def test_a_window_against_counting_day_by_day(
    unit: str, day: date, place: str, more: tuple[int, str] | None
) -> None:
    period = period_of(unit, day)
    grace = Grace(*more, CLAUSE) if more else None
    window = rules.window_of(period, place, [CLAUSE], grace, CALENDAR)

    opens, last = period.first, period.last
    months = sorted({(d.year, d.month) for d in _days(period.first, period.last)})
    if unit != "week" and place == "last_month":
        opens = date(*months[-1], 1)
    if unit != "week" and place == "first_month":
        last = max(d for d in _days(opens, last) if (d.year, d.month) == months[0])
    if grace and place != "first_month":
        last = _counted(last, grace)
    assert (window.opens_on, window.due.day) == (opens, last)
    assert window.due.steps[-1].last == last


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _counted(last: date, grace: Grace) -> date:
    left, day = grace.number, last
    while left:
        day += timedelta(days=1)
        left -= grace.unit == "day" or CALENDAR.is_working(day)
    while not CALENDAR.is_working(day):
        day += timedelta(days=1)
    return day


def test_a_year_of_unknown_days_off_stops_nothing_and_is_marked() -> None:
    period = period_of("year", date(2031, 5, 1))
    window = rules.window_of(
        period, "last_month", [CLAUSE], Grace(5, "working_day", CLAUSE), CALENDAR
    )

    assert (window.due.day, window.due.provisional) == (date(2032, 1, 5), True)
    plain = rules.window_of(period, "last_month", [CLAUSE], None, CALENDAR)
    assert (plain.due.day, plain.due.provisional) == (date(2031, 12, 31), False)


@pytest.mark.usefixtures("running")
def test_what_is_expected_of_a_year_is_what_a_year_of_sweeps_opens() -> None:
    settled("report.every", "month", MONDAY)
    settled("report.within", 40, MONDAY, unit="day")
    first, last = date(2027, 1, 1), date(2027, 12, 31)
    asked = {
        (found.rhythm.routine.code, found.rhythm.unit, found.period.first)
        for found in expected(in_force(first), first, last, MONDAY)
    }
    swept(MONDAY)
    swept(last)
    rows = Occasion.objects.select_related("duty").filter(opens_on__lte=last)
    opened = {(row.routine, row.unit, row.first) for row in rows if row.duty.due_on >= first}

    assert opened == asked
    assert after(first, 0) == first


AGENDA_ONLY = """QUY CHẾ
DÂN CHỦ CỦA TRẠM SƯƠNG MAI

Điều 1. Tại cuộc họp giao ban định kỳ, Trạm trưởng:
1. Đánh giá việc đã làm.
2. Nghe ý kiến của mọi người.

Điều 2. Thời hạn công khai
Việc nào cũng công khai chậm nhất là 05 ngày làm việc tính từ ngày có quyết định.
"""


@pytest.mark.usefixtures("staffed")
def test_briefings_of_which_the_text_has_only_the_agenda_come_as_often_as_the_office_settles() -> (
    None
):
    adopt(AGENDA_ONLY)
    items = tuple(Citation.parse(f"quy-che-1:dieu-1.khoan-{n}") for n in (1, 2))
    demand = (Citation.parse("quy-che-1:dieu-1"), *items)
    asked = {each.routine.code: each for each in in_force(MONDAY).unsettled}
    assert asked["briefing"].clauses == demand
    assert asked["briefing"].asked.name == "briefing.every"

    settled("briefing.every", "month", MONDAY)
    briefing = next(r for r in in_force(MONDAY).rhythms if r.routine.code == "briefing")
    assert (briefing.unit, briefing.clauses[:3]) == ("month", demand)
    assert tuple(item.source for item in briefing.agenda) == items


@pytest.mark.usefixtures("staffed")
def test_what_the_office_settled_of_briefings_gives_way_to_a_text_that_says_how_often() -> None:
    adopt(AGENDA_ONLY)
    settled("briefing.every", "month", MONDAY)
    adopt(REGULATION, number="02/QĐ-TSM", day=MONDAY)

    found = [r.unit for r in in_force(MONDAY).rhythms if r.routine.code == "briefing"]
    assert found == ["month", "quarter", "half_year"]
