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


def check_login_free(login: str, taken: bool) -> None:
    """Refuse a sign-in name that another person has."""
    if taken:
        raise Refused(
            f"Chưa thêm được người: tên đăng nhập «{login}» đã có người dùng",
            cure="Chọn một tên đăng nhập khác.",
        )


def check_dates(held_from: date, held_to: date | None) -> None:
    """Refuse a function that would end before it begins."""
    if held_to is not None and held_to < held_from:
        raise Refused(
            f"Chưa ghi được: ngày thôi giữ {held_to:%d/%m/%Y} trước ngày nhận {held_from:%d/%m/%Y}",
            cure="Sửa một trong hai ngày.",
        )
