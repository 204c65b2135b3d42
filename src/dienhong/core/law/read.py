"""Bytes of an uploaded file, or pasted words, to text that can be read as a regulation."""

import codecs
import re
import unicodedata

from dienhong.core.refusal import Refused

LIMIT = 2_000_000  # bytes; the longest Vietnamese code is about 1.2 million
_PASTE = "Hãy mở tệp, chép toàn bộ chữ rồi dán vào ô văn bản."
_SAVE_AS = (
    "Hãy mở tệp bằng Notepad, chọn Lưu thành…, ở ô Mã hoá chọn UTF-8, rồi tải lên tệp mới lưu."
)
_EMPTY_CURE = "Hãy chọn tệp có chữ, hoặc dán toàn văn quy chế vào ô văn bản."
_FORMATS = (
    (b"%PDF", "tệp PDF"),
    (b"PK\x03\x04", "tệp nén ZIP hoặc Word (.docx)"),
    (b"\xd0\xcf\x11\xe0", "tệp Word đời cũ (.doc)"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"{\\rtf", "tệp RTF"),
)
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1b\x7f]")
_LINE_BREAK = re.compile(rb"\r\n|\r|\n")
_MANY = 100  # one control character in so many bytes is not text


def decode(data: bytes) -> str:
    """Return the text of an uploaded file, its line breaks kept as they are.

    The file is UTF-8, with or without a byte order mark, which is dropped. Letters
    come back composed (NFC), so offsets are those of the returned text. Raises
    Refused for a file that is empty, longer than LIMIT bytes, in UTF-16 or UTF-32,
    not text, or not UTF-8.
    """
    _check_size(len(data))
    _check_is_text(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # utf-8-sig counts from behind the mark that it dropped.
        mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
        raise _not_utf8(data, error.start + mark) from error
    return accept(text)


def accept(text: str) -> str:
    """Return pasted text with its letters composed (NFC).

    Raises Refused if it is empty or longer than LIMIT bytes of UTF-8.
    """
    if not text.strip():
        raise Refused("Tệp không có chữ nào", cure=_EMPTY_CURE)
    _check_size(len(text.encode("utf-8", "surrogatepass")))
    return unicodedata.normalize("NFC", text)


def _check_size(size: int) -> None:
    if size == 0:
        raise Refused("Tệp rỗng: 0 byte", cure=_EMPTY_CURE)
    if size > LIMIT:
        raise Refused(
            f"Văn bản nặng {_megabytes(size)}, quá giới hạn {_megabytes(LIMIT)}",
            cure="Hãy bỏ phụ lục, hình ảnh và chỉ giữ phần chữ của quy chế.",
        )


def _megabytes(size: int) -> str:
    """Return a size as Vietnamese write it, rounded up: ``2,1 MB``, never "2,0" above 2,0."""
    tenths = -(-size // 100_000)
    return f"{tenths // 10},{tenths % 10} MB"


def _check_is_text(data: bytes) -> None:
    for sign, name in _FORMATS:
        if data.startswith(sign):
            raise Refused(f"Đây là {name}, không phải tệp văn bản thuần", cure=_PASTE)
    wide = _wide(data)
    if wide:
        raise Refused(f"Tệp dùng mã {wide}, không phải UTF-8", cure=_SAVE_AS)
    first = _CONTROL.search(data)
    if first and (b"\x00" in data or len(_CONTROL.findall(data)) * _MANY > len(data)):
        raise Refused(
            f"Tệp không phải văn bản: ký tự điều khiển ở {_place(data, first.start())}",
            cure=_PASTE,
        )


def _wide(data: bytes) -> str:
    """Return the name of a wide encoding, known by its mark or by where its zeros stand."""
    for mark, name in _WIDE_MARKS:
        if data.startswith(mark):
            return name
    even, odd = data[::2].count(0), data[1::2].count(0)
    # Latin letters and spaces, over a third of Vietnamese, have one zero byte of two.
    lopsided = max(even, odd) > 8 * min(even, odd)
    return "UTF-16" if lopsided and max(even, odd) * 10 > len(data) else ""


def _not_utf8(data: bytes, at: int) -> Refused:
    return Refused(
        f"Tệp không dùng mã UTF-8: byte 0x{data[at]:02X} ở {_place(data, at)}. "
        "Có thể là phông cũ TCVN3, VNI hoặc Windows-1258",
        cure="Hãy chuyển sang Unicode (trong UniKey: Công cụ, Chuyển mã). " + _SAVE_AS,
    )


def _place(data: bytes, at: int) -> str:
    """Return a place for people: line and byte, both counted from 1."""
    line = len(_LINE_BREAK.findall(data, 0, at)) + 1
    return f"dòng {line}, byte thứ {at + 1}"
