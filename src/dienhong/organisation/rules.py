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
