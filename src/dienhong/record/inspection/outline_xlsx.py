"""The places of an XLSX that can be filled, and the same file filled: all else stays as it is.

Named places are defined names of one cell and "{{name}}" or "«name»" in a cell. Others are a line
of dots or an empty cell behind a label.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
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

_ONE_CELL = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!\$([A-Z]{1,3})\$([0-9]{1,7})")
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NUMBER = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})*|[0-9]{1,9}")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class _Sheet:
    """A sheet: its part's name, its root, and its cells by address."""

    part: str
    root: Element
    cells: dict[str, Element] = field(default_factory=dict)


@dataclass(slots=True)
class _Book:
    main: str
    root: Element
    sheets: dict[str, _Sheet]
    strings: list[str]


def find(file: BinaryIO) -> list[Place]:
    """Return the places of all sheets, each key once."""
    with ZipFile(file) as package:
        found = _places(_read(package))
    return list({place.key: place for place in reversed(found)}.values())[::-1][:MOST_PLACES]


def fill(file: BinaryIO, values: Mapping[str, str]) -> bytes:
    """Return the file with words, or numbers where a cell holds nothing else, in some places."""
    out = BytesIO()
    with ZipFile(file) as package, ZipFile(out, "w") as filled:
        book = _read(package)
        for place in reversed(_places(book)):
            if place.key in values:
                place.put(one_line(values[place.key]))
        _compute_again(book.root)
        changed = {sheet.part: sheet.root for sheet in book.sheets.values()}
        changed[book.main] = book.root
        for entry in package.infolist():
            root = changed.get(entry.filename)
            content = package.read(entry) if root is None else written(root)
            filled.writestr(entry, content)
    return out.getvalue()


def _read(package: ZipFile) -> _Book:
    main = main_part(package)
    root = parsed(package.read(main))
    folder = posixpath.dirname(main)
    relations = parsed(package.read(f"{folder}/_rels/{posixpath.basename(main)}.rels"))
    targets = {each.get("Id", ""): _part(folder, each.get("Target", "")) for each in relations}
    names = set(package.namelist())
    sheets = {}
    for sheet in every(root, "sheet"):
        part = targets.get(attribute(sheet, "id"), "")
        if part in names and "worksheets/" in part:
            sheets[sheet.get("name", "")] = _sheet(part, parsed(package.read(part)))
    shared = next((part for part in targets.values() if part.endswith("sharedStrings.xml")), "")
    return _Book(main, root, sheets, _strings(package, shared) if shared in names else [])


def _part(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(folder, target))


def _sheet(part: str, root: Element) -> _Sheet:
    return _Sheet(part, root, {cell.get("r", ""): cell for cell in every(root, "c")})


def _strings(package: ZipFile, part: str) -> list[str]:
    items = every(parsed(package.read(part)), "si")
    return ["".join(text.text or "" for text in every(item, "t")) for item in items]


def _compute_again(root: Element) -> None:
    """Let formulas that hang on what was put in be computed when the file is opened."""
    for settings in every(root, "calcPr"):
        settings.set("fullCalcOnLoad", "1")


# Finding.


def _places(book: _Book) -> list[Place]:
    taken: set[Element] = set()
    found = [*_defined(book, taken)]
    for sheet in book.sheets.values():
        found += _marks(book, sheet, taken)
    for sheet in book.sheets.values():
        blank = enumerate(_blank(book, sheet, taken), 1)
        found += [Place(f"{sheet.part}#{n}", words, False, put) for n, (words, put) in blank]
    return found


def _defined(book: _Book, taken: set[Element]) -> Iterator[Place]:
    for each in every(book.root, "definedName"):
        name, found = each.get("name", ""), _ONE_CELL.fullmatch((each.text or "").strip())
        if not found or name.startswith("_xlnm.") or each.get("hidden") == "1":
            continue
        sheet = book.sheets.get((found[1] or found[2]).replace("''", "'"))
        if sheet is not None:
            address = found[3] + found[4]
            cell = sheet.cells.get(address)
            if cell is None:
                cell = sheet.cells[address] = _new_cell(sheet.root, found[3], int(found[4]))
            taken.add(cell)
            yield Place(key_of_name(name), name, True, partial(_put, cell))


def _marks(book: _Book, sheet: _Sheet, taken: set[Element]) -> Iterator[Place]:
    for cell in sheet.cells.values():
        words = _words(book, cell)
        for found in MARK.finditer(words):
            taken.add(cell)
            put = partial(_replace, book, cell, found[0])
            name = found[1] or found[2]
            yield Place(key_of_name(name), name, True, put)


_Blank = tuple[str, partial[None]]


def _blank(book: _Book, sheet: _Sheet, taken: set[Element]) -> Iterator[_Blank]:
    covered = _covered(sheet.root)
    for row in every(sheet.root, "row"):
        cells = [each for each in row if local(each) == "c" and each.get("r", "") not in covered]
        # A row that marks a place itself has no other.
        if not taken & set(cells):
            yield from _of_row(book, cells)


def _of_row(book: _Book, cells: list[Element]) -> Iterator[_Blank]:
    """Yield the first blank of a row that stands behind a label, or in its cell."""
    label = ""
    for cell in cells:
        words = _words(book, cell)
        dots = DOTS.search(words)
        if dots and label_of(words[: dots.start()]):
            yield label_of(words[: dots.start()]), partial(_replace, book, cell, dots[0])
            return
        if label and not words and not _holds(cell):
            yield label, partial(_put, cell)
            return
        label = max(label, label_of(words), key=len)


def _covered(root: Element) -> set[str]:
    """Return the cells that lie under another one."""
    found: set[str] = set()
    for merged in every(root, "mergeCell"):
        first, _, last = merged.get("ref", "").partition(":")
        one, two = _ADDRESS.fullmatch(first), _ADDRESS.fullmatch(last)
        if one and two:
            rows = range(int(one[2]), min(int(two[2]), int(one[2]) + 200) + 1)
            columns = range(_column(one[1]), min(_column(two[1]), _column(one[1]) + 200) + 1)
            found |= {f"{_letters(c)}{r}" for r in rows for c in columns} - {first}
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _words(book: _Book, cell: Element) -> str:
    """Return the words of a cell that holds words; numbers and formulas have none."""
    kind, value = cell.get("t", ""), next(every(cell, "v"), None)
    if kind == "inlineStr":
        return "".join(text.text or "" for text in every(cell, "t"))
    if kind == "s" and value is not None and (value.text or "").isdecimal():
        number = int(value.text or 0)
        return book.strings[number] if number < len(book.strings) else ""
    return ""


def _holds(cell: Element) -> bool:
    return any(local(each) in {"v", "f", "is"} for each in cell)


# Filling.


def _new_cell(root: Element, letters: str, number: int) -> Element:
    """Return a new cell in its place among the rows and cells that are there."""
    data = next(every(root, "sheetData"))
    space = data.tag.rpartition("}")[0] + "}"
    row = next((each for each in data if each.get("r") == str(number)), None)
    if row is None:
        row = etree.Element(f"{space}row", r=str(number))
        data.insert(sum(int(each.get("r", "0")) < number for each in data), row)
    cell = etree.Element(f"{space}c", r=f"{letters}{number}")
    before = sum(
        _column(each.get("r", "A").rstrip("0123456789")) < _column(letters) for each in row
    )
    row.insert(before, cell)
    return cell


def _replace(book: _Book, cell: Element, mark: str, words: str) -> None:
    before = _words(book, cell)
    _put(cell, words if before.strip() == mark.strip() else before.replace(mark.rstrip(), words, 1))


def _put(cell: Element, words: str) -> None:
    """Put a number as a number, so that it can be computed with, and all else as words."""
    space = cell.tag.rpartition("}")[0] + "}"
    for each in list(cell):
        cell.remove(each)
    cell.attrib.pop("t", None)
    if _NUMBER.fullmatch(words):
        etree.SubElement(cell, f"{space}v").text = words.replace(".", "")
        return
    cell.set("t", "inlineStr")
    text = etree.SubElement(etree.SubElement(cell, f"{space}is"), f"{space}t")
    text.text = words
    text.set(_SPACE, "preserve")
