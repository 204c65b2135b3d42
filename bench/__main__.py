"""``python -m bench``: print how cost grows, and leave nothing behind."""

import os
import subprocess
import sys
from tempfile import TemporaryDirectory

from bench.measure import Row, table
from tests.postgresql import NotThere, Server

_PROGRAMS = ("bench.many_offices", "bench.sweep_costs")


def main() -> None:
    """Measure in a temporary folder, then print the table."""
    with TemporaryDirectory(prefix="dienhong-bench-") as folder:
        os.environ["DJANGO_SETTINGS_MODULE"] = "dienhong.site.settings"
        os.environ["DIENHONG_DATA"] = folder
        os.environ["DIENHONG_HOSTS"] = "testserver"
        rows = _measured()
    sys.stdout.write(
        f"{table(rows)}\n\nThe quickest go of each case, in one run. Compare the ratios.\n"
    )
    sys.stdout.flush()
    subprocess.run([sys.executable, "-m", "bench.simulated_years"], check=True)
    _many_offices({}, *_PROGRAMS)
    try:
        server = Server.start()
    except NotThere as reason:
        sys.stdout.write(f"\nNot measured on PostgreSQL: {reason}\n")
        return
    for number, program in enumerate(_PROGRAMS):
        name = f"bench_{number}"
        server.create(name)
        _many_offices({"DIENHONG_DATABASE": server.address(name)}, program)


def _many_offices(database: dict[str, str], *programs: str) -> None:
    """Measure many offices in programs of their own, which have one engine."""
    for program in programs:
        subprocess.run([sys.executable, "-m", program], env=os.environ | database, check=True)


def _measured() -> list[Row]:
    import django  # noqa: PLC0415 (the settings read the environment when they are loaded)

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from bench import (  # noqa: PLC0415
        core_costs,
        law_costs,
        office_costs,
        report_costs,
        stage_costs,
    )
    from bench import structure_costs as structure  # noqa: PLC0415

    try:
        found = [*core_costs.rows(), *structure.rows(), *stage_costs.rows(), *law_costs.rows()]
        return [*found, *office_costs.rows(), *report_costs.rows()]
    finally:
        connection.close_everything()  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
