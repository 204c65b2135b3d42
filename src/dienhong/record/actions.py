"""Writing entries: in the act's own transaction, under the lock on the head row."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.journal.canonical import Json
from dienhong.core.journal.commitment import commit
from dienhong.core.journal.entry import Entry
from dienhong.core.journal.merkle import Frontier, leaf_hash
from dienhong.core.refusal import Refused
from dienhong.record.chance import some_bytes
from dienhong.record.models import JournalEntry, JournalHead

Fact = Json
# An act has the moment at which its page was asked for: two at once may be written the other way
# round, and a server that sets its clock by another moves it by less than this.
STEP_BACK = timedelta(minutes=5)


class OutsideTransaction(RuntimeError):
    """An entry was written outside its act's transaction: an error of the program."""


def write_entry(  # noqa: PLR0913 (an entry has these parts; the companions are one value)
    kind: str,
    subject: str,
    *,
    by: Actor,
    clauses: Iterable[Citation] = (),
    facts: Mapping[str, Fact] | None = None,
    digest: str = "",
    audience: str = "office",
) -> JournalEntry:
    """Append one entry and return it.

    ``subject`` is ``thing:id``; ``facts`` are dates, counts and digests, never content;
    ``digest`` is the SHA-256 of the content concerned.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(kind)
    head = JournalHead.objects.select_for_update().get(pk=1)
    entry = Entry(
        number=head.size + 1,
        previous=head.last,
        at=_moment(by.at),
        kind=kind,
        by=by.by.id,
        by_name=by.by.name,
        acting_as=by.acting_as,
        on_behalf_of=by.on_behalf_of.id if by.on_behalf_of else "",
        on_behalf_name=by.on_behalf_of.name if by.on_behalf_of else "",
        recorded_from=by.recorded_from.value,
        subject=subject,
        clauses=tuple(str(clause) for clause in clauses),
        facts=dict(facts or {}) | _circumstances(by) | _clock(head, by.at),
        digest=digest,
        audience=audience,
    )
    return _append(head, entry, by.at)


def _circumstances(by: Actor) -> dict[str, Fact]:
    """Return what an entry says besides its own facts: a stand-in, a sitting."""
    told = {"stands_in_as": by.stands_in_as, "sitting": by.sitting}
    return {name: value for name, value in told.items() if value}


def _clock(head: JournalHead, at: datetime) -> dict[str, Fact]:
    """Return a mark where the clock stands before the latest entry: its day is not to be trusted.

    It is marked and not refused: a clock that once ran ahead would keep an office from working.
    """
    if head.latest_at is None or head.latest_at - at <= STEP_BACK:
        return {}
    return {"clock_back_from": _moment(head.latest_at)}


def _append(head: JournalHead, entry: Entry, at: datetime) -> JournalEntry:
    body, salt = entry.body(), some_bytes(32)
    commitment = commit(salt, body)
    frontier = Frontier.from_list(head.size, head.frontier).append(leaf_hash(commitment))
    row = JournalEntry.objects.create(
        number=entry.number,
        at=at,
        kind=entry.kind,
        subject=entry.subject,
        audience=entry.audience,
        body=body.decode(),
        salt=salt.hex(),
        commitment=commitment.hex(),
        previous=entry.previous,
    )
    head.size, head.last, head.frontier = entry.number, row.commitment, frontier.to_list()
    head.latest_at = max(at, head.latest_at or at)
    head.save(update_fields=["size", "last", "frontier", "latest_at"])
    return row


@transaction.atomic
def write_refusal(act: str, subject: str, refusal: Refused, *, by: Actor) -> JournalEntry:
    """Write down that an act was refused, and by which clause; the act itself left nothing."""
    return write_entry(
        "record.refused",
        subject,
        by=by,
        clauses=[refusal.source] if refusal.source else [],
        facts={"act": act},
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def facts_of(entry: JournalEntry) -> dict[str, Fact]:
    """Return the facts of a stored entry."""
    facts: dict[str, Fact] = json.loads(entry.body)["facts"]
    return facts
