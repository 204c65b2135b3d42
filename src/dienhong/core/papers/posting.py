"""The sheet that hangs on the board, and the minutes of hanging it there."""

from dataclasses import dataclass
from datetime import date, datetime

from dienhong.core.days.say import say_day
from dienhong.core.journal.fingerprint import parse_fingerprint
from dienhong.core.papers import wording
from dienhong.core.papers.paper import (
    Block,
    Facts,
    Fingerprint,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    PostingBox,
    Signer,
    Steps,
    Table,
)

_GROUP_OF_DIGEST = 8  # hexadecimal digits that an eye can compare at a time
_COMPARED = "Dấu sổ của nhật ký hệ thống sau khi ghi mục này, người ký đã đối chiếu với màn hình:"


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a notice: its name and its SHA-256 in hexadecimal (may be empty on a sheet)."""

    name: str
    sha256: str = ""

    @property
    def digest_groups(self) -> str:
        """The digest in groups of eight digits, to be compared by eye."""
        starts = range(0, len(self.sha256), _GROUP_OF_DIGEST)
        return " ".join(self.sha256[start : start + _GROUP_OF_DIGEST] for start in starts)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A clerical error that was mended after the sheet was hung; ``entry`` is the journal's."""

    on: date
    what: str
    before: str
    after: str
    ground: str
    entry: int
    material: bool = False  # it changed what people have to know


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Days on which a sheet did not hang as it must; ``again`` is None while it does not.

    ``entries`` are the journal's, of the finding and of hanging again.
    """

    since: date
    what: str
    found_on: date
    found_by: str
    again: datetime | None
    entries: tuple[int, ...]

    @property
    def said(self) -> str:
        """Say what was found, by whom, and since when it hangs again."""
        entries = ", ".join(str(number) for number in self.entries)
        again = f"Dán lại hồi {self.again:%H:%M ngày %d/%m/%Y}" if self.again else "Chưa dán lại"
        found = f"{self.found_by} phát hiện ngày {self.found_on:%d/%m/%Y}"
        return f"{self.what}; {found}. {again}. Sổ ghi mục {entries}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is made public. ``summary`` may hold any blocks, tables too.

    ``kind`` is the content kind in the regulation's words and ``kind_clause`` the provision
    that lists it, as people cite it ("Điều 9 khoản 3 Quy chế …"). ``decision_number`` may be
    empty.
    """

    title: str
    kind: str
    kind_clause: str
    decision_on: date
    decision_number: str = ""
    decision_kind: str = "Quyết định"
    summary: tuple[Block, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    full_text_at: str = ""
    corrections: tuple[Corrected, ...] = ()

    @property
    def decision(self) -> str:
        """``Quyết định số 05/QĐ-VP ngày 28 tháng 01 năm 2026``."""
        return wording.decision_words(self.decision_kind, self.decision_number, self.decision_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingTerm:
    """Where and how long a sheet hangs.

    It is put up on ``posted_on``; ``counted_from`` is the first day that counts towards
    ``days`` (consecutive, counted in ``unit``) and ``last_day`` the last one on which it must hang.
    """

    place: str
    posted_on: date
    counted_from: date
    last_day: date
    days: int
    clause: str
    unit: str = "ngày"  # or "ngày làm việc"
    replaced_on: date | None = None  # the day on which a corrected sheet was hung in its place
    gaps: tuple[Gap, ...] = ()
    # The run that counts now, where it is another one: its start and its last day.
    run: tuple[date, date] | None = None

    @property
    def span(self) -> str:
        """``Niêm yết từ thứ Hai 05/01/2026 đến hết Chủ nhật 25/01/2026``."""
        return f"Niêm yết từ {say_day(self.posted_on)} đến hết {say_day(self.last_day)}"

    @property
    def minimum(self) -> str:
        """``Ít nhất 20 ngày liên tục, tính từ ngày 06/01/2026 (…)``."""
        start = f"{self.counted_from:%d/%m/%Y}"
        return f"Ít nhất {self.days} {self.unit} liên tục, tính từ ngày {start} ({self.clause})"

    @property
    def stays(self) -> str:
        """``Không gỡ trước ngày 26/01/2026``."""
        return f"Không gỡ trước ngày {wording.first_day_off(self.last_day):%d/%m/%Y}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationDue:
    """Until when a matter had to be made public, and how that day was counted.

    ``working_days_late`` is for people only; whether it is late follows from the dates.
    ``published_on`` is the day that counts, where the matter was public before this posting;
    ``carried_over`` matters ran before the office began here and are never called late.
    """

    on: date
    clause: str
    working_days_late: int = 0
    published_on: date | None = None
    carried_over: bool = False
    steps: Steps | None = None

    def verdict(self, posted_on: date) -> str:
        """Say whether a posting on ``posted_on`` was in time."""
        if (self.published_on or posted_on) <= self.on:
            return "Đúng hạn"
        if self.carried_over:
            return "Việc mang sang từ trước ngày dùng hệ thống, không tính là trễ"
        late = f" {self.working_days_late} ngày làm việc" if self.working_days_late else ""
        return f"Trễ hạn{late}"


@dataclass(frozen=True, slots=True)
class Present:
    """A person named in minutes. An empty ``name`` is a line to be filled by hand."""

    name: str = ""
    office: str = ""

    @property
    def said(self) -> str:
        """``Lý Thuý Hằng, chuyên viên Phòng Tổng hợp``."""
        return ", ".join(filter(None, (self.name, self.office)))


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalMark:
    """The journal's entry for an act and the journal's fingerprint right after it.

    ``fingerprint`` has twelve groups of four digits (``core.journal.fingerprint``) and
    ``confirmation`` is the code of the technical confirmation, if one was written.
    """

    entry: int
    fingerprint: str
    confirmation: str = ""


def notice_sheet(
    letterhead: Letterhead,
    matter: Matter,
    term: PostingTerm,
    *,
    posted_by: str,
    link: str,
    signer: Signer,
) -> Paper:
    """Return the sheet that hangs on the board (tờ niêm yết).

    ``link`` is the address that the QR code opens: the notice's page, where anyone can
    check it and report an empty board.
    """
    opening = f"Thực hiện {matter.kind_clause}, {letterhead.issuing_body} công khai nội dung sau:"
    return Paper(
        letterhead=letterhead,
        kind="THÔNG BÁO",
        about=matter.title,
        body=(
            Paragraph(opening),
            Facts((("Nội dung công khai", matter.kind), ("Văn bản", matter.decision))),
            *matter.summary,
            *_attached(matter.files),
            Paragraph(_where_to_read(matter)),
        ),
        signers=(signer,),
        recipients=(f"Niêm yết tại {term.place};", "Lưu: VT."),
        foot=PostingBox(link, _box_lines(term, posted_by, link)),
    )


def posting_minutes(
    letterhead: Letterhead,
    matter: Matter,
    term: PostingTerm,
    *,
    at: datetime,
    present: tuple[Present, Present],
    record: tuple[PublicationDue, JournalMark],
) -> Paper:
    """Return the minutes of hanging a sheet up (biên bản niêm yết).

    ``at`` is local time; ``present`` are the one who posts and the witness; ``record`` is
    the due date and the journal's mark.
    """
    due, mark = record
    return Paper(
        letterhead=letterhead,
        kind="BIÊN BẢN",
        about=f"Niêm yết thông báo “{matter.title}”",
        body=(
            Paragraph(f"Hồi {wording.hour_words(at)}, tại {term.place}, những người có mặt:"),
            present_facts(("Người niêm yết", "Người chứng kiến"), present),
            *_what_was_posted(matter),
            *_how_long(term, due),
            *_corrected(matter.corrections, term),
            *_gaps(term, 4 if matter.corrections else 3),
            *journal_part(f"{3 + bool(matter.corrections) + bool(term.gaps)}. Ghi nhận", mark),
            *closing(mark),
        ),
        signers=(
            Signer("Người chứng kiến", present[1].name),
            Signer("Người niêm yết", present[0].name),
        ),
    )


def present_facts(labels: tuple[str, str], people: tuple[Present, Present]) -> Facts:
    """Return those present, each under the label of what they do."""
    return Facts(tuple(zip(labels, (person.said for person in people), strict=True)))


def journal_part(title: str, mark: JournalMark) -> tuple[Block, ...]:
    """Return the part of minutes that holds the journal's entry and fingerprint."""
    return (
        Heading(title),
        Facts((("Số mục trong nhật ký", str(mark.entry)),)),
        Fingerprint(parse_fingerprint(mark.fingerprint), _COMPARED),
    )


def closing(mark: JournalMark) -> tuple[Block, ...]:
    """Return the last words of minutes, and what a technical confirmation does not replace."""
    code = f" {mark.confirmation}" if mark.confirmation else ""
    return (
        Paragraph(
            f"Xác nhận kỹ thuật{code} chỉ để đối chiếu, không thay biên bản, chữ ký và con dấu."
        ),
        Paragraph(
            "Biên bản đã được đọc lại cho những người có mặt cùng nghe, công nhận là đúng và cùng "
            "ký tên./."
        ),
    )


def _attached(files: tuple[AttachedFile, ...]) -> tuple[Block, ...]:
    if not files:
        return ()
    rows = tuple((str(place), file.name) for place, file in enumerate(files, 1))
    return (Table(("Số TT", "Tài liệu kèm theo"), rows, numeric=(0,)),)


def _where_to_read(matter: Matter) -> str:
    at = f"xem tại {matter.full_text_at}, hoặc " if matter.full_text_at else ""
    return f"Toàn văn và tài liệu kèm theo: {at}quét mã ở cuối tờ này./."


def _box_lines(term: PostingTerm, posted_by: str, link: str) -> tuple[str, ...]:
    return (
        f"{term.span}.",
        f"{term.place}. {term.minimum}.",
        f"{term.stays}. Người niêm yết: {posted_by}.",
        "Quét mã để mở trang công khai của thông báo; hoặc mở:",
        link,
    )


def _what_was_posted(matter: Matter) -> tuple[Block, ...]:
    facts = Facts(
        (
            ("Tên", matter.title),
            ("Nội dung công khai", f"{matter.kind} ({matter.kind_clause})"),
            ("Văn bản", matter.decision),
        )
    )
    rows = tuple((file.name, file.digest_groups) for file in matter.files)
    files = (Table(("Tệp đã niêm yết", "Mã SHA-256"), rows),) if rows else ()
    return (Heading("1. Nội dung niêm yết"), facts, *files)


def _corrected(corrections: tuple[Corrected, ...], term: PostingTerm) -> tuple[Block, ...]:
    """Say what was mended since the sheet was hung, and that its run went on."""
    if not corrections:
        return ()
    rows = tuple(
        (
            f"Ngày {each.on:%d/%m/%Y}, {each.what}",
            f"«{each.before}» thành «{each.after}». Lý do: {each.ground}. Sổ ghi mục {each.entry}",
        )
        for each in corrections
    )
    sheet = (
        f"Tờ niêm yết theo bản đính chính được dán thay ngày {term.replaced_on:%d/%m/%Y}."
        if term.replaced_on
        else "Tờ niêm yết chưa được dán thay."
    )
    said = f"{_of_the_run(corrections)} {sheet}"
    return (Heading("3. Đính chính sau khi niêm yết"), Facts(rows), Paragraph(said))


def _of_the_run(corrections: tuple[Corrected, ...]) -> str:
    days = [f"{each.on:%d/%m/%Y}" for each in corrections if each.material]
    if not days:
        return "Đính chính chỗ ghi nhầm không làm ngắt đợt niêm yết."
    return (
        f"Đính chính ngày {', '.join(days)} làm đổi điều phải biết: đợt niêm yết tính lại từ ngày "
        "dán tờ theo bản đính chính."
    )


def _gaps(term: PostingTerm, number: int) -> tuple[Block, ...]:
    """Say when the sheet did not hang, and which run counts since."""
    if not term.gaps:
        return ()
    rows = tuple((f"Từ ngày {gap.since:%d/%m/%Y}", gap.said) for gap in term.gaps)
    now = "Chưa có đợt niêm yết nào đang tính."
    if term.run:
        start, last = term.run
        now = (
            f"Đợt niêm yết tính lại từ {say_day(start)}, đến hết {say_day(last)} "
            f"({term.days} {term.unit} liên tục, {term.clause})."
        )
    return (Heading(f"{number}. Đứt quãng"), Facts(rows), Paragraph(now))


def _how_long(term: PostingTerm, due: PublicationDue) -> tuple[Block, ...]:
    rows = (
        ("Thời hạn", term.minimum),
        ("Từ", say_day(term.posted_on)),
        ("Đến hết", f"{say_day(term.last_day)}. {term.stays}"),
        ("Hạn công khai", f"chậm nhất là {say_day(due.on)} ({due.clause})"),
        ("Đối chiếu với hạn", due.verdict(term.posted_on)),
    )
    steps = (due.steps,) if due.steps else ()
    return (Heading("2. Thời hạn niêm yết"), Facts(rows), *steps)
