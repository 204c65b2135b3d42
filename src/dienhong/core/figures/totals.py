"""Whether the totals of a table add up: rows marked as sums, parts by numbering, columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from dienhong.core.figures import number
from dienhong.core.figures.table import Row, Table
from dienhong.core.plain import without_accents
from dienhong.core.refusal import Refused

_ROMAN = re.compile(r"[IVXLC]+")
_LEVELS = (
    re.compile(r"[A-H]"),
    _ROMAN,
    re.compile(r"[0-9]+"),
    re.compile(r"[0-9]+\.[0-9]+"),
    re.compile(r"[0-9]+(?:\.[0-9]+){2,}"),
    re.compile(r"[a-zđ]"),
    re.compile(r"[-+*•–]"),
)
# A mark before the words, where the table has no column of marks.
_BEFORE = re.compile(r"(\([0-9a-z]\)|[A-Z]+|[0-9]+(?:\.[0-9]+)*|[a-zđ]|[-+*•–])[.)\s]\s*(?=\S)")
_SUM_COLUMN = re.compile(r"(?:tong )?cong|tong so|tong")
_OF_WHICH = "trong do"
_UNMARKED = len(_LEVELS)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Gap:
    """A total that does not add up: where it stands, what it says, and what its parts come to."""

    line: int
    label: str
    column: str
    said: Decimal
    found: Decimal

    @property
    def difference(self) -> Decimal:
        """Return by how much the total is larger than its parts."""
        return self.said - self.found

    @property
    def in_words(self) -> str:
        """Return the place, the sum found and the difference as one sentence."""
        return (
            f"dòng {self.line} «{self.label}», cột «{self.column}» ghi {number.say(self.said)}, "
            f"cộng lại được {number.say(self.found)}, chênh lệch {number.say(self.difference)}"
        )


@dataclass(slots=True)
class _Node:
    """A row with the rows that are its parts."""

    row: Row
    level: int
    parts: list["_Node"] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Tell whether its parts may be only some of what it holds: "of which", or unmarked."""
        return any(
            part.level == _UNMARKED or without_accents(part.row.label).startswith(_OF_WHICH)
            for part in self.parts
        )


def check(table: Table) -> None:
    """Refuse a table whose totals do not add up, naming the cells, the sums and the differences."""
    found = gaps(table)
    if found:
        raise refusal_of(found)


def refusal_of(found: list[Gap]) -> Refused:
    """Return the refusal that names the first gaps."""
    said = "; ".join(gap.in_words for gap in found[:_SHOWN])
    more = f"; và {len(found) - _SHOWN} chỗ khác" if len(found) > _SHOWN else ""
    return Refused(
        f"Chưa ghi được: số cộng chưa khớp: {said}{more}",
        cure="Sửa trong tệp rồi chọn lại. Nếu chính văn bản gốc lệch như vậy thì ghi lý do.",
    )


def gaps(table: Table) -> list[Gap]:
    """Return every total that differs from the sum of its parts, in the order of the table."""
    found = [*_by_rows(table), *_by_columns(table)]
    return sorted(found, key=lambda gap: gap.line)


def tops(table: Table) -> list[Row]:
    """Return the rows that together are the whole, without those that are sums."""
    return [node.row for node in _forest([row for row in table.rows if not row.is_total])]


# Rows.


def _by_rows(table: Table) -> Iterator[Gap]:
    blocks: list[list[Row]] = [[]]
    sums: list[Row] = []  # of the blocks before
    for place, row in enumerate(table.rows):
        if not row.is_total:
            blocks[-1].append(row)
        elif place == 0:
            below = _forest([each for each in table.rows if not each.is_total])
            yield from _compared(table, row, below)
        elif row.is_sum_of_all:
            yield from _compared(table, row, _whole(blocks, sums))
        else:
            yield from _compared(table, row, _forest(blocks[-1]))
            sums.append(row)
            blocks.append([])
    for node in _all(_forest([row for row in table.rows if not row.is_total])):
        if node.parts and not node.is_open:
            yield from _compared(table, node.row, node.parts)


def _whole(blocks: list[list[Row]], sums: list[Row]) -> list[_Node]:
    """Return what a sum of all is the sum of: the sums of parts, and what stands in none."""
    return [*(_Node(row, 0) for row in sums), *_forest(blocks[-1])]


def _compared(table: Table, row: Row, parts: list[_Node]) -> Iterator[Gap]:
    for place in table.sums:
        said = row.numbers[place]
        found = _sum(parts, place)
        if said is not None and found is not None and said.value != found:
            label = row.label or row.mark
            yield Gap(row.line, label, table.columns[place].full, said.value, found)


def _sum(parts: list[_Node], place: int) -> Decimal | None:
    """Return the sum of a column over some rows; None where none of them says anything."""
    values = [value for part in parts if (value := _value(part, place)) is not None]
    return sum(values, Decimal()) if values else None


def _value(node: _Node, place: int) -> Decimal | None:
    own = node.row.numbers[place]
    if own is not None:
        return own.value
    return None if node.is_open else _sum(node.parts, place)


def _forest(rows: list[Row]) -> list[_Node]:
    """Return the rows as trees by their marks: I over 1 over a; rows without marks are equals."""
    levels = [_level(row) for row in rows]
    deepest = _UNMARKED if any(level is not None for level in levels) else 0
    trees: list[_Node] = []
    above: list[_Node] = []
    for row, level in zip(rows, levels, strict=True):
        node = _Node(row, deepest if level is None else level)
        while above and above[-1].level >= node.level:
            above.pop()
        (above[-1].parts if above else trees).append(node)
        above.append(node)
    return trees


def _level(row: Row) -> int | None:
    mark = row.mark.strip().rstrip(".)").lstrip("(")
    if not mark and (found := _BEFORE.match(row.label)):
        mark = found[1].strip("()")
    return next((n for n, form in enumerate(_LEVELS) if form.fullmatch(mark)), None)


def _all(trees: list[_Node]) -> Iterator[_Node]:
    for node in trees:
        yield node
        yield from _all(node.parts)


# Columns.


def _by_columns(table: Table) -> Iterator[Gap]:
    for place, parts in _sum_columns(table):
        for row in table.rows:
            said = row.numbers[place]
            given = [each.value for part in parts if (each := row.numbers[part]) is not None]
            if said is not None and given and said.value != sum(given, Decimal()):
                label = row.label or row.mark
                found = sum(given, Decimal())
                yield Gap(row.line, label, table.columns[place].full, said.value, found)


def _sum_columns(table: Table) -> Iterator[tuple[int, list[int]]]:
    """Yield each column that says to be a sum, with the columns whose sum it is.

    Those are its neighbours in its group; without a group all on its one side, where the others
    have no groups either.
    """
    for place in table.sums:
        column = table.columns[place]
        if not _SUM_COLUMN.fullmatch(without_accents(column.name)):
            continue
        others = [c for c in table.sums if c != place and table.columns[c].group == column.group]
        before = [c for c in others if c < place]
        parts = others if column.group else before or others
        if len(parts) > 1:
            yield place, parts
