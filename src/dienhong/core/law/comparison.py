"""Two texts side by side by structure: what was added, removed, moved, changed.

Units with one address belong together; what is left over on both sides is matched by its words,
as a unit that has moved.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from dienhong.core.difference import Piece, sides
from dienhong.core.law.finding.wording import says
from dienhong.core.law.tree import Node, Tree

_ALIKE = 0.6  # of the words, for a unit to be another one that moved
_DIFFERENT = 0.3  # units of one address with less in common are two
_CANDIDATES = 50  # units that are compared word by word with one that may have moved


class ChangeKind(StrEnum):
    """What became of a unit; ``label`` says it in Vietnamese."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"

    @property
    def label(self) -> str:
        """The kind in Vietnamese, as lists show it."""
        return _LABELS[self]


_LABELS = {
    ChangeKind.ADDED: "thêm",
    ChangeKind.REMOVED: "bỏ",
    ChangeKind.MOVED: "chuyển chỗ",
    ChangeKind.CHANGED: "sửa",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One unit that differs; ``before`` or ``after`` is None where it stands on one side only.

    ``left`` and ``right`` are the words of each side in pieces, those of one side alone marked.
    A unit that moved may have changed as well: then some piece is marked.
    """

    kind: ChangeKind
    before: Node | None
    after: Node | None
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]


def compare(before: Tree, after: Tree) -> tuple[Change, ...]:
    """Return how ``after`` differs from ``before``: in its order, then what is gone."""
    pairs, old, new = _by_address(before, after)
    moved = list(_moved(old, new))
    gone = {id(one) for one, _ in moved}
    come = {id(one) for _, one in moved}
    changes = [
        *(
            _change(ChangeKind.CHANGED, *pair)
            for pair in pairs
            if _words(pair[0]) != _words(pair[1])
        ),
        *(_change(ChangeKind.MOVED, *pair) for pair in moved),
        *(_change(ChangeKind.ADDED, None, one) for one in new if id(one) not in come),
        *(_change(ChangeKind.REMOVED, one, None) for one in old if id(one) not in gone),
    ]
    return tuple(sorted(changes, key=_place))


def _place(change: Change) -> tuple[bool, int]:
    node = change.after or change.before
    return change.after is None, node.start if node else 0


def _by_address(
    before: Tree, after: Tree
) -> tuple[list[tuple[Node, Node]], list[Node], list[Node]]:
    """Return the pairs of one address that are one unit, and what is left on each side."""
    waiting: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in before.nodes:
        waiting[node.part, node.address].append(node)
    elsewhere = {_words(node) for node in after.nodes}
    pairs, new, taken = [], [], set()
    for node in after.nodes:
        same = waiting[node.part, node.address]
        if same and _is_one(same[0], node, elsewhere):
            pairs.append((same[0], node))
            taken.add(id(same.pop(0)))
        else:
            new.append(node)
    return pairs, [node for node in before.nodes if id(node) not in taken], new


def _is_one(old: Node, new: Node, elsewhere: set[str]) -> bool:
    """Tell whether two nodes of one address are one unit, changed perhaps."""
    if _words(old) == _words(new):
        return True
    return _words(old) not in elsewhere and _ratio(old, new) >= _DIFFERENT


def _moved(old: Iterable[Node], new: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    """Yield pairs of units that say the same, or nearly, at two addresses."""
    by_words: dict[str, list[Node]] = defaultdict(list)
    for node in new:
        by_words[_words(node)].append(node)
    rest = []
    for node in old:
        same = by_words[_words(node)]
        if same and _words(node):
            yield node, same.pop(0)
        else:
            rest.append(node)
    yield from _nearly(rest, [node for nodes in by_words.values() for node in nodes])


def _nearly(old: list[Node], new: list[Node]) -> Iterator[tuple[Node, Node]]:
    free = {id(node): (node, _bag(node)) for node in new}
    for node in old:
        bag = _bag(node)
        near = [
            one
            for one, other in free.values()
            if one.kind is node.kind and _share(bag, other) >= _ALIKE
        ]
        best = max(near[:_CANDIDATES], key=lambda one: _ratio(node, one), default=None)
        if best is not None and _ratio(node, best) >= _ALIKE:
            del free[id(best)]
            yield node, best


def _share(left: frozenset[str], right: frozenset[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right) or 1)


def _bag(node: Node) -> frozenset[str]:
    """Return the different words of a unit: a cheap look at how much two may have in common."""
    return frozenset(_words(node).split())


def _ratio(one: Node, other: Node) -> float:
    left, right = _words(one).split(), _words(other).split()
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _words(node: Node) -> str:
    return " ".join(says(node).split())


def _change(kind: ChangeKind, before: Node | None, after: Node | None) -> Change:
    left, right = sides(_words(before) if before else "", _words(after) if after else "")
    return Change(kind, before, after, left, right)
