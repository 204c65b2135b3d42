"""What people do to the regulation: upload a text, confirm what was read, issue it."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.citation import DECISION, Citation, address_of
from dienhong.core.law.finding.finding import Finding
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Kind, Node, Tree
from dienhong.organisation.actions import check_power
from dienhong.record.actions import write_entry
from dienhong.regulation import queries, rules, vocabulary
from dienhong.regulation.cues import find_in
from dienhong.regulation.models import Parameter, Provision, Settled, Version

Decision = Parameter.Decision
# The edition of each row as the page showed it, by its order; None where no page was read.
Seen = Mapping[int, int] | None
_DECIDED = ["decision", "decided_by", "decided_at", "edition"]


def upload(source: str, *, name: str, by: Actor, file_digest: str = "") -> Version:
    """Read a text and keep it, with its provisions and what was found in it, as a draft.

    ``file_digest`` is that of the file from which the text was read (SHA-256), "" for pasted
    words. It is read before the transaction begins: nobody else's act waits for that.
    """
    check_power(rules.PREPARE, by)
    rules.check_lines(source.count("\n"))
    tree = parse(source)
    rules.check_provisions(len(tree.nodes))
    return _keep(tree, find_in(tree), name=name, by=by, file_digest=file_digest)


@transaction.atomic
def _keep(
    tree: Tree, found: tuple[Finding, ...], *, name: str, by: Actor, file_digest: str
) -> Version:
    source = tree.source
    digest = hashlib.sha256(source.encode()).hexdigest()
    version = Version.objects.create(
        number=queries.next_number(),
        title=tree.header.title[:400] or "Quy chế thực hiện dân chủ",
        decision_number=tree.header.number[:60],
        issued_on=tree.header.issued_on,
        source=source,
        source_name=name,
        source_digest=digest,
        uploaded_at=by.at,
    )
    Provision.objects.bulk_create(_provisions(version, tree))
    Parameter.objects.bulk_create(
        _parameter(version, order, finding) for order, finding in enumerate(found, 1)
    )
    write_entry(
        "regulation.uploaded",
        f"version:{version.number}",
        by=by,
        facts={"provisions": len(tree.nodes), "found": len(found), "file": file_digest},
        digest=digest,
    )
    return version


def _provisions(version: Version, tree: Tree) -> list[Provision]:
    return [_provision(version, order, node) for order, node in enumerate(tree.nodes, 1)]


def _provision(version: Version, order: int, node: Node) -> Provision:
    return Provision(
        version=version,
        order=order,
        address=address_of(node.part, node.address),
        kind=node.kind.value,
        heading=node.heading,
        text=node.text,
        start=node.start,
    )


def _parameter(version: Version, order: int, finding: Finding) -> Parameter:
    return Parameter(
        version=version,
        order=order,
        name=finding.name,
        address=address_of(finding.part, finding.address),
        value=finding.value,
        found=finding.value,
        unit=finding.unit,
        bound=finding.bound,
        quote=finding.quote,
        start=finding.start,
        end=finding.end,
        confidence=finding.confidence.value,
        reason=finding.reason,
    )


def _open_draft(number: int, by: Actor) -> Version:
    check_power(rules.PREPARE, by)
    version = Version.objects.select_for_update().defer("source").get(pk=number)
    rules.check_still_draft(version.stage == Version.Stage.DRAFT)
    return version


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
    _check_one_value_each(held)


def _check_one_value_each(held: Iterable[Parameter]) -> None:
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
    rules.check_correction(meant, value, bound or meant.bound, because)
    rules.check_address(address, set(version.provisions.values_list("address", flat=True)))
    unit = unit or next(iter(meant.counted_in), "")
    rules.check_unit(unit, meant.counted_in, meant.label)
    said = {
        "address": address,
        "value": value,
        "unit": unit,
        "bound": bound or meant.bound,
        "because": because.strip(),
    }
    entered = version.parameters.filter(name=name)
    if meant.is_list:
        rules.check_not_entered(entered.filter(address=address, value=value).exists())
    elif edition is not None and (row := entered.first()) is not None:
        _check_as_read([row], {row.order: edition})
        _check_may_decide(version, [row])
        _enter_over(row, said, by)
        _check_single(version, [name])
        _write_decision("regulation.corrected", version, [row], by)
        return
    row = _enter_new(version, name, said, by)
    _check_single(version, [name])
    _write_decision("regulation.entered", version, [row], by)


def _check_may_enter(version: Version, meant: vocabulary.Parameter) -> None:
    if meant.is_start:
        rules.check_still_draft(version.stage == Version.Stage.DRAFT)


def _enter_over(row: Parameter, said: Mapping[str, Any], by: Actor) -> None:
    for field, value in said.items():
        setattr(row, field, value)
    _decide(row, Decision.CORRECTED, by)
    row.save(update_fields=[*said, *_DECIDED])


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
            "read": [f"{row.name}={_short(row)}" for row in rows],
            "editions": [row.edition for row in rows],
        },
    )


def _short(row: Parameter) -> str:
    return f"{row.value}{' ' + row.unit if row.unit else ''}"[:80]


@transaction.atomic
def issue(  # noqa: PLR0913 (what a decision says about itself)
    version: Version,
    *,
    number: str,
    issued_on: date,
    in_force_from: date,
    origin: rules.Origin,
    doubts: Collection[Citation] = (),
    doubts_seen: bool = False,
    by: Actor,
) -> Version:
    """Issue a draft under the number and date of the signed decision; it holds from a day on.

    Only the part with which an office starts has to be decided; the rest may wait.
    ``doubts`` are the provisions whose words are doubtful: once read, the entry cites them.
    """
    version = _open_draft(version.number, by)
    rows = list(version.parameters.all())
    waiting = [row for row in rows if row.decision == Decision.PENDING]
    rules.check_nothing_pending(sum(row.meant.is_start for row in waiting))
    _check_one_value_each(row for row in rows if row.holds)
    rules.check_doubts_seen(len(doubts), doubts_seen)
    others = Version.objects.filter(stage=Version.Stage.ISSUED)
    taken = {day for day in others.values_list("in_force_from", flat=True) if day}
    rules.check_days(issued_on, in_force_from, by.today, taken)
    heard = () if origin.declared else queries.heard(by.today)
    rules.check_heard(origin, next(iter(heard), None))
    rules.check_declared(origin, issued_on, in_force_from, by.today)
    _put_into_force(version, number, issued_on, in_force_from, origin)
    write_entry(
        "regulation.issued",
        f"version:{version.number}",
        by=by,
        clauses=[*_of_the_decision(version), *sorted(set(doubts)), *heard],
        facts={
            "number": number,
            "issued_on": issued_on.isoformat(),
            "in_force_from": in_force_from.isoformat(),
            "origin": str(version.origin),
            "union_paper": version.union_paper,
        },
        digest=version.source_digest,
        audience="public",
    )
    return version


def _put_into_force(
    version: Version, number: str, issued_on: date, in_force_from: date, origin: rules.Origin
) -> None:
    version.decision_number, version.issued_on = number, issued_on
    version.in_force_from, version.stage = in_force_from, Version.Stage.ISSUED
    version.origin = Version.Origin.DECLARED if origin.declared else Version.Origin.NEW
    version.union_paper = "" if origin.declared else origin.union_paper.strip()
    days = ["decision_number", "issued_on", "in_force_from"]
    version.save(update_fields=[*days, "stage", "origin", "union_paper"])


def _of_the_decision(version: Version) -> list[Citation]:
    """Return the articles of the issuing decision; the version itself where it came without one."""
    articles = version.provisions.filter(kind=Kind.ARTICLE, address__startswith=f"{DECISION}.")
    found = [Citation(version.act, row.address) for row in articles]
    return found or [Citation(version.act)]


@transaction.atomic
def abandon(version: Version, *, by: Actor) -> None:
    """Put a draft aside; what was read in it stays for whoever asks why."""
    version = _open_draft(version.number, by)
    version.stage = Version.Stage.ABANDONED
    version.save(update_fields=["stage"])
    write_entry("regulation.abandoned", f"version:{version.number}", by=by)


@transaction.atomic
def settle(  # noqa: PLR0913 (what was decided, by whom, why)
    name: str,
    *,
    value: int | str,
    unit: str = "",
    bound: str = "",
    holds_from: date,
    decided_by: str,
    ground: str,
    by: Actor,
) -> Settled:
    """Record a value that the agency sets itself: neither regulation nor law surely does.

    Nothing is edited: a later row takes over from its day.
    """
    check_power(rules.SETTLE, by)
    meant = vocabulary.BY_NAME[name]
    rules.check_needs_settling(queries.needs_settling(name, holds_from), meant.label)
    rules.check_value(meant, value, bound or meant.bound)
    rules.check_settled(holds_from, by.today, decided_by, ground)
    unit = unit or next(iter(meant.counted_in), "")
    rules.check_unit(unit, meant.counted_in, meant.label)
    row = Settled.objects.create(
        name=name,
        value=value,
        unit=unit,
        bound=bound or meant.bound,
        holds_from=holds_from,
        decided_by=decided_by.strip(),
        ground=ground.strip(),
        entered_by=by.author.name,
        entered_at=by.at,
    )
    write_entry(
        "regulation.settled",
        f"settled:{row.pk}",
        by=by,
        clauses=[row.source],
        facts={
            "name": name,
            "value": row.said,
            "holds_from": holds_from.isoformat(),
            "decided_by": row.decided_by,
        },
    )
    return row


@transaction.atomic
def acknowledge_weaker(version: Version, *, by: Actor) -> None:
    """Say that the head has read which values of a version are weaker than the law's of today."""
    check_power(rules.READ_WEAKER, by)
    weaker = queries.weaker_unread(version, by.today)
    rules.check_weaker_unread(len(weaker))
    for row, _ in weaker:
        row.weaker_read_by, row.weaker_read_at = by.author.name, by.at
    rows = [row for row, _ in weaker]
    Parameter.objects.bulk_update(rows, ["weaker_read_by", "weaker_read_at"])
    write_entry(
        "regulation.weaker_read",
        f"version:{version.number}",
        by=by,
        clauses=[source for _, found in weaker for source in found.sources],
        facts={"read": [f"{row.name}={_short(row)}" for row in rows]},
    )


@transaction.atomic
def adopt_profile(profile: Mapping[str, Any], *, by: Actor) -> Version:
    """Make a draft from a profile: addresses, our summaries, and decided parameters, no text."""
    version = Version.objects.create(
        number=queries.next_number(),
        title=profile["title"],
        source_digest=profile["source_sha256"],
        uploaded_at=by.at,
    )
    _keep_profile(version, profile, by)
    write_entry(
        "regulation.profile_adopted",
        f"version:{version.number}",
        by=by,
        facts={"provisions": len(profile["provision"]), "found": len(profile["parameter"])},
        digest=profile["source_sha256"],
    )
    return version


# What a profile says of a parameter, as a decision: what was entered was not read.
_DECISION_OF = {
    "found": Decision.CONFIRMED,
    "corrected": Decision.CORRECTED,
    "entered": Decision.CORRECTED,
    "open": Decision.OPEN,
}


def _keep_profile(version: Version, profile: Mapping[str, Any], by: Actor) -> None:
    Provision.objects.bulk_create(
        Provision(
            version=version,
            order=order,
            address=address_of(row["part"], row["address"]),
            kind=row["kind"],
            heading=row.get("heading", ""),
            text=row["gist"],
            is_gist=True,
        )
        for order, row in enumerate(profile["provision"], 1)
    )
    Parameter.objects.bulk_create(
        Parameter(
            version=version,
            order=order,
            name=row["name"],
            address=row["address"],
            value=row["value"],
            found=None if row["origin"] == "entered" else row.get("found", row["value"]),
            unit=row.get("unit", ""),
            bound=row.get("bound", ""),
            confidence=row.get("confidence", ""),
            reason="theo hồ sơ cấu hình của quy chế",
            decision=_DECISION_OF[row["origin"]],
            because=row.get("because", ""),
            decided_by=by.author.name,
        )
        for order, row in enumerate(profile["parameter"], 1)
    )
