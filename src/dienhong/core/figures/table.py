"""A table of figures as a file holds it: its header, its rows, which columns are numbers."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dienhong.core.figures import number
from dienhong.core.figures.number import Number
from dienhong.core.plain import without_accents
from dienhong.core.refusal import Refused

Lines = Sequence[tuple[int, list[str]]]
Merged = tuple[int, int, int, int]  # first line, first column, last line, last column; from one

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_INDEX = re.compile(r"\(?(?:[A-Z]|[0-9]{1,2})\)?(?:\s*=.*)?")
_MARK_HEADERS = {"tt", "stt", "so tt", "so thu tu", "muc"}
_WORD_HEADERS = ("ghi chu", "noi dung", "chi tieu", "ten", "don vi", "so hieu", "ky hieu")
_UNIT = re.compile(r"đơn vị(?:\s+tính)?\s*:?\s*\(?([^()]{1,40})\)?\s*$", re.IGNORECASE)
_TOTAL = re.compile(r"(?:tong cong|tong so|cong|tong)(?![\w])")
_MOST_HEADER_LINES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its name; ``group`` is what stands over it and its neighbours.

    ``numeric``: its cells are numbers. ``adds_up``: a sum of them means something, which it does
    not of prices, shares, codes and years.
    """

    name: str
    group: str = ""
    numeric: bool = False
    adds_up: bool = False

    @property
    def full(self) -> str:
        """Return its name with that of its group."""
        return f"{self.group}, {self.name}" if self.group else self.name


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the line in its file, its mark (I, 1, a), what it is, its numbers."""

    line: int
    mark: str
    label: str
    words: tuple[str, ...]
    numbers: tuple[Number | None, ...]

    @property
    def is_total(self) -> bool:
        """Tell whether it says that it is a sum."""
        return bool(_TOTAL.match(without_accents(self.label or self.mark)))

    @property
    def is_sum_of_all(self) -> bool:
        """Tell whether it says to be the sum of the whole table, not of a part only."""
        return without_accents(self.label or self.mark).startswith("tong")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as read; ``unit`` where the file names one."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    mark_column: int | None
    label_column: int
    unit: str = ""
    title: str = ""

    @property
    def sums(self) -> list[int]:
        """Return the columns of which a sum means something."""
        return [place for place, column in enumerate(self.columns) if column.adds_up]


@dataclass(slots=True)
class _Sheet:
    """The lines of a file as a rectangle, and where its header and its figures lie."""

    lines: list[tuple[int, list[str]]]
    first: int = 0  # of the header
    body: int = 0  # the first line behind the header
    used: list[int] = field(default_factory=list)


def read_table(lines: Lines, merged: Iterable[Merged] = ()) -> Table:
    """Return the table of a file; ``merged`` are its merged cells, which matter in the header.

    Raises Refused with the place and the cure where there is no header, no figure, or a cell among
    figures that is none.
    """
    sheet = _placed(lines, list(merged))
    names = _names(sheet)
    body = _body(sheet)
    mark = _mark_column(names, sheet.used, body)
    label = next((c for c in sheet.used if c != mark and not _all_numbers(c, body)), None)
    if label is None:
        raise _no("không có cột nào ghi tên khoản mục", "Thêm cột nội dung vào trước các cột số.")
    columns = [_column(names[c], c, body, words={mark, label}) for c in sheet.used]
    rows = tuple(_row(line, cells, sheet.used, columns, (mark, label)) for line, cells in body)
    if not any(column.numeric for column in columns):
        raise _no("không có cột số nào", "Chọn tệp có bảng số liệu.")
    above = [" ".join(filter(None, cells)) for _, cells in sheet.lines[: sheet.first]]
    places = {place: order for order, place in enumerate(sheet.used)}
    return Table(
        columns=tuple(columns),
        rows=rows,
        mark_column=None if mark is None else places[mark],
        label_column=places[label],
        unit=next((found[1].strip() for text in above if (found := _UNIT.search(text))), ""),
        title=next((text for text in above if not _UNIT.search(text)), ""),
    )


def _no(why: str, cure: str) -> Refused:
    return Refused(f"Chưa đọc được bảng: {why}", cure=cure)


def _placed(lines: Lines, merged: list[Merged]) -> _Sheet:
    width = max((len(cells) for _, cells in lines), default=0)
    sheet = _Sheet([(line, cells + [""] * (width - len(cells))) for line, cells in lines])
    if not sheet.lines:
        raise _no("tệp không có dòng nào", "Chọn lại tệp có nội dung.")
    figures = next((n for n, (_, cells) in enumerate(sheet.lines) if _has_figures(cells)), None)
    if figures is None:
        raise _no("không có ô nào là số", "Chọn tệp có bảng số liệu.")
    top = sheet.lines[figures][0]
    _fill(sheet.lines, [area for area in merged if area[0] < top])
    sheet.first = _header_line(sheet.lines[:figures])
    sheet.body = _behind_header(sheet)
    sheet.used = [
        c for c in range(width) if any(cells[c] for _, cells in sheet.lines[sheet.first :])
    ]
    return sheet


def _has_figures(cells: list[str]) -> bool:
    """Tell whether a line holds figures: behind its first cell, and not only years or an index."""
    found = [cell for cell in cells[1:] if number.is_number(cell)]
    return bool(found) and not all(map(_YEAR.fullmatch, found)) and not _is_index(cells)


def _is_index(cells: list[str]) -> bool:
    """Tell whether a line only counts the columns: A, B, 1, 2, 3 = 1 - 2."""
    given = [cell for cell in cells if cell]
    counted = [int(found[0]) for cell in given if (found := re.search(r"[0-9]+", cell))]
    in_order = counted == list(range(counted[0], counted[0] + len(counted))) if counted else False
    return len(given) > 2 and in_order and all(map(_INDEX.fullmatch, given))  # noqa: PLR2004


def _fill(lines: list[tuple[int, list[str]]], merged: list[Merged]) -> None:
    """Write what a merged cell of the header says into all the places that it covers."""
    by_line = dict(lines)
    for first, left, last, right in merged:
        words = by_line[first][left - 1] if first in by_line else ""
        for line in range(first, last + 1):
            cells = by_line.get(line, [])
            for place in range(left - 1, min(right, len(cells))):
                cells[place] = cells[place] or words


def _header_line(above: list[tuple[int, list[str]]]) -> int:
    """Return the line that names the columns: above it stand titles only."""
    for place, (_, cells) in enumerate(above):
        given = {cell for cell in cells if cell}
        if len(given) > 1 and len([cell for cell in cells if cell]) * 2 >= len(cells):
            return place
    raise _no("không có dòng tên cột ở trên các số", "Thêm một dòng tên cột, mỗi cột một tên.")


def _behind_header(sheet: _Sheet) -> int:
    """Return the first line behind the header, which goes on where the first column stays empty."""
    head = sheet.lines[sheet.first][1]
    place = sheet.first + 1
    while place < sheet.first + _MOST_HEADER_LINES and _goes_on(head, sheet.lines[place][1]):
        place += 1
    return place + 1 if _is_index(sheet.lines[place][1]) else place


def _goes_on(head: list[str], cells: list[str]) -> bool:
    return cells[0] in {"", head[0]} and not _has_figures(cells) and not _is_index(cells)


def _names(sheet: _Sheet) -> dict[int, tuple[str, str]]:
    """Return the group and the name of each column."""
    head = [cells for _, cells in sheet.lines[sheet.first : sheet.body] if not _is_index(cells)]
    _spread(head)
    return {place: _named([cells[place] for cells in head]) for place in sheet.used}


def _spread(head: list[list[str]]) -> None:
    """Let a name stand over the columns right of it that have a name below and none above."""
    for upper, lower in itertools.pairwise(head):
        for place in range(1, len(upper)):
            if lower[place] and not upper[place]:
                upper[place] = upper[place - 1]


def _named(said: list[str]) -> tuple[str, str]:
    parts = list(dict.fromkeys(filter(None, said)))
    return ", ".join(parts[:-1]), parts[-1] if parts else ""


def _body(sheet: _Sheet) -> list[tuple[int, list[str]]]:
    """Return the lines below the header up to the last figure: signatures stand below."""
    body = [row for row in sheet.lines[sheet.body :] if any(row[1])]
    last = max(n for n, (_, cells) in enumerate(body) if _has_figures(cells))
    return body[: last + 1]


def _mark_column(
    names: dict[int, tuple[str, str]], used: list[int], body: list[tuple[int, list[str]]]
) -> int | None:
    first = used[0]
    if without_accents(names[first][1]).rstrip(".") in _MARK_HEADERS:
        return first
    short = all(len(cells[first]) <= 6 for _, cells in body)  # noqa: PLR2004 (1.1.10)
    return first if short and not names[first][1] else None


def _all_numbers(place: int, body: list[tuple[int, list[str]]]) -> bool:
    given = [cells[place] for _, cells in body if cells[place]]
    return bool(given) and all(number.is_number(cell) for cell in given)


def _column(
    name: tuple[str, str],
    place: int,
    body: list[tuple[int, list[str]]],
    *,
    words: set[int | None],
) -> Column:
    group, own = name
    plain = without_accents(own)
    if place in words or plain.startswith(_WORD_HEADERS):
        return Column(own, group)
    given = [cells[place] for _, cells in body if cells[place].strip() not in number.NOTHING]
    read = [cell for cell in given if number.is_number(cell)]
    if not read or len(read) * 2 < len(given):
        return Column(own, group)
    shares = any(cell.rstrip().endswith("%") for cell in read)
    adds_up = not shares and not _NEVER_ADDED.search(without_accents(f"{group} {own}"))
    return Column(own or f"Cột {place + 1}", group, numeric=True, adds_up=adds_up)


_NEVER_ADDED = re.compile(
    r"%|ty le|don gia|binh quan|nam (?:su dung|san xuat|mua|dua)|^\s*ma |^\s*nam$"
)


def _row(
    line: int,
    cells: list[str],
    used: list[int],
    columns: list[Column],
    named: tuple[int | None, int],
) -> Row:
    pairs = list(zip(used, columns, strict=True))
    mark, label = named
    return Row(
        line=line,
        mark=cells[mark] if mark is not None else "",
        label=cells[label],
        words=tuple("" if column.numeric else cells[place] for place, column in pairs),
        numbers=tuple(_numbers(line, cells, pairs)),
    )


def _numbers(
    line: int, cells: list[str], pairs: list[tuple[int, Column]]
) -> Iterator[Number | None]:
    for place, column in pairs:
        try:
            yield number.read(cells[place]) if column.numeric else None
        except Refused as refusal:
            raise _no(
                f"dòng {line}, cột «{column.full}»: {refusal.reason}", refusal.cure
            ) from refusal
