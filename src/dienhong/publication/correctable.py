"""What may be corrected of a public matter (words, files, figures, postings), by what value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from dienhong.publication import corrected_tables, figures, queries
from dienhong.publication.models import Attachment, FigureTable, Matter, Posting

LINE, TEXT, DAY, KIND, FILE, TABLE, PLACE, MOMENT = (
    "line",
    "text",
    "day",
    "kind",
    "file",
    "table",
    "place",
    "moment",
)


@dataclass(frozen=True, slots=True)
class Field:
    """Something of a matter that may be corrected: ``said`` as people read it, ``shape`` how
    it is typed, ``value`` as it is written (ISO days and moments).
    """

    code: str
    label: str
    shape: str
    value: str
    said: str
    row: Attachment | FigureTable | Posting | None = None
    longest: int = 300


def fields_of(matter: Matter) -> list[Field]:
    """Return what may be corrected of a matter: its words, files, figures, board postings."""
    files_held = [_of_file(row) for row in matter.attachments.all() if row.file.erased_at is None]
    board = [row for row in matter.postings.all() if not row.electronic]
    postings = [
        field for place, row in enumerate(board, 1) for field in _of_posting(row, f"(đợt {place})")
    ]
    day = matter.decided_on
    number = matter.decision_number
    return [
        Field("title", "Tên việc, văn bản", LINE, matter.title, matter.title),
        Field("summary", "Tóm tắt cho người đọc", TEXT, matter.summary, matter.summary),
        Field("decision_number", "Số quyết định, văn bản", LINE, number, number, longest=60),
        Field("decided_on", "Ngày quyết định, văn bản", DAY, day.isoformat(), f"{day:%d/%m/%Y}"),
        Field("kind", "Loại nội dung", KIND, matter.kind_source, matter.kind_label),
        *files_held,
        *_of_table(figures.table_of(matter)),
        *postings,
    ]


def _of_file(row: Attachment) -> Field:
    return Field(
        f"file-{row.order}", f"Tệp kèm theo số {row.order}", FILE, row.file_id, row.name, row
    )


def _of_table(table: FigureTable | None) -> list[Field]:
    if table is None:
        return []
    said = corrected_tables.said(table)
    return [Field("table", "Bảng số liệu", TABLE, table.digest, said, table)]


def _of_posting(row: Posting, which: str) -> list[Field]:
    at = row.posted_at
    code = f"posting-{row.pk}"
    return [
        Field(f"{code}-place", f"Nơi niêm yết {which}", PLACE, row.place, row.place, row, 150),
        Field(
            f"{code}-moment",
            f"Giờ, ngày niêm yết {which}",
            MOMENT,
            at.isoformat(),
            say_moment(at),
            row,
        ),
    ]


def say_moment(at: datetime) -> str:
    """Return "07:30 ngày 02/03/2026"."""
    return f"{timezone.localtime(at):%H:%M ngày %d/%m/%Y}"


def field_of(matter: Matter, code: str) -> Field | None:
    """Return one of the fields that may be corrected."""
    return next((field for field in fields_of(matter) if field.code == code), None)


def kinds_of(matter: Matter) -> dict[str, str]:
    """Return the kinds of content under which the matter may stand, by key."""
    terms = queries.terms_under(matter.version, matter.decided_on)
    return {item.key: item.value for item in terms.kinds}
