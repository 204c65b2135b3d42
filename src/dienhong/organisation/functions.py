"""Codes of the legal functions that procedures name; who holds them is data of the office."""

from enum import StrEnum


class Function(StrEnum):
    """A legal function (chức năng pháp lý). The label is what people read."""

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

    @property
    def label(self) -> str:
        """Return the Vietnamese name."""
        return LABELS[self]


LABELS = {
    Function.CHIEF: "Chánh Văn phòng",
    Function.DEPUTY_CHIEF: "Phó Chánh Văn phòng",
    Function.HEAD_OF_DEPARTMENT: "Trưởng phòng",
    Function.DEPUTY_HEAD_OF_DEPARTMENT: "Phó Trưởng phòng",
    Function.ADMINISTRATION: "Phụ trách hành chính",
    Function.UNION_EXECUTIVE: "Ban Chấp hành Công đoàn",
    Function.PARTY_COMMITTEE: "Cấp ủy",
    Function.INSPECTION_COMMITTEE: "Ban Thanh tra nhân dân",
    Function.YOUTH_UNION: "Đoàn Thanh niên",
    Function.WOMENS_GROUP: "Nữ công",
    Function.VETERANS: "Hội Cựu chiến binh",
}
# Of several functions held, an act is done in the right of the first of these that may do it.
ORDER = tuple(Function)


def say(codes: frozenset[str]) -> str:
    """Return functions as a Vietnamese list: "Chánh Văn phòng, Phụ trách hành chính"."""
    return ", ".join(function.label for function in ORDER if function in codes)
