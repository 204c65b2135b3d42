"""The file that lies in a PDF under a name, of a PDF that a stranger gave."""

from typing import BinaryIO

from dienhong.core.refusal import Refused
from dienhong.record.inspection import pdf

_MOST_FILES = 20
_LARGEST = 4_000_000  # bytes


def read(file: BinaryIO, name: str) -> bytes:
    """Return the one file of this name; ``Refused`` where there is none, or more than one."""
    document = pdf.opened(file)
    files = [
        document.get_attachment(n) for n in range(min(document.count_attachments(), _MOST_FILES))
    ]
    found = [each for each in files if each.get_name() == name]
    if len(found) != 1:
        raise Refused(
            f"tệp PDF không mang dữ liệu «{name}»",
            cure="Dùng đúng tệp PDF đã nhận; bản in rồi quét lại không còn dữ liệu.",
        )
    content = bytes(found[0].get_data())
    if len(content) > _LARGEST:
        raise Refused(f"dữ liệu trong tệp PDF dài quá {_LARGEST // 1_000_000} MB")
    return content
