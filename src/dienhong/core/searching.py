"""Finding words in a text as people type them: with their accents, or without any."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dienhong.core.law.spelling import plain


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that are looked for; ``by_accent`` tells whether accents count."""

    pattern: re.Pattern[str]
    by_accent: bool

    def find(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where the words stand in ``text``, as half-open ranges, in its order."""
        folded = plain(text) if self.by_accent else bare(text)
        return tuple(found.span() for found in self.pattern.finditer(folded))


def wanted(words: str, *, by_accent: bool) -> Wanted:
    """Return how to look for ``words``: one behind the other, each whole, in any letter case.

    "cong khai" finds "công khai" unless accents count; "uỷ" and "ủy" are one word either way.
    """
    folded = plain(words) if by_accent else bare(words)
    spaced = r"\s+".join(re.escape(word) for word in folded.split())
    return Wanted(re.compile(rf"(?<!\w){spaced}(?!\w)" if spaced else "(?!)"), by_accent)


def has_accents(words: str) -> bool:
    """Tell whether somebody typed ``words`` with accents, so that these may count."""
    return plain(words) != bare(words)


def bare(text: str) -> str:
    """Return ``text`` in small letters without accents, đ as d, each letter in its place."""
    return "".join(map(_bare_letter, plain(text)))


def _bare_letter(letter: str) -> str:
    if letter.isascii():
        return letter
    return "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words in a row; ``is_hit`` tells that they are what was searched for."""

    words: str
    is_hit: bool


def cut(words: str, spans: Iterable[tuple[int, int]]) -> tuple[Stretch, ...]:
    """Return ``words`` cut where what was searched for begins and ends; empty ones left out."""
    return tuple(each for each in _stretches(words, spans) if each.words)


def _stretches(words: str, spans: Iterable[tuple[int, int]]) -> Iterator[Stretch]:
    at = 0
    for start, end in spans:
        yield Stretch(words[at:start], False)
        yield Stretch(words[start:end], True)
        at = end
    yield Stretch(words[at:], False)
