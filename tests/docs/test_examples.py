"""What the documents show as Python does what they say it does."""

import doctest
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.docs.documents import ALL, blocks, name

WITH_SESSIONS = [path for path in ALL if ">>> " in blocks(path, "pycon")]
TESTS = [
    (path, number) for path in ALL for number in range(blocks(path, "python").count("\ndef test_"))
]


@pytest.mark.parametrize("path", WITH_SESSIONS, ids=name)
def test_a_session_answers_as_the_document_shows(path: Path) -> None:
    shown = blocks(path, "pycon")
    example = doctest.DocTestParser().get_doctest(shown, {}, name(path), str(path), 0)
    report: list[str] = []

    doctest.DocTestRunner().run(example, out=report.append)

    assert "".join(report) == ""


@pytest.mark.parametrize(("path", "number"), TESTS, ids=[f"{name(p)}-{n}" for p, n in TESTS])
def test_a_test_that_a_document_shows_passes(
    path: Path, number: int, request: pytest.FixtureRequest
) -> None:
    made: dict[str, Any] = {}
    exec(compile(blocks(path, "python"), str(path), "exec"), made)
    shown = _tests(made)[number]

    shown(**{need: request.getfixturevalue(need) for need in inspect.signature(shown).parameters})


def _tests(made: dict[str, Any]) -> list[Callable[..., None]]:
    return [thing for key, thing in made.items() if key.startswith("test_")]
