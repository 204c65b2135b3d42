"""What a simulated year costs for small and large offices: ``python -m bench.simulated_years``."""

import sys
from time import process_time

from bench.alone import measuring

_STAFF = (20, 80, 320)


def main() -> None:
    """Live a year in offices of three sizes; print seconds of the processor and entries."""
    with measuring():
        _measure()


def _measure() -> None:
    from dienhong.hosting import schema  # noqa: PLC0415
    from dienhong.site.simulation import year  # noqa: PLC0415

    schema.prepare_template()
    sys.stdout.write("a simulated year: staff, entries, seconds of the processor, ms an entry\n")
    for staff in _STAFF:
        began = process_time()
        plan = year.Plan(year=2026, staff=staff, seed=1)
        lived = year.live(f"nam-{staff}", plan, each_day=lambda _: None)
        seconds = process_time() - began
        each = 1000 * seconds / lived.entries
        sys.stdout.write(f"{staff:5} {lived.entries:7} {seconds:7.1f} {each:6.1f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
