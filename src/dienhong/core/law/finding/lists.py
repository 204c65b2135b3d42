"""Lists of a text: which article or clause holds one, and what its items are."""

import re
from collections.abc import Iterable

from dienhong.core.law.finding.cues import Cue, all_in, any_in
from dienhong.core.law.finding.place import Place, place_of
from dienhong.core.law.finding.wording import says, units
from dienhong.core.law.spelling import plain
from dienhong.core.law.tree import Kind, Node, Tree

_ITEM_END = re.compile(r";\s+")


def holders(tree: Tree, cue: Cue, places: Iterable[Place] = ()) -> list[Node]:
    """Return the articles or clauses that hold the cue's list, in document order.

    Of one inside the other it is the outer one, or the inner one where the cue says so.
    """
    all_places = places or [place_of(tree, node) for node in units(tree)]
    found = [place for place in all_places if _holds(tree, place, cue)]
    if cue.inmost:
        outer = {(p.node.part, address) for p in found for address in p.inside}
        return [p.node for p in found if (p.node.part, p.node.address) not in outer]
    kept: list[Node] = []
    taken = set()
    for place in found:
        if not any((place.node.part, address) in taken for address in place.inside):
            kept.append(place.node)
            taken.add((place.node.part, place.node.address))
    return kept


def items(tree: Tree, holder: Node, cue: Cue) -> list[Node]:
    """Return what stands in the list; under a mixed heading only what names one of the codes."""
    children = [
        node
        for child in tree.children(holder)
        for node in _unfolded(tree, child, cue)
        if not any_in(cue.not_item, _plain(node))
    ]
    mixed = holder.kind is Kind.ARTICLE and any_in(cue.mixed, plain(holder.heading))
    return [node for node in children if not mixed or codes(cue, says(node))] or (
        [] if tree.children(holder) else [holder]
    )


def _unfolded(tree: Tree, item: Node, cue: Cue) -> tuple[Node, ...]:
    """Return the item, or what stands under it where it is only the beginning of a list."""
    begins = cue.inmost and item.text.endswith(":")
    return tree.children(item) if begins and tree.children(item) else (item,)


def codes(cue: Cue, said: str) -> tuple[str, ...]:
    """Return the codes of what the words name, in the order of the words."""
    text = plain(said)
    places = {code: found.start() for code, known in cue.codes if (found := known.search(text))}
    return tuple(sorted(places, key=lambda code: places[code]))


def pieces(tree: Tree, node: Node) -> list[tuple[int, int]]:
    """Return the source ranges of the items of a list that stands in one clause's own text."""
    start, end = node.spans[-1] if len(node.spans) > 1 else (node.start, node.end)
    begun = tree.source.find(":", start, end) + 1 or _behind_heading(tree, node)
    found = []
    for cut in _ITEM_END.finditer(tree.source, begun, end):
        found.append((begun, cut.start()))
        begun = cut.end()
    return [*found, (begun, end)]


def _behind_heading(tree: Tree, node: Node) -> int:
    """Return where the own text behind marker and heading begins."""
    at = tree.source.find(node.text[:20], node.start, node.end) if node.text else -1
    return max(at, node.start)


def _holds(tree: Tree, place: Place, cue: Cue) -> bool:
    node = place.node
    title = plain(node.heading or node.text.partition(":")[0])
    if any_in(cue.not_holder, title) or not place.suits(cue):
        return False
    if tree.children(node):
        return bool(cue.holder) and all_in(cue.holder, place.says)
    alone = bool(cue.alone) and all_in(cue.alone, place.says)
    return alone and (not cue.codes or bool(codes(cue, place.says)))


def _plain(node: Node) -> str:
    return plain(says(node))
