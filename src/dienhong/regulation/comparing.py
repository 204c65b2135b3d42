"""Comparing two regulations by procedure: what differs, for the better or worse, and what applies.

Pure. Two versions of one agency, or the regulations of two: each side is what it sets itself; the
law of the day is the same for both, and is combined with each.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any

from dienhong.core.citation import Citation, address_of
from dienhong.core.law.finding.finding import Finding
from dienhong.core.law.tree import Tree
from dienhong.core.plain import one_line
from dienhong.regulation import law, vocabulary
from dienhong.regulation.combining import Relation, Value, combine, compare, say_value
from dienhong.regulation.cues import find_in
from dienhong.regulation.vocabulary import Direction, Parameter, Type

LawOf = Callable[[Parameter], tuple[Value, ...]]


class Change(StrEnum):
    """How what the second regulation sets stands to what the first sets."""

    SAME = "same"
    STRONGER = "stronger"
    WEAKER = "weaker"
    DIFFERENT = "different"  # neither is certainly the stronger
    REWORDED = "reworded"
    ONLY_FIRST = "only_first"
    ONLY_SECOND = "only_second"


CHANGES = {
    Change.SAME: "giống nhau",
    Change.STRONGER: "mạnh hơn",
    Change.WEAKER: "yếu hơn",
    Change.DIFFERENT: "khác, chưa rõ mạnh hay yếu hơn",
    Change.REWORDED: "khác câu chữ",
    Change.ONLY_FIRST: "chỉ có ở một bên",
    Change.ONLY_SECOND: "chỉ có ở một bên",
}
# Only of these can one value be stronger than another for the staff.
_ORDERED = {Direction.SHORTER, Direction.LONGER, Direction.LOWER, Direction.HIGHER}
_OF_RELATION = {
    Relation.EQUAL: Change.SAME,
    Relation.STRONGER: Change.STRONGER,
    Relation.WEAKER: Change.WEAKER,
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: how it is called, and what it sets itself, by name of the vocabulary.

    ``settled`` is what its agency settled where the regulation is silent.
    """

    title: str
    values: Mapping[str, tuple[Value, ...]]
    settled: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side sets, in words, with its provisions; empty where it sets nothing."""

    said: str = ""
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that either side sets.

    ``said`` is the difference in words; ``applies`` what then holds, where that is not just
    what each side says; ``effect`` what the office does by the second.
    """

    meant: Parameter
    change: Change
    said: str
    first: Cell
    second: Cell
    applies: str = ""
    effect: str = ""

    @property
    def sentence(self) -> str:
        """Return the whole in one line: "Thời hạn: từ 5 xuống 3 ngày làm việc; mạnh hơn"."""
        return f"{self.meant.label}: {self.said}"

    @property
    def short(self) -> str:
        """Return the difference where what each side sets stands beside it."""
        is_one_sided = self.change in {Change.ONLY_FIRST, Change.ONLY_SECOND}
        return self.said.partition(": ")[0] if is_one_sided else self.said


@dataclass(frozen=True, slots=True)
class Group:
    """What one procedure reads: the rows that differ, and how many do not."""

    code: str
    label: str
    rows: tuple[Row, ...]
    same: int


def by_name(rows: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    """Return values with their names as a side holds them."""
    found: dict[str, list[Value]] = {}
    for name, value in rows:
        found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def side_of_profile(title: str, profile: Mapping[str, Any]) -> Side:
    """Return a profile as a side: what was found, corrected or entered, not what was left open."""
    rows = (
        (row["name"], _of_profile(row)) for row in profile["parameter"] if row["origin"] != "open"
    )
    return Side(title, by_name(rows))


def _of_profile(row: Mapping[str, Any]) -> Value:
    source = Citation("quy-che", row["address"])
    return Value(row["value"], row.get("unit", ""), row.get("bound", ""), source)


def side_of_tree(title: str, tree: Tree) -> Side:
    """Return all that is found in a text as a side, as read: nobody has confirmed it."""
    return Side(title, by_name((each.name, _of_finding(each)) for each in find_in(tree)))


def _of_finding(one: Finding) -> Value:
    source = Citation("quy-che", address_of(one.part, one.address))
    return Value(one.value, one.unit, one.bound, source)


def no_law(_meant: Parameter) -> tuple[Value, ...]:
    """Set nothing: two texts are compared by what they say themselves."""
    return ()


def law_on(day: date) -> LawOf:
    """Return how to ask what the law of ``day`` sets."""
    return lambda meant: tuple(
        figure.as_value(day) for figure in law.parameters_on(meant.name, day)
    )


def group_by_procedure(first: Side, second: Side, by_law: LawOf) -> tuple[Group, ...]:
    """Return what differs between two regulations, by the procedure that it is for.

    ``by_law`` gives what the law of the day sets. A parameter of several procedures stands with the
    first of them. Procedures of which neither side says anything are left out.
    """
    rows: dict[str, list[Row]] = {code: [] for code in vocabulary.PROCEDURES}
    for meant in vocabulary.ALL:
        rows[meant.procedures[0]] += _rows(meant, first, second, by_law(meant))
    return tuple(_group(code, found) for code, found in rows.items() if found)


def _group(code: str, rows: list[Row]) -> Group:
    differing = tuple(row for row in rows if row.change is not Change.SAME)
    return Group(code, vocabulary.PROCEDURES[code], differing, len(rows) - len(differing))


def _rows(meant: Parameter, first: Side, second: Side, by_law: tuple[Value, ...]) -> list[Row]:
    ours, theirs = first.values.get(meant.name, ()), second.values.get(meant.name, ())
    if not ours and not theirs:
        return []
    if meant.type is Type.DUTY:
        return [_duty(meant, (ours, theirs), (first, second), by_law)]
    if meant.is_list:
        return _items(meant, (ours, theirs), (first, second), by_law)
    return [_quantity(meant, (first, second), by_law[0] if by_law else None)]


# Numbers, shares, ranges.


def _quantity(meant: Parameter, sides: tuple[Side, Side], by_law: Value | None) -> Row:
    own = [next(iter(side.values.get(meant.name, ())), None) for side in sides]
    change = _change(meant, own[0], own[1])
    applied = [_applied(meant, side, by_law) for side in sides]
    differs = _said(meant, applied[0]) != _said(meant, applied[1])
    return Row(
        meant,
        change,
        _difference(meant, change, own, sides),
        _cell(meant, own[0]),
        _cell(meant, own[1]),
        applies=""
        if applied == own and all(own)
        else _applies(meant, applied, sides, differs=differs),
        effect=vocabulary.effect_of(meant, _said(meant, applied[1])) if differs else "",
    )


def _applied(meant: Parameter, side: Side, by_law: Value | None) -> Value | None:
    own = next(iter(side.values.get(meant.name, ())), None) or side.settled.get(meant.name)
    return combine(meant, own, by_law).applied


def _change(meant: Parameter, first: Value | None, second: Value | None) -> Change:
    if first is None or second is None:
        return Change.ONLY_SECOND if first is None else Change.ONLY_FIRST
    if _said(meant, first) == _said(meant, second):
        return Change.SAME
    if meant.direction not in _ORDERED:
        return Change.DIFFERENT
    return _OF_RELATION.get(compare(meant, second, first), Change.DIFFERENT)


def _difference(
    meant: Parameter, change: Change, own: list[Value | None], sides: tuple[Side, Side]
) -> str:
    first, second = own
    if first is None or second is None:
        side, value = (sides[0], first) if second is None else (sides[1], second)
        return f"chỉ {side.title} đặt: {_said(meant, value)}"
    if change is Change.SAME:
        return f"{_said(meant, first)}; {CHANGES[change]}"
    return f"{_from_to(meant, first, second)}; {CHANGES[change]}"


def _from_to(meant: Parameter, first: Value, second: Value) -> str:
    """Return "từ 5 xuống 3 ngày làm việc" where both are counted alike, else both in full."""
    is_number = meant.type is not Type.RANGE
    if is_number and (first.unit, first.bound) == (second.unit, second.bound):
        way = "xuống" if Fraction(str(second.value)) < Fraction(str(first.value)) else "lên"
        return f"từ {first.value} {way} {vocabulary.say(meant, second.value, second.unit)}"
    return f"từ {_said(meant, first)} thành {_said(meant, second)}"


def _applies(
    meant: Parameter, applied: list[Value | None], sides: tuple[Side, Side], *, differs: bool
) -> str:
    said = [_said(meant, value) or "chưa có ai đặt" for value in applied]
    if not differs:
        return f"áp dụng như nhau: {said[1]}"
    return f"áp dụng: {sides[0].title} {said[0]}; {sides[1].title} {said[1]}"


def _said(meant: Parameter, value: Value | None) -> str:
    return say_value(meant, value) if value else ""


def _cell(meant: Parameter, value: Value | None) -> Cell:
    return Cell(_said(meant, value), (value.source,)) if value else Cell()


# Lists, periods: item by item.


def _items(
    meant: Parameter,
    own: tuple[tuple[Value, ...], tuple[Value, ...]],
    sides: tuple[Side, Side],
    by_law: tuple[Value, ...],
) -> list[Row]:
    ours, theirs = ({_key(value): value for value in parts(meant, values)} for values in own)
    in_law = {_key(value) for value in parts(meant, by_law)}
    rows = []
    for key in ours | theirs:
        cells = _cell(meant, ours.get(key)), _cell(meant, theirs.get(key))
        if key in ours and key in theirs:
            rows.append(Row(meant, Change.SAME, cells[1].said, *cells))
            continue
        change = Change.ONLY_FIRST if key in ours else Change.ONLY_SECOND
        side, cell = (sides[0], cells[0]) if key in ours else (sides[1], cells[1])
        applies = _BY_LAW if key in in_law else ""
        rows.append(Row(meant, change, f"chỉ {side.title} có: {cell.said}", *cells, applies))
    return rows


_BY_LAW = "luật cũng đặt: áp dụng như nhau"


def _key(value: Value) -> str:
    """Return an item without what does not count: case, spaces, the punctuation at its ends."""
    return one_line(str(value.value)).lower().strip(" .;,:")


def parts(meant: Parameter, values: tuple[Value, ...]) -> Iterator[Value]:
    """Yield the items of a list; of a form that names several channels each channel."""
    for value in values:
        codes = str(value.value).split(",") if meant is vocabulary.FORM else [value.value]
        yield from (replace(value, value=code) for code in codes)


# Duties: a side has the clause or has it not; how it is worded is for people to read.


def _duty(
    meant: Parameter,
    own: tuple[tuple[Value, ...], tuple[Value, ...]],
    sides: tuple[Side, Side],
    by_law: tuple[Value, ...],
) -> Row:
    cells = _duty_cell(own[0]), _duty_cell(own[1])
    if not all(own):
        change = Change.ONLY_FIRST if own[0] else Change.ONLY_SECOND
        side = sides[0] if own[0] else sides[1]
        applies = _BY_LAW if by_law else ""
        return Row(meant, change, f"chỉ {side.title} quy định", *cells, applies=applies)
    if {_key(value) for value in own[0]} == {_key(value) for value in own[1]}:
        return Row(meant, Change.SAME, "cả hai đều quy định", *cells)
    return Row(meant, Change.REWORDED, "cả hai đều quy định, khác câu chữ", *cells)


def _duty_cell(values: Iterable[Value]) -> Cell:
    rows = list(values)
    return Cell("; ".join(str(row.value) for row in rows), tuple(row.source for row in rows))
