"""Costs of a periodic report: from the button to the draft, and of half a year of 80 people."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from django.test import Client
from django.utils import timezone

from bench import world
from bench.measure import Case, Row, once, seconds_of
from dienhong.core.acting import Actor
from dienhong.core.days.periods import period_of
from dienhong.core.refusal import Refused
from dienhong.hosting.context import use_agency
from dienhong.organisation.actions import someone
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Holding
from dienhong.record.actions import write_refusal
from dienhong.record.queries import head
from dienhong.reporting import actions, folder
from dienhong.reporting.models import Folder, Report
from dienhong.reporting.outline import content_of
from dienhong.site.offices import the_system
from dienhong.site.simulation import year

_CODE, _MATTERS, _FEW, _YEAR = "bao-cao-nam", 60, 500, 5_000
_SMALL, _LARGE = 20, 80


def rows() -> Iterator[Row]:
    """Yield what drawing a draft costs, and the half-year report of a simulated year."""
    world.new_office(_CODE)
    client = world.signed_in(_CODE)
    with use_agency(_CODE):
        world.add_checker()
        world.many(world.published, _MATTERS)
        by = world.actor("Lan", Function.ADMINISTRATION)
        report = actions.prepare(period_of("year", by.today), by=by)
    yield Row("from button to draft", _at(_FEW, client, report), _at(_YEAR, client, report))
    small, large = _lived(_SMALL), _lived(_LARGE)
    for what, few, many in zip(_MEASURED, small, large, strict=True):
        yield Row(what, few, many)


def _at(size: int, client: Client, report: Report) -> Case:
    with use_agency(_CODE):
        who = world.actor("Lan", Function.ADMINISTRATION)
        refusal = Refused("Chưa được")
        more = size - head()[0]
        world.many(lambda: write_refusal("bench", "bench:1", refusal, by=who), more)
    page = f"/{_CODE}/bao-cao/{report.pk}/"
    return Case(f"{size} entries", seconds_of(lambda: world.visit(client, page), times=5))


_MEASURED = ("half-year: button to draft", "half-year: the page", "half-year: DOCX", "its folder")


def _lived(staff: int) -> list[Case]:
    """Return what the half-year report costs in an office of so many that lived half a year."""
    code, said = f"nua-nam-{staff}", f"{staff} staff"
    plan = year.Plan(year=2026, staff=staff, seed=1, until=date(2026, 6, 30))
    year.live(code, plan, each_day=lambda _: None)
    with use_agency(code):
        clerk = Holding.objects.filter(function=Function.ADMINISTRATION).earliest("pk").person
        login = Account.objects.get(person=clerk).login
        system = the_system(timezone.now())
        by = Actor(
            by=someone(clerk),
            at=system.at,
            today=system.today,
            acting_as=Function.ADMINISTRATION.value,
        )
        half = period_of("half_year", plan.last)
        begun = once(lambda: content_of(actions.prepare(half, by=by), by.today))
        report = Report.objects.latest("prepared_at")
        row = Folder(report=report, year=by.today.year, number=1)
        content = content_of(report, by.today)
        bound = once(lambda: folder.write(row, content, code, by.at, BytesIO()))
    client, page = world.signed_in(code, login), f"/{code}/bao-cao/{report.pk}/"
    seen = once(lambda: world.visit(client, page))
    word = once(lambda: world.visit(client, f"{page}tai/bao-cao.docx"))
    return [Case(said, seconds) for seconds in (begun, seen, word, bound)]
