"""What people do to the regulation: upload a text, confirm what was read, issue it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.citation import DECISION, Citation
from dienhong.core.law.findings import Finding, find_publication
from dienhong.core.law.parse import parse
from dienhong.core.law.tree import Kind, Node, Part, Tree
from dienhong.organisation.actions import check_power
from dienhong.record.actions import write_entry
from dienhong.regulation import queries, rules, vocabulary
from dienhong.regulation.models import Parameter, Provision, Version

Decision = Parameter.Decision
# The edition of each row as the page showed it, by its order; None where no page was read.
Seen = Mapping[int, int] | None
_DECIDED = ["decision", "decided_by", "decided_at", "edition"]


def address_of(part: Part, address: str) -> str:
    """Return a node's address as citations write it: those of the decision begin with ``qd.``."""
    if part is not Part.DECISION:
        return address
    return f"{DECISION}.{address}" if address else DECISION


def upload(source: str, *, name: str, by: Actor, file_digest: str = "") -> Version:
    """Read a text and keep it, with its provisions and what was found in it, as a draft.

    ``file_digest`` is that of the file from which the text was read (SHA-256), "" for pasted
    words. It is read before the transaction begins: nobody else's act waits for that.
    """
    check_power(rules.PREPARE, by)
    rules.check_lines(source.count("\n"))
    tree = parse(source)
    rules.check_provisions(len(tree.nodes))
    return _keep(tree, find_publication(tree), name=name, by=by, file_digest=file_digest)


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


def _rows(version: Version, orders: Iterable[int], seen: Seen) -> list[Parameter]:
    rows = list(version.parameters.filter(order__in=list(orders)))
    rules.check_some(len(rows))
    _check_as_read(rows, seen)
    return rows


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
    version = _open_draft(version.number, by)
    rows = _rows(version, orders, seen)
    for row in rows:
        rules.check_unit(row.unit, vocabulary.BY_NAME[row.name].units, row.label)
        # What a person put in its place is not confirmed "as read", however often it is confirmed.
        _decide(row, Decision.CORRECTED if row.because else Decision.CONFIRMED, by)
    Parameter.objects.bulk_update(rows, _DECIDED)
    _write_decision("regulation.confirmed", version, rows, by)


@transaction.atomic
def leave_open(version: Version, orders: Iterable[int], *, seen: Seen = None, by: Actor) -> None:
    """Leave what was read open: it does not count, and the law's value holds if there is one."""
    version = _open_draft(version.number, by)
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
    because: str,
    edition: int | None = None,
    by: Actor,
) -> None:
    """Put a person's reading in place of the program's, with the reason; both are kept.

    ``edition`` is the one that the person has read; None where no page was read.
    """
    version = _open_draft(version.number, by)
    row = version.parameters.get(order=order)
    _check_as_read([row], None if edition is None else {order: edition})
    rules.check_correction(value, because)
    row.value, row.unit, row.because = value, unit or row.unit, because.strip()
    _decide(row, Decision.CORRECTED, by)
    row.save(update_fields=["value", "unit", "because", *_DECIDED])
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
    """Enter a number or an item that stands in the text but was not found by the program.

    A number that another has entered meanwhile is theirs: who enters it sees both and chooses,
    and ``edition`` then says which of theirs was seen (0: none; None where no page was read).
    """
    version = _open_draft(version.number, by)
    rules.check_correction(value, because)
    rules.check_address(address, set(version.provisions.values_list("address", flat=True)))
    entered = version.parameters.filter(name=name)
    if vocabulary.BY_NAME[name].is_list:
        rules.check_not_entered(entered.filter(address=address, value=value).exists())
    elif edition is not None and (row := entered.first()) is not None:
        _check_as_read([row], {row.order: edition})
        row.address, row.value, row.unit, row.because = address, value, unit, because.strip()
        _decide(row, Decision.CORRECTED, by)
        row.save(update_fields=["address", "value", "unit", "because", *_DECIDED])
        _write_decision("regulation.corrected", version, [row], by)
        return
    last = version.parameters.order_by("-order").values_list("order", flat=True).first() or 0
    row = Parameter.objects.create(
        version=version,
        order=last + 1,
        name=name,
        address=address,
        value=value,
        unit=unit,
        bound=bound,
        because=because.strip(),
        decision=Decision.CORRECTED,
        decided_by=by.author.name,
        decided_at=by.at,
    )
    _write_decision("regulation.entered", version, [row], by)


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
    doubts: int = 0,
    doubts_seen: bool = False,
    by: Actor,
) -> Version:
    """Issue a draft under the number and date of the signed decision; it holds from a day on."""
    version = _open_draft(version.number, by)
    rows = list(version.parameters.all())
    waiting = [row for row in rows if row.decision == Decision.PENDING]
    rules.check_nothing_pending(sum(row.meant.is_start for row in waiting))
    for name, held in Counter(row.name for row in rows if row.holds).items():
        meant = vocabulary.BY_NAME[name]
        rules.check_one_value(meant.label, 0 if meant.is_list else held)
    rules.check_doubts_seen(doubts, doubts_seen)
    others = Version.objects.filter(stage=Version.Stage.ISSUED)
    taken = {day for day in others.values_list("in_force_from", flat=True) if day}
    rules.check_days(issued_on, in_force_from, by.today, taken)
    version.decision_number, version.issued_on = number, issued_on
    version.in_force_from, version.stage = in_force_from, Version.Stage.ISSUED
    version.save(update_fields=["decision_number", "issued_on", "in_force_from", "stage"])
    write_entry(
        "regulation.issued",
        f"version:{version.number}",
        by=by,
        clauses=_of_the_decision(version),
        facts={
            "number": number,
            "issued_on": issued_on.isoformat(),
            "in_force_from": in_force_from.isoformat(),
        },
        digest=version.source_digest,
        audience="public",
    )
    return version


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
def adopt_profile(profile: Mapping[str, Any], *, by: Actor) -> Version:
    """Make a draft from a profile: addresses, our summaries, and confirmed parameters, no text."""
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


def _keep_profile(version: Version, profile: Mapping[str, Any], by: Actor) -> None:
    Provision.objects.bulk_create(
        Provision(
            version=version,
            order=order,
            address=address_of(Part(row["part"]), row["address"]),
            kind=row["kind"],
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
            found=row["value"],
            unit=row.get("unit", ""),
            bound=row.get("bound", ""),
            reason="theo hồ sơ cấu hình của quy chế",
            decision=Decision.CONFIRMED,
            decided_by=by.author.name,
        )
        for order, row in enumerate(profile["parameter"], 1)
    )
