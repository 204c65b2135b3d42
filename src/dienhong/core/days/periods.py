"""Weeks, months, quarters, half-years and years as spans of days, one after the other for ever."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
UNITS = ("week", *_MONTHS)
_ROMAN = ("I", "II", "III", "IV")
_HALVES = ("6 tháng đầu năm", "6 tháng cuối năm")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span that comes back: ``first`` and ``last`` are both days of it."""

    first: date
    last: date
    unit: str

    @property
    def said(self) -> str:
        """Return its name: "tháng 3/2026", "quý I/2026", "6 tháng đầu năm 2026", "năm 2026"."""
        number, year = self.number, self.first.year
        if self.unit == "week":
            return f"tuần {number}/{self.first.isocalendar().year}"
        if self.unit == "month":
            return f"tháng {number}/{year}"
        if self.unit == "quarter":
            return f"quý {_ROMAN[number - 1]}/{year}"
        return f"{_HALVES[number - 1]} {year}" if self.unit == "half_year" else f"năm {year}"

    @property
    def number(self) -> int:
        """Return which one of its year it is, from 1 on; a week's number is ISO 8601's."""
        if self.unit == "week":
            return self.first.isocalendar().week
        return (self.first.month - 1) // _MONTHS[self.unit] + 1

    @property
    def first_month_ends_on(self) -> date:
        """Return the last day of its first month; of a week its last day."""
        return self.last if self.unit == "week" else _end_of_month(self.first)

    @property
    def last_month_begins_on(self) -> date:
        """Return the first day of its last month; of a week its first day."""
        return self.first if self.unit == "week" else self.last.replace(day=1)


def period_of(unit: str, day: date) -> Period:
    """Return the period of a unit in which a day lies; KeyError for a unit that is none."""
    if unit == "week":
        first = day - day.weekday() * _DAY
        return Period(first, first + 6 * _DAY, unit)
    months = _MONTHS[unit]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, _end_of_month(first.replace(month=first.month + months - 1)), unit)


def next_period(period: Period) -> Period:
    """Return the period that begins on the day after a period's last."""
    return period_of(period.unit, period.last + _DAY)


def previous_period(period: Period) -> Period:
    """Return the period that ends on the day before a period's first."""
    return period_of(period.unit, period.first - _DAY)


def periods_between(unit: str, first: date, last: date) -> Iterator[Period]:
    """Yield the periods that have a day between two days, both included, in order."""
    period = period_of(unit, first)
    while period.first <= last:
        yield period
        period = next_period(period)


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY
