"""The template database, and whether an agency's tables are those that this program expects."""

import sqlite3
from functools import cache

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from dienhong.hosting import context, directory


@cache
def expected() -> frozenset[tuple[str, str]]:
    """Return the migrations that this program comes with."""
    return frozenset(MigrationLoader(None).disk_migrations)


def is_current(code: str) -> bool:
    """Tell whether an agency's database has all the migrations of this program."""
    address = f"{directory.database(code).as_uri()}?mode=ro"
    handle = sqlite3.connect(address, uri=True)
    try:
        rows = handle.execute("SELECT app, name FROM django_migrations").fetchall()
    except sqlite3.OperationalError:
        return False
    finally:
        handle.close()
    return frozenset(rows) >= expected()


_ready: set[str] = set()


def is_ready(code: str) -> bool:
    """Tell whether an agency may be used by this program; a yes is remembered by the process."""
    if code not in _ready and is_current(code):
        _ready.add(code)
    return code in _ready


def prepare_template() -> bool:
    """Bring the template up to date; return whether there was anything to do."""
    path = directory.database(directory.TEMPLATE)
    if path.is_file() and is_current(directory.TEMPLATE):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    migrate(directory.TEMPLATE)
    return True


def migrate(code: str) -> None:
    """Bring one agency's tables up to date, and leave its file whole (no side journal)."""
    with context.use_agency(code):
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


def behind() -> list[str]:
    """Return what ``prepare`` has to bring up to date: the template, if it must, and agencies."""
    template = directory.database(directory.TEMPLATE).is_file() and is_current(directory.TEMPLATE)
    return [*([] if template else [directory.TEMPLATE]), *agencies_behind()]


def agencies_behind() -> list[str]:
    """Return the codes of the agencies whose tables are older than this program."""
    return [code for code in directory.codes() if _is_behind(code)]


def _is_behind(code: str) -> bool:
    try:
        return not is_current(code)
    except sqlite3.DatabaseError:
        return False  # damaged: no migration mends that, and the other agencies go on


def migrate_all() -> list[str]:
    """Bring every agency up to date, one after the other; return those that were behind."""
    found = agencies_behind()
    for code in found:
        migrate(code)
    return found
