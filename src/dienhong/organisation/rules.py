"""Who may change the organisation, and what an office must be before it opens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from dienhong.core.refusal import Refused
from dienhong.organisation.categories import CATEGORY_LABELS, StaffCategory

CHANGE_PEOPLE = "organisation.change_people"
BIND_POWERS = "organisation.bind_powers"
CLOSE = "organisation.close"
SET_ROLL_RULE = "organisation.set_roll_rule"
# Who signs a roll as the second person, on behalf of those whose shares are counted.
SIGN_ROLL = "organisation.sign_roll"


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


def check_in_person(entering: bool) -> None:
    """Refuse to do for another what each person does alone: passwords, keys, confirmations."""
    if entering:
        raise Refused(
            "Không làm được trong lúc nhập thay: việc này từng người tự làm",
            cure="Kết thúc lượt nhập thay rồi làm.",
        )


def check_entered_for(clerk: str, person: str) -> None:
    """Refuse a clerk who would enter for oneself: one's own acts are done in person."""
    if clerk == person:
        raise Refused(
            "Chưa mở được lượt nhập thay: không ai nhập thay cho chính mình",
            cure="Chọn người đã viết phiếu hoặc đã nói; việc của mình thì làm như thường.",
        )


def check_evidence(from_paper: bool, has_scan: bool, told: str) -> None:
    """Refuse to enter from a paper without its scan, or from speech without who heard it."""
    if from_paper and not has_scan:
        raise Refused(
            "Chưa mở được lượt nhập thay: chưa có ảnh chụp hoặc bản quét của phiếu",
            cure="Chụp hoặc quét phiếu rồi chọn tệp.",
        )
    if not from_paper and not told.strip():
        raise Refused(
            "Chưa mở được lượt nhập thay: chưa ghi nghe ở đâu, lúc nào",
            cure="Ghi nơi, lúc và cách nói: gặp trực tiếp, điện thoại …",
        )


def check_second_person(clerk: str, confirmer: str) -> None:
    """Refuse a clerk who would confirm what the same clerk has entered."""
    if clerk == confirmer:
        raise Refused(
            "Chưa xác nhận được: người nhập thay không tự xác nhận",
            cure="Người đã viết phiếu hoặc đã nói, hay một người khác có quyền, xác nhận.",
        )


def check_not_decided(ended: bool, decided: bool) -> None:
    """Refuse to decide on a sitting that still goes on, or twice on one."""
    if not ended:
        raise Refused(
            "Chưa xác nhận được: lượt nhập thay này chưa kết thúc",
            cure="Người nhập thay kết thúc lượt trước.",
        )
    if decided:
        raise Refused(
            "Không ghi được: lượt nhập thay này đã có người xác nhận hoặc bác",
            cure="Mở trang của lượt đó để xem.",
        )


def check_contested_with_ground(ground: str) -> None:
    """Refuse to contest what was entered without saying what is wrong."""
    if not ground.strip():
        raise Refused(
            "Chưa ghi được: chưa nêu chỗ nhập sai",
            cure="Nêu chỗ khác với phiếu hoặc lời nói.",
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
