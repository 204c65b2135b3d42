"""A second sweep of the same day: cheap while nothing happened, and blind to nothing that did."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dienhong.duties import actions, opening
from dienhong.duties.models import Duty, Letter, Occasion, Preference, Reminder, Sweep
from dienhong.organisation import absences
from dienhong.organisation import actions as organisation
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.functions import Function
from dienhong.organisation.models import LegalFunction
from dienhong.record.models import JournalEntry
from tests.duties.story import REGULATION, swept, system
from tests.duties.test_reminding import opened
from tests.publication.story import MONDAY, act, add_people, adopt, after, moment, person

# The mark read twice and written, the journal's end, the letters that wait, begin and commit.
CHEAP = 8


@pytest.fixture
def people(office: str) -> None:
    add_people()


def queries_of(what: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        what()
    return len(captured)


def counts() -> list[int]:
    """Return how many rows of each kind a sweep may write there are."""
    return [model.objects.count() for model in (Duty, Occasion, Reminder, Letter, JournalEntry)]


@pytest.mark.usefixtures("people")
def test_while_nothing_happens_the_next_sweep_of_the_day_asks_little_and_changes_nothing() -> None:
    adopt(REGULATION)
    for number in range(20):
        opened(after(MONDAY, number), subject=f"matter:{number}")
    swept(MONDAY)
    swept(MONDAY)  # the first one wrote entries of its own
    before = counts()

    assert queries_of(lambda: opening.sweep(by=system(MONDAY, hour=9))) <= CHEAP
    assert counts() == before
    assert Sweep.objects.get().swept_at == moment(MONDAY, 9)


def _issue() -> None:
    adopt(REGULATION)


def _open() -> None:
    opened(subject="matter:2")


def _join() -> None:
    """Let somebody new hold the function that answers."""
    new = organisation.add_person(
        name="Mai", login="mai", password="", joined_on=MONDAY, by=act("lan")
    )
    organisation.give_function(new, Function.ADMINISTRATION, held_from=MONDAY, by=act("lan"))


def _fall_ill() -> None:
    """Let the one who answers be away, so that who stands in for her answers too."""
    absences.enter(person("lan"), AbsenceKind.SICK, starts_on=MONDAY, ends_on=MONDAY, by=act("hoa"))


def _hand_over() -> None:
    """Let a duty of one person become another's."""
    actions.hand_on(Duty.objects.get(subject="matter:9"), person("hoa"), by=act("lan"))


@pytest.mark.parametrize("happens", [_issue, _open, _join, _fall_ill, _hand_over])
@pytest.mark.usefixtures("people")
def test_what_happened_since_is_seen_by_the_next_sweep_of_the_same_day(
    happens: Callable[[], None],
) -> None:
    LegalFunction.objects.filter(pk=Function.ADMINISTRATION).update(
        stand_in=Function.DEPUTY_CHIEF, ground="Phân công"
    )
    opened()
    opened(subject="matter:9", functions=(), person=person("minh"))
    swept(MONDAY)
    swept(MONDAY)
    before = counts()
    happens()
    swept(MONDAY)
    swept(MONDAY)
    after_it = counts()
    assert after_it[2] > before[2]  # somebody more was reminded

    Sweep.objects.update(seen="")  # as one that looks at everything again would find it
    swept(MONDAY)
    assert counts() == after_it


@pytest.mark.usefixtures("people")
def test_letters_of_what_waits_are_made_though_nothing_else_happened() -> None:
    """Choosing how often to be written to is no act of the journal."""
    opened()
    swept(MONDAY)
    swept(MONDAY)
    assert not Letter.objects.exists()

    Preference.objects.create(
        person=person("lan"), mode="each", address="lan@thu.test", since=moment(MONDAY, 0)
    )
    swept(MONDAY)
    assert Letter.objects.count() == Reminder.objects.filter(person=person("lan")).count() > 0
