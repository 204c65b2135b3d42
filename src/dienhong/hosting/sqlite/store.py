"""Agencies' databases as files: ``<folder of the agency>/office.sqlite3``."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.db import DatabaseError, connection

from dienhong.hosting import context, directory
from dienhong.hosting.store import flush


def names() -> list[str]:
    found = (directory.data() / "agencies").glob(f"*/{directory.DATABASE}")
    return [path.parent.name for path in found]


def exists(name: str) -> bool:
    return directory.database(name).is_file()


def make_empty(name: str) -> None:
    path = directory.database(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def copy(source: str, name: str) -> None:
    shutil.copyfile(directory.database(source), directory.database(name))


@contextmanager
def renaming(name: str, new: str) -> Iterator[None]:  # noqa: ARG001 (the folder's own name)
    """The file goes with its folder; it has only to be closed and to lie on the disk."""
    _close(name)
    flush(directory.database(name))
    yield


def drop(name: str) -> None:
    _close(name)
    shutil.rmtree(directory.folder(name), ignore_errors=True)


def settle(name: str) -> None:
    """Fold the log into the file, so that the file can be copied alone."""
    with context.use_agency(name), connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _close(name)


def migrations(name: str) -> frozenset[tuple[str, str]]:
    address = f"{directory.database(name).as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as handle:
            rows = handle.execute("SELECT app, name FROM django_migrations").fetchall()
    except sqlite3.OperationalError:
        return frozenset()
    except sqlite3.DatabaseError as error:
        raise DatabaseError(str(error)) from error
    return frozenset(rows)


def _close(name: str) -> None:
    connection.close_office(name)  # type: ignore[attr-defined]
