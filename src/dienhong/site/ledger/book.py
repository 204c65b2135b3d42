"""The ledger as it stands: the clauses of both regulations and the marks recorded for them."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

REGULATIONS = ("bac-kan-2023", "lang-son-2010")
MARKS = "abcd"


class State(StrEnum):
    """What the ledger says of a clause."""

    COVERED = "covered"
    OPEN = "open"
    PRINCIPLE = "principle"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an issue is about that closes clauses of these procedures; ``label`` is Vietnamese."""

    name: str
    label: str
    procedures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One duty of a regulation, by the clause's address, with ``#a`` for one of several.

    ``roles`` are the functions of which one has to act, none for anyone signed in.
    ``principle``: it states a purpose only. ``lacks``: what its scenario does not show yet.
    ``waits_for``: procedures that it needs besides its own.
    ``parameters``: for one of several duties, the names of those that it is read from.
    """

    regulation: str
    id: str
    who: str
    procedures: tuple[str, ...]
    roles: frozenset[str]
    principle: bool = False
    lacks: str = ""
    waits_for: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Return the address as citations write it, without the letter of one duty."""
        return self.id.partition("#")[0]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one test showed of one clause; every field was observed, none was declared.

    ``way``: the act was reached from a first page by links and forms, by a person of the role.
    ``entry``: the kind of the journal's entry by which that act cites the address.
    ``refusal``: the status of a refusal that was read, or "not offered" to another person.
    ``shown``: the page on which the clause stands was reached by links (for principles).
    ``taken_out``: what the mutation job took out: "parameters" or "text"; empty if nothing.
    ``red``: how the test failed without it; empty if it did not.
    ``digest``: of the scenario and the regulation's profile that the mutation job ran.
    """

    regulation: str
    clause: str
    test: str
    way: bool = False
    entry: str = ""
    refusal: str = ""
    shown: bool = False
    taken_out: str = ""
    red: str = ""
    digest: str = ""

    @property
    def letters(self) -> str:
        """Return the marks that were reached, a to d, in order."""
        reached = (self.way and self.entry, self.entry, self.refusal, self.taken_out and self.red)
        return "".join(letter for letter, mark in zip(MARKS, reached, strict=True) if mark)


@dataclass(frozen=True, slots=True)
class Line:
    """A clause with the best marks that one test gave it."""

    clause: Clause
    mark: Mark | None

    @property
    def letters(self) -> str:
        """Return the marks of the best test."""
        return self.mark.letters if self.mark else ""

    @property
    def state(self) -> State:
        """Return whether it is covered: by all four marks of one test, and with nothing lacking."""
        if self.clause.principle:
            return State.PRINCIPLE
        whole = self.letters == MARKS and not self.clause.lacks
        return State.COVERED if whole else State.OPEN

    @property
    def subject(self) -> Subject:
        """Return the subject of the issue that closes it: the last one of its procedures."""
        mine = {*self.clause.procedures, *self.clause.waits_for}
        return [subject for subject in subjects() if mine & set(subject.procedures)][-1]


def _data() -> Traversable:
    return resources.files("dienhong.site.ledger") / "data"


@cache
def _legend() -> dict[str, Any]:
    return tomllib.loads((_data() / "legend.toml").read_text("utf-8"))


@cache
def subjects() -> tuple[Subject, ...]:
    """Return the subjects of the issues that close clauses, in the order of work."""
    return tuple(
        Subject(row["name"], row["label"], tuple(row["procedures"])) for row in _legend()["subject"]
    )


@cache
def _file(regulation: str) -> dict[str, Any]:
    return tomllib.loads((_data() / f"{regulation}.toml").read_text("utf-8"))


def title_of(regulation: str) -> str:
    """Return a regulation's name as people read it."""
    return str(_file(regulation)["title"])


def profile_of(regulation: str) -> str:
    """Return the name of the profile from which the demonstration office of a regulation is."""
    return str(_file(regulation)["profile"])


@cache
def clauses(regulation: str) -> Mapping[str, Clause]:
    """Return the clauses of a regulation by id, in the order of its text."""
    roles = _legend()["roles"]
    return {
        row["id"]: Clause(
            regulation,
            row["id"],
            row["who"],
            tuple(row["procedures"]),
            frozenset(roles[row["who"]]),
            row.get("principle", False),
            row.get("lacks", ""),
            tuple(row.get("waits_for", ())),
            tuple(row.get("parameters", ())),
        )
        for row in _file(regulation)["clauses"]
    }


def marks() -> list[Mark]:
    """Return the recorded marks, in the order of the file."""
    return [Mark(**row) for row in json.loads((_data() / "marks.json").read_text("utf-8"))]


def lines(regulation: str) -> list[Line]:
    """Return every clause of a regulation with the best marks that one test gave it."""
    best: dict[str, Mark] = {}
    for mark in marks():
        if mark.regulation == regulation and _better(mark, best.get(mark.clause)):
            best[mark.clause] = mark
    return [Line(clause, best.get(clause.id)) for clause in clauses(regulation).values()]


def _better(mark: Mark, than: Mark | None) -> bool:
    return than is None or (len(mark.letters), mark.shown) > (len(than.letters), than.shown)
