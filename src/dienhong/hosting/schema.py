"""The template database, and whether an agency's tables are those that this program expects."""

from functools import cache

from django.core.management import call_command
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader

from dienhong.hosting import context, directory
from dienhong.hosting.store import store


@cache
def expected() -> frozenset[tuple[str, str]]:
    """Return the migrations that this program comes with."""
    return frozenset(MigrationLoader(None).disk_migrations)


def is_current(code: str) -> bool:
    """Tell whether an agency's database has all the migrations of this program."""
    return store().migrations(code) >= expected()


_ready: set[str] = set()


def is_ready(code: str) -> bool:
    """Tell whether an agency may be used by this program; a yes is remembered by the process."""
    if code not in _ready and is_current(code):
        _ready.add(code)
    return code in _ready


def prepare_template() -> bool:
    """Bring the template up to date; return whether there was anything to do."""
    if is_current(directory.TEMPLATE):
        return False
    store().make_empty(directory.TEMPLATE)
    migrate(directory.TEMPLATE)
    return True


def migrate(code: str) -> None:
    """Bring one agency's tables up to date."""
    with context.use_agency(code):
        call_command("migrate", verbosity=0, interactive=False)
    store().settle(code)


def behind() -> list[str]:
    """Return what ``prepare`` has to bring up to date: the template, if it must, and agencies."""
    template = [] if is_current(directory.TEMPLATE) else [directory.TEMPLATE]
    return [*template, *agencies_behind()]


def agencies_behind() -> list[str]:
    """Return the codes of the agencies whose tables are older than this program."""
    return [code for code in directory.codes() if _is_behind(code)]


def _is_behind(code: str) -> bool:
    try:
        return not is_current(code)
    except DatabaseError:
        return False  # damaged: no migration mends that, and the other agencies go on


def migrate_all() -> list[str]:
    """Bring every agency up to date, one after the other; return those that were behind."""
    found = agencies_behind()
    for code in found:
        migrate(code)
    return found
