"""A demonstration's story: steps of all its parts, done in the order of their days."""

from collections.abc import Callable, Iterable
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db import transaction

from dienhong.site.demo.cast import Cast

Step = tuple[datetime, Callable[[], object]]
Part = Callable[[dict[str, Any], Cast, datetime], Iterable[Step]]


def play(parts: Iterable[Part], office: dict[str, Any], cast: Cast, at: datetime) -> None:
    """Do what the parts tell, oldest first: the journal reads like that of an office at work.

    In one transaction: an office that was half made is of no use, and each step costs less.
    """
    steps = [step for part in parts for step in part(office, cast, at)]
    with transaction.atomic():
        for _, do in sorted(steps, key=itemgetter(0)):
            do()
