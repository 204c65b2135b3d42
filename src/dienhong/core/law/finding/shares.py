"""Shares and counts of people: "ít nhất 1/3 tổng số", "quá bán", "từ 03 đến 09 thành viên"."""

import re
from collections.abc import Iterator

from dienhong.core.law.finding.bounds import AFTER, BEFORE, Bound, read_bound
from dienhong.core.law.finding.numbers import compile_number, read_number
from dienhong.core.law.finding.quantity import MAJORITY, QuantityKind, Read
from dienhong.core.law.finding.sentences import Sentence

_FILL = r"(?: (?:là|có|được|đạt|khoảng))?"
_STRICT = rf"(?:\b{BEFORE}{_FILL} )?"
_PARTS = {"hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
_TOPS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4}
_FRACTION = compile_number(
    rf"{_STRICT}(?:(?<![\d/])(?P<a>\d{{1,2}}) ?/ ?(?P<b>\d{{1,2}})(?![\d/]| ?lần)"
    rf"|(?P<top>{'|'.join(_TOPS)}) phần (?P<part>{'|'.join(_PARTS)})\b"
    rf"|(?P<half>(?:một|phân) nửa\b))<B>(?: {AFTER})?"
)
_PERCENT = compile_number(
    rf"{_STRICT}(?:từ )?(?<![\w,.])(?P<n>\d{{1,3}}(?:,\d{{1,2}})?)"
    r"(?: ?%)?(?:<-> ?(?P<m>\d{1,3}(?:,\d{1,2})?))? ?(?:%|phần trăm)<B>"
    rf"(?: {AFTER})?"
)
_MAJORITY = compile_number(
    r"(?<!phục\stùng\s)\b(?P<word>quá (?:nửa|bán|một nửa)|đa số(?: tuyệt đối)?)\b"
)
_PERSON = (
    r"thành viên|[uủ][yỷ] viên|đại biểu|người|đồng chí|cán bộ|công chức|viên chức|lao động|"
    r"đoàn viên|hội viên|đảng viên|CB\w+|CC\w+|phó (?:trưởng )?ban|cấp phó|phó chủ tịch|"
    r"phiếu|quân nhân"
)
_COUNT = compile_number(
    rf"(?:\b{BEFORE}{_FILL} )?(?P<from>\btừ )?<N><B>(?:<-><M><B>)? (?P<of>(?:{_PERSON})\b)"
)
_REST = compile_number(rf"(?: ?, ?(?:{_PERSON})\b| (?:hợp đồng|{_PERSON})\b){{0,6}} {AFTER}")
# A number without a bound counts where the text sets how many there are.
_SET = re.compile(
    r"\b(?:gồm(?: có)?|bao gồm|có|bầu|cử|số lượng|số lượng là|là)\s{1,3}$", re.IGNORECASE
)
_OF = re.compile(r"\s{1,9}(?:so\s{1,9}với|trong|của|trên)(?=\s{1,9}tổng)", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:\s{1,9}(?!(?:hoặc|của|cùng|đề|yêu|tham|có|dự|tán|đồng|biểu quyết|thì|ký|trở|là|để|phải|"
    r"khi|trong|tại|ở|đã|trên|với|tín|bầu|không|chưa|xem|theo|mới|và(?!\s+người))\b)"
    r"(?:được(?=\s+(?:triệu tập|cử|mời|hỏi))|(?!được\b)\w{1,20})){1,12}"
    r"(?:\s?,(?=\s+(?:công chức|viên chức|người lao động|cán bộ|lao động|công nhân|"
    r"quân nhân|đoàn viên)"
    r"|\s?,)|)",
    re.IGNORECASE,
)
_VOTES = re.compile(r"biểu\s+quyết|bỏ\s+phiếu|phiếu", re.IGNORECASE)
_MOST_WORDS = 160


def find_shares(sentence: Sentence) -> Iterator[Read]:
    """Yield the shares and counts of people that something depends on."""
    for pattern, read in (
        (_FRACTION, _fraction),
        (_PERCENT, _percent),
        (_MAJORITY, _majority),
        (_COUNT, _count),
    ):
        for found in pattern.finditer(sentence.flat, sentence.start, sentence.end):
            result = read(sentence, found)
            if result:
                yield result


def counted(flat: str, at: int, end: int) -> str:
    """Return the words for who is counted, from ``at`` on: "tổng số công chức"."""
    begun = _OF.match(flat, at, end)
    at = begun.end() if begun else at
    words = ""
    while (found := _COUNTED.match(flat, at, min(end, at + _MOST_WORDS))) is not None:
        words += found[0]
        at = found.end()
        if not found[0].endswith(","):
            break
    return " ".join(words.split()).rstrip(",")


def _bound(found: re.Match[str]) -> Bound:
    groups = found.groupdict()
    said = groups.get("after") or groups.get("before")
    return (read_bound(said) if said else None) or Bound.EXACTLY


def _fraction(sentence: Sentence, found: re.Match[str]) -> Read | None:
    of = counted(sentence.flat, found.end(), sentence.end)
    if found["a"]:
        top, part = int(found["a"]), int(found["b"])
        if not 0 < top < part or not (of or found["before"]):
            return None
    else:
        top = _TOPS[found["top"].lower()] if found["top"] else 1
        part = _PARTS[found["part"].lower()] if found["part"] else 2
    return Read(
        QuantityKind.THRESHOLD, f"{top}/{part}", "share", _bound(found), *found.span(), of=of
    )


def _percent(sentence: Sentence, found: re.Match[str]) -> Read:
    value = f"{found['n']}-{found['m']}" if found["m"] else found["n"]
    of = counted(sentence.flat, found.end(), sentence.end)
    bound = Bound.BETWEEN if found["m"] else _bound(found)
    return Read(QuantityKind.THRESHOLD, value, "percent", bound, *found.span(), of=of)


def _majority(sentence: Sentence, found: re.Match[str]) -> Read:
    of = counted(sentence.flat, found.end(), sentence.end)
    if not of and _VOTES.search(sentence.before(found.start())):
        of = "phiếu"
    return Read(
        QuantityKind.THRESHOLD,
        MAJORITY,
        "share",
        Bound.MORE_THAN,
        *found.span(),
        of=of,
        is_bare_majority=found["word"].lower().startswith("quá"),
    )


def _count(sentence: Sentence, found: re.Match[str]) -> Read | None:
    of = " ".join(found["of"].lower().split())
    rest = _REST.match(sentence.flat, found.end(), sentence.end)
    if found["m"]:
        value = f"{read_number(found['n'])}-{read_number(found['m'])}"
        return _of_people(value, Bound.BETWEEN, found.span(), of)
    bound = (read_bound(rest["after"]) if rest else None) or _bound(found)
    sets = found["n"].isdigit() and _SET.search(sentence.before(found.start()))
    if bound is Bound.EXACTLY and not sets:
        return None
    span = (found.start(), rest.end() if rest else found.end())
    return _of_people(str(read_number(found["n"])), bound, span, of)


def _of_people(value: str, bound: Bound, span: tuple[int, int], of: str) -> Read:
    return Read(QuantityKind.THRESHOLD, value, "person", bound, *span, of=of)
