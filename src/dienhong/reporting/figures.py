"""The figures of a report: how each is drawn from what the journal says, as corrected.

The table is ``data/figures.toml``. Pure: entries in, numbers with the entries they count out.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from importlib import resources
from typing import Any

from dienhong.core.days.periods import Period

ANY_KIND = "*"
SHARE, SUM = "share", "sum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the journal as it counts: its facts with all corrections of it applied.

    ``written_on`` is the day of the entry; ``corrections`` are the numbers of the entries that
    put something of it right.
    """

    number: int
    kind: str
    written_on: date
    subject: str
    clauses: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    for_another: bool = False
    corrections: tuple[int, ...] = ()

    def day(self, fact: str) -> date:
        """Return the day of the act: that of a fact, or of the entry where there is none."""
        said = self.facts.get(fact)
        return date.fromisoformat(said) if fact and isinstance(said, str) else self.written_on


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table; what each field means is told at its head.

    ``of`` is the content kind or the routine of a figure that stands for one of several.
    """

    code: str
    label: str
    group: str
    kinds: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    day: str = ""
    ahead: bool = False
    standing: bool = False
    counts: str = "entries"
    each: str = ""
    of: str = ""
    share: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    seen_by: str = ""
    monthly: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure's value as people read it, and the numbers of the entries that it counts.

    ``count`` is empty for a share of nothing.
    """

    figure: Figure
    count: int | None
    shown: str
    entries: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a report, and what has ended by its last day."""

    first: date
    last: date
    closed: frozenset[str] = frozenset()

    def holds(self, day: date, *, or_before: bool = False) -> bool:
        """Tell whether a day lies in it, or before it where that is asked."""
        return (or_before or self.first <= day) and day <= self.last


def _read() -> dict[str, dict[str, Any]]:
    table = resources.files("dienhong.reporting") / "data" / "figures.toml"
    return tomllib.loads(table.read_text("utf-8"))


def _figure(code: str, row: dict[str, Any]) -> Figure:
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Figure(code=code, **plain)


FIGURES = tuple(_figure(code, row) for code, row in _read().items())
BY_CODE = {figure.code: figure for figure in FIGURES}


def one_each(figure: Figure, of: Mapping[str, str]) -> tuple[Figure, ...]:
    """Return a figure for each thing that it is counted by: ``of`` names them in words."""
    return tuple(
        Figure(
            code=f"{figure.code}.{key}",
            label=figure.label.format(said=said),
            group=figure.group,
            kinds=figure.kinds,
            words=(said,),
            about=figure.about,
            when=figure.when,
            day=figure.day,
            each=figure.each,
            of=key,
        )
        for key, said in of.items()
    )


# Conditions on an entry.


def is_late(event: Event, figure: Figure) -> bool:
    """Tell whether an act was done after its due day.

    What the act itself found counts first: it knows what was carried over, which is never late.
    """
    found = event.facts.get("working_days_late")
    if found is not None:
        return bool(found)
    due = event.facts.get("due_on")
    carried = bool(event.facts.get("carried_over"))
    return isinstance(due, str) and not carried and event.day(figure.day) > date.fromisoformat(due)


_Condition = Callable[[Event, Figure, Span], bool]
_CONDITIONS: dict[str, _Condition] = {
    "late": lambda event, figure, _: is_late(event, figure),
    "in_time": lambda event, figure, _: not is_late(event, figure),
    "not_carried_over": lambda event, *_: not event.facts.get("carried_over"),
    "open_at_end": lambda event, _, span: event.subject not in span.closed,
    "for_another": lambda event, *_: event.for_another,
}
_OF: dict[str, Callable[[Event], str]] = {
    "kind": lambda event: event.clauses[0] if event.clauses else "",
    "routine": lambda event: str(event.facts.get("routine", "")),
}
CLOSING = frozenset({"duties.done", "duties.not_done"})


def _counts(event: Event, figure: Figure, span: Span) -> bool:
    return (
        span.holds(event.day(figure.day), or_before=figure.standing)
        and (not figure.of or _OF[figure.each](event) == figure.of)
        and all(_CONDITIONS[name](event, figure, span) for name in figure.when)
    )


def of_events(figure: Figure) -> Callable[[Event], str]:
    """Return what tells to which of the figures of one row an event belongs."""
    return _OF[figure.each]


# Drawing.


def closed_by(events: Iterable[Event], last: date) -> frozenset[str]:
    """Return the subjects that were done or put aside by a day."""
    return frozenset(
        event.subject for event in events if event.kind in CLOSING and event.day("done_on") <= last
    )


def draw(
    figures: Sequence[Figure], events: Sequence[Event], first: date, last: date
) -> dict[str, Drawn]:
    """Return each figure of a span of days, drawn from the events in one pass a kind."""
    span = Span(first, last, closed_by(events, last))
    by_kind: dict[str, list[Event]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    drawn: dict[str, Drawn] = {}
    for figure in figures:
        if not (figure.share or figure.sum):
            drawn[figure.code] = _draw(figure, _of_kinds(figure, by_kind, events), span)
    for figure in figures:
        if figure.share or figure.sum:
            drawn[figure.code] = _combine(figure, drawn)
    return {figure.code: drawn[figure.code] for figure in figures}


def by_month(
    figures: Sequence[Figure], events: Sequence[Event], months: Sequence[Period]
) -> dict[str, tuple[int, ...]]:
    """Return, by the codes of the figures told month by month, what each counts in each month."""
    told = [figure for figure in figures if figure.monthly] if len(months) > 1 else []
    each = [draw(told, events, month.first, month.last) for month in months]
    return {figure.code: tuple(drawn[figure.code].count or 0 for drawn in each) for figure in told}


def _of_kinds(
    figure: Figure, by_kind: dict[str, list[Event]], events: Sequence[Event]
) -> Iterable[Event]:
    if ANY_KIND in figure.kinds:
        return events
    return [event for kind in figure.kinds for event in by_kind.get(kind, ())]


def _draw(figure: Figure, events: Iterable[Event], span: Span) -> Drawn:
    counted = [event for event in events if _counts(event, figure, span)]
    things = {event.subject for event in counted} if figure.counts == "subjects" else counted
    numbers = tuple(sorted(event.number for event in counted))
    return Drawn(figure, len(things), say_count(len(things)), numbers)


def _combine(figure: Figure, drawn: Mapping[str, Drawn]) -> Drawn:
    parts = [drawn[code] for code in figure.share or figure.sum]
    numbers = tuple(sorted({number for part in parts for number in part.entries}))
    if figure.sum:
        total = sum(part.count or 0 for part in parts)
        return Drawn(figure, total, say_count(total), numbers)
    part, whole = (each.count or 0 for each in parts)
    if not whole:
        return Drawn(figure, None, "không có việc nào", ())
    return Drawn(figure, part, say_share(Fraction(part, whole)), numbers)


def say_count(number: int) -> str:
    """Return 1234 as "1.234"."""
    return f"{number:,}".replace(",", ".")


def say_share(share: Fraction) -> str:
    """Return a share as people write it, rounded half up: 2/3 as "66,7%"."""
    tenths = (share * 2000 + 1) // 2
    whole, rest = divmod(int(tenths), 10)
    return f"{whole},{rest}%" if rest else f"{whole}%"
