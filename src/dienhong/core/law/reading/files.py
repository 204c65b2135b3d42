"""Any file to its text: what it is, its content tells; its name only where content cannot."""

import codecs
import re
from contextlib import suppress
from dataclasses import replace

from dienhong.core.law.reading import legacy
from dienhong.core.law.reading.read import LIMIT, accept, megabytes, read_plain
from dienhong.core.law.reading.reading import Eyes, Reading
from dienhong.core.refusal import Refused

LARGEST = 20_000_000  # bytes of a file that is more than text: Word, PDF, a web page
_PDF, _ZIP, _OLE = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_HEADER_WITHIN = 1024
_HTML = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+)?(?:<!--.{0,500}?-->\s*+)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([a-z0-9_-]{3,20})", re.IGNORECASE)
_HTML_NAMES = (".html", ".htm", ".xhtml")
_UTF8 = re.compile(r"utf-?(?:8|16(?:le|be)?)|us-ascii|iso-8859-1|windows-1252", re.IGNORECASE)
_CONVERTED = "Chữ trong tệp viết theo bảng mã {}; đã chuyển sang Unicode."


def read_file(
    data: bytes,
    name: str = "",
    *,
    most: int = LIMIT,
    largest: int = LARGEST,
    eyes: Eyes | None = None,
) -> Reading:
    """Read a file: plain text or Markdown, a web page, DOCX, PDF, and what ``eyes`` can read.

    ``most`` is how many bytes of text (UTF-8) are taken, ``largest`` how many a file of another
    kind may have. The text comes composed (NFC). Raises Refused with reason and cure.
    """
    kind = kind_of(data, name)
    if kind != "plain" and len(data) > largest:
        raise Refused(
            f"Tệp nặng {megabytes(len(data))}, quá giới hạn {megabytes(largest)}",
            cure="Bỏ hình ảnh khỏi tệp, hoặc lưu lại thành tệp chữ (.txt).",
        )
    match kind:
        case "plain":
            return read_plain(data, most=most)
        case "doc":
            raise _old_word(data)
        case "html":
            reading = _read_page(data, most)
        case "docx":
            from dienhong.core.law.reading import docx  # noqa: PLC0415 (each loads its own library)

            reading = docx.read_docx(data)
        case "pdf":
            from dienhong.core.law.reading import pdf  # noqa: PLC0415

            reading = pdf.read_pdf(data, eyes)
        case _:
            from dienhong.core.law.reading import picture  # noqa: PLC0415

            reading = picture.read_picture(data, eyes)
    return _finished(reading, most)


def _finished(reading: Reading, most: int) -> Reading:
    """Return the reading with letters of old fonts put right and all composed."""
    text, way = legacy.repaired(reading.text)
    notes = (*reading.notes, *([_CONVERTED.format(way)] if way else []))
    return replace(reading, text=accept(text, most=most), notes=notes)


def kind_of(data: bytes, name: str) -> str:
    """Return ``plain``, ``html``, ``docx``, ``pdf``, ``picture`` or ``doc``, by the first bytes."""
    start = data[:_HEADER_WITHIN].removeprefix(codecs.BOM_UTF8)
    if start.lstrip(b" \t\r\n\x00").startswith(_PDF):
        return "pdf"
    kinds = {
        "docx": start.startswith(_ZIP),
        "doc": start.startswith(_OLE),
        "picture": start.startswith(_PICTURES),
        "html": bool(_HTML.match(start)) or name.lower().endswith(_HTML_NAMES),
    }
    return next((kind for kind, found in kinds.items() if found), "plain")


def _old_word(data: bytes) -> Refused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refused(
            "Chưa đọc được tệp Word: tệp có mật khẩu",
            cure="Mở tệp, bỏ mật khẩu, lưu lại rồi dùng tệp đã lưu.",
        )
    return Refused(
        "Chưa đọc được tệp: Word đời cũ (.doc)",
        cure="Mở tệp bằng Word hoặc LibreOffice, lưu lại thành DOCX rồi dùng tệp đó.",
    )


def _read_page(data: bytes, most: int) -> Reading:
    from dienhong.core.law.reading import html  # noqa: PLC0415

    named = _CHARSET.search(data[:4096])
    encoding = named[1].decode() if named else "utf-8"
    if not _UTF8.fullmatch(encoding):
        # A name that is none, or of a codec that is not for text.
        with suppress(LookupError, UnicodeError):
            return html.read_html(data.decode(encoding, "replace"))
    # What a page says of itself is often not so: its bytes are asked.
    plain = read_plain(data, most=max(most, len(data)))
    reading = html.read_html(plain.text)
    return replace(reading, notes=(*plain.notes, *reading.notes))
