"""Codes of the legal functions that procedures name, and those with which an office begins.

Names, holders and who stands in are data of the office (``models.LegalFunction``).
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources


class Function(StrEnum):
    """A legal function (chức năng pháp lý) that some procedure names."""

    CHIEF = "chief"
    DEPUTY_CHIEF = "deputy-chief"
    HEAD_OF_DEPARTMENT = "head-of-department"
    DEPUTY_HEAD_OF_DEPARTMENT = "deputy-head-of-department"
    ADMINISTRATION = "administration"
    UNION_EXECUTIVE = "union-executive"
    PARTY_COMMITTEE = "party-committee"
    INSPECTION_COMMITTEE = "inspection-committee"
    YOUTH_UNION = "youth-union"
    WOMENS_GROUP = "womens-group"
    VETERANS = "veterans"
    CO_ORGANISER = "co-organiser"
    NOMINATOR = "nominator"
    RECOGNISER = "recogniser"
    RECIPIENT_OF_NOTICES = "recipient-of-notices"


class FunctionKind(StrEnum):
    """Whether persons hold it, several members make it up, or another function plays it."""

    OFFICE = "office"
    BODY = "body"
    ROLE = "role"


KIND_LABELS = {
    FunctionKind.OFFICE: "Chức vụ, nhiệm vụ",
    FunctionKind.BODY: "Tổ chức",
    FunctionKind.ROLE: "Vai trong thủ tục",
}


@dataclass(frozen=True, slots=True)
class Beginning:
    """A function as a new office finds it."""

    code: str
    label: str
    kind: FunctionKind
    one_holder: bool = False
    through: str = ""
    stand_in: str = ""
    source: str = ""


@cache
def beginnings() -> tuple[Beginning, ...]:
    """Return the functions of a new office, in their order (``data/functions.toml``)."""
    text = (resources.files("dienhong.organisation") / "data" / "functions.toml").read_text("utf-8")
    rows = tomllib.loads(text)["function"]
    return tuple(Beginning(**{**row, "kind": FunctionKind(row["kind"])}) for row in rows)
