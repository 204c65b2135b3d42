"""How a clause is looked at: what it says, its sentences, and which nodes rule something."""

import re
from collections.abc import Iterator

from dienhong.core.law.tree import Kind, Node, Tree

_SENTENCE_END = re.compile(r"[.;!?](?=\s)|\n\s*\n")


def says(node: Node) -> str:
    """Return heading and own text of a node as one string."""
    return f"{node.heading} {node.text}".strip()


def sentences(tree: Tree, node: Node) -> Iterator[tuple[int, int]]:
    """Yield the source range of each sentence of the node's own text."""
    for start, end in node.spans:
        begun = start
        for found in _SENTENCE_END.finditer(tree.source, start, end):
            yield begun, found.end()
            begun = found.end()
        yield begun, end


def units(tree: Tree) -> Iterator[Node]:
    """Yield the nodes that rule something: articles and what stands in them."""
    return (node for node in tree.nodes if node.kind not in (Kind.CHAPTER, Kind.SECTION))
