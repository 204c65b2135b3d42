"""Fixtures: the clock of the office with its people and regulation, on a Monday."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.publication.story import MONDAY, moment


@pytest.fixture
def clock(peopled: str) -> Iterator[time_machine.Traveller]:
    """Stop the clock of the peopled office on the Monday at nine; it can be moved on."""
    with time_machine.travel(moment(MONDAY), tick=False) as clock:
        yield clock
