"""The thread of the server that makes folders and year books as soon as they are asked for."""

import logging
import threading

from django.db import connection
from django.utils import timezone

from dienhong.hosting import directory, schema
from dienhong.hosting.context import use_agency
from dienhong.publication import books
from dienhong.record import made
from dienhong.reporting import folders
from dienhong.site.offices import the_system

log = logging.getLogger(__name__)


def start() -> threading.Thread:
    """Let this process make what an earlier one left, and then what is asked for in it."""
    thread = threading.Thread(target=_run, name="making", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    for code in filter(schema.is_ready, directory.codes()):
        make(code)
    while True:
        make(made.WANTED.get())


def make(code: str) -> None:
    """Make the folders and books that wait in an office; a fault is logged and ends nothing."""
    try:
        with use_agency(code):
            folders.make_waiting(by=the_system(timezone.now()))
            books.make_waiting(by=the_system(timezone.now()))
    except Exception:
        log.exception("What waits in an office could not be made.")
    finally:
        connection.close_office(code)  # type: ignore[attr-defined]
