"""All cells of the first sheet of an XLSX as words, with its merged cells: a table of figures."""

import datetime
from typing import Any, BinaryIO

from openpyxl import load_workbook

from dienhong.core.refusal import Refused

MOST_ROWS, MOST_COLUMNS = 12_000, 40
_LONGEST = 500


def read(file: BinaryIO) -> dict[str, Any]:
    """Return the lines that hold anything, each with its number, and the merged areas."""
    book = load_workbook(file, data_only=True, keep_links=False)
    sheet = book.worksheets[0]
    if sheet.max_row > MOST_ROWS:
        raise Refused(f"bảng có hơn {MOST_ROWS} dòng", cure="Xoá dòng trống ở cuối, chia tệp.")
    rows = sheet.iter_rows(max_col=min(sheet.max_column, MOST_COLUMNS))
    lines = [(number, [_say(cell) for cell in row]) for number, row in enumerate(rows, start=1)]
    areas = [[a.min_row, a.min_col, a.max_row, a.max_col] for a in sheet.merged_cells.ranges]
    return {"lines": [line for line in lines if any(line[1])], "merged": areas}


def _say(cell: Any) -> str:
    """Return a cell as people here write it: 1234,5 and 12,5%; a formula as it was last worked."""
    value = cell.value
    match value:
        case datetime.date():
            return f"{value:%d/%m/%Y}"
        case bool():
            return str(value).upper()
        case int() | float() if "%" in (cell.number_format or ""):
            return f"{_number(value * 100)}%"
        case int() | float():
            return _number(value)
        case _:
            return "" if value is None else " ".join(str(value)[:_LONGEST].split())


def _number(value: float) -> str:
    # What a spreadsheet keeps is exact to fifteen digits; the rest is the noise of its halves.
    said = f"{value:.15g}"
    return (f"{value:.2f}" if "e" in said else said).replace(".", ",")
