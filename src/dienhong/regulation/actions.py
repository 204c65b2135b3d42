"""What people do to the regulation: upload a text, issue it, settle what it leaves open."""

import hashlib
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.citation import BASES, DECISION, Citation, address_of
from dienhong.core.law.finding.finding import Finding
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Kind, Node, Tree
from dienhong.organisation.actions import check_power
from dienhong.record.actions import write_entry
from dienhong.regulation import deciding, queries, reading, rules, vocabulary
from dienhong.regulation.cues import find_in, read_charged
from dienhong.regulation.models import Parameter, Provision, Settled, Version

Decision = Parameter.Decision


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
    speaks = read_charged(tree)
    return [_provision(version, order, node, speaks) for order, node in enumerate(tree.nodes, 1)]


def _provision(
    version: Version, order: int, node: Node, speaks: Mapping[str, tuple[list[str], list[str]]]
) -> Provision:
    address = address_of(node.part, node.address)
    charged, named = speaks.get(address, ([], []))
    return Provision(
        version=version,
        order=order,
        address=address,
        kind=node.kind.value,
        heading=node.heading,
        text=node.text,
        start=node.start,
        charged=charged,
        named=named,
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
    _check_decided(version)
    rules.check_doubts_seen(len(doubts), doubts_seen)
    _check_days(issued_on, in_force_from, by.today)
    heard = _heard(origin, by.today)
    decided = _of_the_decision(version, issued_on)
    rules.check_declared(origin, issued_on, in_force_from, by.today)
    _put_into_force(version, number, issued_on, in_force_from, origin)
    write_entry(
        "regulation.issued",
        f"version:{version.number}",
        by=by,
        clauses=list(dict.fromkeys([*decided, *_replaces(version), *sorted(doubts), *heard])),
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


def _check_decided(version: Version) -> None:
    """Refuse a draft in which the start still waits, or a number has two values."""
    rows = list(version.parameters.all())
    waiting = [row for row in rows if row.decision == Decision.PENDING]
    rules.check_nothing_pending(sum(row.meant.is_start for row in waiting))
    deciding.check_one_value_each(row for row in rows if row.holds)


def _check_days(issued_on: date, in_force_from: date, today: date) -> None:
    others = Version.objects.filter(stage=Version.Stage.ISSUED)
    taken = {day for day in others.values_list("in_force_from", flat=True) if day}
    rules.check_days(issued_on, in_force_from, today, taken)


def _heard(origin: rules.Origin, today: date) -> list[Citation]:
    """Return the law's clauses by which the union was heard; none for what held before."""
    heard = [] if origin.declared else queries.heard(today)
    rules.check_heard(origin, next(iter(heard), None))
    return heard


def _put_into_force(
    version: Version, number: str, issued_on: date, in_force_from: date, origin: rules.Origin
) -> None:
    version.decision_number, version.issued_on = number, issued_on
    version.in_force_from, version.stage = in_force_from, Version.Stage.ISSUED
    version.origin = Version.Origin.DECLARED if origin.declared else Version.Origin.NEW
    version.union_paper = "" if origin.declared else origin.union_paper.strip()
    days = ["decision_number", "issued_on", "in_force_from"]
    version.save(update_fields=[*days, "stage", "origin", "union_paper"])


def _of_the_decision(version: Version, day: date) -> list[Citation]:
    """Return articles and legal bases of the issuing decision, else the version itself."""
    articles = version.provisions.filter(kind=Kind.ARTICLE, address__startswith=f"{DECISION}.")
    found = [Citation(version.act, row.address) for row in articles]
    if reading.bases(version, day):
        found.append(Citation(version.act, BASES))
    return found or [Citation(version.act)]


def _replaces(version: Version) -> list[Citation]:
    """Return the version's own clauses on what it replaces and from when it holds."""
    return queries.own_clauses("regulation.in_force", version)


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
    unit, bound = unit or next(iter(meant.counted_in), ""), bound or meant.bound
    rules.check_needs_settling(queries.needs_settling(name, holds_from), meant.label)
    rules.check_value(meant, value, bound)
    rules.check_settled(holds_from, by.today, decided_by, ground)
    rules.check_unit(unit, meant.counted_in, meant.label)
    row = Settled.objects.create(
        name=name,
        value=value,
        unit=unit,
        bound=bound,
        holds_from=holds_from,
        decided_by=decided_by.strip(),
        ground=ground.strip(),
        entered_by=by.author.name,
        entered_at=by.at,
    )
    _write_settled(row, by)
    return row


def _write_settled(row: Settled, by: Actor) -> None:
    write_entry(
        "regulation.settled",
        f"settled:{row.pk}",
        by=by,
        clauses=[row.source],
        facts={
            "name": row.name,
            "value": row.said,
            "holds_from": row.holds_from.isoformat(),
            "decided_by": row.decided_by,
        },
    )


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
        clauses=[
            *(source for _, found in weaker for source in found.sources),
            *queries.own_clauses("regulation.within_law", version),
        ],
        facts={"read": [f"{row.name}={deciding.short(row)}" for row in rows]},
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
            charged=row.get("charged", []),
            named=row.get("named", []),
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
