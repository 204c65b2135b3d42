"""Reports of a simulated year: begun, answered, finished by the head, signed, in a folder."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from dienhong.core.days.periods import Period, period_of
from dienhong.duties.models import Occasion
from dienhong.organisation.functions import Function
from dienhong.reporting import actions, folders, rules
from dienhong.reporting.models import Folder, Report
from dienhong.reporting.outline import content_of
from dienhong.reporting.papers import paper
from dienhong.site.simulation.scans import scan_of
from dienhong.site.simulation.world import Story, World


def ended_on(day: date) -> Iterator[Period]:
    """Yield the periods of which a report is made and whose last day is ``day``."""
    return (period for unit in rules.UNITS if (period := period_of(unit, day)).last == day)


def is_due_anyway(period: Period) -> bool:
    """Tell whether the regulation demands a report of this very period: it is made for that."""
    return Occasion.objects.filter(
        routine__in=rules.ROUTINES, unit=period.unit, first=period.first
    ).exists()


def report(
    world: World, words: dict[str, Any], period: Period, occasion: Occasion | None = None
) -> Story:
    """Make the report of a period once it is over: reasons, the head's word, the signed copy."""
    yield max(0, (period.last - world.today).days + 1) + world.dice.randint(0, 2)
    by = yield from world.wait_for(Function.ADMINISTRATION)
    made = actions.prepare(period, occasion=occasion, by=by)
    reasons = {
        part.clause: world.dice.choice(words["reasons"]) for part in content_of(made, by.today).open
    }
    actions.answer(made, reasons, by=by)
    yield world.dice.randint(0, 2)
    by = yield from world.wait_for(Function.CHIEF)
    made = actions.finish(made, by=by)
    yield world.dice.randint(0, 2)
    by = yield from world.wait_for(Function.ADMINISTRATION)
    actions.sign(made, _copy(world, made), by=by)
    if period.unit == rules.USUAL and not _has_folder(period):
        by = yield from world.wait_for(Function.ADMINISTRATION)
        folders.ask(made, by=by)
        folders.make_waiting(by=world.system())


def _has_folder(period: Period) -> bool:
    """Tell whether an inspection has its folder of a period already: two reports may be of it."""
    rows = Folder.objects.filter(report__unit=period.unit, report__first=period.first)
    return rows.exists()


def _copy(world: World, made: Report) -> actions.Copy:
    number, name = world.number("BC-VP"), "bao-cao-da-ky.pdf"
    made.signed_number, made.signed_on = number, world.today
    scan = scan_of(paper(made, content_of(made, world.today)), name)
    return actions.Copy(scan.file, name, scan.seen, number, world.today)
