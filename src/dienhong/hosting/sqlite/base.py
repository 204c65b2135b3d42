"""The database wrapper that opens the file of the agency chosen in the context.

Why one alias and not one per agency: ``docs/explanation/decisions/0004``.
"""

from collections import OrderedDict
from typing import Any

from django.db.backends.sqlite3 import base

from dienhong.hosting import context, directory

# Two or three descriptors and a third of a megabyte each; most systems allow 1,024 descriptors.
MOST_OPEN_FILES = 64


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite that asks, before each use, which agency is meant, and refuses when none is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._agency: str | None = None
        self._parked: OrderedDict[str, Any] = OrderedDict()
        # Which file each connection opened: an office may be removed and restored meanwhile.
        self._opened: dict[str, int] = {}
        self._has_looked = False

    def get_connection_params(self) -> dict[str, Any]:
        """Open the file of the agency for reading and writing, and never make a new one."""
        params: dict[str, Any] = super().get_connection_params()
        address = directory.database(context.current()).as_uri()
        return params | {"database": f"{address}?mode=rw", "uri": True}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open the file, and remember which one it was."""
        code = context.current()
        self._opened[code] = _inode(code)
        return super().get_new_connection(conn_params)

    def ensure_connection(self) -> None:
        self._turn_to(context.current())
        super().ensure_connection()

    def _turn_to(self, code: str) -> None:
        if code == self._agency and (self._has_looked or self.in_atomic_block):
            return
        if self.in_atomic_block:
            raise context.SwitchedInsideTransaction(f"{self._agency} is in a transaction.")
        self._park()
        self.connection = self._parked.pop(code, None)
        self._agency, self._has_looked = code, True
        if self.connection is not None and self._opened.get(code) != _inode(code):
            self.close()  # another file lies in its place now

    def _park(self) -> None:
        if self.connection is None or self._agency is None:
            return
        self._parked[self._agency] = self.connection
        self.connection = None
        while len(self._parked) >= MOST_OPEN_FILES:
            self._parked.popitem(last=False)[1].close()

    def close_if_unusable_or_obsolete(self) -> None:
        """Keep files open between requests, but look again whether they are the same ones.

        Called by Django outside any agency.
        """
        self._has_looked = False
        if self.in_atomic_block or not self.errors_occurred:
            return
        self.errors_occurred = False
        self.close()

    def overwrite_freed(self, tables: list[str]) -> bool:  # noqa: ARG002 (the log has all tables)
        """Fold the log into the file; false when another reader kept it from that."""
        with self.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout=2000")
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            cursor.execute("PRAGMA busy_timeout=20000")
        return not busy

    def close_office(self, code: str) -> None:
        """Close one agency's file, which is moved or removed next."""
        parked = self._parked.pop(code, None)
        if parked is not None:
            parked.close()
        if code == self._agency:
            self.close()

    def close_everything(self) -> None:
        """Close the files of all agencies that this thread has open."""
        self.close()
        while self._parked:
            self._parked.popitem()[1].close()
        self._agency = None


def _inode(code: str) -> int:
    """Return which file lies in an agency's place, 0 for none."""
    try:
        return directory.database(code).stat().st_ino
    except OSError:
        return 0
