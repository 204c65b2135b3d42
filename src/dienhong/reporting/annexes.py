"""The annexes of a folder for an inspection: entries, minutes, meetings' papers, evidence.

Of what was held back or withdrawn nothing is in them but the entries' own lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from dienhong.core.papers.paper import (
    Block,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Table,
)
from dienhong.duties.models import Evidence, Measure
from dienhong.meetings.models import PAPER_KINDS, MeetingPaper
from dienhong.meetings.papers import paper_of
from dienhong.meetings.rules import Stage as Written
from dienhong.papers.draw import pdf
from dienhong.publication.models import Posting
from dienhong.publication.papers import minutes
from dienhong.publication.rules import Stage
from dienhong.record.models import StoredFile
from dienhong.reporting import queries
from dienhong.reporting.binding import Piece
from dienhong.reporting.content import Content
from dienhong.reporting.figures import ANY_KIND, BY_CODE
from dienhong.reporting.models import Report

_BATCH = 500
_OF_MEETINGS = ("minutes", "conclusion")


@dataclass(frozen=True, slots=True)
class Annex:
    """What an annex is: a paper drawn here, or the file that stands for it."""

    title: str
    paper: bytes = b""
    file: StoredFile | None = None
    file_name: str = ""


def pieces(report: Report, content: Content, head: Letterhead) -> Iterator[Piece]:
    """Yield the annexes in their order, each with its number; no file twice."""
    seen: set[str] = set()
    number = 0
    for annex in _annexes(report, content, head):
        if annex.file and annex.file.digest in seen:
            continue
        number += 1
        yield _piece(annex, number, head)
        if annex.file:
            seen.add(annex.file.digest)


def _piece(annex: Annex, number: int, head: Letterhead) -> Piece:
    title = f"Phụ lục {number}. {annex.title}"
    if annex.file is None:
        return Piece(title, annex.paper)
    name = f"PL-{number:03}-{annex.file_name}"
    return Piece(title, pdf(_cover(annex, annex.file, name, head)), annex.file, name)


def _cover(annex: Annex, file: StoredFile, name: str, head: Letterhead) -> Paper:
    """Return the sheet before a file: what it is, and how to know that it is the same file."""
    pages = max(file.pages, 1)
    how = f"{pages} trang sau tờ này, in từ tệp gốc" if file.is_pictured else "chỉ có tệp gốc"
    rows = (
        ("Tệp gốc trong hồ sơ", f"phu-luc/{name}"),
        ("Nội dung", how),
        ("Mã SHA-256 của tệp", file.digest),
    )
    return _paper(head, annex.title, (Facts(rows),))


def _annexes(report: Report, content: Content, head: Letterhead) -> Iterator[Annex]:
    lists = "Các mục sổ mà mỗi số liệu đếm"
    yield Annex(lists, pdf(_paper(head, lists, _lists(content))))
    shown = "Nội dung các mục sổ"
    yield Annex(shown, pdf(_paper(head, shown, tuple(_entries(_annexed(content))))))
    if report.signed and report.signed.erased_at is None:
        yield Annex("Báo cáo, bản đã ký", file=report.signed, file_name=report.signed_name)
    yield from _postings(content)
    yield from _meetings(report)
    yield from _evidence(report)


def _paper(head: Letterhead, about: str, body: Sequence[Block]) -> Paper:
    return Paper(letterhead=head, kind="PHỤ LỤC", about=about, body=tuple(body), signers=())


# Entries.


def _annexed(content: Content) -> list[int]:
    """Return the entries that some figure counts, those of all entries of the journal apart."""
    counted = (number for number in content.numbers if not _counts_all(number.code))
    return sorted({entry for number in counted for entry in number.entries})


def _counts_all(code: str) -> bool:
    return code in BY_CODE and ANY_KIND in BY_CODE[code].kinds


def _lists(content: Content) -> list[Block]:
    blocks: list[Block] = []
    for heading, numbers in content.groups(()):
        rows = tuple(
            (number.label, number.shown, " ".join(map(str, number.entries)) or "–")
            for number in numbers
            if not _counts_all(number.code)
        )
        blocks += [Heading(heading), Table(("Số liệu", "Số", "Các mục sổ"), rows)]
    return blocks


def _entries(numbers: list[int]) -> Iterator[Block]:
    head = ("Mục", "Lúc", "Việc", "Người làm")
    for start in range(0, len(numbers), _BATCH):
        shown = queries.entries(numbers[start : start + _BATCH], None)
        rows = ((str(e.number), f"{e.at:%H:%M %d/%m/%Y}", _what(e), e.by) for e in shown)
        yield Table(head, tuple(rows), numeric=(0,))
    if not numbers:
        yield Paragraph("Không có mục nào.")


def _what(entry: queries.Shown) -> str:
    mended = "".join(f" (đính chính ở mục {number})" for number in entry.corrections)
    return f"{entry.said}{': ' if entry.thing else ''}{entry.thing}{mended}"


# Papers.


def _postings(content: Content) -> Iterator[Annex]:
    """Yield the minutes of the board postings counted; only of matters that are public now."""
    posted = content.by_code["posted"].entries if "posted" in content.by_code else ()
    for start in range(0, len(posted), _BATCH):
        rows = Posting.objects.filter(
            entry_number__in=posted[start : start + _BATCH],
            matter__stage=Stage.PUBLISHED,
            matter__left_on__isnull=True,
            electronic=False,
        )
        for posting in rows.select_related("matter", "posted_by").order_by("entry_number"):
            yield Annex(f"Biên bản niêm yết: {posting.matter.title}", minutes(posting))


def _meetings(report: Report) -> Iterator[Annex]:
    """Yield minutes and conclusions of the period's meetings: as signed, else as finished."""
    rows = MeetingPaper.objects.filter(
        kind__in=_OF_MEETINGS,
        meeting__stage__in=[Written.READY, Written.SIGNED],
        meeting__held_on__range=(report.first, report.last),
    ).select_related("meeting", "signed")
    for row in rows.order_by("meeting__held_on", "meeting__pk", "pk"):
        number = f" số {row.number}" if row.number else ""
        title = f"{PAPER_KINDS[row.kind].capitalize()}{number}: {row.meeting.title}"
        if row.signed and row.signed.erased_at is None:
            yield Annex(title, file=row.signed, file_name=row.signed_name)
        else:
            yield Annex(f"{title} (chưa có bản ký)", pdf(paper_of(row.meeting, row.kind)))


def _evidence(report: Report) -> Iterator[Annex]:
    """Yield the files that were shown as evidence in the period, and those of its measures."""
    begin, end = (_moment(report.first, time.min), _moment(report.last, time.max))
    rows = Evidence.objects.filter(
        given_at__range=(begin, end), file__isnull=False, file__erased_at=None
    ).select_related("file", "occasion__duty")
    for row in rows.order_by("given_at", "pk"):
        number = f", số {row.number}" if row.number else ""
        title = f"Chứng cứ: {row.occasion.duty.title}{number}"
        yield Annex(title, file=row.file, file_name=row.file_name)
    measures = Measure.objects.filter(
        done_on__range=(report.first, report.last), file__isnull=False, file__erased_at=None
    ).select_related("file")
    for measure in measures.order_by("done_on", "pk"):
        title = f"Chứng cứ của biện pháp: {measure.what}"
        yield Annex(title, file=measure.file, file_name=measure.file_name)


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
