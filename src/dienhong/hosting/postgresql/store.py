"""Agencies' databases as schemas ``office_<code>`` of one PostgreSQL database."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from dienhong.hosting import context
from dienhong.hosting.context import use_agency
from dienhong.hosting.directory import TEMPLATE
from dienhong.hosting.postgresql import clone
from dienhong.hosting.postgresql.base import schema_of

# A schema is made or dropped with a lock on each of its tables and indexes, of which the server
# has room for a few schemas only (max_locks_per_transaction); who comes next waits.
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(1145652807); "


@contextmanager
def _catalogue() -> Iterator[CursorWrapper]:
    """Ask what is the same whichever agency is chosen: the one of an open transaction, or none."""
    nobody = context.current() if connection.in_atomic_block else TEMPLATE
    with use_agency(nobody), connection.cursor() as cursor:
        yield cursor


def names() -> list[str]:
    with _catalogue() as cursor:
        cursor.execute(
            "SELECT substr(nspname, length('office_') + 1) FROM pg_namespace"
            " WHERE starts_with(nspname, 'office_')"
        )
        return [name for (name,) in cursor.fetchall()]


def exists(name: str) -> bool:
    with _catalogue() as cursor:
        cursor.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [f"office_{name}"])
        return cursor.fetchone() is not None


def make_empty(name: str) -> None:
    with _catalogue() as cursor:
        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {schema_of(name)}")


def copy(source: str, name: str) -> None:
    with use_agency(source), connection.cursor() as cursor:
        script = clone.script(cursor, schema_of(name))
    with use_agency(name), connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME + script)  # one message: all of it or nothing


@contextmanager
def renaming(name: str, new: str) -> Iterator[None]:
    with use_agency(TEMPLATE), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA {schema_of(name)} RENAME TO {schema_of(new)}")
        yield


def drop(name: str) -> None:
    with _catalogue() as cursor:
        cursor.execute(f"{_ONE_AT_A_TIME}DROP SCHEMA IF EXISTS {schema_of(name)} CASCADE")


def settle(name: str) -> None:
    """Nothing is left open: a schema is whole after each transaction."""


def migrations(name: str) -> frozenset[tuple[str, str]]:
    table = f"{schema_of(name)}.django_migrations"
    with _catalogue() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
        if not cursor.fetchone()[0]:
            return frozenset()
        cursor.execute(f"SELECT app, name FROM {table}")  # noqa: S608 (a quoted name)
        return frozenset(cursor.fetchall())
