"""Citations of units as a text writes them: "điểm a, b khoản 2 Điều 5 và Điều 7 Luật …"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dienhong.core.law.citing.mentions import Mention
from dienhong.core.law.numerals import roman_value
from dienhong.core.law.structure.lines import clean
from dienhong.core.law.structure.markers import slug

Step = tuple[str, str]
"""A unit of an address and its number; "" for "này"."""
Path = tuple[Step, ...]

_LEVELS = {"phan": 0, "chuong": 1, "muc": 2, "tieu-muc": 3, "dieu": 4, "khoan": 5, "diem": 6}
_UNITS = {
    "phần": "phan",
    "chương": "chuong",
    "mục": "muc",
    "tiểu mục": "tieu-muc",
    "điều": "dieu",
    "khoản": "khoan",
    "điểm": "diem",
}
_COUNTED = (
    r"(?!\s*+(?:ngày|tháng|năm|giờ|tuần|quý|người|lần|thành viên|đại biểu|bản|bộ|hình thức"
    r"|nội dung|trường hợp|nghìn|triệu|tỷ|đồng|phần|cấp)\b|\s*+%|[.,]\d{3}|/\d)"
)
_AND = r"\s*+(?:,\s*+(?:và|hoặc)|[,;]|và|hoặc|hay|đến|[-–])\s*+"
_PLAIN = r"\d{1,3}[a-zđ]?(?![\w.]*\d)(?!\w)"
_CODIFIED = r"\d{1,4}(?:\.(?:\d{1,4}|[A-ZĐ]{1,4})){2,9}"
_ARTICLE = f"(?:{_CODIFIED}|{_PLAIN}){_COUNTED}"
_CLAUSE = f"{_PLAIN}{_COUNTED}"
_POINT = r"[a-zđ]\d?(?!\w)"
_ROMAN = r"(?:[IVXLC]+|[1-9]\d?)[a-z]?(?!\w)(?!\.\d)"


def _listed(number: str, *, joint: str = _AND) -> str:
    return rf"{number}(?:{joint}{number})*"


_TERM = re.compile(
    r"(?<!\w)(?i:các\s++)?(?:"
    rf"(?P<dieu>(?i:điều))\s++(?:từ\s++)?(?P<dieu_n>{_listed(_ARTICLE)}|này\b)"
    r"|(?<!tài )(?<!điều )(?P<khoan>(?i:khoản))\s++(?:từ\s++)?"
    rf"(?P<khoan_n>{_listed(_CLAUSE)}|này\b)"
    rf"|(?<!địa )(?<!thời )(?P<diem>(?i:điểm))\s++(?:từ\s++)?(?P<diem_n>{_listed(_POINT)}|này\b)"
    rf"|(?P<tieu_muc>(?i:tiểu mục))\s++(?P<tieu_muc_n>{_listed(_ROMAN)}|này\b)"
    rf"|(?<!danh )(?<!iết )(?P<muc>(?i:mục))\s++(?P<muc_n>{_listed(_ROMAN)}|này\b)"
    rf"|(?P<chuong>(?i:chương))\s++(?P<chuong_n>{_listed(_ROMAN)}|này\b)"
    rf"|(?P<phan>(?i:phần))\s++(?:thứ\s++)?(?P<phan_n>{_listed(_ROMAN)}|này\b)"
    r")"
)
_ITEM = re.compile(
    r"(?P<joint>đến|[-–])?\s*+(?P<n>\d{1,4}(?:\.[\wĐ]+){2,9}|[IVXLC]+[a-z]?|\d{1,3}[a-zđ]?|[a-zđ]\d?)(?!\w)"
)
_JOINT = re.compile(
    r"\s*+(?:[,;]\s*+)?(?:(?:và|hoặc|hay|của|tại|thuộc|trong|đến|từ|cùng|với|các)\s++)*",
    re.IGNORECASE,
)
_TIGHT = re.compile(r"\s*+,?\s*+")
_OF = r"\s*+,?\s*+(?:(?:của|tại|thuộc|trong|theo|(?:ban hành\s++)?kèm\s++theo)\s++)?"
_OWN_NAMES = (
    r"Quy chế|Quy định|Nội quy|Điều lệ|Quyết định|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư"
    r"|Bộ luật|Luật|Pháp lệnh|Hiến pháp|Chỉ thị|Hướng dẫn|văn bản|Phụ lục"
)
_OWN = re.compile(rf"{_OF}(?P<name>(?i:{_OWN_NAMES}))\s++này\b")
_REGULATION = re.compile(rf"{_OF}(?P<name>Quy chế|Nội quy|Điều lệ)\b(?P<rest>[^.;:,()\n]{{0,60}})")
_OTHER = re.compile(
    rf"{_OF}(?:Quyết định|Nghị định|Nghị quyết|Thông tư|Bộ luật|Luật|Pháp lệnh|Hiến pháp)\b"
    r"(?:\s++(?:ấy|đó|nói trên|nêu trên|trên))?"
)
_HERE = re.compile(r"\s*+,?\s*+(?P<word>này|trên đây|ở trên|nêu trên|nói trên|dưới đây|sau đây)\b")
_BEFORE_ACT = re.compile(rf"{_OF}\(?\s*+")
_LINKED = re.compile(r"\s*+(?:,|;|và\b|hoặc\b|cùng\b)[^.;“”]*$")
_FAR = 160
_MOST = 40  # units that one sentence cites together, or one list numbers
_LETTERS = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Chain:
    """Units cited together, from the uppermost to the lowest each; offsets of the source.

    ``act`` is the act named behind them, ``own`` the name in "Quy chế này"; ``foreign``
    where another document without number is named ("Quy chế chi tiêu nội bộ"). ``here``
    is the word of "Điều 15 trên đây", "Điều 18 này".
    """

    start: int
    end: int
    paths: tuple[Path, ...]
    act: Mention | None = None
    own: str = ""
    foreign: bool = False
    here: str = ""

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing says of which document the units are."""
        return not (self.act or self.own or self.foreign or self.here)


@dataclass(frozen=True, slots=True)
class _Term:
    start: int
    end: int
    unit: str
    numbers: tuple[str, ...]


def find_chains(
    folded: str, start: int, end: int, mentions: Sequence[Mention], title: str = ""
) -> list[Chain]:
    """Return the citations of units in ``folded[start:end]``, in order.

    ``title`` is the document's own title: "Quy chế …" with its words is the document itself.
    """
    chains = [
        _owned(folded, end, chain, mentions, title)
        for chain in _chains(folded, list(_terms(folded, start, end)))
    ]
    for place in range(len(chains) - 2, -1, -1):
        chains[place] = _inherit(folded, chains[place], chains[place + 1])
    return chains


def _terms(folded: str, start: int, end: int) -> Iterator[_Term]:
    for found in _TERM.finditer(folded, start, end):
        group = next(name for name in _NAMES if found[name])
        unit = group.replace("_", "-")
        words = found[f"{group}_n"]
        numbers = ("",) if words == "này" else tuple(islice(_numbers(unit, words), _MOST))
        yield _Term(found.start(), found.end(), unit, numbers)


_NAMES = ("dieu", "khoan", "diem", "tieu_muc", "muc", "chuong", "phan")


def _numbers(unit: str, words: str) -> Iterator[str]:
    """Yield the numbers of a list, those between the ends of a range included."""
    previous = ""
    for item in _ITEM.finditer(words):
        number = _arabic(item["n"]) if _LEVELS[unit] < _LEVELS["dieu"] else item["n"]
        if item["joint"] and previous:
            yield from between(unit, previous, number)
        yield number
        previous = number


def _arabic(number: str) -> str:
    """Return a Roman number, a letter perhaps behind it, in Arabic digits; others as they are."""
    digits = number.rstrip("abcd")
    value = roman_value(digits)
    return f"{value}{number[len(digits) :]}" if value else number


def between(unit: str, first: str, last: str) -> Iterator[str]:
    """Yield the numbers between two ends: 6, 7, 8 between 5 and 9; c, d, đ between b and e."""
    if unit == "diem" and first in _LETTERS and last in _LETTERS:
        yield from _LETTERS[_LETTERS.index(first) + 1 : _LETTERS.index(last)]
    elif first.isdigit() and last.isdigit():
        yield from map(str, range(int(first) + 1, min(int(last), int(first) + 200)))


def _chains(folded: str, terms: list[_Term]) -> Iterator[Chain]:
    group: list[_Term] = []
    for term in terms:
        joined = group and _JOINT.fullmatch(folded, group[-1].end, term.start)
        if group and (not joined or len(group) == _MOST):
            yield _chain(folded, group)
            group = []
        group.append(term)
    if group:
        yield _chain(folded, group)


def _chain(folded: str, terms: list[_Term]) -> Chain:
    paths: list[Path] = []
    for place, term in enumerate(terms):
        joint = folded[terms[place - 1].end : term.start] if place else ""
        _take(paths, term, joint, [later.unit for later in terms[place + 1 :]])
    return Chain(terms[0].start, terms[-1].end, tuple(paths))


def _take(paths: list[Path], term: _Term, joint: str, later: list[str]) -> None:
    """Add a term to the paths: above those that wait for it, below the last, or by itself."""
    level = _LEVELS[term.unit]
    steps = [(term.unit, number) for number in term.numbers]
    waiting = _waiting(paths, level)
    if waiting:
        for place in waiting:
            paths[place] = (steps[0], *paths[place])
        paths.extend((step,) for step in steps[1:])
        return
    above = _above(paths, level, joint, later)
    if "đến" in joint and paths and paths[-1][-1][0] == term.unit:
        head = paths[-1][:-1]
        steps = [(term.unit, n) for n in between(term.unit, paths[-1][-1][1], steps[0][1])] + steps
        paths.extend((*head, step) for step in steps)
    elif above and paths[-1] == above:
        paths[-1:] = [(*above, step) for step in steps]
    else:
        paths.extend((*above, step) for step in steps)


def _waiting(paths: list[Path], level: int) -> list[int]:
    """Return the places at the end of ``paths`` whose uppermost unit lies below ``level``."""
    found = []
    for place in range(len(paths) - 1, -1, -1):
        unit, number = paths[place][0]
        if _LEVELS[unit] <= level or not number:  # "khoản này" waits for nothing
            break
        found.append(place)
    return found


def _above(paths: list[Path], level: int, joint: str, later: list[str]) -> Path:
    """Return the units that a lower one stands under: "Điều 5 khoản 2 và khoản 3"."""
    if not paths or any(_LEVELS[unit] < level for unit in later):
        return ()
    above = tuple(step for step in paths[-1] if _LEVELS[step[0]] < level)
    if above == paths[-1] and not _TIGHT.fullmatch(joint):
        return ()
    return above


def _owned(folded: str, end: int, chain: Chain, mentions: Sequence[Mention], title: str) -> Chain:
    """Return the chain with what follows it: "Quy chế này", "của Luật …", "trên đây"."""
    own = _OWN.match(folded, chain.end, end)
    if own:
        return replace(chain, end=own.end(), own=own["name"].lower())
    act = _act_behind(folded, end, chain, mentions)
    if act:
        return replace(chain, end=act.end, act=act)
    other = _OTHER.match(folded, chain.end, end)
    if other:
        return replace(chain, end=other.end(), foreign=True)
    here = _HERE.match(folded, chain.end, end)
    if here:
        return replace(chain, end=here.end(), here=here["word"])
    return _of_regulation(folded, end, chain, title)


def _act_behind(folded: str, end: int, chain: Chain, mentions: Sequence[Mention]) -> Mention | None:
    gap = _BEFORE_ACT.match(folded, chain.end, end)
    return next((one for one in mentions if gap and one.start == gap.end()), None)


def _of_regulation(folded: str, end: int, chain: Chain, title: str) -> Chain:
    """Tell the document's own regulation, named without "này", from another one."""
    found = _REGULATION.match(folded, chain.end, end)
    if found is None:
        return chain
    words = clean(f"{found['name']}{found['rest']}").casefold()
    name = found["name"].casefold()
    if words == name or _common(words, title.casefold()) > len(name) + 8:
        return replace(chain, end=found.end("name"), own=name)
    return replace(chain, end=found.end("name"), foreign=True)


def _common(left: str, right: str) -> int:
    return next(
        (place for place, (a, b) in enumerate(zip(left, right, strict=False)) if a != b),
        min(len(left), len(right)),
    )


def _inherit(folded: str, chain: Chain, following: Chain) -> Chain:
    """Give a bare article the document of the citation that goes on in the same sentence.

    "quy định tại Điều 8 và những việc quy định tại Điều 18 của Luật …": both of the Law.
    """
    bare = chain.is_bare and any(path[0][0] == "dieu" and path[0][1] for path in chain.paths)
    if not bare or not (following.act or following.own):
        return chain
    gap = folded[chain.end : following.start]
    if len(gap) > _FAR or not _LINKED.fullmatch(gap.replace("\n", " ")):
        return chain
    return replace(chain, act=following.act, own=following.own)


def address_of(path: Path) -> str:
    """Return a path as an address: ``dieu-5.khoan-2.diem-dd``."""
    return ".".join(f"{unit}-{slug(number)}" for unit, number in path)
