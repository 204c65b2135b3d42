"""The run of a posting: against a recount that walks through each of its days."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.days import vietnam
from dienhong.core.days.runs import Gap, Hanging, Length, Run, State, run_on, state_on

VIETNAM = vietnam.calendar()
TWENTY = Length(20)


def march(day: int) -> date:
    return date(2026, 3, 1) + timedelta(days=day - 1)


def test_a_posting_that_is_missing_on_its_eleventh_day_begins_anew_when_it_hangs_again() -> None:
    hanging = Hanging(march(2), (Gap(march(13), march(14)),))

    assert [state_on(hanging, march(day)) for day in (1, 2, 12, 13, 14)] == [
        State.BEFORE,
        State.HUNG,
        State.HUNG,
        State.GAP,
        State.HUNG,
    ]
    assert run_on(hanging, TWENTY, march(14)) == Run(march(14), 0, date(2026, 4, 3), None, False)
    assert run_on(hanging, TWENTY, date(2026, 4, 3)).done == 20
    assert not run_on(hanging, TWENTY, date(2026, 4, 3)).fulfilled
    assert run_on(hanging, TWENTY, date(2026, 4, 4)).fulfilled


def test_while_it_does_not_hang_no_run_goes_on() -> None:
    hanging = Hanging(march(2), (Gap(march(13)),))

    run = run_on(hanging, TWENTY, march(20))
    assert (run.start, run.done, run.stopped_on, run.goes_on) == (march(2), 10, march(13), False)


def test_a_sheet_that_fell_down_on_the_day_of_posting_has_no_run() -> None:
    run = run_on(Hanging(march(2), (Gap(march(2)),)), TWENTY, march(30))

    assert (run.done, run.goes_on, run.fulfilled) == (0, False, False)


def test_a_sheet_hung_again_on_the_day_it_was_missed_has_a_gap_on_that_day() -> None:
    hanging = Hanging(march(2), (Gap(march(13), march(13)),))

    assert state_on(hanging, march(13)) is State.GAP
    assert run_on(hanging, TWENTY, march(13)).start == march(13)


@pytest.mark.parametrize(("missing", "fulfilled"), [(22, False), (23, True)])
def test_a_gap_on_the_last_day_breaks_the_run_and_one_after_it_does_not(
    missing: int, fulfilled: bool
) -> None:
    hanging = Hanging(march(2), (Gap(march(missing), march(24)),))

    run = run_on(hanging, TWENTY, march(25))
    assert (run.fulfilled, run.start) == (fulfilled, march(2) if fulfilled else march(24))


def test_other_words_begin_anew_even_after_a_fulfilled_run() -> None:
    changed = Hanging(march(2), (Gap(march(24), march(24), renews=True),))
    waiting = Hanging(march(2), (Gap(march(24), renews=True),))

    assert state_on(changed, march(24)) is State.HUNG
    assert run_on(changed, TWENTY, march(25)) == Run(march(24), 1, date(2026, 4, 13), None, False)
    assert state_on(waiting, march(25)) is State.OUTDATED
    assert not run_on(waiting, TWENTY, march(25)).goes_on


def test_a_sheet_that_falls_down_while_it_is_outdated_is_a_gap() -> None:
    gaps = (Gap(march(5), march(9), renews=True), Gap(march(7), march(9)))
    states = [state_on(Hanging(march(2), gaps), march(day)) for day in (4, 5, 6, 7, 8, 9)]

    assert [state.value for state in states] == [
        "hung",
        "outdated",
        "outdated",
        *["gap"] * 2,
        "hung",
    ]


def test_a_run_of_working_days_leaves_out_days_off_but_must_hang_on_them() -> None:
    ten = Length(10, VIETNAM)
    whole = Hanging(date(2026, 2, 9))
    torn = Hanging(date(2026, 2, 9), (Gap(date(2026, 2, 15), date(2026, 2, 15)),))

    # Tết of 2026: no working day from the 14th to the 22nd of February.
    assert run_on(whole, ten, date(2026, 2, 23)).done == 5
    assert run_on(whole, ten, date(2026, 2, 23)).last_day == date(2026, 3, 2)
    assert run_on(torn, ten, date(2026, 2, 23)).done == 1


# Any sequence of acts, against a recount of each single day.


@dataclass
class Sheet:
    """Acts at one place as a clerk writes them down, and what follows for ``Hanging``."""

    gaps: list[Gap] = field(default_factory=list)
    events: list[tuple[date, str]] = field(default_factory=list)
    ended_on: date | None = None

    def do(self, act: str, day: date) -> None:
        """Do an act where it is possible; leave out what the rules refuse."""
        if self.ended_on is not None or not getattr(self, f"_{act}")(day):
            return
        self.events.append((day, act))

    def _open(self, renews: bool) -> Gap | None:
        return next((gap for gap in self.gaps if gap.again is None and gap.renews is renews), None)

    def _missing(self, day: date) -> bool:
        overlaps = any(gap.again is not None and day < gap.again for gap in self.gaps)
        if self._open(renews=False) or overlaps:
            return False
        self.gaps.append(Gap(day))
        return True

    def _again(self, day: date) -> bool:
        if not self._open(renews=False):
            return False
        self._close(day)
        return True

    def _replace(self, day: date) -> bool:
        if self._open(renews=False) or not self._open(renews=True):
            return False
        self._close(day)
        return True

    def _close(self, day: date) -> None:
        self.gaps = [Gap(g.first, g.again or day, g.renews) for g in self.gaps]

    def _material(self, day: date) -> bool:
        self.gaps.append(Gap(day, renews=True))
        return True

    def _page(self, day: date) -> bool:
        """Change the words of a page: it says the right ones at once."""
        if self._open(renews=False):
            return False
        self.gaps.append(Gap(day, renews=True))
        self._close(day)
        return True

    def _form(self, day: date) -> bool:
        return True

    def _withdraw(self, day: date) -> bool:
        self.ended_on = day
        return True


@dataclass
class Recount:
    """A slow count: each day is looked at by itself, with what happened on it."""

    needed: int
    working: bool
    hangs: bool = True
    right_words: bool = True
    done: int | None = 0
    fulfilled_on: date | None = None
    over: bool = False

    def walk(self, posted_on: date, events: Iterable[tuple[date, str]], today: date) -> list[str]:
        told = []
        day = posted_on
        known = list(events)
        while day <= today:
            told.append(self.live(day, [act for on, act in known if on == day], day == posted_on))
            day += timedelta(days=1)
        return told

    def live(self, day: date, acts: list[str], is_first: bool) -> str:
        if self.over:
            return "after"
        was_missing, broken = not self.hangs, is_first
        gap_today = any(act == "missing" for act in acts)
        for act in acts:
            broken |= self.happen(act)
        if broken:
            self.done = 0 if self.hangs and self.right_words else None
        elif self.done is not None and not self.over:
            self.done += not self.working or VIETNAM.is_working(day)
            if self.done == self.needed and self.fulfilled_on is None:
                self.fulfilled_on = day
        if gap_today or (was_missing and not self.hangs):
            return "gap"
        return "hung" if self.right_words else "outdated"

    def happen(self, act: str) -> bool:
        """Take an act in; tell whether it breaks the run."""
        if act == "withdraw":
            self.over = True
        if act in {"missing", "again"}:
            self.hangs = act == "again"
        if act in {"again", "replace", "page"}:
            self.right_words = True
        if act == "material":
            self.right_words = False
        if act in {"material", "page"}:
            self.fulfilled_on = None
        return act in {"missing", "again", "replace", "material", "page"}


ACTS = ("missing", "again", "material", "page", "replace", "form", "withdraw")
steps = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(ACTS)), max_size=12)


@given(
    st.dates(date(2024, 1, 1), date(2025, 6, 1)),
    steps,
    st.integers(1, 12),
    st.booleans(),
    st.integers(0, 30),
)
def test_any_sequence_of_acts_is_what_a_recount_day_by_day_finds(
    posted_on: date, acts: list[tuple[int, str]], needed: int, working: bool, rest: int
) -> None:
    sheet, day = Sheet(), posted_on
    for days, act in acts:
        day += timedelta(days=days)
        sheet.do(act, day)
    today = day + timedelta(days=rest)
    hanging = Hanging(posted_on, tuple(sheet.gaps), sheet.ended_on)
    recount = Recount(needed, working)

    told = recount.walk(posted_on, sheet.events, today)

    all_days = [posted_on + timedelta(days=number) for number in range(len(told))]
    assert [state_on(hanging, each).value for each in all_days] == told
    assert state_on(hanging, posted_on - timedelta(days=1)) is State.BEFORE
    run = run_on(hanging, Length(needed, VIETNAM if working else None), today)
    fulfilled = recount.fulfilled_on is not None and recount.fulfilled_on < today
    assert run.fulfilled is fulfilled
    if fulfilled:
        assert (run.last_day, run.done) == (recount.fulfilled_on, needed)
    elif not recount.over:
        assert run.goes_on is (recount.done is not None)
        assert recount.done is None or run.done == min(recount.done, needed)
