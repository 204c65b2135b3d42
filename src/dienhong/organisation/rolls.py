"""The roll for a share: made by the agency's rule, mended by hand, frozen, signed by two."""

import hashlib
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from dienhong.core.acting import Actor
from dienhong.core.journal.canonical import canonical
from dienhong.core.refusal import Refused
from dienhong.organisation import queries, rules, rules_rolls
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.models import Absence, Person, Placement, Roll, RollLine, RollRule
from dienhong.organisation.rules_rolls import RollTerms, Standing
from dienhong.record.actions import write_entry


@transaction.atomic
def set_rule(rule: RollRule, *, by: Actor) -> RollRule:
    """Set who is counted from a day on, on a basis: the Chief's act. Nothing is ever presumed."""
    rules.check_said(rule.basis, "căn cứ")
    rule.set_by_id, rule.set_at = by.by.id, by.at
    rule.save(force_insert=True)
    write_entry(
        "organisation.roll_rule_set",
        f"roll-rule:{rule.pk}",
        by=by,
        facts={
            "in_force_from": rule.in_force_from.isoformat(),
            "categories": list(rule.categories),
            "long_leave_days": rule.long_leave_days,
            "seconded_out": rule.seconded_out_counted,
            "seconded_in": rule.seconded_in_counted,
            "probationers": rule.probationers_counted,
        },
    )
    return rule


def rule_on(day: date) -> RollRule | None:
    """Return the rule in force on a day; of two from the same day the one set later."""
    return RollRule.objects.filter(in_force_from__lte=day).order_by("in_force_from", "pk").last()


def terms_of(rule: RollRule) -> RollTerms:
    """Return a kept rule as the pure rule takes it."""
    return RollTerms(
        categories=frozenset(rule.categories),
        long_leave_days=None if rule.long_leave_counted else rule.long_leave_days,
        seconded_out=rule.seconded_out_counted,
        seconded_in=rule.seconded_in_counted,
        probationers=rule.probationers_counted,
    )


@transaction.atomic
def make(
    *, purpose: str, on_day: date, replaces: Roll | None = None, ground: str = "", by: Actor
) -> Roll:
    """List the staff of a day with who is counted; another list is replaced on a ground only."""
    rules.check_said(purpose, "việc cần danh sách")
    rule = rule_on(on_day)
    rules_rolls.check_rule_set(rule is not None)
    assert rule is not None
    if replaces:
        replaces = Roll.objects.select_for_update().get(pk=replaces.pk)
        rules_rolls.check_may_replace(
            replaces.signed_by_id is not None, hasattr(replaces, "replaced_by")
        )
        rules.check_said(ground, "lý do thay danh sách trước")
    roll = Roll.objects.create(
        purpose=purpose,
        on_day=on_day,
        rule=rule,
        made_by_id=by.by.id,
        made_at=by.at,
        replaces=replaces,
        replaces_ground=ground,
    )
    RollLine.objects.bulk_create(_lines(roll, terms_of(rule)))
    write_entry(
        "organisation.roll_made",
        roll.subject,
        by=by,
        facts={
            "on_day": on_day.isoformat(),
            "rule": rule.pk,
            "replaces": str(replaces.pk) if replaces else None,
        },
    )
    return roll


def _lines(roll: Roll, terms: RollTerms) -> list[RollLine]:
    """Return a line for each of the staff as they stood on the day of the roll."""
    day = roll.on_day
    placed = {row.person_id: row for row in queries.placements_on(day).select_related("department")}
    away: dict[object, list[Absence]] = {}
    for row in queries.standing_on(day):
        away.setdefault(row.person_id, []).append(row)
    lines = []
    for person in queries.staff_on(day):
        standing = _standing(person, away.get(person.pk, []), day)
        counted, ground = rules_rolls.is_counted(standing, terms)
        lines.append(_line(roll, person, placed.get(person.pk), counted, ground))
    return lines


def _line(
    roll: Roll, person: Person, placed: Placement | None, counted: bool | None, ground: str
) -> RollLine:
    department = placed.department if placed else None
    return RollLine(
        roll=roll,
        person=person,
        name=person.name,
        department=department.name if department else "",
        position=placed.position if placed else "",
        category=person.category,
        counted=counted,
        ground=ground,
    )


def _standing(person: Person, absences: list[Absence], day: date) -> Standing:
    kinds = {AbsenceKind(row.kind): row for row in absences}
    leave = next((row for kind, row in kinds.items() if kind.is_leave), None)
    days: int | None = 0
    if leave:
        days = (leave.ends_on - leave.starts_on).days + 1 if leave.ends_on else None
    return Standing(
        category=person.category,
        on_leave=leave is not None,
        leave_days=days,
        seconded_out=AbsenceKind.SECONDED_OUT in kinds,
        seconded_in=AbsenceKind.SECONDED_IN in kinds,
        on_probation=person.probation_until is not None and person.probation_until >= day,
    )


@transaction.atomic
def correct(roll: Roll, line: RollLine, *, counted: bool, ground: str, by: Actor) -> RollLine:
    """Say by hand whether a person is counted, on a ground that stands in the list."""
    roll = _locked(roll)
    rules_rolls.check_not_frozen(roll.frozen_by_id is not None)
    rules.check_said(ground, "căn cứ của việc sửa tay")
    line = RollLine.objects.select_for_update().get(pk=line.pk, roll=roll)
    line.counted, line.ground, line.by_hand = counted, ground, True
    line.save(update_fields=["counted", "ground", "by_hand"])
    write_entry(
        "organisation.roll_corrected",
        roll.subject,
        by=by,
        facts={"person": str(line.person_id), "counted": counted},
    )
    return line


@transaction.atomic
def freeze(roll: Roll, *, by: Actor) -> Roll:
    """Freeze the list and sign it as the first: its number and digest go into the journal."""
    roll = _locked(roll)
    rules_rolls.check_not_frozen(roll.frozen_by_id is not None)
    rules_rolls.check_all_told(roll.lines.filter(counted__isnull=True).count())
    count = roll.lines.filter(counted=True).count()
    rules_rolls.check_somebody_counted(count)
    roll.frozen_by_id, roll.frozen_at, roll.counted = by.by.id, by.at, count
    roll.digest, roll.returned_ground = digest_of(roll), ""
    roll.save()
    write_entry(
        "organisation.roll_frozen",
        roll.subject,
        by=by,
        facts={"on_day": roll.on_day.isoformat(), "counted": count},
        digest=roll.digest,
    )
    return roll


@transaction.atomic
def give_back(roll: Roll, *, ground: str, by: Actor) -> Roll:
    """Return a frozen list to its maker, saying what to mend: the second person's other answer."""
    roll = _locked(roll)
    first = str(roll.frozen_by_id or "")
    rules_rolls.check_second_signature(first, roll.signed_by_id is not None, by.by.id)
    rules.check_said(ground, "chỗ cần sửa")
    roll.frozen_by, roll.frozen_at, roll.counted, roll.digest = None, None, None, ""
    roll.returned_ground = ground
    roll.save()
    write_entry("organisation.roll_returned", roll.subject, by=by)
    return roll


@transaction.atomic
def sign(roll: Roll, *, by: Actor) -> Roll:
    """Sign a frozen list as the second person: from now on nothing changes it."""
    roll = _locked(roll)
    first = str(roll.frozen_by_id or "")
    rules_rolls.check_second_signature(first, roll.signed_by_id is not None, by.by.id)
    rules_rolls.check_unaltered(roll.digest, digest_of(roll))
    roll.signed_by_id, roll.signed_at, roll.signed_as = by.by.id, by.at, by.acting_as
    roll.save(update_fields=["signed_by", "signed_at", "signed_as"])
    write_entry(
        "organisation.roll_signed",
        roll.subject,
        by=by,
        facts={"on_day": roll.on_day.isoformat(), "counted": roll.counted},
        digest=roll.digest,
    )
    return roll


@transaction.atomic
def drop(roll: Roll, *, by: Actor) -> None:
    """Throw away a list that was not frozen."""
    roll = _locked(roll)
    rules_rolls.check_not_frozen(roll.frozen_by_id is not None)
    write_entry("organisation.roll_dropped", roll.subject, by=by)
    roll.delete()


def digest_of(roll: Roll) -> str:
    """Return the SHA-256 of the canonical list: purpose, day, rule, and every person's line."""
    lines = sorted(roll.lines.all(), key=lambda line: str(line.person_id))
    body = {
        "purpose": roll.purpose,
        "on_day": roll.on_day.isoformat(),
        "rule": roll.rule_id,
        "people": [
            {
                "id": str(line.person_id),
                "name": line.name,
                "department": line.department,
                "position": line.position,
                "category": line.category,
                "counted": line.counted,
                "ground": line.ground,
                "by_hand": line.by_hand,
            }
            for line in lines
        ],
    }
    return hashlib.sha256(canonical(body)).hexdigest()


def signed_rolls() -> QuerySet[Roll]:
    """Return the lists that two have signed and none has replaced: those a share is taken from."""
    return Roll.objects.filter(signed_by__isnull=False, replaced_by__signed_by__isnull=True)


def _locked(roll: Roll) -> Roll:
    found = Roll.objects.select_for_update().filter(pk=roll.pk).first()
    if found is None:
        raise Refused("Không làm được: danh sách này đã bỏ", cure="Lập danh sách khác.")
    return found
