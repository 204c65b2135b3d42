"""How days are counted: each convention of the parent law as a value with its source."""

from dataclasses import dataclass

from dienhong.core.citation import Citation
from dienhong.core.days.sources import CIVIL_CODE, Evidence


@dataclass(frozen=True, slots=True)
class Convention:
    """One way of counting: ``rule`` is Vietnamese, for people.

    ``source`` is None where no provision says so; ``evidence`` says how well it was read.
    """

    key: str
    rule: str
    source: Citation | None
    evidence: Evidence


FIRST_DAY_NOT_COUNTED = Convention(
    "first-day-not-counted",
    "Ngày xảy ra sự kiện không tính; đếm từ ngày tiếp theo",
    CIVIL_CODE.cite("dieu-147.khoan-2"),
    CIVIL_CODE.evidence,
)
END_MOVES = Convention(
    "end-moves",
    "Hạn tính bằng ngày mà ngày cuối là ngày nghỉ thì chuyển sang ngày làm việc tiếp theo",
    CIVIL_CODE.cite("dieu-148.khoan-5"),
    CIVIL_CODE.evidence,
)
# A run asks that something stays for so many days; nobody has to act on its last day,
# so the reason for moving an end is absent. No provision read says either way.
RUNS_NOT_MOVED = Convention(
    "runs-not-moved",
    "Đợt niêm yết tính đủ số ngày liên tục; ngày cuối là ngày nghỉ thì không chuyển",
    None,
    Evidence.MEM,
)

CONVENTIONS = (FIRST_DAY_NOT_COUNTED, END_MOVES, RUNS_NOT_MOVED)
