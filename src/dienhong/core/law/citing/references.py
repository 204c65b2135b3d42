"""Where a text refers to its own units: each citation resolved to an address and judged."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dienhong.core.citation import say_address
from dienhong.core.law.citing import meant
from dienhong.core.law.citing.appendices import find_cited_appendices
from dienhong.core.law.citing.citing import Chain, Path, address_of
from dienhong.core.law.citing.passages import CitedText, Passage
from dienhong.core.law.structure.lines import clean
from dienhong.core.law.tree import Kind, Node, Part, Tree

_ISSUING = ("quyết định", "nghị định", "nghị quyết", "thông tư", "luật", "pháp lệnh", "chỉ thị")
_HEADINGS = ("phan", "chuong", "muc", "tieu-muc")


class Status(StrEnum):
    """What is to be thought of a reference."""

    OK = "ok"
    WRONG = "wrong"  # leads nowhere, or another unit is evidently meant
    DOUBTFUL = "doubtful"  # leads somewhere, but may well mean something else


@dataclass(frozen=True, slots=True)
class Reference:
    """One unit that a passage cites in the same document.

    ``start`` and ``end`` are source offsets of the whole citation, ``quote`` its words;
    a citation of three units is three references. ``intended`` is the address that is
    meant instead, where that can be told; ``reason`` is Vietnamese, one sentence.
    """

    part: str
    source: str
    start: int
    end: int
    quote: str
    target_part: str
    target: str
    status: Status
    reason: str = ""
    intended: str = ""


def find_references(text: CitedText) -> tuple[Reference, ...]:
    """Return the references of a text to its own units, in the order of the source."""
    units = (
        reference
        for passage in text.passages
        if passage.node
        for chain in passage.chains
        if not (chain.act or chain.foreign or _is_amended(text, passage, chain))
        for reference in _resolved(text, passage.node, chain)
    )
    found = [*units, *_to_appendices(text)]
    return tuple(sorted(found, key=lambda reference: reference.start))


def _to_appendices(text: CitedText) -> Iterator[Reference]:
    for cited in find_cited_appendices(text):
        yield Reference(
            part=cited.part,
            source=cited.source,
            start=cited.start,
            end=cited.end,
            quote=clean(text.tree.source[cited.start : cited.end]),
            target_part="",
            target=cited.target,
            status=Status.OK if cited.exists else Status.DOUBTFUL,
            reason="" if cited.exists else f"Dẫn {cited.said}, nhưng văn bản không kèm theo",
        )


def _is_amended(text: CitedText, passage: Passage, chain: Chain) -> bool:
    """Tell whether the bare units are those of an act that the clause's article amends."""
    article = passage.address.split(".")[0]
    return chain.is_bare and (passage.part, article) in text.amending


def _resolved(text: CitedText, node: Node, chain: Chain) -> Iterator[Reference]:
    part = _part(text, node, chain)
    quote = clean(text.tree.source[chain.start : chain.end])
    for path in chain.paths:
        target = _target(text, node, path)
        if target is None:
            continue
        status, reason, intended = _judge(text, node, chain, (part, target))
        yield Reference(
            part=node.part,
            source=node.address,
            start=chain.start,
            end=chain.end,
            quote=quote,
            target_part=part,
            target=target,
            status=status,
            reason=reason,
            intended=intended,
        )


def _part(text: CitedText, node: Node, chain: Chain) -> str:
    """Return the text that is meant: the issuing decision, the regulation, or the node's own."""
    if not chain.own or Part.DECISION not in text.parts:
        return node.part
    if chain.own.startswith(_ISSUING):
        return Part.DECISION
    return Part.REGULATION if node.part is Part.DECISION else node.part


def _target(text: CitedText, node: Node, path: Path) -> str | None:
    """Return a path as an address, "này" and what is left out read from where it stands."""
    unit, number = path[0]
    if unit in _HEADINGS:
        return _heading_target(text, node, path)
    own = _own_address(node, unit) if not number else None
    if not number:
        return None if own is None else _under(own, path[1:])
    if unit == "dieu":
        return address_of(path)
    above = "dieu" if unit == "khoan" else "khoan"
    outer = _own_address(node, above) or _own_address(node, "dieu")
    return None if outer is None else _under(outer, path)


def _under(outer: str, path: Path) -> str:
    return f"{outer}.{address_of(path)}" if path else outer


def _own_address(node: Node, unit: str) -> str | None:
    """Return the address of the unit of this kind in which the node stands, or is itself."""
    steps = node.address.split(".")
    for place, step in enumerate(steps):
        if step.startswith(f"{unit}-"):
            return ".".join(steps[: place + 1])
    return None


def _heading_target(text: CitedText, node: Node, path: Path) -> str | None:
    """Return the heading, or the article that stands named under it; None if none is numbered."""
    article = next((place for place, step in enumerate(path) if step[0] == "dieu"), None)
    if article is not None:
        return address_of(path[article:])
    above = _headings_above(text.tree, node)
    found = ""
    for unit, number in path:
        if unit not in text.units:
            break
        outer = found or _outer(unit, above)
        found = f"{outer}.{address_of(((unit, number),))}" if number else above.get(unit, "")
        found = found.lstrip(".")
    return found or None


def _outer(unit: str, above: dict[str, str]) -> str:
    """Return the own heading in which a heading of this kind is numbered."""
    outer = _HEADINGS[: _HEADINGS.index(unit)]
    return next((above[one] for one in reversed(outer) if one in above), "")


def _headings_above(tree: Tree, node: Node) -> dict[str, str]:
    """Return the addresses of the headings under which a node stands, or that it is, by kind."""
    found: dict[str, str] = {}
    above: Node | None = node
    while above is not None:
        unit = above.address.rsplit(".", 1)[-1].rpartition("-")[0]
        if unit in _HEADINGS:
            found[unit] = above.address
        above = _find(tree, above.part, above.parent) if above.parent else None
    return found


def _find(tree: Tree, part: str, address: str) -> Node | None:
    try:
        return tree.node(Part(part), address)
    except LookupError:
        return None


def _judge(
    text: CitedText, node: Node, chain: Chain, at: tuple[str, str]
) -> tuple[Status, str, str]:
    """Return status, reason and intended address of one reference."""
    part, target = at
    found = _find(text.tree, part, target)
    if found is None:
        return Status.WRONG, f"Dẫn {say_address(target)}, nhưng văn bản không có", ""
    if chain.here == "này" and found.kind is Kind.ARTICLE and not _within(node, target):
        reason = f"“{say_address(target)} này” viết ở {say_address(_article(node))}: chữ “này” lẫn"
        return Status.OK, f"{reason} với điều đang đọc", ""
    intended = meant.instead_of(text, node, chain, found)
    if intended is not None:
        return Status.WRONG, meant.reason(found, intended), intended.address
    if meant.cites_itself(node, chain, found):
        reason = f"Dẫn chính {say_address(target)} bằng số, có thể nhầm với điều khác"
        return Status.DOUBTFUL, reason, ""
    return Status.OK, "", ""


def _within(node: Node, target: str) -> bool:
    return f"{node.address}.".startswith(f"{target}.")


def _article(node: Node) -> str:
    return _own_address(node, "dieu") or node.address
