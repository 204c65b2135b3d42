"""A text as sentences made ready for matching: one line each, calendar days covered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dienhong.core.law.finding.wording import sentences, units
from dienhong.core.law.structure.lines import clean, fold
from dienhong.core.law.tree import Node, Tree

_LAYOUT = str.maketrans(dict.fromkeys("*_#\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
_LONGEST = 4000  # letters; what is longer is no sentence, and is looked at in pieces
_COVER = "\x00"  # no pattern matches it, so nothing reaches over a date
# "tháng 1 lần", "quý 2 cuộc" are no dates.
_NOT_COUNTED = r"(?! *(?:\([^()]{1,20}\))? *(?:lần|kỳ|phiên|ngày|buổi|cuộc|người|giờ))"
_NO_QUANTITY = re.compile(
    r"\bngày +\d{1,2} +tháng +\d{1,2}(?: +năm +\d{4})?"
    r"|\b(?:ngày +)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b"
    r"|\bngày +\d{1,2}[/-]\d{1,2}\b"
    r"|\btháng +\d{1,2}(?:[/-]| +năm +)\d{4}"
    rf"|\btháng +\d{{1,2}}\b{_NOT_COUNTED}|\bnăm +\d{{4}}\b"
    rf"|\bquý +(?:[ivx]{{1,3}}|\d)\b{_NOT_COUNTED}"
    r"|\b\d{1,5}/\d{4}(?:/[\w–-]+)?|\b\d{1,5} ?/ ?[^\W\d][\w–-]*-[\w–-]+"
    r"|\b(?:điều|khoản|điểm|chương|mục|tiết|phụ lục) +\d+\w?\b(?:(?: *,| +và| +đến) +\d+\w?\b)*",
    re.IGNORECASE,
)
_SEGMENT_END = re.compile(r"[;:](?= |$)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a node; ``flat`` is the whole text as one line, offsets unchanged."""

    node: Node
    flat: str
    start: int
    end: int

    def before(self, at: int) -> str:
        """Return the words between the last colon or semicolon and ``at``."""
        words = self.flat[self.start : at]
        return _SEGMENT_END.split(words)[-1]

    def after(self, at: int) -> str:
        """Return the words between ``at`` and the next colon or semicolon."""
        return _SEGMENT_END.split(self.flat[at : self.end], maxsplit=1)[0]


def flatten(source: str) -> str:
    """Return ``source`` as one line for matching, same length, dates and references covered."""
    flat = fold(source).translate(_LAYOUT)
    return _NO_QUANTITY.sub(lambda found: _COVER * len(found[0]), flat)


def sentences_of(tree: Tree) -> Iterator[Sentence]:
    """Yield the sentences of articles and of what stands in them; a heading is one of its own."""
    flat = flatten(tree.source)
    for node in units(tree):
        heading = _end_of_heading(tree, node)
        for start, end in sentences(tree, node):
            cuts = [start, *range(start + _LONGEST, end, _LONGEST), end]
            if start < heading < end:
                cuts = sorted({*cuts, heading})
            for left, right in pairwise(cuts):
                yield Sentence(node, flat, left, right)


def _end_of_heading(tree: Tree, node: Node) -> int:
    """Return where the title that the text sets apart ends; the node's start if it has none."""
    start, end = node.spans[0]
    at = start
    while node.heading and 0 <= at < end:
        at = tree.source.find("\n", at + 1, end)
        if at >= 0 and clean(tree.source[start:at]).endswith(node.heading):
            return at
    return node.start
