"""Large files put together from an office's data: they lie apart, and can be made again.

They go as soon as words or files of the office are taken out: what was withdrawn must not live on
in something that was made before.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from io import BufferedRandom
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from django.core.files.base import File
from django.core.files.storage import storages

from dienhong.core.refusal import Refused
from dienhong.record.locks import try_lock
from dienhong.record.models import MadeFile

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=MadeFile)

KEPT_FOR = timedelta(days=30)
_LOCK = ".lock"
_TRIES = 3
# The codes of offices in which something large was just asked for.
WANTED: SimpleQueue[str] = SimpleQueue()


class Disturbed(Exception):
    """Something was taken out of the data while this was being made from it."""


def _folder() -> Path:
    return Path(storages["made"].path(""))


def make_waiting(kind: type[Row], make: Callable[[Row], Row], *, at: datetime) -> list[Row]:
    """Make what waits of a kind, each by one process; return those that were made."""
    rows = kind._default_manager.filter(made_at=None, fault="").order_by("asked_at")
    return [done for row in rows if (done := _take_up(row, make, at)) is not None]


def _take_up(row: Row, make: Callable[[Row], Row], at: datetime) -> Row | None:
    """Make what waits unless somebody is at it; a maker that died has let its lock go.

    Only whoever holds the lock of a row changes it, and the file of the lock goes once the row is
    made or has its fault: who comes by an old file finds nothing left to make.
    """
    with _alone(row) as is_mine:
        kept = type(row)._default_manager.filter(pk=row.pk, made_at=None, fault="")
        if not is_mine or not kept.update(begun_at=at):
            return None
        for half in _folder().glob(f".{row.file_name}.*"):  # of a maker that died
            half.unlink()
        return _try(row, make)


@contextmanager
def _alone(row: MadeFile) -> Iterator[bool]:
    """Hold the lock of what is to be made; False while another process or thread makes it."""
    _folder().mkdir(parents=True, exist_ok=True)
    place = _folder() / f".{row.pk}{_LOCK}"
    handle = try_lock(place)
    try:
        yield handle is not None
        if handle is not None:
            with suppress(OSError):  # an open file stays where the system is Windows
                place.unlink()
    finally:
        if handle is not None:
            os.close(handle)


def _try(row: Row, make: Callable[[Row], Row]) -> Row | None:
    """Make it, anew where the data changed meanwhile; what cannot be made says why."""
    fault = "nội dung bị thu hồi trong lúc lập"
    for _ in range(_TRIES):
        try:
            return make(row)
        except Disturbed:
            continue
        except Exception as error:
            log.exception("%s could not be made.", row.file_name)
            fault = error.reason if isinstance(error, Refused) else type(error).__name__
            break
    type(row)._default_manager.filter(pk=row.pk).update(fault=fault[:300])
    return None


@contextmanager
def writing(name: str) -> Iterator[BufferedRandom]:
    """Give a file to write; at the end it stands whole under its name.

    Raises ``Disturbed`` where something was taken out meanwhile: what is written then has to be
    made anew.
    """
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    building = folder / f".{name}.{secrets.token_hex(4)}"
    try:
        with building.open("w+b") as out:
            yield out
        try:
            building.replace(folder / name)
        except FileNotFoundError as error:
            raise Disturbed(name) from error
    finally:
        building.unlink(missing_ok=True)


def opened(name: str) -> File[bytes] | None:
    """Return what was made, to be read; None where it is there no more."""
    place = _folder() / name
    return File(place.open("rb"), name=name) if place.is_file() else None


def is_there(row: MadeFile) -> bool:
    """Tell whether what was made still lies there and can be given out."""
    return row.made_at is not None and (_folder() / row.file_name).is_file()


def clear() -> None:
    """Delete all of it, what is just being written too."""
    _delete(lambda _: True)


def sweep(*, at: datetime) -> None:
    """Delete what is older than 30 days."""
    oldest = (at - KEPT_FOR).timestamp()
    _delete(lambda path: path.stat().st_mtime < oldest)


def _delete(is_meant: Callable[[Path], bool]) -> None:
    for path in _folder().glob("*"):
        if path.suffix != _LOCK and is_meant(path):
            path.unlink(missing_ok=True)
