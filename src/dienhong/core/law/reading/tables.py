"""Tables as lines: a table of data keeps its cells apart, one that only places words does not."""

import re

Cell = list[str]  # its lines
_BARE_MARKER = re.compile(r"(?:Điều\s+)?[0-9]{1,3}[a-zđ]?[.)]?|[a-zđ][.)]|[-–+•]")
_HEADING = re.compile(r"(?i:điều|chương|mục)\s+[0-9IVXLC]+")
_MOST_PLACED_ROWS, _MOST_PLACED_COLUMNS = 3, 2


def lines_of(rows: list[list[Cell]]) -> list[str]:
    """Return the lines of a table, row by row: ``| a | b |`` where it is one of data.

    Letterheads, signatures and lists are often placed by a table without borders; their cells
    come one after another, a marker in a cell of its own in front of its words.
    """
    if _is_list(rows):
        return [" ".join(" ".join(cell) for cell in row).strip() for row in rows]
    if only_places(rows):
        return [line for row in rows for cell in row for line in cell]
    return [f"| {' | '.join(map(_in_one, row))} |" for row in rows if any(row)]


def _is_list(rows: list[list[Cell]]) -> bool:
    markers = [row[0][0] for row in rows if len(row) == _MOST_PLACED_COLUMNS and len(row[0]) == 1]
    dotted = any(not marker.isdigit() for marker in markers)
    return len(markers) == len(rows) and dotted and all(map(_BARE_MARKER.fullmatch, markers))


def only_places(rows: list[list[Cell]]) -> bool:
    """Tell whether a table has no data: its cells are the page's own text, put side by side."""
    if _is_list(rows):
        return False
    widest = max(map(len, rows), default=0)
    small = len(rows) <= _MOST_PLACED_ROWS and widest <= _MOST_PLACED_COLUMNS
    return small or widest == 1 or any(map(_holds_headings, rows))


def _holds_headings(row: list[Cell]) -> bool:
    """Tell whether the text itself stands in a cell, as pages without style sheets place it."""
    return any(len(cell) > 1 and any(map(_HEADING.match, cell)) for cell in row)


def _in_one(cell: Cell) -> str:
    return " ".join(cell).replace("|", "/")
