"""Bytes of an uploaded file, or pasted words, to text that can be read as a regulation."""

import codecs
import re
import unicodedata
from contextlib import suppress

from dienhong.core.law.reading import legacy
from dienhong.core.law.reading.reading import Reading
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
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)
_PLAIN = "tệp chữ"
_WIDE = "Tệp dùng mã {}."
_CONVERTED = "Chữ trong tệp viết theo bảng mã {}; đã chuyển sang Unicode."
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1b\x7f]")
_CONTROL_LETTER = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_LINE_BREAK = re.compile(rb"\r\n|\r|\n")
_MANY = 100  # one control character in so many bytes is not text


def decode(data: bytes) -> str:
    """Return the text of an uploaded file; see ``read_plain``."""
    return read_plain(data).text


def read_plain(data: bytes, *, most: int = LIMIT) -> Reading:
    """Read a file of text only, its line breaks kept as they are.

    The file is UTF-8 or UTF-16, with or without a byte order mark, which is dropped; or, told by
    the statistics of its letters, TCVN3, VNI or Windows-1258. Letters come back composed (NFC),
    so offsets are those of the returned text. Raises Refused for a file that is empty, longer
    than ``most`` bytes, in UTF-32, not text, or in no known encoding.
    """
    _check_size(len(data), most)
    _check_is_text(data)
    text, encoding = _decoded(data)
    text, way = legacy.repaired(text) if encoding == "" else (text, encoding)
    notes = ((_WIDE if way.startswith("UTF") else _CONVERTED).format(way),) if way else ()
    return Reading(accept(text, most=most), _PLAIN, notes)


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding, "" for UTF-8."""
    wide = _wide(data)
    if wide:
        return _from_utf16(data, wide), wide
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as error:
        way = _old_encoding(data)
        if way is None:
            # utf-8-sig counts from behind the mark that it dropped.
            mark = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
            raise _not_utf8(data, error.start + mark) from error
        return _without_bytes(way.convert(_western(data))), way.name


def _from_utf16(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(
            f"Tệp dùng mã {encoding} nhưng hỏng ở byte thứ {error.start + 1}", cure=_SAVE_AS
        ) from error
    found = _CONTROL_LETTER.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise Refused(f"Tệp không phải văn bản: ký tự điều khiển ở dòng {line}", cure=_PASTE)
    return text.removeprefix("\ufeff")


def _old_encoding(data: bytes) -> legacy.Legacy | None:
    """Return the encoding from before Unicode in which the bytes are Vietnamese, or None."""
    ways = []
    with suppress(UnicodeDecodeError):
        data.decode("cp1258")
        ways.append(legacy.Legacy("Windows-1258", _from_1258))
    return legacy.recognise(_western(data), *ways)


def _from_1258(western: str) -> str:
    # A sample may end between a letter and its tone; nothing else can be wrong here.
    letters = western.encode("cp1252", "surrogateescape").decode("cp1258", "replace")
    return unicodedata.normalize("NFC", letters)


def _western(data: bytes) -> str:
    """Return one character a byte, as Windows of the West shows them."""
    return data.decode("cp1252", "surrogateescape")


def _without_bytes(text: str) -> str:
    """Return ``text`` with each byte that is a letter in no table shown as U+FFFD."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def accept(text: str, *, most: int = LIMIT) -> str:
    """Return pasted text with its letters composed (NFC).

    Raises Refused if it is empty or longer than ``most`` bytes of UTF-8.
    """
    if not text.strip():
        raise Refused("Tệp không có chữ nào", cure=_EMPTY_CURE)
    _check_size(len(text.encode("utf-8", "surrogatepass")), most)
    return unicodedata.normalize("NFC", text)


def _check_size(size: int, most: int) -> None:
    if size == 0:
        raise Refused("Tệp rỗng: 0 byte", cure=_EMPTY_CURE)
    if size > most:
        raise Refused(
            f"Văn bản nặng {megabytes(size)}, quá giới hạn {megabytes(most)}",
            cure="Hãy bỏ phụ lục, hình ảnh và chỉ giữ phần chữ của quy chế.",
        )


def megabytes(size: int) -> str:
    """Return a size as Vietnamese write it, rounded up: ``2,1 MB``, never "2,0" above 2,0."""
    tenths = -(-size // 100_000)
    return f"{tenths // 10},{tenths % 10} MB"


def _check_is_text(data: bytes) -> None:
    for sign, name in _FORMATS:
        if data.startswith(sign):
            raise Refused(f"Đây là {name}, không phải tệp văn bản thuần", cure=_PASTE)
    wide = _wide(data)
    if wide == "UTF-32":
        raise Refused(f"Tệp dùng mã {wide}, không phải UTF-8", cure=_SAVE_AS)
    if wide:
        return
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
    if not lopsided or max(even, odd) * 10 <= len(data):
        return ""
    return "UTF-16LE" if odd > even else "UTF-16BE"


def _not_utf8(data: bytes, at: int) -> Refused:
    return Refused(
        f"Tệp không dùng mã UTF-8: byte 0x{data[at]:02X} ở {_place(data, at)}. "
        "Cũng không phải TCVN3, VNI hay Windows-1258",
        cure="Hãy chuyển sang Unicode (trong UniKey: Công cụ, Chuyển mã). " + _SAVE_AS,
    )


def _place(data: bytes, at: int) -> str:
    """Return a place for people: line and byte, both counted from 1."""
    line = len(_LINE_BREAK.findall(data, 0, at)) + 1
    return f"dòng {line}, byte thứ {at + 1}"
