"""Naming one of several: the second thing at an address is ``dieu-3@2``."""

from collections import Counter
from collections.abc import Iterable

from dienhong.core.citation import address_of
from dienhong.core.law.finding.finding import Finding
from dienhong.core.law.tree import Node, Tree

AGAIN = "@"


def address_in(key: str) -> str:
    """Return the address that a key names."""
    return key.partition(AGAIN)[0]


def keys_of_nodes(tree: Tree) -> list[tuple[str, Node]]:
    """Return each node of a text with its key, in document order."""
    keys = _numbered(address_of(node.part, node.address) for node in tree.nodes)
    return list(zip(keys, tree.nodes, strict=True))


def keys_of_findings(found: Iterable[Finding]) -> list[tuple[str, Finding]]:
    """Return each finding with its key: several of one name at one address are numbered."""
    rows = list(found)
    named = _numbered(f"{each.name} {address_of(each.part, each.address)}" for each in rows)
    return [(key.partition(" ")[2], each) for key, each in zip(named, rows, strict=True)]


def _numbered(addresses: Iterable[str]) -> list[str]:
    seen: Counter[str] = Counter()
    keys = []
    for address in addresses:
        seen[address] += 1
        keys.append(address if seen[address] == 1 else f"{address}{AGAIN}{seen[address]}")
    return keys
