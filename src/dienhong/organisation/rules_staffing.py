"""Departments, placements, leaving and coming back, absences."""

from datetime import date, timedelta

from dienhong.core.refusal import Refused


def check_department_name_free(name: str, taken: bool) -> None:
    """Refuse a second department of a name, also that of one which was closed."""
    if taken:
        raise Refused(
            f"Chưa ghi được: đã có phòng tên «{name}»", cure="Đặt tên khác, hoặc dùng phòng đó."
        )


def check_department_open(name: str, closed_on: date | None) -> None:
    """Refuse to place somebody in a department that was closed."""
    if closed_on is not None:
        raise Refused(
            f"Chưa ghi được: {name} đã giải thể từ ngày {closed_on:%d/%m/%Y}",
            cure="Chọn phòng khác.",
        )


def check_department_empty(name: str, people: int) -> None:
    """Refuse to close a department in which people are still placed."""
    if people:
        raise Refused(
            f"Chưa giải thể được: {name} còn {people} người",
            cure="Chuyển những người đó sang phòng khác trước.",
        )


def check_placed_from(placed_from: date, since: date, today: date) -> None:
    """Refuse to move somebody on a day before the present placement, or on a day still to come."""
    if placed_from > today:
        raise Refused(
            f"Chưa ghi được: ngày chuyển {placed_from:%d/%m/%Y} còn ở phía trước",
            cure="Ghi vào đúng ngày đó hoặc sau đó.",
            allowed_from=placed_from,
        )
    if placed_from < since:
        raise Refused(
            f"Chưa ghi được: ngày chuyển {placed_from:%d/%m/%Y} trước ngày nhận chỗ hiện nay "
            f"{since:%d/%m/%Y}",
            cure=f"Ghi ngày từ {since:%d/%m/%Y} trở đi.",
        )


def check_stays(left_on: date | None, until: date | None) -> None:
    """Refuse what would go on after the last day of somebody; ``until`` None has no end."""
    if left_on is not None and (until is None or until > left_on):
        raise Refused(
            f"Không ghi được: ngày cuối của người này là {left_on:%d/%m/%Y}",
            cure="Người này trở lại thì ghi trở lại trước.",
        )


def check_staff_code_free(code: str, holder: str) -> None:
    """Refuse a staff code that another person has."""
    if holder:
        raise Refused(f"Chưa ghi được: mã cán bộ «{code}» là của {holder}", cure="Kiểm tra lại mã.")


def check_may_leave(left_on: date | None, since: date, last_day: date) -> None:
    """Refuse to let somebody leave twice, or before the day of the last change of place."""
    if left_on is not None:
        raise Refused(
            f"Không ghi được: ngày cuối đã ghi là {left_on:%d/%m/%Y}",
            cure="Người này trở lại thì ghi ở trang của người đó.",
        )
    if last_day < since:
        raise Refused(
            f"Chưa ghi được: ngày cuối {last_day:%d/%m/%Y} trước ngày {since:%d/%m/%Y}, "
            "là ngày vào cơ quan hoặc ngày đổi phòng, nhận chức năng gần nhất",
            cure=f"Ghi ngày từ {since:%d/%m/%Y} trở đi.",
        )


def check_others_change_people(needed: bool, another: bool, functions_said: str) -> None:
    """Refuse the leaving of the last person who may change people: nobody could mend it."""
    if needed and not another:
        raise Refused(
            "Chưa ghi thôi việc được: không còn ai khác sửa được người và chức năng",
            cure=f"Giao chức năng {functions_said} cho người khác trước.",
        )


def check_handed_on(left: int) -> None:
    """Refuse a leaving that would leave things behind for which nobody answers."""
    if left:
        raise Refused(
            f"Chưa ghi thôi việc được: còn {left} việc chưa bàn giao",
            cure="Chọn người nhận cho từng việc.",
        )


def check_may_return(left_on: date | None, back_on: date, today: date) -> None:
    """Refuse a return of somebody who has not left, or on a day that does not fit."""
    if left_on is None:
        raise Refused("Không ghi được: người này đang làm việc", cure="Không cần làm gì thêm.")
    if back_on <= left_on:
        raise Refused(
            f"Chưa ghi được: ngày trở lại {back_on:%d/%m/%Y} không sau ngày cuối "
            f"{left_on:%d/%m/%Y}",
            cure="Sửa ngày trở lại.",
        )
    if back_on > max(today, left_on + timedelta(days=1)):
        raise Refused(
            f"Chưa ghi được: ngày trở lại {back_on:%d/%m/%Y} còn ở phía trước",
            cure="Ghi vào đúng ngày đó hoặc sau đó.",
            allowed_from=back_on,
        )


def check_absence_days(starts_on: date, ends_on: date | None, joined_on: date) -> None:
    """Refuse an absence that ends before it begins, or begins before the person came."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused(
            f"Chưa ghi được: ngày cuối {ends_on:%d/%m/%Y} trước ngày đầu {starts_on:%d/%m/%Y}",
            cure="Sửa một trong hai ngày.",
        )
    if starts_on < joined_on:
        raise Refused(
            f"Chưa ghi được: ngày đầu trước ngày vào cơ quan {joined_on:%d/%m/%Y}",
            cure="Sửa ngày đầu.",
        )


def check_no_overlap(other: tuple[date, date | None] | None) -> None:
    """Refuse an absence on days for which another one stands already."""
    if other is not None:
        first, last = other
        until = f"đến hết {last:%d/%m/%Y}" if last else "chưa định ngày cuối"
        raise Refused(
            f"Chưa ghi được: trùng với lần vắng từ {first:%d/%m/%Y}, {until}",
            cure="Sửa ngày, hoặc rút ngắn, huỷ lần đã ghi trước.",
        )


def check_may_shorten(starts_on: date, ends_on: date | None, last_day: date) -> None:
    """Refuse to shorten an absence to a day outside it."""
    if last_day < starts_on or (ends_on is not None and last_day >= ends_on):
        raise Refused(
            "Chưa rút ngắn được: ngày cuối mới phải nằm trong thời gian đã ghi",
            cure="Không nghỉ ngày nào thì huỷ cả lần đó.",
        )


def check_not_cancelled(cancelled: bool) -> None:
    """Refuse to change an absence that was cancelled."""
    if cancelled:
        raise Refused("Không ghi được: lần vắng này đã huỷ", cure="Ghi một lần mới nếu cần.")
