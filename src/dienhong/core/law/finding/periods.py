"""How often something comes back: "hằng năm", "mỗi quý một lần", "định kỳ 6 tháng"."""

import re
from collections.abc import Iterator

from dienhong.core.law.finding.bounds import Bound, read_bound
from dienhong.core.law.finding.governing import role_of
from dienhong.core.law.finding.numbers import NUMBER, compile_number, read_number
from dienhong.core.law.finding.quantity import QuantityKind, Read, Role
from dienhong.core.law.finding.sentences import Sentence

_UNITS = {
    "ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "quí": "quarter",
    "năm": "year",
}  # fmt: skip
# Not the year of a date, not "tháng 5", not "năm nay", "năm học".
_NO_DATE = r"(?! ?[\d\x00]| (?:nay|này|trước|sau|tới|đó|kia|ấy|học sinh)\b)"
_NO_YEAR = r"(?! ?\x00)"
_LONG = rf"(?:tuần|tháng|quý|quí|năm)\b{_NO_DATE}"
_EACH = (
    r"(?:(?<!ngân\s)(?<!mặt\s)(?<!khách\s)hàng|hằng|mỗi|từng|thường kỳ|"
    r"định kỳ(?: theo)?(?: mỗi)?|theo(?: từng)?)"
)
_SEPARATOR = r"(?: ?[,/–-] ?(?:và |hoặc )?| và | hoặc | hay )"
_TITLE = (
    r"(?:báo cáo|kế hoạch|chương trình|giao ban|đối thoại|sơ kết|tổng kết|sinh hoạt|họp|"
    r"kiểm điểm|đánh giá|định kỳ)"
)
_LIMIT = r"(?:trong|không|ít|tối|chậm|muộn|trên|dưới|sau|trước|quá|từ|là|có|thời|kéo|và|hoặc)"
_AT_LEAST = r"(?:(?P<before>ít nhất|tối thiểu|không dưới|không ít hơn|tối đa|không quá) )?"
_K = rf"(?P<k>{NUMBER})"
_FEW = r"(?: (?!lần\b)[^\W\d]{1,12}){0,5}?"

_TIMES = (
    # "5 năm hai lần", "mỗi tháng họp 1 lần", "một năm ít nhất hai lần"
    compile_number(
        rf"{_AT_LEAST}(?:(?P<each>mỗi|hằng|hàng|từng|cứ|định kỳ|trong|sau) ){{0,3}}(?:<N><B> ?)?"
        rf"(?P<unit>tuần|tháng|quý|quí|năm)\b{_NO_YEAR}{_FEW},?"
        rf" (?:(?P<before2>ít nhất|tối thiểu|không dưới|tối đa|không quá)(?: là)? )?"
        rf"{_K}<B> (?:lần|kỳ|phiên)\b(?! thứ)"
    ),
    # "01 lần/quý", "một lần trong một năm", "hai lần mỗi 5 năm"
    compile_number(
        rf"{_AT_LEAST}{_K}<B> (?:lần|kỳ|phiên)"
        r"(?: ?/ ?|(?: họp)?(?: trong| mỗi| một| hằng| hàng){1,3} )"
        rf"(?:<N><B> ?)?(?P<unit>tuần|tháng|quý|quí|năm)\b{_NO_YEAR}"
    ),
    # "6 tháng/lần", "quý/lần"
    compile_number(r"(?:<N><B> ?)?(?P<unit>tuần|tháng|quý|quí|năm) ?/ ?(?P<k>một|0?1)? ?lần\b"),
)
_HALF = compile_number(r"<N> tháng (?:đầu|cuối) (?:của )?(?:mỗi )?năm\b")
_WEEKDAY = r"thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật"
_DAY = compile_number(
    rf"\b(?P<day>(?:(?:sáng|chiều) )?(?:(?:{_WEEKDAY}) tuần (?:đầu|cuối)(?: tiên| cùng)?|{_WEEKDAY}"
    r"|ngày (?:làm việc )?(?:\d{1,2}|đầu tiên|cuối cùng|đầu|cuối)"
    r"|tuần (?:đầu tiên|đầu|cuối cùng|cuối|thứ (?:nhất|hai|ba|tư)|làm việc (?:đầu|cuối)\w{0,5})))"
    r" (?:(?:của |trong )?tháng (?:đầu tiên|đầu|cuối)(?: cùng)?"
    r"(?: của| hằng| hàng| mỗi)? (?=quý|quí))?"
    r"(?:(?:của |trong |vào )?(?:hằng|hàng|mỗi|từng|các|trong) |(?:của |trong )|(?=quý|quí))"
    rf"(?P<unit>tuần|tháng|quý|quí|năm)\b{_NO_DATE}"
)
_ITEM = compile_number(rf"(?:<N><B> )?(?P<unit>tuần|tháng|quý|quí|năm)\b{_NO_DATE}")
_PLAIN_ITEM = rf"(?:(?:{NUMBER}) )?{_LONG}"
_LIST = compile_number(
    rf"(?:(?P<each>{_EACH}(?: {_EACH})?) {_PLAIN_ITEM}"
    rf"|(?P<title>\b{_TITLE}(?: (?!{_LIMIT}\b)[^\W\d]{{1,9}}){{0,3}}?)"
    rf" (?=(?:0?[369]|ba|sáu|chín) tháng){_PLAIN_ITEM}"
    rf"|(?P<bare>\b{_TITLE}) {_LONG}"
    # "nhiệm vụ quý, 06 tháng, năm": a row of periods, not "ngày, tháng, năm"
    r"|\b(?:quý|quí|(?:0?6|sáu) tháng|tháng(?= ?, quý)|tuần(?= ?, tháng))"
    rf"{_SEPARATOR}{_PLAIN_ITEM})"
    rf"(?:{_SEPARATOR}(?:{_EACH} )?{_PLAIN_ITEM})*"
)
_END = compile_number(
    r"(?<!tháng\s)(?<!khi\s)\b(?P<edge>cuối|đầu|giữa|kết thúc|hết)(?: mỗi| hằng| hàng| từng)? "
    rf"(?P<unit>tuần|tháng|quý|quí|năm)\b{_NO_DATE}(?! (?:tài chính|công tác)? ?(?:\d|trước))"
)


def find_periods(sentence: Sentence) -> Iterator[Read]:
    """Yield how often things come back, no two from the same words."""
    reach = sentence.start
    found = sorted(_matches(sentence), key=lambda match: (match.start(), -match.end()))
    for match in found:
        if match.start() >= reach:
            reads = list(_reads(sentence, match))
            yield from reads
            reach = match.end() if reads else reach


def _matches(sentence: Sentence) -> Iterator[re.Match[str]]:
    for pattern in (*_TIMES, _HALF, _DAY, _LIST, _END):
        for match in pattern.finditer(sentence.flat, sentence.start, sentence.end):
            if pattern is not _TIMES[0] or match["each"] or match["n"]:
                yield match


def _reads(sentence: Sentence, match: re.Match[str]) -> Iterator[Read]:
    if match.re in _TIMES:
        yield _times(match)
    elif match.re is _HALF:
        yield _period(match.span(), str(read_number(match["n"])), "month", _role(sentence, match))
    elif match.re is _DAY:
        day = " ".join(match["day"].lower().split())
        yield _period(match.span(), day, _UNITS[match["unit"].lower()], Role.RULE)
    elif match.re is _END:
        yield _period(match.span(), "1", _UNITS[match["unit"].lower()], _role(sentence, match))
    else:
        yield from _listed(sentence, match)


def _listed(sentence: Sentence, match: re.Match[str]) -> Iterator[Read]:
    """Yield each period of "hằng tháng, hằng quý, 6 tháng"; all have the same role."""
    title = match["title"] or match["bare"] or ""
    role = _role(sentence, match, skip=len(title))
    for item in _ITEM.finditer(sentence.flat, match.start() + len(title), match.end()):
        value = str(read_number(item["n"])) if item["n"] else "1"
        yield _period(item.span(), value, _UNITS[item["unit"].lower()], role)


def _role(sentence: Sentence, match: re.Match[str], skip: int = 0) -> Role:
    return role_of(sentence, match.start() + skip, match.end())


def _period(span: tuple[int, int], value: str, unit: str, role: Role) -> Read:
    return Read(QuantityKind.FREQUENCY, value, unit, Bound.EVERY, *span, role=role)


def _times(match: re.Match[str]) -> Read:
    groups = match.groupdict()
    strict = groups.get("before2") or groups.get("before")
    return Read(
        QuantityKind.FREQUENCY,
        str(read_number(match["n"])) if match["n"] else "1",
        _UNITS[match["unit"].lower()],
        (read_bound(strict) if strict else None) or Bound.EVERY,
        *match.span(),
        times=read_number(groups["k"]) if groups.get("k") else 1,
    )
