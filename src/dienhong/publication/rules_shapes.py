"""What the shapes of content ask for: said by the agency for a kind, checked before publication."""

from collections.abc import Collection, Mapping
from datetime import date

from dienhong.core.citation import Citation
from dienhong.core.plain import without_accents
from dienhong.core.refusal import Refused
from dienhong.publication.shapes import BY_CODE, Shape

SHAPES = "publication.shapes"
KEEP_RECORD = "publication.keep_record"

_ASKED = {
    "table": "bảng số liệu",
    "sub_kind": "thuộc việc nhân sự nào",
    "issuer": "cơ quan ban hành",
    "number": "số văn bản",
    "dated_on": "ngày văn bản",
    "names_read": "việc đã soát danh tính",
    "in_force_on": "ngày có hiệu lực",
}


def check_shapes_known(codes: Collection[str]) -> None:
    """Refuse to confirm no shape at all, or one that there is not."""
    if not codes or not set(codes) <= BY_CODE.keys():
        raise Refused(
            "Chưa xác nhận được: chưa chọn dạng nội dung",
            cure="Chọn ít nhất một dạng; không có dạng riêng thì chọn văn bản thường.",
        )


def check_shape_offered(code: str, offered: Collection[str], kind: Citation) -> None:
    """Refuse a shape that the agency has not confirmed for the kind of a matter."""
    if code not in offered:
        raise Refused(
            "Chưa ghi được: dạng này chưa được xác nhận cho loại nội dung của việc",
            kind,
            cure="Xác nhận dạng của loại nội dung ở trang «Dạng của từng loại nội dung».",
        )


def check_sub_kind(said: str, offered: Collection[str], kind: Citation) -> None:
    """Refuse a sub-kind that is not among those confirmed for the kind."""
    if said not in offered:
        raise Refused(
            "Chưa ghi được: việc nhân sự này không có trong danh sách của loại nội dung",
            kind,
            cure="Chọn lại trong danh sách.",
        )


def missing(shape: Shape, details: Mapping[str, object], *, has_table: bool) -> list[str]:
    """Return in words what a shape asks for and a matter does not say yet."""
    there = {name for name, value in details.items() if value} | ({"table"} if has_table else set())
    return [_ASKED[name] for name in shape.demands if name not in there]


def check_described(missed: list[str], kind: Citation) -> None:
    """Refuse to sign what does not say yet what its shape asks for."""
    if missed:
        raise Refused(
            f"Chưa ký được: còn thiếu {', '.join(missed)}",
            kind,
            cure="Trả lại để người soạn ghi ở mục «Thông tin theo loại».",
        )


def names_in(text: str, names: Collection[str]) -> list[str]:
    """Return the people named in a text, by their whole names of at least two words."""
    words = f" {_spaced(text)} "
    return sorted(name for name in set(names) if " " in name and f" {_spaced(name)} " in words)


def _spaced(text: str) -> str:
    signs = (sign if sign.isalnum() else " " for sign in without_accents(text))
    return " ".join("".join(signs).split())


def check_names_read(found: Collection[str], read: Collection[str], kind: Citation) -> None:
    """Refuse a result of a case that names people of the office, unless each name was read."""
    unread = [name for name in found if name not in read]
    if unread:
        raise Refused(
            f"Chưa ghi được: nội dung có tên người của cơ quan: {', '.join(unread)}",
            kind,
            cure="Bỏ tên khỏi tên việc và tóm tắt; nếu bắt buộc phải nêu thì đánh dấu đã soát.",
        )


def check_left_to_its_keepers(left: bool) -> None:
    """Refuse to change a personal notice whose run is over."""
    if left:
        raise Refused(
            "Không ghi được: thông báo này đã hết thời gian công khai và rời danh sách",
            cure="Không cần làm gì thêm; sổ ghi vẫn giữ bằng chứng của đợt niêm yết.",
        )


def check_still_to_replace(is_there: bool, kind: Citation) -> None:
    """Refuse to replace a rule that another one has replaced already, or that there is not."""
    if not is_there:
        raise Refused(
            "Chưa ghi được: quy định được thay không còn trong danh sách đang có hiệu lực",
            kind,
            cure="Mở lại trang rồi chọn trong danh sách; không thay quy định nào thì để trống.",
        )


def check_not_replaced(by_what: str, since: date | None) -> None:
    """Refuse to confirm having read a rule in whose place another one holds."""
    if since is not None:
        raise Refused(
            f"Không xác nhận được: quy định này đã được thay bằng «{by_what}» từ {since:%d/%m/%Y}",
            cure="Mở danh sách nội quy, quy chế, đọc bản đang có hiệu lực rồi xác nhận bản đó.",
        )
