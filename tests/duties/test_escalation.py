"""Who hears of a late duty: one level up, never oneself, past levels that nobody holds."""

import pytest

from dienhong.duties import rules
from dienhong.duties.escalation import ladder, level_above
from dienhong.organisation import staffing
from dienhong.organisation.models import Holding
from dienhong.organisation.queries import standing
from tests.publication.story import MONDAY, act, add_people, person


def above(functions: tuple[str, ...] = (), login: str = "") -> str:
    """Return by name who hears of a duty of functions, or of a person."""
    on = ladder(standing(MONDAY))
    key = str(person(login).pk) if login else ""
    return on.say(level_above(functions, key, on))


@pytest.mark.parametrize(
    ("functions", "told"),
    [
        ((), ("head-of-department",)),
        (("head-of-department",), ("deputy-chief",)),
        (("deputy-chief",), ("chief",)),
        (("administration",), ("chief",)),
        (("chief", "administration"), ("chief",)),
        (("union-executive",), ("administration",)),
        (("chief",), ()),
    ],
)
def test_each_function_has_one_level_above(functions: tuple[str, ...], told: tuple[str]) -> None:
    assert rules.functions_above(functions) == told


@pytest.mark.usefixtures("office")
def test_each_level_is_told_by_name() -> None:
    add_people()

    assert above(("administration",)) == "Hoa"
    assert above(("head-of-department",)) == "Phong"
    assert above(login="khue") == "Phong"
    assert above(login="vy") == "Lan"
    assert above(("chief", "administration")) == "Hoa"
    assert above(login="hoa") == ""


@pytest.mark.usefixtures("office")
def test_of_staff_the_head_of_the_own_department_is_told_and_without_one_the_next_level() -> None:
    add_people()
    assert above(login="minh") == "Phong"  # Khuê heads no department of Minh's

    room = staffing.add_department("Phòng Tổng hợp", by=act("lan"))
    for login in ("minh", "khue"):
        staffing.place(
            person(login), department=room, position="", placed_from=MONDAY, by=act("lan")
        )
    assert above(login="minh") == "Khuê"


@pytest.mark.usefixtures("office")
def test_a_level_that_nobody_holds_is_passed_over() -> None:
    add_people()
    Holding.objects.filter(function="deputy-chief").delete()

    assert above(("head-of-department",)) == "Hoa"
