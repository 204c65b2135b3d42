"""Fixtures: a folder of offices a test session, and for each test offices of its own."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import LazySettings, settings
from hypothesis import settings as hypothesis_settings

from tests import databases

# The settings read the environment when Django starts, which is before any fixture.
_DATA = Path(tempfile.mkdtemp(prefix="dienhong-tests-"))
os.environ["DIENHONG_DATA"] = str(_DATA)
os.environ["DIENHONG_OPEN_BY_CLICKS"] = "1"
os.environ["DIENHONG_HOSTS"] = "127.0.0.1,localhost,testserver"
# Playwright's sync API runs a loop in the thread of the test that uses the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# pytest-django reads the settings before this file: the folder has to be put right here too,
# or every run and every xdist worker would share one.
settings.DIENHONG_DATA = _DATA
settings.DIENHONG_OPEN_BY_CLICKS = True

hypothesis_settings.register_profile("dienhong", deadline=None)
hypothesis_settings.load_profile("dienhong")

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
CHROMIUM = Path("/usr/bin/chromium")
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # a Monday, 09:00 in Hà Nội


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, and say so, what this machine lacks the texts or the browser for."""
    for item in items:
        if "shared" in item.keywords and not SHARED.is_dir():
            item.add_marker(pytest.mark.skip(reason="the real texts are not beside the checkout"))
        if "browser" in item.keywords and not CHROMIUM.exists():
            item.add_marker(pytest.mark.skip(reason="Debian's chromium is not installed"))
        # On the fresh machine of .ci/run it has to be there.
        missing = "CI" not in os.environ and shutil.which("tesseract") is None
        if "tesseract" in item.keywords and missing:
            item.add_marker(pytest.mark.skip(reason="Debian's tesseract is not installed"))


def pytest_unconfigure() -> None:
    """Take the session's folder away."""
    shutil.rmtree(_DATA, ignore_errors=True)


@pytest.fixture(scope="session")
def template(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Prepare the template that every office is copied from; let this session use databases."""
    from dienhong.hosting import schema

    with django_db_blocker.unblock(), ExitStack() as stack:
        if databases.POSTGRESQL:
            stack.enter_context(databases.with_template())
        schema.prepare_template()
        yield


@pytest.fixture
def made_here(template: None) -> Iterator[list[str]]:
    """Give a list of codes: the offices that are put on it are taken away after the test."""
    from django.db import connection

    from dienhong.hosting import directory

    codes: list[str] = []
    yield codes
    connection.close_everything()  # type: ignore[attr-defined]
    for code in codes:
        directory.discard(code)


@pytest.fixture
def new_office(made_here: list[str]) -> Callable[..., str]:
    """Return a function that opens an office with Lan (administration) and gives its code."""
    from dienhong.site import offices

    def open_one(code: str = "thu", *, at: datetime = NOW, demo: bool = False) -> str:
        opening = offices.Opening(
            name=f"Văn phòng {code}",
            superior_body="Ủy ban nhân dân tỉnh thử",
            place="Tỉnh thử",
            person="Lan",
            login="lan",
            password="mat-khau-cua-lan",
            symbol="VP",
            titles={"chief": "Chánh Văn phòng", "deputy-chief": "Phó Chánh Văn phòng"},
            demo=demo,
        )
        offices.open_office(code, opening, at=at)
        made_here.append(code)
        return code

    return open_one


@pytest.fixture
def office(
    request: pytest.FixtureRequest, made_here: list[str], new_office: Callable[..., str]
) -> Iterator[str]:
    """Give the office ``thu`` to work in; with its people where ``staffed`` or ``peopled`` asks.

    It is opened and filled by the real acts once a process; each test works in a copy.
    """
    from dienhong.hosting.context import use_agency
    from tests import kept
    from tests.publication.story import add_people, adopt

    filled = {"peopled": (add_people, adopt), "staffed": (add_people,)}
    name = next((name for name in filled if name in request.fixturenames), "opened")

    def fill() -> None:
        with time_machine.travel(NOW, tick=False), use_agency(new_office("thu")):
            for act in filled.get(name, ()):
                act()

    if "data" in request.fixturenames:  # a folder in which nothing is kept
        fill()
    else:
        kept.place("thu", name, fill)
        made_here.append("thu")
    with use_agency("thu"):
        yield "thu"


@pytest.fixture
def staffed(office: str) -> str:
    """Give the office ``thu`` with its people (``story.add_people``)."""
    return office


@pytest.fixture
def peopled(office: str) -> str:
    """Give the office ``thu`` with its people and its regulation (``story.adopt``)."""
    return office


@pytest.fixture
def data(template: None, settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    """Give a data folder of one test's own with nothing in it but the template."""
    from django.db import connection

    from dienhong.hosting import directory, schema

    before = set(schema._ready)
    with ExitStack() as stack:
        if databases.POSTGRESQL:
            stack.enter_context(databases.with_template())
        else:
            shutil.copytree(directory.folder(directory.TEMPLATE), tmp_path / "template")
        settings.DIENHONG_DATA = tmp_path
        yield tmp_path
        connection.close_everything()  # type: ignore[attr-defined]
    schema._ready.clear()
    schema._ready.update(before)


@pytest.fixture
def server(template: None) -> Iterator[None]:
    """Give a server without offices; those opened in the test are taken away after it."""
    from django.db import connection

    from dienhong.hosting import directory

    before = set(directory.codes())
    yield
    connection.close_everything()  # type: ignore[attr-defined]
    for code in set(directory.codes()) - before:
        directory.discard(code)


@pytest.fixture
def today() -> date:
    """Return the day of ``NOW`` in Hà Nội."""
    return date(2026, 3, 2)
