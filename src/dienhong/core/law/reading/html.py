"""The main text of a web page: what a browser would show of it, without menus; no script runs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from dienhong.core.law.reading import tables
from dienhong.core.law.reading.reading import Reading
from dienhong.core.law.reading.word_numbering import written

KIND = "trang web (HTML)"


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOT_SHOWN = _names(
    "script style noscript template svg math iframe object audio video canvas select textarea "
    "button head title datalist"
)
_BLOCKS = _names(
    "html body main article section header footer nav aside address p div center blockquote pre "
    "h1 h2 h3 h4 h5 h6 hr ul ol dl li dt dd table caption form fieldset figure details"
)
_CLOSE_BLOCKS = _names("thead tbody tfoot tr td th")  # no blank line between these
_WITHOUT_END = _names("br hr img input meta link wbr col area base embed source")
_SIDE = _names("nav aside header footer")
_SIDE_ROLES = _names("navigation banner contentinfo search complementary menu")
_SIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|sidebar|breadcrumbs?|toolbar|share|social|comments?|related"
    r"|toc|muc-?luc|cookies?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NUMERAL = re.compile(r"list-style(?:-type)?\s*:[^;]*?(none|lower-alpha|lower-latin|upper-alpha"
                      r"|upper-latin|lower-roman|upper-roman|decimal)", re.IGNORECASE)  # fmt: skip
_NUMERALS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "none": "none", "decimal": "decimal",
}  # fmt: skip
_TYPED = re.compile(r"(?:[0-9]{1,3}[a-zđ]?|[a-zđ])[.)]|[-–+•]\s|(?i:điều|chương|mục|khoản)\s")
_OF_TEXT = re.compile(
    r"(?:(?i:điều)\s+[0-9]|CỘNG H(?:ÒA|OÀ) XÃ HỘI|[Nn]ơi nhận\s*:|(?:CHƯƠNG|Chương)\s+[IVX0-9])"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINKED = 0.8  # the share of a line in links from which it is one to elsewhere


def read_html(page: str) -> Reading:
    """Read a page: its main text, a blank line between blocks, tables row by row.

    The main text is the smallest element that holds every article, the motto and the recipients,
    and half of the words. What is left out is counted in a note.
    """
    shown = _Shown()
    etree.HTML(page.encode(), etree.HTMLParser(target=shown, huge_tree=True, encoding="utf-8"))
    shown.flush(gap=True)
    kept = _main_lines(shown)
    left_out = sum(len(line.text) for line in shown.lines) - sum(len(line.text) for line in kept)
    text = "".join(_joined(kept, shown)).lstrip("\n")
    note = (
        f"Bỏ {left_out} ký tự ngoài phần văn bản của trang web (thanh mục, chân trang, liên kết)."
    )
    return Reading(text, KIND, (note,) if left_out else ())


@dataclass(slots=True)
class _Element:
    """An element that is open or was: its place among all, and what it means for its words."""

    tag: str
    parent: int
    is_side: bool = False
    hides: bool = False
    table: int = 0  # the innermost one, 0 for none
    marks: int = 0  # lines below it that only a legal text has
    letters: int = 0  # of lines below it that are no links


@dataclass(slots=True)
class _Line:
    text: str
    element: int
    gap: bool
    linked: bool
    cell: tuple[int, int] = (0, 0)  # row and cell, counted through the page


@dataclass(slots=True)
class _List:
    numeral: str
    next: int = 1


@dataclass
class _Shown:
    """What the parser tells of a page, as lines of the elements that hold them."""

    elements: list[_Element] = field(default_factory=lambda: [_Element("", 0)])
    lines: list[_Line] = field(default_factory=list)
    open: list[int] = field(default_factory=lambda: [0])
    lists: list[_List] = field(default_factory=list)
    holders: set[int] = field(default_factory=set)  # tables with a table in them
    hidden: int = 0
    links: int = 0
    rows: int = 0
    cells: int = 0
    first_cells: dict[int, int] = field(default_factory=dict)
    gap: bool = True
    marker: str = ""
    words: list[str] = field(default_factory=list)
    in_links: int = 0

    def start(self, tag: object, attributes: Mapping[str, str]) -> None:
        """Take the beginning of an element."""
        name = str(tag)
        if name == "br":
            self.flush(gap=not self.words)
        if name in _WITHOUT_END:
            return
        if name in _BLOCKS or name in _CLOSE_BLOCKS:
            self.flush(gap=name in _BLOCKS)
        element = _element(name, attributes, self.open[-1])
        outer = self.elements[element.parent].table
        element.table = len(self.elements) if name == "table" else outer
        if name == "table":
            self.holders.add(outer)
        self.open.append(len(self.elements))
        self.elements.append(element)
        self.hidden += element.hides
        self.links += name == "a"
        if name == "tr":
            self.rows += 1
            self.first_cells[self.rows] = self.cells + 1
        self.cells += name in {"td", "th"}
        self._begin_list(name, attributes)

    def _begin_list(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in {"ul", "ol"}:
            first = attributes.get("start", "")
            numeral = _numeral(name, attributes)
            self.lists.append(_List(numeral, int(first) if _is_small(first) else 1))
        elif name == "li" and self.lists:
            around = self.lists[-1]
            value = attributes.get("value", "")
            count = int(value) if _is_small(value) else around.next
            around.next = count + 1
            self.marker = _marker(count, around.numeral)

    def end(self, tag: object) -> None:
        """Take the end of an element."""
        name = str(tag)
        if self.elements[self.open[-1]].tag != name or len(self.open) == 1:
            return
        if name in _BLOCKS or name in _CLOSE_BLOCKS:
            self.flush(gap=name in _BLOCKS)
        self.hidden -= self.elements[self.open.pop()].hides
        self.links -= name == "a"
        if name in {"ul", "ol"} and self.lists:
            self.lists.pop()

    def data(self, words: str) -> None:
        """Take words."""
        if self.hidden:
            return
        self.words.append(words)
        if self.links:
            self.in_links += len(words.strip())

    def close(self) -> None:
        """Take the end of the page."""

    def flush(self, *, gap: bool) -> None:
        """End the line that is being read; ``gap`` asks for a blank one between it and the next."""
        whole = "".join(self.words)
        as_it_stands = self.elements[self.open[-1]].tag == "pre"
        said = whole.splitlines() if as_it_stands else [_SPACE.sub(" ", whole)]
        for words in filter(None, (each.strip() for each in said)):
            marker = "" if _TYPED.match(words) else self.marker
            linked = self.in_links > _LINKED * len(words)
            cell = (self.rows, self.cells)
            self.lines.append(_Line(marker + words, self.open[-1], self.gap, linked, cell))
            self.gap, self.marker = False, ""
        self.words.clear()
        self.in_links = 0
        self.gap = self.gap or gap


def _element(name: str, attributes: Mapping[str, str], parent: int) -> _Element:
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    hidden = "hidden" in attributes or _HIDDEN.search(attributes.get("style", ""))
    return _Element(
        name,
        parent,
        is_side=name in _SIDE
        or attributes.get("role", "") in _SIDE_ROLES
        or bool(_SIDE_NAMES.search(names)),
        hides=name in _NOT_SHOWN or bool(hidden),
    )


def _numeral(name: str, attributes: Mapping[str, str]) -> str:
    style = _NUMERAL.search(attributes.get("style", ""))
    if style:
        return _NUMERALS[style[1].lower()]
    kind = attributes.get("type", "1")
    return _NUMERALS.get(kind, "decimal") if name == "ol" else "bullet"


def _is_small(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) < 5  # noqa: PLR2004 (no list is longer)


def _marker(count: int, numeral: str) -> str:
    if numeral in {"none", "bullet"}:
        return "- " if numeral == "bullet" else ""
    return f"{written(count, numeral)}. "


def _main_lines(shown: _Shown) -> list[_Line]:
    """Return the lines of the main text, and headings of the page in front of it."""
    elements = shown.elements
    for line in shown.lines:
        if not line.linked:
            elements[line.element].letters += len(line.text)
            elements[line.element].marks += _OF_TEXT.match(line.text) is not None
    for element in reversed(elements[1:]):  # a parent stands before its children
        elements[element.parent].marks += element.marks
        if not _is_aside(element):
            elements[element.parent].letters += element.letters
    main = _smallest(elements)
    inside, aside = [main == 0], [False]
    for at, element in enumerate(elements[1:], 1):
        inside.append(at == main or inside[element.parent])
        aside.append(aside[element.parent] or _is_aside(element))
    return [
        line
        for line in shown.lines
        if not aside[line.element] and (inside[line.element] or _is_title(elements, line))
    ]


def _is_aside(element: _Element) -> bool:
    return element.is_side and not element.marks


def _smallest(elements: list[_Element]) -> int:
    """Return the smallest element that holds all that only a legal text has, and half the words."""
    if not elements[0].marks:
        return 0
    main = max(at for at, each in enumerate(elements) if each.marks == elements[0].marks)
    while 2 * elements[main].letters < elements[0].letters:
        main = elements[main].parent
    return main


def _is_title(elements: list[_Element], line: _Line) -> bool:
    return elements[line.element].tag == "h1" and not line.linked


def _joined(lines: list[_Line], shown: _Shown) -> Iterator[str]:
    """Yield the lines with what stands between them; tables that hold no table as tables."""

    def table_of(line: _Line) -> int:
        table = shown.elements[line.element].table
        return 0 if table in shown.holders else table

    for table, group in groupby(lines, key=table_of):
        inside = list(group)
        rows = _rows(inside, shown) if table else []
        if not table or tables.only_places(rows):
            yield from (("\n\n" if line.gap else "\n") + line.text for line in inside)
        else:
            yield "\n\n" + "\n".join(tables.lines_of(rows))


def _rows(lines: list[_Line], shown: _Shown) -> list[list[tables.Cell]]:
    return [
        _cells(list(row), shown.first_cells.get(at, 0))
        for at, row in groupby(lines, key=lambda line: line.cell[0])
    ]


def _cells(row: list[_Line], first: int) -> list[tables.Cell]:
    """Return the cells of a row, those without words too, up to the last that has some."""
    last = max(line.cell[1] for line in row)
    cells: list[tables.Cell] = [[] for _ in range(first, last + 1)] or [[]]
    for line in row:
        cells[max(0, line.cell[1] - first)].append(line.text)
    return cells
