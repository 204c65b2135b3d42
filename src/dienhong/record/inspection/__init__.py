"""Opening strangers' files, in a process of its own: ``python -m dienhong.record.inspection``.

Nothing here imports Django or knows an office; the file comes as standard input, the answer goes
to standard output. ``record.worker`` starts it and believes it only what it can check.
"""

from enum import StrEnum

UNREADABLE = "không đọc được tệp, tệp hỏng hoặc chưa chép về hết"
SAVE_AGAIN = "Mở tệp bằng chương trình đã tạo ra nó rồi lưu lại thành PDF."


_OPEN_XML = "application/vnd.openxmlformats-officedocument"


class Kind(StrEnum):
    """What a file may be."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """Return the type that a browser is told (RFC 6838)."""
        return _MEDIA[self][0]

    @property
    def suffix(self) -> str:
        """Return the ending of its name."""
        return _MEDIA[self][1]

    @property
    def said(self) -> str:
        """Return what people call it."""
        return _MEDIA[self][2]


_MEDIA = {
    Kind.PDF: ("application/pdf", ".pdf", "PDF"),
    Kind.PNG: ("image/png", ".png", "ảnh PNG"),
    Kind.JPEG: ("image/jpeg", ".jpg", "ảnh JPEG"),
    Kind.DOCX: (f"{_OPEN_XML}.wordprocessingml.document", ".docx", "văn bản Word (DOCX)"),
    Kind.XLSX: (f"{_OPEN_XML}.spreadsheetml.sheet", ".xlsx", "bảng tính Excel (XLSX)"),
}
BY_MEDIA_TYPE = {media: kind for kind, (media, _, _) in _MEDIA.items()}
# Those that are seen as pictures; of the others the words are shown.
PICTURED = frozenset({Kind.PDF, Kind.PNG, Kind.JPEG})
