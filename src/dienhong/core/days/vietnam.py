"""The days off and swapped days of Vietnam's public agencies, 2023 to 2027, as a table."""

from datetime import date

from dienhong.core.citation import Citation
from dienhong.core.days.calendar import WEEKDAYS, DayOff, SwappedIn, WorkCalendar
from dienhong.core.days.sources import (
    CULTURE_DAY,
    LABOUR_CODE,
    LETTER_2023,
    NOTICE_2024,
    NOTICE_2025,
    NOTICE_2026,
    SWAP_2024,
    SWAP_2026,
)

# Once a year's notice is out: move its rows from _EXPECTED to _DECIDED and _SWAPS, drop the
# year from _PROVISIONAL and raise _VERSION, so that open terms are recomputed and say why.
_VERSION = "2026.2"
_YEARS = frozenset({2023, 2024, 2025, 2026, 2027})
_PROVISIONAL = frozenset({2027})

_NEW_YEAR = LABOUR_CODE.cite("dieu-112.khoan-1.diem-a")
_VICTORY = LABOUR_CODE.cite("dieu-112.khoan-1.diem-c")
_LABOUR = LABOUR_CODE.cite("dieu-112.khoan-1.diem-d")
_NATIONAL = LABOUR_CODE.cite("dieu-112.khoan-1.diem-dd")
_HUNG = LABOUR_CODE.cite("dieu-112.khoan-1.diem-e")
# A holiday on a Saturday or Sunday is made up on the next working day.
_IN_LIEU = LABOUR_CODE.cite("dieu-111.khoan-3")
_CULTURE = CULTURE_DAY.cite("dieu-2")
_2023 = LETTER_2023.cite()
_2024 = NOTICE_2024.cite()
_2025 = NOTICE_2025.cite()
_2026 = NOTICE_2026.cite()

_Row = tuple[str, str, Citation | None]

# day off, name, what makes it so
_DECIDED: tuple[_Row, ...] = (
    ("2023-01-01", "Tết Dương lịch", _NEW_YEAR),
    ("2023-01-02", "nghỉ bù Tết Dương lịch", _IN_LIEU),
    ("2023-01-20", "Tết Nguyên đán", _2023),
    ("2023-01-21", "Tết Nguyên đán", _2023),
    ("2023-01-22", "Tết Nguyên đán", _2023),
    ("2023-01-23", "Tết Nguyên đán", _2023),
    ("2023-01-24", "Tết Nguyên đán", _2023),
    ("2023-01-25", "nghỉ bù Tết Nguyên đán", _2023),
    ("2023-01-26", "nghỉ bù Tết Nguyên đán", _2023),
    ("2023-04-29", "Giỗ Tổ Hùng Vương", _HUNG),
    ("2023-04-30", "Ngày Chiến thắng", _VICTORY),
    ("2023-05-01", "Ngày Quốc tế lao động", _LABOUR),
    ("2023-05-02", "nghỉ bù Giỗ Tổ Hùng Vương", _IN_LIEU),
    ("2023-05-03", "nghỉ bù Ngày Chiến thắng", _IN_LIEU),
    ("2023-09-01", "Quốc khánh", _2023),
    ("2023-09-02", "Quốc khánh", _NATIONAL),
    ("2023-09-04", "nghỉ bù Quốc khánh", _2023),
    ("2024-01-01", "Tết Dương lịch", _NEW_YEAR),
    ("2024-02-08", "Tết Nguyên đán", _2024),
    ("2024-02-09", "Tết Nguyên đán", _2024),
    ("2024-02-10", "Tết Nguyên đán", _2024),
    ("2024-02-11", "Tết Nguyên đán", _2024),
    ("2024-02-12", "Tết Nguyên đán", _2024),
    ("2024-02-13", "nghỉ bù Tết Nguyên đán", _2024),
    ("2024-02-14", "nghỉ bù Tết Nguyên đán", _2024),
    ("2024-04-18", "Giỗ Tổ Hùng Vương", _HUNG),
    ("2024-04-30", "Ngày Chiến thắng", _VICTORY),
    ("2024-05-01", "Ngày Quốc tế lao động", _LABOUR),
    ("2024-09-02", "Quốc khánh", _NATIONAL),
    ("2024-09-03", "Quốc khánh", _2024),
    ("2025-01-01", "Tết Dương lịch", _NEW_YEAR),
    ("2025-01-27", "Tết Nguyên đán", _2025),
    ("2025-01-28", "Tết Nguyên đán", _2025),
    ("2025-01-29", "Tết Nguyên đán", _2025),
    ("2025-01-30", "Tết Nguyên đán", _2025),
    ("2025-01-31", "Tết Nguyên đán", _2025),
    ("2025-04-07", "Giỗ Tổ Hùng Vương", _HUNG),
    ("2025-04-30", "Ngày Chiến thắng", _VICTORY),
    ("2025-05-01", "Ngày Quốc tế lao động", _LABOUR),
    ("2025-09-01", "Quốc khánh", _2025),
    ("2025-09-02", "Quốc khánh", _NATIONAL),
    ("2026-01-01", "Tết Dương lịch", _NEW_YEAR),
    ("2026-02-16", "Tết Nguyên đán", _2026),
    ("2026-02-17", "Tết Nguyên đán", _2026),
    ("2026-02-18", "Tết Nguyên đán", _2026),
    ("2026-02-19", "Tết Nguyên đán", _2026),
    ("2026-02-20", "Tết Nguyên đán", _2026),
    ("2026-04-26", "Giỗ Tổ Hùng Vương", _HUNG),
    ("2026-04-27", "nghỉ bù Giỗ Tổ Hùng Vương", _IN_LIEU),
    ("2026-04-30", "Ngày Chiến thắng", _VICTORY),
    ("2026-05-01", "Ngày Quốc tế lao động", _LABOUR),
    ("2026-09-01", "Quốc khánh", _2026),
    ("2026-09-02", "Quốc khánh", _NATIONAL),
    ("2026-11-24", "Ngày Văn hóa Việt Nam", _CULTURE),
    # What the law fixes by itself, whatever the year's notice will say.
    ("2027-01-01", "Tết Dương lịch", _NEW_YEAR),
    ("2027-04-16", "Giỗ Tổ Hùng Vương", _HUNG),
    ("2027-04-30", "Ngày Chiến thắng", _VICTORY),
    ("2027-05-01", "Ngày Quốc tế lao động", _LABOUR),
    ("2027-05-03", "nghỉ bù Ngày Quốc tế lao động", _IN_LIEU),
    ("2027-09-02", "Quốc khánh", _NATIONAL),
    ("2027-11-24", "Ngày Văn hóa Việt Nam", _CULTURE),
)

# Days that the Prime Minister has yet to decide: Tết as in 2024, when its first day
# was a Saturday too, and National Day's second day joined to the weekend.
_EXPECTED: tuple[_Row, ...] = (
    ("2027-02-04", "Tết Nguyên đán", None),
    ("2027-02-05", "Tết Nguyên đán", None),
    ("2027-02-06", "Tết Nguyên đán", None),
    ("2027-02-07", "Tết Nguyên đán", None),
    ("2027-02-08", "Tết Nguyên đán", None),
    ("2027-02-09", "nghỉ bù Tết Nguyên đán", None),
    ("2027-02-10", "nghỉ bù Tết Nguyên đán", None),
    ("2027-09-03", "Quốc khánh", None),
)

# weekday off, weekend day worked for it, what makes it so
_SWAPS: tuple[_Row, ...] = (
    ("2024-04-29", "2024-05-04", SWAP_2024.cite()),
    ("2025-05-02", "2025-04-26", _2025),
    ("2026-01-02", "2026-01-10", SWAP_2026.cite()),
    ("2026-08-31", "2026-08-22", _2026),
)


def calendar() -> WorkCalendar:
    """Return the calendar of this table."""
    return WorkCalendar(
        version=f"Lịch làm việc Việt Nam, bản {_VERSION}",
        years=_YEARS,
        provisional_years=_PROVISIONAL,
        days_off=(
            *(DayOff(date.fromisoformat(day), name, source) for day, name, source in _DECIDED),
            *(
                DayOff(date.fromisoformat(day), name, source, False)
                for day, name, source in _EXPECTED
            ),
            *(_swapped_out(row) for row in _SWAPS),
        ),
        swapped_in=tuple(_swapped_in(row) for row in _SWAPS),
    )


def _swapped_out(row: _Row) -> DayOff:
    off, worked, source = row
    day = date.fromisoformat(worked)
    name = f"nghỉ hoán đổi, làm bù {WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"
    return DayOff(date.fromisoformat(off), name, source)


def _swapped_in(row: _Row) -> SwappedIn:
    off, worked, source = row
    return SwappedIn(date.fromisoformat(worked), date.fromisoformat(off), source)
