"""Several papers and scans bound into one PDF: an index before them, a number on each page.

PDFium reads here only papers that were drawn here and pictures from the limited process: each
piece gets its numbers in documents of their own of few pages, which takes milliseconds a page; in
one of hundreds of pages PDFium needs half a second for each.
"""

import ctypes
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from mmap import mmap
from tempfile import TemporaryFile
from typing import IO, Any

import pypdfium2
from pypdfium2 import raw

from dienhong.core.papers.paper import Paper
from dienhong.papers.draw import pdf
from dienhong.record import sheets
from dienhong.record.models import StoredFile

Index = Callable[[Sequence[tuple[str, int]]], Paper]
_SIZE, _RIGHT, _TOP = 9.0, 90, 28  # points: of the number, from the edges of its page
_A4 = (595.0, 842.0)
_MARGIN = 36.0
# So many pages of a long paper are numbered in one document: each costs more, the more there are.
_PORTION = 25
# What PDFium writes before the moment of the clock, and before a name by chance.
_MADE, _NAME = b"/CreationDate(", b"/ID[<"


@dataclass(frozen=True)
class Piece:
    """A paper of the folder, as the index names it; behind ``paper`` the pages of a ``scan``."""

    title: str
    paper: bytes
    scan: StoredFile | None = None
    # What the scan's own file is called in the folder.
    name: str = ""

    @cached_property
    def pages(self) -> int:
        """Return how many pages it has."""
        own = len(pypdfium2.PdfDocument(self.paper))
        return own + (max(self.scan.pages, 1) if self.scan and self.scan.is_pictured else 0)


def bind(pieces: Sequence[Piece], index: Index, out: IO[bytes], *, at: datetime) -> int:
    """Write the index and the pieces as one PDF made ``at`` a moment; return its pages' number."""
    first = pdf(index(_places(pieces, 1)))
    own = len(pypdfium2.PdfDocument(first))
    bound = [Piece("", pdf(index(_places(pieces, own + 1)))), *pieces]
    total = sum(piece.pages for piece in bound)
    whole, page = pypdfium2.PdfDocument.new(), 1
    for piece in bound:
        for document in _documents(piece):
            for place in range(len(document)):
                _number(document, place, f"{page + place}/{total}")
            whole.import_pages(document)
            page += len(document)
            document.close()
    with TemporaryFile() as draft:
        whole.save(draft)
        whole.close()
        _date(draft, at, _key(bound))
        draft.seek(0)
        shutil.copyfileobj(draft, out)
    return total


def _key(pieces: Sequence[Piece]) -> bytes:
    """Return the name of a file by what is in it, as a PDF has one: 32 hexadecimal digits."""
    known = sha256()
    for piece in pieces:
        known.update(piece.paper)
    return known.hexdigest()[:32].upper().encode()


def _date(draft: IO[bytes], at: datetime, key: bytes) -> None:
    """Put moment and name in the place of the clock's and of chance: PDFium asks for neither."""
    draft.flush()
    stamp = at.astimezone(UTC).strftime("D:%Y%m%d%H%M%S").encode()
    with mmap(draft.fileno(), 0) as whole:
        _put(whole, whole.find(_MADE), _MADE + stamp)
        _put(whole, whole.rfind(_NAME), _NAME + key + b"><" + key)


def _put(whole: mmap, place: int, words: bytes) -> None:
    if place < 0:
        raise ValueError(f"PDFium wrote no {words[:5]!r}")
    whole[place : place + len(words)] = words


def _places(pieces: Sequence[Piece], page: int) -> list[tuple[str, int]]:
    """Return the title of each piece with its first page; the first piece begins at ``page``."""
    found = []
    for piece in pieces:
        found.append((piece.title, page))
        page += piece.pages
    return found


def _documents(piece: Piece) -> Iterator[Any]:
    yield from _portions(pypdfium2.PdfDocument(piece.paper))
    if piece.scan and piece.scan.is_pictured:
        drawn = 0
        for picture in sheets.pages_of(piece.scan):
            drawn += 1
            yield _page_of(picture)
        for _ in range(max(piece.scan.pages, 1) - drawn):  # so that the index stays right
            empty = pypdfium2.PdfDocument.new()
            empty.new_page(*_A4)
            yield empty


def _portions(document: Any) -> Iterator[Any]:
    """Yield a long document in documents of fewer pages; the others as they are."""
    pages = len(document)
    if pages <= _PORTION:
        yield document
        return
    for start in range(0, pages, _PORTION):
        part = pypdfium2.PdfDocument.new()
        part.import_pages(document, list(range(start, min(start + _PORTION, pages))))
        yield part
    document.close()


def _page_of(picture: bytes) -> Any:
    """Return a document of one page of A4 with a picture on it."""
    document = pypdfium2.PdfDocument.new()
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(BytesIO(picture), inline=True)
    across, down = image.get_px_size()
    width, height = _A4 if down >= across else _A4[::-1]
    scale = min((width - 2 * _MARGIN) / across, (height - 2 * _MARGIN) / down)
    matrix = pypdfium2.PdfMatrix().scale(across * scale, down * scale)
    left, bottom = (width - across * scale) / 2, (height - down * scale) / 2
    image.set_matrix(matrix.translate(left, bottom))
    page = document.new_page(width, height)
    page.insert_obj(image)
    page.gen_content()
    return document


def _number(document: Any, place: int, words: str) -> None:
    page = document[place]
    width, height = page.get_size()
    written = raw.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", _SIZE)
    encoded = ctypes.create_string_buffer((words + "\0").encode("utf-16-le"))
    raw.FPDFText_SetText(written, ctypes.cast(encoded, ctypes.POINTER(ctypes.c_ushort)))
    raw.FPDFPageObj_Transform(written, 1, 0, 0, 1, width - _RIGHT, height - _TOP)
    raw.FPDFPage_InsertObject(page.raw, written)
    page.gen_content()
