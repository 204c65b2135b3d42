"""The process that opens strangers' files: started here, held to its limits, believed little."""

from __future__ import annotations

import json
import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import UnsupportedOperation
from pathlib import Path
from threading import BoundedSemaphore
from typing import IO, Any

from django.core.files.base import File

import dienhong
from dienhong.core.law.reading.reading import Reading
from dienhong.core.refusal import Refused
from dienhong.record.inspection import SAVE_AGAIN, UNREADABLE

log = logging.getLogger(__name__)

LONGEST = 30.0  # seconds by the clock, for one task
_PATIENCE = 5.0  # seconds that a visitor's request waits for its turn to draw
_TELLING = {"html", "htm", "xhtml"}  # endings of names that say what content may not
# The server has four threads: hostile files may hold two by being uploaded and one by being seen.
_UPLOADS, _VIEWS = BoundedSemaphore(2), BoundedSemaphore(1)


class Busy(Exception):
    """The one who draws previews has its hands full."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process said of a file, and the pictures that it drew."""

    facts: dict[str, Any]
    pictures: list[bytes]


def inspect(file: File[bytes]) -> dict[str, Any]:
    """Return kind, pages and place of an upload; raise ``Refused`` with reason and cure."""
    with _UPLOADS:
        return run(file, "check").facts


def read_text(file: File[bytes], name: str) -> Reading:
    """Return the text of an upload, read there; raise ``Refused`` with reason and cure."""
    ending = name.rpartition(".")[2].lower()
    with _UPLOADS:
        facts = run(file, "text", f"tep.{ending}" if ending in _TELLING else "tep").facts
    return Reading(str(facts["text"]), str(facts["kind"]), tuple(map(str, facts["notes"])))


@contextmanager
def turn() -> Iterator[None]:
    """Take the one turn to draw; raise ``Busy`` after five seconds of waiting."""
    if not _VIEWS.acquire(timeout=_PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _VIEWS.release()


def run(file: File[bytes], *task: str, seconds: float = LONGEST) -> Answer:
    """Let the process do a task on a file; raise ``Refused`` with its reason and cure.

    Whatever else goes wrong there is "cannot be read".
    """
    with _as_handle(file) as content, tempfile.TemporaryFile() as answer:
        try:
            subprocess.run(  # noqa: S603 (our own interpreter, our own module, no shell)
                [sys.executable, "-P", "-X", "utf8", "-m", "dienhong.record.inspection", *task],
                stdin=content,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd=tempfile.gettempdir(),
                timeout=seconds,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise _unreadable(error) from error
        answer.seek(0)
        return _parsed(answer)


def _unreadable(error: Exception) -> Refused:
    # The kind of failure only: neither the file's name nor anything from it.
    log.warning("A file could not be read: %s", type(error).__name__)
    return Refused(UNREADABLE, cure=SAVE_AGAIN)


def _environment() -> dict[str, str]:
    """Return what the process is told of this machine: no key, no password, no path of data."""
    here = {"PYTHONPATH": str(Path(dienhong.__file__).parents[1])}
    return here | {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}


@contextmanager
def _as_handle(file: File[bytes]) -> Iterator[IO[bytes]]:
    """Give a file of the system's for an upload; small ones are kept in memory by Django."""
    file.seek(0)
    try:
        file.fileno()
    except (UnsupportedOperation, AttributeError):
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.flush()
            yield copy
    else:
        assert file.file is not None
        yield file.file
    file.seek(0)


def _parsed(answer: IO[bytes]) -> Answer:
    try:
        facts = json.loads(answer.readline())
        pictures = [answer.read(int(size)) for size in facts.pop("pictures")]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _unreadable(error) from error
    if "refused" in facts:
        raise Refused(str(facts["refused"]), cure=str(facts.get("cure", "")))
    return Answer(facts, pictures)
