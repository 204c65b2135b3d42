"""Fixtures: offices that a person opens by clicks, closed again after the test."""

import os
from collections.abc import Generator, Iterator

import pytest
import time_machine

from dienhong.site.demo import seed
from tests import kept
from tests.conftest import NOW
from tests.scenarios import recording, taking_out
from tests.scenarios.demo import MAU_A, MAU_B, Demo
from tests.scenarios.walker import Reader
from tests.scenarios.witness import Witness

_RESULT = pytest.StashKey[pytest.TestReport]()
_WITNESS = pytest.StashKey[Witness]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep for the mutation job only the tests that are about a clause."""
    if recording.RUN in os.environ:
        others = [item for item in items if "clause" not in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep how the test itself went, and tell the mutation job how it failed."""
    report = yield
    witness = item.stash.get(_WITNESS, None)
    if report.when == "call":
        item.stash[_RESULT] = report
    if witness is not None:
        recording.tell_job(witness, report, call.excinfo)
    return report


@pytest.fixture
def clause(request: pytest.FixtureRequest, template: None) -> Iterator[Witness]:
    """Watch the test; it says ``clause("bac-kan-2023", "dieu-9.khoan-1")`` what it is about.

    What it showed is compared, when it has passed, with the marks that are committed.
    """
    test = request.node.nodeid
    taking_out.current = taking_out.for_test(test)
    witness = Witness(test, taking_out.current)
    request.node.stash[_WITNESS] = witness
    Reader.watchers.append(witness)
    yield witness
    Reader.watchers.remove(witness)
    taking_out.current = taking_out.TakenOut()
    result = request.node.stash.get(_RESULT, None)
    if result is not None and result.passed and witness.taken_out.clause is None:
        recording.keep(test, witness.marks())


@pytest.fixture
def mau_a(server: None) -> Iterator[Demo]:
    """Open demonstration office A (after Bắc Kạn 2023), on a Monday at nine."""
    yield from _demo(MAU_A)


@pytest.fixture
def mau_b(server: None) -> Iterator[Demo]:
    """Open demonstration office B (after Lạng Sơn 2010), on a Monday at nine."""
    yield from _demo(MAU_B)


def _demo(office: Demo) -> Iterator[Demo]:
    with time_machine.travel(NOW, tick=False):
        kept.place(office.code, office.code, lambda: seed.make(office.code, at=NOW))
        yield office
