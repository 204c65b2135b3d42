"""The acts that the calendar and the counting conventions rest on, and how well each was read."""

from dataclasses import dataclass
from enum import StrEnum

from dienhong.core.citation import Citation


class Evidence(StrEnum):
    """How a statement about the law is known to us."""

    TEXT = "text"  # read in a full text
    EXC = "exc"  # read in an excerpt, so the agency confirms it
    MEM = "mem"  # from memory: never shown to people as law


@dataclass(frozen=True, slots=True)
class Act:
    """An act by its ``key`` in citations, its Vietnamese ``title``, and how it was read."""

    key: str
    title: str
    evidence: Evidence

    def cite(self, address: str = "") -> Citation | None:
        """Return the citation of ``address`` in this act, or None if it is only remembered."""
        if self.evidence is Evidence.MEM:
            return None
        return Citation(self.key, address)


CIVIL_CODE = Act("bo-luat-dan-su-2015", "Bộ luật Dân sự 2015", Evidence.EXC)
LABOUR_CODE = Act("bo-luat-lao-dong-2019", "Bộ luật Lao động 2019", Evidence.EXC)
CULTURE_DAY = Act("nghi-quyet-28-2026-qh16", "Nghị quyết 28/2026/QH16", Evidence.EXC)

LETTER_2023 = Act("cong-van-8056-vpcp-kgvx-2022", "Công văn 8056/VPCP-KGVX", Evidence.TEXT)
NOTICE_2024 = Act("thong-bao-5015-tb-ldtbxh-2023", "Thông báo 5015/TB-LĐTBXH", Evidence.EXC)
# Read in full, but it grants "the proposal" and names no day; the days are from the press.
SWAP_2024 = Act("cong-van-2450-vpcp-kgvx-2024", "Công văn 2450/VPCP-KGVX", Evidence.EXC)
NOTICE_2025 = Act("thong-bao-6150-tb-bldtbxh-2024", "Thông báo 6150/TB-BLĐTBXH", Evidence.EXC)
# Quoted by the press with number and both days; its own text was not seen.
SWAP_2026 = Act("cong-van-12729-vpcp-kgvx-2025", "Công văn 12729/VPCP-KGVX", Evidence.EXC)
NOTICE_2026 = Act("thong-bao-9441-tb-bnv-2025", "Thông báo 9441/TB-BNV", Evidence.EXC)

ACTS: dict[str, Act] = {
    act.key: act
    for act in (
        CIVIL_CODE,
        LABOUR_CODE,
        CULTURE_DAY,
        LETTER_2023,
        NOTICE_2024,
        SWAP_2024,
        NOTICE_2025,
        SWAP_2026,
        NOTICE_2026,
    )
}
