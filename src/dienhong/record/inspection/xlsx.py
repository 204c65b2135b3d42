"""The first cells of the first sheets of an XLSX, as people read them."""

import datetime
from itertools import islice
from typing import Any, BinaryIO

from openpyxl import load_workbook

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 5, 200, 20
_LONGEST = 500


def read(file: BinaryIO) -> dict[str, Any]:
    """Return sheets with their rows of words, and how much of each is left out."""
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheets = [_sheet(sheet) for sheet in book.worksheets[:MOST_SHEETS]]
    return {"sheets": sheets, "more_sheets": max(0, len(book.worksheets) - MOST_SHEETS)}


def _sheet(sheet: Any) -> dict[str, Any]:
    # The size that a file claims may be wrong: one row and one column more are asked for.
    sheet.reset_dimensions()
    found = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS + 1, values_only=True)
    rows = [[_say(value) for value in row] for row in islice(found, MOST_ROWS + 1)]
    while rows and not any(rows[-1]):
        rows.pop()
    used = max((column + 1 for row in rows for column, word in enumerate(row) if word), default=0)
    shown = min(used, MOST_COLUMNS)
    return {
        "name": sheet.title,
        "hidden": sheet.sheet_state != "visible",
        "rows": [(row + [""] * shown)[:shown] for row in rows[:MOST_ROWS]],
        "more_rows": len(rows) > MOST_ROWS,
        "more_columns": used > MOST_COLUMNS,
    }


def _say(value: Any) -> str:
    """Return a cell as people here write it: 02/03/2026, 1234,5."""
    match value:
        case datetime.datetime() if value.time() != datetime.time():
            return f"{value:%d/%m/%Y %H:%M}"
        case datetime.date():
            return f"{value:%d/%m/%Y}"
        case bool():
            return str(value).upper()
        case float():
            return f"{value:.12g}".replace(".", ",")
        case _:
            return "" if value is None else str(value)[:_LONGEST]
