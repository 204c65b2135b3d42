"""How long slips, waits and lists last, and what is refused at the door. The numbers are ours:
no regulation sets them, and each says why it is what it is."""

from datetime import date, datetime, timedelta

from dienhong.core.refusal import Refused

# A leave of ten working days passes before the paper is worth nothing.
SLIP_DAYS = 14
# Three groups of five: 65.8 bits, which nobody guesses in fourteen days at any speed.
SLIP_GROUPS = 3
# A person who mistypes is not stopped; who guesses gets a hundred tries a day instead of millions.
FREE_TRIES = 5
# No longer: whoever knows a name could otherwise keep its holder out.
LONGEST_WAIT = timedelta(minutes=15)
# The count of wrong tries is forgotten, and its row erased, a day after the last one.
TRIES_KEPT = timedelta(hours=24)
# Wrong tries from one address within ``LONGEST_WAIT``: a whole office may share an address.
TRIES_FROM_ONE_ADDRESS = 300
# Sign-ins stay in a person's own list for a month, to notice one that was not hers.
SIGN_INS_KEPT = timedelta(days=30)
# On paper, for a lost phone; 43.9 bits each, behind the password and the brake.
RECOVERY_CODES, RECOVERY_GROUPS = 10, 2
FEW_RECOVERY_CODES = 3
# A phone, a computer, a token in the drawer, and their successors.
MOST_KEYS = 10
# Between name and second factor.
SECOND_STEP = timedelta(minutes=10)
# A session ends a working day after it began, however busy it is.
SESSION = timedelta(hours=10)


def slip_valid_to(today: date) -> date:
    """Return the last day of a slip that is made today."""
    return today + timedelta(days=SLIP_DAYS)


def wait_after(wrong: int) -> timedelta:
    """Return how long to wait after so many wrong tries: 1, 2, 4, 8, 15 minutes from the fifth."""
    if wrong < FREE_TRIES:
        return timedelta(0)
    return min(LONGEST_WAIT, timedelta(minutes=2 ** min(wrong - FREE_TRIES, 4)))


def check_waited(waits_until: datetime | None, at: datetime) -> None:
    """Refuse a try before its time."""
    if waits_until is not None and at < waits_until:
        minutes = -(-(waits_until - at) // timedelta(minutes=1))
        raise Refused(
            f"Chưa thử lại được: đã nhập sai nhiều lần, còn phải chờ {minutes} phút",
            cure="Ai có khoá trong điện thoại thì dùng khoá ngay được. Quên mật khẩu thì "
            "đến bộ phận hành chính lấy phiếu đăng nhập.",
        )


def check_slip(fits: bool, valid_to: date | None, today: date) -> None:
    """Refuse a slip that does not fit or is too old, in the same words for every cause."""
    if not fits or valid_to is None or valid_to < today:
        raise Refused(
            "Chưa đăng nhập được bằng phiếu: tên đăng nhập hoặc mã chưa đúng, hoặc phiếu đã hết "
            "hạn, đã dùng, đã huỷ",
            cure="Soát lại từng nhóm chữ của mã. Phiếu mới lấy ở bộ phận hành chính.",
        )


def check_not_oneself(oneself: bool) -> None:
    """Refuse to make a slip for oneself: whoever is in would shut the door behind her."""
    if oneself:
        raise Refused(
            "Không cấp phiếu cho chính mình được: mật khẩu đang dùng sẽ hết hiệu lực ngay",
            cure="Đổi mật khẩu ở trang «Đăng nhập của tôi»; đã quên thì nhờ người khác giữ chức "
            "năng này cấp phiếu, hoặc người giữ máy chủ dùng lệnh dienhong slip.",
        )


def check_old_password(right: bool) -> None:
    """Refuse a change by whoever does not know the password."""
    if not right:
        raise Refused("Mật khẩu đang dùng chưa đúng", cure="Soát lại bộ gõ và chữ hoa.")


def may_come_in(is_active: bool, left_on: date | None, today: date) -> bool:
    """Tell whether an account opens the office today: to the last day of its person."""
    return is_active and (left_on is None or left_on >= today)


def check_no_authenticator(there_is: bool) -> None:
    """Refuse to put a new application beside one in use."""
    if there_is:
        raise Refused(
            "Chưa thiết lập được: đang có ứng dụng tạo mã",
            cure="Đổi điện thoại thì tắt ứng dụng cũ trước, bằng mật khẩu và một mã.",
        )


def check_code(right: bool) -> None:
    """Refuse a code that is wrong, too old, or was taken before."""
    if not right:
        raise Refused(
            "Mã chưa đúng, hoặc đã dùng rồi",
            cure="Chờ ứng dụng hiện mã kế tiếp rồi nhập; đồng hồ điện thoại để chế độ tự động.",
        )


def check_may_turn_off(demanded: bool) -> None:
    """Refuse to turn off what the person's function needs."""
    if demanded:
        raise Refused(
            "Không tắt được: chức năng đang giữ phải có lớp xác nhận thứ hai",
            cure="Đổi điện thoại thì nhờ bộ phận hành chính xoá, rồi thiết lập lại ngay.",
        )


def asks_second(has_codes: bool, has_keys: bool, demanded: bool) -> bool:
    """Tell whether a password alone does not open the account.

    A key that somebody keeps for convenience asks nothing of the password, unless the function
    needs a second factor and the key is the only one there is.
    """
    return has_codes or (has_keys and demanded)


def check_few_keys(count: int) -> None:
    """Refuse to keep keys without end."""
    if count >= MOST_KEYS:
        raise Refused(
            f"Chưa thêm được: đã có {MOST_KEYS} khoá", cure="Xoá khoá của máy không còn dùng trước."
        )


def check_new_key(known: bool) -> None:
    """Refuse a key that is somebody's already."""
    if known:
        raise Refused("Chưa thêm được: khoá này đã có", cure="Dùng khoá khác của máy.")


def check_may_come_in(allowed: bool) -> None:
    """Refuse whose account opens the office no more."""
    if not allowed:
        raise Refused("Không đăng nhập được bằng tài khoản này", cure="Hỏi bộ phận hành chính.")


def check_same_person(same: bool) -> None:
    """Refuse a second factor of somebody else."""
    if not same:
        raise Refused(
            "Chưa đăng nhập được: khoá này không phải của tài khoản vừa nhập mật khẩu",
            cure="Đăng nhập lại từ đầu.",
        )


def check_provider_address(safe: bool) -> None:
    """Refuse to ask an account system in the clear."""
    if not safe:
        raise Refused(
            "Chưa dùng được địa chỉ này của hệ thống tài khoản",
            cure="Địa chỉ phải bắt đầu bằng https://.",
        )


def outside_refused() -> Refused:
    """Return the one "no" to an answer of the account system, whatever was wrong with it."""
    return Refused(
        "Chưa đăng nhập được bằng tài khoản của tỉnh: câu trả lời không khớp với lần hỏi này",
        cure="Bấm đăng nhập lại từ đầu; không được thì dùng mật khẩu.",
    )


def check_outside(fits: bool) -> None:
    """Refuse an answer of the account system that does not fit what was asked."""
    if not fits:
        raise outside_refused()


def check_named(there_is_one: bool) -> None:
    """Refuse whom nobody here is called by: the account system adds no people."""
    if not there_is_one:
        raise Refused(
            "Chưa đăng nhập được: tài khoản của tỉnh này chưa nối với ai ở văn phòng này",
            cure="Bộ phận hành chính thêm người với đúng tên đăng nhập, hoặc bỏ nối tài khoản cũ.",
        )
