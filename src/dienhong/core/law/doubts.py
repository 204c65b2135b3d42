"""What in a regulation's text a person should look at before it is put in force."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from dienhong.core.citation import say_address
from dienhong.core.law.cues import Cue
from dienhong.core.law.header import find_date, find_number
from dienhong.core.law.lines import clean, fold
from dienhong.core.law.lists import holders
from dienhong.core.law.markers import leading_int
from dienhong.core.law.sequence import OPTIONAL_LETTERS, letters_between
from dienhong.core.law.tree import Kind, Node, NoiseKind, Part, Tree
from dienhong.core.law.wording import says, units

_ENDS = tuple(".;:!?…”\"')]»/,")
_MOSTLY = 0.8  # a text of which fewer units end in a full stop does not use them
_TAIL = 60
_CITED = re.compile(
    r"(?:quy định|nêu|ghi|liệt kê)\s+(?:tại|ở|trong)\s+[Đđ]iều\s+(?P<n>\d{1,3}[a-zđ]?)\b"
    r"(?!\s*(?:,|và|của)?\s*(?:Luật|Bộ luật|Nghị định|Thông tư|Hiến pháp|Pháp lệnh))"
)
_BLANK_NUMBER = re.compile(r"[Qq]uyết định\s+số\s*+:?[\s.…_]*+/\s*+[A-ZĐ][\wĐ-]*")
_BLANK_DATE = re.compile(
    r"ngày[\s.…_]*+(?:/\s*+\d{1,2}\s*+/\s*+\d{4}|tháng\s*+\d{0,2}[\s.…_]*+năm\s*+\d{0,4})"
)


class DoubtKind(StrEnum):
    """What is doubtful."""

    UNFINISHED = "unfinished"
    BLANK_NUMBER = "blank_number"
    BLANK_DATE = "blank_date"
    WRONG_REFERENCE = "wrong_reference"
    REPEATED = "repeated"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place to look at; ``address`` is "" for the head of a text.

    ``start`` and ``end`` are source offsets of the words in question, ``quote`` those
    words cleaned, ``reason`` Vietnamese, one sentence.
    """

    part: Part
    address: str
    start: int
    end: int
    kind: DoubtKind
    reason: str
    quote: str


def find_doubts(tree: Tree, cues: Iterable[Cue] = ()) -> tuple[Doubt, ...]:
    """Return the doubts on ``tree`` in the order of the source.

    ``cues`` tell which lists refer to another list by its article.
    """
    found = [
        *_unfinished(tree),
        *_blanks(tree),
        *_wrong_references(tree, {cue.name: cue for cue in cues}),
        *_repeated(tree),
        *_gaps(tree),
    ]
    return tuple(sorted(found, key=lambda doubt: (doubt.start, doubt.kind)))


def _unfinished(tree: Tree) -> Iterator[Doubt]:
    """Yield units without an end, in a text whose units mostly have one."""
    leaves = [node for node in units(tree) if not tree.children(node)]
    ended = sum(says(node).endswith(_ENDS) for node in leaves)
    for node in leaves:
        words = says(node)
        if words.endswith(":"):
            reason = "Kết thúc bằng dấu hai chấm nhưng không có gì theo sau"
        elif not words:
            reason = "Chỉ có số, không có nội dung"
        elif not words.endswith(_ENDS) and ended >= _MOSTLY * len(leaves):
            reason = "Câu chưa kết thúc: không có dấu chấm câu ở cuối, có thể bị thiếu chữ"
        else:
            continue
        yield _of_node(tree, node, DoubtKind.UNFINISHED, reason)


def _of_node(tree: Tree, node: Node, kind: DoubtKind, reason: str) -> Doubt:
    """Return a doubt on a node's last words."""
    start = node.start
    if node.end - start > _TAIL:
        start = tree.source.find(" ", node.end - _TAIL, node.end) + 1 or node.end - _TAIL
    return _doubt(tree, (node.part, node.address), (start, node.end), kind, reason)


def _doubt(
    tree: Tree, at: tuple[Part, str], span: tuple[int, int], kind: DoubtKind, reason: str
) -> Doubt:
    return Doubt(*at, *span, kind, reason, clean(tree.source[slice(*span)]))


def _blanks(tree: Tree) -> Iterator[Doubt]:
    """Yield number and date where the letterhead, or the regulation's title, leaves them out."""
    folded, first = fold(tree.source), tree.nodes[0].part
    number, issued = find_number(folded, tree.noise), find_date(folded, tree.noise)
    if number and not number["serial"]:
        reason = "Văn bản chưa ghi số"
        yield _doubt(tree, (first, ""), number.span(), DoubtKind.BLANK_NUMBER, reason)
    if issued and not tree.header.issued_on:
        reason = "Ngày ban hành chưa ghi đủ ngày, tháng, năm hoặc không có trong lịch"
        yield _doubt(tree, (first, ""), issued.span(), DoubtKind.BLANK_DATE, reason)
    yield from _blanks_in_title(tree, folded)


def _blanks_in_title(tree: Tree, folded: str) -> Iterator[Doubt]:
    after = next((node.end for node in tree.nodes), 0)
    for noise in tree.noise:
        if noise.kind is NoiseKind.TITLE and noise.start > after:
            for pattern, kind, what in (
                (_BLANK_NUMBER, DoubtKind.BLANK_NUMBER, "số"),
                (_BLANK_DATE, DoubtKind.BLANK_DATE, "ngày"),
            ):
                found = pattern.search(folded, noise.start, noise.end)
                if found:
                    reason = f"Tên quy chế dẫn quyết định ban hành nhưng chưa ghi {what}"
                    yield _doubt(tree, (Part.REGULATION, ""), found.span(), kind, reason)


def _wrong_references(tree: Tree, cues: Mapping[str, Cue]) -> Iterator[Doubt]:
    """Yield lists that refer to an article which does not hold the list that they mean."""
    folded = fold(tree.source)
    for cue in cues.values():
        if not cue.refers_to:
            continue
        meant = holders(tree, cues[cue.refers_to])
        articles = [node for node in meant if node.kind is Kind.ARTICLE]
        for node in holders(tree, cue) if articles else ():
            for found in _CITED.finditer(folded, node.start, node.end):
                if all(found["n"] != article.number for article in articles):
                    reason = _wrong(found["n"], articles, cue.referred)
                    at = (node.part, node.address)
                    yield _doubt(tree, at, found.span(), DoubtKind.WRONG_REFERENCE, reason)


def _wrong(cited: str, listed: list[Node], what: str) -> str:
    right = ", ".join(say_address(node.address) for node in listed)
    return f"Dẫn Điều {cited}, nhưng {what} nằm ở {right}; Điều {cited} không quy định {what}"


def _repeated(tree: Tree) -> Iterator[Doubt]:
    """Yield the second and further nodes of one address in one part."""
    seen: Counter[tuple[Part, str]] = Counter()
    for node in tree.nodes:
        seen[node.part, node.address] += 1
        if seen[node.part, node.address] > 1:
            reason = f"{_say(node)} xuất hiện lần thứ {seen[node.part, node.address]}"
            span = (node.start, min(node.end, node.start + _TAIL))
            yield _doubt(tree, (node.part, node.address), span, DoubtKind.REPEATED, reason)


def _say(node: Node) -> str:
    said = say_address(node.address)
    return said[:1].upper() + said[1:]


def _gaps(tree: Tree) -> Iterator[Doubt]:
    """Yield the nodes before which a number of the sequence is missing."""
    for series in _series(tree):
        for before, node in pairwise([None, *series]):
            assert node is not None
            missing = _missing(before.number if before else "", node)
            if missing:
                reason = f"Trước {say_address(node.address)} thiếu số {missing}"
                span = (node.start, min(node.end, node.start + _TAIL))
                yield _doubt(tree, (node.part, node.address), span, DoubtKind.GAP, reason)


def _series(tree: Tree) -> list[list[Node]]:
    """Return the nodes that are numbered together: articles through the whole part."""
    groups: dict[tuple[Part, Kind, str], list[Node]] = {}
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
