"""A meeting's papers: number, day and signed copy."""

from datetime import date

from dienhong.core.refusal import Refused
from dienhong.meetings.rules import check_not_before_meeting


def check_number(number: str, day: date | None, today: date, held_on: date) -> None:
    """Refuse a paper without number or day, dated ahead, or before the meeting."""
    if not number.strip() or day is None:
        raise Refused(
            "Chưa ghi được: văn bản cần cả số và ngày", cure="Ghi số và ngày theo sổ văn thư."
        )
    if day > today:
        raise Refused(
            f"Chưa ghi được: ngày văn bản {day:%d/%m/%Y} còn ở phía trước",
            cure=f"Ghi ngày trên văn bản, không sau hôm nay ({today:%d/%m/%Y}).",
        )
    check_not_before_meeting(day, held_on)


def check_number_free(number: str, year: int, taken_by: str) -> None:
    """Refuse a number that another paper of the kind has in the year."""
    if taken_by:
        raise Refused(
            f"Không ghi được: số {number} năm {year} đã là của «{taken_by}»",
            cure="Soát lại sổ văn thư; ghi đúng số của văn bản này.",
        )


def check_not_numbered(number: str) -> None:
    """Refuse to change what already has a number: the paper with it may be out of the house."""
    if number:
        raise Refused(
            f"Không sửa được: văn bản đã có số {number}",
            cure="Ghi bản đã ký; chỗ nhầm thì đính chính sau khi có bản ký.",
        )


def check_no_copy(has_one: bool) -> None:
    """Refuse a second signed copy over the first: what was signed is not exchanged."""
    if has_one:
        raise Refused(
            "Không ghi được: văn bản này đã có bản ký",
            cure="Nếu quét nhầm, đính chính biên bản và nêu lý do.",
        )


def check_copy(is_copy: bool) -> None:
    """Refuse as a signed copy what can still be typed in: a PDF or a picture it has to be."""
    if not is_copy:
        raise Refused(
            "Không nhận được bản ký: tệp không phải PDF hoặc ảnh quét",
            cure="Quét bản đã ký thành PDF, PNG hoặc JPEG rồi tải lên.",
        )


def check_has_paper(is_there: bool, what: str) -> None:
    """Refuse to make a paper of a kind twice."""
    if is_there:
        raise Refused(
            f"Không lập được: cuộc họp này đã có {what}", cure="Mở văn bản đó tại trang cuộc họp."
        )
