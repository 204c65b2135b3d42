"""The people of an invented office: so many, in departments, each function held."""

from random import Random  # noqa: TID251 (only the type)
from typing import Any

from dienhong.core.acting import Actor
from dienhong.organisation import actions
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Person

PER_DEPARTMENT = 12
# Who holds what, in the order in which people are entered; the first was there already.
_OFFICES: tuple[tuple[Function, str], ...] = (
    (Function.CHIEF, "Chánh Văn phòng"),
    (Function.DEPUTY_CHIEF, "Phó Chánh Văn phòng"),
    (Function.DEPUTY_CHIEF, "Phó Chánh Văn phòng"),
    (Function.UNION_EXECUTIVE, "Chuyên viên chính"),
    (Function.UNION_EXECUTIVE, "Chuyên viên"),
    (Function.INSPECTION_COMMITTEE, "Chuyên viên"),
    (Function.INSPECTION_COMMITTEE, "Chuyên viên"),
    (Function.PARTY_COMMITTEE, "Chuyên viên chính"),
    (Function.YOUTH_UNION, "Chuyên viên"),
    (Function.WOMENS_GROUP, "Chuyên viên"),
    (Function.VETERANS, "Chuyên viên"),
    (Function.ADMINISTRATION, "Văn thư"),
)
FEWEST = len(_OFFICES) + 1


def name(words: dict[str, Any], dice: Random) -> str:
    """Return an invented name."""
    return " ".join(dice.choice(words[part]) for part in ("family", "middle", "given"))


def add_people(words: dict[str, Any], count: int, dice: Random, by: Actor) -> None:
    """Enter ``count`` people, the first of whom is there: offices and bodies, then departments."""
    rooms = max(1, min(len(words["departments"]), count // PER_DEPARTMENT))
    departments = words["departments"][:rooms]
    for place in range(1, count):
        _add(place, departments, words, dice, by)


def _add(
    place: int, departments: list[str], words: dict[str, Any], dice: Random, by: Actor
) -> None:
    function, position = _office(place, len(departments), words, dice)
    leads = function in {Function.CHIEF, Function.DEPUTY_CHIEF}
    person = actions.add_person(
        name=name(words, dice),
        login=f"nguoi{place:03}",
        password="",
        position=position,
        department="" if leads else departments[place % len(departments)],
        category="civil-servant" if place % 6 else "worker",
        joined_on=by.today,
        by=by,
    )
    if function:
        actions.give_function(person, function, held_from=by.today, by=by)


def _office(
    place: int, rooms: int, words: dict[str, Any], dice: Random
) -> tuple[Function | str, str]:
    """Return what the one at a place holds: the offices first, then a head a department."""
    if place <= len(_OFFICES):
        return _OFFICES[place - 1]
    if place <= len(_OFFICES) + rooms:
        return Function.HEAD_OF_DEPARTMENT, "Trưởng phòng"
    return "", dice.choice(words["positions"])


def first_person() -> Person:
    """Return who was there when the office was opened."""
    return Account.objects.select_related("person").order_by("pk")[0].person
