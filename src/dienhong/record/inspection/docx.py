"""The words and tables of a DOCX, in order, as plain data.

Read from the XML itself: a library that shows paragraphs only leaves out what stands in content
controls, text boxes and tracked insertions, and a reader of an official paper must not miss it.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml import ElementTree

from dienhong.record.inspection.package import local, main_part

MOST_BLOCKS = 2_000
MOST_SIGNS = 300_000
# What stands twice, was deleted or moved away, or says only how something looks.
_UNSEEN = frozenset({"Fallback", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(file: BinaryIO) -> dict[str, Any]:
    """Return paragraphs as ``{"words": …}``, tables as ``{"rows": …}``, and whether there is more.

    Tables in a table become words of its cell.
    """
    blocks: list[dict[str, Any]] = []
    signs = 0
    for block in _blocks(file):
        signs += len(str(block))
        if len(blocks) >= MOST_BLOCKS or signs > MOST_SIGNS:
            return {"blocks": blocks, "more": True}
        blocks.append(block)
    return {"blocks": blocks, "more": False}


def _blocks(file: BinaryIO) -> Iterator[dict[str, Any]]:
    depth = 0  # of paragraphs and tables: only the outermost are blocks
    with ZipFile(file) as package, package.open(main_part(package)) as part:
        events = ElementTree.iterparse(part, events=("start", "end"), forbid_dtd=True)
        for event, each in events:
            tag = local(each.tag)
            if tag not in {"p", "tbl"}:
                continue
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 0:
                block = {"rows": _rows(each)} if tag == "tbl" else {"words": _words(each)}
                each.clear()
                if any(block.values()):
                    yield block


def _rows(table: Element) -> list[list[str]]:
    rows = (row for row in _nearest(table, "tr"))
    return [[_words(cell) for cell in _nearest(row, "tc")] for row in rows]


def _nearest(element: Element, tag: str) -> Iterator[Element]:
    """Yield the elements of a tag that no other of that tag surrounds."""
    for each in element:
        if local(each.tag) == tag:
            yield each
        elif local(each.tag) not in _UNSEEN:
            yield from _nearest(each, tag)


def _words(element: Element) -> str:
    return "".join(_pieces(element)).strip()


def _pieces(element: Element) -> Iterator[str]:
    for each in element:
        tag = local(each.tag)
        if tag in _UNSEEN:
            continue
        if tag == "t":
            yield each.text or ""
        yield _SIGNS.get(tag, "")
        yield from _pieces(each)
        if tag == "p":
            yield "\n"
