"""Correcting a clerical error in what is written of people and of the functions they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.organisation import rules
from dienhong.organisation.actions import another_may_change_people, check_power
from dienhong.organisation.models import Holding, Person
from dienhong.organisation.queries import standing, who_may
from dienhong.record import corrections
from dienhong.record import rules as record_rules
from dienhong.record.actions import write_entry
from dienhong.record.corrections import Change
from dienhong.record.models import Correction

LINE, DAY = "line", "day"


@dataclass(frozen=True, slots=True)
class Field:
    """Something that may be corrected: ``value`` as it is written (ISO days, "" for none)."""

    name: str
    label: str
    shape: str
    value: str
    longest: int = 0
    required: bool = True

    @property
    def said(self) -> str:
        """Return the value as people read it."""
        return say(self.shape, self.value)


def say(shape: str, value: str) -> str:
    """Return a value as people read it."""
    return f"{date.fromisoformat(value):%d/%m/%Y}" if shape == DAY and value else value


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def fields_of_person(person: Person) -> list[Field]:
    """Return what may be corrected of a person."""
    return [
        Field("name", "Họ và tên", LINE, person.name, 100),
        Field("position", "Chức danh", LINE, person.position, 150, required=False),
        Field("joined_on", "Ngày vào cơ quan", DAY, _iso(person.joined_on)),
    ]


def fields_of_holding(holding: Holding) -> list[Field]:
    """Return what may be corrected of a function held."""
    return [
        Field("held_from", "Giữ từ ngày", DAY, _iso(holding.held_from)),
        Field("held_to", "Giữ đến hết ngày", DAY, _iso(holding.held_to), required=False),
        Field("basis", "Căn cứ", LINE, holding.basis, 200, required=False),
    ]


@transaction.atomic
def correct_person(
    person: Person, name: str, value: str, *, ground: str, read: str | None = None, by: Actor
) -> Correction:
    """Correct a person's name, position or first day; what stood before stays in the correction.

    ``read`` is the value that stood on the page; None where none was read.
    """
    check_power(rules.CHANGE_PEOPLE, by, "đính chính về người")
    person = Person.objects.select_for_update().get(pk=person.pk)
    field = next(each for each in fields_of_person(person) if each.name == name)
    _check(field, value, read)
    if field.shape == DAY:
        rules.check_joined(date.fromisoformat(value), person.left_on, by.today)
    _set(person, field, value)
    person.save(update_fields=[field.name])
    return _write(f"person:{person.pk}", field, field.name, value, ground, by)


@transaction.atomic
def correct_holding(
    holding: Holding, name: str, value: str, *, ground: str, read: str | None = None, by: Actor
) -> Correction:
    """Correct days or basis of a function held; somebody must still be able to change people."""
    check_power(rules.CHANGE_PEOPLE, by, "đính chính chức năng")
    # The person first: corrections of one person come one after the other.
    Person.objects.select_for_update().get(pk=holding.person_id)
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    field = next(each for each in fields_of_holding(holding) if each.name == name)
    _check(field, value, read)
    held = _holds(holding, by.today)
    _set(holding, field, value)
    rules.check_dates(holding.held_from, holding.held_to)
    may_change = who_may()[rules.CHANGE_PEOPLE]
    if holding.function_id in may_change and held and not _holds(holding, by.today):
        said = standing(by.today).say(may_change)
        rules.check_not_last(another_may_change_people(holding, by.today), said)
    holding.save(update_fields=[field.name])
    code = f"holding-{holding.pk}-{field.name}"
    return _write(f"person:{holding.person_id}", field, code, value, ground, by)


def _holds(holding: Holding, day: date) -> bool:
    """Tell whether the function is held on a day and no end of it is written."""
    return holding.held_from <= day and holding.held_to is None


def _check(field: Field, value: str, read: str | None) -> None:
    record_rules.check_as_read(field.value if read is None else read, field.value, field.said)
    rules.check_filled(field.label, bool(value) or not field.required)


def _set(row: Person | Holding, field: Field, value: str) -> None:
    day = date.fromisoformat(value) if field.shape == DAY and value else None
    setattr(row, field.name, day if field.shape == DAY else value)


def _write(subject: str, field: Field, code: str, value: str, ground: str, by: Actor) -> Correction:
    change = Change(
        subject=subject,
        field=code,
        label=field.label,
        before=field.said,
        after=say(field.shape, value),
        value=value,
        ground=ground,
    )
    correction = corrections.ask(change, named=None, by=by)
    entry = write_entry(
        "organisation.corrected",
        subject,
        by=by,
        facts={
            "field": code,
            "words": correction.digest,
            "day_before": field.value if field.shape == DAY else "",
            "day": value if field.shape == DAY else "",
        },
    )
    corrections.close(correction, corrections.Stage.DONE, entry, by=by)
    return correction
