"""Costs of a periodic report: from the button to the draft, on a quarter's and on a year's data."""

from collections.abc import Iterator

from django.test import Client

from bench import world
from bench.measure import Case, Row, seconds_of
from dienhong.core.days.periods import period_of
from dienhong.core.refusal import Refused
from dienhong.hosting.context import use_agency
from dienhong.organisation.functions import Function
from dienhong.record.actions import write_refusal
from dienhong.record.queries import head
from dienhong.reporting import actions
from dienhong.reporting.models import Report

_CODE, _MATTERS, _FEW, _YEAR = "bao-cao-nam", 60, 500, 5_000


def rows() -> Iterator[Row]:
    """Yield what drawing a draft costs with 500 and with 5,000 entries in the journal."""
    world.new_office(_CODE)
    client = world.signed_in(_CODE)
    with use_agency(_CODE):
        world.add_checker()
        world.many(world.published, _MATTERS)
        by = world.actor("Lan", Function.ADMINISTRATION)
        report = actions.prepare(period_of("year", by.today), by=by)
    yield Row("from button to draft", _at(_FEW, client, report), _at(_YEAR, client, report))


def _at(size: int, client: Client, report: Report) -> Case:
    with use_agency(_CODE):
        who = world.actor("Lan", Function.ADMINISTRATION)
        refusal = Refused("Chưa được")
        more = size - head()[0]
        world.many(lambda: write_refusal("bench", "bench:1", refusal, by=who), more)
    page = f"/{_CODE}/bao-cao/{report.pk}/"
    return Case(f"{size} entries", seconds_of(lambda: world.visit(client, page), times=5))
