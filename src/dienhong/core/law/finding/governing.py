"""Whether words like "hằng năm" set a period, told by the verb that governs them.

"Tổ chức hội nghị hằng năm" sets one; "kế hoạch công tác hằng năm", as a thing to publish,
only names one. The words that govern stand before it in the same part of the sentence.
"""

import re
from dataclasses import dataclass

from dienhong.core.law.finding.quantity import Role
from dienhong.core.law.finding.sentences import Sentence

_WORDS = {
    # A modal or a passive: what follows it is what the sentence orders.
    "modal": r"phải|có trách nhiệm|có nhiệm vụ|cần|sẽ|thì|được(?= (?:tổ chức|thực hiện|tiến hành|"
    r"đánh giá|xây dựng|lập|công khai|báo cáo|triệu tập|rà soát|kiểm tra|ban hành|thông báo))",
    # Words after which something is only the place or the means.
    "place": r"thông qua|qua|tại|trong|ở|phục vụ|cho|theo|tham gia|tham dự|về|của|chuẩn bị",
    # Things that have a yearly or monthly edition of their own.
    "thing": r"kế hoạch|chương trình|kinh phí|dự toán|quyết toán|kết quả|biện pháp|ngân sách|"
    r"nội dung|nhiệm vụ|chủ trương|chỉ tiêu|số liệu|chi phí|tình hình|định mức|tài sản|"
    r"phong trào|danh sách|danh mục|các báo cáo|bản báo cáo|"
    r"báo cáo(?= (?:sơ kết|tổng kết|tài chính))",
    "event": r"(?:các )?(?:cuộc|buổi|kỳ|phiên) họp|hội nghị|đại hội|sinh hoạt chi bộ|hội thảo",
    "make": r"xây dựng|lập|soạn thảo|ban hành|trình|phê duyệt|duyệt|đề ra",
    "act": r"tổ chức|triệu tập|tiến hành|duy trì|chủ trì|mở|thực hiện|họp|giao ban|sinh hoạt|"
    r"đối thoại|đánh giá|kiểm điểm|sơ kết|tổng kết|rà soát|kiểm tra|giám sát|báo cáo|"
    r"thông báo|công khai|niêm yết|công bố|lấy ý kiến|tiếp công dân|gửi|xếp loại|phân loại|"
    r"bình xét|bình bầu|cập nhật|thống kê|tổng hợp|đối chiếu|kê khai|nhắc nhở|đôn đốc|"
    r"phối hợp|gặp gỡ|hướng dẫn|theo dõi|xem xét|làm việc|biểu dương|khen thưởng",
}
_KNOWN = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{words})\b)" for name, words in _WORDS.items()).replace(
        " ", r"\s{1,9}"
    ),
    re.IGNORECASE,
)
_VERBS = {"make", "act"}
_REPORTED = re.compile(r"kết\s{1,9}quả|tình\s{1,9}hình", re.IGNORECASE)
_OR = re.compile(r"\bhoặc\b", re.IGNORECASE)
# What may stand before the first word of a sentence: its marker.
_NOTHING = re.compile(
    r"[\s\x00.:,()–•+-]*(?:\d{1,2}[.)]|[a-zđ]\d?\))?[\s\x00]*(?:(?:và|đồng thời|vào|dịp)\s+)?",
    re.IGNORECASE,
)
# "ngày 15 tháng 12 hằng năm": the day that comes back stands before it, covered.
_DATE = re.compile(r"\x00\s*$")
_ADVERBIAL = re.compile(
    r"[\s\x00.:()–•+-]*(?:\d{1,2}[.)]|[a-zđ]\d?\))?[\s\x00]*"
    r"(?:căn cứ|khi|trong|sau|trước|để|theo|tại|ngoài|nếu|trường hợp|trên cơ sở)\b",
    re.IGNORECASE,
)
_LOOK_BACK = 400


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    said: str


def role_of(sentence: Sentence, start: int, end: int) -> Role:
    """Tell whether the period at ``start`` to ``end`` of the source is set or only named."""
    before = sentence.before(start)[-_LOOK_BACK:]
    if _NOTHING.fullmatch(before) or _DATE.search(before):
        return Role.RULE
    words = _since_modal(_words(_main_part(before)))
    follows = _KNOWN.match(sentence.after(end).lstrip(" ,)"))
    if follows and follows.lastgroup in _VERBS and not _is_thing(words):
        return Role.RULE
    return Role.RULE if _orders(words, before) else Role.MENTION


def _main_part(before: str) -> str:
    """Return the words without "Căn cứ nghị quyết …," or "Khi …," at the beginning."""
    if not _ADVERBIAL.match(before):
        return before
    for comma in reversed(list(re.finditer(",", before))):
        rest = before[comma.end() :]
        first = next(iter(_words(rest)), None)
        if first and first.kind in {*_VERBS, "modal"}:
            return rest
    return before


def _words(before: str) -> list[_Word]:
    return [_Word(found.lastgroup or "", found[0]) for found in _KNOWN.finditer(before)]


def _since_modal(words: list[_Word]) -> list[_Word]:
    """Return the words after the last modal, or all."""
    last = max((at for at, word in enumerate(words) if word.kind == "modal"), default=-1)
    return words[last + 1 :]


def _is_thing(words: list[_Word]) -> bool:
    return bool(words) and words[-1].kind in {"thing", "place"}


def _orders(words: list[_Word], before: str) -> bool:
    """Tell whether the words begin with a verb whose act comes back, or whose thing is made."""
    # "Trong thời gian …", "Tại cuộc họp": the place before the verb says nothing.
    while words and words[0].kind == "place" and any(word.kind in _VERBS for word in words[1:]):
        if words[0].said.lower() in {"qua", "thông qua", "phục vụ", "cho"}:
            return False
        words = words[1:]
    if not words or words[0].kind not in _VERBS:
        return False
    objects = [at for at, word in enumerate(words) if word.kind not in _VERBS]
    if not objects:
        return True
    verbs, thing = words[: objects[0]], words[objects[0]]
    return _comes_back(verbs, thing, words[objects[0] :], before)


def _comes_back(verbs: list[_Word], thing: _Word, rest: list[_Word], before: str) -> bool:
    if verbs[-1].said.lower().startswith("báo cáo") and any(
        _REPORTED.match(word.said) for word in rest
    ):
        return True
    if thing.kind == "thing":
        return verbs[-1].kind == "make"
    if any(word.kind == "thing" for word in rest):
        return False
    # "Thông báo tại hội nghị hằng năm" orders it there each time, "… hoặc hội nghị" does not.
    return _OR.search(before) is None
