"""The engine that this run tests; for PostgreSQL a server of the run's own, gone after it.

Loaded before Django reads its settings (``-p`` in ``pyproject.toml``).
``DIENHONG_TEST_DATABASE=postgresql python -m pytest`` runs what uses an office on PostgreSQL.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from tests.postgresql import Server

POSTGRESQL = os.environ.get("DIENHONG_TEST_DATABASE", "") == "postgresql"
_FOLDER = "DIENHONG_TEST_SERVER"  # tells xdist's workers and subprocesses where the server is
_PRISTINE = "pristine"


@cache
def server() -> Server:
    """Return the server of this run; the first process that asks starts it."""
    if _FOLDER not in os.environ:
        os.environ[_FOLDER] = str(Server.start().folder)
    return Server(Path(os.environ[_FOLDER]))


os.environ.pop("DIENHONG_DATABASE", None)  # never somebody's real one
if POSTGRESQL:
    os.environ["DIENHONG_DATABASE"] = server().address("none_yet")


@contextmanager
def fresh(*, template: str = "template0") -> Iterator[dict[str, str]]:
    """Give the environment of programs with a database of their own; nothing for SQLite."""
    if not POSTGRESQL:
        yield {}
        return
    name = f"fresh_{secrets.token_hex(6)}"
    server().create(name, template)
    try:
        yield {"DIENHONG_DATABASE": server().address(name)}
    finally:
        server().drop(name)


@contextmanager
def with_template() -> Iterator[None]:
    """Let this process work in a database that has the template and nothing else."""
    _make_pristine()
    with fresh(template=_PRISTINE) as environment, _working_in(environment):
        yield


@contextmanager
def _working_in(environment: dict[str, str]) -> Iterator[None]:
    """Turn Django, and the programs started from here, to another database."""
    from django.db import connection, connections
    from psycopg.conninfo import conninfo_to_dict

    before = os.environ["DIENHONG_DATABASE"], connections.settings["default"]["NAME"]
    connection.close_everything()  # type: ignore[attr-defined]
    os.environ.update(environment)
    # Every thread's connection reads this one dictionary.
    connections.settings["default"]["NAME"] = conninfo_to_dict(environment["DIENHONG_DATABASE"])[
        "dbname"
    ]
    try:
        yield
    finally:
        connection.close_everything()  # type: ignore[attr-defined]
        os.environ["DIENHONG_DATABASE"], connections.settings["default"]["NAME"] = before


@cache
def _make_pristine() -> None:
    """Migrate the template once a run, whichever worker comes first; the others copy it."""
    from dienhong.hosting import schema

    with (server().folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = server().folder / "pristine"
        if not done.exists():
            server().create(_PRISTINE)
            with _working_in({"DIENHONG_DATABASE": server().address(_PRISTINE)}):
                schema.prepare_template()
            done.touch()


def _belongs(item: pytest.Item) -> bool:
    """Tell whether a test says something on the engine of this run."""
    if not POSTGRESQL:
        return "postgresql" not in item.keywords
    uses_database = {"template", "database"} & {*getattr(item, "fixturenames", ()), *item.keywords}
    return bool(uses_database) and "sqlite" not in item.keywords


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of the other engine; on PostgreSQL also what needs no database."""
    left_out = [item for item in items if not _belongs(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if _belongs(item)]
    config.stash[_LEFT_OUT] = len(left_out)


_LEFT_OUT = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a worker of xdist tell how many tests it left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = session.config.stash.get(_LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take what a worker told; each of them collects the same tests."""
    told = getattr(node, "workeroutput", {}).get("left_out", 0)
    node.config.stash[_LEFT_OUT] = told  # type: ignore[attr-defined]


def pytest_report_header() -> str:
    """Say on which engine the run is."""
    return f"database: {'PostgreSQL' if POSTGRESQL else 'SQLite'}"


def pytest_terminal_summary(terminalreporter: object, config: pytest.Config) -> None:
    """Say how many tests do not belong to this engine."""
    engine = "PostgreSQL" if POSTGRESQL else "SQLite"
    left_out = config.stash.get(_LEFT_OUT, 0)
    terminalreporter.write_line(f"{engine}: {left_out} tests left out, not of this engine")  # type: ignore[attr-defined]
