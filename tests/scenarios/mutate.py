"""The mutation job: run each scenario again without the clause that it is about.

``python -m tests.scenarios.mutate`` (``make ledger``) records what the scenarios show, takes each
clause with the marks a to c out, and writes what it found to the committed marks: mark d is given
where the scenario then fails by an assertion of its own, on the same code that passed just
before. ``--check N`` changes nothing: it runs N of the committed ones again and fails where one
is no longer red. Which N follows from the program's source, so that each change tries others.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dienhong.site.settings")
django.setup()

from dienhong.site.ledger import book  # noqa: E402 (settings first)
from dienhong.site.ledger.book import Mark  # noqa: E402
from tests.scenarios import recording, taking_out  # noqa: E402

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
MARKS = ROOT / "src/dienhong/site/ledger/data/marks.json"
_PASSED, _SOME_FAILED = 0, 1  # pytest's exit codes


def main() -> int:
    """Run the job that the arguments ask for; 0 if all is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", type=int, metavar="N", help="try N committed ones again")
    chosen = parser.parse_args().check
    return _record() if chosen is None else _check(chosen)


def _record() -> int:
    if not SHARED.is_dir():
        _say(f"The real texts are not at {SHARED}; nothing was written.")
        return 1
    control = _run(["tests/scenarios"], {})
    if control is None:
        _say("The scenarios do not pass; nothing was written.")
        return 1
    shown = [Mark(**row) for row in control]
    ready = [mark for mark in shown if mark.letters == "abc"]
    found = {(mark.test, mark.clause): mark for mark in _without(ready)}
    _write([found.get((mark.test, mark.clause), mark) for mark in shown])
    return 0


def _check(count: int) -> int:
    whole = [mark for mark in book.marks() if mark.letters == book.MARKS]
    chosen = sorted(whole, key=_lot)[:count]
    tried = _without(chosen)
    red = sum(mark.letters == book.MARKS for mark in tried)
    _say(f"{len(tried)} of {len(whole)} tried again, {red} red")
    # Without the real texts the tests that need them do not run.
    expected = len(chosen) if SHARED.is_dir() else len(tried)
    return 0 if red == expected else 1


def _lot(mark: Mark) -> str:
    return hashlib.sha256(f"{_source()} {mark.clause} {mark.test}".encode()).hexdigest()


def _source() -> str:
    """Return the digest of the program's source."""
    every = sorted((ROOT / "src").rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in every)).hexdigest()


def _without(marks: Iterable[Mark]) -> list[Mark]:
    """Run the test of each mark without its clause; return, for those that ran, what came of it."""
    waiting: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        waiting[mark.test].append(replace(mark, taken_out="", red="", digest=""))
    done: list[Mark] = []
    while any(waiting.values()):  # a round takes one clause from each test
        turn = {test: left.pop() for test, left in waiting.items() if left}
        plan = {test: [mark.regulation, mark.clause] for test, mark in turn.items()}
        rows = {row["test"]: row for row in _run(list(turn), plan) or []}
        done += [_judged(mark, rows[test]) for test, mark in turn.items() if test in rows]
        for test in turn.keys() - rows.keys():
            _say(f"NOT RUN {test}")
    return done


def _judged(mark: Mark, row: Mapping[str, Any]) -> Mark:
    """Give the mark d, or say why not: nothing to take out, still green, or broken."""
    verdict, why = _verdict(row)
    _say(f"{verdict:7} {mark.regulation} {mark.clause} {mark.test.rpartition('/')[2]}: {why}")
    if verdict != "red":
        return mark
    digest = recording.digest(mark.test, mark.regulation)
    return replace(mark, taken_out=row["taken_out"], red=row["red"], digest=digest)


def _verdict(row: Mapping[str, Any]) -> tuple[str, str]:
    if row["crash"] or row["when"] != "call":
        return "BROKEN", row["crash"] or row["red"]
    if row["passed"]:
        without = row["taken_out"]
        return ("GREEN", f"passes without its {without}") if without else ("UNBOUND", "no binding")
    if not row["taken_out"]:
        return "BROKEN", f"nothing was taken out, and yet: {row['red']}"
    return "red", f"without its {row['taken_out']}: {row['red']}"


def _run(tests: list[str], plan: dict[str, list[str]]) -> list[dict[str, Any]] | None:
    """Run tests in a folder of their own; None where a run without a plan did not pass."""
    with tempfile.TemporaryDirectory(prefix="dienhong-ledger-") as folder:
        environment = {**os.environ, recording.RUN: folder}
        environment.pop(taking_out.PLAN, None)
        if plan:
            path = Path(folder) / "plan.json"
            path.write_text(json.dumps(plan), "utf-8")
            environment[taking_out.PLAN] = str(path)
        command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:randomly"]
        quiet = ["--no-header", "--tb=no", "-rN"] if plan else ["--no-header", "--tb=short"]
        ended = subprocess.run(
            [*command, *quiet, *tests],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL if plan else None,
            check=False,
        ).returncode
        allowed = {_PASSED, _SOME_FAILED} if plan else {_PASSED}
        return recording.read(Path(folder)) if ended in allowed else None


def _write(marks: list[Mark]) -> None:
    order = {(r, c): n for r in book.REGULATIONS for n, c in enumerate(book.clauses(r))}
    marks.sort(key=lambda m: (m.regulation, order[m.regulation, m.clause], m.test))
    rows = [json.dumps(asdict(mark), ensure_ascii=False) for mark in marks]
    MARKS.write_text("[\n" + ",\n".join(rows) + "\n]\n", "utf-8")
    whole = sum(mark.letters == book.MARKS for mark in marks)
    _say(f"{len(marks)} recorded, {whole} of them with all four marks: {MARKS.relative_to(ROOT)}")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
