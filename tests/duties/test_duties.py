"""What is due, from whom, until when: rows that other chapters write and people find."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.duties import actions, queries
from dienhong.duties.models import Duty
from dienhong.organisation.functions import Function
from tests.publication.story import MONDAY, after, at_desk, person

CLAUSE = Citation("quy-che-1", "dieu-3.khoan-2")


def due_on(day: date) -> Derivation:
    """Return a day with one step that says why."""
    return Derivation(day, (Step(day, day, StepKind.END, "Hết hạn", CLAUSE),))


def opened(kind: str = "thu.viec", **said: Any) -> Duty:
    """Write a duty of administration, due on the Friday."""
    given: dict[str, Any] = {
        "title": "Sổ thu chi",
        "verb": "Làm",
        "path": "cong-khai/",
        "due": due_on(after(MONDAY, 4)),
        "clauses": [CLAUSE],
        "functions": [Function.ADMINISTRATION],
    }
    return actions.open_duty(kind, "matter:1", **(given | said))


def test_a_duty_holds_what_until_when_by_which_clause_and_how_it_was_counted(office: str) -> None:
    duty = Duty.objects.get(pk=opened().pk)

    assert (duty.title, duty.verb, duty.due_on) == ("Sổ thu chi", "Làm", after(MONDAY, 4))
    assert duty.citations == [CLAUSE]
    assert duty.counted == due_on(after(MONDAY, 4))
    assert str(duty) == "thu.viec 2026-03-06"


def test_a_thing_has_one_duty_of_a_kind_and_writing_it_again_brings_it_up_to_date(
    office: str,
) -> None:
    first = opened()
    actions.close_duties("matter:1", on=MONDAY)
    again = opened(title="Sổ mới", due=due_on(after(MONDAY, 7)))

    assert again.pk == first.pk
    assert [(row.title, row.due_on) for row in queries.open_duties()] == [
        ("Sổ mới", after(MONDAY, 7))
    ]


def test_duties_of_a_subject_are_closed_all_or_by_kind(office: str) -> None:
    opened("a")
    opened("b")
    opened("c")
    actions.close_duties("matter:1", on=MONDAY, kinds=["a"])
    assert [row.kind for row in queries.open_duties()] == ["b", "c"]
    actions.close_duties("matter:2", on=MONDAY)
    assert queries.open_duties().count() == 2

    actions.close_duties("matter:1", on=after(MONDAY, 1))
    assert not queries.open_duties().exists()
    assert Duty.objects.get(kind="a").done_on == MONDAY  # closed once, and stays so


def test_the_words_of_what_was_withdrawn_leave_its_duties(office: str) -> None:
    opened()
    actions.forget_title("matter:1")

    assert Duty.objects.get().title == ""


def test_a_duty_is_found_by_the_person_named_and_by_those_who_hold_the_function(
    staffed: str,
) -> None:
    opened("a", functions=[Function.CHIEF, Function.ADMINISTRATION], person=person("minh"))
    opened("b", functions=[], person=person("minh"))
    opened("c", functions=[Function.DEPUTY_CHIEF])

    def found(login: str, *functions: Function) -> list[str]:
        return [row.kind for row in queries.of(person(login), functions)]

    assert found("minh") == ["a", "b"]
    assert found("hoa", Function.CHIEF) == ["a"]
    assert found("phong", Function.DEPUTY_CHIEF) == ["c"]
    assert found("khue", Function.HEAD_OF_DEPARTMENT) == []
    assert found("lan", Function.ADMINISTRATION, Function.DEPUTY_CHIEF) == ["a", "c"]


def test_a_function_is_not_found_by_a_part_of_its_name(staffed: str) -> None:
    opened(functions=[Function.DEPUTY_HEAD_OF_DEPARTMENT])

    assert not queries.of(person("khue"), [Function.HEAD_OF_DEPARTMENT]).exists()


shifts = st.integers(-30, 30)


@given(st.lists(st.tuples(shifts, st.booleans()), max_size=8), st.integers(0, 20))
def test_late_is_what_is_past_its_day_and_soon_what_is_due_from_today_on(
    rows: list[tuple[int, bool]], days: int
) -> None:
    duties = [Duty(due_on=after(MONDAY, shift), carried_over=carried) for shift, carried in rows]
    late = queries.late(duties, MONDAY)
    soon = queries.due_within(duties, MONDAY, days)

    assert late == [
        d for d, (shift, carried) in zip(duties, rows, strict=True) if shift < 0 and not carried
    ]
    assert soon == [d for d, (shift, _) in zip(duties, rows, strict=True) if 0 <= shift <= days]


def test_a_duty_is_shown_soonest_first_with_its_clause(office: str) -> None:
    opened("a", title="Việc sau", due=due_on(date(2030, 1, 2)))
    opened("b", title="Việc trước", due=due_on(date(2026, 3, 6)))
    lan = at_desk("lan")

    assert "Hai việc đang chờ tôi" in lan.words
    assert lan.words.index("Làm: Việc trước") < lan.words.index("Làm: Việc sau")
    assert "Điều 3 khoản 2" in lan.words
    assert lan.follow("Làm").path == "/thu/cong-khai/"


def test_the_database_keeps_a_duty_that_someone_answers_for(office: str) -> None:
    with (
        pytest.raises(IntegrityError, match="someone_answers_for_a_duty"),
        transaction.atomic(),
    ):
        opened(functions=[])


def test_the_database_keeps_one_duty_of_a_kind_a_thing(office: str) -> None:
    row = opened()
    row.pk = None
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        row.save(force_insert=True)
