"""Acts that begin in the same moment, each in a thread and with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from dienhong.core.refusal import Refused
from dienhong.hosting.context import use_agency


def at_once(code: str, calls: list[Callable[[], object]]) -> list[str]:
    """Run acts in threads that start together; return what each was refused with, or ""."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> str:
        with use_agency(code):
            start.wait()
            try:
                call()
            except Refused as refusal:
                return refusal.reason
            finally:
                connection.close()
        return ""

    with ThreadPoolExecutor(max_workers=len(calls)) as pool:
        return list(pool.map(run, calls))
