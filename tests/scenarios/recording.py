"""Writing down what scenarios showed: against the committed marks, or for the mutation job.

In an ordinary run what a test showed has to equal what is committed. With ``DIENHONG_LEDGER_RUN``
a folder, it is written there instead, a file a process, a line a clause.
"""

import hashlib
import json
import os
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from dienhong.site.demo import profiles
from dienhong.site.ledger.book import Mark, marks, profile_of
from tests.scenarios.witness import Witness

RUN = "DIENHONG_LEDGER_RUN"
ROOT = Path(__file__).parents[2]
PROFILES = Path(profiles.__path__[0])
_OF_THE_JOB = {"taken_out": "", "red": "", "digest": ""}


def keep(test: str, shown: list[Mark]) -> None:
    """Write the marks of a test that passed into the run's folder, or compare them."""
    assert shown, "the test takes the fixture `clause` and names none"
    if RUN in os.environ:
        _write([asdict(mark) for mark in shown])
        return
    committed = [replace(mark, **_OF_THE_JOB) for mark in marks() if mark.test == test]
    assert shown == committed, "the marks are not those committed: run `make ledger` and look"


def tell_job(
    witness: Witness,
    report: pytest.TestReport,
    error: pytest.ExceptionInfo[BaseException] | None,
) -> None:
    """Tell the mutation job how a test without its clause went; nothing in other runs."""
    clause = witness.taken_out.clause
    if clause is None or (report.passed and report.when != "call"):
        return
    by_assertion = error is not None and error.errisinstance(AssertionError)
    _write(
        [
            {
                "regulation": clause.regulation,
                "clause": clause.id,
                "test": witness.test,
                "taken_out": " and ".join(sorted(witness.taken_out.what)),
                "passed": report.passed,
                "red": first_line(str(error.value)) if by_assertion and error else "",
                "crash": "" if by_assertion or report.passed else first_line(repr(error)),
                "when": report.when,
            }
        ]
    )


def first_line(message: str) -> str:
    """Return what a person needs of the words of an error: the first line, cut."""
    return (message.strip().splitlines() or [""])[0][:160]


def _write(rows: list[dict[str, object]]) -> None:
    with (Path(os.environ[RUN]) / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read(folder: Path) -> list[dict[str, object]]:
    """Return every line of a run's folder."""
    files = sorted(folder.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def digest(test: str, regulation: str) -> str:
    """Return the digest of the file of a scenario and of the regulation's profile."""
    both = (ROOT / test.partition("::")[0], PROFILES / f"{profile_of(regulation)}.toml")
    return hashlib.sha256(b"".join(path.read_bytes() for path in both)).hexdigest()[:16]
