"""A demonstration office made for a test and taken away after it."""

from collections.abc import Iterator

import time_machine
from django.db import connection

from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.site.demo import seed
from tests.conftest import NOW


def made(code: str, stage: str) -> Iterator[str]:
    """Make an office in a stage, work in it, and take it away."""
    with time_machine.travel(NOW, tick=False):
        seed.make(code, at=NOW, stage=stage)
        with use_agency(code):
            yield stage
    connection.close_everything()  # type: ignore[attr-defined]
    directory.discard(code)
