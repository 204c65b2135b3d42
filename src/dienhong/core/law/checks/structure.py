"""Sentences that break off, numbers that are missing or stand twice."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from dienhong.core.citation import say_address
from dienhong.core.law.checks.doubt import Doubt, DoubtKind, doubt_on_beginning, doubt_on_end
from dienhong.core.law.citing.passages import CitedText
from dienhong.core.law.finding.wording import says, units
from dienhong.core.law.structure.fitting import MISREAD
from dienhong.core.law.structure.lines import split
from dienhong.core.law.structure.markers import leading_int, read_marker
from dienhong.core.law.structure.sequence import OPTIONAL_LETTERS, letters_between
from dienhong.core.law.tree import Kind, Node, Tree

_ENDS = tuple(".;:!?…”\"')]»/")
_MOSTLY = 0.8  # a text of which fewer units end in a full stop does not use them
_FILE = re.compile(r"\.(?:docx?|pdf|xlsx?|zip|rar)$", re.IGNORECASE)  # a link that was left over
# How the structure says that it read a plain number and took it for another one.
_READ = re.compile(re.escape(MISREAD).replace(r"\{\}", r"(?P<number>\d{1,3})"))
# No sentence, no item of a list and no title ends with such a word.
_DANGLING = re.compile(
    r"(?:^|\s)(?:và|hoặc|của|thì|theo|các|những|để|tại|là|do|với|cho|khi|bằng|về|mà|nếu|như|gồm"
    r"|thuộc|đối với|từ|đến)$"
)


def unfinished(text: CitedText) -> Iterator[Doubt]:
    """Yield units without an end, in a text whose units mostly have one."""
    tree = text.tree
    leaves = [node for node in units(tree) if not tree.children(node)]
    ended = sum(says(node).endswith(_ENDS) for node in leaves)
    strict = ended >= _MOSTLY * len(leaves)
    for node in units(tree):
        leaf = not tree.children(node)
        reason = _of_leaf(tree, node, strict=strict) if leaf else _of_lead(node)
        if reason:
            yield doubt_on_end(tree, node, DoubtKind.UNFINISHED, reason)


def _of_leaf(tree: Tree, node: Node, *, strict: bool) -> str:
    words = says(node)
    if words.endswith(":"):
        return "Kết thúc bằng dấu hai chấm nhưng không có gì theo sau"
    if not words:
        return "Chỉ có số, không có nội dung"
    ended = words.endswith(_ENDS) or _FILE.search(words) or _in_list_of_commas(tree, node)
    if strict and not ended:
        return "Câu chưa kết thúc: không có dấu chấm câu ở cuối, có thể bị thiếu chữ"
    return ""


def _of_lead(node: Node) -> str:
    if _DANGLING.search(node.text):
        return "Câu chưa kết thúc trước khi danh sách bắt đầu, có thể bị thiếu chữ"
    return ""


def _in_list_of_commas(tree: Tree, node: Node) -> bool:
    """Tell whether the node ends with a comma as most of its list does."""
    if not says(node).endswith(",") or not node.parent:
        return False
    beside = tree.children(tree.node(node.part, node.parent))
    commas = sum(says(one).endswith(",") for one in beside)
    return commas * 2 >= len(beside) and node is not beside[-1]


def repeated(text: CitedText) -> Iterator[Doubt]:
    """Yield the second and further nodes of one address in one part."""
    seen: Counter[tuple[str, str]] = Counter()
    for node in text.tree.nodes:
        seen[node.part, node.address] += 1
        if seen[node.part, node.address] > 1:
            reason = f"{_say(node)} xuất hiện lần thứ {seen[node.part, node.address]}"
            yield doubt_on_beginning(text.tree, node, DoubtKind.REPEATED, reason)


def renumbered(text: CitedText) -> Iterator[Doubt]:
    """Yield units whose number is another than their place in the order asks for.

    Letters that a scan mistook for a number ("l" for 1) are the reader's to say, not these.
    """
    for node in text.tree.nodes:
        read = next(
            (found["number"] for why in node.reasons if (found := _READ.fullmatch(why))), ""
        )
        if read and read.lstrip("0") != node.number:
            kind = DoubtKind.GAP if _is_later(read, node) else DoubtKind.REPEATED
            reason = f"Ghi số {read}, theo thứ tự là {say_address(node.address)}"
            yield doubt_on_beginning(text.tree, node, kind, reason)


def _is_later(read: str, node: Node) -> bool:
    return leading_int(read) > leading_int(node.number)


def repeated_inside(text: CitedText) -> Iterator[Doubt]:
    """Yield clauses in whose text a line begins with their own number again.

    A list that goes on from there is a list in the clause; one line is a clause misnumbered.
    """
    for node in text.tree.nodes:
        if node.kind is Kind.CLAUSE:
            inside = [number for number in _numbers_inside(text, node) if number]
            if inside == [node.number]:
                reason = f"Trong {say_address(node.address)} có đoạn mang số {node.number} lần nữa"
                yield doubt_on_beginning(text.tree, node, DoubtKind.REPEATED, reason)


def _numbers_inside(text: CitedText, node: Node) -> Iterator[str]:
    for start, end in node.spans:
        for left, right in split(text.folded, start, end):
            marker = read_marker(text.folded, left, right) if left > node.start else None
            if marker and marker.kind is Kind.CLAUSE:
                yield marker.number


def _say(node: Node) -> str:
    said = say_address(node.address)
    return said[:1].upper() + said[1:]


def gaps(text: CitedText) -> Iterator[Doubt]:
    """Yield the nodes before which a number of the sequence is missing."""
    for series in _series(text.tree):
        for before, node in pairwise([None, *series]):
            assert node is not None
            missing = _missing(before.number if before else "", node)
            if missing:
                reason = f"Trước {say_address(node.address)} thiếu số {missing}"
                yield doubt_on_beginning(text.tree, node, DoubtKind.GAP, reason)


def _series(tree: Tree) -> list[list[Node]]:
    """Return the nodes that are numbered together: chapters, articles through the whole part."""
    groups: dict[tuple[str, Kind, str], list[Node]] = {}
    for node in tree.nodes:
        if node.kind is not Kind.INDENT and "." not in node.number:
            under = "" if node.kind in (Kind.ARTICLE, Kind.CHAPTER) else node.parent
            groups.setdefault((node.part, node.kind, under), []).append(node)
    return list(groups.values())


def _missing(previous: str, node: Node) -> str:
    """Return what is missing between two neighbours, as people write it, or ""."""
    if node.kind is Kind.POINT:
        if previous and node.number[0] <= previous[0]:
            return ""
        letters = letters_between(previous, node.number)
        return ", ".join(letter for letter in letters if letter not in OPTIONAL_LETTERS)
    first, last = leading_int(previous) + 1, leading_int(node.number) - 1
    if first > last:
        return ""
    return str(first) if first == last else f"{first} đến {last}"
