"""What the beginning of a line says: Phần, Chương, Mục, Điều, khoản, điểm, gạch đầu dòng."""

import re
from typing import NamedTuple

from dienhong.core.law.numerals import ordinal_value, roman_value
from dienhong.core.law.tree import Kind

# Stray marks of a scan and Markdown stand before a marker; a dash may stand before a point
# or a clause: "   - a) ...".
_LEAD = re.compile(
    r"[\s>#*_\\|¦~^°`´]*+(?:[.,'·](?=[\s*_]*+[\wĐđ]))?[\s*_]*+"
    r"(?:[-+*•·–][\s\\]++[*_]*+(?=(?:[a-zđ][0-9]?|[0-9]{1,3}[a-zđ]?)\\?[.)](?![0-9])))?"
)
_STAR = re.compile(r"\s*+(?P<n>\*)\s++(?=[^\s*])")
_NUMERAL = r"(?P<n>[IVXLC]+[a-zđ]?|[0-9]{1,3}[a-zđ]?|[0-9IVXLCHlioOSBZqg|!]{1,6})(?!\w)"
# The words also as scanners spell them: "Điêu", "Chuơng", "Muc".
_HEADINGS = {
    "đ": (
        Kind.ARTICLE,
        # The first form is a codified text's: "Điều 41.10.TT.1.5. ", all of its parts or none. (A
        # possessive group would say so, but under Python 3.11.2, Debian's, takes the last dot too.)
        re.compile(
            r"(?P<w>(?i:[đd]\s?[iíìỉĩị1l]\s?[êềếểễệeéèẻẽẹ]\s?[uúùủũụưừứửữự]))\s*+"
            r"(?P<n>[0-9]{1,4}(?:\.(?:[0-9]{1,4}|[A-ZĐ]{1,4})(?=[.:\s]|\Z)){2,9}(?!\.[0-9A-ZĐ])|"
            r"[0-9]{1,4}(?:\s?[a-zđA-ZĐ]{1,2}(?=[.:])|[a-zđ]{0,2}(?!\w))|[0-9IlioOQDSsBZzqgGb|!]{1,4}(?!\w))"
        ),
    ),
    "c": (
        Kind.CHAPTER,
        re.compile(
            r"(?P<w>(?i:ch\s?[uưúùủũụứừửữự]\s?[oơóòỏõọớờởỡợôốồổỗộ]\s?(?:n|m|rn)\s?g))\s++"
            + _NUMERAL
        ),
    ),
    "m": (Kind.SECTION, re.compile(r"(?P<w>(?i:m[ụuúùủũựưy]c))\s++" + _NUMERAL)),
    "p": (
        Kind.PART,
        re.compile(
            r"(?P<w>(?i:ph[ầâấẩẫậaăàáạ]n))\s++(?:(?i:th[ứưúu])\s++(?P<o>(?i:nhất|hai|ba|bốn|tư|năm|"
            r"sáu|b[ảẩ]y|tám|chín|mười(?:\s(?:một|hai|ba|bốn|lăm))?))(?!\w)|" + _NUMERAL + ")"
        ),
    ),
    "t": (
        Kind.SUBSECTION,
        re.compile(r"(?P<w>(?i:ti[ểêềếễệe]u\s++m[ụuúùủũựưy]c))\s++" + _NUMERAL),
    ),
}
_HEADINGS |= {letter.upper(): heading for letter, heading in _HEADINGS.items()}
_HEADINGS |= dict.fromkeys("dD", _HEADINGS["đ"])
_SPELLED = frozenset({"điều", "chương", "mục", "phần", "tiểu mục"})
_SEPARATOR = re.compile(r"[*_\s\\]*+(?P<sep>[.:,;]?+[-–—]?)[*_]*+\s*+[*_]*+")
_CITES = re.compile(
    r"(?:Quy chế|Quy định|Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư|Quyết định|Hiến pháp|Pháp lệnh"
    r"|Điều lệ|Nội quy)"
    r"(?:\s+\w+){0,8}?\s+(?:này|số|năm)\b|này\b|Điều\b|Chương\b|Mục\b|khoản\b"
)
_NUMBERED = re.compile(
    r"(?:(?P<d>[0-9]{1,3}[a-zđ]?)|(?P<l>[a-zđ][0-9]?)|(?P<m>[^\W_]{1,3}|[|!]))"
    r"(?P<gap>\s?)\\?(?P<p>[.)/,:;-])[*_]*+(?=\s|\Z|[^\W\d_])(?P<s>\s*+)"
)
_BARE = re.compile(r"(?P<d>[0-9]{1,3})(?=\s[^\W\d_])")
_INDENT = re.compile(r"\\?(?P<n>[-–—−•●▪◦·\uf0b7])[*_]*+(?:\s++(?=\S)|(?=[^\W\d_]))")
_PAGE = re.compile(r"[0-9]{1,3}(?:\s++|(?=[ĐD]i))")
_DIGITS = re.compile(r"[0-9]+")


class Marker(NamedTuple):
    """A marker: range ``start`` to ``body`` in the source, own text beginning at ``body``.

    ``token`` is its numeral as it stands, ``number`` the same normalised (``2`` for II), ""
    where it is none that people write; both are "" for a dash, which is counted. ``style`` is
    the sign behind the numeral. ``strong`` is true where the shape alone makes it a marker; a
    weak one ("Điều 9 Quy trình") must also be next in its sequence.
    """

    kind: Kind
    token: str
    number: str
    start: int
    body: int
    style: str = ""
    strong: bool = True


def read_marker(folded: str, start: int, end: int) -> Marker | None:
    """Return the marker at the beginning of the line ``start`` to ``end``, or None."""
    first = folded[start]
    if first.isalnum():
        at = start
    else:
        lead = _LEAD.match(folded, start, end)
        at = lead.end() if lead else start
        if at >= end:
            return None
        first = folded[at]
    heading = _HEADINGS.get(first)
    if heading:
        found = _heading(heading[0], heading[1], folded, at, end)
        if found:
            return found
    return _numbered(folded, at, end) or _dash(folded, at, end) or _star(folded, start, end)


def behind_page_number(folded: str, start: int, end: int) -> Marker | None:
    """Return the marker behind a page's number that was glued to it: "12 Điều 9. ..."."""
    page = _PAGE.match(folded, start, end)
    if page is None or page.end() >= end:
        return None
    marker = read_marker(folded, page.end(), end)
    return marker if marker and marker.strong and marker.number else None


def slug(number: str) -> str:
    """Return a number as addresses write it: ``đ`` → ``dd``, ``1.NĐ.5`` → ``1-nd-5``."""
    if number.isdecimal():
        return number
    if "." in number:
        return number.lower().replace("đ", "d").replace(".", "-")
    return number.lower().replace("đ", "dd")


def leading_int(number: str) -> int:
    """Return the digits before the letter: 5 for ``5a``; 0 where there are none."""
    if number.isdecimal():
        return int(number)
    digits = _DIGITS.match(number)
    return int(digits[0]) if digits else 0


def roman_or_arabic(number: str) -> str:
    """Return a heading's number in Arabic digits, its letter kept; "" if it is no number."""
    if number.isdecimal():
        return number
    if number[0].isdigit():
        plain = number.replace(" ", "")
        digits = _DIGITS.match(plain)
        rest = plain[digits.end() :] if digits else ""
        return plain if "." in plain or not rest or rest.islower() or len(rest) == 1 else ""
    letters = number.rstrip("abcdđefghiklmnopqrstuvxy")
    value = roman_value(letters)
    return f"{value}{number[len(letters) :]}" if value else ""


def _heading(kind: Kind, pattern: re.Pattern[str], folded: str, at: int, end: int) -> Marker | None:
    """Return the heading's marker unless what follows shows a citation in running text."""
    found = pattern.match(folded, at, end)
    if found is None:
        return None
    behind = _SEPARATOR.match(folded, found.end(), end)
    body = behind.end() if behind else found.end()
    sign = behind["sep"] if behind else ""
    stop = sign[:1] in {".", ":"} and sign != ""
    bare = body >= end
    if not bare and not _may_begin(folded, body, end, stop=stop, comma=sign == ","):
        return None
    spelled = found["w"].lower() in _SPELLED and not found["w"].islower()
    ordinal = found["o"] if kind is Kind.PART else None
    token = ordinal or found["n"]
    number = str(ordinal_value(ordinal)) if ordinal else roman_or_arabic(token)
    strong = (stop or bare) and spelled and number != ""
    return Marker(kind, token, number, at, body, sign, strong)


def _may_begin(folded: str, body: int, end: int, *, stop: bool, comma: bool) -> bool:
    first = folded[body]
    if stop:
        return not (first.isdigit() and folded[body - 1] in ".:")
    # "Điều 2, Quy định này ..." may be a misread full stop: its place in the sequence decides.
    return (first.isupper() or first in '“"([') and (comma or not _CITES.match(folded, body, end))


def _numbered(folded: str, at: int, end: int) -> Marker | None:
    found = _NUMBERED.match(folded, at, end)
    if found is None:
        return _bare(folded, at, end)
    sign, body = found["p"], found.end()
    tight = body < end and not found["s"]
    number = found["d"] or found["l"] or ""
    kind = Kind.POINT if found["l"] else Kind.CLAUSE
    if tight and sign != ")" and (sign != "." or kind is Kind.POINT or not found["d"]):
        return None  # "1/QĐ", "a.b", "AB.Cd" are no markers
    strong = sign in ".)/" and not found["gap"] and number != ""
    return Marker(kind, found[0][: found.end("gap") - at].rstrip(), number, at, body, sign, strong)


def _bare(folded: str, at: int, end: int) -> Marker | None:
    """Return a clause whose full stop is lost: "2 Phòng ..."."""
    found = _BARE.match(folded, at, end)
    if found is None or not folded[found.end() + 1].isupper():
        return None
    return Marker(Kind.CLAUSE, found["d"], found["d"], at, found.end() + 1, "", strong=False)


def _dash(folded: str, at: int, end: int) -> Marker | None:
    found = _INDENT.match(folded, at, end)
    if not found or found.end() >= end:
        return None
    if not folded[found.end() - 1].isspace() and not folded[found.end()].isupper():
        return None
    return Marker(Kind.INDENT, "", "", found.start("n"), found.end(), "-")


def _star(folded: str, start: int, end: int) -> Marker | None:
    found = _STAR.match(folded, start, end)
    if found is None:
        return None
    return Marker(Kind.INDENT, "", "", found.start("n"), found.end(), "*")
