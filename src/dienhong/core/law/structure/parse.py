"""From the text of a regulation to its tree of addressed nodes."""

from collections.abc import Iterator

from dienhong.core.law.structure.header import read_header
from dienhong.core.law.structure.lines import clean, is_layout
from dienhong.core.law.structure.outline import Outline, read_outline
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
    outline = read_outline(source)
    if not outline.drafts or not (outline.plain or _has_articles(outline)):
        raise Refused("Không thấy điều nào trong văn bản", cure=_CURE)
    nodes = tuple(_nodes(source, outline))
    noise = tuple(_noise(source, outline))
    return Tree(source, nodes, noise, _header(source, outline, noise))


def _has_articles(outline: Outline) -> bool:
    return any(draft.kind is Kind.ARTICLE for draft in outline.drafts)


def _nodes(source: str, outline: Outline) -> Iterator[Node]:
    drafts = outline.drafts
    parts = outline.parts.all()
    for draft, following in zip(drafts, [*drafts[1:], None], strict=True):
        inner = following is not None and following.parent == draft.address
        heading, text = heading_and_text(source, draft, has_children=inner)
        yield Node(
            part=parts[draft.part],
            address=draft.address,
            kind=draft.kind,
            number=draft.number,
            heading=heading,
            text=text,
            spans=tuple(draft.chunks),
            parent=draft.parent,
            confidence=draft.confidence,
            reasons=draft.reasons,
        )


def _header(source: str, outline: Outline, noise: tuple[Noise, ...]) -> Header:
    starts = [draft.chunks[0][0] for draft in outline.drafts]
    second = [
        draft.chunks[0][0] for draft in outline.drafts if draft.part != outline.drafts[0].part
    ]
    return read_header(source, noise, starts[0], second[0] if second else None)


def _noise(source: str, outline: Outline) -> Iterator[Noise]:
    """Yield what lies between the nodes, each stretch of one kind as one noise."""
    owned: list[tuple[int, int, NoiseKind | None]] = [
        (start, end, None) for draft in outline.drafts for start, end in draft.chunks
    ]
    owned += _outside(outline)
    owned.sort(key=lambda stretch: stretch[:2])
    behind = 0
    pending: Noise | None = None
    for start, end, kind in owned:
        if pending and kind is pending.kind:
            pending = Noise(pending.kind, pending.start, end)
        else:
            yield from _finished(pending, behind, start)
            pending = Noise(kind, start, end) if kind else None
        behind = end
    yield from _finished(pending, behind, len(source))


def _finished(pending: Noise | None, behind: int, start: int) -> Iterator[Noise]:
    """Yield the noise that has ended and the blank up to ``start``."""
    if pending:
        yield pending
    if behind < start:
        yield Noise(NoiseKind.BLANK, behind, start)


def _outside(outline: Outline) -> Iterator[tuple[int, int, NoiseKind]]:
    """Yield the lines outside with their kinds; those in front are judged together."""
    front = [line for line, zone in outline.outside if zone is None]
    zones = front_zones([clean(outline.folded[line.start : line.end]) for line in front])
    for line, zone in zip(front, zones, strict=True):
        yield line.start, line.end, zone
    for line, known in outline.outside:
        if known is not None:
            yield line.start, line.end, known
