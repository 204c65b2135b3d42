"""What the boards lack today: parts without a word, procedures without a department in charge."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dienhong.core.citation import Citation
from dienhong.public_service import queries, rules
from dienhong.public_service.models import Edition, Part
from dienhong.public_service.rules import Demanded, Spell
from dienhong.regulation import queries as regulation

NO_DEPARTMENT, CLOSED = "Chưa ghi phòng phụ trách", "Phòng phụ trách đã giải thể"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a board lacks: what, by which provision, since when."""

    edition: Edition
    what: str
    source: Citation | None
    since: date


def gaps(day: date) -> list[Gap]:
    """Return what the posted boards lack on ``day``, in the order of their names."""
    wanted, version = queries.demanded(day), regulation.version_on(day)
    began = version.in_force_from if version and version.in_force_from else day
    history: dict[object, list[Edition]] = defaultdict(list)
    for row in queries.once_posted():
        history[row.procedure_id].append(row)
    current = [rows[0] for rows in history.values() if rows[0].hangs]
    return [
        gap
        for edition in sorted(current, key=lambda row: (row.words_bare, row.pk))
        for gap in _of(edition, wanted, history[edition.procedure_id], began)
    ]


def _of(
    edition: Edition, wanted: Sequence[Demanded], history: Sequence[Edition], began: date
) -> Iterable[Gap]:
    for part in wanted:
        spells = [_spell(row, part) for row in history]
        since = rules.missing_since(spells, began)
        if since is not None:
            yield Gap(edition, part.label, part.source, since)
    assert edition.posted_on is not None
    if edition.department is None:
        yield Gap(edition, NO_DEPARTMENT, None, edition.posted_on)
    elif edition.department.closed_on is not None:
        since = max(edition.department.closed_on, edition.posted_on)
        yield Gap(edition, f"{CLOSED}: {edition.department}", None, since)


def _spell(edition: Edition, part: Demanded) -> Spell:
    rows: Iterable[Part] = edition.parts.all()
    row = next((row for row in rows if part.is_same(row.label, row.source)), None)
    assert edition.posted_on is not None
    return Spell(edition.posted_on, edition.ended_on, None if row is None else row.is_filled)
