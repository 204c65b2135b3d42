"""What a sweep of many offices costs: seconds and memory, on the engine that the settings choose.

``python -m bench`` runs this as a program of its own for each engine. One office is filled by the
real acts, the others are copies of its database.
"""

import os
import sys
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time

from bench.alone import measuring

_OFFICES, _DUTIES = 100, 200
_FIRST = "vp-1"
_PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Print a line for the first sweep, the next hour's and the next day's."""
    with measuring():
        _measure()


def _measure() -> None:
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    codes, now = _offices(), timezone.now()
    sys.stdout.write(f"\n{connection.display_name}, {_OFFICES} offices of {_DUTIES} open duties\n")
    for said, passed in (
        ("first sweep", timedelta(0)),
        ("an hour later", timedelta(hours=1)),
        ("a day later", timedelta(days=1)),
    ):
        sys.stdout.write(f"{said:15}{_swept(codes, now + passed)}\n")


def _swept(codes: list[str], now: object) -> str:
    """Sweep all offices; say how long it took, and the memory after a tenth and after all."""
    from dienhong.site.sweeping import sweep_all  # noqa: PLC0415

    began, worked, faults = perf_counter(), process_time(), []
    sweeping = sweep_all(codes, lambda: now)  # type: ignore[arg-type,return-value]
    faults += [each.fault for each in islice(sweeping, _OFFICES // 10)]
    tenth = _memory()
    faults += [each.fault for each in sweeping]
    assert not any(faults), faults
    took, worked = perf_counter() - began, process_time() - worked
    load = os.getloadavg()[0]
    return (
        f"{took:6.1f} s, {worked:.1f} s of them this process at work; "
        f"{tenth:.0f} MB after a tenth, {_memory():.0f} MB at the end; load {load:.1f}"
    )


def _memory() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE / 1e6


def _offices() -> list[str]:
    from django.db import connection  # noqa: PLC0415

    from bench import world  # noqa: PLC0415
    from dienhong.hosting import directory, schema  # noqa: PLC0415
    from dienhong.hosting.context import use_agency  # noqa: PLC0415
    from dienhong.hosting.store import store  # noqa: PLC0415

    schema.prepare_template()
    world.new_office(_FIRST)
    with use_agency(_FIRST):
        _fill()
    connection.close_everything()  # type: ignore[attr-defined]
    codes = [f"vp-{number}" for number in range(1, _OFFICES + 1)]
    for code in codes[1:]:
        (directory.folder(code) / "files").mkdir(parents=True)
        store().copy(_FIRST, code)
    return codes


def _fill() -> None:
    """Give the office a checker, a regulation, and duties due from a month ago to ten weeks on."""
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from bench import world  # noqa: PLC0415
    from dienhong.core.citation import Citation  # noqa: PLC0415
    from dienhong.core.derivation import Derivation, Step, StepKind  # noqa: PLC0415
    from dienhong.duties.actions import open_duty  # noqa: PLC0415
    from dienhong.organisation.functions import Function  # noqa: PLC0415

    world.add_checker()
    _adopt()
    today: date = timezone.localdate()
    with transaction.atomic():
        for number in range(_DUTIES):
            due = today + timedelta(days=number // 2 - 30)
            open_duty(
                "bench.task",
                f"task:{number}",
                title=f"Việc số {number}",
                verb="Làm",
                path="",
                due=Derivation(due, (Step(due, due, StepKind.END, "Hết hạn"),)),
                clauses=[Citation("quy-che-1", "dieu-1")],
                functions=[(Function.ADMINISTRATION, Function.DEPUTY_CHIEF)[number % 2]],
            )


def _adopt() -> None:
    """Issue a regulation with briefings, reviews and programmes, so that something comes back."""
    from django.utils import timezone  # noqa: PLC0415

    from bench import world  # noqa: PLC0415
    from dienhong.organisation.functions import Function  # noqa: PLC0415
    from dienhong.regulation import actions, deciding  # noqa: PLC0415
    from dienhong.regulation.rules import Origin  # noqa: PLC0415
    from tests.duties.story import REGULATION  # noqa: PLC0415

    by, today = world.actor("Lan", Function.ADMINISTRATION), timezone.localdate()
    version = actions.upload(REGULATION, name="quy-che.txt", by=by)
    deciding.confirm(version, version.parameters.values_list("order", flat=True), by=by)
    origin = Origin(declared=False, union_paper="Biên bản họp Công đoàn")
    actions.issue(
        version,
        number="01/QĐ-TSM",
        issued_on=today,
        in_force_from=today,
        origin=origin,
        by=by,
    )


if __name__ == "__main__":
    main()
