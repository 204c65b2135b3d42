"""A small writer of XML: elements as values, escaped once, written the same each time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

# Characters that XML 1.0 cannot hold at all, not even escaped.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Element:
    """An element; ``children`` are elements and words. ``inline`` keeps it on one line."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: tuple["Element | str", ...] = ()
    inline: bool = False


def write(root: Element) -> str:
    """Return a document: declaration, then one element a line, words left as they are."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "".join(_lines(root, 0))


def _lines(element: Element, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if element.inline or not element.children:
        yield f"{indent}{_inline(element)}\n"
        return
    yield f"{indent}{_opening(element)}>\n"
    for child in element.children:
        if isinstance(child, Element):
            yield from _lines(child, depth + 1)
        else:
            yield f"{indent}  {_words(child)}\n"
    yield f"{indent}</{element.tag}>\n"


def _inline(element: Element) -> str:
    if not element.children:
        return f"{_opening(element)}/>"
    inner = "".join(
        _inline(child) if isinstance(child, Element) else _words(child)
        for child in element.children
    )
    return f"{_opening(element)}>{inner}</{element.tag}>"


def _opening(element: Element) -> str:
    attributes = "".join(
        f" {name}={quoteattr(_possible(value))}" for name, value in element.attributes.items()
    )
    return f"<{element.tag}{attributes}"


def _words(words: str) -> str:
    return escape(_possible(words))


def _possible(words: str) -> str:
    return _IMPOSSIBLE.sub("\ufffd", words)
