"""What the beginning of a line says: Chương, Mục, Điều, khoản, điểm, gạch đầu dòng."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dienhong.core.law.tree import Kind

# Markdown may set a dash before a point or a clause: "   - a) ...".
_LEAD = re.compile(r"[\s>#*_\\]*+(?:[-+]\s++[*_]*+(?=(?:[a-zđ][0-9]?|[0-9]{1,3}[a-zđ]?)[.)]))?")
_STAR = re.compile(r"\s*+(?P<n>\*)\s++(?=[^\s*])")
_HEADINGS = (
    (Kind.CHAPTER, re.compile(r"(?i:chương)\s++(?P<n>(?:[IVXLC]+|[0-9]{1,3})[a-zđ]?)(?!\w)")),
    (Kind.SECTION, re.compile(r"(?i:mục)\s++(?P<n>(?:[IVXLC]+|[0-9]{1,3})[a-zđ]?)(?!\w)")),
    (
        Kind.ARTICLE,
        # The first form is a codified text's: "Điều 41.10.TT.1.5. ".
        re.compile(
            r"(?i:điều)\s*+(?P<n>[0-9]{1,4}(?:\.(?:[0-9]{1,4}|[A-ZĐ]{1,4})){2,9}+(?=\.)|[0-9]{1,3}[a-zđ]?)(?!\w)"
        ),
    ),
)
_SEPARATOR = re.compile(r"[*_\s\\]*+(?P<sep>[.:]?[-–—]?)[*_\s]*+")
_CITES = re.compile(
    r"(?:Quy chế|Quy định|Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Hiến pháp)"
    r"(?:\s+\w+){0,8}?\s+(?:này|số|năm)\b|này\b|Điều\b|Chương\b"
)
_CLAUSE = re.compile(r"(?P<n>[0-9]{1,3}[a-zđ]?)\\?(?P<p>[.)/])[*_]*+(?=\s|\Z|[^\W\d_])")
_POINT = re.compile(r"(?P<n>[a-zđ][0-9]?)\\?(?P<p>[.)/])[*_]*+(?=\s|\Z|[^\W\d_])")
_INDENT = re.compile(r"(?P<n>[-–—−•●▪◦·\uf0b7])[*_]*+(?:\s++(?=\S)|(?=[^\W\d_]))")
_GLUED = re.compile(r"[.;:…”\"/][*_]*+\s++[*_]*+(?P<m>Điều\s++(?P<n>[0-9]{1,3}[a-zđ]?)[.:][*_]*\s)")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: range ``start`` to ``body`` in the source, own text beginning at ``body``.

    ``number`` is normalised (``2`` for II); "" for a dash, which is counted. ``style``
    is the sign behind the number. ``strong`` is true where the shape alone makes it a
    marker; a weak one ("Điều 9 Quy trình") must also be next in its sequence.
    """

    kind: Kind
    number: str
    start: int
    body: int
    style: str = ""
    strong: bool = True


def read_marker(folded: str, start: int, end: int) -> Marker | None:
    """Return the marker at the beginning of the line ``start`` to ``end``, or None."""
    lead = _LEAD.match(folded, start, end)
    at = lead.end() if lead else start
    return (
        _heading(folded, at, end)
        or _numbered(folded, at, end)
        or _dash(folded, at, end)
        or _star(folded, start, end)
    )


def glued_articles(folded: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield offset and number of each "Điều N." that begins a sentence inside the line."""
    for found in _GLUED.finditer(folded, start, end):
        yield found.start("m"), found["n"]


def slug(number: str) -> str:
    """Return a number as addresses write it: ``đ`` → ``dd``, ``1.NĐ.5`` → ``1-nd-5``."""
    if "." in number:
        return number.lower().replace("đ", "d").replace(".", "-")
    return number.replace("đ", "dd")


def leading_int(number: str) -> int:
    """Return the digits before the letter: 5 for ``5a``; 0 where there are none."""
    digits = re.match(r"[0-9]+", number)
    return int(digits[0]) if digits else 0


def _heading(folded: str, at: int, end: int) -> Marker | None:
    for kind, pattern in _HEADINGS:
        found = pattern.match(folded, at, end)
        if found:
            return _judged(kind, found, folded, end)
    return None


def _judged(kind: Kind, found: re.Match[str], folded: str, end: int) -> Marker | None:
    """Return the marker unless what follows shows a citation in running text."""
    behind = _SEPARATOR.match(folded, found.end(), end)
    body = behind.end() if behind else found.end()
    sign = behind["sep"] if behind else ""
    stop = sign[:1] in {".", ":"} and sign != ""
    bare = body >= end
    if not bare and not _may_begin(folded, body, end, stop=stop):
        return None
    return Marker(kind, _normal(found["n"]), found.start(), body, sign, stop or bare)


def _may_begin(folded: str, body: int, end: int, *, stop: bool) -> bool:
    first = folded[body]
    if stop:
        return not (first.isdigit() and folded[body - 1] in ".:")
    return first.isupper() and not _CITES.match(folded, body, end)


def _numbered(folded: str, at: int, end: int) -> Marker | None:
    for kind, pattern in ((Kind.CLAUSE, _CLAUSE), (Kind.POINT, _POINT)):
        found = pattern.match(folded, at, end)
        if found and (found["p"] == ")" or not _is_abbreviation(kind, found, folded)):
            body = _skip_spaces(folded, found.end(), end)
            return Marker(kind, found["n"], found.start(), body, found["p"])
    return None


def _is_abbreviation(kind: Kind, found: re.Match[str], folded: str) -> bool:
    """Tell "1/QĐ" or "a.b" from a marker: only "1." may stand without a space."""
    tight = found.end() < len(folded) and folded[found.end()].isalpha()
    return tight and (found["p"] == "/" or kind is Kind.POINT)


def _dash(folded: str, at: int, end: int) -> Marker | None:
    found = _INDENT.match(folded, at, end)
    if not found or found.end() >= end:
        return None
    if not folded[found.end() - 1].isspace() and not folded[found.end()].isupper():
        return None
    return Marker(Kind.INDENT, "", found.start(), found.end(), "-")


def _star(folded: str, start: int, end: int) -> Marker | None:
    found = _STAR.match(folded, start, end)
    return Marker(Kind.INDENT, "", found.start("n"), found.end(), "*") if found else None


def _skip_spaces(folded: str, at: int, end: int) -> int:
    while at < end and folded[at].isspace():
        at += 1
    return at


def _normal(number: str) -> str:
    """Return a heading's number in Arabic digits, its letter kept."""
    roman = re.match(r"[IVXLC]+", number)
    if not roman:
        return number
    values = [_ROMAN[letter] for letter in roman[0]]
    total = sum(
        -value if any(value < later for later in values[place + 1 : place + 2]) else value
        for place, value in enumerate(values)
    )
    return f"{total}{number[roman.end() :]}"
