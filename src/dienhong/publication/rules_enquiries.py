"""What an enquiry for information must be, and what an answer to it must be. Pure.

Serves the clauses by which the head gives what was not published in time, is over or could not be
reached (Law 10/2022 article 48.4). The lists of grounds stand in ``data/enquiries.toml``.
"""

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

from dienhong.core.citation import Citation
from dienhong.core.days import count
from dienhong.core.days.calendar import WorkCalendar
from dienhong.core.procedure.moves import Labels, Move, Procedure
from dienhong.core.refusal import Refused

PROVIDE = "publication.provide"
NEEDED, ALLOWED, NO_WORDS = "needed", "allowed", "none"


class Stage(StrEnum):
    """How far an enquiry has come. Whether its answer is late is told by days, not stored."""

    WAITING = "waiting"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STAGE_LABELS = {
    Stage.WAITING: "chờ trả lời",
    Stage.ANSWERED: "đã trả lời",
    Stage.REFUSED: "không cung cấp",
    Stage.WITHDRAWN: "đã rút",
}
DONE = (Stage.ANSWERED, Stage.REFUSED)
PROCEDURE = Procedure(
    start=Stage.WAITING,
    moves=(
        Move("promise", (Stage.WAITING,), Stage.WAITING, power=PROVIDE),
        Move("answer", (Stage.WAITING,), Stage.ANSWERED, power=PROVIDE),
        Move("refuse", (Stage.WAITING,), Stage.REFUSED, power=PROVIDE),
        Move("supplement", DONE, Stage.ANSWERED, power=PROVIDE),
        Move("withdraw", (Stage.WAITING,), Stage.WITHDRAWN),
    ),
    labels=Labels(
        thing="đề nghị này",
        states=STAGE_LABELS,
        acts={
            "promise": "hẹn ngày trả lời",
            "answer": "trả lời",
            "refuse": "trả lời không cung cấp",
            "supplement": "trả lời bổ sung",
            "withdraw": "rút đề nghị",
        },
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A reason why an answer is no: its sentence, and whether it takes words of its own."""

    code: str
    label: str
    sentence: str
    words: str
    secrecy: bool = False


@cache
def _table() -> dict[str, dict[str, dict[str, str]]]:
    text = (resources.files("dienhong.publication") / "data" / "enquiries.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def grounds() -> dict[str, str]:
    """Return the grounds on which somebody asks, by code."""
    return {code: row["label"] for code, row in _table()["ground"].items()}


@cache
def refusals() -> dict[str, Refusal]:
    """Return the reasons why an answer is no, by code."""
    return {code: Refusal(code=code, **row) for code, row in _table()["refusal"].items()}  # type: ignore[arg-type]


def check_offered(clauses: Collection[Citation]) -> None:
    """Refuse an enquiry where neither regulation nor law of the day knows any."""
    if not clauses:
        raise Refused(
            "Chưa gửi được: quy chế và luật đang áp dụng chưa có điều khoản về cung cấp thông tin "
            "khi có người đề nghị",
            cure="Hỏi trực tiếp bộ phận hành chính, hoặc gửi lại khi quy chế có điều khoản ấy.",
        )


def check_asked(what: str, ground: str, source: Citation) -> None:
    """Refuse an enquiry that does not say what is asked for, or on which ground."""
    if not what.strip():
        raise Refused(
            "Chưa gửi được: chưa ghi đề nghị cung cấp thông tin gì",
            cure="Ghi điều cần biết, của việc nào, khoảng thời gian nào.",
        )
    if ground not in grounds():
        raise Refused(
            "Chưa gửi được: chưa chọn trường hợp đề nghị",
            source,
            cure=f"Chọn một trong các trường hợp: {', '.join(grounds().values()).lower()}.",
        )


def check_about(was_public: bool) -> None:
    """Refuse an enquiry about a matter that never was public: it is as if there were none."""
    if not was_public:
        raise Refused(
            "Chưa gửi được: không có việc công khai này",
            cure="Mở lại từ trang của việc đã công khai, hoặc ghi bằng lời.",
        )


def check_promise(day: date, today: date, calendar: WorkCalendar) -> None:
    """Refuse to promise an answer for a day that is over, or on which nobody works."""
    if day < today:
        raise Refused(
            f"Chưa hẹn được: ngày {day:%d/%m/%Y} đã qua",
            cure=f"Hẹn một ngày làm việc không trước hôm nay ({today:%d/%m/%Y}).",
        )
    if not calendar.is_working(day):
        after = count.add_working_days(calendar, day, 1)
        raise Refused(
            f"Chưa hẹn được: ngày {day:%d/%m/%Y} là ngày nghỉ",
            cure=f"Ngày làm việc kế tiếp là {after:%d/%m/%Y}.",
        )


def check_something_given(words: str, files: int, matter: bool) -> None:
    """Refuse an answer in which there is nothing."""
    if not (words.strip() or files or matter):
        raise Refused(
            "Chưa trả lời được: chưa có nội dung trả lời",
            cure="Ghi lời trả lời, kèm tệp, hoặc dẫn một việc đang công khai.",
        )


def check_link(is_public: bool) -> None:
    """Refuse to lead to what is not public now."""
    if not is_public:
        raise Refused(
            "Chưa trả lời được: địa chỉ không phải của việc đang công khai",
            cure="Chép địa chỉ ở trang của một việc đang công khai.",
        )


def check_refusal(code: str, words: str, source: Citation) -> Refusal:
    """Return the reason of an answer that is no; refuse one without reason, or that says more.

    Of what is kept secret nothing is said but the fixed sentence.
    """
    reason = refusals().get(code)
    if reason is None:
        raise Refused(
            "Chưa trả lời được: chưa chọn lý do không cung cấp",
            source,
            cure=f"Chọn một lý do: {', '.join(each.label for each in refusals().values())}.",
        )
    if reason.words == NEEDED and not words.strip():
        raise Refused(
            "Chưa trả lời được: chưa ghi vì sao đề nghị không thuộc trường hợp phải cung cấp",
            source,
            cure="Ghi lý do để người đề nghị biết.",
        )
    if reason.words == NO_WORDS and words.strip():
        raise Refused(
            "Chưa trả lời được: với lý do này chỉ dùng câu trả lời có sẵn",
            source,
            cure="Xóa lời giải thích: lời riêng có thể làm lộ việc nội dung đó có hay không.",
        )
    return reason


def check_secrecy_known(clauses: Collection[Citation]) -> None:
    """Refuse to say no for secrecy where no clause keeps secrets out."""
    if not clauses:
        raise Refused(
            "Chưa trả lời được: quy chế và luật đang áp dụng không có điều khoản về bí mật",
            cure="Chọn lý do khác, hoặc cung cấp thông tin.",
        )


def check_own(asked_by: str, who: str) -> None:
    """Refuse to withdraw what another asked."""
    if asked_by != who:
        raise Refused(
            "Không rút được: đề nghị này của người khác",
            cure="Chỉ người đã đề nghị rút được.",
        )


def working_days(first: date, last: date, calendar: WorkCalendar) -> int | None:
    """Return how many working days lie between two days; None where the calendar ends before."""
    try:
        return count.working_days_between(calendar, min(first, last), last)
    except Refused:
        return None
