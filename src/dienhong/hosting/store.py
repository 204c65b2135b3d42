"""What an engine of ours does besides what Django asks of one: whole databases."""

import os
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from django.conf import settings


class Store(Protocol):
    """The databases of all agencies, each by its name; each engine has a module ``store``."""

    def names(self) -> list[str]:
        """Return the name of every database: agencies, the template, what is half made."""

    def exists(self, name: str) -> bool:
        """Tell whether there is a database of that name."""

    def make_empty(self, name: str) -> None:
        """Make a database without tables, or leave the one that there is."""

    def copy(self, source: str, name: str) -> None:
        """Make a database with all that another has in it; nobody writes to that one meanwhile."""

    def renaming(self, name: str, new: str) -> AbstractContextManager[None]:
        """Rename a database; an error inside the block takes it back."""

    def drop(self, name: str) -> None:
        """Take a database away for good, if there is one."""

    def settle(self, name: str) -> None:
        """Leave a database whole and closed after its tables were changed."""

    def migrations(self, name: str) -> frozenset[tuple[str, str]]:
        """Return the migrations that a database has had; none where there are no tables.

        Raises DatabaseError for one that cannot be read.
        """


def store() -> Store:
    """Return the store of the engine that the settings choose."""
    engine = settings.DATABASES["default"]["ENGINE"]
    return cast("Store", import_module(f"{engine}.store"))


def flush(path: Path) -> None:
    """Have a file, or the names in a folder, written to the disk itself.

    Windows writes names by itself, opens no folder, and flushes only what may be written.
    """
    folder = path.is_dir()
    if folder and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
