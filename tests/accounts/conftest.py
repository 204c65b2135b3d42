"""A Monday at ten in an office of seven people."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.publication.story import MONDAY, moment


@pytest.fixture
def clock(staffed: str) -> Iterator[time_machine.Traveller]:
    """Let it be Monday, ten o'clock; the test may move the hands."""
    with time_machine.travel(moment(MONDAY, 10), tick=False) as traveller:
        yield traveller
