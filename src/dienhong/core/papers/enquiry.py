"""The receipt of an enquiry for information, and the reply to it."""

from dataclasses import dataclass
from datetime import date, datetime

from dienhong.core.days.say import say_day
from dienhong.core.papers import wording
from dienhong.core.papers.paper import (
    Block,
    Facts,
    Heading,
    Letterhead,
    Paper,
    Paragraph,
    Signer,
)
from dienhong.core.papers.posting import JournalMark, journal_part

_FOR_THE_ASKER = "Bản in cho người đề nghị; nội dung không ghi vào nhật ký hệ thống."


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What was asked; ``about`` is the matter's title, or empty; ``mark`` is the journal's."""

    number: str
    asked_at: datetime
    asked_by: str
    what: str
    ground: str
    clauses: tuple[str, ...]
    mark: JournalMark
    about: str = ""
    promised_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; ``sentence`` is the fixed one of a no, ``shown`` the public matter's title."""

    answered_on: date
    answered_by: str
    clauses: tuple[str, ...]
    mark: JournalMark
    sentence: str = ""
    words: str = ""
    files: tuple[str, ...] = ()
    shown: str = ""


def receipt(letterhead: Letterhead, asked: Enquiry) -> Paper:
    """Return the receipt (phiếu tiếp nhận) that who asked keeps."""
    until = say_day(asked.promised_on) if asked.promised_on else "chưa hẹn"
    return Paper(
        letterhead=letterhead,
        kind="PHIẾU TIẾP NHẬN",
        about=f"Đề nghị cung cấp thông tin số {asked.number}",
        body=(
            *_asked(asked),
            Facts((("Hẹn trả lời", until),)),
            *journal_part("Ghi nhận", asked.mark),
        ),
        signers=(Signer("Người đề nghị", asked.asked_by), Signer("Người tiếp nhận", "")),
        worth=_FOR_THE_ASKER,
    )


def reply(letterhead: Letterhead, asked: Enquiry, answers: tuple[Answer, ...]) -> Paper:
    """Return the reply (phiếu trả lời), supplements after the first answer."""
    body: list[Block] = [*_asked(asked)]
    for place, each in enumerate(answers):
        body += _answered(each, "Trả lời" if place == 0 else f"Trả lời bổ sung lần {place}")
    return Paper(
        letterhead=letterhead,
        kind="PHIẾU TRẢ LỜI",
        about=f"Đề nghị cung cấp thông tin số {asked.number}",
        body=(*body, *journal_part("Ghi nhận", answers[-1].mark)),
        signers=(Signer("Người trả lời", answers[-1].answered_by),),
        worth=_FOR_THE_ASKER,
    )


def _asked(asked: Enquiry) -> tuple[Block, ...]:
    rows = [
        ("Người đề nghị", asked.asked_by),
        ("Đề nghị lúc", wording.hour_words(asked.asked_at)),
        ("Trường hợp", asked.ground),
        ("Theo", "; ".join(asked.clauses)),
    ]
    if asked.about:
        rows.append(("Về việc đã công khai", asked.about))
    return (Facts(tuple(rows)), Heading("Nội dung đề nghị"), *_lines(asked.what or "Đã rút."))


def _answered(answer: Answer, head: str) -> list[Block]:
    rows = [("Theo", "; ".join(answer.clauses))]
    if answer.files:
        rows.append(("Tệp kèm theo", "; ".join(answer.files)))
    if answer.shown:
        rows.append(("Đang công khai ở", answer.shown))
    title = Heading(f"{head}, {say_day(answer.answered_on)}, {answer.answered_by}")
    return [title, *_lines(answer.sentence), *_lines(answer.words), Facts(tuple(rows))]


def _lines(text: str) -> list[Block]:
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]
