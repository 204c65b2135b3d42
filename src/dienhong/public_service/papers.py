"""The papers of the boards: the sheet of one procedure, and the list of all."""

from collections.abc import Sequence
from datetime import date

from dienhong.core.citation import Citation
from dienhong.core.papers import board as papers
from dienhong.organisation.letterheads import letterhead
from dienhong.organisation.queries import agency
from dienhong.papers.draw import pdf
from dienhong.public_service.models import Edition
from dienhong.public_service.queries import ShownPart, parts_of
from dienhong.public_service.rules import Demanded
from dienhong.publication.papers import cited

NONE, MISSING = "Không có.", "Cơ quan chưa niêm yết phần này."


def said(part: ShownPart) -> str:
    """Return what a part says, in words alone: its text, that there is none, its files' names."""
    row = part.written
    if row is None or part.is_missing:
        return MISSING
    if row.is_none:
        return NONE
    names = [file.name for file in row.files.all()]
    return "\n".join(filter(None, [row.words, *(f"Tệp: {name}" for name in names)]))


def _facts(edition: Edition) -> tuple[tuple[str, str], ...]:
    days = f"{edition.working_days} ngày làm việc" if edition.working_days else ""
    rows = (
        ("Mã thủ tục", edition.code),
        ("Lĩnh vực, loại việc", edition.business),
        ("Phòng phụ trách", edition.department.name if edition.department else ""),
        ("Hạn giải quyết", days),
    )
    return tuple((label, value) for label, value in rows if value)


def sheet(edition: Edition, wanted: Sequence[Demanded], address: str) -> bytes:
    """Return the sheet of a procedure as PDF; its QR code opens ``address``."""
    assert edition.posted_on is not None
    parts = tuple(
        papers.Part(part.label, cited(str(part.source)), said(part))
        for part in parts_of(edition, wanted)
    )
    paper = papers.procedure_sheet(
        letterhead(agency(), on=edition.posted_on),
        papers.Procedure(edition.name, _facts(edition), parts, edition.number, edition.posted_on),
        link=address,
    )
    return pdf(paper)


def board(
    editions: Sequence[Edition], ordered_by: Sequence[Citation], address: str, on: date
) -> bytes:
    """Return the list of procedures as PDF; its QR code opens ``address``."""
    rows = tuple(
        (
            str(number),
            row.name,
            row.department.name if row.department else "",
            f"{row.working_days}" if row.working_days else "",
        )
        for number, row in enumerate(editions, 1)
    )
    paper = papers.list_of_procedures(
        letterhead(agency(), on=on),
        rows,
        clauses=tuple(cited(str(each)) for each in ordered_by),
        link=address,
    )
    return pdf(paper)
