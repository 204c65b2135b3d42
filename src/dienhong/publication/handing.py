"""Handing on what waits for a person who leaves: the secrecy checks."""

from datetime import date
from uuid import UUID

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.duties.models import Duty
from dienhong.organisation.actions import someone
from dienhong.organisation.models import Person
from dienhong.organisation.queries import standing
from dienhong.publication import owed, rules
from dienhong.publication.models import Matter
from dienhong.publication.rules import Stage
from dienhong.record import corrections
from dienhong.record.actions import write_entry


def let_go_of_reading(person: Person, *, on: date) -> None:
    """Close what a person who leaves was asked to read: nobody reads for another."""
    Duty.objects.filter(kind=owed.READ, person=person, done_on__isnull=True).update(done_on=on)


def is_check(duty: Duty) -> bool:
    """Tell whether a duty is a secrecy check or a correction to sign: only some may take it."""
    return duty.kind in {owed.CHECK, owed.CORRECT}


def _check_may_check(matter: Matter, to: Person, by: Actor) -> None:
    """Refuse a receiver who has not the power to check."""
    stands = standing(by.today)
    if not stands.right(rules.CHECK, stands.functions_of(str(to.pk))):
        raise Refused(
            f"Chưa bàn giao được: {to.name} không kiểm tra bí mật",
            matter.exception,
            cure=f"Chọn người giữ chức năng: {stands.say(stands.powers[rules.CHECK])}.",
        )


@transaction.atomic
def hand_check_on(duty: Duty, to: Person, *, by: Actor) -> Matter:
    """Name another person for a secrecy check that nobody has signed yet."""
    if duty.kind == owed.CORRECT:
        return _hand_correction_on(duty, to, by)
    matter = _matter_of(duty, Stage.CHECKING)
    _check_may_check(matter, to, by)
    matter.checker = to
    matter.save(update_fields=["checker"])
    Duty.objects.filter(pk=duty.pk).update(person=to)
    write_entry("publication.check_handed_on", matter.subject, by=by, facts={"to": str(to.pk)})
    return matter


def _matter_of(duty: Duty, stage: Stage) -> Matter:
    key = UUID(duty.subject.partition(":")[2])
    return Matter.objects.select_for_update().get(pk=key, stage=stage)


def _hand_correction_on(duty: Duty, to: Person, by: Actor) -> Matter:
    """Name another person to sign the correction that waits."""
    matter = _matter_of(duty, Stage.PUBLISHED)
    _check_may_check(matter, to, by)
    corrections.name_another(matter.subject, someone(to))
    Duty.objects.filter(pk=duty.pk).update(person=to)
    write_entry("publication.check_handed_on", matter.subject, by=by, facts={"to": str(to.pk)})
    return matter
