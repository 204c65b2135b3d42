"""Tables in files: CSV and XLSX read as rows of words, and written so that no cell is a formula.

A file is hostile until read: nothing in it is evaluated, unpacked without measure, or fetched.
"""

import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook

from dienhong.core.plain import one_line
from dienhong.core.refusal import Refused

LARGEST_FILE = 5_000_000
_LARGEST_UNPACKED = 40_000_000
_MOST_PARTS = 500
_MOST_LINES = 5_000
_MOST_COLUMNS = 40
_LONGEST_CELL = 500
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
# Signs that TCVN3 texts consist of and Vietnamese in Unicode never does.
_TCVN3 = re.compile(r"[¡¢§¨©ª«¬®µ¶·¸¹»¼½¾]")
# A program that opens tables takes a cell that begins with these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    LookupError,  # an encoding that there is not, too
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    SyntaxError,  # what XML parsers raise
    NotImplementedError,
    RuntimeError,
)


class Figure(str):
    """The words of a number that was read as one: given out as they are, also under nought."""

    __slots__ = ()


Line = tuple[int, list[str]]


def read(content: bytes, *, most_lines: int = _MOST_LINES) -> list[Line]:
    """Return the lines of a table that hold anything, each with its number in the file.

    Raises Refused for what is empty, too large, of another kind, or in an old encoding.
    """
    if not content.strip():
        raise _no("tệp rỗng", "Chọn lại tệp có nội dung.")
    if len(content) > LARGEST_FILE:
        raise _no("tệp lớn hơn 5 MB", "Chia thành nhiều tệp, bỏ hình ảnh trong tệp.")
    if content.startswith(_OLD_OFFICE):
        raise _no(
            "tệp .xls kiểu cũ, hoặc tệp có mật khẩu",
            "Mở tệp, chọn Lưu thành, loại «Excel Workbook (.xlsx)», không đặt mật khẩu.",
        )
    rows = _xlsx(content) if content.startswith(_ZIP) else _csv(_decoded(content))
    lines = [
        (number, _clean(row)) for number, row in enumerate(_measured(rows, most_lines), start=1)
    ]
    return [(number, row) for number, row in lines if any(row)]


def _no(why: str, cure: str) -> Refused:
    return Refused(f"Chưa đọc được tệp: {why}", cure=cure)


def _measured(rows: Iterable[Iterable[Any]], most: int) -> Iterator[list[Any]]:
    for count, row in enumerate(rows):
        if count >= most:
            raise _no(f"tệp có hơn {most} dòng", "Xoá các dòng trống ở cuối, chia tệp.")
        yield list(islice(row, _MOST_COLUMNS))


def _clean(row: list[Any]) -> list[str]:
    return [one_line(_words(cell))[:_LONGEST_CELL] for cell in row]


def _words(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


# CSV.


def _decoded(content: bytes) -> str:
    text = _unicode(content)
    if "\x00" in text:
        raise _no("tệp không phải bảng CSV hoặc XLSX", "Lưu lại thành .xlsx hoặc CSV UTF-8.")
    found = _TCVN3.search(text)
    if found:
        raise _no(
            f"có ký tự «{found[0]}», chữ gõ bằng phông cũ TCVN3 (.VnTime)",
            "Chuyển phông sang Unicode (UniKey: Công cụ chuyển mã) rồi lưu lại thành CSV UTF-8.",
        )
    return text


def _unicode(content: bytes) -> str:
    """Return the text of UTF-8 or UTF-16; other encodings cannot be told from each other."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _no(
            f"từ dòng {line} chữ không ở dạng Unicode UTF-8 "
            "(có thể là Windows-1258, TCVN3 hoặc VNI)",
            "Trong Excel chọn Lưu thành, loại «CSV UTF-8», hoặc dùng tệp .xlsx.",
        ) from error


def _csv(text: str) -> Iterator[list[str]]:
    lines = text.splitlines(keepends=True)
    if lines and lines[0].strip().lower() in {"sep=;", "sep=,", "sep=\t"}:
        lines = lines[1:]
    try:
        yield from csv.reader(lines, delimiter=_separator(lines))
    except csv.Error as error:
        raise _no(
            "dấu ngoặc kép hoặc ô quá dài làm hỏng bảng", "Lưu lại bằng chương trình bảng tính."
        ) from error


def _separator(lines: list[str]) -> str:
    """Return the sign that parts most cells in the first lines, equally often in each.

    A comma may also stand within numbers: of two signs that fare alike it is the last taken.
    """
    start = lines[:15]
    return max(";\t,", key=lambda sign: _parted(line.count(sign) for line in start))


def _parted(counts: Iterable[int]) -> int:
    return max((each * lines for each, lines in Counter(counts).items()), default=0)


# XLSX.


def _xlsx(content: bytes) -> Iterator[tuple[Any, ...]]:
    try:
        _check_unpacked(content)
        # Values as last computed; formulas, links and macros are neither kept nor followed.
        book = load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False, keep_vba=False
        )
        sheet = book.worksheets[0]
        rows = list(islice(sheet.iter_rows(values_only=True), _MOST_LINES + 1))
        book.close()
    except _BROKEN as error:
        raise _no(
            "tệp nén này không phải bảng XLSX đọc được", "Mở bằng chương trình bảng tính, lưu lại."
        ) from error
    yield from rows


def _check_unpacked(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
        raise _no("tệp nén bung ra quá lớn", "Chép riêng danh sách sang một tệp mới.")


# Writing.


def as_csv(rows: Iterable[Iterable[object]]) -> bytes:
    """Return rows as CSV in UTF-8 with its mark, which spreadsheets need to see Vietnamese."""
    out = io.StringIO()
    csv.writer(out).writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Iterable[object]], title: str) -> bytes:
    """Return rows as a workbook of one sheet; every cell is words or a figure, none a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for row in rows:
        sheet.append([_harmless(cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _harmless(cell: object) -> str | Decimal:
    """Return a cell's words with an apostrophe before what a spreadsheet would compute.

    A figure stays one, also one under nought.
    """
    if isinstance(cell, Decimal | Figure):
        return cell
    text = _words(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
