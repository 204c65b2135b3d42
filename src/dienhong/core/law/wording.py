"""The words by which clauses on publication are known, and how a clause is looked at."""

import re
from collections.abc import Iterator

from dienhong.core.law.tree import Kind, Node, Tree

PUBLISHES = re.compile(r"công khai|niêm yết", re.IGNORECASE)
_CITIZENS = re.compile(r"công dân|người dân|nhân dân", re.IGNORECASE)
STAFF = re.compile(
    r"công chức|viên chức|người lao động|cán bộ|CBCC|nội bộ|trong cơ quan|toàn thể", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.;!?](?=\s)|\n\s*\n")


def says(node: Node) -> str:
    """Return heading and own text of a node as one string."""
    return f"{node.heading} {node.text}".strip()


def line_of(tree: Tree, node: Node) -> list[Node]:
    """Return the node and what it stands in, up to its article."""
    found = [node]
    while found[-1].kind is not Kind.ARTICLE and found[-1].parent:
        found.append(tree.node(node.part, found[-1].parent))
    return found


def for_citizens(tree: Tree, node: Node) -> bool:
    """Tell whether the node's article speaks to citizens and not to the staff."""
    words = says(line_of(tree, node)[-1])
    return _CITIZENS.search(words) is not None and STAFF.search(words) is None


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
