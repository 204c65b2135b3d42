"""The days of a simulated year, one after the other, and the stories that each day goes on with."""

import heapq
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import resources
from random import Random  # noqa: TID251 (only the type)
from typing import Any

from django.utils import timezone

from dienhong.core.days import vietnam
from dienhong.core.refusal import Refused
from dienhong.duties.opening import sweep
from dienhong.duties.routines import in_force
from dienhong.hosting.context import use_agency
from dienhong.organisation.functions import Function
from dienhong.record import queries as journal
from dienhong.record.actions import write_refusal
from dienhong.record.chance import seeded
from dienhong.regulation import actions as regulation
from dienhong.regulation.vocabulary import BY_NAME, Type
from dienhong.site.demo import texts
from dienhong.site.demo.cast import Cast
from dienhong.site.offices import Opening, open_office, the_system
from dienhong.site.simulation import reports, staffing, stories
from dienhong.site.simulation.world import Story, World

# So many days after the last one its reports are signed.
_REPORTED_WITHIN = 15
_DAY = timedelta(days=1)
# Matters a working day and a hundred staff; leaves a person and year; days between other events.
_MATTERS, _LEAVES, _MOVES, _SPOKEN = 1.0, 3, 60, 30
_WORKING_DAYS = 250


@dataclass(frozen=True, slots=True)
class Lived:
    """What a year came to: entries of the journal, its fingerprint and root, acts and refusals."""

    entries: int
    fingerprint: str
    root: str
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is lived: a year, or its days up to ``until``, of so many people, from a seed."""

    year: int
    staff: int
    seed: int
    until: date | None = None

    @property
    def last(self) -> date:
        """Return the last day."""
        return self.until or date(self.year, 12, 31)


def live(code: str, plan: Plan, *, each_day: Callable[[date], object]) -> Lived:
    """Make an office and live a year in it: the same seed gives the same journal, root and all.

    ``each_day`` is told each day that is over. Refused for a year without a calendar, or fewer
    people than an office has functions.
    """
    year, staff, seed = plan.year, plan.staff, plan.seed
    _check(year, staff)
    with seeded(seed) as dice:
        first = _first_working_day(year)
        words = _words()
        _open(code, words, staff, first, dice)
        with use_agency(code):
            return _Year(World(dice, first), words, staff).run(plan.last, each_day)


def _check(year: int, staff: int) -> None:
    known = sorted(vietnam.calendar().years)
    if year not in known:
        raise Refused(
            f"Chưa mô phỏng được: lịch làm việc chưa có năm {year}",
            cure=f"Chọn năm từ {known[0]} đến {known[-1]}.",
        )
    if staff < staffing.FEWEST:
        raise Refused(
            f"Chưa mô phỏng được: {staff} người không đủ giữ các chức năng",
            cure=f"Chọn từ {staffing.FEWEST} người trở lên.",
        )


def _words() -> dict[str, Any]:
    folder = resources.files("dienhong.site.simulation")
    return tomllib.loads((folder / "words.toml").read_text("utf-8"))


def _first_working_day(year: int) -> date:
    day = date(year, 1, 2)
    while not vietnam.calendar().is_working(day):
        day += _DAY
    return day


def _open(code: str, words: dict[str, Any], staff: int, day: date, dice: Random) -> None:
    at = datetime.combine(day, time(7), timezone.get_default_timezone())
    opening = Opening(
        name="Văn phòng mô phỏng",
        superior_body=words["superior_body"],
        place=words["place"],
        person=staffing.name(words, dice),
        login="nguoi000",
        password="",
        symbol="VP",
        titles={"chief": "Chánh Văn phòng", "deputy-chief": "Phó Chánh Văn phòng"},
        demo=True,
    )
    open_office(code, opening, at=at)
    with use_agency(code):
        staffing.add_people(words, staff, dice, the_system(at))
        office = {
            "name": opening.name,
            "titles": opening.titles,
            "number": "01/QĐ-VP",
            "code": code,
        }
        texts.put_in_force(office, Cast(at), at + timedelta(minutes=10))


class _Year:
    """The days in turn: a sweep, new stories, and the steps of those that wait for the day."""

    def __init__(self, world: World, words: dict[str, Any], staff: int) -> None:
        self.world, self.words, self.staff = world, words, staff
        self.refused = 0
        self._told = 0
        self._waiting: list[tuple[date, int, Story]] = []

    def run(self, last: date, each_day: Callable[[date], object]) -> Lived:
        """Live day by day until the last one."""
        day = self.world.today
        self.world.begin(day)
        self._settle()
        while day <= last:
            self.world.begin(day)
            self._live(day)
            each_day(day)
            day += _DAY
        self._report_on(last)
        entries, fingerprint, root = journal.end()
        return Lived(entries, fingerprint, root, self.refused)

    def _report_on(self, last: date) -> None:
        """Go on until what ended with the last day is reported; nothing else begins any more.

        The report of a year is made in the next one, of which a calendar must be known.
        """
        if not any(reports.ended_on(last)):
            return
        for day in (last + past * _DAY for past in range(1, _REPORTED_WITHIN + 1)):
            if day.year not in vietnam.calendar().years:
                return
            self.world.begin(day)
            sweep(by=self.world.system())
            self._begin_reports(day)
            self._take_steps(day)

    def _settle(self) -> None:
        """Let the head settle how often comes back what the text demands without saying so."""
        chief = self.world.holder(Function.CHIEF)
        assert chief is not None
        for each in in_force(self.world.today).unsettled:
            self._set(each.asked.name, self.world.dice.choice(each.asked.units[-3:]), chief)
        self._set("duties.grace", 5, chief)
        self._set("report.within", 10, chief)

    def _set(self, name: str, value: str | int, chief: Any) -> None:
        unit = "" if BY_NAME[name].type is Type.PERIOD else "working_day"
        regulation.settle(
            name,
            value=value,
            unit=unit,
            holds_from=self.world.today,
            decided_by="Chánh Văn phòng",
            ground="Kết luận giao ban đầu năm",
            by=self.world.actor(chief, Function.CHIEF),
        )

    def _live(self, day: date) -> None:
        for occasion in sweep(by=self.world.system()):
            self._begin(stories.come_round(self.world, self.words, occasion))
        self._begin_reports(day)
        if not self.world.is_working(day):
            return
        for story in self._new():
            self._begin(story)
        self._take_steps(day)

    def _begin_reports(self, day: date) -> None:
        for period in reports.ended_on(day - _DAY):
            if not reports.is_due_anyway(period):
                self._begin(reports.report(self.world, self.words, period))

    def _take_steps(self, day: date) -> None:
        if not self.world.is_working(day):
            return
        while self._waiting and self._waiting[0][0] <= day:
            self._go_on(heapq.heappop(self._waiting)[2])

    def _new(self) -> Iterable[Story]:
        world, words = self.world, self.words
        rate = _MATTERS * self.staff / 100
        for _ in range(int(rate) + world.happens(rate % 1)):
            yield stories.publish(world, words)
        leaves = _LEAVES * self.staff / _WORKING_DAYS
        for _ in range(int(leaves) + world.happens(leaves % 1)):
            yield stories.go_on_leave(world, world.dice.choice(world.people()))
        if world.happens(1 / _MOVES):
            yield stories.join(world, words)
        if world.happens(1 / _MOVES) and (staff := world.plain_staff()):
            yield stories.leave(world, world.dice.choice(staff))
        officer = world.holder(Function.UNION_EXECUTIVE)
        if world.happens(1 / _SPOKEN) and officer is not None:
            yield stories.enter_for(world, words, officer)

    def _begin(self, story: Story) -> None:
        self._wait(story, self.world.today)

    def _go_on(self, story: Story) -> None:
        """Let a story take its next step; what is refused is written down, and the story ends."""
        try:
            days = next(story)
        except StopIteration:
            return
        except Refused as refusal:
            self.refused += 1
            write_refusal("site.simulated", "agency:1", refusal, by=self.world.system())
            return
        self._wait(story, self.world.today + max(days, 0) * _DAY)

    def _wait(self, story: Story, day: date) -> None:
        self._told += 1
        heapq.heappush(self._waiting, (day, self._told, story))
