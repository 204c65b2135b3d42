"""Tables of figures: read from a file, kept row by row, shown page by page, given out again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.base import File
from django.db.models import QuerySet

from dienhong.core.figures import number, totals, years
from dienhong.core.figures.table import Column, Row, Table, read_table
from dienhong.core.journal.canonical import canonical
from dienhong.core.papers.chart import Bar, bars
from dienhong.core.refusal import Refused
from dienhong.organisation import tables
from dienhong.publication.models import FigureRow, FigureTable, Matter
from dienhong.record.spreadsheets import MOST_ROWS, cells_of

PAGE = 100
_BARS = 12
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a person says of a table: ``reason`` why totals stand though they do not add up."""

    title: str
    unit: str
    year: int
    reason: str = ""


def look_at(file: File[bytes]) -> Table:
    """Return the table of an upload; raise Refused with the place, the reason and the cure.

    A workbook is opened by a process of its own, which this starts: not inside a transaction.
    """
    if (file.size or 0) > tables.LARGEST_FILE:
        raise Refused("Chưa đọc được tệp: tệp lớn hơn 5 MB", cure="Chép riêng bảng sang tệp mới.")
    file.seek(0)
    content = file.read()
    if not content.startswith(_ZIP):
        return read_table(tables.read(content, most_lines=MOST_ROWS))
    found = cells_of(file)
    return read_table(found.lines, found.merged)


def check_totals(table: Table, reason: str) -> list[str]:
    """Return the gaps that the author accounts for, in words; refuse those without a reason."""
    found = totals.gaps(table)
    if found and not reason.strip():
        raise totals.refusal_of(found)
    return [gap.in_words for gap in found]


def keep(matter: Matter, table: Table, words: Words) -> FigureTable:
    """Put a table on a matter in place of the one that it has."""
    gaps = check_totals(table, words.reason)
    FigureTable.objects.filter(matter=matter).delete()
    columns = [[c.name, c.group, c.numeric, c.adds_up] for c in table.columns]
    cells = [kept_cells(row) for row in table.rows]
    kept = FigureTable.objects.create(
        matter=matter,
        title=words.title,
        unit=words.unit,
        year=words.year,
        columns=columns,
        label_column=table.label_column,
        size=len(cells),
        digest=hashlib.sha256(canonical({"columns": columns, "rows": cells})).hexdigest(),
        reason=words.reason.strip() if gaps else "",
        gaps=gaps,
    )
    top = {row.line for row in totals.tops(table)}
    FigureRow.objects.bulk_create(
        [
            FigureRow(
                table=kept,
                number=place,
                key=years.key_of(row.mark, row.label, words.year),
                label=row.label,
                cells=said,
                is_total=row.is_total,
                is_top=row.line in top,
            )
            for place, (row, said) in enumerate(zip(table.rows, cells, strict=True), start=1)
        ],
        batch_size=500,
    )
    return kept


def kept_cells(row: Row) -> list[str]:
    """Return the cells of a row as they are kept."""
    pairs = zip(row.words, row.numbers, strict=True)
    return [each.kept if each else words for words, each in pairs]


def table_of(matter: Matter) -> FigureTable | None:
    """Return the table of a matter, if it has one."""
    return FigureTable.objects.filter(matter=matter).first()


def year_before(table: FigureTable, visible: QuerySet[Matter]) -> FigureTable | None:
    """Return the table of the same kind of the year before, the newest of those that are public.

    ``visible`` is the queryset of the matters that the reader may see.
    """
    matter = table.matter
    same = FigureTable.objects.filter(
        matter__in=visible,
        matter__stage="published",
        matter__kind_label=matter.kind_label,
        year=table.year - 1,
        unit=table.unit,
    )
    return same.order_by("-matter__published_at").first()


# Showing.


@dataclass(frozen=True, slots=True)
class Line:
    """A row as a page shows it: its cells in words, and one figure beside last year's."""

    row: FigureRow
    cells: list[tuple[Column, str]]
    change: years.Change | None


def lines(
    table: FigureTable, page: int, place: int | None, before: FigureTable | None
) -> list[Line]:
    """Return a page of rows; ``place`` is the column that is put beside the year before."""
    first = (page - 1) * PAGE
    rows = list(table.rows.filter(number__gt=first, number__lte=first + PAGE))
    then = _then(table, rows, place, before)
    return [
        Line(
            row,
            [
                (column, said(column, cell))
                for column, cell in zip(table.meant, row.cells, strict=True)
            ],
            years.Change(row.at(place), then.get(row.key))
            if place is not None and before
            else None,
        )
        for row in rows
    ]


def _then(
    table: FigureTable, rows: list[FigureRow], place: int | None, before: FigureTable | None
) -> dict[str, number.Number | None]:
    """Return last year's figures of some rows by their keys; of two alike the first."""
    other = _same_column(table, place, before)
    if before is None or other is None:
        return {}
    found = before.rows.filter(key__in={row.key for row in rows}).order_by("-number")
    return {row.key: row.at(other) for row in found}


def _same_column(table: FigureTable, place: int | None, before: FigureTable | None) -> int | None:
    if place is None or before is None:
        return None
    wanted = years.column_key(table.meant[place].full, table.year)
    return next(
        (
            n
            for n, column in enumerate(before.meant)
            if column.numeric and years.column_key(column.full, before.year) == wanted
        ),
        None,
    )


def said(column: Column, cell: str) -> str:
    """Return a kept cell as people read it."""
    found = number.unkept(cell) if column.numeric else None
    return found.said if found else cell


def chosen(table: FigureTable, asked: str) -> int | None:
    """Return the column that a page asks for, or the first that adds up; None where none does."""
    able = [place for place, column in enumerate(table.meant) if column.numeric]
    if asked.isdecimal() and int(asked) in able:
        return int(asked)
    adding = [place for place in able if table.meant[place].adds_up]
    return next(iter(adding or able), None)


def chart(table: FigureTable, place: int, before: FigureTable | None) -> str:
    """Return the chart of a column as SVG: the rows that together are the whole, the first ones."""
    rows = list(table.rows.filter(is_top=True)[:_BARS])
    then = _then(table, rows, place, before)
    column = table.meant[place]
    drawn = [
        Bar(
            row.label,
            now.value,
            now.said,
            past.value if (past := then.get(row.key)) else None,
            past.said if past else "",
        )
        for row in rows
        if (now := row.at(place))
    ]
    return bars(f"{column.full} ({table.unit})", drawn)


# Giving out.


def given_out(table: FigureTable, *, reckoned: bool = False) -> Iterator[list[object]]:
    """Yield the table as rows for a file; numbers in words, or ``reckoned`` as a workbook's own."""
    columns = table.meant
    yield [table.title]
    yield [f"Đơn vị tính: {table.unit}"]
    yield [column.full for column in columns]
    for row in table.rows.iterator(chunk_size=1000):
        pairs = zip(columns, row.cells, strict=True)
        yield [_given(column, cell, reckoned=reckoned) for column, cell in pairs]


def _given(column: Column, cell: str, *, reckoned: bool) -> object:
    found = number.unkept(cell) if column.numeric else None
    if found is None:
        return cell
    return found.value if reckoned and not found.percent else tables.Figure(found.said)
