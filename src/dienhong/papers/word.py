"""Writes a regulation as a Word file in the layout of Decree 30/2020/NĐ-CP, appendix I.

Every number ("Điều 1.", "a)") is written as text: Word's automatic numbering would not be in the
words that another program reads.
"""

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as Doc
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from dienhong.core.law.structure.lines import clean
from dienhong.core.law.tree import GROUPS, Kind, Node, Noise, NoiseKind, Tree
from dienhong.core.papers.paper import Letterhead

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FACE: Final = "Times New Roman"
_STATE, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
_HEADINGS = {
    Kind.PART: 1,
    Kind.CHAPTER: 1,
    Kind.SECTION: 2,
    Kind.SUBSECTION: 2,
    Kind.ARTICLE: 3,
}
_AT_THE_END = (NoiseKind.RECIPIENTS, NoiseKind.SIGNATURE)
_NO_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file can say
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001 (a property without a zone, the same in every file)


def regulation(tree: Tree, letterhead: Letterhead) -> bytes:
    """Return decision and regulation as DOCX; the same text gives the same bytes.

    Number and day are gaps until ``letterhead`` has them. Its words, read back in order, parse
    to the nodes of ``tree``.
    """
    document = begun(tree.header.title, letterhead.issuing_body)
    letterhead_of(document, letterhead)
    end: dict[NoiseKind, list[str]] = {}
    for lines, owner in _pieces(tree):
        if isinstance(owner, Node):
            _write_node(document, owner, lines)
        elif owner.kind in _AT_THE_END:
            end.setdefault(owner.kind, []).extend(lines)
        else:
            _close(document, end)
            _write_outside(document, owner.kind, lines)
    _close(document, end)
    return as_bytes(document)


def begun(title: str, author: str) -> Doc:
    """Return an empty file with page, typeface and properties of an official paper."""
    document = Document()
    _set_page(document)
    _set_styles(document)
    _set_properties(document, title, author)
    return document


def _pieces(tree: Tree) -> Iterator[tuple[list[str], Node | Noise]]:
    """Yield the lines of words of each stretch of the source, with what it belongs to."""
    for start, end, owner in tree.stretches():
        lines = [clean(line) for line in tree.source[start:end].splitlines()]
        if any(lines):
            yield [line for line in lines if line], owner


def _set_page(document: Doc) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)


def _set_styles(document: Doc) -> None:
    _set_style(document.styles["Normal"], Pt(14))
    body = document.styles["Normal"].paragraph_format
    body.space_before, body.space_after, body.line_spacing = Pt(0), Pt(6), 1.15
    for level in _HEADINGS.values():
        style = document.styles[f"Heading {level}"]
        _set_style(style, Pt(14))
        style.font.bold = True
        style.paragraph_format.space_before = Pt(6)


def _set_style(style: Any, size: Pt) -> None:
    """Set the typeface for every script: Word takes ``eastAsia`` for some Vietnamese letters."""
    style.font.size, style.font.color.rgb = size, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FACE)


def _set_properties(document: Doc, title: str, author: str) -> None:
    said = document.core_properties
    said.title, said.author, said.last_modified_by, said.comments = title, author, author, ""
    said.created = said.modified = _MADE
    said.language = "vi-VN"


def letterhead_of(document: Doc, letterhead: Letterhead) -> None:
    """Write whose paper it is beside the name of the State, number and day below."""
    left, right = columns(document, Mm(62), Mm(98))
    write_line(left, letterhead.superior_body.upper(), size=13)
    write_line(left, letterhead.issuing_body.upper(), size=13, bold=True)
    write_line(left, letterhead.number_line, size=13)
    write_line(right, _STATE, size=13, bold=True)
    write_line(right, _MOTTO, size=14, bold=True)
    write_line(right, letterhead.place_and_date, size=14, italic=True)
    document.add_paragraph()


def columns(document: Doc, *widths: Mm) -> list[Any]:
    """Return the cells of one row without rules, as wide as said."""
    table = document.add_table(rows=1, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = width
    return list(table.rows[0].cells)


def write_line(
    cell: Any,
    words: str,
    *,
    size: int,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.CENTER,
) -> None:
    """Write one line into a cell, into its empty first paragraph where there is one."""
    if not words:
        return
    first = cell.paragraphs[-1]
    paragraph = first if not first.text else cell.add_paragraph()
    paragraph.alignment, paragraph.paragraph_format.space_after = align, Pt(2)
    run = paragraph.add_run(words)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic


def _write_outside(document: Doc, kind: NoiseKind, lines: list[str]) -> None:
    """Write title, issuer and legal bases; each line as it stands."""
    for place, line in enumerate(lines):
        paragraph = document.add_paragraph()
        apart = kind is NoiseKind.TITLE or line.isupper()
        if kind is NoiseKind.TITLE and place == 0 and _has_articles(document):
            paragraph.paragraph_format.page_break_before = True
        _set_body(paragraph, centred=apart)
        run = paragraph.add_run(line)
        run.bold = apart and not line.startswith("(")
        run.italic = not run.bold


def _has_articles(document: Doc) -> bool:
    return any(paragraph.text.startswith("Điều ") for paragraph in document.paragraphs)


def _set_body(paragraph: Paragraph, *, centred: bool = False) -> None:
    if centred:
        paragraph.alignment = ALIGN.CENTER
        return
    paragraph.alignment = ALIGN.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(12.7)


def _write_node(document: Doc, node: Node, lines: list[str]) -> None:
    if node.kind in GROUPS:
        heading = document.add_heading("\n".join(lines), _HEADINGS[node.kind])
        _set_body(heading, centred=True)
        return
    if node.kind is Kind.ARTICLE and node.heading:
        _set_body(document.add_heading(lines.pop(0), _HEADINGS[node.kind]))
    for place, line in enumerate(lines):
        paragraph = document.add_paragraph()
        _set_body(paragraph)
        unnamed = node.kind is Kind.ARTICLE and not node.heading and place == 0
        marker, stop, rest = line.partition(". ") if unnamed else ("", "", line)
        paragraph.add_run(marker + stop).bold = True
        paragraph.add_run(rest)


def _close(document: Doc, end: dict[NoiseKind, list[str]]) -> None:
    """Write recipients and signer side by side, once their lines are over."""
    if not end:
        return
    left, right = columns(document, Mm(80), Mm(80))
    for place, line in enumerate(end.get(NoiseKind.RECIPIENTS, [])):
        size, first = (12, True) if place == 0 else (11, False)
        write_line(left, line, size=size, bold=first, italic=first, align=ALIGN.LEFT)
    for line in end.get(NoiseKind.SIGNATURE, []):
        write_line(right, line, size=14, bold=True)
    end.clear()


def as_bytes(document: Doc) -> bytes:
    """Return the file with one time in all its parts, so that its bytes tell its words."""
    written, packed = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as parts, ZipFile(packed, "w") as file:
        for name in parts.namelist():
            entry = ZipInfo(name, _NO_DATE)
            entry.compress_type = ZIP_DEFLATED
            file.writestr(entry, parts.read(name))
    return packed.getvalue()
