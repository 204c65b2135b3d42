"""Who may change the organisation, and what an office must be before it opens."""

from collections.abc import Collection
from datetime import date

from dienhong.core.refusal import Refused
from dienhong.organisation.functions import Function, say

MAY_CHANGE_PEOPLE = frozenset({Function.ADMINISTRATION, Function.CHIEF})


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


def check_not_held(held: bool, function: Function, said: str = "") -> None:
    """Refuse to give a person a function that the same person holds already.

    ``said`` is what is written of it ("từ 02/03/2026, căn cứ «…»").
    """
    if held:
        raise Refused(
            f"Chưa giao được: người này đang giữ chức năng {function.label}{said}",
            cure="Không cần giao lại; ngày hoặc căn cứ ghi nhầm thì đính chính.",
        )


def check_still_held(held_to: date | None) -> None:
    """Refuse to end a function that another has ended in the same moment; say on which day."""
    if held_to is not None:
        raise Refused(
            f"Không ghi thôi giữ được: đã có người ghi thôi giữ, ngày cuối {held_to:%d/%m/%Y}",
            cure="Nếu ngày đó nhầm thì đính chính.",
        )


def check_filled(label: str, filled: bool) -> None:
    """Refuse to correct to nothing what must be there."""
    if not filled:
        raise Refused(f"Chưa ghi được: «{label}» còn để trống", cure="Ghi nội dung đúng.")


def check_joined(joined_on: date, left_on: date | None, today: date) -> None:
    """Refuse a first day that has not come, or after the last one."""
    if joined_on > today:
        raise Refused(
            f"Chưa ghi được: ngày vào {joined_on:%d/%m/%Y} còn ở phía trước",
            cure=f"Ghi ngày không sau hôm nay ({today:%d/%m/%Y}).",
        )
    if left_on is not None and joined_on > left_on:
        raise Refused(
            f"Chưa ghi được: ngày vào {joined_on:%d/%m/%Y} sau ngày rời {left_on:%d/%m/%Y}",
            cure="Sửa một trong hai ngày.",
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
