"""Who may change the organisation, and what an office must be before it opens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from dienhong.core.refusal import Refused
from dienhong.organisation.categories import CATEGORY_LABELS, StaffCategory
from dienhong.organisation.functions import Function, say

MAY_CHANGE_PEOPLE = frozenset({Function.ADMINISTRATION, Function.CHIEF})
MAY_SET_ROLL_RULE = frozenset({Function.CHIEF})
# Who signs a roll as the second person, on behalf of those whose shares are counted.
SECOND_SIGNERS = frozenset({Function.UNION_EXECUTIVE, Function.INSPECTION_COMMITTEE})


def check_may(may: frozenset[Function], held: Collection[str], *, what: str) -> Function:
    """Return the function in whose right the act is done; refuse who holds none of ``may``."""
    for function in Function:
        if function in may and function in held:
            return function
    raise Refused(
        f"Không {what} được: việc này thuộc {say(frozenset(may))}",
        cure=f"Chuyển việc cho người giữ chức năng: {say(frozenset(may))}.",
    )


def has_left(left_on: date | None, today: date) -> bool:
    """Tell whether a person's last day has passed."""
    return left_on is not None and left_on < today


def check_login_free(login: str, taken: bool) -> None:
    """Refuse a sign-in name that another person has."""
    if taken:
        raise Refused(
            f"Chưa thêm được người: tên đăng nhập «{login}» đã có người dùng",
            cure="Chọn một tên đăng nhập khác.",
        )


def check_not_held(held: bool, function: Function) -> None:
    """Refuse to give a person a function that the same person holds already."""
    if held:
        raise Refused(
            f"Chưa giao được: người này đang giữ chức năng {function.label}",
            cure="Không cần giao lại; muốn đổi ngày thì ghi thôi giữ trước.",
        )


def check_not_last(another: bool) -> None:
    """Refuse to end the last function whose holder may change people: nobody could mend it."""
    if not another:
        raise Refused(
            "Chưa ghi thôi giữ được: không còn ai khác sửa được người và chức năng",
            cure=f"Giao chức năng {say(frozenset(MAY_CHANGE_PEOPLE))} cho người khác trước.",
        )


def check_dates(held_from: date, held_to: date | None) -> None:
    """Refuse a function that would end before it begins."""
    if held_to is not None and held_to < held_from:
        raise Refused(
            f"Chưa ghi được: ngày thôi giữ {held_to:%d/%m/%Y} trước ngày nhận {held_from:%d/%m/%Y}",
            cure="Sửa một trong hai ngày.",
        )


# Departments and placements.


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


# Leaving and coming back.


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


def check_others_change_people(needed: bool, another: bool) -> None:
    """Refuse the leaving of the last person who may change people: nobody could mend it."""
    if needed and not another:
        raise Refused(
            "Chưa ghi thôi việc được: không còn ai khác sửa được người và chức năng",
            cure=f"Giao chức năng {say(frozenset(MAY_CHANGE_PEOPLE))} cho người khác trước.",
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


# Absences.


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


def check_said(words: str, what: str) -> None:
    """Refuse an act without the ground or basis that it needs."""
    if not words.strip():
        raise Refused(f"Chưa ghi được: chưa nêu {what}", cure=f"Nêu {what}.")


# The roll: who is counted where a share of the staff is asked.


@dataclass(frozen=True, slots=True, kw_only=True)
class RollTerms:
    """The agency's rule on who is counted; ``long_leave_days``: from how many days on."""

    categories: frozenset[str]
    long_leave_days: int | None
    seconded_out: bool
    seconded_in: bool
    probationers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a person stood on the day of a roll; ``leave_days`` is None for leave without an end."""

    category: str
    on_leave: bool = False
    leave_days: int | None = 0
    seconded_out: bool = False
    seconded_in: bool = False
    on_probation: bool = False


def is_counted(who: Standing, terms: RollTerms) -> tuple[bool | None, str]:
    """Return whether a person is counted and on which ground; None where the facts do not tell.

    The ground never names the kind of leave: everyone reads it.
    """
    if not who.category:
        return None, "Chưa ghi loại cán bộ, công chức, viên chức, người lao động"
    label = CATEGORY_LABELS[StaffCategory(who.category)]
    long = f"Vắng dài ngày, từ {terms.long_leave_days} ngày trở lên"
    outside = (
        (who.category not in terms.categories, f"{label}: loại này không tính"),
        (who.seconded_out and not terms.seconded_out, "Đang biệt phái đi nơi khác"),
        (who.seconded_in and not terms.seconded_in, "Biệt phái từ nơi khác đến"),
        (who.on_probation and not terms.probationers, "Đang tập sự, thử việc"),
        (_is_long(who, terms.long_leave_days), long),
    )
    ground = next((words for is_so, words in outside if is_so), "")
    return (False, ground) if ground else (True, label)


def _is_long(who: Standing, limit: int | None) -> bool:
    if limit is None or not who.on_leave:
        return False
    return who.leave_days is None or who.leave_days >= limit


def check_rule_set(found: bool) -> None:
    """Refuse a roll before the agency has said who is counted; nothing is invented."""
    if not found:
        raise Refused(
            "Chưa lập được danh sách: quy chế và luật nạp tại đây đều không định ai được tính",
            cure="Chánh Văn phòng phải định trước, có văn bản làm căn cứ.",
        )


def check_not_frozen(frozen: bool) -> None:
    """Refuse to change a list that was frozen: its number and digest stand in the journal."""
    if frozen:
        raise Refused(
            "Không sửa được: danh sách đã chốt", cure="Lập danh sách khác thay thế, nêu lý do."
        )


def check_all_told(untold: int) -> None:
    """Refuse to freeze a list while it is open whether somebody is counted."""
    if untold:
        raise Refused(
            f"Chưa chốt được: còn {untold} người chưa rõ có tính hay không",
            cure="Ghi loại của người đó rồi lập lại, hoặc sửa tay và nêu căn cứ.",
        )


def check_somebody_counted(counted: int) -> None:
    """Refuse to freeze a list in which nobody is counted."""
    if not counted:
        raise Refused("Chưa chốt được: không ai được tính", cure="Xem lại quy tắc tính.")


def check_second_signature(frozen_by: str, signed: bool, who: str) -> None:
    """Refuse the second signature before the first, twice, or by the first person."""
    if not frozen_by:
        raise Refused("Chưa ký được: danh sách chưa chốt", cure="Người lập chốt và ký trước.")
    if signed:
        raise Refused("Không ký được: danh sách đã đủ hai chữ ký", cure="Không cần làm gì thêm.")
    if frozen_by == who:
        raise Refused(
            "Chưa ký được: hai chữ ký phải của hai người",
            cure=f"Người giữ chức năng {say(SECOND_SIGNERS)} khác ký.",
        )


def check_unaltered(digest: str, now: str) -> None:
    """Refuse to sign a list whose rows are not those that were frozen."""
    if digest != now:
        raise Refused(
            "Không ký được: danh sách không còn khớp với dấu lúc chốt",
            cure="Báo Ban Thanh tra nhân dân và người quản trị; lập danh sách khác.",
        )


def check_may_replace(signed: bool, replaced: bool) -> None:
    """Refuse to replace a list that is not finished, or was replaced before."""
    if not signed or replaced:
        raise Refused(
            "Chưa thay được: chỉ thay danh sách đã đủ hai chữ ký và chưa bị thay",
            cure="Danh sách đang lập thì sửa tại chỗ hoặc bỏ.",
        )
