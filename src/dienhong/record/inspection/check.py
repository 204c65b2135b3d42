"""What a file is, told by its content; and that nothing in it is known to run."""

from typing import Any, BinaryIO

from dienhong.core.refusal import Refused
from dienhong.record.inspection import SAVE_AGAIN, Kind

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
# Before a PDF's header some programs write a mark or blank lines; anything else is another file.
_BLANK = b"\xef\xbb\xbf \t\r\n\x00"
_HEADER_WITHIN = 1024
_TO_JPEG = "Mở ảnh rồi lưu lại ở định dạng JPEG hoặc PNG."
_FROM_A_PHONE = (
    "Chụp lại ở định dạng JPEG (trên iPhone: Cài đặt, Camera, Định dạng, Tương thích nhất), "
    "hoặc xuất ảnh sang JPEG."
)


def check(file: BinaryIO) -> dict[str, Any]:
    """Return kind, pages and whether a place is written in it; refuse everything else."""
    start = file.read(_HEADER_WITHIN)
    if start.lstrip(_BLANK).startswith(b"%PDF-"):
        from dienhong.record.inspection import pdf  # noqa: PLC0415 (slow to load)

        return {"kind": Kind.PDF, "pages": pdf.check(file)}
    if start.startswith((_PNG, _JPEG)):
        from dienhong.record.inspection import picture  # noqa: PLC0415

        kind = Kind.PNG if start.startswith(_PNG) else Kind.JPEG
        return {"kind": kind, "located": picture.check(file, kind)}
    if start.startswith(_ZIP):
        from dienhong.record.inspection import package  # noqa: PLC0415

        return {"kind": package.check(file)}
    raise _why_not(file, start)


def _why_not(file: BinaryIO, start: bytes) -> Refused:
    """Say why a file of another kind is not taken, and what to do with one of that kind."""
    if start.startswith(_OLE):
        return _old_office(file)
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC_BRANDS:
        return Refused("ảnh HEIC chưa nhận được", cure=_FROM_A_PHONE)
    other = {
        "WebP": start.startswith(b"RIFF") and start[8:12] == b"WEBP",
        "AVIF": start[4:12] == b"ftypavif",
        "GIF": start.startswith((b"GIF87a", b"GIF89a")),
        "TIFF": start.startswith((b"II*\x00", b"MM\x00*")),
    }
    for name, found in other.items():
        if found:
            return Refused(f"ảnh {name} chưa nhận được", cure=_TO_JPEG)
    return Refused("nội dung không phải PDF, DOCX, XLSX, PNG hoặc JPEG", cure=SAVE_AGAIN)


def _old_office(file: BinaryIO) -> Refused:
    file.seek(0)
    if "EncryptedPackage".encode("utf-16-le") in file.read():
        return Refused("tệp có mật khẩu", cure="Mở tệp, bỏ mật khẩu, lưu lại rồi chọn lại.")
    return Refused(
        "tệp Word hoặc Excel kiểu cũ (.doc, .xls)",
        cure="Mở tệp rồi lưu lại thành DOCX, XLSX hoặc PDF.",
    )
