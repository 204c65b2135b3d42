"""One moment of an office's database, read at leisure while people go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from dienhong.record.files import overwrite_freed


class AlreadyInTransaction(RuntimeError):
    """A snapshot was asked for inside a transaction: an error of the program."""


@contextmanager
def snapshot() -> Iterator[None]:
    """Let every query in the block see the rows of one moment; nobody waits, nothing is written."""
    if connection.in_atomic_block:
        raise AlreadyInTransaction
    if connection.vendor == "sqlite":
        with _sqlite():
            yield
        # A withdrawal during the block could not empty the log, as this reader held it.
        overwrite_freed([])
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _sqlite() -> Iterator[None]:
    """Begin in SQL: the settings make ``atomic()`` take the write lock, for its whole length.

    A deferred transaction of a database in WAL mode reads what was there at its first query.
    """
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        cursor.execute("SELECT count(*) FROM django_migrations")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")
