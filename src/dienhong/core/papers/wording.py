"""Dates, hours and numbers as Decree 30/2020/NĐ-CP (article 8, appendix I) writes them."""

from datetime import date, datetime, timedelta

_GAP = " " * 7  # about 1 cm at 13 pt, room for a number written by hand
_SINGLE_DIGITS = 10
_MONTHS_WITH_ZERO = 2


def date_words(day: date) -> str:
    """Return ``ngày 05 tháng 01 năm 2026``: days below 10, months 1 and 2 take a zero."""
    month = f"{day.month:02}" if day.month <= _MONTHS_WITH_ZERO else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def place_and_date(place: str, day: date | None) -> str:
    """Return ``Bắc Kạn, ngày 05 tháng 01 năm 2026``, with gaps where there is no date yet."""
    said = date_words(day) if day else f"ngày{_GAP}tháng{_GAP}năm{_GAP}"
    return f"{place}, {said}"


def hour_words(moment: datetime) -> str:
    """Return ``14 giờ 05 phút, ngày 05 tháng 01 năm 2026``, in the moment's own time zone."""
    return f"{moment.hour:02} giờ {moment.minute:02} phút, {date_words(moment.date())}"


def number_line(number: str, symbol: str) -> str:
    """Return ``Số: 06/TB-VP``; an empty ``number`` leaves a gap to be filled by hand."""
    shown = number.zfill(2) if number.isdecimal() else number
    return f"Số: {shown or _GAP}/{symbol}"


def decision_words(kind: str, number: str, day: date) -> str:
    """Return ``Quyết định số 05/QĐ-VP ngày 28 tháng 01 năm 2026``; the number may be empty."""
    numbered = f"{kind} số {number}" if number else kind
    return f"{numbered} {date_words(day)}"


def first_day_off(last_day: date) -> date:
    """Return the day from which a paper that hangs until ``last_day`` may come down."""
    return last_day + timedelta(days=1)
