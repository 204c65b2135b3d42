"""Timing an act, and a row of the table: a small case beside a large one."""

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Case:
    """One measured case: what it was, and the seconds of its quickest go."""

    said: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured, in a small case and in a large one."""

    what: str
    small: Case
    large: Case

    @property
    def ratio(self) -> float:
        """Return how many times the large case costs the small one."""
        return self.large.seconds / self.small.seconds


def seconds_of(act: Callable[[], object], *, times: int) -> float:
    """Return the seconds of the quickest of ``times`` goes of ``act``, after one unmeasured.

    What else the machine does only ever adds; the quickest go has least of it.
    """
    act()
    return min(once(act) for _ in range(times))


def once(act: Callable[[], object]) -> float:
    """Return the seconds that ``act`` takes, the first time."""
    began = perf_counter()
    act()
    return perf_counter() - began


def table(rows: list[Row]) -> str:
    """Return the rows as text, a line each."""
    lines = [("what", "small case", "ms", "large case", "ms", "ratio")]
    lines += [
        (
            row.what,
            row.small.said,
            f"{row.small.seconds * 1000:.2f}",
            row.large.said,
            f"{row.large.seconds * 1000:.2f}",
            f"{row.ratio:.1f}",
        )
        for row in rows
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(6)]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    numbers = {2, 4, 5}
    return "  ".join(
        cell.rjust(width) if place in numbers else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()
