"""The sheets of a board for citizens: one procedure with its parts, and the list of all."""

from dataclasses import dataclass
from datetime import date

from dienhong.core.papers.paper import (
    Block,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    PostingBox,
    Table,
)

_WORTH = "Bản in của trang niêm yết. Khác nhau thì theo trang ở địa chỉ trên."


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a board: its name, the provision that demands it, and what it says."""

    label: str
    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """What a sheet says of a procedure; ``number`` is the edition's, hanging since ``since``."""

    name: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    number: int
    since: date


def procedure_sheet(letterhead: Letterhead, procedure: Procedure, *, link: str) -> Paper:
    """Return the sheet of one procedure; ``link`` is its public page, with the files."""
    facts: tuple[Block, ...] = (Facts(procedure.facts),) if procedure.facts else ()
    parts = (
        block
        for place, part in enumerate(procedure.parts, 1)
        for block in _part(f"{place}. {part.label} ({part.clause})", part.words)
    )
    return Paper(
        letterhead=letterhead,
        kind="NIÊM YẾT THỦ TỤC",
        about=procedure.name,
        body=(*facts, *parts),
        signers=(),
        worth=_WORTH,
        foot=PostingBox(
            link,
            (
                f"Niêm yết từ ngày {procedure.since:%d/%m/%Y}, bản số {procedure.number}.",
                "Quét mã để xem bản mới nhất và tải mẫu, tệp; hoặc mở:",
                link,
            ),
        ),
    )


def _part(heading: str, words: str) -> tuple[Block, ...]:
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return (Heading(heading), *(Paragraph(line) for line in lines))


def list_of_procedures(
    letterhead: Letterhead,
    rows: tuple[tuple[str, str, str, str], ...],
    *,
    clauses: tuple[str, ...],
    link: str,
) -> Paper:
    """Return the list of all procedures: number, name, department, working days of each."""
    header = ("Số TT", "Thủ tục", "Phòng phụ trách", "Số ngày làm việc")
    by = f"Thực hiện {'; '.join(clauses)}. " if clauses else ""
    return Paper(
        letterhead=letterhead,
        kind="DANH MỤC",
        about="Thủ tục niêm yết cho công dân, tổ chức",
        body=(
            Paragraph(f"{by}Mỗi thủ tục có một tờ riêng ở bảng và một trang, mở bằng mã dưới đây."),
            Table(header, rows, numeric=(0, 3)),
        ),
        signers=(),
        worth=_WORTH,
        foot=PostingBox(link, ("Quét mã để tìm thủ tục, tải mẫu, tệp; hoặc mở:", link)),
    )
