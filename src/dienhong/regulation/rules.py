"""What must be so before a text becomes the agency's regulation (qd.dieu-1, qd.dieu-2)."""

from collections.abc import Collection
from datetime import date

from dienhong.core.refusal import Outdated, Refused

EARLIEST_YEAR = 1998  # the first decree on democracy in agencies, 71/1998/NĐ-CP
# The powers that its acts take.
PREPARE, ISSUE = "regulation.prepare", "regulation.issue"
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


def check_correction(value: int | str, because: str) -> None:
    """Refuse a number that is not a positive count of days, empty words, no reason."""
    if isinstance(value, str) and not value.strip():
        raise Refused("Chưa lưu bản sửa: chưa ghi nội dung", cure="Ghi nội dung của mục này.")
    if isinstance(value, int) and value < 1:
        raise Refused(
            f"Chưa lưu bản sửa: {value} không phải số ngày",
            cure="Ghi một số nguyên từ 1 trở lên.",
        )
    if not because.strip():
        raise Refused(
            "Chưa lưu bản sửa: chưa ghi lý do",
            cure="Ghi vì sao sửa, để người kiểm tra sau này hiểu.",
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
