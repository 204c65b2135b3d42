"""The same figure in two years: by which words it is the same, and how it differs."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from dienhong.core.figures import number
from dienhong.core.figures.number import Number
from dienhong.core.plain import without_accents

_TENTH = Decimal("0.1")
_LONGEST = 200


def key_of(mark: str, label: str, year: int) -> str:
    """Return by what a row is found again in another year's table: its mark and its words."""
    return f"{mark.rstrip('.)')} {_plain(label, year)}".strip()[:_LONGEST]


def column_key(name: str, year: int) -> str:
    """Return by what a column is found again: its name with its table's year left open."""
    return _plain(name, year)


def _plain(words: str, year: int) -> str:
    return without_accents(words).replace(str(year), "~").replace(str(year - 1), "~-1")


@dataclass(frozen=True, slots=True)
class Change:
    """A figure beside that of the year before; None where one of them is missing."""

    now: Number | None
    before: Number | None

    @property
    def difference(self) -> str:
        """Return by how much it is more, with its sign, as people read it."""
        if self.now is None or self.before is None:
            return ""
        by = self.now.value - self.before.value
        return f"{'+' if by > 0 else ''}{number.say(by)}"

    @property
    def percent(self) -> str:
        """Return by how many parts of a hundred it is more; "" where there was nothing before."""
        if self.now is None or self.before is None or not self.before.value:
            return ""
        share = (self.now.value - self.before.value) / abs(self.before.value) * 100
        tenths = share.quantize(_TENTH, ROUND_HALF_UP)
        return f"{'+' if tenths > 0 else ''}{number.say(tenths)}%"
