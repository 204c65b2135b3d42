"""Names of the parameters that chapters may ask for, with how people read them.

A chapter reads no number of law by another way. The whole table, for all chapters, comes
with the issue "The regulation drives"; these are the parameters of publication.
"""

from dataclasses import dataclass
from enum import StrEnum


class Direction(StrEnum):
    """Which of two values is the stronger one for the staff."""

    SHORTER = "shorter"
    LONGER = "longer"
    UNION = "union"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name of the vocabulary: what it means, its units, and its direction."""

    name: str
    label: str
    meaning: str
    direction: Direction
    units: tuple[str, ...] = ()
    bound: str = ""

    @property
    def is_list(self) -> bool:
        """Tell whether the parameter is a list of items rather than one number."""
        return self.direction is Direction.UNION


TERM = Parameter(
    "publication.term",
    "Thời hạn công khai",
    "Chậm nhất bao nhiêu ngày kể từ ngày có quyết định, văn bản thì phải công khai.",
    Direction.SHORTER,
    ("working_day", "day"),
    "at_most",
)
RUN = Parameter(
    "publication.run",
    "Thời gian niêm yết",
    "Niêm yết ít nhất bao nhiêu ngày liên tục kể từ ngày công khai.",
    Direction.LONGER,
    ("day",),
    "at_least",
)
KIND = Parameter(
    "publication.kind",
    "Nội dung phải công khai",
    "Những loại nội dung phải công khai trong cơ quan.",
    Direction.UNION,
)
FORM = Parameter(
    "publication.form",
    "Hình thức công khai",
    "Những cách đưa nội dung đến cán bộ, công chức, viên chức, người lao động.",
    Direction.UNION,
)
ALL = (TERM, RUN, KIND, FORM)
BY_NAME = {parameter.name: parameter for parameter in ALL}

UNITS = {"working_day": "ngày làm việc", "day": "ngày liên tục"}
BOUNDS = {"at_most": "chậm nhất", "at_least": "ít nhất"}
CHANNELS = {
    "posting": "Niêm yết tại bảng tin",
    "conference": "Thông báo tại hội nghị",
    "briefing": "Thông báo tại giao ban, cuộc họp",
    "document_all": "Văn bản gửi toàn thể",
    "heads": "Qua người phụ trách bộ phận",
    "party_union": "Qua cấp ủy, Công đoàn",
    "internal_system": "Hệ thống thông tin nội bộ",
    "other": "Hình thức khác",
}


def say_quantity(value: int, unit: str, bound: str) -> str:
    """Return a number of the law as people say it: "chậm nhất 5 ngày làm việc"."""
    return f"{BOUNDS.get(bound, '')} {value} {UNITS.get(unit, unit)}".strip()


def say_channels(codes: str) -> str:
    """Return channel codes as Vietnamese: "Niêm yết tại bảng tin; Thông báo tại hội nghị"."""
    return "; ".join(CHANNELS.get(code, code) for code in codes.split(",") if code)
