"""Handing on what waits for a person who leaves: the secrecy checks."""

from uuid import UUID

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.duties.models import Duty
from dienhong.organisation.functions import say
from dienhong.organisation.models import Person
from dienhong.organisation.queries import functions_of
from dienhong.publication import owed, rules
from dienhong.publication.models import Matter
from dienhong.publication.rules import Stage
from dienhong.record.actions import write_entry


def is_check(duty: Duty) -> bool:
    """Tell whether a duty is a secrecy check, which only some may take over."""
    return duty.kind == owed.CHECK


@transaction.atomic
def hand_check_on(duty: Duty, to: Person, *, by: Actor) -> Matter:
    """Name another person for a secrecy check that nobody has signed yet."""
    key = UUID(duty.subject.partition(":")[2])
    matter = Matter.objects.select_for_update().get(pk=key, stage=Stage.CHECKING)
    if not rules.CHECKERS & functions_of(to, by.today):
        raise Refused(
            f"Chưa bàn giao được: {to.name} không kiểm tra bí mật",
            rules.exception_of(matter.kind),
            cure=f"Chọn người giữ chức năng: {say(frozenset(rules.CHECKERS))}.",
        )
    matter.checker = to
    matter.save(update_fields=["checker"])
    Duty.objects.filter(pk=duty.pk).update(person=to)
    write_entry("publication.check_handed_on", matter.subject, by=by, facts={"to": str(to.pk)})
    return matter
