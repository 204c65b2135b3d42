"""The database wrapper that sends every statement to the schema of the agency chosen.

Nothing is remembered between two statements: each one is sent in one message with the
``SET LOCAL search_path`` that it needs, which PostgreSQL forgets at the end of the transaction.
Why, and what it costs: ``docs/explanation/decisions/0018-postgresql-schemas.md``.
"""

import re
import time
from collections.abc import Iterable
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from dienhong.hosting import context

# A connection keeps the catalogue rows of every schema that it has touched, some 1.4 MB each.
MOST_TOUCHED = 64
# A reader of a moment ago is waited for, as long as SQLite's log is.
# A snapshot of the server's own housekeeping may last for seconds on a busy machine.
_TRIES, _BETWEEN_TRIES = 50, 0.1  # seconds
_SAFE = re.compile(r"[a-z0-9._-]{1,56}")


def schema_of(code: str) -> str:
    """Return the name of the schema of an agency, quoted for SQL."""
    if not _SAFE.fullmatch(code):
        raise ValueError(f"{code!r} cannot name a schema.")
    return f'"office_{code}"'


class Cursor(psycopg.ClientCursor[Any]):
    """A cursor whose every statement finds its tables in one schema and nowhere else."""

    agency: str | None = None

    def execute(self, query: Any, params: Any = None, **options: Any) -> "Cursor":
        """Send the schema and the statement in one message, which is one transaction.

        In a transaction that has failed only a rollback is heard: it is sent alone.
        """
        failed = self.connection.info.transaction_status == TransactionStatus.INERROR
        if self.agency is None or failed:
            return super().execute(query, params, **options)
        if self.agency != context.chosen():
            raise context.NoAgencyChosen(f"This cursor was opened in {self.agency!r}.")
        path = f"SET LOCAL search_path TO {schema_of(self.agency)};\n"
        try:
            super().execute(path + self.mogrify(query, params), **options)
        except psycopg.Error as error:
            # The details quote the row, which is nobody's business in a log.
            error.args = (error.diag.message_primary or str(error),)
            raise
        self.nextset()  # past the answer to SET
        return self

    def executemany(self, query: Any, params_seq: Iterable[Any], **options: Any) -> None:
        """Send one statement after the other: several in one pipeline cannot carry a schema."""
        for params in params_seq:
            self.execute(query, params, **options)


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL that asks, before each use, which agency is meant, and refuses when none is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agency: str | None = None
        self._touched: set[str] = set()

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        return params | {"cursor_factory": Cursor}

    def ensure_connection(self) -> None:
        code = context.current()
        if code != self._agency and self.in_atomic_block:
            raise context.SwitchedInsideTransaction(f"{self._agency} is in a transaction.")
        self._agency = code
        self._touched.add(code)
        super().ensure_connection()

    def create_cursor(self, name: str | None = None) -> Any:
        cursor = super().create_cursor(name)
        cursor.agency = context.current()
        return cursor

    def close_if_unusable_or_obsolete(self) -> None:
        """Keep connections between requests; called by Django outside any agency."""
        if self.connection is None or self.in_atomic_block:
            return
        with context.use_agency(self._agency):  # Django asks for autocommit as if it were a query
            super().close_if_unusable_or_obsolete()
        if len(self._touched) > MOST_TOUCHED:
            self.close_everything()

    def overwrite_freed(self, tables: list[str]) -> bool:
        """Rewrite tables without their dead rows; false when somebody still reads as of before.

        PostgreSQL's log and its archive keep what was there until they are recycled.
        """
        self.ensure_connection()
        schema = schema_of(context.current())
        return all(self._rewrite(f'{schema}."{table}"') for table in tables)

    def _rewrite(self, table: str) -> bool:
        for _ in range(_TRIES):
            if self._is_free(table) and self._dead_rows_left(table) == [0]:
                return True
            time.sleep(_BETWEEN_TRIES)
        return False

    def _is_free(self, table: str) -> bool:
        """Tell whether nobody reads a table: a rewrite would wait for a whole backup to end.

        Two statements in one message are one transaction, which ends with them.
        """
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE NOWAIT; SELECT 1")
        except (psycopg.errors.LockNotAvailable, psycopg.errors.InsufficientPrivilege):
            return False
        return True

    def _dead_rows_left(self, table: str) -> list[int]:
        """Rewrite a table; return how many dead rows had to be kept, as VACUUM itself tells.

        It tells nothing where the role does not own the table.
        """
        told: list[str] = []
        connection = self.connection

        def listen(notice: psycopg.errors.Diagnostic) -> None:
            told.append(notice.message_detail or "")

        connection.add_notice_handler(listen)
        try:
            # Not by our own cursor: no statement may stand before VACUUM in its message.
            with self.wrap_database_errors, connection.cursor() as cursor:
                cursor.execute(f"VACUUM (FULL, VERBOSE) {table}")
        finally:
            connection.remove_notice_handler(listen)
        return [int(number) for detail in told for number in re.findall(r"^\d+", detail)]

    def close_office(self, code: str) -> None:  # noqa: ARG002 (one connection serves all)
        """Give back what the server remembers, once this connection has seen many agencies."""
        if len(self._touched) > MOST_TOUCHED:
            self.close_everything()

    def close_everything(self) -> None:
        """Close the connection of this thread, which serves all agencies."""
        self.close()
        self._touched.clear()
        self._agency = None
