"""What a version asks of whom: its clauses by the functions that they charge."""

from collections.abc import Collection
from dataclasses import dataclass

from dienhong.core.citation import Citation
from dienhong.regulation.cues import STAFF
from dienhong.regulation.models import Provision, Version
from dienhong.regulation.queries import driving

__all__ = ["STAFF", "Asked", "asked", "bodies_named", "charged_by"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A clause that charges somebody with something.

    ``charged`` are codes of functions, ``STAFF`` for everybody; ``sets`` what was confirmed of it,
    nothing where it only stands above clauses of which something was.
    """

    source: Citation
    charged: tuple[str, ...]
    text: str
    sets: tuple[str, ...]

    def is_of(self, functions: Collection[str]) -> bool:
        """Tell whether it charges one of some functions."""
        return not set(functions).isdisjoint(self.charged)


def asked(version: Version) -> list[Asked]:
    """Return the clauses that charge somebody and of which something was confirmed, in order.

    Of a version entered from an old profile nothing is known, and nothing is returned.
    """
    sets = {
        source.address: tuple(dict.fromkeys(meant.label for meant in found))
        for source, found in driving(version).items()
    }
    rows = {row.address: row for row in reversed(version.provisions.all()) if row.charged}
    wanted = (row for address, row in reversed(rows.items()) if _is_driven(address, sets))
    return [_asked(version, row, sets.get(row.address, ())) for row in wanted]


def _is_driven(address: str, driven: Collection[str]) -> bool:
    """Tell whether a clause, or one that stands in it, sets something."""
    return address in driven or any(each.startswith(f"{address}.") for each in driven)


def _asked(version: Version, row: Provision, sets: tuple[str, ...]) -> Asked:
    text = row.text or row.heading
    return Asked(Citation(version.act, row.address), tuple(row.charged), text, sets)


def charged_by(version: Version, addresses: Collection[str]) -> dict[str, frozenset[str]]:
    """Return by address the codes of the functions that some clauses charge."""
    rows = version.provisions.filter(address__in=addresses)
    return {row.address: frozenset(row.charged) for row in rows}


def bodies_named(version: Version, addresses: Collection[str]) -> dict[str, frozenset[str]]:
    """Return by address the codes of the functions of which some clauses speak."""
    rows = version.provisions.filter(address__in=addresses)
    return {row.address: frozenset(row.named) for row in rows}
