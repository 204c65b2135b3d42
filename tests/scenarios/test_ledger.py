"""The committed marks are of the tests that there are, and of the scenarios as they stand."""

import os
import subprocess
import sys

from dienhong.site.ledger.book import marks
from tests.scenarios import recording


def test_each_test_about_a_clause_has_marks_and_no_mark_is_of_another() -> None:
    environment = {**os.environ, recording.RUN: os.devnull, "PYTEST_ADDOPTS": ""}
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-n", "0"]
    listed = subprocess.run(
        [*command, "-p", "no:randomly", "tests/scenarios"],
        cwd=recording.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()

    assert {line for line in listed if "::" in line} == {mark.test for mark in marks()}


def test_the_mutation_job_ran_on_the_scenarios_and_profiles_as_they_stand() -> None:
    stale = [
        mark
        for mark in marks()
        if mark.digest and mark.digest != recording.digest(mark.test, mark.regulation)
    ]

    assert stale == [], "run `make ledger`"
