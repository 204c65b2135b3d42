"""A tree written out: a JSON object a node, an indented list, a page."""

import json
from collections.abc import Callable, Iterator, Mapping
from html import escape
from typing import Any

from dienhong.core.law.structure.lines import clean
from dienhong.core.law.tree import Node, Tree
from dienhong.core.law.writing.akn import to_akn

_SHOWN = 100  # letters of a node's words in the list
_SURE = "certain"
_STYLE = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 serif}"
    "p{margin:.4rem 0;white-space:pre-line}"
    ".part,.chapter,.section,.subsection{text-align:center;font-weight:bold}"
    ".article{font-weight:bold}.point{margin-left:1.5rem}.indent{margin-left:3rem}"
    ".outside{color:#555;border-left:3px solid #bbb;padding-left:.8rem;font-size:.95rem}"
)


def as_jsonl(tree: Tree) -> Iterator[str]:
    """Yield a line of JSON a node.

    ``start`` and ``end`` count characters of the text as read; ``confidence`` says how sure
    it is that a node is one, and this one.
    """
    for node in tree.nodes:
        yield json.dumps(row(node), ensure_ascii=False) + "\n"


def row(node: Node) -> dict[str, Any]:
    """Return a node as plain data."""
    return {
        "part": node.part,
        "address": node.address,
        "kind": node.kind,
        "heading": node.heading,
        "text": node.text,
        "start": node.start,
        "end": node.end,
        "confidence": getattr(node, "confidence", _SURE),
    }


def as_tree(tree: Tree) -> Iterator[str]:
    """Yield a line a node: its address and the beginning of its words, indented by its depth."""
    depths: dict[tuple[str, str], int] = {}
    for node in tree.nodes:
        depth = depths.get((node.part, node.parent), -1) + 1
        depths[node.part, node.address] = depth
        words = " ".join(f"{node.heading} {node.text}".split())
        words = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        yield f"{'  ' * depth}{node.part} {node.address}: {words}".rstrip() + "\n"


def as_html(tree: Tree) -> Iterator[str]:
    """Yield a page of the whole text: each node with its address as id, the rest named."""
    title = escape(tree.header.title or "Văn bản")
    yield f'<!doctype html>\n<html lang="vi">\n<head><meta charset="utf-8"><title>{title}</title>'
    yield f"<style>{_STYLE}</style></head>\n<body>\n"
    begun = set()
    for start, end, owner in tree.stretches():
        words = escape("\n".join(filter(None, map(clean, tree.source[start:end].splitlines()))))
        if not words:
            continue
        if not isinstance(owner, Node):
            yield f'<p class="outside" title="{escape(owner.kind.label)}">{words}</p>\n'
            continue
        name = escape(f"{owner.part}.{owner.address}")
        at = "" if name in begun else f' id="{name}"'
        begun.add(name)
        yield f'<p class="{owner.kind}"{at}>{words}</p>\n'
    yield "</body>\n</html>\n"


def as_akn(tree: Tree) -> Iterator[str]:
    """Yield the text as a document of Akoma Ntoso 3.0."""
    yield to_akn(tree)


WRITERS: Mapping[str, Callable[[Tree], Iterator[str]]] = {
    "jsonl": as_jsonl,
    "tree": as_tree,
    "html": as_html,
    "akn": as_akn,
}
SUFFIXES = {"jsonl": ".jsonl", "tree": ".tree.txt", "html": ".html", "akn": ".akn.xml"}
