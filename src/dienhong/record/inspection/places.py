"""A place of an outline that can be filled: what names it, and how words are put there."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = Any  # lxml comes without types

MOST_PLACES = 2_000
LONGEST_NAME = 300
# "{{name}}" and "«name»".
MARK = re.compile(r"\{\{\s*([^{}]{1,120}?)\s*\}\}|«\s*([^«»]{1,120}?)\s*»")
# A line to be written on: dots, points of omission, underscores.
DOTS = re.compile(r"(?:\.{3,}|…|_{3,})[.…_\s]*")
_LETTER = re.compile(r"[^\W\d_]{2}")
_EDGES = " \t\n:;,.-–•+*"


@dataclass(frozen=True, slots=True)
class Place:
    """``key`` finds it again in the same file; places of one name share it.

    ``named``: somebody marked it to be filled; otherwise it is blank behind a label.
    """

    key: str
    words: str
    named: bool
    put: Callable[[str], None]


def parsed(content: bytes) -> Element:
    """Return the root of a part; nothing in it is fetched or expanded."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root: Element = etree.fromstring(content, parser)
    return root


def written(root: Element) -> bytes:
    """Return a part as bytes, with the names of namespaces that it came with."""
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def local(element: Element) -> str:
    """Return the name of an element without its namespace; "" for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def every(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name below, in order; both forms of the standard have it."""
    return (each for each in element.iter() if local(each) == name)


def attribute(element: Element, name: str) -> str:
    """Return an attribute, whatever its namespace; "" if there is none."""
    found = (str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name)
    return next(found, "")


def key_of_name(name: str) -> str:
    """Return the key of the places that have a name."""
    return f"ten:{name.strip().lower()}"[:200]


def label_of(text: str) -> str:
    """Return a label without the signs around it; "" where it has no words."""
    shown = " ".join(text.split()).strip(_EDGES)
    return shown[:LONGEST_NAME] if _LETTER.search(shown) else ""


def one_line(words: str) -> str:
    """Return words as they stand in a place: on one line, without signs that XML cannot hold."""
    plain = "".join(max(sign, " ") for sign in words if ord(sign) not in _NOT_XML)
    return " ".join(plain.split())


_NOT_XML = frozenset({0xFFFE, 0xFFFF, *range(0xD800, 0xE000)})
