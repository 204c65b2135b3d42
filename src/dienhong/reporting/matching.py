"""Which figure an outline means by the words at a place: compared without accents. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dienhong.core.plain import without_accents
from dienhong.reporting.content import Number

# From this likeness on a figure is offered as a guess, and only if no other comes as close.
THRESHOLD = 0.72
_CLEAR_BY = 0.05
_WORD = re.compile(r"[a-z0-9]+")
# Words that stand in most labels and tell nothing apart.
_EMPTY = frozenset(
    {"so", "tong", "cac", "nhung", "da", "duoc", "trong", "ky", "viec", "luot", "lan", "cua"}
    | {"ve", "va", "theo", "tai", "o", "cho", "bao", "nhieu"}
)
# Words that turn a figure into its contrary: both have them or neither.
_CONTRARY = frozenset(["chua", "khong", "tre", "cham", "muon"])


@dataclass(frozen=True, slots=True)
class Match:
    """The figure meant, how alike the words are (0 to 1), and whether that is beyond doubt."""

    code: str
    score: float

    @property
    def is_sure(self) -> bool:
        """Tell whether the words name the figure itself."""
        return self.score == 1.0


def match(words: str, numbers: Iterable[Number]) -> Match | None:
    """Return the figure that words mean: by its code, by its very words, or the likeliest."""
    asked = " ".join(_words(words))
    ranked = sorted(
        (
            Match(number.code, max(_likeness(asked, each) for each in _names(number)))
            for number in numbers
        ),
        key=lambda found: -found.score,
    )
    if not ranked or ranked[0].score < THRESHOLD:
        return None
    rival = ranked[1].score if len(ranked) > 1 else 0.0
    is_clear = ranked[0].is_sure or ranked[0].score - rival >= _CLEAR_BY
    return ranked[0] if is_clear else None


def _names(number: Number) -> list[str]:
    return [" ".join(_words(name)) for name in (number.code, number.label, *number.words)]


def _words(text: str) -> list[str]:
    return _WORD.findall(without_accents(text.replace("_", " ")))


def _likeness(one: str, two: str) -> float:
    """Return 1 for the same words, else twice the share of telling words that both have."""
    if one == two:
        return 1.0
    first, second = set(one.split()) - _EMPTY, set(two.split()) - _EMPTY
    if not first or not second or first & _CONTRARY != second & _CONTRARY:
        return 0.0
    return min(0.99, 2 * len(first & second) / (len(first) + len(second)))
