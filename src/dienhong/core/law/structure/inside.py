"""Articles, clauses and points whose line break is lost: they stand inside another's line.

An article says its own name. "a)" and "2." do not: only where the sequence proves them, and no
citation, quotation or bracket holds them, they begin a unit.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice, takewhile
from typing import NamedTuple

from dienhong.core.law.structure import quotes
from dienhong.core.law.structure.drafts import Draft
from dienhong.core.law.structure.fitting import GLUED, Ground
from dienhong.core.law.structure.lines import Line
from dienhong.core.law.structure.sequence import Fit, fit
from dienhong.core.law.tree import Kind

_ARTICLE = re.compile(
    r"[ĐD](?:i[ềêế]u\s++(?P<n>[0-9]{1,3}[a-zđ]?)[.:][*_]*\s|(?<=Đ)IỀU\s++(?P<N>[0-9]{1,3})[.:]\s)"
)
# Begins with the sign behind the number, which is rarer in a text than the space before it.
_ITEM = re.compile(
    r"[).](?:(?<= (?P<l>[a-zđ])\))|(?<= (?P<d>[1-9])\.)|(?<= (?P<dd>[1-9][0-9])\.))[ \n]"
    r"(?=[^\W\d_“\"(])(?!khoản\b|điểm\b|[Đđ]iều\s[0-9])"
)
_CLOSERS = '.;:…”"/'
# Behind these words it is cited: "các điểm: a) ...", "kỳ họp thứ 1. Việc ...".
_CITES = {
    Kind.POINT: re.compile(r"\b(?:khoản|điểm|điều|mục)\W*\Z", re.IGNORECASE),
    Kind.CLAUSE: re.compile(
        r"\b(?:khoản|điểm|điều|mục|chương|phần|lục|số|thứ|ngày|tháng|năm|quý|lần|trang)\W*\Z",
        re.IGNORECASE,
    ),
}
_TAIL = 80
_WRAPS = 12  # so many lines a part of a list may be broken over
_PARTS = (".", ";")  # what ends a part of a list
_DEPTH = {Kind.ARTICLE: 0, Kind.CLAUSE: 1, Kind.POINT: 2}
_HOLDS = {Kind.CLAUSE: (Kind.ARTICLE,), Kind.POINT: (Kind.ARTICLE, Kind.CLAUSE)}
_FIRST = {Kind.CLAUSE: "1", Kind.POINT: "a"}


class Inside(NamedTuple):
    """What looks like a marker inside a line: its offset, and the sign before it, "" for none."""

    at: int
    kind: Kind
    number: str
    sign: str

    @property
    def after_stop(self) -> bool:
        """Tell whether a sentence, or a part of a list, ended before it."""
        return self.sign != "" and self.sign in _CLOSERS

    @property
    def is_first(self) -> bool:
        """Tell whether it would be the first of a list."""
        return self.number == _FIRST[self.kind]


def by_line(folded: str, lines: list[Line]) -> dict[int, list[Inside]]:
    """Return what looks like a marker inside the lines, in order, by the place of the line."""
    found: dict[int, list[Inside]] = {}
    place = 0
    for one in merge(_articles(folded), _items(folded)):
        while lines[place].end <= one.at:
            place += 1
        if one.at > lines[place].start:
            found.setdefault(place, []).append(one)
    return found


def before(folded: str, start: int, at: int) -> int:
    """Return where the text before ``at`` ends, marks of layout left out."""
    window = max(start, at - _TAIL)
    return window + len(folded[window:at].rstrip(" *_"))


def _articles(folded: str) -> Iterator[Inside]:
    for found in _ARTICLE.finditer(folded):
        at = found.start()
        end = before(folded, 0, at)
        if end and folded[end - 1] != "\n" and folded[at - 1] in " *_":
            yield Inside(at, Kind.ARTICLE, found["n"] or found["N"], folded[end - 1])


def _items(folded: str) -> Iterator[Inside]:
    for found in _ITEM.finditer(folded):
        kind = Kind.POINT if found["l"] else Kind.CLAUSE
        number = found["l"] or found["d"] or found["dd"]
        at = found.start() - len(number)
        end = before(folded, 0, at)
        yield Inside(at, kind, number, folded[end - 1 : end])


def in_wrapped_lines(ground: Ground, within: Mapping[int, list[Inside]]) -> Iterator[Inside]:
    """Yield what stands inside the next lines, where the margin broke this one."""
    if not ground.width:
        return
    behind = range(ground.place + 1, min(ground.place + _WRAPS, len(ground.marks)))
    for place in takewhile(lambda place: ground.marks[place] is None, behind):
        yield from within.get(place, ())


def is_held(folded: str, current: Draft, at: int) -> bool:
    """Tell whether a quotation or a bracket that began in the open node is not closed."""
    begun = current.body
    pairs = (("(", ")"), ("“", "”"), ("«", "»"))
    unclosed = any(folded.count(a, begun, at) > folded.count(b, begun, at) for a, b in pairs)
    return unclosed or folded.count('"', begun, at) % 2 == 1


def begins(
    ground: Ground, path: Mapping[Kind, Draft], current: Draft, found: Sequence[Inside], place: int
) -> bool:
    """Tell whether a clause or a point begins inside the line, at ``found[place]``.

    Either it goes on with the list that is open, or it is the first of a list of two at least.
    """
    one = found[place]
    previous = path.get(one.kind)
    if previous is None:
        leads = one.is_first and current.kind in _HOLDS[one.kind]
        return leads and _leads_in(ground, current, one) and _goes_on(ground, found, place)
    follows = one.sign in _PARTS and fit(one.kind, previous.number, one.number) is Fit.NEXT
    # Where the same number begins a line below, this may be a list inside the open unit.
    proved = GLUED in previous.reasons or _below(ground, one.kind) != one.number
    return follows and _capital_behind(ground, one) and proved


def _capital_behind(ground: Ground, one: Inside) -> bool:
    """Tell whether a sentence begins behind a clause's number; a point may begin with any word."""
    return one.kind is Kind.POINT or ground.folded[one.at + len(one.number) + 2].isupper()


def _leads_in(ground: Ground, current: Draft, one: Inside) -> bool:
    """Tell whether a list may begin here: behind a colon, or behind an article's title."""
    words = ground.folded[max(current.body, one.at - _TAIL) : one.at]
    if _CITES[one.kind].search(words) or quotes.amends(ground.folded, current.body, one.at):
        return False
    if one.kind is Kind.POINT:
        return one.sign == ":"
    return current.start >= ground.line.start and _capital_behind(ground, one)


def _goes_on(ground: Ground, found: Sequence[Inside], place: int) -> bool:
    """Tell whether a further one of the list follows, in the line or at the beginning of one."""
    one = found[place]
    for after in islice(found, place + 1, None):
        if _DEPTH[after.kind] < _DEPTH[one.kind]:
            break
        if after.kind is one.kind and after.sign in _PARTS:
            return fit(one.kind, one.number, after.number) is Fit.NEXT
    below = _below(ground, one.kind)
    return below not in {"", one.number} and fit(one.kind, one.number, below) is not Fit.NO


def _below(ground: Ground, kind: Kind) -> str:
    """Return the number of the next marker of a kind that begins a line of the list, else ""."""
    for mark in ground.coming(kind, Kind.CLAUSE):
        return mark.number if mark.kind is kind and mark.strong else ""
    return ""
