"""Fixtures: the office with its people and its own regulation, and its clock on a Monday."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.publication.story import MONDAY, add_people, adopt, moment


@pytest.fixture
def peopled(office: str) -> str:
    """Give the office its people and its regulation."""
    add_people()
    adopt()
    return office


@pytest.fixture
def clock(peopled: str) -> Iterator[time_machine.Traveller]:
    """Stop the clock of the peopled office on the Monday at nine; it can be moved on."""
    with time_machine.travel(moment(MONDAY), tick=False) as clock:
        yield clock
