"""Writes an official paper as a Word file, with the same words as its PDF.

Layout of Decree 30/2020/NĐ-CP, appendix I. People's text goes into runs as it stands: nothing in
it is markup, and a line that begins with a dash or a sign stays a line.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt

from dienhong.core.papers.paper import (
    Bars,
    Block,
    Contents,
    Facts,
    Fingerprint,
    Heading,
    Paper,
    Paragraph,
    PostingBox,
    Quote,
    Signer,
    Steps,
    Table,
)
from dienhong.papers.letters import drawable
from dienhong.papers.word import as_bytes, begun, columns, letterhead_of, write_line

_DEMO = "BẢN TRÌNH DIỄN – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"
_DOTTED = "." * 40
_LONGEST = 255  # signs of a property of the file
_SPACE_TO_SIGN = Pt(52)


def docx(paper: Paper) -> bytes:
    """Return ``paper`` as a DOCX file; the same paper gives the same bytes."""
    head = paper.letterhead
    document = begun(
        drawable(f"{paper.kind} – {paper.about}")[:_LONGEST], drawable(head.issuing_body)[:_LONGEST]
    )
    _say_standing(document, paper)
    letterhead_of(document, head)
    for words in (paper.kind, paper.about):
        _centred(document, words)
    for block in paper.body:
        _write(document, block)
    _sign(document, paper)
    if paper.foot:
        _box(document, paper.foot)
    return as_bytes(document)


def _say_standing(document: Doc, paper: Paper) -> None:
    """Say at the foot of each page what the sheet is worth, and on top that it is a demo."""
    section = document.sections[0]
    for foot in (section.footer, section.first_page_footer):
        line = foot.paragraphs[0]
        line.alignment = ALIGN.CENTER
        run = line.add_run(drawable(paper.standing))
        run.font.size, run.italic = Pt(9), True
    if paper.letterhead.demo:
        line = section.first_page_header.paragraphs[0]
        line.alignment = ALIGN.CENTER
        line.add_run(_DEMO).bold = True


def _centred(document: Doc, words: str) -> None:
    line = document.add_paragraph()
    line.alignment = ALIGN.CENTER
    line.add_run(drawable(words)).bold = True


def _running(document: Doc, words: str, *, italic: bool = False) -> None:
    for each in drawable(words).split("\n"):
        line = document.add_paragraph()
        line.alignment = ALIGN.JUSTIFY
        line.paragraph_format.first_line_indent = Mm(10)
        line.add_run(each).italic = italic


def _write(document: Doc, block: Block) -> None:
    write: Callable[[Doc, Any], None] = _WRITERS[type(block)]
    write(document, block)


def _paragraph(document: Doc, block: Paragraph) -> None:
    _running(document, block.text)


def _heading(document: Doc, block: Heading) -> None:
    line = document.add_paragraph()
    line.paragraph_format.first_line_indent = Mm(10)
    line.paragraph_format.keep_with_next = True
    line.add_run(drawable(block.text)).bold = True


def _facts(document: Doc, block: Facts) -> None:
    for label, value in block.rows:
        _running(document, f"{label}: {value or _DOTTED}")


def _table(document: Doc, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.header))
    table.style = "Table Grid"
    _row(table, block.header, (), bold=True)
    for cells in block.rows:
        _row(table, cells, block.numeric)
    document.add_paragraph()


def _row(table: Any, words: Iterable[str], numeric: tuple[int, ...], *, bold: bool = False) -> None:
    for place, (cell, said) in enumerate(zip(table.add_row().cells, words, strict=True)):
        side = ALIGN.RIGHT if place in numeric else ALIGN.LEFT
        for line in drawable(said).split("\n"):
            write_line(cell, line, size=12, bold=bold, align=side)


def _bars(document: Doc, block: Bars) -> None:
    """Leave a chart out: its numbers stand in the table beside it."""


def _steps(document: Doc, block: Steps) -> None:
    for span, reason in block.rows:
        _running(document, f"{span}: {reason}")
    if block.calendar:
        _running(document, block.calendar, italic=True)


def _quote(document: Doc, block: Quote) -> None:
    _running(document, f"“{block.text}”")
    _running(document, block.source, italic=True)


def _contents(document: Doc, block: Contents) -> None:
    """Leave the list out: on which page a heading stands only Word knows, and it makes one."""


def _fingerprint(document: Doc, block: Fingerprint) -> None:
    if block.caption:
        _running(document, block.caption)
    _centred(document, block.text)


_WRITERS: dict[type, Callable[[Doc, Any], None]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Facts: _facts,
    Table: _table,
    Bars: _bars,
    Steps: _steps,
    Quote: _quote,
    Contents: _contents,
    Fingerprint: _fingerprint,
}


def _sign(document: Doc, paper: Paper) -> None:
    """Write recipients and signers side by side; two signers stand above the recipients."""
    if len(paper.signers) == 1:
        left, right = columns(document, Mm(80), Mm(80))
        _recipients(left, paper.recipients)
        _signer(right, paper.signers[0])
        return
    for cell, signer in zip(
        columns(document, *[Mm(80)] * len(paper.signers)), paper.signers, strict=True
    ):
        _signer(cell, signer)
    (cell,) = columns(document, Mm(160))
    _recipients(cell, paper.recipients)


def _recipients(cell: Any, recipients: tuple[str, ...]) -> None:
    if recipients:
        write_line(cell, "Nơi nhận:", size=12, bold=True, italic=True, align=ALIGN.LEFT)
    for one in recipients:
        write_line(cell, f"- {drawable(one)}", size=11, align=ALIGN.LEFT)


def _signer(cell: Any, signer: Signer) -> None:
    for line in signer.lines:
        write_line(cell, drawable(line), size=14, bold=True)
    name = cell.add_paragraph()
    name.alignment = ALIGN.CENTER
    name.paragraph_format.space_before = _SPACE_TO_SIGN
    name.add_run(drawable(signer.name) or _DOTTED).bold = True


def _box(document: Doc, box: PostingBox) -> None:
    import segno  # noqa: PLC0415 (needed only for a sheet with a code)

    left, right = columns(document, Mm(36), Mm(124))
    png = BytesIO()
    segno.make(box.qr_payload, error="m", micro=False).save(png, kind="png", scale=4, border=4)
    png.seek(0)
    left.paragraphs[0].add_run().add_picture(png, width=Mm(33))
    for place, line in enumerate(box.lines):
        write_line(right, drawable(line), size=12, bold=place == 0, align=ALIGN.LEFT)
