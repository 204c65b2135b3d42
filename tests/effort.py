"""Hostile input must end: a guard that only work of the wrong growth can meet.

Not a measure of speed, which is for ``bench/``. Tests give texts so long that work which grows as
they do takes a few seconds, and work which grows as their square takes hours.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SECONDS = 120  # of this process's own work, whatever else the machine does


@contextmanager
def must_end() -> Iterator[None]:
    """Stop what is within with an AssertionError once it has worked two minutes."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"not done after {_SECONDS} s of work: it grows faster than its input")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, _SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
