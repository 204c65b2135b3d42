"""The folder for an inspection: one numbered PDF with its index and annexes, and the journal."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.files.storage import default_storage
from django.utils import timezone

from dienhong.core.papers.paper import Block, Letterhead, Paper, Table
from dienhong.papers.draw import pdf
from dienhong.record.queries import export_lines
from dienhong.reporting import annexes, papers
from dienhong.reporting.binding import Index, Piece, bind
from dienhong.reporting.content import Content
from dienhong.reporting.models import Folder

PDF_NAME, JOURNAL_NAME, README_NAME = "ho-so.pdf", "so-ghi.jsonl", "doc-truoc.txt"


@dataclass(frozen=True, slots=True)
class Written:
    """What a folder came to."""

    pages: int
    annexes: int


def write(folder: Folder, content: Content, code: str, at: datetime, out: IO[bytes]) -> Written:
    """Write a folder as a ZIP: the PDF, the journal that verifies, the files as they came.

    The same data and moment give the same bytes: a simulated year has its digest in its journal.
    """
    report, shown = folder.report, content.without_secrets()
    head = papers.letterhead(report)
    annexed = list(annexes.pieces(report, shown, head))
    pieces = [Piece(report.title, pdf(papers.paper(report, shown))), *annexed]
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        with archive.open(_entry(PDF_NAME, at), "w", force_zip64=True) as bound:
            pages = bind(pieces, _index(folder, head), bound, at=at)
        with archive.open(_entry(JOURNAL_NAME, at), "w", force_zip64=True) as journal:
            for line in export_lines(code, at=at):
                journal.write(line)
        _add_files(archive, annexed, at)
        archive.writestr(_entry(README_NAME, at), _readme(folder))
    return Written(pages, len(annexed))


def _entry(name: str, at: datetime, *, compression: int = ZIP_DEFLATED) -> ZipInfo:
    """Return the head of a file in the folder; its time is the folder's, not that of the clock."""
    entry = ZipInfo(name, timezone.localtime(at).timetuple()[:6])
    entry.compress_type = compression
    return entry


def _add_files(archive: ZipFile, pieces: list[Piece], at: datetime) -> None:
    """Add each file as it came, so that its digest and signature can be checked."""
    for piece in pieces:
        if piece.scan is None:
            continue
        with (
            default_storage.open(piece.scan.place) as content,
            archive.open(
                _entry(f"phu-luc/{piece.name}", at, compression=ZIP_STORED), "w", force_zip64=True
            ) as copy,
        ):
            shutil.copyfileobj(content, copy)


def _readme(folder: Folder) -> str:
    return (
        f"Hồ sơ kiểm tra số {folder.said}\n{folder.report.title}\n\n"
        f"{PDF_NAME}: mục lục, báo cáo, phụ lục; số trang ở góc trên bên phải.\n"
        "phu-luc/: tệp gốc của các phụ lục, nếu có.\n"
        f"{JOURNAL_NAME}: sổ ghi của cơ quan. Kiểm tra bằng lệnh:\n"
        f"    python -m dienhong.core.journal verify {JOURNAL_NAME}\n"
    )


def _index(folder: Folder, head: Letterhead) -> Index:
    def drawn(places: Sequence[tuple[str, int]]) -> Paper:
        rows = tuple((title, str(page)) for title, page in places)
        body: tuple[Block, ...] = (Table(("Văn bản", "Từ trang"), rows, numeric=(1,)),)
        about = f"Hồ sơ kiểm tra số {folder.said}"
        return Paper(letterhead=head, kind="MỤC LỤC", about=about, body=body, signers=())

    return drawn
