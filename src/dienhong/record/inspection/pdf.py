"""PDF: what is refused of it, its words, and its pages as pictures. Scripts are never run."""

import re
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any, BinaryIO

import pypdfium2
from pypdfium2 import raw

from dienhong.core.refusal import Refused
from dienhong.record.inspection import SAVE_AGAIN, UNREADABLE
from dienhong.record.inspection.tail import check_no_archive_behind

MOST_PAGES = 30
WIDTH, TALLEST = 1_100, 3_000  # pixels
PRINTED = 1_750  # pixels of the longer side of a page that is printed: 150 an inch of A4
SMALL = 240
_MOST_SIGNS = 20_000  # of words a page
_END_WITHIN = 1024
_INFLATED = 4_000_000  # bytes looked at of one object stream
_CANNOT_OPEN_WITHOUT_PASSWORD = raw.FPDF_ERR_PASSWORD
_PRINT_AGAIN = "In tệp ra một tệp PDF mới (lệnh In, chọn máy in PDF) rồi chọn tệp mới đó."
# Programs by their first bytes: Windows, Linux, scripts, Java; and by the ends of their names.
_PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")
_PROGRAM_ENDS = re.compile(
    r"\.(exe|dll|scr|com|bat|cmd|ps1|vb[se]|jse?|wsf|hta|msi|lnk|jar|apk|iso|img|html?|svg|"
    r"docm|xlsm|pptm)[. ]*",
    re.IGNORECASE,
)


def _name(word: str) -> bytes:
    """Return a pattern for a PDF name, each of whose letters may be written as #xx."""
    letters = (f"(?:{letter}|#{ord(letter):x}|#{ord(letter):X})" for letter in word)
    return b"/" + "".join(letters).encode() + rb"(?![A-Za-z0-9])"


_RUNS = re.compile(_name("JavaScript") + b"|" + _name("Launch"))
_OBJECT_STREAM = re.compile(_name("ObjStm") + rb".{0,400}?stream\r?\n", re.DOTALL)


def check(file: BinaryIO) -> int:
    """Return the number of pages; refuse what is cut off, locked, or known to run something."""
    file.seek(0)
    content = file.read()
    if b"%%EOF" not in content[-_END_WITHIN:]:
        raise Refused(UNREADABLE, cure="Chép hoặc quét lại tệp rồi chọn lại.")
    check_no_archive_behind(content)
    document = opened(file)
    if raw.FPDF_GetSecurityHandlerRevision(document) >= 0:
        raise _locked()
    if not len(document):
        raise Refused("tệp PDF không có trang nào", cure=SAVE_AGAIN)
    document[0].close()
    _check_runs_nothing(content)
    _check_carries_no_program(document)
    return len(document)


def opened(file: BinaryIO) -> pypdfium2.PdfDocument:
    """Return the document; refuse what is damaged, or locked by a password."""
    file.seek(0)
    try:
        return pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _CANNOT_OPEN_WITHOUT_PASSWORD:
            raise _locked() from error
        raise Refused(UNREADABLE, cure=SAVE_AGAIN) from error


def _locked() -> Refused:
    return Refused("tệp PDF bị khoá bằng mật khẩu hoặc hạn chế quyền", cure=_PRINT_AGAIN)


def _check_runs_nothing(content: bytes) -> None:
    """Refuse a PDF that names a script or a program to start, in plain or packed objects.

    Somebody can hide such a name from this; nothing here or in a browser runs it either way.
    """
    if any(_RUNS.search(piece) for piece in (content, *_object_streams(content))):
        raise Refused("tệp PDF có mã lệnh chạy được", cure=_PRINT_AGAIN)


def _object_streams(content: bytes) -> Iterator[bytes]:
    view = memoryview(content)
    for found in _OBJECT_STREAM.finditer(content):
        packed = view[found.end() : found.end() + _INFLATED]
        try:
            yield zlib.decompressobj().decompress(packed, _INFLATED)
        except zlib.error:
            continue


def _check_carries_no_program(document: pypdfium2.PdfDocument) -> None:
    for order in range(document.count_attachments()):
        inside = document.get_attachment(order)
        ending = "." + inside.get_name().rpartition(".")[2]
        if _PROGRAM_ENDS.fullmatch(ending) or bytes(inside.get_data()[:4]).startswith(
            _PROGRAM_STARTS
        ):
            raise Refused("tệp PDF có chương trình đính bên trong", cure=_PRINT_AGAIN)


def read(file: BinaryIO) -> dict[str, Any]:
    """Return size in pixels and words of the first pages."""
    document = opened(file)
    return {"pages": [_page(document[n]) for n in range(min(len(document), MOST_PAGES))]}


def _page(page: pypdfium2.PdfPage) -> dict[str, Any]:
    scale = _scale(page)
    width, height = (max(1, round(side * scale)) for side in page.get_size())
    words = page.get_textpage().get_text_bounded()[:_MOST_SIGNS]
    lines = (" ".join(line.split()) for line in words.replace("\ufffe", "-").splitlines())
    return {"width": width, "height": height, "words": "\n".join(line for line in lines if line)}


def draw(file: BinaryIO, pages: Iterable[int]) -> list[bytes]:
    """Return pages, counted from one, as PNG; a number behind the last page gives nothing."""
    document = opened(file)
    if document.get_formtype():
        document.init_forms()
    there = [number for number in pages if 1 <= number <= min(len(document), MOST_PAGES)]
    return [_png(document[number - 1]) for number in there]


def _scale(page: pypdfium2.PdfPage) -> float:
    width, height = page.get_size()
    return float(min(WIDTH / width, TALLEST / height))


def _png(page: pypdfium2.PdfPage) -> bytes:
    out = BytesIO()
    page.render(scale=_scale(page)).to_pil().save(out, "PNG")
    return out.getvalue()


def sheets(file: BinaryIO, pages: Iterable[int]) -> list[bytes]:
    """Return pages, counted from one, as JPEG fit to be printed; forms as they are filled in."""
    document = opened(file)
    if document.get_formtype():
        document.init_forms()
    return [_sheet(document[number - 1]) for number in pages if 1 <= number <= len(document)]


def _sheet(page: pypdfium2.PdfPage) -> bytes:
    scale = PRINTED / max(page.get_size())
    out = BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def thumbnail(file: BinaryIO) -> bytes:
    """Return the first page as a small JPEG."""
    page = opened(file)[0]
    small = page.render(scale=min(SMALL / side for side in page.get_size())).to_pil()
    out = BytesIO()
    small.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
