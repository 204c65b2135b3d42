"""Of which years a year book is made."""

from collections.abc import Collection

from dienhong.core.refusal import Refused


def check_book(year: int, years: Collection[int], *, waits: bool) -> None:
    """Refuse the book of a year in which nothing was published, and one that is being made."""
    if year not in years:
        raise Refused(
            f"Chưa lập được sổ năm {year}: năm ấy không có việc nào được công khai",
            cure="Chọn năm khác.",
        )
    if waits:
        raise Refused(
            f"Chưa lập được sổ năm {year}: một bản của năm ấy đang được lập",
            cure="Xem lại trang Sổ công khai năm sau ít phút.",
        )
