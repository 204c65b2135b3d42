"""People, the functions that they hold from a day until a day, and what is written of it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db.utils import IntegrityError

from dienhong.core.refusal import Refused
from dienhong.hosting.context import use_agency
from dienhong.organisation import actions, queries, rules
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Agency, Department, Holding, Person
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from tests.publication.story import MONDAY, act, after, person


def _minh(**said: object) -> Person:
    given: dict[str, object] = {
        "name": "Minh",
        "login": "minh",
        "password": "mat-khau-cua-minh",
        "joined_on": MONDAY,
        "by": act("lan"),
    }
    return actions.add_person(**(given | said))  # type: ignore[arg-type]


def _last() -> JournalEntry:
    return JournalEntry.objects.order_by("-number")[0]


def _whole() -> tuple[int, ...]:
    models = (Person, Account, Holding, Department, JournalEntry)
    return tuple(model.objects.count() for model in models)


def test_an_office_opens_with_its_row_its_first_person_and_one_function(office: str) -> None:
    agency = queries.agency()
    assert (agency.name, agency.go_live_on, agency.demo) == ("Văn phòng thu", MONDAY, False)
    lan = person("lan")
    assert queries.functions_of(lan, MONDAY) == {Function.ADMINISTRATION}
    kinds = JournalEntry.objects.values_list("kind", "audience")
    assert list(kinds) == [
        ("organisation.opened", "public"),
        ("organisation.person_added", "office"),
        ("organisation.function_given", "office"),
    ]


def test_a_database_holds_one_agency(office: str) -> None:
    with pytest.raises(IntegrityError):
        Agency.objects.create(pk=2, name="Cơ quan khác", go_live_on=MONDAY)


def test_lan_adds_minh_who_holds_no_function(office: str) -> None:
    minh = _minh(position="Chuyên viên", department="Phòng Tổng hợp")
    assert (minh.name, minh.position, str(minh.department)) == (
        "Minh",
        "Chuyên viên",
        "Phòng Tổng hợp",
    )
    assert queries.functions_of(minh, MONDAY) == frozenset()
    account = Account.objects.get(login="minh")
    assert account.check_password("mat-khau-cua-minh")
    assert (_last().kind, _last().subject) == ("organisation.person_added", f"person:{minh.pk}")
    assert "minh" not in _last().body.replace(str(minh.pk), "").lower()


def test_two_people_of_one_department_share_its_row(office: str) -> None:
    _minh(department="Phòng Tổng hợp")
    _minh(login="tu", name="Tú", department="Phòng Tổng hợp")
    assert Department.objects.count() == 1


@pytest.mark.parametrize("login", ["lan", "LAN", "Lan"])
def test_a_sign_in_name_that_is_taken_is_refused_whatever_its_case(office: str, login: str) -> None:
    before = _whole()
    with pytest.raises(Refused, match="đã có người dùng"):
        _minh(login=login)
    assert _whole() == before


def test_an_account_without_a_password_is_opened_by_none(office: str) -> None:
    _minh(password="")
    account = Account.objects.get(login="minh")
    assert not account.has_usable_password()
    assert not account.check_password("")


def test_a_function_is_held_from_its_first_to_its_last_day(office: str) -> None:
    minh = _minh()
    holding = actions.give_function(
        minh, Function.CHIEF, held_from=MONDAY, basis="Quyết định số 1", by=act("lan")
    )
    assert facts_of(_last()) == {"function": "chief", "held_from": "2026-03-02"}
    last_day = after(MONDAY, 10)
    actions.end_function(holding, held_to=last_day, by=act("lan"))
    assert facts_of(_last()) == {"function": "chief", "held_to": "2026-03-12"}
    days = {
        day: sorted(queries.functions_of(minh, day))
        for day in (after(MONDAY, -1), MONDAY, last_day, after(last_day, 1))
    }
    assert list(days.values()) == [[], ["chief"], ["chief"], []]


def test_a_function_cannot_end_before_it_begins(office: str) -> None:
    holding = actions.give_function(_minh(), Function.CHIEF, held_from=MONDAY, by=act("lan"))
    before = _whole()
    with pytest.raises(Refused, match="ngày thôi giữ 01/03/2026 trước ngày nhận 02/03/2026"):
        actions.end_function(holding, held_to=after(MONDAY, -1), by=act("lan"))
    assert _whole() == before
    assert Holding.objects.get(pk=holding.pk).held_to is None
    actions.end_function(holding, held_to=MONDAY, by=act("lan"))
    assert queries.functions_of(holding.person, MONDAY) == {Function.CHIEF}


def test_the_database_too_refuses_dates_in_the_wrong_order(office: str) -> None:
    early = after(MONDAY, -1)
    with pytest.raises(IntegrityError, match="a_function_ends_after_it_begins"):
        Holding.objects.create(
            person=person("lan"), function_id="chief", held_from=MONDAY, held_to=early
        )
    with pytest.raises(IntegrityError, match="a_person_leaves_after_joining"):
        Person.objects.create(name="Minh", joined_on=MONDAY, left_on=early)


def test_who_holds_what_is_told_in_the_order_of_the_functions(office: str) -> None:
    for login, function in (("vy", Function.UNION_EXECUTIVE), ("hoa", Function.CHIEF)):
        who = _minh(login=login, name=login.title())
        actions.give_function(who, function, held_from=MONDAY, by=act("lan"))
    holders = queries.holders_on(MONDAY, frozenset(Function))
    assert [(row.person.name, row.function_id) for row in holders] == [
        ("Hoa", "chief"),
        ("Lan", "administration"),
        ("Vy", "union-executive"),
    ]
    assert queries.holders_on(MONDAY, frozenset({Function.VETERANS})) == []


def test_the_staff_of_a_day_are_those_who_had_joined_and_not_left(office: str) -> None:
    _minh(joined_on=after(MONDAY, 3))
    tu = _minh(login="tu", name="Tú")
    Person.objects.filter(pk=tu.pk).update(left_on=after(MONDAY, 2))
    told = [[p.name for p in queries.staff_on(after(MONDAY, days))] for days in (-1, 0, 2, 3)]
    assert told == [[], ["Lan", "Tú"], ["Lan", "Tú"], ["Lan", "Minh"]]


def test_people_are_listed_with_the_functions_that_they_hold_that_day(office: str) -> None:
    minh = _minh()
    actions.give_function(minh, Function.VETERANS, held_from=after(MONDAY, 1), by=act("lan"))

    def held(day: date) -> dict[str, list[str]]:
        return {p.name: p.held for p in queries.people_with_functions(day)}  # type: ignore[attr-defined]

    assert held(MONDAY) == {"Lan": ["Phụ trách hành chính"], "Minh": []}
    tomorrow = MONDAY + timedelta(days=1)
    assert held(tomorrow)["Minh"] == ["Hội Cựu chiến binh"]


def test_the_same_name_in_two_offices_is_two_people(new_office: Callable[..., str]) -> None:
    keys = []
    for code in ("mot", "hai"):
        with use_agency(new_office(code)):
            keys.append(_minh().pk)
    assert keys[0] != keys[1]


@pytest.mark.parametrize(("left_on", "gone"), [(None, False), (0, False), (1, False), (-1, True)])
def test_a_person_has_left_when_the_last_day_is_past(left_on: int | None, gone: bool) -> None:
    day = None if left_on is None else after(MONDAY, left_on)
    assert rules.has_left(day, MONDAY) is gone
