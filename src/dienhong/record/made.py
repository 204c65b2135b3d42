"""Large files put together from an office's data: they lie apart, and can be made again.

They go as soon as words or files of the office are taken out: what was withdrawn must not live on
in something that was made before.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from io import BufferedRandom
from pathlib import Path
from queue import SimpleQueue

from django.core.files.base import File
from django.core.files.storage import storages

KEPT_FOR = timedelta(days=30)
# The codes of offices in which something large was just asked for.
WANTED: SimpleQueue[str] = SimpleQueue()


class Disturbed(Exception):
    """Something was taken out of the data while this was being made from it."""


def _folder() -> Path:
    return Path(storages["made"].path(""))


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


def is_there(name: str) -> bool:
    """Tell whether what was made still lies there."""
    return (_folder() / name).is_file()


def clear() -> None:
    """Delete all of it, what is just being written too."""
    _delete(lambda _: True)


def sweep(*, at: datetime) -> None:
    """Delete what is older than 30 days."""
    oldest = (at - KEPT_FOR).timestamp()
    _delete(lambda path: path.stat().st_mtime < oldest)


def _delete(is_meant: Callable[[Path], bool]) -> None:
    for path in _folder().glob("*"):
        if is_meant(path):
            path.unlink(missing_ok=True)
