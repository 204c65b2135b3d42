"""Departments, placements, leaving and coming back: what changes who belongs where."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max, Q

from dienhong.core.acting import Actor
from dienhong.core.plain import one_line
from dienhong.organisation import absences, queries, rules, rules_staffing
from dienhong.organisation.actions import check_staff_code
from dienhong.organisation.models import (
    Account,
    Department,
    EarlierService,
    Holding,
    Person,
    Placement,
)
from dienhong.record.actions import write_entry


@transaction.atomic
def add_department(name: str, *, by: Actor) -> Department:
    """Set up a department."""
    name = _free_name(name)
    department = Department.objects.create(name=name)
    write_entry(
        "organisation.department_added",
        f"department:{department.pk}",
        by=by,
        facts={"name": name},
    )
    return department


@transaction.atomic
def rename_department(department: Department, name: str, *, by: Actor) -> Department:
    """Give a department another name; the journal keeps the name of the days before."""
    department = Department.objects.select_for_update().get(pk=department.pk)
    before, department.name = department.name, _free_name(name, department)
    department.save(update_fields=["name"])
    write_entry(
        "organisation.department_renamed",
        f"department:{department.pk}",
        by=by,
        facts={"from": before, "name": department.name},
    )
    return department


@transaction.atomic
def close_department(department: Department, *, by: Actor) -> Department:
    """Close a department in which nobody is placed any more; today is its last day."""
    department = Department.objects.select_for_update().get(pk=department.pk)
    rules_staffing.check_department_open(department.name, department.closed_on)
    stays = Q(left_on__isnull=True) | Q(left_on__gte=by.today)
    inside = Person.objects.filter(stays, department=department).count()
    rules_staffing.check_department_empty(department.name, inside)
    department.closed_on = by.today
    department.save(update_fields=["closed_on"])
    write_entry(
        "organisation.department_closed",
        f"department:{department.pk}",
        by=by,
        facts={"name": department.name, "closed_on": by.today.isoformat()},
    )
    return department


def _free_name(name: str, of: Department | None = None) -> str:
    name = one_line(name)
    rules.check_said(name, "tên phòng")
    bearer = Department.objects.filter(name__iexact=name).first()
    rules_staffing.check_department_name_free(name, bearer is not None and bearer != of)
    return name


@transaction.atomic
def correct_facts(
    person: Person,
    *,
    name: str,
    category: str,
    staff_code: str,
    probation_until: date | None = None,
    by: Actor,
) -> Person:
    """Write down a person's name, category, staff code and last day of probation."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    check_staff_code(staff_code, person)
    given = {
        "name": name,
        "category": category,
        "staff_code": staff_code,
        "probation_until": probation_until,
    }
    changed = [field for field, value in given.items() if getattr(person, field) != value]
    for field in changed:
        setattr(person, field, given[field])
    if changed:
        person.save(update_fields=changed)
        write_entry(
            "organisation.person_corrected",
            f"person:{person.pk}",
            by=by,
            facts={"fields": list(changed)},
        )
    return person


@transaction.atomic
def place(
    person: Person,
    *,
    department: Department | None,
    position: str,
    placed_from: date,
    basis: str = "",
    by: Actor,
) -> Placement:
    """Move a person to a department or position from a day on; the place before keeps its days."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    _check_open(department)
    rules_staffing.check_stays(person.left_on, None)
    now = Placement.objects.filter(person=person, placed_to__isnull=True).first()
    since = now.placed_from if now else person.joined_on
    rules_staffing.check_placed_from(placed_from, since, by.today)
    placement = _begin(now, Placement(person=person, placed_from=placed_from))
    placement.department, placement.position, placement.basis = department, position, basis
    placement.save()
    person.department, person.position = department, position
    person.save(update_fields=["department", "position"])
    write_entry(
        "organisation.person_placed",
        f"person:{person.pk}",
        by=by,
        facts={
            "department": department.pk if department else None,
            "placed_from": placed_from.isoformat(),
        },
    )
    return placement


def _check_open(department: Department | None) -> None:
    """Refuse a department that was closed, as it stands now and not when a page was shown."""
    if department:
        now = Department.objects.select_for_update().get(pk=department.pk)
        rules_staffing.check_department_open(now.name, now.closed_on)


def _begin(now: Placement | None, new: Placement) -> Placement:
    """Return the row to write: one that begins on the very day of the present one mends it."""
    if now is None:
        return new
    if now.placed_from == new.placed_from:
        return now
    now.placed_to = new.placed_from - timedelta(days=1)
    now.save(update_fields=["placed_to"])
    return new


@transaction.atomic
def leave(person: Person, *, last_day: date, basis: str, by: Actor) -> Person:
    """Let a person go after ``last_day``: functions, place and absences end with that day.

    What the person still has to do is handed on first, by whoever calls this.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    rules.check_said(basis, "căn cứ, lý do thôi việc")
    rules_staffing.check_may_leave(person.left_on, _since(person), last_day)
    held = Holding.objects.filter(person=person).filter(
        Q(held_to__isnull=True) | Q(held_to__gt=last_day)
    )
    codes = list(held.values_list("function", flat=True))
    may_change = queries.who_may()[rules.CHANGE_PEOPLE]
    rules_staffing.check_others_change_people(
        bool(may_change & set(codes)),
        _another_changes_people(person, may_change, last_day),
        queries.standing(by.today).say(may_change),
    )
    held.update(held_to=last_day)
    Placement.objects.filter(person=person, placed_to__isnull=True).update(placed_to=last_day)
    absences.end_all(person, last_day, at=by.at)
    person.left_on, person.left_basis = last_day, basis
    person.save(update_fields=["left_on", "left_basis"])
    write_entry(
        "organisation.person_left",
        f"person:{person.pk}",
        by=by,
        facts={"left_on": last_day.isoformat(), "functions": list(codes)},
    )
    return person


def _since(person: Person) -> date:
    """Return the first day on which nothing of the person would end before it began."""
    placed = person.placements.filter(placed_to__isnull=True).aggregate(day=Max("placed_from"))
    held = person.holdings.filter(held_to__isnull=True).aggregate(day=Max("held_from"))
    return max(day for day in (person.joined_on, placed["day"], held["day"]) if day)


def _another_changes_people(person: Person, functions: frozenset[str], day: date) -> bool:
    others = Holding.objects.filter(
        function__in=functions, held_from__lte=day, held_to__isnull=True
    )
    return others.filter(person__left_on__isnull=True).exclude(person=person).exists()


@transaction.atomic
def come_back(
    person: Person,
    *,
    back_on: date,
    department: Department | None,
    position: str,
    basis: str = "",
    by: Actor,
) -> Person:
    """Begin a new period of a person who had left; the old password opens nothing any more."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    rules_staffing.check_may_return(person.left_on, back_on, by.today)
    _check_open(department)
    assert person.left_on is not None
    EarlierService.objects.create(
        person=person,
        joined_on=person.joined_on,
        left_on=person.left_on,
        left_basis=person.left_basis,
    )
    person.joined_on, person.left_on, person.left_basis = back_on, None, ""
    person.department, person.position = department, position
    person.save()
    Placement.objects.create(
        person=person, department=department, position=position, placed_from=back_on, basis=basis
    )
    _shut_account(person)
    write_entry(
        "organisation.person_returned",
        f"person:{person.pk}",
        by=by,
        facts={"joined_on": back_on.isoformat()},
    )
    return person


def _shut_account(person: Person) -> None:
    for account in Account.objects.select_for_update().filter(person=person):
        account.set_password(None)
        account.save(update_fields=["password"])
