"""What people do to the organisation: open the office, add people, give and end functions."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from dienhong.core.acting import Actor, Someone
from dienhong.core.citation import Citation
from dienhong.organisation import queries, rules, rules_closing, rules_staffing
from dienhong.organisation.functions import FunctionKind, beginnings
from dienhong.organisation.models import (
    Account,
    Agency,
    Department,
    Holding,
    LegalFunction,
    Person,
    Placement,
)
from dienhong.organisation.powers import powers
from dienhong.record.actions import write_entry


@transaction.atomic
def open_office(  # noqa: PLR0913 (what an agency is)
    *,
    name: str,
    superior_body: str,
    place: str,
    symbol: str = "",
    titles: Mapping[str, str] | None = None,
    go_live_on: date,
    demo: bool,
    by: Actor,
) -> Agency:
    """Write the agency's own row and its functions: the first entry of its journal.

    ``titles`` are the names that functions have here, by code ("chief": "Chánh Văn phòng").
    """
    agency = Agency.objects.create(
        pk=1,
        name=name,
        superior_body=superior_body,
        place=place,
        symbol=symbol,
        go_live_on=go_live_on,
        demo=demo,
    )
    _begin_functions(titles or {})
    write_entry(
        "organisation.opened",
        "agency:1",
        by=by,
        audience="public",
        facts={"go_live_on": go_live_on.isoformat(), "demo": demo},
    )
    return agency


def _begin_functions(titles: Mapping[str, str]) -> None:
    """Write the functions with which an office begins, each under its name here."""
    for order, row in enumerate(beginnings(), 1):
        LegalFunction.objects.create(
            code=row.code,
            label=titles.get(row.code) or row.label,
            kind=row.kind,
            order=order,
            one_holder=row.one_holder,
            through_id=row.through or None,
            stand_in_id=row.stand_in or None,
            source=row.source,
        )


_CLOSING = (
    "closed_on",
    "closing_number",
    "closing_decided_on",
    "successor_name",
    "successor_code",
)


@transaction.atomic
def record_closing(closing: rules_closing.Closing, *, by: Actor) -> None:
    """Write down on which day the agency ends, by which decision, and who goes on."""
    agency = Agency.objects.select_for_update().get(pk=1)
    rules_closing.check_closing_not_recorded(queries.closing(agency))
    rules_closing.check_may_record_closing(closing, by.today)
    agency.closed_on, agency.closing_number = closing.closed_on, closing.number
    agency.closing_decided_on = closing.decided_on
    agency.successor_name = closing.successor_name
    agency.successor_code = closing.successor_code
    agency.save(update_fields=_CLOSING)
    write_entry(
        "organisation.closing_recorded",
        "agency:1",
        by=by,
        audience="public",
        facts={
            "closed_on": closing.closed_on.isoformat(),
            "decision": closing.number,
            "decided_on": closing.decided_on.isoformat(),
            "successor": closing.successor_code or closing.successor_name,
        },
    )


@transaction.atomic
def cancel_closing(*, by: Actor) -> None:
    """Take back a recorded end, as long as its last day has not passed."""
    agency = Agency.objects.select_for_update().get(pk=1)
    rules_closing.check_still_open(queries.closing(agency), by.today)
    agency.closed_on = agency.closing_decided_on = None
    agency.closing_number = agency.successor_name = agency.successor_code = ""
    agency.save(update_fields=_CLOSING)
    write_entry("organisation.closing_cancelled", "agency:1", by=by, audience="public")


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
        rules_staffing.check_department_open(room.name, room.closed_on)
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
    rules_staffing.check_staff_code_free(code, holder.name if holder and holder != of else "")


@transaction.atomic
def give_function(  # noqa: PLR0913 (what a holding is, and what names it)
    person: Person,
    code: str,
    *,
    held_from: date,
    basis: str = "",
    seat: str = "",
    clauses: Iterable[Citation] = (),
    by: Actor,
) -> Holding:
    """Let a person hold a legal function from a day on; ``seat`` is the part within a body.

    ``clauses`` name the function, where a room above knows that the regulation does.
    """
    # The lock lets two clerks who give in the same moment come one after the other.
    function = LegalFunction.objects.select_for_update().get(pk=code)
    held = Holding.objects.filter(function=function, held_to__isnull=True).select_related("person")
    own = held.filter(person=person).first()
    rules.check_held_in_person(function.kind == FunctionKind.ROLE, function.label)
    rules.check_not_held(own is not None, function.label, _said(own) if own else "")
    rules.check_one_holder(function.one_holder, [h.person.name for h in held], function.label)
    holding = Holding.objects.create(
        person=person, function=function, held_from=held_from, basis=basis, seat=seat
    )
    write_entry(
        "organisation.function_given",
        f"person:{person.pk}",
        by=by,
        clauses=clauses,
        facts={"function": function.code, "held_from": held_from.isoformat()},
    )
    return holding


def _said(holding: Holding) -> str:
    basis = f", căn cứ «{holding.basis}»" if holding.basis else ""
    return f" từ {holding.held_from:%d/%m/%Y}{basis}"


@transaction.atomic
def end_function(holding: Holding, *, held_to: date, by: Actor) -> None:
    """End a function: ``held_to`` is its last day."""
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    rules.check_still_held(holding.held_to)
    rules.check_dates(holding.held_from, held_to)
    may_change = queries.who_may()[rules.CHANGE_PEOPLE]
    if holding.function_id in may_change:
        said = queries.standing(by.today).say(may_change)
        rules.check_not_last(another_may_change_people(holding, held_to), said)
    holding.held_to = held_to
    holding.save(update_fields=["held_to"])
    write_entry(
        "organisation.function_ended",
        f"person:{holding.person_id}",
        by=by,
        facts={"function": holding.function_id, "held_to": held_to.isoformat()},
    )


def another_may_change_people(holding: Holding, day: date) -> bool:
    """Tell whether somebody else may change people on a day, by a function without an end."""
    functions = queries.who_may()[rules.CHANGE_PEOPLE]
    others = Holding.objects.filter(
        function__in=functions, held_from__lte=day, held_to__isnull=True
    )
    stays = others.filter(person__left_on__isnull=True)
    return stays.exclude(pk=holding.pk).exists()


def title_of(code: str) -> str:
    """Return what a function is called in this office."""
    return LegalFunction.objects.get(pk=code).label


def check_power(code: str, by: Actor, verb: str = "", source: Citation | None = None) -> None:
    """Refuse an act by who has not this power in this office today; ``verb`` names the act.

    ``source`` is the clause that gives the act to others, where no law names them.
    """
    if by.acting_as not in queries.who_may()[code]:
        queries.standing(by.today).check_may(powers()[code], {by.acting_as}, verb, source)


def someone(person: Person) -> Someone:
    """Return a person as the journal names one."""
    return Someone(str(person.pk), person.name)
