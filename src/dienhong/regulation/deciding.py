"""What people decide on what was read: confirm, leave open, correct, enter what is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.organisation.actions import check_power
from dienhong.record.actions import write_entry
from dienhong.regulation import queries, rules, vocabulary
from dienhong.regulation.models import Parameter, Version

Decision = Parameter.Decision
# The edition of each row as the page showed it, by its order; None where no page was read.
Seen = Mapping[int, int] | None
_DECIDED = ["decision", "decided_by", "decided_at", "edition"]


def _open_for_decisions(number: int, by: Actor) -> Version:
    """Lock a version in which something may still be decided: a draft, or an issued one."""
    check_power(rules.PREPARE, by)
    version = Version.objects.select_for_update().defer("source").get(pk=number)
    _check_may_decide(version, ())
    return version


def _check_may_decide(version: Version, rows: Iterable[Parameter]) -> None:
    """What an issued version has decided is in force: of it only what still waits is open."""
    stage = Version.Stage(version.stage)
    decided = sum(row.decision != Decision.PENDING for row in rows)
    rules.check_may_decide(stage is Version.Stage.DRAFT, stage is Version.Stage.ISSUED, decided)


def _rows(version: Version, orders: Iterable[int], seen: Seen) -> list[Parameter]:
    rows = list(version.parameters.filter(order__in=list(orders)))
    rules.check_some(len(rows))
    _check_as_read(rows, seen)
    _check_may_decide(version, rows)
    return rows


def _check_single(version: Version, names: Iterable[str]) -> None:
    """A number of a version in force has one value at every moment, not only when issued."""
    if version.stage != Version.Stage.ISSUED:
        return
    held = version.parameters.filter(name__in=set(names), decision__in=queries.HOLDS)
    check_one_value_each(held)


def check_one_value_each(held: Iterable[Parameter]) -> None:
    """Refuse a number of which two rows hold."""
    for name, count in Counter(row.name for row in held).items():
        meant = vocabulary.BY_NAME[name]
        rules.check_one_value(meant.label, 0 if meant.is_list else count)


def _check_as_read(rows: Iterable[Parameter], seen: Seen) -> None:
    if seen is not None:
        rules.check_as_read([_now(row) for row in rows if seen.get(row.order) != row.edition])


def _now(row: Parameter) -> str:
    who = f", {row.decided_by} ghi" if row.decided_by else ""
    at = f" lúc {timezone.localtime(row.decided_at):%H:%M %d/%m/%Y}" if row.decided_at else ""
    return f"«{row.label}» nay là «{row.said}»: {row.get_decision_display()}{who}{at}."


def _decide(row: Parameter, decision: Decision, by: Actor) -> None:
    row.decision, row.decided_by, row.decided_at = decision, by.author.name, by.at
    row.edition += 1


@transaction.atomic
def confirm(version: Version, orders: Iterable[int], *, seen: Seen = None, by: Actor) -> None:
    """Confirm what was read, one parameter or a whole list in one act."""
    version = _open_for_decisions(version.number, by)
    rows = _rows(version, orders, seen)
    for row in rows:
        rules.check_unit(row.unit, row.meant.counted_in, row.label)
        # What a person put in its place is not confirmed "as read", however often it is confirmed.
        _decide(row, Decision.CORRECTED if row.because else Decision.CONFIRMED, by)
    Parameter.objects.bulk_update(rows, _DECIDED)
    _check_single(version, [row.name for row in rows])
    _write_decision("regulation.confirmed", version, rows, by)


@transaction.atomic
def leave_open(version: Version, orders: Iterable[int], *, seen: Seen = None, by: Actor) -> None:
    """Leave what was read open: it does not count, and the law's value holds if there is one."""
    version = _open_for_decisions(version.number, by)
    rows = _rows(version, orders, seen)
    for row in rows:
        _decide(row, Decision.OPEN, by)
    Parameter.objects.bulk_update(rows, _DECIDED)
    _write_decision("regulation.left_open", version, rows, by)


@transaction.atomic
def correct(  # noqa: PLR0913 (a reading has these parts)
    version: Version,
    order: int,
    *,
    value: int | str,
    unit: str = "",
    bound: str = "",
    because: str,
    edition: int | None = None,
    by: Actor,
) -> None:
    """Put a person's reading in place of the program's, with the reason; both are kept.

    ``edition`` is the one that the person has read; None where no page was read.
    """
    version = _open_for_decisions(version.number, by)
    row = version.parameters.get(order=order)
    _check_as_read([row], None if edition is None else {order: edition})
    _check_may_decide(version, [row])
    unit, bound = unit or row.unit, bound or row.bound
    rules.check_correction(row.meant, value, bound, because)
    rules.check_unit(unit, row.meant.counted_in, row.label)
    row.value, row.unit, row.bound, row.because = value, unit, bound, because.strip()
    _decide(row, Decision.CORRECTED, by)
    row.save(update_fields=["value", "unit", "bound", "because", *_DECIDED])
    _check_single(version, [row.name])
    _write_decision("regulation.corrected", version, [row], by)


@transaction.atomic
def enter(  # noqa: PLR0913 (a parameter has these parts)
    version: Version,
    name: str,
    *,
    address: str,
    value: int | str,
    unit: str = "",
    bound: str = "",
    because: str,
    edition: int | None = None,
    by: Actor,
) -> None:
    """Enter a number, an item or a duty that stands in the text but was not found.

    A number that another has entered meanwhile is theirs: who enters it sees both and chooses,
    and ``edition`` then says which of theirs was seen (0: none; None where no page was read).
    In an issued version nothing is entered that the start of the office rested on.
    """
    version = _open_for_decisions(version.number, by)
    meant = vocabulary.BY_NAME[name]
    _check_may_enter(version, meant)
    said = _entry(meant, address, value, unit, bound, because)
    _check_entry(version, meant, said)
    other = _entered_meanwhile(version, meant, said, edition)
    row = _enter_over(other, said, by) if other else _enter_new(version, name, said, by)
    _check_single(version, [name])
    _write_decision("regulation.corrected" if other else "regulation.entered", version, [row], by)


def _entry(
    meant: vocabulary.Parameter,
    address: str,
    value: int | str,
    unit: str,
    bound: str,
    because: str,
) -> dict[str, Any]:
    """Return what is entered as a row holds it; unit and bound are the vocabulary's if not said."""
    return {
        "address": address,
        "value": value,
        "unit": unit or next(iter(meant.counted_in), ""),
        "bound": bound or meant.bound,
        "because": because.strip(),
    }


def _check_entry(version: Version, meant: vocabulary.Parameter, said: Mapping[str, Any]) -> None:
    rules.check_correction(meant, said["value"], said["bound"], said["because"])
    known = set(version.provisions.values_list("address", flat=True))
    rules.check_address(said["address"], known)
    rules.check_unit(said["unit"], meant.counted_in, meant.label)


def _entered_meanwhile(
    version: Version, meant: vocabulary.Parameter, said: Mapping[str, Any], edition: int | None
) -> Parameter | None:
    """Return the row of a number that another has entered, which this entry goes over.

    Of a list nothing goes over anything: an item that is there already is refused.
    """
    entered = version.parameters.filter(name=meant.name)
    if meant.is_list:
        same = entered.filter(address=said["address"], value=said["value"])
        rules.check_not_entered(same.exists())
        return None
    row = None if edition is None else entered.first()
    if row is not None and edition is not None:
        _check_as_read([row], {row.order: edition})
        _check_may_decide(version, [row])
    return row


def _check_may_enter(version: Version, meant: vocabulary.Parameter) -> None:
    if meant.is_start:
        rules.check_still_draft(version.stage == Version.Stage.DRAFT)


def _enter_over(row: Parameter, said: Mapping[str, Any], by: Actor) -> Parameter:
    for field, value in said.items():
        setattr(row, field, value)
    _decide(row, Decision.CORRECTED, by)
    row.save(update_fields=[*said, *_DECIDED])
    return row


def _enter_new(version: Version, name: str, said: Mapping[str, Any], by: Actor) -> Parameter:
    last = version.parameters.order_by("-order").values_list("order", flat=True).first() or 0
    return Parameter.objects.create(
        version=version,
        order=last + 1,
        name=name,
        decision=Decision.CORRECTED,
        decided_by=by.author.name,
        decided_at=by.at,
        **said,
    )


def _write_decision(kind: str, version: Version, rows: list[Parameter], by: Actor) -> None:
    write_entry(
        kind,
        f"version:{version.number}",
        by=by,
        clauses=[Citation(version.act, row.address) for row in rows],
        facts={
            "read": [f"{row.name}={short(row)}" for row in rows],
            "editions": [row.edition for row in rows],
        },
    )


def short(row: Parameter) -> str:
    """Return a row's value as an entry of the journal says it."""
    return f"{row.value}{' ' + row.unit if row.unit else ''}"[:80]
