"""When what comes back is due, and what an office must show before it counts as done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from dienhong.core.citation import Citation
from dienhong.core.days import count
from dienhong.core.days.calendar import WorkCalendar
from dienhong.core.days.periods import Period
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.core.refusal import Refused

RECORD = "duties.record"
CLOSE_WITHOUT = "duties.close_without"
FOLLOW_UP = "duties.follow_up"
REMIND = "duties.remind"

LONGEST_WORDS = 500  # of what is added to a reminder by hand

# Whom a late duty of a function is told to: one level up. Nobody stands above the head; a body
# stands under nobody here, so that whoever follows the regulation up is told.
_ABOVE = {
    "deputy-head-of-department": "head-of-department",
    "head-of-department": "deputy-chief",
    "deputy-chief": "chief",
    "administration": "chief",
    "party-committee": "administration",
    "union-executive": "administration",
    "inspection-committee": "administration",
    "youth-union": "administration",
    "womens-group": "administration",
    "veterans": "administration",
}
# Who holds none of them is staff, under the head of his department.
STAFF_ABOVE = "head-of-department"

# Of whose doings the system keeps only that, when and under which number: no Party paper enters it.
FACT_ONLY = "party-committee"

EVIDENCE_LABELS = {
    "meeting": "biên bản cuộc họp",
    "paper": "văn bản, kế hoạch, báo cáo",
    "matter": "việc đã công khai",
    "report": "báo cáo đã gửi",
    "record": "ghi nhận việc đã làm",
}


@dataclass(frozen=True, slots=True)
class Grace:
    """How long after its period something may still be done, and who says so."""

    number: int
    unit: str
    source: Citation


@dataclass(frozen=True, slots=True)
class Window:
    """From when on something can be done, and until when it has to be."""

    opens_on: date
    due: Derivation


def window_of(
    period: Period,
    place: str,
    clauses: Collection[Citation],
    grace: Grace | None,
    cal: WorkCalendar,
) -> Window:
    """Return the window of a period: regulation and law say how often, seldom on which day.

    ``place`` is "whole", "last_month" or "first_month" of the period. Where the agency has settled
    a term after the period, it runs from the period's last day.
    """
    source = next(iter(clauses), None)
    if place == "first_month":
        return Window(period.first, _ends(period.first, period.first_month_ends_on, source))
    opens = period.last_month_begins_on if place == "last_month" else period.first
    if grace is None:
        return Window(opens, _ends(opens, period.last, source))
    return Window(opens, _after(period, grace, cal))


def _ends(opens: date, last: date, source: Citation | None) -> Derivation:
    reason = "Quy chế và luật không đặt ngày: làm bất kỳ ngày nào trong khoảng này"
    whole = Step(opens, last, StepKind.COUNTED, reason)
    end = Step(last, last, StepKind.END, "Ngày cuối của khoảng thời gian", source)
    return Derivation(last, (whole, end))


def _after(period: Period, grace: Grace, cal: WorkCalendar) -> Derivation:
    """Return the last day of a term after the period.

    A year of which no days off are known does not stop the year's other duties: the term is then
    counted in plain days, and the day is marked as provisional.
    """
    event = f"Hết {period.said}"
    counted = count.due_in_working_days if grace.unit == "working_day" else count.due_in_days
    try:
        return counted(cal, period.last, grace.number, event=event, source=grace.source)
    except Refused:
        last = period.last + timedelta(days=grace.number)
        reason = f"{event}. Chưa có lịch nghỉ của năm {last.year}: tạm tính theo ngày thường"
        step = Step(period.last, last, StepKind.COUNTED, reason, grace.source)
        return Derivation(last, (step,), cal.version, provisional=True)


def is_carried_over(window: Window, go_live: date) -> bool:
    """Tell whether something had begun before the office worked with the system."""
    return window.opens_on < go_live


def is_before(window: Window, go_live: date) -> bool:
    """Tell whether something was over before the office worked with the system: not its matter."""
    return window.due.day < go_live


def check_may_remind(done_on: date | None, *, answers: bool) -> None:
    """Refuse to remind of what is done, or somebody whose matter it is not."""
    if done_on is not None:
        raise Refused(
            f"Không nhắc được: việc này đã xong ngày {done_on:%d/%m/%Y}",
            cure="Mở lại danh sách việc để chọn việc còn đang chờ.",
        )
    if not answers:
        raise Refused(
            "Không nhắc được: người này không chịu trách nhiệm về việc này",
            cure="Chọn một người có tên ở mục người chịu trách nhiệm.",
        )


def check_within_reach(*, near: bool, source: Citation | None) -> None:
    """Refuse a head of department who urges in a matter of another department."""
    if not near:
        raise Refused(
            "Không nhắc được: trưởng phòng chỉ nhắc người trong phòng mình",
            source,
            cure="Báo người theo dõi, đôn đốc cả cơ quan để nhắc.",
        )


def check_words(words: str) -> None:
    """Refuse more words than a reminder carries."""
    if len(words.strip()) > LONGEST_WORDS:
        raise Refused(
            f"Chưa nhắc được: lời nhắc dài quá {LONGEST_WORDS} ký tự", cure="Viết ngắn lại."
        )


def functions_above(functions: Collection[str]) -> tuple[str, ...]:
    """Return the functions one level above ``functions``, without repetition; of staff its head's.

    The head alone has nobody above: the answer is then empty.
    """
    known = [code for code in functions if code in _ABOVE or code == "chief"]
    if not known:
        return (STAFF_ABOVE,)
    return tuple(dict.fromkeys(_ABOVE[code] for code in known if code in _ABOVE))


def check_agreed(day: date, opens_on: date) -> None:
    """Refuse to agree on a day before the window opens; a late day is late, but agreed."""
    if day < opens_on:
        raise Refused(
            f"Chưa hẹn được: việc này làm từ ngày {opens_on:%d/%m/%Y}",
            cure="Chọn một ngày từ ngày đó trở đi.",
        )


def check_done_on(day: date, opens_on: date, today: date) -> None:
    """Refuse a day of doing that has not come, or lies before the window."""
    if day > today:
        raise Refused(
            f"Chưa ghi được: ngày làm {day:%d/%m/%Y} còn ở phía trước",
            cure=f"Ghi ngày đã làm, không sau hôm nay ({today:%d/%m/%Y}).",
        )
    if day < opens_on:
        raise Refused(
            f"Chưa ghi được: ngày làm {day:%d/%m/%Y} ở trước khoảng thời gian của việc này",
            cure=f"Việc của kỳ này làm từ ngày {opens_on:%d/%m/%Y}; soát lại ngày hoặc kỳ.",
        )


def check_evidence(held: Collection[str], wanted: Collection[str], source: Citation | None) -> None:
    """Refuse to close what nothing proves: a duty stays open until its evidence is there."""
    if not set(held) & set(wanted):
        named = " hoặc ".join(EVIDENCE_LABELS[each] for each in wanted)
        raise Refused(
            f"Chưa ghi xong được: chưa có {named}",
            source,
            cure="Đính kèm hoặc lập tại trang của việc này, rồi ghi xong.",
        )


def check_kind_of_evidence(kind: str, wanted: Collection[str], *, carried_over: bool) -> None:
    """Refuse evidence that does not fit; what ran before the system may be told in words."""
    if kind in wanted or (carried_over and kind == "record"):
        return
    named = " hoặc ".join(EVIDENCE_LABELS[each] for each in wanted)
    raise Refused(
        f"Không nhận được: việc này cần {named}", cure="Chọn đúng loại, hoặc đính kèm văn bản."
    )


def check_shows_something(held: Collection[object]) -> None:
    """Refuse evidence in which nothing stands: no words, no number, no file, no other thing."""
    if not any(held):
        raise Refused(
            "Chưa nhận được: chứng cứ còn trống",
            cure="Ghi số văn bản, đính kèm tệp, hoặc ghi việc đã làm ra sao.",
        )


def check_fact_only(
    function: str | None, number: str, dated_on: date | None, others: Collection[object]
) -> None:
    """Refuse of the Party cell anything but number and day, and those unless both are there."""
    if function != FACT_ONLY:
        return
    if any(others):
        raise Refused(
            "Không nhận được: hệ thống không giữ văn bản, nội dung của tổ chức đảng",
            cure="Chỉ ghi số và ngày văn bản; bỏ tệp và phần lời.",
        )
    if not number or dated_on is None:
        raise Refused(
            "Chưa nhận được: việc của tổ chức đảng chỉ ghi bằng số và ngày, mà còn thiếu",
            cure="Ghi cả số và ngày văn bản.",
        )


def check_handed_in(kind: str, said: Collection[object], shown: Collection[object]) -> None:
    """Refuse a report handed in without its name, its day and to whom, or with nothing of it."""
    if kind != "report":
        return
    if not all(said):
        raise Refused(
            "Chưa nhận được: báo cáo đã gửi còn thiếu tên, ngày gửi hoặc người nhận",
            cure="Ghi đủ tên báo cáo, ngày gửi và nơi nhận.",
        )
    if not any(shown):
        raise Refused(
            "Chưa nhận được: báo cáo đã gửi chưa có tệp, cũng chưa ghi nội dung",
            cure="Chọn tệp báo cáo, hoặc ghi nội dung chính.",
        )


def check_dated(day: date | None, today: date) -> None:
    """Refuse a paper that bears a day to come."""
    if day is not None and day > today:
        raise Refused(
            f"Chưa nhận được: ngày văn bản {day:%d/%m/%Y} còn ở phía trước",
            cure=f"Ghi ngày trên văn bản, không sau hôm nay ({today:%d/%m/%Y}).",
        )


def check_is_carried(*, carried_over: bool) -> None:
    """Refuse to close in words alone what began under the system: it has its own evidence."""
    if not carried_over:
        raise Refused(
            "Không ghi được: việc này không phải việc đang dở khi bắt đầu dùng hệ thống",
            cure="Thêm chứng cứ tại trang của việc, rồi ghi xong.",
        )


def check_ground(ground: str) -> None:
    """Refuse to put aside without a reason: a report has to be able to say why."""
    if not ground.strip():
        raise Refused(
            "Chưa khép được: chưa ghi vì sao không làm", cure="Ghi lý do để báo cáo nêu được."
        )


def check_still_open(closed_on: date | None) -> None:
    """Refuse to change what was closed."""
    if closed_on is not None:
        raise Refused(
            f"Không ghi được: việc này đã khép ngày {closed_on:%d/%m/%Y}",
            cure="Nếu ghi nhầm, đính chính tại biên bản hoặc văn bản của việc.",
        )


def check_measures_demanded(clauses: Collection[Citation]) -> None:
    """Refuse a register that neither the regulation in force nor the law asks for."""
    if not clauses:
        raise Refused(
            "Chưa ghi được: Quy chế đang có hiệu lực và luật không đòi hỏi biện pháp này",
            cure="Soát lại mục đã xác nhận của Quy chế ở trang Quy chế.",
        )


def check_due_to_come(due_on: date, today: date) -> None:
    """Refuse a day that has passed for something that is still to be done."""
    if due_on < today:
        raise Refused(
            f"Chưa ghi được: hạn {due_on:%d/%m/%Y} đã qua",
            cure=f"Đặt hạn từ hôm nay ({today:%d/%m/%Y}) trở đi.",
        )


def check_as_read(seen: int, now: int) -> None:
    """Refuse to write over what somebody else has changed meanwhile."""
    if seen != now:
        raise Refused(
            "Chưa ghi được: người khác vừa sửa mục này",
            cure="Mở lại trang để đọc bản mới nhất rồi sửa tiếp.",
        )


def check_version_as_read(seen: int, now: int) -> None:
    """Refuse to take note of a version that is not the one in force any more."""
    if seen != now or not now:
        raise Refused(
            "Chưa ghi được: Quy chế đang có hiệu lực không còn là bản trên trang",
            cure="Mở lại trang, đọc phần giao của bản đang có hiệu lực rồi ghi.",
        )


def check_charged(clauses: Collection[Citation], label: str) -> None:
    """Refuse to take note of what nobody is charged with."""
    if not clauses:
        whom = label or "chức năng này"
        raise Refused(
            f"Không ghi được: Quy chế đang có hiệu lực không giao việc gì cho {whom}",
            cure="Mở lại trang Quy chế giao cho tôi để xem phần đang giao.",
        )


def check_charge_is_own(*, acts: bool, label: str, source: Citation) -> None:
    """Refuse to take note of what others are charged with."""
    if not acts:
        raise Refused(
            f"Không ghi được: phần này giao cho {label}",
            source,
            cure=f"Chỉ người đang giữ chức năng {label} ghi phần này.",
        )


def check_not_taken_on(on: date | None, source: Citation) -> None:
    """Refuse to take note of the same twice."""
    if on is not None:
        raise Refused(
            f"Không ghi được: đã ghi nhận phần này ngày {on:%d/%m/%Y}",
            source,
            cure="Không phải làm gì nữa; bản mới của Quy chế thì đọc và ghi lại.",
        )
