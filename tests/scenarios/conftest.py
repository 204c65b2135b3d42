"""Fixtures: offices that a person opens by clicks, closed again after the test."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection

from dienhong.hosting import directory
from dienhong.site.demo import seed
from tests.conftest import NOW
from tests.scenarios.demo import MAU_A, MAU_B, Demo


@pytest.fixture
def server(template: None) -> Iterator[None]:
    """Give a server without offices; those opened in the test are taken away after it."""
    before = set(directory.codes())
    yield
    connection.close_everything()  # type: ignore[attr-defined]
    for code in set(directory.codes()) - before:
        directory.discard(code)


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
        seed.make(office.code, at=NOW)
        yield office
