"""Terms and lengths of time: "chậm nhất 05 ngày làm việc", "ít nhất 20 ngày liên tục"."""

import re
from collections.abc import Iterator

from dienhong.core.law.finding.bounds import AFTER, BEFORE, Bound, read_bound
from dienhong.core.law.finding.numbers import compile_number, read_number
from dienhong.core.law.finding.quantity import QuantityKind, Read
from dienhong.core.law.finding.sentences import Sentence

_UNITS = {
    "giờ": "hour", "ngày": "day", "tuần": "week", "tháng": "month", "quý": "quarter", "năm": "year",
}  # fmt: skip
_TIME = compile_number(
    r"(?P<lead>\b(?:trong (?:thời hạn|vòng|thời gian|khoảng thời gian|khoảng)|trong|thời hạn|"
    r"thời gian|nhiệm kỳ|sau|trước|kéo dài|gia hạn(?: thêm)?)\b(?: ?\([^()]{0,20}\))?)?"
    rf"(?:(?:^| )?(?:(?:là|tính|sau|trong|vòng|thời hạn|thêm|cũng|phải) ){{0,3}}{BEFORE}"
    r"(?: (?:là|sau|trong|vòng|thời hạn|trước|có|đến|không quá)){0,3})?"
    r"(?: là| từ){0,2} ?<N><B>(?:<-><M><B>)? (?P<unit>giờ|ngày|tuần|tháng|năm)\b"
    r"(?! (?:tuổi|sinh|công tác\b))"
    r"(?P<kind> làm việc| lịch)?(?P<unbroken> liên (?:tục|tiếp))?"
    rf"(?: {AFTER})?"
)
_LASTS = re.compile(
    r"niêm yết|lưu giữ|lưu trữ|bảo quản|kéo dài|duy trì|nhiệm kỳ|đăng tải|gia hạn|treo|"
    r"để nguyên|thời gian (?:lấy ý kiến|góp ý|công khai|niêm yết|đăng)|lấy ý kiến|"
    r"góp ý|bảo lưu|liên tục".replace(" ", r"\s{1,9}"),
    re.IGNORECASE,
)
# A state that has lasted so long decides whether a rule applies at all.
_STATE = re.compile(
    r"(?:thời gian|thời hạn)(?: (?:hoạt động|công tác|làm việc|thành lập))?(?: (?:là|từ|đã))?\s*$"
    r"|(?:thâm niên|công tác|làm việc|hoạt động|thành lập)(?: thời gian)?"
    r"(?: (?:được|từ|đã))?\s*$".replace(" ", r"\s{1,9}"),
    re.IGNORECASE,
)
_LASTS_JUST_NOW = re.compile(rf"(?:{_LASTS.pattern})\s{{0,3}}$", re.IGNORECASE)
_TERM_OF = re.compile(r"thời\s{1,9}(?:hạn|gian)(?:\s{1,9}\w{1,12}){0,8}\s{0,9}$", re.IGNORECASE)
_DOES = re.compile(
    r"\b(?:trả\s+lời|gửi|giải\s+quyết|thông\s+báo|báo\s+cáo|hoàn\s+thành|phải)\b", re.IGNORECASE
)
_EARLIER = re.compile(r"\btrước\b", re.IGNORECASE)
_SOON_AFTER = re.compile(
    r"[^;.,\d]{0,25}?\b(?:trước (?:khi|ngày|hội nghị|cuộc họp|thời điểm)|trước\b)".replace(
        " ", r"\s{1,9}"
    ),
    re.IGNORECASE,
)
_SINCE = re.compile(r"\s{0,3}(?:,\s?)?(?:kể|tính)?\s{0,3}(?:từ|sau)\b", re.IGNORECASE)
_BEHIND = 60


def find_times(sentence: Sentence) -> Iterator[Read]:
    """Yield terms, lengths of time, and the times on which a rule depends."""
    last: QuantityKind | None = None
    for found in _TIME.finditer(sentence.flat, sentence.start, sentence.end):
        kind = _kind(sentence, found) or (last if found["kind"] else None)
        if kind:
            last = kind
            yield _read(sentence, found, kind)


def _kind(sentence: Sentence, found: re.Match[str]) -> QuantityKind | None:
    """Return what the time is for; None for one that the text sets nothing by."""
    lead = " ".join((found["lead"] or "").lower().split())
    bound = _bound(found)
    before = sentence.before(found.start())[-200:]
    if found["unbroken"] or lead in {"nhiệm kỳ", "kéo dài", "gia hạn", "gia hạn thêm"}:
        return QuantityKind.DURATION
    if _is_before(sentence, found, lead):
        return QuantityKind.DEADLINE
    if _depends(found, before, lead, bound):
        return QuantityKind.THRESHOLD
    lasts = _lasts(before)
    stated = bool(lead or bound) or (
        _lasting_is_stated(found, before) if lasts else _term_is_stated(sentence, found, before)
    )
    if not stated:
        return None
    return QuantityKind.DURATION if lasts or bound is Bound.AT_LEAST else QuantityKind.DEADLINE


def _lasting_is_stated(found: re.Match[str], before: str) -> bool:
    """Tell whether it is said how long: "lưu giữ 20 năm", "nhiệm kỳ của Ban là 02 năm"."""
    return bool(_LASTS_JUST_NOW.search(before)) or _is_stated(found, before)


def _term_is_stated(sentence: Sentence, found: re.Match[str], before: str) -> bool:
    """Tell whether it is said to be a term: "05 ngày kể từ", "thời hạn trả lời là 07 ngày"."""
    since = _SINCE.match(sentence.flat, found.end(), sentence.end) is not None
    return since or (_is_stated(found, before) and _TERM_OF.search(before) is not None)


def _is_stated(found: re.Match[str], before: str) -> bool:
    return found[0].lstrip().lower().startswith("là") or before.rstrip().endswith("là")


def _lasts(before: str) -> bool:
    """Tell whether the last verb is of something that lasts: "niêm yết", not "gửi"."""
    last = max((found.start() for found in _LASTS.finditer(before)), default=-1)
    return last >= 0 and not _DOES.search(before, last)


def _is_before(sentence: Sentence, found: re.Match[str], lead: str) -> bool:
    """Tell whether it is counted back from an event: "trước hội nghị ít nhất 05 ngày"."""
    if lead == "trước" or _EARLIER.search(found[0]):
        return True
    if _SOON_AFTER.match(sentence.flat, found.end(), min(sentence.end, found.end() + _BEHIND)):
        return True
    return bool(_EARLIER.search(sentence.before(found.start())[-30:])) and bool(found["before"])


def _depends(found: re.Match[str], before: str, lead: str, bound: Bound | None) -> bool:
    """Tell whether a rule applies only from, or only up to, this length of time."""
    if found["after"]:
        return True
    if bound in {Bound.MORE_THAN, Bound.LESS_THAN}:
        return True
    return (
        bound is not None
        and not lead
        and bool(_STATE.search(before))
        and bound is not (Bound.AT_MOST)
    )


def _bound(found: re.Match[str]) -> Bound | None:
    said = found["after"] or found["before"]
    return read_bound(said) if said else None


def _read(sentence: Sentence, found: re.Match[str], kind: QuantityKind) -> Read:
    value = str(read_number(found["n"]))
    bound = _bound(found)
    if found["m"]:
        value = f"{value}-{read_number(found['m'])}"
        bound = Bound.BETWEEN
    if kind is QuantityKind.DEADLINE:
        earlier = _is_before(sentence, found, " ".join((found["lead"] or "").lower().split()))
        if earlier and bound in {None, Bound.AT_MOST}:  # "chậm nhất 5 ngày trước" is 5 or more
            bound = Bound.AT_LEAST
        bound = bound or Bound.AT_MOST
    unit = found["unit"].lower()
    of = " ".join(f"{unit} {found['kind'] or ''} {found['unbroken'] or ''}".lower().split())
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    return Read(
        kind,
        value,
        "working_day" if (found["kind"] or "").strip().lower() == "làm việc" else _UNITS[unit],
        bound or Bound.EXACTLY,
        start,
        found.end(),
        of=of,
    )
