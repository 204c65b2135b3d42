"""Writing entries as several people would at the same moment; as a program, in processes."""

import multiprocessing
import sys
from datetime import UTC, date, datetime

EACH = 12


def write_each(code: str, number: int) -> None:
    """Write ``EACH`` entries, an act with its own transaction each, and close the file."""
    from django.db import connection, transaction

    from dienhong.core.acting import Actor, Someone
    from dienhong.hosting.context import use_agency
    from dienhong.organisation.models import Department
    from dienhong.record.actions import write_entry

    at = datetime(2026, 3, 2, 2, number, tzinfo=UTC)
    by = Actor(by=Someone(str(number), f"Người {number}"), at=at, today=date(2026, 3, 2))
    with use_agency(code):
        for count in range(EACH):
            with transaction.atomic():
                Department.objects.create(name=f"Phòng {number}-{count}")
                write_entry("thu.viet", f"writer:{number}", by=by, facts={"count": count})
    connection.close_everything()  # type: ignore[attr-defined]


def write_in_processes(code: str, writers: int) -> bool:
    """Let so many processes write at once; tell whether all of them came to their end."""
    # Forked from this program, which has one thread and no file open: Django loads once.
    processes = multiprocessing.get_context("fork")
    start = processes.Barrier(writers)

    def write(number: int) -> None:
        start.wait()
        write_each(code, number)

    started = [processes.Process(target=write, args=(number,)) for number in range(writers)]
    for each in started:
        each.start()
    for each in started:
        each.join()
    return [each.exitcode for each in started] == [0] * writers


if __name__ == "__main__":
    import django

    django.setup()
    sys.exit(not write_in_processes(sys.argv[1], int(sys.argv[2])))
