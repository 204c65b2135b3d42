"""Does today's journal still contain the past that an old paper witnesses?"""

from collections.abc import Iterable

from dienhong.core.journal import fingerprint as fingerprints
from dienhong.core.journal.merkle import Frontier, leaf_hash


def contains_past(commitments: Iterable[bytes], fingerprint: str) -> int | None:
    """Return how many entries the journal had when its fingerprint was this one.

    ``commitments`` are today's, from the first. ``fingerprint`` may be as a person
    typed it (``Refused`` when it is none). 0 is the journal before its first entry;
    None means that it never had this fingerprint: the past was changed, or the paper
    is of another journal.
    """
    wanted = fingerprints.parse_fingerprint(fingerprint)
    frontier = Frontier.empty()
    if fingerprints.fingerprint(frontier.root()) == wanted:
        return 0
    for commitment in commitments:
        frontier = frontier.append(leaf_hash(commitment))
        if fingerprints.fingerprint(frontier.root()) == wanted:
            return frontier.size
    return None
