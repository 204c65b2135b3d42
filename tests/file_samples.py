"""Small whole files of every kind, and the parts to make hostile ones from."""

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from docx import Document
from openpyxl import Workbook
from PIL import Image

_CATALOG, _PAGES, _FONT = 1, 2, 3
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pdf(*pages: str, catalog: str = "", objects: Mapping[int, bytes] | None = None) -> bytes:
    """Return a PDF whose pages say one line each (in ASCII); ``catalog`` and objects are added."""
    pages = pages or ("So thu chi",)
    numbers = [10 + 2 * n for n in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    body = {
        _CATALOG: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        _PAGES: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for number, words in zip(numbers, pages, strict=True):
        body[number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents {number + 1} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>"
        ).encode()
        body[number + 1] = stream(f"BT /F 24 Tf 40 100 Td ({words}) Tj ET".encode())
    return _assembled(body | dict(objects or {}))


def stream(content: bytes, *, packed: bool = False, head: str = "") -> bytes:
    """Return a stream object."""
    content = zlib.compress(content) if packed else content
    filtered = "/Filter /FlateDecode" if packed else ""
    opening = f"<< /Length {len(content)} {filtered} {head} >>\nstream\n"
    return opening.encode() + content + b"\nendstream"


def _assembled(body: Mapping[int, bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", {}
    for number, content in body.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{number} 1\n{place:010} 00000 n \n" for number, place in places.items())
    size = max(body) + 1
    trailer = f"xref\n0 1\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return out + f"{trailer}startxref\n{len(out)}\n%%EOF\n".encode()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    """Return a picture, its left half red and its right half blue; ``options`` are Pillow's."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def photo_with_place() -> bytes:
    """Return a JPEG that says where it was taken and which way the camera was held."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "May anh cua Minh"
    exif.get_ifd(0x8825).update({1: "N", 2: (21.0, 1.0, 42.0), 3: "E", 4: (105.0, 51.0, 15.0)})
    return picture("JPEG", exif=exif)


def docx(*words: str, parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """Return a DOCX of paragraphs and a table of two cells, with parts added or replaced."""
    document = Document()
    for line in words or ("Tờ trình",):
        document.add_paragraph(line)
    row = document.add_table(rows=1, cols=2).rows[0].cells
    row[0].text, row[1].text = "Ô một", "Ô hai"
    out = BytesIO()
    document.save(out)
    return repacked(out.getvalue(), parts or {})


def xlsx(
    rows: list[list[Any]] | None = None, parts: Mapping[str, str | bytes] | None = None
) -> bytes:
    """Return an XLSX of one sheet, with parts added or replaced."""
    book = Workbook()
    for row in rows or [["Khoản", "Số tiền"], ["Mua giấy", 1234.5]]:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return repacked(out.getvalue(), parts or {})


def repacked(archive: bytes, parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive with parts added or replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part_of(archive: bytes, name: str) -> str:
    """Return a part of an archive as text."""
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        return opened.read(name).decode()


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of parts and nothing else."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
