"""Codes of the staff's categories and of the kinds of absence, with their Vietnamese names."""

from enum import StrEnum


class StaffCategory(StrEnum):
    """What somebody is employed as: decides who is counted where a share of the staff is asked."""

    CADRE = "cadre"
    CIVIL_SERVANT = "civil-servant"
    PUBLIC_EMPLOYEE = "public-employee"
    WORKER = "worker"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the Vietnamese name."""
        return CATEGORY_LABELS[self]


CATEGORY_LABELS = {
    StaffCategory.CADRE: "Cán bộ",
    StaffCategory.CIVIL_SERVANT: "Công chức",
    StaffCategory.PUBLIC_EMPLOYEE: "Viên chức",
    StaffCategory.WORKER: "Người lao động",
    StaffCategory.OTHER: "Khác",
}


class AbsenceKind(StrEnum):
    """Why somebody is not at work here, or is at work here though employed elsewhere."""

    ANNUAL = "annual"
    SICK = "sick"
    MATERNITY = "maternity"
    STUDY = "study"
    UNPAID = "unpaid"
    OTHER = "other"
    SECONDED_OUT = "seconded-out"
    SECONDED_IN = "seconded-in"

    @property
    def label(self) -> str:
        """Return the Vietnamese name."""
        return ABSENCE_LABELS[self]

    @property
    def is_away(self) -> bool:
        """Tell whether the person is away from the office; who is seconded here is not."""
        return self is not AbsenceKind.SECONDED_IN

    @property
    def is_leave(self) -> bool:
        """Tell whether it is leave, as against a secondment."""
        return self not in SECONDMENTS


SECONDMENTS = frozenset({AbsenceKind.SECONDED_OUT, AbsenceKind.SECONDED_IN})
ABSENCE_LABELS = {
    AbsenceKind.ANNUAL: "Nghỉ phép",
    AbsenceKind.SICK: "Nghỉ ốm",
    AbsenceKind.MATERNITY: "Nghỉ thai sản",
    AbsenceKind.STUDY: "Đi học",
    AbsenceKind.UNPAID: "Nghỉ không lương",
    AbsenceKind.OTHER: "Nghỉ khác",
    AbsenceKind.SECONDED_OUT: "Biệt phái đi",
    AbsenceKind.SECONDED_IN: "Biệt phái đến",
}
