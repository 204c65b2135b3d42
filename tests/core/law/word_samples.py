"""DOCX files with real automatic numbering, made from lists of levels and words."""

import re
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dienhong.core.law.reading.word_numbering import written
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Kind, Node

# Chapters, articles that go on through chapters, clauses, points, dashes: as offices set them up.
LEVELS = (
    ("upperRoman", "Chương %1.", ""),
    ("decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>'),
    ("decimal", "%3.", ""),
    ("lowerLetter", "%4)", ""),
    ("bullet", "-", ""),
)
_LIST, _USE = 71, 72
_KINDS = {
    kind: at
    for at, kind in enumerate((Kind.CHAPTER, Kind.ARTICLE, Kind.CLAUSE, Kind.POINT, Kind.INDENT))
}
_BELOW = (Kind.ARTICLE, Kind.CLAUSE, Kind.POINT)  # each begins anew under the one before it
_MARKER = re.compile(r"\A(?:Chương [IVX]+|Điều [0-9]+|[0-9]+|[a-z]|[-–])[.)]?(?:\s+|$)")


def level(at: int, numeral: str, words: str, more: str = "", start: int = 1) -> str:
    """Return a level of a list as XML."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{numeral}"/>{more}'
        f'<w:lvlText w:val="{words}"/></w:lvl>'
    )


def listing(levels: str, number: int = _LIST) -> str:
    """Return a list as XML."""
    return f'<w:abstractNum w:abstractNumId="{number}" {nsdecls("w")}>{levels}</w:abstractNum>'


def using(of: int = _LIST, number: int = _USE, more: str = "") -> str:
    """Return a use of a list as XML."""
    return f'<w:num w:numId="{number}" {nsdecls("w")}><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def common() -> list[str]:
    """Return the list of ``LEVELS`` and its use."""
    levels = "".join(
        level(at, numeral, words, more) for at, (numeral, words, more) in enumerate(LEVELS)
    )
    return [listing(levels), using()]


def numbered(
    lines: Iterable[tuple[int | None, str]],
    definitions: list[str] | None = None,
    change: Callable[[Doc], None] | None = None,
) -> bytes:
    """Return a DOCX of paragraphs, each at a level of the list or at none."""
    document = Document()
    define(document, definitions if definitions is not None else common())
    for at, words in lines:
        add(document, words, at)
    if change:
        change(document)
    return packed(document)


def from_text(text: str) -> list[tuple[int | None, str]]:
    """Return the lines of a regulation for ``numbered``.

    Those whose number Word would count have it by level, as in an office's own file; the others
    are typed.
    """
    nodes = {node.start: node for node in parse(text).nodes}
    counts = dict.fromkeys(_KINDS, 0)
    found: list[tuple[int | None, str]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        node = nodes.get(at)
        at += len(line)
        words = line.strip()
        if node is None or not _is_next(node, counts):
            found.append((None, words))
            continue
        counts[node.kind] += 1
        for above in list(_KINDS)[: _KINDS[node.kind]]:
            counts[above] = counts[above] or 1  # Word shows it, so it has begun
        for below in _BELOW[_BELOW.index(node.kind) + 1 :] if node.kind in _BELOW else ():
            counts[below] = 0
        found.append((_KINDS[node.kind], _MARKER.sub("", words)))
    return [(level, words) for level, words in found if words or level is not None]


def _is_next(node: Node, counts: dict[Kind, int]) -> bool:
    if node.kind is Kind.INDENT:
        return True
    numeral = "lowerLetter" if node.kind is Kind.POINT else "decimal"
    return node.kind in counts and written(counts[node.kind] + 1, numeral) == node.number


def define(document: Doc, definitions: list[str]) -> None:
    """Put lists and uses in front of those that the template brings."""
    root = document.part.numbering_part.element
    for definition in reversed(definitions):
        root.insert(0, parse_xml(definition))


def add(document: Doc, words: str, at: int | None = None, number: int = _USE) -> Any:
    """Add a paragraph, at a level of a list or at none; return it."""
    paragraph = document.add_paragraph(words)
    if at is not None:
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            xml(f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>')
        )
    return paragraph


def xml(words: str) -> Any:
    """Return an element from XML in Word's own namespace."""
    return parse_xml(f"<w:x {nsdecls('w')}>{words}</w:x>")[0]


def packed(document: Doc) -> bytes:
    """Return the document as bytes."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()
