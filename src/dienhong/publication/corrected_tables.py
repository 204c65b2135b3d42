"""A table of figures to be put right: how it waits for its signature, and which rows it changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from dienhong.core.figures import number
from dienhong.core.figures.table import Column, Row, Table
from dienhong.publication import figures
from dienhong.publication.figures import Words
from dienhong.publication.models import FigureTable


def packed(table: Table, words: Words) -> str:
    """Return a table and what is said of it as text, from which ``unpacked`` gives both back."""
    return json.dumps(
        {
            "words": [words.title, words.unit, words.year, words.reason],
            "columns": [[c.name, c.group, c.numeric, c.adds_up] for c in table.columns],
            "rows": [_packed_row(row) for row in table.rows],
            "places": [table.mark_column, table.label_column],
        },
        ensure_ascii=False,
    )


def _packed_row(row: Row) -> list[object]:
    numbers = [each.kept if each else None for each in row.numbers]
    return [row.line, row.mark, row.label, row.words, numbers]


def unpacked(value: str) -> tuple[Table, Words]:
    """Return what ``packed`` was given."""
    given = json.loads(value)
    title, unit, year, reason = given["words"]
    mark_column, label_column = given["places"]
    table = Table(
        columns=tuple(Column(*each) for each in given["columns"]),
        rows=tuple(
            Row(line, mark, label, tuple(words), tuple(number.unkept(n or "") for n in numbers))
            for line, mark, label, words, numbers in given["rows"]
        ),
        mark_column=mark_column,
        label_column=label_column,
    )
    return table, Words(title=title, unit=unit, year=year, reason=reason)


def said(table: FigureTable) -> str:
    """Return what a table is called: "Dự toán năm 2026 (triệu đồng, năm 2026, 3 dòng)"."""
    return _named(table.title, table.unit, table.year, table.size)


def _named(title: str, unit: str, year: int, size: int) -> str:
    return f"{title} ({unit}, năm {year}, {size} dòng)"


def told_apart(old: FigureTable, table: Table, words: Words) -> tuple[str, str]:
    """Return what stands now and what is to stand: the names, and the rows that differ.

    Both are equal where nothing would change.
    """
    before = _lines(old.meant, (row.cells for row in old.rows.all()))
    after = _lines(table.columns, map(figures.kept_cells, table.rows))
    gone = [said(old), *_reason(old.reason)]
    come = [_named(words.title, words.unit, words.year, len(table.rows)), *_reason(words.reason)]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += before[i1:i2]
            come += after[j1:j2]
    return "\n".join(gone), "\n".join(come)


def _reason(reason: str) -> list[str]:
    return [f"Lý do lệch: {reason}"] if reason else []


def _lines(columns: Sequence[Column], rows: Iterable[list[str]]) -> list[str]:
    said_rows = (map(figures.said, columns, cells) for cells in rows)
    return [" | ".join(each) for each in ([column.full for column in columns], *said_rows)]
