"""What the clauses say of a posting that has to hang without a gap. Pure.

Serves the clauses that set how long a notice hangs, and Law 10/2022 article 48.
"""

from datetime import date, timedelta

from dienhong.core.days import count
from dienhong.core.days.calendar import WorkCalendar
from dienhong.core.days.runs import Length, Run
from dienhong.core.derivation import Derivation
from dienhong.core.refusal import Refused
from dienhong.publication.rules import Term


def length_of(term: Term, calendar: WorkCalendar) -> Length:
    """Return how many days a run needs, and of which kind."""
    return Length(term.value, calendar if term.unit == "working_day" else None)


def posted_until(
    posted_on: date, term: Term, calendar: WorkCalendar, event: str = "Bắt đầu niêm yết"
) -> Derivation:
    """Return the last day on which a posting must hang, and how it is counted.

    "At least so many consecutive days from the day of publication"; days off count unless the
    term is one of working days, the day of posting does not.
    """
    if term.unit == "working_day":
        return count.run_of_working_days(
            calendar, posted_on, term.value, event=event, source=term.source
        )
    return count.run_of_days(posted_on, term.value, event=event, source=term.source)


def check_may_take_down(run: Run, term: Term, calendar: WorkCalendar, today: date) -> None:
    """Refuse to end a posting before its run is over, and say from when it may end."""
    if run.fulfilled:
        return
    if not run.goes_on:
        raise Refused(
            f"Chưa gỡ được: đợt niêm yết bị đứt quãng từ ngày {run.stopped_on:%d/%m/%Y}, "
            f"chưa đủ {term.said}",
            term.source,
            cure=f"Dán lại, ghi dán lại, rồi để đủ {term.said} liên tục tính từ hôm dán lại.",
        )
    until = posted_until(run.start, term, calendar)
    so_far = f"mới niêm yết {run.done} trên {term.said}"
    if today == until.day:
        so_far = f"hết hôm nay mới đủ {term.said} niêm yết"
    raise Refused(
        f"Chưa gỡ được: {so_far}",
        term.source,
        allowed_from=until.day + timedelta(days=1),
        derivation=until,
    )


def check_still_hangs(ended_on: date | None, term: Term) -> None:
    """Refuse a gap in a posting that has been taken down: it is no part of any run."""
    if ended_on is not None:
        raise Refused(
            f"Không ghi đứt quãng được: nơi này đã kết thúc niêm yết ngày {ended_on:%d/%m/%Y}",
            term.source,
            cure="Không cần làm gì thêm; cần công khai tiếp thì ghi niêm yết một đợt mới.",
        )


def check_no_open_gap(is_open: bool, term: Term) -> None:
    """Refuse a second gap while one is open: it cannot be missed twice at a time."""
    if is_open:
        raise Refused(
            "Chưa ghi được: nơi này đang có một lần đứt quãng chưa dán lại",
            term.source,
            cure="Dán lại và ghi dán lại; lần đứt quãng này tính đến hôm đó.",
        )


def check_gap_found(missing_from: date, found_on: date, today: date, term: Term) -> None:
    """Refuse a gap that is found in the future, or that begins after it was found."""
    if found_on > today:
        raise Refused(
            f"Chưa ghi được: ngày phát hiện {found_on:%d/%m/%Y} còn ở phía trước",
            term.source,
            cure=f"Ghi ngày đã thấy, không sau hôm nay ({today:%d/%m/%Y}).",
        )
    if missing_from > found_on:
        raise Refused(
            f"Chưa ghi được: ngày bắt đầu thiếu {missing_from:%d/%m/%Y} sau ngày phát hiện "
            f"{found_on:%d/%m/%Y}",
            term.source,
            cure="Ghi ngày đầu tiên không còn chắc là có niêm yết, từ ngày phát hiện trở về trước.",
        )


def check_gap_after(missing_from: date, hung_on: date, posted_on: date, term: Term) -> None:
    """Refuse a gap before the posting, or over a day on which it was hung again.

    ``hung_on`` is the last day on which somebody wrote down that it hangs.
    """
    if missing_from < posted_on:
        raise Refused(
            f"Chưa ghi được: ngày {missing_from:%d/%m/%Y} trước ngày niêm yết {posted_on:%d/%m/%Y}",
            term.source,
            cure="Ghi ngày từ ngày niêm yết trở đi; ngày niêm yết ghi nhầm thì đính chính.",
        )
    if missing_from < hung_on:
        raise Refused(
            f"Chưa ghi được: ngày {hung_on:%d/%m/%Y} đã ghi là có dán ở đây, đứt quãng từ "
            f"{missing_from:%d/%m/%Y} sẽ chồng lên ngày đó",
            term.source,
            cure=f"Ghi ngày bắt đầu thiếu từ {hung_on:%d/%m/%Y} trở đi.",
        )


def check_gap_open(is_open: bool, term: Term) -> None:
    """Refuse to write down a hanging again where nothing is missing."""
    if not is_open:
        raise Refused(
            "Không ghi dán lại được: nơi này không có lần đứt quãng nào đang chờ dán lại",
            term.source,
            cure="Bảng trống thì ghi đứt quãng trước, rồi ghi dán lại.",
        )


def check_again(again_on: date, found_on: date, term: Term) -> None:
    """Refuse a hanging again before the day on which it was found missing."""
    if again_on < found_on:
        raise Refused(
            f"Chưa ghi được: ngày dán lại {again_on:%d/%m/%Y} trước ngày phát hiện thiếu "
            f"{found_on:%d/%m/%Y}",
            term.source,
            cure="Ghi đúng ngày, giờ đã dán lại, từ ngày phát hiện trở đi.",
        )


def check_posted_before_gaps(posted_on: date, first_gap: date | None) -> None:
    """Refuse a corrected start that lies after a gap: then the gap would be before the posting."""
    if first_gap is not None and posted_on > first_gap:
        raise Refused(
            f"Chưa đính chính được: ngày dán mới sau lần đứt quãng ngày {first_gap:%d/%m/%Y}",
            cure="Đợt sau lần đứt quãng bắt đầu từ ngày dán lại, không từ ngày niêm yết này.",
        )


def check_asked_day(day: date, today: date) -> None:
    """Refuse to answer for a day that has not come."""
    if day > today:
        raise Refused(
            f"Chưa trả lời được: ngày {day:%d/%m/%Y} còn ở phía trước",
            cure=f"Hỏi về một ngày không sau hôm nay ({today:%d/%m/%Y}).",
        )
