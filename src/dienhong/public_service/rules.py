"""What a board for citizens must say, when a part of it is missing, and what a check has to tell.

Which parts there are is the regulation's to say (``service.part``); nothing here names one.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dienhong.core.citation import Citation
from dienhong.core.procedure.moves import Labels, Move, Procedure
from dienhong.core.refusal import Outdated, Refused
from dienhong.core.searching import bare

KEEP = "public_service.keep"
CHECK = "public_service.check"
ROUTINE = "boards_check"  # of the table of routines
LONGEST_PART = 6_000
MOST_DAYS = 999


class Stage(StrEnum):
    """How far a procedure's board has come."""

    DRAFT = "draft"
    POSTED = "posted"
    TAKEN_DOWN = "taken_down"


STAGE_LABELS = {
    Stage.DRAFT: "đang soạn",
    Stage.POSTED: "đang niêm yết",
    Stage.TAKEN_DOWN: "đã gỡ",
}
PROCEDURE = Procedure(
    start=Stage.DRAFT,
    moves=(
        Move("write", (Stage.DRAFT,), Stage.DRAFT, power=KEEP),
        Move("write", (Stage.POSTED,), Stage.POSTED, power=KEEP),
        Move("write", (Stage.TAKEN_DOWN,), Stage.TAKEN_DOWN, power=KEEP),
        Move("post", (Stage.DRAFT, Stage.POSTED, Stage.TAKEN_DOWN), Stage.POSTED, power=KEEP),
        Move("take-down", (Stage.DRAFT, Stage.POSTED), Stage.TAKEN_DOWN, power=KEEP),
    ),
    labels=Labels(
        thing="thủ tục này",
        states=STAGE_LABELS,
        acts={"write": "soạn", "post": "niêm yết", "take-down": "gỡ"},
    ),
)


class Result(StrEnum):
    """What a check found of one procedure's board."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ABSENT = "absent"


RESULT_LABELS = {
    Result.AGREES: "Bảng và trang khớp nhau",
    Result.DIFFERS: "Bảng khác với trang",
    Result.ABSENT: "Bảng không có thủ tục này",
}


@dataclass(frozen=True, slots=True)
class Demanded:
    """A part that a board must have: its name in the regulation's words, and the provision."""

    label: str
    source: Citation

    def is_same(self, label: str, source: str) -> bool:
        """Tell whether what was written under another name or provision is this part.

        The same provision, or the same words in another version of the regulation.
        """
        return str(self.source) == source or bare(self.label) == bare(label)


@dataclass(frozen=True, slots=True)
class Spell:
    """How a part stood in one posted edition: from when to when, and whether it said anything.

    ``is_there`` is None where the edition was written before anybody demanded the part.
    """

    posted_on: date
    ended_on: date | None
    is_there: bool | None


def missing_since(spells: Iterable[Spell], demanded_from: date) -> date | None:
    """Return since when a part has been missing on a board; None where it is there.

    ``spells`` are of the editions that hung one after the other, the newest first. What an
    edition could not know is missing from the day on which the regulation began to demand it.
    """
    since: date | None = None
    for spell in spells:
        if spell.is_there or (since is not None and spell.ended_on != since):
            break
        if spell.is_there is None:
            return max(spell.posted_on, demanded_from)
        since = spell.posted_on
    return since


def check_demanded(parts: Collection[Demanded]) -> None:
    """Refuse boards where the regulation in force demands none."""
    if not parts:
        raise Refused(
            "Không soạn được: quy chế đang áp dụng không quy định bảng niêm yết cho công dân",
            cure="Xem lại phần đã xác nhận của quy chế nếu văn bản có điều đó.",
        )


def check_part(part: Demanded, words: str, files: int, *, is_none: bool) -> None:
    """Refuse a part that says both that there is none and something, or that is too long."""
    if is_none and (words or files):
        raise Refused(
            f"Chưa ghi được: phần «{part.label}» vừa ghi là không có, vừa có nội dung",
            part.source,
            cure="Bỏ dấu «không có», hoặc để trống nội dung và bỏ tệp của phần đó.",
        )
    if len(words) > LONGEST_PART:
        raise Refused(
            f"Chưa ghi được: phần «{part.label}» dài hơn {LONGEST_PART} chữ cái",
            part.source,
            cure="Rút gọn; phần dài thì kèm tệp.",
        )


def check_as_read(read: int, now: int) -> None:
    """Refuse to write over, or to post, what somebody else has changed since it was read."""
    if read != now:
        raise Outdated(
            "Chưa làm được: vừa có người khác ghi thủ tục này",
            cure="Mở lại trang, đọc bản mới rồi làm tiếp.",
        )


def check_name_free(name: str, taken: bool) -> None:
    """Refuse a second procedure of the same name: two boards of one thing would part ways."""
    if taken:
        raise Refused(
            f"Chưa ghi được: đã có thủ tục tên «{name}»",
            cure="Sửa thủ tục đó, hoặc đặt tên phân biệt được.",
        )


def check_something_to_post(is_written: bool) -> None:
    """Refuse to post where nothing was written since the last posting."""
    if not is_written:
        raise Refused(
            "Chưa niêm yết được: chưa soạn bản mới của thủ tục này",
            cure="Soạn bản mới trước, rồi niêm yết.",
        )


def check_gaps_seen(missing: Sequence[Demanded], *, accepted: bool) -> None:
    """Refuse to post with a part missing unless the gap is to be shown to everybody."""
    if missing and not accepted:
        listed = ", ".join(f"«{part.label}»" for part in missing)
        raise Refused(
            f"Chưa niêm yết được: còn thiếu {listed}",
            missing[0].source,
            cure="Ghi cho đủ; chưa có ngay thì đánh dấu niêm yết cùng chỗ còn thiếu.",
        )


def check_ground(ground: str) -> None:
    """Refuse to take a board down without saying why."""
    if not ground.strip():
        raise Refused("Chưa gỡ được: chưa ghi lý do", cure="Ghi lý do gỡ.")


def check_some_posted(count: int, source: Citation | None) -> None:
    """Refuse a check where no board hangs."""
    if not count:
        raise Refused(
            "Chưa ghi kiểm tra được: chưa có thủ tục nào đang niêm yết",
            source,
            cure="Niêm yết thủ tục trước.",
        )


def check_each_looked_at(names: Sequence[str], source: Citation | None) -> None:
    """Refuse a check that leaves procedures out; ``names`` are those without a finding."""
    if names:
        listed = "; ".join(names[:5]) + ("…" if len(names) > 5 else "")  # noqa: PLR2004 (a line)
        raise Refused(
            f"Chưa ghi kiểm tra được: {len(names)} thủ tục chưa ghi kết quả",
            source,
            cure=f"Xem bảng và ghi kết quả của: {listed}.",
        )


def check_finding(name: str, result: Result, words: str, source: Citation | None) -> None:
    """Refuse a finding that a board is not in order without saying what is wrong."""
    if result is not Result.AGREES and not words.strip():
        raise Refused(
            f"Chưa ghi kiểm tra được: chưa ghi «{name}» sai hoặc thiếu gì",
            source,
            cure="Ghi chỗ khác nhau, hoặc bảng nào không có.",
        )
