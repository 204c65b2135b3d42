"""A data folder of one test's own, with the session's template in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection

from dienhong.hosting import directory, schema


@pytest.fixture
def data(template: None, settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    """Give an empty data folder with a template; forget afterwards what was opened in it."""
    shutil.copytree(directory.folder(directory.TEMPLATE), tmp_path / "template")
    settings.DIENHONG_DATA = tmp_path
    before = set(schema._ready)
    yield tmp_path
    connection.close_everything()  # type: ignore[attr-defined]
    schema._ready.clear()
    schema._ready.update(before)
