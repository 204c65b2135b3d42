"""What must be so before a text becomes the agency's regulation (qd.dieu-1, qd.dieu-2)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dienhong.core.citation import Citation
from dienhong.core.refusal import Outdated, Refused
from dienhong.core.voting.threshold import Threshold
from dienhong.regulation.vocabulary import Parameter, Type

EARLIEST_YEAR = 1998  # the first decree on democracy in agencies, 71/1998/NĐ-CP
# The powers that its acts take.
PREPARE, ISSUE = "regulation.prepare", "regulation.issue"
SETTLE, READ_WEAKER = "regulation.settle", "regulation.acknowledge_weaker"
# The longest laws have some hundreds of articles; these keep one upload from stopping an office.
MOST_LINES, MOST_PROVISIONS, MOST_AT_ONCE = 20_000, 5_000, 200


def check_lines(lines: int) -> None:
    """Refuse a text of far more lines than any regulation has."""
    if lines > MOST_LINES:
        raise Refused(
            f"Chưa nạp được: văn bản có {lines} dòng, nhiều hơn {MOST_LINES} dòng",
            cure="Chỉ nạp quyết định ban hành và quy chế, bỏ phụ lục và biểu mẫu.",
        )


def check_provisions(provisions: int) -> None:
    """Refuse a text of far more provisions than any regulation has."""
    if provisions > MOST_PROVISIONS:
        raise Refused(
            f"Chưa nạp được: văn bản có {provisions} đơn vị, nhiều hơn {MOST_PROVISIONS}",
            cure="Chỉ nạp quyết định ban hành và quy chế, bỏ phụ lục và biểu mẫu.",
        )


def check_some(rows: int) -> None:
    """Refuse a decision on nothing, or on more than one page holds."""
    if not 0 < rows <= MOST_AT_ONCE:
        raise Refused(
            "Chưa ghi được: chưa chọn mục nào, hoặc chọn quá nhiều mục một lúc",
            cure=f"Chọn từ một đến {MOST_AT_ONCE} mục rồi xác nhận.",
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """How a version came to be issued.

    ``declared``: it was in force before it came in here, issued outside. Otherwise it is new, and
    ``union_paper`` names the union's paper or the minutes on its draft.
    """

    declared: bool
    union_paper: str = ""


def check_heard(origin: Origin, source: Citation | None) -> None:
    """Refuse a new version on which the union was not heard; ``source`` is the law that asks it."""
    if not origin.declared and not origin.union_paper.strip():
        raise Refused(
            "Chưa ban hành được: bản mới chưa ghi ý kiến của Công đoàn",
            source,
            cure="Ghi số, ngày văn bản hoặc biên bản ý kiến; bản đã có hiệu lực từ trước "
            "thì chọn mục đó.",
        )


def check_declared(origin: Origin, issued_on: date, in_force_from: date, today: date) -> None:
    """Refuse to declare as in force before what was not signed before, or does not hold yet."""
    if origin.declared and (issued_on >= today or in_force_from > today):
        raise Refused(
            "Chưa ban hành được: bản đã có hiệu lực từ trước phải ký trước hôm nay "
            f"({today:%d/%m/%Y}) và đang có hiệu lực",
            cure="Soát lại ngày; nếu là bản mới thì ghi ý kiến của Công đoàn.",
        )


def check_may_decide(is_draft: bool, is_issued: bool, decided: int) -> None:
    """Refuse to decide in a text put aside, or again on what an issued version has decided."""
    if not (is_draft or (is_issued and not decided)):
        raise Refused(
            "Không sửa được: bản này đã ban hành hoặc đã bỏ",
            cure="Mục còn chờ của bản đã ban hành vẫn quyết định được; mục đã quyết định "
            "thì chỉ đổi bằng một bản mới.",
        )


def check_still_draft(is_draft: bool) -> None:
    """Refuse to change a version that has been issued: nothing recorded is edited."""
    if not is_draft:
        raise Refused(
            "Không sửa được: bản này đã ban hành hoặc đã bỏ",
            cure="Nạp một bản mới; bản cũ được giữ nguyên.",
        )


def check_nothing_pending(pending: int) -> None:
    """Refuse to issue while anything read from the text has not been decided by a person."""
    if pending:
        raise Refused(
            f"Chưa ban hành được: còn {pending} mục đọc được chưa có người xác nhận",
            cure="Mở bước «Xác nhận», chọn Xác nhận, Sửa hoặc Để ngỏ cho từng mục.",
        )


def check_one_value(label: str, confirmed: int) -> None:
    """Refuse to issue while a number has two confirmed values: nothing chooses between them."""
    if confirmed > 1:
        raise Refused(
            f"Chưa ban hành được: «{label}» đang có {confirmed} giá trị cùng được xác nhận",
            cure="Để ngỏ những giá trị không dùng, giữ lại một.",
        )


def check_doubts_seen(doubts: int, seen: bool) -> None:
    """Refuse to issue while a doubtful place of the text has not been read."""
    if doubts and not seen:
        raise Refused(
            f"Chưa ban hành được: còn {doubts} chỗ ngờ trong văn bản chưa được xem",
            cure="Đọc từng chỗ ngờ ở cuối trang rồi đánh dấu đã xem.",
        )


def check_days(issued_on: date, in_force_from: date, today: date, others: Collection[date]) -> None:
    """Refuse days that cannot be: issued in the future, in force before issue, or two at once."""
    if issued_on.year < EARLIEST_YEAR:
        raise Refused(
            f"Chưa ban hành được: ngày ban hành {issued_on:%d/%m/%Y} quá xa",
            cure="Soát lại năm ban hành.",
        )
    if issued_on > today:
        raise Refused(
            f"Chưa ban hành được: ngày ban hành {issued_on:%d/%m/%Y} còn ở phía trước",
            cure=f"Ghi ngày trên quyết định, không sau hôm nay ({today:%d/%m/%Y}).",
        )
    if in_force_from < issued_on:
        raise Refused(
            f"Chưa ban hành được: ngày có hiệu lực {in_force_from:%d/%m/%Y} "
            f"trước ngày ban hành {issued_on:%d/%m/%Y}",
            cure="Ghi ngày có hiệu lực từ ngày ban hành trở đi.",
        )
    if in_force_from in others:
        raise Refused(
            f"Chưa ban hành được: đã có một bản khác có hiệu lực từ {in_force_from:%d/%m/%Y}",
            cure="Chọn ngày có hiệu lực khác.",
        )


_SHARE = re.compile(r"[0-9]{1,3}/[0-9]{1,3}")
_RANGE = re.compile(r"[0-9]{1,4}-[0-9]{1,4}")
# What a value of each type has to be, and how it is written.
_SHAPES = {
    Type.TERM: ("một thời hạn", "Ghi một số nguyên từ 1 trở lên và chọn đơn vị."),
    Type.RUN: ("một thời gian", "Ghi một số nguyên từ 1 trở lên và chọn đơn vị."),
    Type.COUNT: ("một số lượng", "Ghi một số nguyên từ 1 trở lên."),
    Type.SHARE: ("một tỷ lệ", "Ghi phân số không quá 1, ví dụ 1/3; quá nửa là «trên 1/2»."),
    Type.RANGE: ("một khoảng", "Ghi số nhỏ, gạch nối, số lớn, ví dụ 3-9."),
    Type.PERIOD: ("một định kỳ", "Chọn một định kỳ trong danh sách."),
    Type.LIST: ("một nội dung", "Ghi nội dung của mục này."),
    Type.DUTY: ("một nội dung", "Ghi lời của điều khoản."),
}


def check_value(meant: Parameter, value: int | str, bound: str = "") -> None:
    """Refuse a value that is none of its parameter's type."""
    if not _fits(meant, value, bound):
        what, cure = _SHAPES[meant.type]
        said = f"«{value}»" if str(value).strip() else "ô để trống"
        raise Refused(f"Chưa lưu được: {said} không phải {what} ({meant.label})", cure=cure)


def _fits(meant: Parameter, value: int | str, bound: str) -> bool:
    if meant.type in {Type.TERM, Type.RUN, Type.COUNT}:
        return isinstance(value, int) and value > 0
    text = str(value).strip()
    if meant.type is Type.SHARE:
        return _is_share(text, bound)
    if meant.type is Type.RANGE:
        low, _, high = text.partition("-")
        return _RANGE.fullmatch(text) is not None and 0 < int(low) <= int(high)
    return text in meant.units if meant.type is Type.PERIOD else bool(text)


def _is_share(text: str, bound: str) -> bool:
    _, _, whole = text.partition("/")
    if not _SHARE.fullmatch(text) or not int(whole):
        return False
    try:
        Threshold(Fraction(text), strict=bound == "more_than", of="")
    except ValueError:
        return False
    return True


def check_correction(meant: Parameter, value: int | str, bound: str, because: str) -> None:
    """Refuse a value that is none of its type, and a reading of a person's without reason."""
    check_value(meant, value, bound)
    if not because.strip():
        raise Refused(
            "Chưa lưu bản sửa: chưa ghi lý do",
            cure="Ghi vì sao sửa, để người kiểm tra sau này hiểu.",
        )


def check_needs_settling(is_needed: bool, label: str) -> None:
    """Refuse to settle what the regulation, or the law for certain, sets already."""
    if not is_needed:
        raise Refused(
            f"Không tự định được: quy chế hoặc luật đã đặt «{label}»",
            cure="Muốn đặt khác thì ban hành bản quy chế mới.",
        )


def check_settled(holds_from: date, today: date, decided_by: str, ground: str) -> None:
    """Refuse a value of which nobody knows who decided it, why, or from a credible day on."""
    if not (decided_by.strip() and ground.strip()):
        raise Refused(
            "Chưa ghi được: chưa ghi ai định hoặc căn cứ",
            cure="Chọn chức năng quyết định và ghi căn cứ: số, ngày văn bản hoặc cuộc họp.",
        )
    if not EARLIEST_YEAR <= holds_from.year <= today.year + 1:
        raise Refused(
            f"Chưa ghi được: ngày bắt đầu {holds_from:%d/%m/%Y} quá xa",
            cure=f"Ghi ngày từ năm {EARLIEST_YEAR} đến hết năm sau.",
        )


def check_weaker_unread(unread: int) -> None:
    """Refuse to say that weaker values were read where there is none to read."""
    if not unread:
        raise Refused(
            "Không cần ghi: không còn con số yếu hơn luật nào chưa đọc",
            cure="Không cần làm gì thêm.",
        )


def check_as_read(changed: Collection[str]) -> None:
    """Refuse to decide on what another has decided since it was read; say what it is now."""
    if changed:
        raise Outdated(
            f"Chưa ghi được: có người vừa quyết định trước. {' '.join(changed)}",
            cure="Mở lại trang, đọc nội dung đang ghi rồi quyết định.",
        )


def check_not_entered(entered: bool) -> None:
    """Refuse to enter the same item of a list twice."""
    if entered:
        raise Refused(
            "Chưa ghi thêm được: mục này ở điều khoản này đã có trong danh sách",
            cure="Xem lại danh sách; sửa mục đã có nếu chữ chưa đúng.",
        )


def check_unit(unit: str, known: Collection[str], label: str) -> None:
    """Refuse to confirm a number in a unit that the program cannot count it in."""
    if known and unit not in known:
        raise Refused(
            f"Chưa xác nhận được: «{label}» đọc được theo đơn vị mà phần mềm chưa đếm được",
            cure="Để ngỏ mục này để áp dụng luật, hoặc sửa sang đơn vị có trong danh sách.",
        )


def check_address(address: str, known: Collection[str]) -> None:
    """Refuse a parameter at an address that the text does not have."""
    if address not in known:
        raise Refused(
            f"Chưa lưu: văn bản không có địa chỉ «{address}»",
            cure="Chọn điều khoản trong danh sách.",
        )
