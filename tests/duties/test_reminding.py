"""Reminders in the sweep: each milestone once to each person, whatever the server went through."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from dienhong.core.citation import Citation
from dienhong.core.days.calendar import WorkCalendar
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.core.journal.entry import Entry
from dienhong.duties import actions, reminding
from dienhong.duties.models import Duty, Occasion, Reminder, Sweep
from dienhong.organisation import absences, staffing
from dienhong.organisation import actions as organisation
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Agency, Holding, LegalFunction
from dienhong.record.actions import write_entry
from dienhong.record.models import JournalEntry
from tests.duties.story import REGULATION, in_one_department, settled, swept
from tests.publication.story import MONDAY, act, add_people, adopt, after, no, person

DUE = after(MONDAY, 11)  # Friday of the week after
SOON, LATE = after(MONDAY, 8), after(MONDAY, 14)


@pytest.fixture
def people(office: str) -> None:
    add_people()


def opened(due: date = DUE, **said: Any) -> Duty:
    """Write a duty of administration, with the entry that each act writes beside."""
    given: dict[str, Any] = {
        "title": "Sổ thu chi",
        "verb": "Làm",
        "path": "cong-khai/",
        "due": Derivation(due, (Step(due, due, StepKind.END, "Hết hạn"),)),
        "clauses": [],
        "functions": [Function.ADMINISTRATION],
    }
    subject = said.pop("subject", "matter:1")
    with transaction.atomic():
        write_entry("duties.opened", subject, by=act("lan"))
        return actions.open_duty("thu.viec", subject, **(given | said))


def told(login: str = "lan", **wanted: Any) -> list[tuple[str, date]]:
    """Return the milestones that a person was told of, oldest first, with their days."""
    rows = Reminder.objects.filter(person=person(login), **wanted).order_by("pk")
    return [(row.milestone, row.day) for row in rows]


def sweep_each_day(last: date, first: date = MONDAY) -> None:
    for number in range((last - first).days + 1):
        swept(after(first, number))


@pytest.mark.usefixtures("people")
def test_each_milestone_comes_once_on_its_day_and_late_ones_go_one_level_up_too() -> None:
    opened()
    sweep_each_day(after(MONDAY, 25))
    sweep_each_day(after(MONDAY, 25), after(MONDAY, 20))  # the clock was put back

    assert told() == [
        ("opened", MONDAY),
        ("soon", SOON),
        ("last_day", DUE),
        ("late", LATE),
        ("late_5", after(LATE, 7)),
    ]
    assert told("hoa") == [("late", LATE), ("late_5", after(LATE, 7))]
    assert set(Reminder.objects.filter(above=True).values_list("person__name", flat=True)) == {
        "Hoa"
    }
    assert told("minh") == []


@pytest.mark.usefixtures("people")
def test_after_three_days_of_standstill_only_the_newest_milestone_is_left() -> None:
    opened(after(MONDAY, 3))
    swept(MONDAY)  # three working days before
    swept(after(MONDAY, 4))
    swept(after(MONDAY, 4))

    assert told() == [
        ("opened", MONDAY),
        ("last_day", after(MONDAY, 3)),
        ("late", after(MONDAY, 4)),
    ]
    assert told(ended="") == [("late", after(MONDAY, 4))]
    assert told(ended="overtaken") == [("opened", MONDAY), ("last_day", after(MONDAY, 3))]


@pytest.mark.usefixtures("people")
def test_what_was_read_is_not_overtaken() -> None:
    opened()
    swept(MONDAY)
    reminding.mark_seen([Reminder.objects.get().pk], at=act("lan").at)
    swept(SOON)

    assert told(ended="") == [("opened", MONDAY), ("soon", SOON)]
    assert Reminder.objects.get(milestone="opened").seen_at == act("lan").at


@pytest.mark.usefixtures("people")
def test_nobody_is_reminded_of_what_is_done() -> None:
    opened()
    swept(MONDAY)
    actions.close_duties("matter:1", on=after(MONDAY, 1))
    swept(after(MONDAY, 30))

    assert told() == [("opened", MONDAY)]
    assert told(ended="done") == [("opened", MONDAY)]


@pytest.mark.usefixtures("people")
def test_a_day_that_moves_has_its_milestones_again_and_no_second_beginning() -> None:
    opened()
    sweep_each_day(SOON)
    opened(after(DUE, 14))
    sweep_each_day(after(SOON, 14), after(SOON, 1))

    assert told() == [("opened", MONDAY), ("soon", SOON), ("soon", after(SOON, 14))]


@pytest.mark.usefixtures("people")
def test_what_was_carried_over_is_never_late() -> None:
    opened(carried_over=True)
    swept(MONDAY)
    swept(after(DUE, 60))

    assert [milestone for milestone, _ in told()] == ["opened", "soon", "last_day"]
    assert told("hoa") == []


@pytest.mark.usefixtures("people")
def test_the_person_named_and_every_holder_are_told_and_a_new_holder_when_she_begins() -> None:
    opened(person=person("minh"), functions=[Function.ADMINISTRATION, Function.UNION_EXECUTIVE])
    swept(MONDAY)
    assert told("minh") == told("vy") == told("lan") == [("opened", MONDAY)]

    organisation.give_function(
        person("phong"), Function.ADMINISTRATION, held_from=after(MONDAY, 2), by=act("lan")
    )
    sweep_each_day(after(MONDAY, 3))
    assert told("phong") == [("opened", after(MONDAY, 2))]
    assert told("lan") == [("opened", MONDAY)]


@pytest.mark.usefixtures("people")
def test_who_stands_in_for_a_vacant_function_is_told_and_who_has_left_is_not() -> None:
    Holding.objects.filter(function=Function.INSPECTION_COMMITTEE).update(held_to=MONDAY)
    opened(functions=[Function.INSPECTION_COMMITTEE])
    staffing.leave(person("khue"), last_day=MONDAY, basis="Chuyển công tác", by=act("lan"))
    opened(subject="matter:2", functions=[], person=person("khue"))
    swept(after(MONDAY, 1))

    assert told("vy") == [("opened", after(MONDAY, 1))]  # the union, by law
    assert told("tu") == []
    assert told("khue") == []


@pytest.mark.usefixtures("people")
def test_while_all_holders_are_away_those_who_stand_in_are_told_too() -> None:
    LegalFunction.objects.filter(pk=Function.ADMINISTRATION).update(
        stand_in=Function.DEPUTY_CHIEF, ground="Phân công"
    )
    absences.enter(person("lan"), AbsenceKind.SICK, starts_on=MONDAY, ends_on=MONDAY, by=act("hoa"))
    opened()
    swept(MONDAY)

    assert told("lan") == told("phong") == [("opened", MONDAY)]


@pytest.mark.usefixtures("people")
def test_of_staff_the_head_of_their_own_department_hears_first() -> None:
    room = staffing.add_department("Phòng Gieo hạt", by=act("lan"))
    for login in ("minh", "khue"):
        who = person(login)
        who.department = room
        who.save()
    opened(MONDAY, functions=[], person=person("minh"))
    swept(MONDAY)
    swept(after(MONDAY, 1))

    assert told("khue") == [("late", after(MONDAY, 1))]
    assert told("hoa") == []


@pytest.mark.usefixtures("people")
def test_an_office_that_has_ended_reminds_nobody() -> None:
    opened()
    Agency.objects.update(
        closed_on=MONDAY, closing_number="1/QĐ", closing_decided_on=MONDAY - timedelta(days=9)
    )
    swept(after(MONDAY, 1))

    assert not Reminder.objects.exists()


@pytest.mark.usefixtures("people")
def test_the_occasions_of_a_regulation_are_reminded_of_on_the_day_they_open() -> None:
    adopt(REGULATION)
    swept(MONDAY)
    briefing = Duty.objects.get(
        kind="duties.briefing", due_on=date(2026, 3, 31), title__contains="3/"
    )

    assert {row.milestone for row in briefing.reminders.all()} == {"opened"}


# By hand.


@pytest.mark.usefixtures("people")
def test_a_head_of_department_reminds_a_person_by_hand_and_the_journal_knows() -> None:
    in_one_department("khue", "lan")
    duty = opened()
    khue, lan = person("khue"), person("lan")
    reminding.remind(duty, lan, words="Mai họp rồi.", sender=khue, by=act("khue"))
    reminding.remind(duty, lan, sender=khue, by=act("khue"))

    assert told() == [("by_hand_1", MONDAY), ("by_hand_2", MONDAY)]
    entry = JournalEntry.objects.filter(kind="duties.reminded").latest("number")
    assert entry.subject == "matter:1"
    assert "Mai họp" not in entry.body
    swept(MONDAY)  # whoever was told by hand needs no word that there is such a duty
    swept(SOON)
    assert told(ended="") == [("by_hand_1", MONDAY), ("by_hand_2", MONDAY), ("soon", SOON)]


@pytest.mark.usefixtures("people")
def test_who_may_not_remind_and_of_what_nobody_is_reminded() -> None:
    duty = opened()
    minh, lan = person("minh"), person("lan")

    assert "thuộc" in no(lambda: reminding.remind(duty, lan, sender=minh, by=act("minh"))).reason
    wrong = no(lambda: reminding.remind(duty, minh, sender=lan, by=act("lan")))
    assert "không chịu trách nhiệm" in wrong.reason
    long = no(lambda: reminding.remind(duty, lan, words="a" * 501, sender=lan, by=act("lan")))
    assert "dài quá 500" in long.reason
    actions.close_duties("matter:1", on=MONDAY)
    done = no(lambda: reminding.remind(duty, lan, sender=lan, by=act("lan")))
    assert "đã xong ngày 02/03/2026" in done.reason


@pytest.mark.usefixtures("people")
def test_urging_cites_the_clause_that_demands_it_and_the_duty_s_own() -> None:
    adopt(REGULATION)
    duty = opened(clauses=[Citation.parse("quy-che-1:dieu-2.khoan-1")])
    reminding.remind(duty, person("lan"), sender=person("hoa"), by=act("hoa"))

    entry = JournalEntry.objects.get(kind="duties.reminded")
    assert Entry.from_body(entry.body.encode()).clauses == (
        "quy-che-1:dieu-5",
        "quy-che-1:dieu-2.khoan-1",
    )


@pytest.mark.usefixtures("people")
def test_a_head_of_department_urges_in_the_own_department_only_and_reads_the_clause() -> None:
    adopt(REGULATION)
    duty, khue = opened(), person("khue")

    def urge() -> None:
        reminding.remind(duty, person("lan"), sender=person("khue"), by=act("khue"))

    wrong = no(urge)
    assert "trưởng phòng chỉ nhắc người trong phòng mình" in wrong.reason
    assert str(wrong.source) == "quy-che-1:dieu-5"
    in_one_department("minh", "lan")  # another department than Khuê's, who has none
    assert no(urge).reason == wrong.reason
    in_another = no(lambda: reminding.remind(duty, person("lan"), sender=khue, by=act("minh")))
    assert (str(in_another.source), "thuộc" in in_another.reason) == ("quy-che-1:dieu-5", True)
    staffing.place(
        khue,
        department=person("lan").department,
        position="",
        placed_from=MONDAY,
        by=act("lan"),
    )
    urge()
    assert told() == [("by_hand_1", MONDAY)]


# The calendar.


@pytest.mark.usefixtures("people")
def test_a_new_calendar_counts_open_days_again_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    adopt(REGULATION)
    settled("report.every", "quarter", MONDAY)
    settled("report.within", 5, MONDAY, unit="working_day")
    swept(MONDAY)
    report = Occasion.objects.select_related("duty").get(routine="democracy_report")
    assert report.duty.due_on == date(2026, 4, 7)
    before = JournalEntry.objects.count()
    swept(MONDAY)
    assert JournalEntry.objects.count() == before

    _new_calendar(monkeypatch, date(2026, 4, 3))
    swept(after(MONDAY, 1))
    report.duty.refresh_from_db()

    assert report.duty.due_on == date(2026, 4, 8)
    assert report.duty.counted.calendar == "Lịch thử"
    entries = JournalEntry.objects.filter(kind="duties.recounted")
    assert [entry.subject for entry in entries] == [report.subject]
    assert '"due_on_before":"2026-04-07"' in entries[0].body
    assert Sweep.objects.get().calendar == "Lịch thử"
    swept(after(MONDAY, 1))
    assert entries.count() == 1


def _new_calendar(monkeypatch: pytest.MonkeyPatch, off: date) -> None:
    """Let the program come with a calendar in which one more day is off."""
    from dienhong.core.days import vietnam
    from dienhong.core.days.calendar import DayOff

    now = vietnam.calendar()
    new = WorkCalendar(
        "Lịch thử",
        now.years,
        now.provisional_years,
        (*now.days_off, DayOff(off, "nghỉ đột xuất")),
        now.swapped_in,
    )
    monkeypatch.setattr(vietnam, "calendar", lambda: new)
