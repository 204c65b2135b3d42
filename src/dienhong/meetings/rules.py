"""What a meeting must have before it counts: its moves, its agenda, its record, its paper. Pure.

Serves the articles on briefings, reviews and contact meetings; which of them an office has, how
often, and with which agenda is the regulation's to say (``duties.routines``).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from dienhong.core.citation import Citation
from dienhong.core.procedure.moves import Labels, Move, Procedure
from dienhong.core.refusal import Outdated, Refused

# The powers that its acts take; which functions have them is the office's to say.
PLAN = "meetings.plan"
PLAN_OWN = "meetings.plan_own"
RECORD = "meetings.record"
SIGN = "meetings.sign"


class Stage(StrEnum):
    """How far a meeting has come; whether its day has passed is told by days, not stored."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    HELD = "held"
    READY = "ready"
    SIGNED = "signed"


STAGE_LABELS = {
    Stage.PLANNED: "đã hẹn",
    Stage.CANCELLED: "không họp",
    Stage.HELD: "đã họp, đang ghi biên bản",
    Stage.READY: "biên bản xong, chờ số và bản ký",
    Stage.SIGNED: "đã có bản ký",
}
NUMBERED = "số và ngày của biên bản"
PROCEDURE = Procedure(
    start=Stage.PLANNED,
    moves=(
        Move("invite", (Stage.PLANNED,), Stage.PLANNED, power=PLAN),
        Move("cancel", (Stage.PLANNED,), Stage.CANCELLED, power=PLAN),
        Move("hold", (Stage.PLANNED,), Stage.HELD, power=RECORD),
        Move("write", (Stage.HELD,), Stage.HELD, power=RECORD),
        Move("finish", (Stage.HELD,), Stage.READY, power=RECORD),
        Move("reopen", (Stage.READY,), Stage.HELD, power=RECORD),
        Move("sign", (Stage.READY,), Stage.SIGNED, power=SIGN, needs=(NUMBERED,)),
        Move("correct", (Stage.HELD,), Stage.HELD, power=RECORD),
        Move("correct", (Stage.SIGNED,), Stage.SIGNED, power=RECORD),
    ),
    labels=Labels(
        thing="cuộc họp này",
        states=STAGE_LABELS,
        acts={
            "invite": "gửi giấy mời",
            "cancel": "ghi không họp",
            "hold": "ghi đã họp",
            "write": "ghi biên bản",
            "finish": "ghi xong biên bản",
            "reopen": "mở lại biên bản",
            "sign": "ghi bản đã ký",
            "correct": "đính chính biên bản",
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Served:
    """What a rule has to know of an occasion that a meeting is to serve."""

    title: str
    opens_on: date
    is_open: bool
    takes_minutes: bool
    source: Citation | None
    body: str = ""


def check_serves(occasions: Iterable[Served], day: date) -> None:
    """Refuse to plan for what is over, what minutes do not prove, or what has not begun yet."""
    for each in occasions:
        if not each.is_open:
            raise Refused(
                f"Không hẹn được: việc «{each.title}» đã khép", cure="Bỏ việc đó khỏi cuộc họp."
            )
        if not each.takes_minutes:
            raise Refused(
                f"Không hẹn được: việc «{each.title}» không làm bằng cuộc họp",
                each.source,
                cure="Bỏ việc đó khỏi cuộc họp; ghi tại trang của việc.",
            )
        check_in_window(each, day)


def check_own(occasions: Iterable[Served], body: str, label: str) -> None:
    """Refuse to let a body's own meeting serve what is not that body's."""
    for each in occasions:
        if each.body != body:
            raise Refused(
                f"Không hẹn được: việc «{each.title}» không phải của {label}",
                each.source,
                cure="Bỏ việc đó khỏi cuộc họp, hoặc chuyển cho người hẹn họp chung của cơ quan.",
            )


def check_member(label: str, verb: str, source: Citation | None, *, acts: bool) -> None:
    """Refuse an act on a body's own meeting to who does not act in that body."""
    if not acts:
        raise Refused(
            f"Không {verb or 'hẹn họp'} được: đây là cuộc họp của {label}",
            source,
            cure=f"Chuyển việc cho người trong {label}.",
        )


def check_in_window(served: Served, day: date) -> None:
    """Refuse a day before the window of an occasion: a meeting then proves another period."""
    if day < served.opens_on:
        raise Refused(
            f"Chưa ghi được: việc «{served.title}» làm từ ngày {served.opens_on:%d/%m/%Y}, "
            f"ngày họp {day:%d/%m/%Y} ở trước đó",
            served.source,
            cure="Chọn ngày họp từ ngày đó, hoặc bỏ việc đó khỏi cuộc họp.",
            allowed_from=served.opens_on,
        )


def check_titled(title: str) -> None:
    """Refuse a meeting of which nobody can say what it is."""
    if not title.strip():
        raise Refused("Chưa hẹn được: chưa ghi tên cuộc họp", cure="Ghi tên cuộc họp.")


def check_hours(begins: time | None, ends: time | None) -> None:
    """Refuse an end that does not come after the beginning."""
    if begins is not None and ends is not None and ends <= begins:
        raise Refused("Chưa ghi được: giờ kết thúc không sau giờ bắt đầu", cure="Soát lại giờ họp.")


def check_why_cancelled(ground: str) -> None:
    """Refuse to call a meeting off without saying why."""
    if not ground.strip():
        raise Refused(
            "Chưa ghi được: chưa ghi vì sao không họp", cure="Ghi lý do; việc định kỳ vẫn để mở."
        )


def check_held_on(day: date, today: date) -> None:
    """Refuse to hold a meeting whose day has not come."""
    if day > today:
        raise Refused(
            f"Chưa ghi được: ngày họp {day:%d/%m/%Y} còn ở phía trước",
            cure="Ghi khi đã họp; nếu họp sớm hơn thì sửa ngày họp.",
            allowed_from=day,
        )


def check_edition(read: int, now: int) -> None:
    """Refuse to write over words that somebody saved after they were read."""
    if read != now:
        raise Outdated(
            "Chưa ghi được: biên bản vừa được người khác sửa", cure="So hai bản rồi chọn."
        )


def check_listed(shown: Collection[str], asked: Collection[str]) -> None:
    """Refuse an attendance that names people who were not on the list."""
    if set(asked) - set(shown):
        raise Refused(
            "Chưa ghi được: có người không nằm trong danh sách dự họp",
            cure="Mở lại trang điểm danh; danh sách người có thể vừa thay đổi.",
        )


def check_not_before_meeting(due: date, held_on: date) -> None:
    """Refuse a due day before the meeting that sets it."""
    if due < held_on:
        raise Refused(
            f"Chưa ghi được: hạn {due:%d/%m/%Y} ở trước ngày họp {held_on:%d/%m/%Y}",
            cure="Chọn hạn từ ngày họp trở đi.",
        )


def check_said(words: str, what: str) -> None:
    """Refuse an empty report, task or answer; ``what`` names it."""
    if not words.strip():
        raise Refused(f"Chưa ghi được: {what} còn để trống", cure=f"Ghi {what}.")


def check_can_conclude(finished: bool) -> None:
    """Refuse a notice of conclusions before the minutes say what was concluded."""
    if not finished:
        raise Refused(
            "Chưa lập được: thông báo kết luận theo biên bản, mà biên bản chưa ghi xong",
            cure="Ghi xong biên bản rồi lập.",
        )


def check_why_dropped(ground: str) -> None:
    """Refuse to drop a task without a reason."""
    if not ground.strip():
        raise Refused(
            "Chưa bỏ được: chưa ghi vì sao bỏ nhiệm vụ", cure="Ghi lý do, ví dụ ghi trùng."
        )


def check_correctable(is_there: bool) -> None:
    """Refuse to correct what these minutes do not have."""
    if not is_there:
        raise Refused(
            "Không đính chính được: biên bản không có mục này",
            cure="Chọn một mục ở trang Đính chính của cuộc họp.",
        )
