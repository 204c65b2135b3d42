"""The roll: who is counted where a share of the staff is asked."""

from dataclasses import dataclass

from dienhong.core.refusal import Refused
from dienhong.organisation.categories import CATEGORY_LABELS, StaffCategory


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
            cure="Một người khác có quyền ký với tư cách người thứ hai ký.",
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
