"""Who may change people and functions, and what an office must be before it opens."""

from collections.abc import Collection
from datetime import date

from dienhong.core.refusal import Refused

CHANGE_PEOPLE = "organisation.change_people"
BIND_POWERS = "organisation.bind_powers"
CLOSE = "organisation.close"
SET_ROLL_RULE = "organisation.set_roll_rule"
# Who signs a roll as the second person, on behalf of those whose shares are counted.
SIGN_ROLL = "organisation.sign_roll"


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


def check_not_held(held: bool, label: str, said: str = "") -> None:
    """Refuse to give a person a function that the same person holds already.

    ``said`` is what is written of it ("từ 02/03/2026, căn cứ «…»").
    """
    if held:
        raise Refused(
            f"Chưa giao được: người này đang giữ chức năng {label}{said}",
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


def check_one_holder(one_only: bool, holders: Collection[str], label: str) -> None:
    """Refuse a second holder of a function that one person holds at a time."""
    if one_only and holders:
        raise Refused(
            f"Chưa giao được: {label} chỉ có một người giữ, hiện là {', '.join(holders)}",
            cure="Ghi thôi giữ cho người hiện nay trước, hoặc sửa chức năng thành nhiều người giữ.",
        )


def check_held_in_person(is_role: bool, label: str) -> None:
    """Refuse a person as holder of a part that another function plays."""
    if is_role:
        raise Refused(
            f"Chưa giao được: «{label}» là vai do một chức năng khác đảm nhiệm",
            cure="Sửa chức năng này và chọn bên đảm nhiệm.",
        )


def check_not_last(another: bool, functions_said: str) -> None:
    """Refuse to end the last function whose holder may change people: nobody could mend it."""
    if not another:
        raise Refused(
            "Chưa ghi thôi giữ được: không còn ai khác sửa được người và chức năng",
            cure=f"Giao chức năng {functions_said} cho người khác trước.",
        )


def check_no_circle(code: str, next_of: dict[str, str], what: str) -> None:
    """Refuse a chain of functions that leads back to where it began: nobody would act."""
    seen, at = {code}, next_of.get(code, "")
    while at:
        if at in seen:
            raise Refused(
                f"Chưa sửa được: {what} đi vòng lại chính chức năng này",
                cure="Chọn một chức năng khác.",
            )
        seen.add(at)
        at = next_of.get(at, "")


def check_grounded(named: bool, ground: str) -> None:
    """Refuse to name who plays or stands in without saying on which ground."""
    if named and not ground.strip():
        raise Refused(
            "Chưa sửa được: chưa nêu căn cứ của bên đảm nhiệm hoặc người làm thay",
            cure="Nêu căn cứ: số và ngày của quyết định, hoặc điều khoản.",
        )


def check_edition(seen: int, now: int) -> None:
    """Refuse to overwrite a row that somebody else has changed since the page was opened."""
    if seen != now:
        raise Refused(
            "Chưa ghi được: người khác vừa sửa mục này",
            cure="Mở lại trang để xem bản mới nhất rồi sửa.",
        )


def check_label_free(label: str, taken: bool) -> None:
    """Refuse a name that another function has."""
    if taken:
        raise Refused(f"Chưa ghi được: đã có chức năng tên «{label}»", cure="Chọn một tên khác.")


def check_binding(functions: Collection[str], acting: bool, basis: str) -> None:
    """Refuse to leave a power with nobody, or to move it without a basis."""
    if not functions:
        raise Refused(
            "Chưa giao quyền được: không còn chức năng nào làm được việc này",
            cure="Chọn ít nhất một chức năng.",
        )
    if not acting:
        raise Refused(
            "Chưa giao quyền được: các chức năng đã chọn đều đang khuyết",
            cure="Chọn thêm một chức năng có người giữ.",
        )
    if not basis.strip():
        raise Refused(
            "Chưa giao quyền được: chưa nêu căn cứ",
            cure="Nêu điều khoản của quy chế hoặc số, ngày của quyết định.",
        )


def check_dates(held_from: date, held_to: date | None) -> None:
    """Refuse a function that would end before it begins."""
    if held_to is not None and held_to < held_from:
        raise Refused(
            f"Chưa ghi được: ngày thôi giữ {held_to:%d/%m/%Y} trước ngày nhận {held_from:%d/%m/%Y}",
            cure="Sửa một trong hai ngày.",
        )


def check_said(words: str, what: str) -> None:
    """Refuse an act without the ground or basis that it needs."""
    if not words.strip():
        raise Refused(f"Chưa ghi được: chưa nêu {what}", cure=f"Nêu {what}.")
