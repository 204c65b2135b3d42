"""The places of a DOCX that can be filled, and the same file filled: all else stays as it is.

Named places are content controls, mail-merge fields, and "{{name}}" or "«name»" in the text, also
where Word has cut it into runs. Others are a line of dots or an empty cell behind a label.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import partial
from io import BytesIO
from typing import BinaryIO
from zipfile import ZipFile

from lxml import etree

from dienhong.record.inspection.package import main_part
from dienhong.record.inspection.places import (
    DOTS,
    MARK,
    MOST_PLACES,
    Element,
    Place,
    attribute,
    every,
    key_of_name,
    label_of,
    local,
    one_line,
    parsed,
    written,
)

_BESIDE = re.compile(r"word/(?:header|footer)\d*\.xml")
_MERGE = re.compile(r"\s*MERGEFIELD\s+(?:\"([^\"]+)\"|(\S+))", re.IGNORECASE)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def find(file: BinaryIO) -> list[Place]:
    """Return the places of all parts that people read, each key once."""
    with ZipFile(file) as package:
        found = [place for name in _parts(package) for place in _places(_root(package, name), name)]
    return list({place.key: place for place in reversed(found)}.values())[::-1][:MOST_PLACES]


def fill(file: BinaryIO, values: Mapping[str, str]) -> bytes:
    """Return the file with words in the places of some keys."""
    out = BytesIO()
    with ZipFile(file) as package, ZipFile(out, "w") as filled:
        parts = set(_parts(package))
        for entry in package.infolist():
            content = package.read(entry)
            if entry.filename in parts:
                content = _filled(content, entry.filename, values)
            filled.writestr(entry, content)
    return out.getvalue()


def _parts(package: ZipFile) -> list[str]:
    return [main_part(package), *filter(_BESIDE.fullmatch, package.namelist())]


def _root(package: ZipFile, name: str) -> Element:
    return parsed(package.read(name))


def _filled(content: bytes, part: str, values: Mapping[str, str]) -> bytes:
    root = parsed(content)
    # From the last to the first: what is put in moves only what stands behind it.
    for place in reversed(_places(root, part)):
        if place.key in values:
            place.put(one_line(values[place.key]))
    return written(root)


def _places(root: Element, part: str) -> list[Place]:
    taken: set[Element] = set()
    found = [*_controls(root, taken), *_merges(root, taken), *_marks(root, taken)]
    blank = [*_dots(root, taken), *_cells(root, taken)]
    found += [
        Place(f"{part}#{number}", words, False, put) for number, (words, put) in enumerate(blank, 1)
    ]
    return found


# Content controls.


def _controls(root: Element, taken: set[Element]) -> Iterator[Place]:
    for control in every(root, "sdt"):
        settings = next((each for each in control if local(each) == "sdtPr"), None)
        content = next((each for each in control if local(each) == "sdtContent"), None)
        name = _name_of(settings) if settings is not None else ""
        texts = list(every(content, "t")) if content is not None else []
        if settings is None or not name or not texts or taken & set(texts):
            continue
        taken.update(texts)
        yield Place(key_of_name(name), name, True, partial(_control, settings, texts))


def _name_of(settings: Element) -> str:
    given = {local(each): attribute(each, "val") for each in settings}
    return given.get("alias") or given.get("tag") or ""


def _control(settings: Element, texts: list[Element], words: str) -> None:
    """Put words into a control; what would show other words again when it is opened goes."""
    for each in list(settings):
        if local(each) in {"showingPlcHdr", "dataBinding"}:
            settings.remove(each)
    run = texts[0].getparent()
    for style in [each for each in every(run, "rStyle") if "laceholder" in attribute(each, "val")]:
        style.getparent().remove(style)
    _set(texts, words)


def _set(texts: list[Element], words: str) -> None:
    for place, text in enumerate(texts):
        _write(text, words if place == 0 else "")


def _write(text: Element, words: str) -> None:
    text.text = words
    text.set(_SPACE, "preserve")


# Mail merge.


def _merges(root: Element, taken: set[Element]) -> Iterator[Place]:
    for field in every(root, "fldSimple"):
        found = _MERGE.match(attribute(field, "instr"))
        texts = list(every(field, "t"))
        if found and texts:
            taken.update(texts)
            name = found[1] or found[2]
            yield Place(key_of_name(name), name, True, partial(_simple, field, texts))
    for paragraph in every(root, "p"):
        yield from _complex(paragraph, taken)


def _simple(field: Element, texts: list[Element], words: str) -> None:
    _set(texts, words)
    above = field.getparent()
    place = above.index(field)
    above[place : place + 1] = list(field)


def _complex(paragraph: Element, taken: set[Element]) -> Iterator[Place]:
    """Yield the fields that begin, say what they are, and end in runs of one paragraph."""
    runs: list[Element] = []
    shown: list[Element] = []
    said, is_result = "", False
    for run in every(paragraph, "r"):
        kinds = [attribute(each, "fldCharType") for each in every(run, "fldChar")]
        if "begin" in kinds:
            runs, shown, said, is_result = [], [], "", False
        said += "".join(each.text or "" for each in every(run, "instrText"))
        (shown if is_result and not kinds else runs).append(run)
        is_result = is_result or "separate" in kinds
        if "end" in kinds:
            texts = [text for each in shown for text in every(each, "t")]
            found = _MERGE.match(said)
            if found and texts:
                taken.update(texts)
                name = found[1] or found[2]
                yield Place(key_of_name(name), name, True, partial(_result, runs, texts))
            runs, shown, said, is_result = [], [], "", False


def _result(runs: list[Element], texts: list[Element], words: str) -> None:
    _set(texts, words)
    for run in runs:
        above = run.getparent()
        if above is not None:
            above.remove(run)


# Marks and dots in the text.


def _texts(paragraph: Element, taken: set[Element]) -> list[Element]:
    """Return the pieces of a paragraph's own text that belong to no other place."""
    return [
        text
        for text in every(paragraph, "t")
        if text not in taken and _nearest(text, "p") is paragraph
    ]


def _nearest(element: Element, name: str) -> Element | None:
    return next((each for each in element.iterancestors() if local(each) == name), None)


def _marks(root: Element, taken: set[Element]) -> Iterator[Place]:
    for paragraph in every(root, "p"):
        texts = _texts(paragraph, taken)
        whole = "".join(text.text or "" for text in texts)
        for found in MARK.finditer(whole):
            name = found[1] or found[2]
            put = partial(_replace, texts, found.start(), found.end())
            yield Place(key_of_name(name), name, True, put)
        if MARK.search(whole):
            taken.update(texts)


def _replace(texts: list[Element], start: int, end: int, words: str) -> None:
    """Put words for a stretch of the text; they take the look of the run that it began in."""
    begin, is_put = 0, False
    for text in texts:
        own = text.text or ""
        first, last = max(start - begin, 0), min(end - begin, len(own))
        if first < last:
            _write(text, own[:first] + ("" if is_put else words) + own[last:])
            is_put = True
        begin += len(own)


_Blank = tuple[str, partial[None]]


def _dots(root: Element, taken: set[Element]) -> Iterator[_Blank]:
    for paragraph in every(root, "p"):
        texts = _texts(paragraph, taken)
        whole, behind = "".join(text.text or "" for text in texts), 0
        for found in DOTS.finditer(whole):
            label = label_of(whole[behind : found.start()])
            behind = found.end()
            if label:
                taken.update(texts)
                end = found.start() + len(found[0].rstrip())
                yield label, partial(_replace, texts, found.start(), end)


# An empty cell behind a label.


def _cells(root: Element, taken: set[Element]) -> Iterator[_Blank]:
    for row in every(root, "tr"):
        cells = [each for each in row if local(each) == "tc"]
        words = [_words(cell) for cell in cells]
        place = next((n for n, said in enumerate(words) if not said and n), 0)
        label = max((label_of(said) for said in words[:place]), key=len, default="")
        if label and _is_free(cells[place], row, taken):
            yield label, partial(_write_cell, cells[place], cells[place - 1])


def _words(cell: Element) -> str:
    return "".join(text.text or "" for text in every(cell, "t")).strip()


def _is_free(cell: Element, row: Element, taken: set[Element]) -> bool:
    """Tell whether a cell is not the lower part of another, in a row that marks no place itself."""
    lower = any(attribute(each, "val") != "restart" for each in every(cell, "vMerge"))
    return not lower and not taken & set(every(row, "t"))


def _write_cell(cell: Element, before: Element, words: str) -> None:
    """Write into an empty cell in the look that its paragraph, or else its label, has."""
    paragraph = next(every(cell, "p"))
    space = paragraph.tag.rpartition("}")[0] + "}"
    run = etree.SubElement(paragraph, f"{space}r")
    looks = [
        *(each for each in every(paragraph, "rPr") if local(each.getparent()) == "pPr"),
        *(each for each in every(before, "rPr") if local(each.getparent()) == "r"),
    ]
    if looks:
        run.append(deepcopy(looks[0]))
    _write(etree.SubElement(run, f"{space}t"), words)
