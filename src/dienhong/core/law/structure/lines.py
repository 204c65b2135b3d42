"""A source as lines, folded for matching without moving any character."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_SPACES += "\u202f\u205f\u3000\x1f"
# Eth looks like the Vietnamese letter and stands for it on many old web pages.
_FOLDED = (
    *((sign, " ") for sign in _SPACES + _INVISIBLE),
    ("&nbsp;", "      "),
    ("\r\n", " \n"),
    *((sign, "\n") for sign in _BREAKS),
    *(("Ð", "Đ"), ("ð", "đ")),
)
_UNSEEN = _INVISIBLE + "*#"
_LAYOUT_SIGNS = frozenset("*_#=~>+-|\\")
_ONLY_LAYOUT = re.compile(r"[\s*_#=~>+|\\-]*+")


class Line(NamedTuple):
    """A line that says something: its range without the break, trimmed of white space.

    ``after_blank`` is true when an empty line, or nothing, stands before it.
    """

    start: int
    end: int
    after_blank: bool


def fold(source: str) -> str:
    """Return ``source`` for matching: same length, one kind of space, one of line break."""
    for sign, plain in _FOLDED:
        if sign in source:
            source = source.replace(sign, plain)
    return source


def clean(fragment: str) -> str:
    """Return ``fragment`` as people read it: no Markdown marks, white space collapsed."""
    if fragment.isprintable() and not _has_marks(fragment):
        return fragment.strip()  # as nearly always: one kind of white space, and no marks
    fragment = fragment.replace("&nbsp;", " ")
    for sign in _UNSEEN:
        fragment = fragment.replace(sign, "")
    return " ".join(fragment.split())


def _has_marks(fragment: str) -> bool:
    return "*" in fragment or "#" in fragment or "  " in fragment or "&nbsp;" in fragment


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
    at = 0
    for raw in folded.split("\n"):
        words = raw.strip()
        if not words or (words[0] in _LAYOUT_SIGNS and _ONLY_LAYOUT.fullmatch(words)):
            blank = True
        else:
            left = at + len(raw) - len(raw.lstrip())
            yield Line(left, left + len(words), blank)
            blank = False
        at += len(raw) + 1


def is_layout(fragment: str) -> bool:
    """Tell whether ``fragment`` is only white space and marks of layout."""
    if fragment[:1].isalnum():
        return False
    return _ONLY_LAYOUT.fullmatch(fold(fragment)) is not None
