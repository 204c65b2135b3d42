"""Who may change the organisation, and what an office must be before it opens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dienhong.core.refusal import Refused
from dienhong.organisation.functions import Function, say

MAY_CHANGE_PEOPLE = frozenset({Function.ADMINISTRATION, Function.CHIEF})
MAY_CLOSE = frozenset({Function.CHIEF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of an agency: its last day, the decision that says so, and who goes on.

    ``successor_code`` is the successor's code where it works with this program, else empty.
    """

    closed_on: date
    number: str
    decided_on: date
    successor_name: str = ""
    successor_code: str = ""

    def is_over(self, today: date) -> bool:
        """Tell whether the last day has passed: from then on the office is only read."""
        return today > self.closed_on

    @property
    def basis(self) -> str:
        """Return the decision as people cite it."""
        return f"Quyết định số {self.number} ngày {self.decided_on:%d/%m/%Y}"


def check_may_record_closing(closing: Closing, today: date) -> None:
    """Refuse an end that has passed, which nobody could take back, or a decision still to come."""
    if closing.decided_on > today:
        raise Refused(
            f"Chưa ghi được: ngày quyết định {closing.decided_on:%d/%m/%Y} còn ở phía trước",
            cure=f"Ghi ngày trên văn bản, không sau hôm nay ({today:%d/%m/%Y}).",
        )
    if closing.closed_on < today:
        raise Refused(
            f"Chưa ghi được: ngày cuối {closing.closed_on:%d/%m/%Y} đã qua",
            cure=f"Ghi ngày cuối làm việc trên hệ thống, từ hôm nay ({today:%d/%m/%Y}) trở đi.",
        )


def check_closing_not_recorded(closing: Closing | None) -> None:
    """Refuse a second end beside the first."""
    if closing is not None:
        raise Refused(
            f"Chưa ghi được: đã ghi kết thúc hoạt động hết ngày {closing.closed_on:%d/%m/%Y}",
            cure="Huỷ lần ghi trước rồi ghi lại.",
        )


def check_still_open(closing: Closing | None, today: date) -> None:
    """Refuse every act after the agency's last day, by the decision that ended it."""
    if closing is not None and closing.is_over(today):
        ask = f"Việc đang dở: hỏi {closing.successor_name}." if closing.successor_name else ""
        raise Refused(
            f"Không ghi được: văn phòng đã kết thúc hoạt động hết ngày "
            f"{closing.closed_on:%d/%m/%Y}, theo {closing.basis}",
            cure=f"Vẫn xem và tra cứu được. {ask}".strip(),
        )


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
