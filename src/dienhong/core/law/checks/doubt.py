"""What a doubt on a text is: a place, what is doubtful there, and why."""

from dataclasses import dataclass
from enum import StrEnum

from dienhong.core.law.structure.lines import clean
from dienhong.core.law.tree import Node, Tree

_TAIL = 60


class DoubtKind(StrEnum):
    """What is doubtful; ``label`` says it in Vietnamese."""

    UNFINISHED = "unfinished"
    BLANK_NUMBER = "blank_number"
    BLANK_DATE = "blank_date"
    WRONG_REFERENCE = "wrong_reference"
    AMBIGUOUS_REFERENCE = "ambiguous_reference"
    REPEATED = "repeated"
    GAP = "gap"
    ABBREVIATION_FORMS = "abbreviation_forms"
    ABBREVIATION_UNDEFINED = "abbreviation_undefined"
    BODY_UNDEFINED = "body_undefined"
    NO_ACTOR = "no_actor"
    NO_START = "no_start"
    STALE_BASIS = "stale_basis"
    ACT_NAME = "act_name"
    ACT_NUMBER = "act_number"
    TERM_FORMS = "term_forms"
    TYPO = "typo"
    WEAKER_THAN_LAW = "weaker_than_law"
    SILENT = "silent"

    @property
    def label(self) -> str:
        """The kind in Vietnamese, as lists show it."""
        return _LABELS[self]


_LABELS = {
    DoubtKind.UNFINISHED: "câu chưa kết thúc",
    DoubtKind.BLANK_NUMBER: "số để trống",
    DoubtKind.BLANK_DATE: "ngày để trống",
    DoubtKind.WRONG_REFERENCE: "dẫn chiếu sai",
    DoubtKind.AMBIGUOUS_REFERENCE: "dẫn chiếu chưa rõ",
    DoubtKind.REPEATED: "số trùng",
    DoubtKind.GAP: "số thiếu",
    DoubtKind.ABBREVIATION_FORMS: "chữ viết tắt nhiều dạng",
    DoubtKind.ABBREVIATION_UNDEFINED: "chữ viết tắt chưa giải thích",
    DoubtKind.BODY_UNDEFINED: "tổ chức chưa được quy định",
    DoubtKind.NO_ACTOR: "việc chưa có người làm",
    DoubtKind.NO_START: "thời hạn chưa có mốc",
    DoubtKind.STALE_BASIS: "căn cứ hết hoặc chưa có hiệu lực",
    DoubtKind.ACT_NAME: "tên văn bản chưa đúng",
    DoubtKind.ACT_NUMBER: "số văn bản chưa đủ",
    DoubtKind.TERM_FORMS: "một nhóm người gọi nhiều cách",
    DoubtKind.TYPO: "lỗi chữ",
    DoubtKind.WEAKER_THAN_LAW: "yếu hơn luật",
    DoubtKind.SILENT: "quy chế không quy định",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place to look at; ``address`` is "" for the head of a text.

    ``start`` and ``end`` are source offsets of the words in question, ``quote`` those
    words cleaned, ``reason`` Vietnamese, one sentence. ``act`` names the act of law that
    the doubt is about, "" where it is about the text alone.
    """

    part: str
    address: str
    start: int
    end: int
    kind: DoubtKind
    reason: str
    quote: str
    act: str = ""


def doubt_at(
    tree: Tree,
    at: tuple[str, str],
    span: tuple[int, int],
    kind: DoubtKind,
    reason: str,
    act: str = "",
) -> Doubt:
    """Return a doubt on the words of ``span``, at part and address ``at``."""
    return Doubt(*at, *span, kind, reason, clean(tree.source[slice(*span)]), act)


def doubt_on_beginning(tree: Tree, node: Node, kind: DoubtKind, reason: str) -> Doubt:
    """Return a doubt on a node's first words."""
    span = (node.start, min(node.end, node.start + _TAIL))
    return doubt_at(tree, (node.part, node.address), span, kind, reason)


def doubt_on_end(tree: Tree, node: Node, kind: DoubtKind, reason: str) -> Doubt:
    """Return a doubt on a node's last words."""
    start = node.start
    if node.end - start > _TAIL:
        start = tree.source.find(" ", node.end - _TAIL, node.end) + 1 or node.end - _TAIL
    return doubt_at(tree, (node.part, node.address), (start, node.end), kind, reason)
