"""The text of a PDF, line by line, a form feed between pages; pictures of pages to whoever reads.

Nothing in the file is run. Heads and feet that every page repeats are left to the structure.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from dienhong.core.law.reading.reading import INSTALL, RECOGNISED, Eyes, Reading
from dienhong.core.refusal import Refused

KIND = "PDF"
_NOT_READ = "Chưa đọc được tệp PDF: "
_SAVE_AGAIN = "In tệp ra một tệp PDF mới (lệnh In, chọn máy in PDF), hoặc dùng bản Word."
_MOST_PAGES = 20_000
_MOST_NAMED = 50  # pages in a note
_FEW = 10  # signs; a stamp or a page number over a scan is not its text
_DPI, _POINTS = 300, 72
_MOST_PIXELS = 40_000_000
_HYPHENS = "\u00ad\u0002\ufffe"  # PDFium's signs of a word that goes on in the next line
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f\u00ad\ufffe]")
_INDENT, _WIDE_GAP = 6.0, 1.6  # points; of the usual step between lines


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page with its edges, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    top: float


@dataclass(slots=True)
class _Page:
    """What a page says: its lines, or what eyes saw; its width in points."""

    lines: list[_Line]
    width: int
    seen: str = ""


def read_pdf(data: bytes, eyes: Eyes | None = None) -> Reading:
    """Read a PDF: a line break after each line, a blank line where a paragraph ends to the eye.

    Pages that are pictures are read by ``eyes``; without them a file of such pages only is
    refused, and of a mixed one the notes say which. Raises Refused for a damaged or locked file.
    """
    pages: list[_Page] = []
    unseen: list[str] = []
    seen = 0
    with closing(_opened(data)) as document:
        for number in range(len(document)):
            with closing(_page(document, number)) as page:
                read = _Page(_lines_of(page), round(page.get_width()))
                if not read.lines and _is_picture(page):
                    read.seen = eyes(_picture(page)) if eyes else ""
                    unseen += [] if read.seen else [str(number + 1)]
                    seen += bool(read.seen)
                pages.append(read)
    if unseen and not any(page.lines or page.seen for page in pages):
        raise Refused("Chưa đọc được tệp PDF: các trang là ảnh quét, không có chữ", cure=INSTALL)
    return Reading("\f".join(_texts(pages)), KIND, tuple(_notes(unseen, seen)))


def _texts(pages: list[_Page]) -> Iterator[str]:
    """Yield the text of each page; pages of one width have one right edge."""
    edges: dict[int, float] = {}
    for page in pages:
        ends = [line.right for line in page.lines]
        edges[page.width] = max([edges.get(page.width, 0.0), *ends])
    for page in pages:
        yield page.seen or "".join(_set_apart(page.lines, edges[page.width]))


def _notes(unseen: list[str], seen: int) -> Iterator[str]:
    if unseen:
        some = ", ".join(unseen[:_MOST_NAMED]) + ("…" if len(unseen) > _MOST_NAMED else "")
        yield f"Trang {some} là ảnh quét, chưa đọc được chữ. {INSTALL}"
    if seen:
        yield RECOGNISED.format(seen)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise _refused("tệp có mật khẩu") from error
        raise _refused("tệp hỏng hoặc chưa chép về hết") from error
    if not 0 < len(document) <= _MOST_PAGES:
        pages = len(document)
        document.close()
        raise _refused(f"tệp có {pages} trang, chỉ đọc từ 1 đến {_MOST_PAGES} trang")
    return document


def _page(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    try:
        return document[number]
    except pypdfium2.PdfiumError as error:
        raise _refused(f"trang {number + 1} hỏng") from error


def _refused(why: str) -> Refused:
    return Refused(f"{_NOT_READ}{why}", cure=_SAVE_AGAIN)


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    pictures = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
    return any(True for _ in pictures)


def _picture(page: pypdfium2.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = min(_DPI / _POINTS, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    out = BytesIO()
    page.render(scale=scale, grayscale=True).to_pil().save(out, "PNG")
    return out.getvalue()


def _lines_of(page: pypdfium2.PdfPage) -> list[_Line]:
    """Return the lines of a page; none where it has next to nothing beside a picture."""
    with closing(page.get_textpage()) as words:
        lines = list(_lines(words))
    signs = sum(len(line.text.replace(" ", "")) for line in lines)
    return [] if signs < _FEW and _is_picture(page) else lines


def _lines(words: pypdfium2.PdfTextPage) -> Iterator[_Line]:
    """Yield the lines as PDFium parts them."""
    signs = [chr(raw.FPDFText_GetUnicode(words, at)) for at in range(words.count_chars())]
    start = 0
    for at, sign in enumerate([*signs, "\n"]):
        if sign == "\n":
            line = "".join(signs[start:at])
            if line.strip():
                yield _measured(words, line, start)
            start = at + 1


def _measured(words: pypdfium2.PdfTextPage, text: str, start: int) -> _Line:
    shown = [at for at, letter in enumerate(text, start) if not letter.isspace()]
    left, _, _, top = words.get_charbox(shown[0], loose=True)
    _, _, right, _ = words.get_charbox(shown[-1], loose=True)
    return _Line(_plain(text), left, right, top)


def _plain(text: str) -> str:
    """Return a line without signs that are no letters; halves of a letter become one."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
    kept = whole.rstrip(_HYPHENS)
    return _CONTROL.sub("", kept) + ("\u00ad" if kept != whole else "")


def _set_apart(lines: list[_Line], edge: float) -> Iterator[str]:
    """Yield the lines and what stands between them; a word that a hyphen parts is one again."""
    step = _usual_step(lines)
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None:
            yield _between(before, line, edge, step)
        yield line.text.removesuffix("\u00ad")


def _between(before: _Line, line: _Line, edge: float, step: float) -> str:
    if before.text.endswith("\u00ad"):
        return "" if before.text[-2:-1].islower() and line.text[:1].islower() else "-"
    return "\n\n" if _ends(before, line, edge, step) else "\n"


def _usual_step(lines: list[_Line]) -> float:
    steps = sorted(
        before.top - line.top for before, line in pairwise(lines) if before.top > line.top
    )
    return steps[len(steps) // 2] if steps else 0.0


def _ends(before: _Line, line: _Line, edge: float, step: float) -> bool:
    """Tell whether a paragraph ends between two lines: by a short one, an indent, or a gap.

    A line is short where the next one's first word would still have found room in it.
    """
    letter = (before.right - before.left) / max(len(before.text), 1)
    room = edge - before.right - letter * (len(line.text.split(" ", 1)[0]) + 1)
    indented = line.left - before.left > _INDENT
    return room > letter or indented or before.top - line.top > _WIDE_GAP * step
