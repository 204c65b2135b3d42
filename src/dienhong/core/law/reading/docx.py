"""A DOCX as its author sees it: automatic numbers written out, changes accepted, notes apart."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from xml.etree.ElementTree import Element

from dienhong.core.law.reading import tables
from dienhong.core.law.reading.legacy import Legacy, of_font
from dienhong.core.law.reading.reading import Aside, Reading
from dienhong.core.law.reading.tables import Cell
from dienhong.core.law.reading.word_numbering import Numbering
from dienhong.core.law.reading.word_package import Package, attribute, child, local
from dienhong.core.law.reading.word_styles import Look, Styles, look_of

KIND = "Word (.docx)"
# What stands twice, is no longer there, or says only how something looks.
_UNSEEN = frozenset(
    {"Fallback", "pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr", "instrText"}
)
_TAKEN_AWAY = frozenset({"del", "moveFrom"})
_PUT_IN = frozenset({"ins", "moveTo"})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_APART = {
    "header": "Đầu trang",
    "footer": "Chân trang",
    "footnotes": "Chú thích",
    "endnotes": "Chú thích cuối",
    "comments": "Lời bình bên lề",
}
_NOTES = (
    ("numbered", "Đã viết ra {} số thứ tự tự động."),
    ("put in", "Có {} chỗ thêm theo dõi thay đổi: đọc như đã chấp nhận."),
    ("taken away", "Có {} chỗ xoá theo dõi thay đổi: đọc như đã xoá."),
    ("hidden", "Bỏ {} đoạn chữ ẩn."),
    ("contents", "Để riêng {} dòng mục lục."),
    ("converted", "Đã chuyển {} đoạn chữ phông cũ (TCVN3, VNI) sang Unicode."),
    ("fetched", "Có {} phần chữ nằm ở tệp khác, không đọc được."),
)
_PRIVATE = range(0xE000, 0xF900)  # where fonts of symbols have their signs

_Piece = tuple[Legacy | None, str]


def read_docx(data: bytes) -> Reading:
    """Read a DOCX: paragraphs with a blank line between them, tables row by row.

    Insertions that are tracked are kept, deletions dropped. Headers, footers, footnotes, comments
    and a table of contents come as asides. Raises Refused for what is no whole DOCX, or unpacks
    to too much.
    """
    return _Document(Package(data)).read()


@dataclass(slots=True)
class _Document:
    package: Package
    styles: Styles = field(init=False)
    numbering: Numbering = field(init=False)
    counts: Counter[str] = field(default_factory=Counter)
    asides: list[Aside] = field(default_factory=list)
    carried: str = ""  # of a paragraph whose end was deleted
    boxes: list[Element] = field(default_factory=list)

    def read(self) -> Reading:
        """Return the document as read."""
        related = self.package.relations(self.package.main)
        first = dict(reversed(related))
        self.styles = Styles(self.package.root(first.get("styles", "")))
        self.numbering = Numbering(self.package.root(first.get("numbering", "")), self.styles)
        text = "\n\n".join(self._blocks())
        for kind, part in dict.fromkeys(related):
            if kind in _APART:
                self._read_apart(part, _APART[kind])
        notes = (words.format(self.counts[what]) for what, words in _NOTES if self.counts[what])
        return Reading(text, KIND, tuple(notes), tuple(self.asides))

    def _blocks(self) -> Iterator[str]:
        depth = 0  # of paragraphs and tables: only the outermost are blocks
        for event, each in self.package.events(self.package.main):
            tag = local(each.tag)
            self.counts["fetched"] += event == "start" and tag == "altChunk"
            if tag not in {"p", "tbl"}:
                continue
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 0:
                yield from self._block(each)
                each.clear()

    def _block(self, element: Element) -> Iterator[str]:
        lines = self._rows(element) if local(element.tag) == "tbl" else self._paragraph(element)
        if lines:
            yield "\n".join(lines)
        while self.boxes:
            yield from filter(None, ["\n".join(self._lines(self.boxes.pop(0)))])

    def _lines(self, element: Element) -> list[str]:
        """Return the lines of all paragraphs and tables in an element, in order."""
        lines: list[str] = []
        for each in element:
            tag = local(each.tag)
            if tag == "p":
                lines += self._paragraph(each)
            elif tag == "tbl":
                lines += self._rows(each)
            elif tag not in _UNSEEN | _TAKEN_AWAY:
                lines += self._lines(each)
        return lines

    def _rows(self, table: Element) -> list[str]:
        rows: list[list[Cell]] = []
        for row in _nearest(table, "tr"):
            if child(row, "trPr", "del") is not None:
                self.counts["taken away"] += 1
                continue
            rows.append([self._lines(cell) for cell in _nearest(row, "tc")])
        return tables.lines_of(rows)

    def _paragraph(self, element: Element) -> list[str]:
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"))
        look = self.styles.of_paragraph(style).under(look_of(properties))
        words = self.carried + _converted(list(self._pieces(element, look)), self.counts)
        self.carried = ""
        if child(properties, "rPr", "del") is not None:
            self.carried = words
            return []
        if words.strip() and self.styles.name_of(style).startswith("toc "):
            self.counts["contents"] += 1
            self.asides.append(Aside("Mục lục", words.strip()))
            return []
        # Word writes and counts the number of an empty paragraph too.
        label = self._label(look, style)
        return _split(label + words.strip()) if words.strip() or label[:1].isalnum() else []

    def _label(self, look: Look, style: str | None) -> str:
        if look.number in {None, "0"}:
            return ""
        number = look.number or ""
        level = look.level
        if level is None:
            level = self.numbering.level_of_style(number, style)
        label = self.numbering.label(number, level)
        self.counts["numbered"] += bool(label)
        return label

    def _pieces(self, element: Element, look: Look) -> Iterator[_Piece]:
        for each in element:
            tag = local(each.tag)
            if tag == "r":
                yield from self._run(each, look)
            elif tag == "txbxContent":
                self.boxes.append(each)
            elif tag in _TAKEN_AWAY:
                self.counts["taken away"] += 1
            elif tag not in _UNSEEN:
                self.counts["put in"] += tag in _PUT_IN
                yield from self._pieces(each, look)

    def _run(self, run: Element, look: Look) -> Iterator[_Piece]:
        properties = child(run, "rPr")
        named = self.styles.of(attribute(child(properties, "rStyle")))
        # A run has no numbers of its own, and marks of its paragraph are not its own look.
        look = look.under(named).under(look_of(properties))
        if look.hidden:
            self.counts["hidden"] += 1
            return
        words = "".join(map(_said, run))
        if words:
            yield of_font(look.font or ""), words.upper() if look.capitals else words
        for each in run:
            if len(each):
                yield from self._pieces(each, look)

    def _read_apart(self, part: str, place: str) -> None:
        root = self.package.root(part)
        own = [] if root is None else [each for each in root if _is_note(each)]
        groups: Iterable[tuple[str, Element]] = [
            (f"{place} {attribute(each, 'id')}", each) for each in own
        ]
        if root is not None and not own and not _holds_notes(root):
            groups = [(place, root)]
        for said, element in groups:
            words = "\n".join(self._lines(element)).strip()
            if words and not words.isdigit():
                self.asides.append(Aside(said, words))


def _is_note(element: Element) -> bool:
    of_text = attribute(element, "type") in {None, "normal"}
    return local(element.tag) in {"footnote", "endnote", "comment"} and of_text


def _holds_notes(root: Element) -> bool:
    return local(root.tag) in {"footnotes", "endnotes", "comments"}


def _nearest(element: Element, tag: str) -> Iterator[Element]:
    """Yield the elements of a tag that no other of that tag surrounds."""
    for each in element:
        if local(each.tag) == tag:
            yield each
        elif local(each.tag) not in _UNSEEN | _TAKEN_AWAY:
            yield from _nearest(each, tag)


def _said(element: Element) -> str:
    tag = local(element.tag)
    if tag == "t":
        return element.text or ""
    return _symbol(element) if tag == "sym" else _SIGNS.get(tag, "")


def _symbol(element: Element) -> str:
    """Return a sign of a font of symbols; what only that font can draw comes as a bullet."""
    code = attribute(element, "char") or ""
    value = int(code, 16) if len(code) == 4 and set(code) <= set("0123456789abcdefABCDEF") else 0  # noqa: PLR2004 (four digits, as the standard writes it)
    return "•" if value in _PRIVATE or value < ord(" ") else chr(value)


def _converted(pieces: list[_Piece], counts: Counter[str]) -> str:
    """Return the words; runs beside each other in one old font are one, as Word cuts anywhere."""
    words = []
    for way, group in groupby(pieces, key=lambda piece: piece[0]):
        said = "".join(piece for _, piece in group)
        # Some paragraphs name an old font and hold Unicode all the same.
        if way is None or any(ord(letter) > 0xFF for letter in said):  # noqa: PLR2004 (beyond one byte)
            words.append(said)
        else:
            counts["converted"] += not said.isascii()
            words.append(way.convert(said))
    return "".join(words).replace("\u00ad", "")


def _split(words: str) -> list[str]:
    lines = (line.strip(" \t\u00a0") for line in words.split("\n"))
    return [line for line in lines if line]
