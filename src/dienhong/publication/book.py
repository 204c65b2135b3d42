"""What the year book says: all that was published in a year, numbered, by kind of content.

A number is never given anew. Of a personal notice whose term is over, and of what was withdrawn,
the number stays and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dienhong.core.papers.paper import (
    Block,
    Contents,
    Heading,
    Paper,
    Paragraph,
    Signer,
    Table,
)
from dienhong.core.plain import one_line
from dienhong.organisation import letterheads
from dienhong.organisation.actions import title_of
from dienhong.organisation.functions import Function
from dienhong.organisation.queries import agency
from dienhong.publication import queries
from dienhong.publication.hanging import THIS_SYSTEM
from dienhong.publication.models import Matter, Posting
from dienhong.publication.rules import Stage
from dienhong.regulation.law import say_citation

OVER = "đã hết thời hạn niêm yết"
WITHDRAWN = "thu hồi"
COLUMNS = (
    "Số thứ tự",
    "Loại nội dung",
    "Điều khoản",
    "Tên việc, văn bản",
    "Số văn bản",
    "Ngày văn bản",
    "Ngày công khai",
    "Đợt công khai, niêm yết",
    "Hình thức",
    "Người công khai",
    "Ghi chú",
)
_LONGEST_HEADING = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the book; ``note`` alone stands in one whose words are gone."""

    number: int
    kind: str
    clause: str
    note: str = ""
    title: str = ""
    document: str = ""
    decided_on: str = ""
    published_on: str = ""
    runs: tuple[str, ...] = ()
    forms: str = ""
    publisher: str = ""


def lines_of(year: int) -> list[Line]:
    """Return the book of a year, in the order in which things were published."""
    rows = queries.published_in(year).select_related("published_by").prefetch_related("postings")
    return [_line(number, row) for number, row in enumerate(rows, 1)]


def _line(number: int, row: Matter) -> Line:
    kind, clause = one_line(row.kind_label), say_citation(row.kind)
    if row.stage == Stage.WITHDRAWN or row.left_on is not None:
        note = WITHDRAWN if row.stage == Stage.WITHDRAWN else OVER
        return Line(number=number, kind=kind, clause=clause, note=note)
    return Line(
        number=number,
        kind=kind,
        clause=clause,
        title=row.title,
        document=row.decision_number,
        decided_on=_said(row.decided_on),
        published_on=_said(row.published_on),
        runs=tuple(_run(each) for each in row.postings.all()),
        forms="; ".join([THIS_SYSTEM, *(each["said"] for each in row.forms_said)]),
        publisher=row.published_by.name if row.published_by else "",
    )


def _said(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _run(row: Posting) -> str:
    end = _said(row.ends_on) or "đang đứt quãng"
    span = f"{_said(row.posted_on)} đến {end}"
    return span if row.electronic else f"{span}, {row.place}"


def rows_of(year: int) -> Iterator[tuple[object, ...]]:
    """Yield the book as a table for a file, its header first."""
    yield COLUMNS
    for line in lines_of(year):
        yield (
            line.number,
            line.kind,
            line.clause,
            line.title,
            line.document,
            line.decided_on,
            line.published_on,
            "; ".join(line.runs),
            line.forms,
            line.publisher,
            line.note,
        )


def paper(year: int, made_on: date) -> tuple[Paper, int]:
    """Return the book as a paper, and how many lines it has."""
    lines = lines_of(year)
    office = agency()
    head = letterheads.letterhead(office, symbol=letterheads.symbol_of(office, "SCK"))
    book = Paper(
        letterhead=head,
        kind="SỔ CÔNG KHAI",
        about=f"Việc đã công khai trong năm {year}",
        running=f"Sổ công khai năm {year}, {office.name}",
        body=tuple(_body(lines, year, made_on)),
        signers=(Signer(title_of(Function.CHIEF)),),
    )
    return book, len(lines)


def _body(lines: list[Line], year: int, made_on: date) -> Iterator[Block]:
    yield Paragraph(
        f"Năm {year} có {len(lines)} việc được công khai, đánh số theo thứ tự công khai, xếp theo "
        f"loại nội dung. Lập ngày {made_on:%d/%m/%Y} theo sổ ghi của cơ quan. Thông báo về cá nhân "
        "đã hết thời hạn và việc đã thu hồi chỉ còn số."
    )
    kinds = sorted({line.kind for line in lines}, key=lambda kind: _first(kind, lines))
    if kinds:
        yield Contents("Mục lục")
    for place, kind in enumerate(kinds, 1):
        yield Heading(f"{place}. {_shortened(kind)}")
        yield Table(
            ("Số", "Việc đã công khai", "Điều khoản, hình thức", "Công khai"),
            tuple(_row(line) for line in lines if line.kind == kind),
            numeric=(0,),
        )


def _first(kind: str, lines: Iterable[Line]) -> int:
    return next(line.number for line in lines if line.kind == kind)


def _shortened(kind: str) -> str:
    return kind if len(kind) <= _LONGEST_HEADING else f"{kind[:_LONGEST_HEADING].rstrip()}…"


def _row(line: Line) -> tuple[str, str, str, str]:
    number = str(line.number)
    if line.note:
        return number, line.note, line.clause, ""
    dated = f"Ngày {line.decided_on}" if not line.document else ""
    document = f"Số {line.document}, ngày {line.decided_on}" if line.document else dated
    return (
        number,
        f"{line.title}\n{document}",
        f"{line.clause}\n{line.forms}",
        "\n".join((*line.runs, line.publisher)),
    )
