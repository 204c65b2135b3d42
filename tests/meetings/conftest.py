"""Fixtures: an office whose routines were opened, and its clock on a Monday."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.meetings.story import opened
from tests.publication.story import MONDAY, moment


@pytest.fixture
def running(office: str) -> str:
    """Give the office its people, its regulation and what comes back."""
    opened()
    return office


@pytest.fixture
def clock(running: str) -> Iterator[time_machine.Traveller]:
    """Stop the clock of that office on the Monday at nine; it can be moved on."""
    with time_machine.travel(moment(MONDAY), tick=False) as clock:
        yield clock
