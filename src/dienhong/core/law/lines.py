"""A source as lines, folded for matching without moving any character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_SPACES += "\u202f\u205f\u3000"
# Eth looks like the Vietnamese letter and stands for it on many old web pages.
_FOLD = str.maketrans(dict.fromkeys(_SPACES + _INVISIBLE, " ") | {"Ð": "Đ", "ð": "đ"})
_CLEAN = str.maketrans(dict.fromkeys(_INVISIBLE + "*#", ""))
_ONLY_LAYOUT = re.compile(r"[\s*_#=~>+-]*+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something: its range without the break, trimmed of white space.

    ``after_blank`` is true when an empty line, or nothing, stands before it.
    """

    start: int
    end: int
    after_blank: bool


def fold(source: str) -> str:
    """Return ``source`` for matching: same length, every kind of space as a space."""
    return source.translate(_FOLD)


def clean(fragment: str) -> str:
    """Return ``fragment`` as people read it: no Markdown marks, white space collapsed."""
    return " ".join(fragment.translate(_CLEAN).split())


def split(source: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the range of each line of ``source[start:end]``, without its break."""
    stop = len(source) if end is None else end
    for found in _BREAK.finditer(source, start, stop):
        yield start, found.start()
        start = found.end()
    yield start, stop


def speaking_lines(folded: str) -> Iterator[Line]:
    """Yield the lines that are more than white space and marks of layout."""
    blank = True
    for start, end in split(folded):
        if _ONLY_LAYOUT.fullmatch(folded, start, end):
            blank = True
            continue
        fragment = folded[start:end]
        left = start + len(fragment) - len(fragment.lstrip())
        yield Line(left, start + len(fragment.rstrip()), blank)
        blank = False


def is_layout(fragment: str) -> bool:
    """Tell whether ``fragment`` is only white space and marks of layout."""
    return _ONLY_LAYOUT.fullmatch(fold(fragment)) is not None
