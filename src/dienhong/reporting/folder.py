"""The folder for an inspection: one numbered PDF with its index and annexes, and the journal.

Of what was held back or withdrawn nothing is in it but the entries' own lines.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import pypdfium2
from pypdfium2 import raw

from dienhong.core.papers.paper import Block, Heading, Letterhead, Paper, Paragraph, Table
from dienhong.papers.draw import pdf
from dienhong.publication.models import Posting
from dienhong.publication.papers import minutes
from dienhong.publication.rules import Stage
from dienhong.record.queries import export_lines
from dienhong.reporting import papers, queries
from dienhong.reporting.content import Content
from dienhong.reporting.figures import ANY_KIND, BY_CODE
from dienhong.reporting.models import Report

PDF_NAME, JOURNAL_NAME, README_NAME = "ho-so.pdf", "so-ghi.jsonl", "doc-truoc.txt"
MOST_MINUTES = 200
_BATCH = 500
_SIZE, _RIGHT, _TOP = 9.0, 90, 28  # points: of the number, from the edges of its page


@dataclass(frozen=True, slots=True)
class Piece:
    """A paper of the folder, as the index names it."""

    title: str
    content: bytes

    @property
    def pages(self) -> int:
        """Return how many pages it has."""
        return len(pypdfium2.PdfDocument(self.content))


def write(report: Report, content: Content, code: str, at: datetime) -> IO[bytes]:
    """Return the folder as a ZIP in a file of the system's, at its beginning."""
    out: IO[bytes] = TemporaryFile()  # noqa: SIM115 (whoever gives it out closes it)
    shown = content.without_secrets()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(PDF_NAME, one_pdf(report, shown))
        with archive.open(JOURNAL_NAME, "w") as journal:
            for line in export_lines(code, at=at):
                journal.write(line)
        archive.writestr(README_NAME, _readme(report))
    out.seek(0)
    return out


def _readme(report: Report) -> str:
    return (
        f"{report.title}\n\n"
        f"{PDF_NAME}: mục lục, báo cáo, phụ lục; số trang ở góc trên bên phải.\n"
        f"{JOURNAL_NAME}: sổ ghi của cơ quan. Kiểm tra bằng lệnh:\n"
        f"    python -m dienhong.core.journal verify {JOURNAL_NAME}\n"
    )


def one_pdf(report: Report, content: Content) -> bytes:
    """Return index, report and annexes as one PDF, each page with its number."""
    head = papers.letterhead(report)
    pieces = list(_pieces(report, content, head))
    index = Piece("Mục lục", pdf(_index(head, pieces, 1)))
    index = Piece("Mục lục", pdf(_index(head, pieces, index.pages)))
    return _numbered([index, *pieces])


def _pieces(report: Report, content: Content, head: Letterhead) -> Iterator[Piece]:
    yield Piece(report.title, pdf(papers.paper(report, content)))
    numbers = _annexed(content)
    lists = _paper(head, "Các mục sổ mà mỗi số liệu đếm", _lists(content))
    yield Piece("Phụ lục 1. Các mục sổ mà mỗi số liệu đếm", pdf(lists))
    shown = _paper(head, "Nội dung các mục sổ", tuple(_entries(numbers)))
    yield Piece("Phụ lục 2. Nội dung các mục sổ", pdf(shown))
    yield from _minutes(content)


def _paper(head: Letterhead, about: str, body: Sequence[Block]) -> Paper:
    return Paper(letterhead=head, kind="PHỤ LỤC", about=about, body=tuple(body), signers=())


def _annexed(content: Content) -> list[int]:
    """Return the entries that some figure counts, those of all entries of the journal apart."""
    counted = (number for number in content.numbers if not _counts_all(number.code))
    return sorted({entry for number in counted for entry in number.entries})


def _counts_all(code: str) -> bool:
    return code in BY_CODE and ANY_KIND in BY_CODE[code].kinds


def _lists(content: Content) -> list[Block]:
    blocks: list[Block] = []
    for heading, numbers in content.groups(()):
        rows = tuple(
            (number.label, number.shown, " ".join(map(str, number.entries)) or "–")
            for number in numbers
            if not _counts_all(number.code)
        )
        blocks += [Heading(heading), Table(("Số liệu", "Số", "Các mục sổ"), rows)]
    return blocks


def _entries(numbers: list[int]) -> Iterator[Block]:
    head = ("Mục", "Lúc", "Việc", "Người làm")
    for start in range(0, len(numbers), _BATCH):
        shown = queries.entries(numbers[start : start + _BATCH], None)
        rows = ((str(e.number), f"{e.at:%H:%M %d/%m/%Y}", _what(e), e.by) for e in shown)
        yield Table(head, tuple(rows), numeric=(0,))
    if not numbers:
        yield Paragraph("Không có mục nào.")


def _what(entry: queries.Shown) -> str:
    mended = "".join(f" (đính chính ở mục {number})" for number in entry.corrections)
    return f"{entry.said}{': ' if entry.thing else ''}{entry.thing}{mended}"


def _minutes(content: Content) -> Iterator[Piece]:
    """Yield the minutes of the board postings counted; only of matters that are public now."""
    posted = content.by_code["posted"].entries if "posted" in content.by_code else ()
    rows = Posting.objects.filter(
        entry_number__in=posted[:MOST_MINUTES], matter__stage=Stage.PUBLISHED, electronic=False
    )
    found = rows.select_related("matter", "posted_by").order_by("entry_number")
    for place, posting in enumerate(found, 3):
        title = f"Phụ lục {place}. Biên bản niêm yết: {posting.matter.title}"
        yield Piece(title, minutes(posting))


def _index(head: Letterhead, pieces: Sequence[Piece], own_pages: int) -> Paper:
    rows, page = [], own_pages + 1
    for piece in pieces:
        rows.append((piece.title, str(page)))
        page += piece.pages
    body: tuple[Block, ...] = (Table(("Văn bản", "Từ trang"), tuple(rows), numeric=(1,)),)
    return Paper(letterhead=head, kind="MỤC LỤC", about="Hồ sơ kiểm tra", body=body, signers=())


# One PDF of several, by PDFium: only papers that were drawn here.


def _numbered(pieces: Iterable[Piece]) -> bytes:
    whole = pypdfium2.PdfDocument.new()
    for piece in pieces:
        whole.import_pages(pypdfium2.PdfDocument(piece.content))
    for place in range(len(whole)):
        _number(whole, place, f"{place + 1}/{len(whole)}")
    out = BytesIO()
    whole.save(out)
    return out.getvalue()


def _number(whole: Any, place: int, words: str) -> None:
    page = whole[place]
    width, height = page.get_size()
    written = raw.FPDFPageObj_NewTextObj(whole.raw, b"Helvetica", _SIZE)
    encoded = ctypes.create_string_buffer((words + "\0").encode("utf-16-le"))
    raw.FPDFText_SetText(written, ctypes.cast(encoded, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_Transform(written, 1, 0, 0, 1, width - _RIGHT, height - _TOP)
    raw.FPDFPage_InsertObject(page.raw, written)
    page.gen_content()
