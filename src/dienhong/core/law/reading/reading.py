"""What reading a file gives: its text, what stands apart from it, and what was done."""

from collections.abc import Callable
from dataclasses import dataclass

Eyes = Callable[[bytes], str]  # a picture (PNG) to its text
# What the office itself can do comes first; the program is for whoever keeps the server.
INSTALL = (
    "Dùng bản Word của văn bản, hoặc dán toàn bộ chữ ở trang nạp quy chế. Chỉ còn bản giấy thì "
    "người giữ máy chủ cài chương trình nhận dạng chữ rồi đọc bằng lệnh dienhong law: "
    "sudo apt install tesseract-ocr tesseract-ocr-vie."
)
RECOGNISED = "Nhận dạng chữ từ {} trang ảnh: có thể sai chữ, hãy đối chiếu với bản gốc."


@dataclass(frozen=True, slots=True)
class Aside:
    """Words that the file keeps apart from its running text: a header, a footnote.

    ``place`` says where, in Vietnamese ("Đầu trang", "Chú thích cuối trang 1").
    """

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it was read.

    ``text`` is composed (NFC). ``kind`` is what people call such a file ("Word (.docx)").
    ``notes`` are Vietnamese sentences about what was changed or left out on the way.
    """

    text: str
    kind: str
    notes: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()
