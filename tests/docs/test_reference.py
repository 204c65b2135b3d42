"""The reference says what the program does: each table equals what the source has."""

import tomllib

import pytest

from dienhong.meetings import rules as meetings
from dienhong.organisation.powers import powers
from dienhong.public_service import rules as boards
from dienhong.publication import rules_enquiries
from dienhong.publication.rules import PROCEDURE
from dienhong.record.kinds import KINDS
from tests.docs import source
from tests.docs.documents import DOCS, ROOT, rows

REFERENCE = DOCS / "reference"
IDENTIFIERS = rows(REFERENCE / "glossary.md", "## In the code")


def test_each_kind_of_entry_stands_in_the_reference_as_the_source_writes_it() -> None:
    written = {
        kind: (f"`{entry.module}`", ", ".join(f"`{fact}`" for fact in entry.facts), entry.audience)
        for entry in source.entries_written()
        for kind in [entry.kind]
    }

    documented = {
        row[0].strip("`"): (row[2], row[3], row[4])
        for row in rows(REFERENCE / "journal-kinds.md", "## The kinds")
    }

    assert documented == written


def test_each_kind_has_the_vietnamese_that_people_read() -> None:
    documented = {
        row[0].strip("`"): row[1] for row in rows(REFERENCE / "journal-kinds.md", "## The kinds")
    }

    assert documented == KINDS


def test_the_table_of_moves_of_publication_reads_aloud_as_documented() -> None:
    lines = (REFERENCE / "procedures.md").read_text("utf-8").splitlines()

    moves = [line.partition(". ")[2] for line in lines if line.partition(". ")[0].isdecimal()]
    assert moves == list(
        PROCEDURE.read_aloud(lambda power: f"người có quyền «{powers()[power].verb}»")
    )


def test_the_table_of_moves_of_meetings_reads_aloud_as_documented() -> None:
    text = (REFERENCE / "procedures.md").read_text("utf-8")
    part = text.partition("## Meetings")[2].partition("\n## ")[0]

    moves = [line.removeprefix("- ") for line in part.splitlines() if line.startswith("- ")]
    assert moves == list(
        meetings.PROCEDURE.read_aloud(lambda power: f"người có quyền «{powers()[power].verb}»")
    )


def test_the_table_of_moves_of_boards_reads_aloud_as_documented() -> None:
    text = (REFERENCE / "procedures.md").read_text("utf-8")
    part = text.partition("## Boards for citizens")[2].partition("\n## ")[0]

    moves = [line.removeprefix("- ") for line in part.splitlines() if line.startswith("- ")]
    assert moves == list(
        boards.PROCEDURE.read_aloud(lambda power: f"người có quyền «{powers()[power].verb}»")
    )


def test_the_table_of_moves_of_enquiries_reads_aloud_as_documented() -> None:
    text = (REFERENCE / "procedures.md").read_text("utf-8")
    part = text.partition("## Enquiries")[2].partition("\n## ")[0]

    moves = [line.removeprefix("* ") for line in part.splitlines() if line.startswith("* ")]
    assert moves == list(
        rules_enquiries.PROCEDURE.read_aloud(
            lambda power: f"người có quyền «{powers()[power].verb}»"
        )
    )


def test_each_rule_of_publication_that_refuses_is_documented() -> None:
    table = rows(
        REFERENCE / "procedures.md",
        "The rules add what a table cannot say, each with its own refusal:",
    )

    assert sorted(row[0].strip("`") for row in table) == sorted(source.refusals("publication"))


def test_each_file_of_rules_is_held_to_plain_python() -> None:
    """The contract's wildcard finds ``rules`` of each room, not the files beside it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    plain = project["tool"]["importlinter"]["contracts"][0]["source_modules"]

    assert set(source.rules()) <= set(plain)


def test_each_variable_that_the_settings_read_is_documented_with_its_default() -> None:
    documented = [
        (row[0].strip("`"), row[1].strip("`").replace("(empty)", ""))
        for row in rows(REFERENCE / "settings.md", "## Variables")
    ]

    assert documented == source.settings_read()


def test_each_command_is_documented() -> None:
    table = rows(REFERENCE / "commands.md", "## `dienhong`")

    said = {row[0].strip("`").replace("--office CODE ", "").split()[1] for row in table}

    assert sorted(said) == source.commands()


def test_each_task_of_the_makefile_is_documented() -> None:
    line = next(
        line
        for line in (ROOT / "Makefile").read_text("utf-8").splitlines()
        if line.startswith(".PHONY:")
    )

    table = rows(REFERENCE / "commands.md", "## `make`")

    assert [row[0].strip("`") for row in table] == [f"make {task}" for task in line.split()[1:]]


def test_no_term_stands_twice_in_the_glossary() -> None:
    planned = rows(REFERENCE / "glossary.md", "## Planned")
    terms = [row[0] for row in IDENTIFIERS + planned]

    assert sorted(set(terms)) == sorted(terms)


@pytest.mark.parametrize("row", IDENTIFIERS, ids=[row[2].strip("`") for row in IDENTIFIERS])
def test_an_identifier_of_the_glossary_is_defined_or_used_in_its_room(row: list[str]) -> None:
    name, room = row[2].strip("`"), row[3].strip("`")

    assert name in source.names_in(room)
