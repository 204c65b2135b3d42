"""The papers of a meeting: its minutes, the notice of its conclusions, and the invitation to it."""

from dataclasses import dataclass
from datetime import date, time

from dienhong.core.days.say import say_day
from dienhong.core.papers import wording
from dienhong.core.papers.paper import (
    Block,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    PostingBox,
    Signer,
    Table,
)
from dienhong.core.papers.posting import JournalMark, Present, journal_part

_NOTHING = "Không có."


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda; ``clause`` as people cite it, empty where the office put it there."""

    words: str
    clause: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who was to come and did not."""

    name: str
    reason: str = ""
    replaced_by: str = ""

    @property
    def said(self) -> str:
        """``Nguyễn Văn Tám (đi công tác; ông Lê Chín dự thay)``."""
        told = [self.reason or "không ghi lý do"]
        if self.replaced_by:
            told.append(f"{self.replaced_by} dự thay")
        return f"{self.name} ({'; '.join(told)})"


@dataclass(frozen=True, slots=True)
class Task:
    """A task: what, who, until when; ``said`` is how it stands, where it was reviewed."""

    words: str
    owner: str
    due_on: date
    said: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion as it was voiced, and its answer or who answers until when."""

    voiced_by: str
    words: str
    answer: str = ""
    answerer: str = ""
    answer_due_on: date | None = None

    @property
    def answered(self) -> str:
        """What became of it, for the paper."""
        if self.answer:
            return self.answer
        until = f", hạn {self.answer_due_on:%d/%m/%Y}" if self.answer_due_on else ""
        return f"Giao {self.answerer} trả lời{until}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting as its papers tell it. ``serves`` are the occasions with their clauses.

    ``absent`` and ``guests`` may be empty, and so may an hour that nobody wrote down.
    """

    title: str
    held_on: date
    place: str
    chair: Present
    secretary: Present
    begins_at: time | None = None
    ends_at: time | None = None
    serves: tuple[str, ...] = ()
    present: tuple[Present, ...] = ()
    absent: tuple[Absent, ...] = ()
    guests: tuple[str, ...] = ()
    agenda: tuple[Item, ...] = ()
    reviewed: tuple[Task, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    tasks: tuple[Task, ...] = ()
    conclusion: str = ""

    @property
    def begins(self) -> str:
        """``Hồi 08 giờ 00 phút, ngày 05 tháng 6 năm 2026`` or the day alone."""
        day = wording.date_words(self.held_on)
        return f"Hồi {_hour(self.begins_at)}, {day}" if self.begins_at else day.capitalize()


def _hour(at: time) -> str:
    return f"{at.hour:02} giờ {at.minute:02} phút"


def minutes(
    letterhead: Letterhead, meeting: Meeting, *, mark: JournalMark | None, corrected: str = ""
) -> Paper:
    """Return the minutes of a meeting; without ``mark`` they are still being written.

    ``corrected`` says in a sentence what was corrected since they were signed.
    """
    parts = [
        _who_came(meeting),
        _agenda(meeting.agenda),
        *([_reviewed(meeting.reviewed)] if meeting.reviewed else []),
        _opinions(meeting.opinions),
        _tasks(meeting.tasks),
        *(
            [("Kết luận của người chủ trì", _lines(meeting.conclusion))]
            if meeting.conclusion
            else []
        ),
        *([("Đính chính sau khi ký", _lines(corrected))] if corrected else []),
    ]
    return Paper(
        letterhead=letterhead,
        kind="BIÊN BẢN",
        about=meeting.title,
        body=(
            Paragraph(f"{meeting.begins}, tại {meeting.place or letterhead.issuing_body}."),
            *([Facts((("Theo", "; ".join(meeting.serves)),))] if meeting.serves else []),
            *_numbered(parts),
            *(journal_part(f"{len(parts) + 1}. Ghi nhận", mark) if mark else ()),
            Paragraph(_closing(meeting)),
        ),
        signers=(Signer("Thư ký", meeting.secretary.name), Signer("Chủ trì", meeting.chair.name)),
        recipients=("Như thành phần dự họp;", "Lưu: VT."),
        foot=_box(mark) if mark else None,
    )


Part = tuple[str, tuple[Block, ...]]


def _numbered(parts: list[Part]) -> tuple[Block, ...]:
    found: list[Block] = []
    for number, (title, blocks) in enumerate(parts, 1):
        found += [Heading(f"{number}. {title}"), *blocks]
    return tuple(found)


def _who_came(meeting: Meeting) -> Part:
    invited = len(meeting.present) + len(meeting.absent)
    rows = [
        ("Chủ trì", meeting.chair.said),
        ("Thư ký", meeting.secretary.said),
        ("Có mặt", f"{len(meeting.present)} trên {invited} người"),
    ]
    if meeting.absent:
        rows.append(("Vắng", "; ".join(each.said for each in meeting.absent)))
    if meeting.guests:
        rows.append(("Người ngoài cơ quan", "; ".join(meeting.guests)))
    names = Paragraph(f"Người có mặt: {', '.join(each.name for each in meeting.present)}.")
    return "Thành phần dự họp", (Facts(tuple(rows)), *([names] if meeting.present else []))


def _agenda(items: tuple[Item, ...]) -> Part:
    blocks: list[Block] = []
    for number, item in enumerate(items, 1):
        clause = f" ({item.clause})" if item.clause else ""
        blocks.append(Paragraph(f"{number}) {item.words}{clause}"))
        blocks += _lines(item.record) or (Paragraph(_NOTHING),)
    return "Nội dung", tuple(blocks) or (Paragraph(_NOTHING),)


def _lines(text: str) -> tuple[Block, ...]:
    return tuple(Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def _reviewed(tasks: tuple[Task, ...]) -> Part:
    rows = tuple(
        (str(number), task.words, f"{task.owner}, hạn {task.due_on:%d/%m/%Y}", task.said)
        for number, task in enumerate(tasks, 1)
    )
    header = ("Số TT", "Nhiệm vụ kỳ trước", "Người thực hiện", "Kiểm điểm")
    return "Kiểm điểm nhiệm vụ kỳ trước", (Table(header, rows, numeric=(0,)),)


def _opinions(opinions: tuple[Opinion, ...]) -> Part:
    if not opinions:
        return "Ý kiến tại cuộc họp", (Paragraph("Không có ý kiến."),)
    rows = tuple((each.voiced_by, each.words, each.answered) for each in opinions)
    return "Ý kiến tại cuộc họp", (Table(("Người, nhóm nêu", "Ý kiến", "Trả lời"), rows),)


def _tasks(tasks: tuple[Task, ...]) -> Part:
    if not tasks:
        return "Nhiệm vụ được giao", (Paragraph("Không giao nhiệm vụ mới."),)
    return "Nhiệm vụ được giao", (_set_tasks(tasks),)


def _set_tasks(tasks: tuple[Task, ...]) -> Table:
    rows = tuple(
        (str(number), task.words, task.owner, f"{task.due_on:%d/%m/%Y}")
        for number, task in enumerate(tasks, 1)
    )
    return Table(("Số TT", "Nhiệm vụ", "Người thực hiện", "Hạn"), rows, numeric=(0,))


def _closing(meeting: Meeting) -> str:
    ended = f"kết thúc hồi {_hour(meeting.ends_at)} cùng ngày" if meeting.ends_at else "kết thúc"
    return (
        f"Cuộc họp {ended}. Biên bản đã được đọc lại cho những người có mặt cùng nghe, công nhận "
        "là đúng và cùng ký tên./."
    )


def _box(mark: JournalMark) -> PostingBox:
    groups = mark.fingerprint.split()
    half = len(groups) // 2
    return PostingBox(
        f"Dấu sổ sau mục {mark.entry}: {mark.fingerprint}",
        (
            f"Dấu sổ của nhật ký hệ thống sau mục {mark.entry}:",
            " ".join(groups[:half]),
            " ".join(groups[half:]),
            "Giữ tờ này: quét mã hoặc đọc dấu để so với nhật ký về sau.",
        ),
    )


def conclusion(letterhead: Letterhead, meeting: Meeting, *, signer: Signer) -> Paper:
    """Return the notice of what a meeting concluded and set (thông báo kết luận)."""
    opening = (
        f"Ngày {meeting.held_on:%d/%m/%Y}, {letterhead.issuing_body} họp: {meeting.title}. "
        f"{meeting.chair.said} chủ trì, kết luận như sau:"
    )
    said = _lines(meeting.conclusion) or (Paragraph("Thực hiện các nhiệm vụ dưới đây."),)
    tasks = (Heading("Nhiệm vụ được giao"), _set_tasks(meeting.tasks)) if meeting.tasks else ()
    return Paper(
        letterhead=letterhead,
        kind="THÔNG BÁO",
        about=f"Kết luận tại cuộc họp: {meeting.title}",
        body=(
            Paragraph(opening),
            *said,
            *tasks,
            Paragraph("Đề nghị các phòng, cá nhân thực hiện./."),
        ),
        signers=(signer,),
        recipients=("Các phòng, cá nhân được giao;", "Lưu: VT."),
    )


def invitation(letterhead: Letterhead, meeting: Meeting, *, whom: str, signer: Signer) -> Paper:
    """Return the invitation to a meeting (giấy mời); ``whom`` names those who are to come."""
    at = f"{_hour(meeting.begins_at)}, " if meeting.begins_at else ""
    rows = (
        ("Kính mời", whom),
        ("Thời gian", f"{at}{say_day(meeting.held_on)}"),
        ("Địa điểm", meeting.place or letterhead.issuing_body),
        ("Chủ trì", meeting.chair.said),
    )
    items = tuple(
        Paragraph(f"{number}) {item.words}{f' ({item.clause})' if item.clause else ''}")
        for number, item in enumerate(meeting.agenda, 1)
    )
    return Paper(
        letterhead=letterhead,
        kind="GIẤY MỜI",
        about=meeting.title,
        body=(
            Facts(rows),
            Heading("Nội dung"),
            *items,
            Paragraph("Đề nghị những người được mời dự đúng thành phần, đúng giờ./."),
        ),
        signers=(signer,),
        recipients=("Như trên;", "Lưu: VT."),
    )
