"""Two texts side by side: which words stand in one of them only."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

# Pairs of equal words that are compared at most: a page must not wait for a text of one word
# written ten thousand times.
_MOST_PAIRS = 2_000_000
_WORD = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; ``alone`` where the other text does not have it there."""

    words: str
    alone: bool = False


def sides(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces, word by word; the pieces of each, joined, are that text.

    Spaces and line breaks make no difference.
    """
    ours, theirs = _WORD.findall(left), _WORD.findall(right)
    if _pairs(ours, theirs) > _MOST_PAIRS:
        return _whole(left), _whole(right)
    matcher = SequenceMatcher(None, _bare(ours), _bare(theirs), autojunk=False)
    stretches = matcher.get_opcodes()
    return (
        _pieces((tag, ours[start:end]) for tag, start, end, _, _ in stretches),
        _pieces((tag, theirs[start:end]) for tag, _, _, start, end in stretches),
    )


def _bare(words: list[str]) -> list[str]:
    return [word.strip() for word in words]


def _pairs(ours: list[str], theirs: list[str]) -> int:
    counted = Counter(_bare(theirs))
    return sum(times * counted[word] for word, times in Counter(_bare(ours)).items())


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, alone=True),) if text else ()


def _pieces(stretches: Iterable[tuple[str, list[str]]]) -> tuple[Piece, ...]:
    return tuple(Piece("".join(words), tag != "equal") for tag, words in stretches if words)
