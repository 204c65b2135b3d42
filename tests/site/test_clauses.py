"""The ledger of clauses: its ids, how marks make a state, and what the command prints."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from dienhong.core.citation import Citation, say_address
from dienhong.site.demo.data import read
from dienhong.site.ledger import book
from dienhong.site.ledger.book import REGULATIONS, Clause, Line, Mark, State, clauses, lines
from dienhong.site.ledger.pages import origins_of

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
WHOLE = Mark("r", "c", "t", True, "a.b", "409", taken_out="text", red="no", digest="0")
EVERY = [clause for regulation in REGULATIONS for clause in clauses(regulation).values()]


def printed(*arguments: str) -> str:
    """Return what the command prints."""
    out = StringIO()
    call_command("clauses", *arguments, stdout=out)
    return out.getvalue()


def line(clause: str = "dieu-9", mark: Mark | None = WHOLE, **more: object) -> Line:
    """Return a line of a made-up clause."""
    given = {"procedures": ("PUB",), "roles": frozenset[str](), **more}
    return Line(Clause("r", clause, "Chief", **given), mark)  # type: ignore[arg-type]


@pytest.mark.shared
@pytest.mark.parametrize("regulation", REGULATIONS)
def test_the_clauses_are_those_of_the_mission(regulation: str) -> None:
    table = (SHARED / "mission" / f"clauses-{regulation}.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in table if "|" in row]
    meant = [(row[0], row[1], tuple(row[3].split(", "))) for row in rows[2:]]

    assert [(c.id, c.who, c.procedures) for c in clauses(regulation).values()] == meant


@pytest.mark.parametrize("clause", EVERY, ids=lambda clause: f"{clause.regulation}-{clause.id}")
def test_each_clause_has_an_address_and_a_subject_that_closes_it(clause: Clause) -> None:
    said = say_address(Citation("quy-che-1", clause.address).address)
    assert said.startswith("Điều ") or clause.id == "qd.can-cu"

    assert Line(clause, None).subject in book.subjects()


@pytest.mark.parametrize(
    ("changed", "letters"),
    [
        ({}, "abcd"),
        ({"way": False}, "bcd"),
        ({"entry": ""}, "cd"),
        ({"refusal": ""}, "abd"),
        ({"red": ""}, "abc"),
        ({"taken_out": ""}, "abc"),
    ],
)
def test_a_clause_is_covered_by_all_four_marks_only(
    changed: dict[str, object], letters: str
) -> None:
    mark = Mark(**{**{name: getattr(WHOLE, name) for name in WHOLE.__slots__}, **changed})

    state = State.COVERED if letters == book.MARKS else State.OPEN
    assert (line(mark=mark).letters, line(mark=mark).state) == (letters, state)


def test_a_clause_that_lacks_something_stays_open_with_all_four_marks() -> None:
    assert (line(lacks="biểu đồ").letters, line(lacks="biểu đồ").state) == ("abcd", State.OPEN)
    assert (line(mark=None).letters, line(mark=None).state) == ("", State.OPEN)


def test_a_principle_is_never_counted_as_covered() -> None:
    assert line(principle=True).state is State.PRINCIPLE


def test_what_needs_several_procedures_is_closed_by_the_last_of_them() -> None:
    assert line(procedures=("CNF", "PUB")).subject.name == "the conference"
    assert line(procedures=("PUB",), waits_for=("CASE",)).subject.name == "cases and reception"


def test_marks_of_two_tests_do_not_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Mark(REGULATIONS[0], "dieu-9", "one", True, "a.b", "409")
    second = Mark(REGULATIONS[0], "dieu-9", "two", taken_out="text", red="no")
    monkeypatch.setattr(book, "marks", lambda: [first, second])

    found = next(each for each in lines(REGULATIONS[0]) if each.clause.id == "dieu-9")
    assert (found.mark, found.state) == (first, State.OPEN)


def test_each_mark_is_of_a_clause_of_the_ledger() -> None:
    known = {(clause.regulation, clause.id) for clause in EVERY}

    assert {(mark.regulation, mark.clause) for mark in book.marks()} <= known


def test_the_command_prints_the_count_and_a_clause_a_line() -> None:
    first, second, *rest = printed("--regulation", "bac-kan-2023").splitlines()
    found = lines("bac-kan-2023")
    counts = [sum(each.state is state for each in found) for state in State]

    assert [int(number) for number in re.findall(r"\d+", first.partition(":")[2])] == [
        len(found),
        *counts,
    ]
    assert [int(number) for number in re.findall(r"\d+", second)] == [
        *origins_of("bac-kan-2023").values()
    ]
    assert [row.split()[0] for row in rest] == list(clauses("bac-kan-2023"))


@pytest.mark.parametrize("regulation", REGULATIONS)
def test_each_parameter_of_a_profile_is_counted_once(regulation: str) -> None:
    counted = origins_of(regulation)
    profile = read(f"profiles/{book.profile_of(regulation)}.toml")

    assert sum(counted.values()) == len(profile["parameter"])
    assert counted["entered"] == 0


def test_open_leaves_out_what_is_covered_and_principles() -> None:
    told = json.loads(printed("--open", "--json"))

    assert {row["state"] for row in told} == {"open"}
    assert all(row["closed_by"] for row in told)
    every = json.loads(printed("--json"))
    assert len(every) == len(EVERY)
    assert [row for row in every if row["state"] == "open"] == told


def test_the_page_of_the_reference_is_what_the_command_prints() -> None:
    page = (ROOT / "docs/reference/clauses.md").read_text("utf-8")

    assert page == printed("--markdown"), "run `make ledger`"
