"""From the text of a regulation to its tree of addressed nodes."""

from collections.abc import Iterator
from heapq import merge
from itertools import chain

from dienhong.core.law.structure.drafts import Found
from dienhong.core.law.structure.header import read_header
from dienhong.core.law.structure.lines import clean, is_layout
from dienhong.core.law.structure.outline import read_outline
from dienhong.core.law.structure.outside import front_zones
from dienhong.core.law.structure.text import heading_and_text
from dienhong.core.law.tree import Header, Kind, Node, Noise, NoiseKind, Tree
from dienhong.core.refusal import Refused

_CURE = (
    "Hãy dán toàn văn quy chế, trong đó mỗi điều bắt đầu một dòng bằng chữ "
    "“Điều” và số của điều, ví dụ “Điều 1. Phạm vi điều chỉnh”."
)


def parse(source: str) -> Tree:
    """Return the tree of ``source``, whose letters must be composed (NFC).

    ``read.decode`` and ``read.accept`` give such text. Raises Refused if the text
    is empty or has no article.
    """
    if is_layout(source):
        raise Refused("Văn bản không có chữ nào", cure=_CURE)
    found = read_outline(source)
    if not found.drafts or not (found.plain or _has_articles(found)):
        raise Refused("Không thấy điều nào trong văn bản", cure=_CURE)
    nodes = _nodes(source, found)
    noise = tuple(_noise(source, nodes, sorted(_outside(found))))
    return Tree(source, nodes, noise, _header(source, nodes, noise))


def _has_articles(found: Found) -> bool:
    return any(draft.kind is Kind.ARTICLE for draft in found.drafts)


def _nodes(source: str, found: Found) -> tuple[Node, ...]:
    """Return the nodes, from the last: each draft is let go when its node is made."""
    nodes: list[Node] = []
    parent_behind = ""
    while found.drafts:
        draft = found.drafts.pop()
        inner = parent_behind == draft.address
        heading, text = heading_and_text(source, draft, has_children=inner)
        node = Node(
            part=found.parts[draft.part],
            address=draft.address,
            kind=draft.kind,
            number=draft.number,
            heading=heading,
            text=text,
            start=draft.start,
            end=draft.end,
            parent=draft.parent,
            breaks=draft.breaks,
            confidence=draft.confidence,
            reasons=draft.reasons,
        )
        parent_behind = node.parent
        nodes.append(node)
    nodes.reverse()
    return tuple(nodes)


def _header(source: str, nodes: tuple[Node, ...], noise: tuple[Noise, ...]) -> Header:
    second = next((node.start for node in nodes if node.part != nodes[0].part), None)
    return read_header(source, noise, nodes[0].start, second)


def _noise(
    source: str, nodes: tuple[Node, ...], outside: list[tuple[int, int, NoiseKind]]
) -> Iterator[Noise]:
    """Yield what lies between the nodes, each stretch of one kind as one noise."""
    end_of_all = (len(source), len(source), None)
    behind = 0
    pending: Noise | None = None
    for start, end, kind in chain(merge(_owned(nodes), outside), [end_of_all]):
        if pending and kind is pending.kind:
            pending = Noise(pending.kind, pending.start, end)
        else:
            if pending:
                yield pending
            if behind < start:
                yield Noise(NoiseKind.BLANK, behind, start)
            pending = Noise(kind, start, end) if kind else None
        behind = end


def _owned(nodes: tuple[Node, ...]) -> Iterator[tuple[int, int, None]]:
    for node in nodes:
        for start, end in node.spans:
            yield start, end, None


def _outside(found: Found) -> Iterator[tuple[int, int, NoiseKind]]:
    """Yield the lines outside with their kinds; those in front are judged together."""
    front = [line for line, zone in found.outside if zone is None]
    zones = front_zones([clean(found.folded[line.start : line.end]) for line in front])
    for line, zone in zip(front, zones, strict=True):
        yield line.start, line.end, zone
    for line, known in found.outside:
        if known is not None:
            yield line.start, line.end, known
