"""Making the folders that wait, as another process of the server does; as a program.

``python -m tests.reporting.makers CODE`` prints how many it made; with ``--hang`` it stops in the
middle of the first, says so, and waits to be killed.
"""

import signal
import sys
from datetime import datetime


def make(code: str, at: datetime) -> int:
    """Make what waits; return how many."""
    from dienhong.hosting.context import use_agency
    from dienhong.reporting import folders
    from dienhong.site.offices import the_system

    with use_agency(code):
        return len(folders.make_waiting(by=the_system(at)))


def hang(code: str, at: datetime) -> int:
    """Begin to make what waits, and never come to the end of it."""
    from dienhong.hosting.context import use_agency
    from dienhong.record import made
    from dienhong.reporting.models import Folder

    def begin(row: Folder) -> Folder:
        with made.writing(row.file_name) as out:
            out.write(b"PK")
            out.flush()
            print("begun", flush=True)  # noqa: T201 (the test waits for it)
            signal.pause()
        return row

    with use_agency(code):
        return len(made.make_waiting(Folder, begin, at=at))


if __name__ == "__main__":
    import django

    django.setup()
    act = hang if "--hang" in sys.argv else make
    print(act(sys.argv[1], datetime.fromisoformat(sys.argv[2])))  # noqa: T201 (its answer)
