"""Which days are working days, for the years that are known, and why the others are not."""

from dataclasses import dataclass, field
from datetime import date, datetime

from dienhong.core.citation import Citation
from dienhong.core.refusal import Refused

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
WEEKLY_REST = WEEKDAYS[5:]


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which the office is closed; ``name`` is Vietnamese ("Tết Nguyên đán").

    ``source`` is the act that makes it so, if known well enough to be shown.
    ``official`` is false for a day that is only expected.
    """

    day: date
    name: str
    source: Citation | None = None
    official: bool = True


@dataclass(frozen=True, slots=True)
class SwappedIn:
    """A Saturday or Sunday that is worked ("làm bù") for the weekday ``in_place_of``."""

    day: date
    in_place_of: date
    source: Citation | None = None
    official: bool = True


@dataclass(frozen=True)
class WorkCalendar:
    """The days off and swapped days of the years in ``years``, under one ``version``.

    ``version`` is shown to people with every date counted. ``provisional_years`` have
    no official decision yet. Saturday and Sunday are off unless swapped in.
    Raises ValueError if a day stands twice, lies in no known year, or if a swapped-in
    day is an ordinary working day.
    """

    version: str
    years: frozenset[int]
    provisional_years: frozenset[int] = frozenset()
    days_off: tuple[DayOff, ...] = ()
    swapped_in: tuple[SwappedIn, ...] = ()
    _off: dict[date, DayOff] = field(init=False, repr=False, compare=False)
    _in: dict[date, SwappedIn] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_off", {off.day: off for off in self.days_off})
        object.__setattr__(self, "_in", {swap.day: swap for swap in self.swapped_in})
        self._check_table()

    def is_working(self, day: date) -> bool:
        """Say whether ``day`` is a working day; Refused if its year is not known."""
        return self.reason_off(day) is None

    def reason_off(self, day: date) -> DayOff | None:
        """Return why ``day`` is off (a holiday by name, else its weekday); None if worked.

        Raises Refused for a day in a year that the calendar does not know, and
        TypeError for a moment: a moment becomes a day once, where it enters.
        """
        self._check_known(day)
        if day in self._off:
            return self._off[day]
        weekday = WEEKDAYS[day.weekday()]
        if weekday in WEEKLY_REST and day not in self._in:
            return DayOff(day, weekday)
        return None

    def swap_on(self, day: date) -> SwappedIn | None:
        """Return the swap that makes ``day`` a working day, if one does."""
        return self._in.get(day)

    def provisional_between(self, first: date, last: date) -> tuple[int, ...]:
        """Return the provisional years that the days ``first`` to ``last`` touch, in order."""
        touched = range(first.year, last.year + 1)
        return tuple(year for year in touched if year in self.provisional_years)

    def _check_known(self, day: date) -> None:
        if isinstance(day, datetime):
            raise TypeError(f"a day is wanted, not a moment: {day!r}")
        if day.year not in self.years:
            raise Refused(
                f"Chưa tính được: lịch làm việc chưa có năm {day.year}",
                cure=f"Soát lại năm đã ghi. Nếu đúng là năm {day.year}, cập nhật Diên Hồng lên bản "
                "đã có lịch nghỉ của năm đó.",
            )

    def _check_table(self) -> None:
        days = [off.day for off in self.days_off] + [swap.day for swap in self.swapped_in]
        if len(days) != len(set(days)):
            raise ValueError("a day stands twice in the calendar")
        if unknown := ({day.year for day in days} | self.provisional_years) - self.years:
            raise ValueError(f"years not listed as known: {sorted(unknown)}")
        if ordinary := [day for day in self._in if WEEKDAYS[day.weekday()] not in WEEKLY_REST]:
            raise ValueError(f"swapped in, but a working day anyway: {ordinary}")
