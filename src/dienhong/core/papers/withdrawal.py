"""The minutes of an emergency withdrawal, which never repeat what was withdrawn."""

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
    Table,
)
from dienhong.core.papers.posting import (
    AttachedFile,
    JournalMark,
    Present,
    closing,
    journal_part,
    present_facts,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRun:
    """A run of consecutive posting days that the withdrawal broke on ``broken_on``.

    ``days_done`` counts up to the day before; ``days_required`` is the term under ``clause``.
    """

    posted_on: date
    broken_on: date
    days_done: int
    days_required: int
    clause: str
    unit: str = "ngày"

    @property
    def said(self) -> str:
        """Say when the run broke and that a new one begins at nothing."""
        return (
            f"Niêm yết từ {say_day(self.posted_on)}, bị đứt "
            f"{say_day(self.broken_on)}, khi được {self.days_done} trên "
            f"{self.days_required} {self.unit} liên tục ({self.clause}). Nếu công khai lại "
            "thì tính lại từ đầu"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An emergency withdrawal without its content: neither title nor file name has a place here.

    ``notice_entry`` is the journal's entry of the publication and ``content_sha256`` the
    digest of what was withdrawn; ``cleared`` are the places it is gone from. Where no clause
    stands behind the ground, ``ground_clause`` is empty.
    """

    at: datetime
    place: str
    ground: str
    ground_clause: str
    notice_entry: int
    content_sha256: str
    cleared: tuple[str, ...]
    run: BrokenRun | None = None


def withdrawal_minutes(
    letterhead: Letterhead,
    withdrawal: Withdrawal,
    *,
    decided_by: Present,
    carried_out_by: Present,
    mark: JournalMark,
) -> Paper:
    """Return the minutes of an emergency withdrawal (biên bản thu hồi khẩn cấp)."""
    people = (decided_by, carried_out_by)
    return Paper(
        letterhead=letterhead,
        kind="BIÊN BẢN",
        about="Thu hồi khẩn cấp nội dung đã công khai",
        body=(
            Paragraph(_opening(withdrawal)),
            present_facts(("Người quyết định", "Người thực hiện"), people),
            *_what_was_withdrawn(withdrawal),
            *_what_was_cleared(withdrawal),
            *journal_part("3. Ghi nhận", mark),
            *closing(mark),
        ),
        signers=(
            Signer("Người thực hiện", carried_out_by.name),
            Signer("Người quyết định thu hồi", decided_by.name),
        ),
    )


@dataclass(frozen=True, slots=True)
class Hanging:
    """A sheet that still hangs: where, since when, and the journal's entry of its posting."""

    place: str
    posted_on: date
    entry: int


def removal_sheet(
    letterhead: Letterhead, withdrawal: Withdrawal, sheets: tuple[Hanging, ...], entry: int
) -> Paper:
    """Return the order to take sheets off their boards at once (phiếu gỡ tờ niêm yết).

    It tells the sheets by place, day and entry, and repeats nothing of what stands on them;
    when each came down and who took it is written by hand. ``entry`` is the withdrawal's.
    """
    rows = tuple(
        (str(number), each.place, f"{each.posted_on:%d/%m/%Y}", str(each.entry), "", "")
        for number, each in enumerate(sheets, 1)
    )
    heads = ("Số TT", "Nơi niêm yết", "Dán từ ngày", "Sổ ghi mục", "Gỡ lúc", "Người gỡ ký")
    return Paper(
        letterhead=letterhead,
        kind="PHIẾU GỠ",
        about="Gỡ ngay tờ niêm yết đã thu hồi khẩn cấp",
        body=(
            Paragraph(
                f"Việc công khai ghi ở mục {withdrawal.notice_entry} của nhật ký hệ thống đã bị "
                f"thu hồi khẩn cấp hồi {wording.hour_words(withdrawal.at)} (mục {entry}). Gỡ ngay "
                "các tờ sau, niêm phong và nộp lại; không đọc, không chụp, không sao:"
            ),
            Table(heads, rows, numeric=(0, 3)),
            Paragraph("Phiếu này không nhắc lại nội dung đã thu hồi./."),
        ),
        signers=(Signer("Người nhận phiếu", ""), Signer("Người quyết định thu hồi", "")),
    )


def _opening(withdrawal: Withdrawal) -> str:
    return f"Hồi {wording.hour_words(withdrawal.at)}, tại {withdrawal.place}, những người có mặt:"


def _what_was_withdrawn(withdrawal: Withdrawal) -> tuple[Block, ...]:
    digest = AttachedFile("", withdrawal.content_sha256).digest_groups
    clause = f" ({withdrawal.ground_clause})" if withdrawal.ground_clause else ""
    rows = (
        ("Căn cứ thu hồi", f"{withdrawal.ground}{clause}"),
        ("Công khai trước đây", f"Mục {withdrawal.notice_entry} của nhật ký hệ thống"),
        ("Mã SHA-256", digest),
    )
    never = "Biên bản này không nhắc lại nội dung ấy; chỉ giữ mã SHA-256 để đối chiếu."
    return (Heading("1. Nội dung bị thu hồi"), Facts(rows), Paragraph(never))


def _what_was_cleared(withdrawal: Withdrawal) -> tuple[Block, ...]:
    rows = [("Đã gỡ khỏi", "; ".join(withdrawal.cleared))]
    if withdrawal.run:
        rows.append(("Đợt niêm yết", withdrawal.run.said))
    return (Heading("2. Việc đã làm"), Facts(tuple(rows)))
