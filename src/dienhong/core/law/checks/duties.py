"""Duties that nobody has, terms that begin nowhere, bodies that nobody has set up."""

import re
from collections.abc import Iterator

from dienhong.core.law.checks.doubt import Doubt, DoubtKind, doubt_at
from dienhong.core.law.citing.passages import RULING, CitedText, Passage
from dienhong.core.law.finding.wording import says
from dienhong.core.law.tree import Kind, Node, Tree

_DUTY = re.compile(
    r"(?:^|[.;]\s++|\n)\W{0,4}(?P<duty>(?:Phải|Có trách nhiệm|Có nghĩa vụ|Chịu trách nhiệm"
    r"|Bắt buộc phải)\s++(?!được\b)[^.;\n]{3,80})"
)
_ACTOR = re.compile(
    r"\b(?:người|cán bộ|công chức|viên chức|lao động|lãnh đạo|thủ trưởng|trưởng|phó|chánh|giám đốc"
    r"|chủ tịch|chủ nhiệm|bộ trưởng|thủ tướng|chính phủ|quốc hội|cơ quan|đơn vị|tổ chức|phòng|ban"
    r"|hội đồng|ủy ban|uỷ ban|công đoàn|cá nhân|tập thể|thành viên|đại biểu|nhân dân|công dân"
    r"|doanh nghiệp|bộ|sở|tổ|đoàn|hội|văn phòng|nhà nước|chỉ huy|quân nhân|ủy viên|CB\w+)\b",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\b(?:trong(?:\s++thời\s++hạn|\s++vòng)?|chậm\s++nhất(?:\s++là)?|muộn\s++nhất(?:\s++là)?"
    r"|thời\s++hạn(?:\s++là)?|không\s++quá)\s++"
    r"(?:không\s++quá\s++)?\d{1,3}\s++(?:ngày(?:\s++làm\s++việc)?|giờ|tháng)\b(?!\s++(?:liên\s++tục|tuổi))",
    re.IGNORECASE,
)
_GENERAL_START = re.compile(r"(?:Các\s++t|T)hời hạn[^.;\n]{0,60}\btính từ\b")
_START = re.compile(
    r"\b(?:kể từ|tính từ|từ ngày|từ khi|từ thời điểm|từ lúc|sau khi|sau ngày|trước|sau|đầu|cuối"
    r"|khi|hằng|hàng|mỗi|liên tục|kể|từ lần|đối với|thì|kéo dài|gia hạn|không ít hơn)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;](?=\s|$)|\n[^\S\n]*+\n")
_VERBS = (
    r"có trách nhiệm|có nhiệm vụ|phải|chịu trách nhiệm|thực hiện|tổ chức|quyết định|xem xét|báo cáo"
    r"|giúp|tổng hợp|thông báo|lập|họp|theo dõi|kiểm tra|đôn đốc|hướng dẫn|công bố|công khai"
)
# A name: two to five syllables, the first of them often a capital.
_BODY = re.compile(
    r"(?<!\w)(?P<noun>Ban|Tổ|Hội đồng|Tiểu ban|Nhóm|Đội)\s++(?!chức\b|quốc\b|chuyên\b)"
    r"(?P<name>(?:(?!(?:phải|và|hoặc|hay|là|do|được|của|trong|để|cùng|với|tại|theo|mỗi|đã|sẽ|này)\b)"
    rf"(?!(?:{_VERBS})\b)[^\W\d_]+\s++){{1,6}}?)(?=(?:{_VERBS})\b)"
)
# Bodies that laws set up, or that stand in every office.
_BY_LAW = re.compile(
    r"thanh tra|chấp hành|giám sát đầu tư|thường vụ|giám đốc|giám hiệu|bí thư|nhân dân|dân tộc"
    r"|bầu cử|đảng|cán sự|tổ chức|tuyên giáo|dân vận|dân phố|công tác mặt trận|trung ương"
    r"|chỉ huy|quản lý|lãnh đạo|thi đua|kỷ luật",
    re.IGNORECASE,
)
_SET_UP = (
    r"thành lập|gồm|bầu|cử|là tổ chức|là cơ quan|do\s|kiện toàn|thành viên"
    r"|gọi (?:tắt |chung )?là|quyết định của"
)


def without_actor(text: CitedText) -> Iterator[Doubt]:
    """Yield duties whose sentence has no subject, where nothing above names one."""
    for passage in _ruling(text):
        node = passage.node
        words = text.folded[passage.start : passage.end]
        for found in _DUTY.finditer(words):
            before = words[: found.start("duty")]
            if node and not _ACTOR.search(before) and not _names_actor_above(text.tree, node):
                reason = "Câu giao việc nhưng không nói ai làm"
                start, end = found.span("duty")
                yield doubt_at(
                    text.tree,
                    (passage.part, passage.address),
                    (passage.start + start, passage.start + end),
                    DoubtKind.NO_ACTOR,
                    reason,
                )


def _ruling(text: CitedText) -> Iterator[Passage]:
    return (one for one in text.passages if one.node and one.node.kind in RULING)


def _names_actor_above(tree: Tree, node: Node) -> bool:
    """Tell whether the units above, up to the section, say who is spoken of."""
    above = node
    if node.heading and _ACTOR.search(node.heading):
        return True
    while above.parent and above.kind is not Kind.CHAPTER:
        above = tree.node(above.part, above.parent)
        if above.kind is not Kind.CHAPTER and _ACTOR.search(says(above)):
            return True
    return False


def terms_without_start(text: CitedText) -> Iterator[Doubt]:
    """Yield terms of days whose sentence does not say from when they run.

    A text that says once for all from when its terms run is passed over.
    """
    if _GENERAL_START.search(text.folded):
        return
    for passage in _ruling(text):
        for start, end in _sentences(text.folded, passage):
            if _START.search(text.folded, start, end):
                continue
            for found in _TERM.finditer(text.folded, start, end):
                reason = "Thời hạn không nói tính từ ngày nào hoặc từ việc nào"
                at = (passage.part, passage.address)
                yield doubt_at(text.tree, at, found.span(), DoubtKind.NO_START, reason)


def _sentences(folded: str, passage: Passage) -> Iterator[tuple[int, int]]:
    begun = passage.start
    for found in _SENTENCE_END.finditer(folded, passage.start, passage.end):
        yield begun, found.start()
        begun = found.end()
    yield begun, passage.end


def bodies_undefined(text: CitedText) -> Iterator[Doubt]:
    """Yield bodies that get tasks though the text never sets them up, each once."""
    seen: set[str] = set()
    for passage in _ruling(text):
        for found in _BODY.finditer(text.folded, passage.start, passage.end):
            name = " ".join(f"{found['noun']} {found['name']}".split())
            if name in seen or _BY_LAW.search(found["name"]):
                continue
            seen.add(name)
            if not _is_set_up(text.folded, name, len(found["noun"].split()) + 1):
                reason = f"“{name}” được giao việc nhưng văn bản không nói do ai lập, gồm những ai"
                at = (passage.part, passage.address)
                span = (found.start(), found.start() + len(found[0].rstrip()))
                yield doubt_at(text.tree, at, span, DoubtKind.BODY_UNDEFINED, reason)


def _is_set_up(folded: str, name: str, least: int) -> bool:
    """Tell whether the text sets up the body; its name has ``least`` words of ``name`` or more."""
    words = name.split()
    return any(_is_set_up_as(folded, words[:size]) for size in range(len(words), least - 1, -1))


def _is_set_up_as(folded: str, words: list[str]) -> bool:
    name = r"\s++".join(map(re.escape, words))
    behind = rf"{name}[^.;\n]{{0,40}}(?:{_SET_UP})"
    return re.search(rf"(?:{_SET_UP})[^.;\n]{{0,60}}{name}|{behind}", folded) is not None
