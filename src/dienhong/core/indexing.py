"""The words of a text as an index keeps them, and the words that somebody looks for.

Vietnamese is written in syllables, so that two of them side by side say more than each alone:
an index keeps the single words and the pairs. "nghỉ phép" is looked for as one pair, and a text
that has "hội nghị" and "cho phép" does not hold it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dienhong.core.law.spelling import plain
from dienhong.core.searching import Stretch, bare, cut, has_accents

LONGEST = 40  # signs of a word that are compared
MOST_WORDS = 12  # of those that somebody looks for
_AROUND = 70  # signs shown before and behind what was found
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands: a half-open range."""

    text: str
    start: int
    end: int


def words_in(text: str, *, by_accent: bool) -> list[Word]:
    """Return the words of ``text`` in their order; "07/QĐ-VP" has three, and 07 is 7."""
    folded = plain(text) if by_accent else bare(text)
    return [
        Word(_compared(found[0]), found.start(), found.end()) for found in _WORD.finditer(folded)
    ]


def _compared(word: str) -> str:
    return (word.lstrip("0") or "0" if word.isdecimal() else word)[:LONGEST]


def keys_of(text: str, *, by_accent: bool) -> set[str]:
    """Return the keys under which ``text`` is found: its words, and each two side by side."""
    words = [word.text for word in words_in(text, by_accent=by_accent)]
    return {*words, *_pairs(words)}


def _pairs(words: list[str]) -> Iterator[str]:
    return (f"{one} {other}" for one, other in pairwise(words))


@dataclass(frozen=True, slots=True)
class Asked:
    """Words that are looked for; ``by_accent`` tells whether accents count."""

    words: tuple[str, ...]
    by_accent: bool

    @property
    def side_by_side(self) -> list[str]:
        """Return the keys of texts that have the words in their order."""
        return list(dict.fromkeys(_pairs(list(self.words)))) or self.apart

    @property
    def apart(self) -> list[str]:
        """Return the keys of texts that have the words anywhere."""
        return list(dict.fromkeys(self.words))


def asked(words: str) -> Asked:
    """Return how to look for what somebody typed, the first twelve words of it.

    Accents count if any were typed.
    """
    composed = unicodedata.normalize("NFC", words)
    by_accent = has_accents(composed)
    found = words_in(composed, by_accent=by_accent)
    return Asked(tuple(word.text for word in found[:MOST_WORDS]), by_accent)


def places(text: str, wanted: Asked) -> list[tuple[int, int]]:
    """Return where the words stand in ``text``: all in their order, or else each by itself."""
    words = words_in(text, by_accent=wanted.by_accent)
    return _in_order(words, wanted.words) or [
        (word.start, word.end) for word in words if word.text in wanted.words
    ]


def _in_order(words: list[Word], wanted: tuple[str, ...]) -> list[tuple[int, int]]:
    size, found, at = len(wanted), list[tuple[int, int]](), 0
    while size and at + size <= len(words):
        stretch = words[at : at + size]
        if all(word.text == other for word, other in zip(stretch, wanted, strict=True)):
            found.append((stretch[0].start, stretch[-1].end))
            at += size
        else:
            at += 1
    return found


def marked(text: str, wanted: Asked) -> tuple[Stretch, ...]:
    """Return the whole of ``text`` with the words marked."""
    return cut(text, places(text, wanted))


def excerpt(text: str, wanted: Asked) -> tuple[Stretch, ...]:
    """Return the words around the first place, marked; nothing where the words are not there."""
    text = " ".join(text.split())
    found = places(text, wanted)
    if not found:
        return ()
    first, last = _window(text, found[0])
    inside = [(start - first, end - first) for start, end in found if end <= last]
    shown = cut(text[first:last], inside)
    before = (Stretch("… ", False),) if first else ()
    behind = (Stretch(" …", False),) if last < len(text) else ()
    return (*before, *shown, *behind)


def _window(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Return from where to where to show a text, whole words only."""
    first, last = max(0, place[0] - _AROUND), min(len(text), place[1] + _AROUND)
    if first:
        space = text.find(" ", first, place[0])
        first = space + 1 if space >= 0 else place[0]
    if last < len(text):
        space = text.rfind(" ", place[1], last)
        last = space if space >= 0 else place[1]
    return first, last
