"""A Monday at ten in an office of seven people."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.publication.story import MONDAY, add_people, moment


@pytest.fixture
def clock(office: str) -> Iterator[time_machine.Traveller]:
    """Let it be Monday, ten o'clock; the test may move the hands."""
    with time_machine.travel(moment(MONDAY, 10), tick=False) as traveller:
        add_people()
        yield traveller
