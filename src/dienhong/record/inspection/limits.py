"""What the process that opens strangers' files may use, for the rest of its life."""

import sys
from contextlib import suppress

MEMORY = 700_000_000  # bytes of address space; a picture of 60 million points needs 240 of them
SECONDS = 20  # of the processor; the parent's clock is a little longer
LARGEST_ANSWER = 60_000_000  # bytes; also the largest file that it can write at all


def tighten() -> None:
    """Lower this process's limits (POSIX); on Windows only the parent's clock holds it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 (Windows has no such module)

    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_ANSWER),
        (resource.RLIMIT_NPROC, 0),  # no further process or thread
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS does not take a limit of address space.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
