"""Reading the journal: its head, its fingerprint, its entries, and the export."""

import json
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any

from dienhong.core.journal import export
from dienhong.core.journal.entry import Entry
from dienhong.core.journal.fingerprint import fingerprint
from dienhong.core.journal.merkle import Frontier, Tree
from dienhong.core.journal.verify import Report, verify
from dienhong.record.models import JournalEntry, JournalHead

_OPENED = {
    "public": {"public"},
    "office": {"public", "office"},
    "all": {"public", "office", "sealed"},
}


def head() -> tuple[int, str]:
    """Return how many entries there are and the fingerprint of all of them."""
    row = JournalHead.objects.get(pk=1)
    return row.size, fingerprint(_frontier(row).root())


def last() -> str:
    """Return the commitment of the last entry: while it is the same, nothing was written."""
    return str(JournalHead.objects.values_list("last", flat=True).get(pk=1))


def end() -> tuple[int, str, str]:
    """Return how many entries there are, their fingerprint, and their root in hexadecimal."""
    row = JournalHead.objects.get(pk=1)
    root = _frontier(row).root()
    return row.size, fingerprint(root), root.hex()


def _frontier(row: JournalHead) -> Frontier:
    return Frontier.from_list(row.size, row.frontier)


def last_of(*kinds: str) -> JournalEntry | None:
    """Return the newest entry of any of some kinds."""
    return JournalEntry.objects.filter(kind__in=kinds).order_by("-number").first()


def entries_about(subject: str) -> list[JournalEntry]:
    """Return what was written about one thing, oldest first."""
    return list(JournalEntry.objects.filter(subject=subject))


def newest_about(
    subject: str, size: int, kinds: Collection[str] | None = None
) -> list[JournalEntry]:
    """Return the newest entries about one thing that are not sealed, of some kinds if given."""
    rows = JournalEntry.objects.filter(subject=subject).exclude(audience="sealed")
    if kinds is not None:
        rows = rows.filter(kind__in=kinds)
    return list(rows.order_by("-number")[:size])


def opened(entry: JournalEntry) -> dict[str, Any]:
    """Return the body of a stored entry by the names of its members."""
    body: dict[str, Any] = json.loads(entry.body)
    return body


def export_lines(agency: str, *, at: datetime, audience: str = "office") -> Iterator[bytes]:
    """Give the export file line by line: every commitment, and what the reader may open.

    ``audience`` is ``office`` (everything but sealed entries), ``public`` (public entries), or
    ``all``, for a copy of the whole office, which holds the sealed openings anyway.
    Only the entries that the head counted when it was read are given: one whole journal.
    """
    row = JournalHead.objects.get(pk=1)
    opened = _OPENED[audience]
    stamp = at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    root = _frontier(row).root()
    yield export.write_header(agency=agency, exported_at=stamp, size=row.size, root=root)
    entries = JournalEntry.objects.filter(number__lte=row.size).order_by("number")
    for entry in entries.iterator(chunk_size=500):
        yield _line(entry, entry.audience in opened)


def _line(entry: JournalEntry, opened: bool) -> bytes:
    if not opened:
        commitment = bytes.fromhex(entry.commitment)
        return export.write_line(number=entry.number, commitment=commitment)
    try:
        body = Entry.from_body(entry.body.encode())
        return export.write_line(
            number=entry.number,
            commitment=bytes.fromhex(entry.commitment),
            opening=export.Opening(bytes.fromhex(entry.salt), body),
        )
    except ValueError:
        return export.write_as_found(
            number=entry.number, commitment=entry.commitment, salt=entry.salt, body=entry.body
        )


def check(agency: str, *, at: datetime) -> Report:
    """Verify the journal as it is stored: every opening, the chain, and the head's own root."""
    return verify(export_lines(agency, at=at))


def page_of_entries(before: int | None, size: int) -> list[JournalEntry]:
    """Return the newest ``size`` entries that are not sealed, those below ``before`` if given."""
    rows = JournalEntry.objects.exclude(audience="sealed").order_by("-number")
    return list((rows.filter(number__lt=before) if before else rows)[:size])


def commitments() -> Iterator[bytes]:
    """Give the commitments of all entries in order."""
    rows = JournalEntry.objects.order_by("number").values_list("commitment", flat=True)
    yield from (bytes.fromhex(row) for row in rows.iterator(chunk_size=2_000))


def tree() -> Tree:
    """Return the whole tree, to prove several things with."""
    return Tree(commitments())


def opening_of(entry: JournalEntry) -> export.Opening:
    """Return what opens the commitment of a stored entry; ``ValueError`` if it was damaged."""
    opening = export.Opening(bytes.fromhex(entry.salt), Entry.from_body(entry.body.encode()))
    if not opening.fits(bytes.fromhex(entry.commitment)):
        raise ValueError(f"entry {entry.number} does not fit its commitment")
    return opening
