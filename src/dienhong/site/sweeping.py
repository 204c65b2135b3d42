"""Sweeping all offices, one after the other: by command, and by the server itself each hour."""

import logging
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from dienhong.core.refusal import Refused
from dienhong.duties import opening, outbox
from dienhong.hosting import directory, schema
from dienhong.hosting.context import use_agency
from dienhong.publication import books, finding, leaving, plans
from dienhong.record.locks import try_lock
from dienhong.reporting import folders
from dienhong.site.offices import the_system

log = logging.getLogger(__name__)

LOCK = "sweeping.lock"
EVERY = timedelta(hours=1)
# Several processes start at once: one of them sweeps, the others see that it has just been done.
_JUST_NOW = timedelta(minutes=1)
_LOOK = 60.0  # seconds between two looks at the clock


@dataclass(frozen=True, slots=True)
class Swept:
    """What came of one office: what was opened and sent, or why it could not be swept."""

    code: str
    opened: int = 0
    sent: int = 0
    fault: str = ""


def sweep_all(codes: Iterable[str], clock: Callable[[], datetime]) -> Iterator[Swept]:
    """Sweep offices one after the other; the fault of one is told and stops no other."""
    for code in codes:
        try:
            yield _sweep(code, clock)
        except Exception as error:
            log.debug("The sweep of %s failed.", code, exc_info=True)
            yield Swept(code, fault=_said(error))
        finally:
            connection.close_office(code)  # type: ignore[attr-defined]


def _sweep(code: str, clock: Callable[[], datetime]) -> Swept:
    if not schema.is_ready(code):
        return Swept(code, fault="dữ liệu chưa theo kịp phần mềm; chạy: dienhong prepare")
    with use_agency(code):
        opened = opening.sweep(by=the_system(clock()))
        leaving.sweep(by=the_system(clock()))
        plans.ask_for_publication(by=the_system(clock()))
        sent = outbox.send_due(clock())
        folders.make_waiting(by=the_system(clock()))
        books.make_waiting(by=the_system(clock()))
        finding.learn_waiting()
        return Swept(code, len(opened), sent)


def _said(error: Exception) -> str:
    if isinstance(error, Refused):
        return error.in_full
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0][:200]}"


@contextmanager
def alone() -> Iterator[int | None]:
    """Give the handle of the lock inside the block, None while another process sweeps.

    However that process ends, the system lets its lock go.
    """
    handle = try_lock(directory.data() / LOCK)
    try:
        yield handle
    finally:
        if handle is not None:
            os.close(handle)


def sweep_if_due(clock: Callable[[], datetime], *, at_least: timedelta = EVERY) -> list[Swept]:
    """Sweep all offices unless it is being done, or was done less than ``at_least`` ago."""
    with alone() as handle:
        if handle is None or not _is_due(handle, clock(), at_least):
            return []
        swept = list(sweep_all(directory.codes(), clock))
        _note(handle, clock())
        return swept


def _is_due(handle: int, now: datetime, at_least: timedelta) -> bool:
    """Tell whether the last sweep is long ago; one in the future tells of a clock put back."""
    os.lseek(handle, 0, os.SEEK_SET)
    try:
        last = datetime.fromisoformat(os.read(handle, 100).decode())
    except ValueError:
        return True
    return not timedelta(0) <= now - last < at_least


def _note(handle: int, now: datetime) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, now.isoformat().encode())


def start() -> threading.Thread:
    """Let this process sweep at its start and each hour, beside what else it does."""
    thread = threading.Thread(target=_run, name="sweep", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    at_least = _JUST_NOW
    while True:
        try:
            _tell(sweep_if_due(timezone.now, at_least=at_least))
        except Exception:
            log.exception("The sweep of this hour failed.")
        connection.close_everything()  # type: ignore[attr-defined]
        at_least = EVERY
        threading.Event().wait(_LOOK)


def _tell(swept: list[Swept]) -> None:
    for each in swept:
        if each.fault:
            log.error("Chưa quét được văn phòng %s: %s", each.code, each.fault)
