"""What the journal says now: each entry with the corrections that came after it.

The rule: nothing recorded is edited, so an entry that was corrected counts by what its newest
correction says. Which kind puts which right, and what of it, stands in the table below. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dienhong.reporting.figures import Event


@dataclass(frozen=True, slots=True)
class Mends:
    """A kind of entry that puts earlier ones about the same subject right.

    ``facts`` go over to them. ``where``: only to the entry whose fact of that name is what the
    correction says was ``…_before``; a matter may have several postings.
    """

    of: frozenset[str]
    facts: tuple[str, ...]
    where: str = ""
    content_kind: bool = False


_PUBLIC = frozenset({"publication.published", "publication.posted"})
MENDS = {
    "publication.corrected": Mends(_PUBLIC, ("due_on", "working_days_late"), content_kind=True),
    "publication.posting_corrected": Mends(
        frozenset({"publication.posted"}), ("posted_on", "hangs_until"), where="posted_on"
    ),
}


def as_corrected(events: Iterable[Event]) -> list[Event]:
    """Return the events, oldest first, each saying what is right now."""
    now: list[Event] = []
    places: dict[str, list[int]] = {}
    for event in events:
        mends = MENDS.get(event.kind)
        if mends:
            for place in places.get(event.subject, ()):
                if _is_meant(now[place], event, mends):
                    now[place] = _mended(now[place], event, mends)
        places.setdefault(event.subject, []).append(len(now))
        now.append(event)
    return now


def _is_meant(entry: Event, correction: Event, mends: Mends) -> bool:
    if entry.kind not in mends.of:
        return False
    before = correction.facts.get(f"{mends.where}_before")
    return not mends.where or entry.facts.get(mends.where) == before


def _mended(entry: Event, correction: Event, mends: Mends) -> Event:
    taken = {name: correction.facts[name] for name in mends.facts if name in correction.facts}
    clauses = entry.clauses
    if mends.content_kind and correction.facts.get("field") == "kind" and correction.clauses:
        clauses = (correction.clauses[0], *clauses[1:])
    return replace(
        entry,
        facts={**entry.facts, **taken},
        clauses=clauses,
        corrections=(*entry.corrections, correction.number),
    )
