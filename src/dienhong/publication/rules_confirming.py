"""What a technical confirmation of a publication must be. Pure.

Serves the clauses by which an outsider may ask that a publication be proved.
"""

from datetime import date, datetime

from dienhong.core.refusal import Refused


def check_shown(is_public: bool) -> None:
    """Refuse to confirm what is not public: there is nothing to prove to anyone."""
    if not is_public:
        raise Refused(
            "Chưa lập được bản xác nhận: việc này không đang công khai",
            cure="Lập khi việc đã công khai; việc đã thu hồi thì dùng biên bản thu hồi.",
        )


def check_asked(day: date | None, today: date) -> None:
    """Refuse to answer for a day that has not come."""
    if day is not None and day > today:
        raise Refused(
            f"Chưa lập được bản xác nhận: ngày {day:%d/%m/%Y} còn ở phía trước",
            cure=f"Hỏi về một ngày không sau hôm nay ({today:%d/%m/%Y}).",
        )


def check_clock(latest: datetime | None) -> None:
    """Refuse while the clock stands before what was written last (``latest``, local time).

    Other acts are marked and done; a confirmation says how many days have passed, and would be
    wrong.
    """
    if latest is not None:
        raise Refused(
            "Chưa lập được bản xác nhận: đồng hồ máy chủ đang lùi, sổ đã ghi đến "
            f"{latest:%H:%M ngày %d/%m/%Y}",
            cure="Chỉnh lại đồng hồ máy chủ; nếu trước đây đồng hồ chạy nhanh thì chờ qua giờ đó.",
        )


def check_content(opens: bool) -> None:
    """Refuse to confirm words that are not those of which the journal has the digest."""
    if not opens:
        raise Refused(
            "Chưa lập được bản xác nhận: nội dung đang lưu không khớp dấu băm đã ghi trong sổ",
            cure="Khám máy chủ bằng dienhong doctor --deep; việc nhận bàn giao thì lập ở nơi giao.",
        )


def check_entries(whole: bool) -> None:
    """Refuse to confirm by entries that are not as they were written."""
    if not whole:
        raise Refused(
            "Chưa lập được bản xác nhận: mục sổ ghi của việc này không còn nguyên vẹn",
            cure="Kiểm tra sổ bằng dienhong journal verify, khôi phục từ bản sao lưu.",
        )


def check_printed(holds: bool, paper: str) -> None:
    """Refuse where the journal no longer has the past of which a paper has the fingerprint."""
    if not holds:
        raise Refused(
            f"Chưa lập được bản xác nhận: sổ ghi không còn khớp dấu sổ đã in ({paper})",
            cure="Giữ tờ giấy đó, kiểm tra sổ bằng dienhong journal compare.",
        )
