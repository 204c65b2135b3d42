"""The vocabulary: the parameters that chapters may ask for, read from one table.

The table is ``data/vocabulary.toml``; ``docs/reference/vocabulary.md`` is made from it. A chapter
reads no number of law by another way. Here too: how values are said and compared.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any


class Type(StrEnum):
    """What a parameter's value is; lists, periods and duties have one row an item."""

    TERM = "term"
    RUN = "run"
    PERIOD = "period"
    SHARE = "share"
    COUNT = "count"
    RANGE = "range"
    LIST = "list"
    DUTY = "duty"


class Direction(StrEnum):
    """Which of two values is the stronger one for the staff."""

    SHORTER = "shorter"
    LONGER = "longer"
    LOWER = "lower"
    HIGHER = "higher"
    WITHIN = "within"
    FIXED = "fixed"
    UNION = "union"
    OWN = "own"


TYPES = {
    Type.TERM: "thời hạn",
    Type.RUN: "thời gian kéo dài",
    Type.PERIOD: "định kỳ",
    Type.SHARE: "tỷ lệ",
    Type.COUNT: "số lượng",
    Type.RANGE: "khoảng",
    Type.LIST: "danh mục",
    Type.DUTY: "việc phải làm, được làm",
}
DIRECTIONS = {
    Direction.SHORTER: "ngắn hơn là mạnh hơn",
    Direction.LONGER: "dài hơn là mạnh hơn",
    Direction.LOWER: "thấp hơn là mạnh hơn",
    Direction.HIGHER: "cao hơn là mạnh hơn",
    Direction.WITHIN: "nằm trong khoảng của luật",
    Direction.FIXED: "luật định, không đặt khác",
    Direction.UNION: "gộp cả hai",
    Direction.OWN: "cơ quan tự định, luật không đặt",
}
PROCEDURES = {
    "PUB": "Công khai",
    "CON": "Tham gia ý kiến",
    "CNF": "Hội nghị",
    "BAL": "Bàn, biểu quyết, bỏ phiếu",
    "SUP": "Kiểm tra, giám sát",
    "CASE": "Đơn thư, công việc của công dân",
    "SVC": "Niêm yết thủ tục, tiếp công dân",
    "DUTY": "Việc định kỳ",
    "EVAL": "Đánh giá, công tác cán bộ",
    "VOICE": "Ý kiến, gặp gỡ, phê bình",
    "GUARD": "Bảo vệ người góp ý",
    "DELEG": "Phân công, ủy quyền",
    "UPW": "Quan hệ với cấp trên",
    "REPORT": "Báo cáo",
    "ORG": "Tổ chức, con người",
    "REG": "Quy chế",
}
START = "PUB"
"""The procedure with which an office can start, before the others are confirmed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One name of the vocabulary.

    ``units`` are those that the program can count in, ``bound`` the usual one of the value,
    ``counting`` the key of the convention by which it is counted, ``procedures`` who reads it,
    ``effect`` what the office does by it ("{said}" is the value). By which words it is found in a
    text is told in ``cues``.
    """

    name: str
    label: str
    meaning: str
    effect: str
    type: Type
    direction: Direction
    units: tuple[str, ...]
    bound: str
    counting: str
    procedures: tuple[str, ...]
    # Goes before the parameter of this name where a case of the kind ``where`` is at hand.
    overrides: str = ""
    where: str = ""

    @property
    def is_list(self) -> bool:
        """Tell whether there may be several values at once: items, periods, clauses."""
        return self.direction is Direction.UNION or self.type is Type.PERIOD

    @property
    def may_be_settled(self) -> bool:
        """Tell whether the office itself may say the value where regulation and law are silent."""
        return not self.is_list or self.direction is Direction.OWN

    @property
    def counted_in(self) -> tuple[str, ...]:
        """Return the units of its numbers; those of a period are its values."""
        return () if self.type is Type.PERIOD else self.units

    @property
    def is_start(self) -> bool:
        """Tell whether an office cannot start before this has been decided."""
        return self.procedures[0] == START


def _read() -> dict[str, Any]:
    table = resources.files("dienhong.regulation") / "data" / "vocabulary.toml"
    return tomllib.loads(table.read_text("utf-8"))


def _parameter(name: str, row: dict[str, Any]) -> Parameter:
    return Parameter(
        name=name,
        label=row["label"],
        meaning=row["meaning"],
        effect=row.get("effect", row["meaning"]),
        type=Type(row["type"]),
        direction=Direction(row["direction"]),
        units=tuple(row.get("units", ())),
        bound=row.get("bound", ""),
        counting=row.get("counting", ""),
        procedures=tuple(row["procedures"]),
        overrides=row.get("overrides", ""),
        where=row.get("where", ""),
    )


_TABLE = _read()
COUNTING: dict[str, str] = {key: row["rule"] for key, row in _TABLE.pop("counting").items()}
ALL = tuple(
    _parameter(f"{group}.{key}", row) for group, rows in _TABLE.items() for key, row in rows.items()
)
BY_NAME = {parameter.name: parameter for parameter in ALL}
TERM = BY_NAME["publication.term"]
RUN = BY_NAME["publication.run"]
KIND = BY_NAME["publication.kind"]
FORM = BY_NAME["publication.form"]
SECRECY = BY_NAME["publication.secrecy"]
ON_REQUEST = BY_NAME["publication.on_request"]
HEARD = BY_NAME["regulation.heard"]

UNITS = {
    "hour": "giờ",
    "working_day": "ngày làm việc",
    "day": "ngày",
    "week": "tuần",
    "month": "tháng",
    "quarter": "quý",
    "half_year": "sáu tháng",
    "year": "năm",
    "person": "người",
    "member": "thành viên",
}
BOUNDS = {
    "at_most": "chậm nhất",
    "at_least": "ít nhất",
    "more_than": "trên",
    "less_than": "dưới",
    "exactly": "",
    "between": "",
    "every": "",
}
PERIODS = {
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "half_year": "sáu tháng một lần",
    "year": "hằng năm",
    "term": "theo nhiệm kỳ",
}
# Who is counted, in the words that follow a share.
COUNTED = {
    "roll": "tổng số cán bộ, công chức, viên chức, người lao động",
    "summoned": "số người được triệu tập",
    "attending": "số người dự họp",
}
CHANNELS = {
    "posting": "Niêm yết tại bảng tin",
    "conference": "Thông báo tại hội nghị",
    "briefing": "Thông báo tại giao ban, cuộc họp",
    "document_all": "Văn bản gửi toàn thể",
    "heads": "Qua người phụ trách bộ phận",
    "party_union": "Qua cấp ủy, Công đoàn",
    "internal_system": "Hệ thống thông tin nội bộ",
    "public_site": "Cổng, trang thông tin điện tử công khai",
    "other": "Hình thức khác",
}


def special_cases() -> tuple[str, ...]:
    """Return the kinds of case for which another act sets numbers of its own."""
    return tuple(dict.fromkeys(each.where for each in ALL if each.overrides))


def name_for(name: str, case: str) -> str:
    """Return the parameter that holds in a case: the special one, or else the one asked for."""
    special = (each.name for each in ALL if case and (each.overrides, each.where) == (name, case))
    return next(special, name)


def say(meant: Parameter, value: int | str, unit: str = "", bound: str = "") -> str:
    """Return a value as people say it: "chậm nhất 5 ngày làm việc", "ít nhất 1/3", "hằng quý"."""
    if meant.is_list:
        return _say_item(meant, str(value))
    counted = UNITS.get(unit, unit)
    if meant.type is Type.RANGE:
        low, _, high = str(value).partition("-")
        return f"từ {low} đến {high or low} {counted}".strip()
    if meant.type is Type.COUNT and bound == "at_most":
        return f"từ {value} {counted} trở xuống".strip()
    unbroken = " liên tục" if meant.type is Type.RUN and unit == "day" else ""
    return f"{BOUNDS.get(bound, '')} {value} {counted}".strip() + unbroken


def _say_item(meant: Parameter, value: str) -> str:
    if meant.type is Type.PERIOD:
        return PERIODS.get(value, value)
    return say_channels(value) if meant.name == FORM.name else value


def say_channels(codes: str) -> str:
    """Return channel codes as Vietnamese: "Niêm yết tại bảng tin; Thông báo tại hội nghị"."""
    return "; ".join(CHANNELS.get(code, code) for code in codes.split(",") if code)


def effect_of(meant: Parameter, said: str) -> str:
    """Return what the office does by a value: the sentence that a person confirms."""
    return meant.effect.replace("{said}", said.rstrip(".;"))
