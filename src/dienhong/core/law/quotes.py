"""Lines that an amending clause quotes: they belong to it and open no nodes."""

import re

from dienhong.core.law.lines import Line

_OPENS = re.compile(r"[\s>#*_]*+[“\"]")
_CLOSES = re.compile(r"[”\"][.;,*_]*\s*\Z")


def quoted_lines(folded: str, lines: list[Line]) -> frozenset[int]:
    """Return the places in ``lines`` of all text quoted over whole lines.

    A quotation begins with a quotation mark at the beginning of a line behind a colon,
    and ends with one at the end of a line; one that nothing closes is none.
    """
    quoted: set[int] = set()
    begun: int | None = None
    for place, line in enumerate(lines):
        if place and _opens(folded, lines[place - 1], line):
            begun = place
        if begun is not None and _CLOSES.search(folded, max(line.start, line.end - 8), line.end):
            quoted.update(range(begun, place + 1))
            begun = None
    return frozenset(quoted)


def _opens(folded: str, before: Line, line: Line) -> bool:
    colon = folded[before.start : before.end].rstrip("* ").endswith(":")
    return colon and _OPENS.match(folded, line.start, line.end) is not None
