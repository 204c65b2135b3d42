"""What people do to the organisation: open the office, add people, give and end functions."""

from datetime import date

from django.db import transaction

from dienhong.core.acting import Actor, Someone
from dienhong.organisation import rules
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Agency, Department, Holding, Person, Placement
from dienhong.record.actions import write_entry


@transaction.atomic
def open_office(
    *, name: str, superior_body: str, place: str, go_live_on: date, demo: bool, by: Actor
) -> Agency:
    """Write the agency's own row: the first entry of its journal."""
    agency = Agency.objects.create(
        pk=1, name=name, superior_body=superior_body, place=place, go_live_on=go_live_on, demo=demo
    )
    write_entry(
        "organisation.opened",
        "agency:1",
        by=by,
        audience="public",
        facts={"go_live_on": go_live_on.isoformat(), "demo": demo},
    )
    return agency


@transaction.atomic
def add_person(  # noqa: PLR0913 (what a person is entered with)
    *,
    name: str,
    login: str,
    password: str,
    position: str = "",
    department: str = "",
    category: str = "",
    staff_code: str = "",
    joined_on: date,
    by: Actor,
) -> Person:
    """Enter a person with an account; refuse a sign-in name that is taken.

    An empty password makes an account that no password opens.
    """
    rules.check_login_free(login, Account.objects.filter(login=login.lower()).exists())
    check_staff_code(staff_code)
    room = Department.objects.get_or_create(name=department)[0] if department else None
    if room:
        rules.check_department_open(room.name, room.closed_on)
    person = Person.objects.create(
        name=name,
        position=position,
        department=room,
        category=category,
        staff_code=staff_code,
        joined_on=joined_on,
    )
    Placement.objects.create(
        person=person, department=room, position=position, placed_from=joined_on
    )
    account = Account(login=login, person=person)
    account.set_password(password or None)
    account.save()
    write_entry("organisation.person_added", f"person:{person.pk}", by=by)
    return person


def check_staff_code(code: str, of: Person | None = None) -> None:
    """Refuse a staff code that somebody else has; none is always free."""
    holder = Person.objects.filter(staff_code=code).first() if code else None
    rules.check_staff_code_free(code, holder.name if holder and holder != of else "")


@transaction.atomic
def reset_password(person: Person, password: str, *, by: Actor) -> None:
    """Give a person a new password to sign in with; every session of that person ends."""
    account = Account.objects.select_for_update().get(person=person)
    account.set_password(password)
    account.save(update_fields=["password"])
    write_entry("organisation.password_reset", f"person:{person.pk}", by=by)


@transaction.atomic
def give_function(
    person: Person, function: Function, *, held_from: date, basis: str = "", by: Actor
) -> Holding:
    """Let a person hold a legal function from a day on."""
    held = Holding.objects.filter(person=person, function=function, held_to__isnull=True)
    rules.check_not_held(held.exists(), function)
    holding = Holding.objects.create(
        person=person, function=function, held_from=held_from, basis=basis
    )
    write_entry(
        "organisation.function_given",
        f"person:{person.pk}",
        by=by,
        facts={"function": function.value, "held_from": held_from.isoformat()},
    )
    return holding


@transaction.atomic
def end_function(holding: Holding, *, held_to: date, by: Actor) -> None:
    """End a function: ``held_to`` is its last day."""
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    rules.check_dates(holding.held_from, held_to)
    if holding.function in rules.MAY_CHANGE_PEOPLE:
        rules.check_not_last(_another_may_change_people(holding, held_to))
    holding.held_to = held_to
    holding.save(update_fields=["held_to"])
    write_entry(
        "organisation.function_ended",
        f"person:{holding.person_id}",
        by=by,
        facts={"function": holding.function, "held_to": held_to.isoformat()},
    )


def _another_may_change_people(holding: Holding, day: date) -> bool:
    others = Holding.objects.filter(
        function__in=rules.MAY_CHANGE_PEOPLE, held_from__lte=day, held_to__isnull=True
    )
    stays = others.filter(person__left_on__isnull=True)
    return stays.exclude(pk=holding.pk).exists()


def someone(person: Person) -> Someone:
    """Return a person as the journal names one."""
    return Someone(str(person.pk), person.name)
