"""What a page costs where many offices are open: on the engine that the settings choose.

``python -m bench`` runs this as a program of its own for each engine.
"""

import os
import sys
from itertools import cycle
from pathlib import Path

from bench.alone import measuring
from bench.measure import Case, Row, seconds_of, table

_OFFICES = 100
_PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Print the costs, then the memory and the descriptors of this process."""
    with measuring():
        from django.db import connection  # noqa: PLC0415 (settings first)

        rows, used = _measured()
        sys.stdout.write(
            f"\n{connection.display_name}, {_OFFICES} offices\n{table(rows)}\n{used}\n"
        )


def _measured() -> tuple[list[Row], str]:
    from django.db import close_old_connections, connection  # noqa: PLC0415

    from bench import world  # noqa: PLC0415
    from dienhong.hosting import schema  # noqa: PLC0415

    schema.prepare_template()
    codes = [f"vp-{number}" for number in range(1, _OFFICES + 1)]
    to_open = iter(codes)
    opening = seconds_of(lambda: world.new_office(next(to_open)), times=_OFFICES - 1)
    clients = {code: world.signed_in(code) for code in codes}

    def visit(code: str) -> None:
        world.visit(clients[code], f"/{code}/")
        close_old_connections()  # as the server does after each request

    connection.close_everything()  # type: ignore[attr-defined]
    first, last = codes[0], codes[-1]
    alone = seconds_of(lambda: visit(first), times=50)
    before = _used()
    for code in codes:
        visit(code)
    among = seconds_of(lambda: visit(last), times=50)
    turn = cycle(codes)
    in_turn = seconds_of(lambda: visit(next(turn)), times=2 * _OFFICES)
    small = Case("in the only one", alone)
    rows = [
        Row("home page", small, Case(f"in the {_OFFICES}th", among)),
        Row("home page", small, Case("in all by turns", in_turn)),
        Row("open an office", Case("as copied", opening), Case("as copied", opening)),
    ]
    return rows, f"one office: {before}; all: {_used()}"


def _used() -> str:
    """Return what this process holds, and the one that serves it at the database."""
    held = int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE
    descriptors = len(list(Path("/proc/self/fd").iterdir()))
    return f"{held / 1e6:.0f} MB, {descriptors} descriptors{_at_the_database()}"


def _at_the_database() -> str:
    from django.db import connection  # noqa: PLC0415

    if connection.vendor != "postgresql" or connection.connection is None:
        return ""
    pid = connection.connection.info.backend_pid
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    kilobytes = next(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty"))
    return f", {kilobytes / 1e3:.0f} MB of its own at the database"


if __name__ == "__main__":
    main()
