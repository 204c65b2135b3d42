"""Reading shapes: what the agency confirmed of a kind, and what a matter says by its shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dienhong.organisation.models import Person
from dienhong.publication import figures, rules, rules_shapes, shapes
from dienhong.publication.models import FigureTable, KindShape, Matter
from dienhong.publication.rules import Term
from dienhong.publication.shapes import BY_CODE, Shape
from dienhong.regulation import queries as regulation
from dienhong.regulation.queries import Item


@dataclass(frozen=True, slots=True)
class Choice:
    """A listed kind with the shapes that its words propose and those that were confirmed."""

    item: Item
    confirmed: KindShape | None

    @property
    def shapes(self) -> list[Shape]:
        """Return the confirmed shapes, or else the proposed ones."""
        if self.confirmed is not None:
            return self.confirmed.meant
        return [BY_CODE[code] for code in shapes.proposed(self.item.value)]

    @property
    def sub_kinds(self) -> list[str]:
        """Return the confirmed sub-kinds, or else those that the kind's own words list."""
        if self.confirmed is not None:
            return list(self.confirmed.sub_kinds)
        return [
            each for shape in self.shapes for each in shapes.sub_kinds_in(self.item.value, shape)
        ]


def choices(kinds: Iterable[Item]) -> list[Choice]:
    """Return the kinds in force with what was proposed and confirmed, in one query."""
    held = {row.kind_source: row for row in KindShape.objects.all()}
    return [Choice(item, held.get(item.key)) for item in kinds]


def of_kind(kind_source: str) -> KindShape | None:
    """Return what was confirmed of a kind."""
    return KindShape.objects.filter(kind_source=kind_source).first()


def first_shape(kind_source: str) -> str:
    """Return the shape of a new matter: the one that was confirmed, if it is only one."""
    confirmed = of_kind(kind_source)
    return confirmed.shapes[0] if confirmed and len(confirmed.shapes) == 1 else ""


def fit(matter: Matter) -> None:
    """Let a matter keep its shape only while that is one of its kind's; a new one gets its first.

    Details and table of another shape go.
    """
    confirmed = of_kind(matter.kind_source)
    offered = confirmed.shapes if confirmed else []
    if matter.shape in offered:
        return
    matter.shape, matter.details, matter.personal = first_shape(matter.kind_source), {}, False
    FigureTable.objects.filter(matter=matter).delete()


def own_run(matter: Matter) -> Term | None:
    """Return the run that a shape has of its own, said by the agency; None for all others.

    "Unless a law says otherwise" goes before: a special case has its run already.
    """
    shape = BY_CODE.get(matter.shape)
    if shape is None or not shape.run or matter.special:
        return None
    found = regulation.quantity(shape.run, matter.version, matter.decided_on)
    term = None
    if found is not None:
        beside = found.beside.source if found.beside else None
        term = Term(found.value, found.unit, found.source, found.to_confirm, beside)
    return rules.check_term_known(term, "thời gian công khai bản kê khai")


def content_of(matter: Matter) -> dict[str, Any]:
    """Return what a shape adds to the content that people read, for its commitment."""
    if not matter.shape:
        return {}
    table = figures.table_of(matter)
    return {
        "shape": matter.shape,
        "details": matter.details,
        "table": [table.title, table.unit, table.year, table.digest, table.reason] if table else [],
    }


def names_found(matter: Matter) -> list[str]:
    """Return the people of the office whom title or summary of a result of a case names."""
    if matter.shape != shapes.CASE_RESULT:
        return []
    names = Person.objects.values_list("name", flat=True)
    return rules_shapes.names_in(f"{matter.title}\n{matter.summary}", list(names))


def check_complete(matter: Matter) -> None:
    """Refuse to sign what does not say yet what its shape asks for, or names people unread."""
    shape = BY_CODE.get(matter.shape)
    if shape is None:
        return
    has_table = figures.table_of(matter) is not None
    missed = rules_shapes.missing(shape, matter.details, has_table=has_table)
    rules_shapes.check_described(missed, matter.kind)
    read = matter.details.get("names", [])
    rules_shapes.check_names_read(names_found(matter), read, matter.kind)


def forget(matter: Matter) -> None:
    """Take what a shape adds out, for good: it was withdrawn."""
    Matter.objects.filter(pk=matter.pk).update(details={})
    matter.details = {}
    FigureTable.objects.filter(matter=matter).delete()


_SAID = {
    "sub_kind": "việc nhân sự",
    "issuer": "cơ quan ban hành",
    "number": "số",
    "dated_on": "ngày",
    "period": "kỳ",
    "in_force_on": "có hiệu lực từ",
}


def said(matter: Matter) -> str:
    """Return what a matter says by its shape, on one line; "" where it has none."""
    shape = BY_CODE.get(matter.shape)
    if shape is None:
        return ""
    parts = [
        f"{label} {_say(matter.details[name])}"
        for name, label in _SAID.items()
        if matter.details.get(name)
    ]
    table = figures.table_of(matter)
    if table is not None:
        parts.append(f"bảng «{table.title}» năm {table.year}, {table.size} dòng, {table.unit}")
    if matter.personal:
        parts.append("về cá nhân")
    return ": ".join(filter(None, (shape.label, "; ".join(parts))))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of a matter shows by its shape."""

    shape: Shape
    facts: list[tuple[str, str]]
    table: FigureTable | None


_FACTS = {
    "sub_kind": "Việc nhân sự",
    "issuer": "Cơ quan ban hành",
    "number": "Số văn bản",
    "dated_on": "Ngày văn bản",
    "period": "Kế hoạch của kỳ",
    "in_force_on": "Có hiệu lực từ",
}


def shown(matter: Matter) -> Shown:
    """Return what a page shows of a matter that has a shape."""
    details = matter.details
    facts = [(label, _say(details[name])) for name, label in _FACTS.items() if details.get(name)]
    has_table = matter.shape == shapes.FIGURES
    return Shown(BY_CODE[matter.shape], facts, figures.table_of(matter) if has_table else None)


def on_paper(matter: Matter) -> list[str]:
    """Return what the sheet for the board says besides title and summary, a line each."""
    if not matter.shape:
        return []
    found = shown(matter)
    lines = [f"{label}: {said}." for label, said in found.facts]
    if found.table is not None:
        table = found.table
        lines.append(
            f"Bảng số liệu: {table.title}, năm {table.year}, đơn vị tính {table.unit}, "
            f"{table.size} dòng; xem tại trang của việc này."
        )
        lines += [f"Số cộng lệch như trong văn bản gốc: {gap}." for gap in table.gaps]
    return lines


def _say(value: str) -> str:
    """Return a detail as people read it: days are kept as ISO writes them."""
    try:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value
