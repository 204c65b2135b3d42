"""The parent law as dated data: figures and summaries of our own, with evidence marks.

Evidence: TEXT = read in a full text; EXC = read in an excerpt, shown as to be confirmed by
the agency; MEM = from memory, never shown as law.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from dienhong.core.citation import Citation, say_address
from dienhong.core.days.sources import ACTS as ACTS_OF_DAYS
from dienhong.core.days.sources import Evidence
from dienhong.regulation.combining import Value


@dataclass(frozen=True, slots=True)
class LawParameter:
    """A figure or list item of an act of law.

    It holds as long as its act does, and until ``until`` where an amendment ended it earlier.
    ``known_to``: the last day for which it was checked; after that nobody here knows.
    """

    name: str
    value: int | str
    unit: str
    bound: str
    source: Citation
    evidence: str
    until: date | None = None
    known_to: date | None = None

    def is_lapsed_on(self, day: date) -> bool:
        """Tell whether the figure may have changed by ``day``, not having been checked for it."""
        return self.known_to is not None and day > self.known_to

    def as_value(self, day: date) -> Value:
        """Return the figure as it stands on ``day``, to be combined with the agency's own."""
        is_excerpt, is_lapsed = self.evidence == "EXC", self.is_lapsed_on(day)
        return Value(self.value, self.unit, self.bound, self.source, is_excerpt, is_lapsed)


@dataclass(frozen=True, slots=True)
class Act:
    """An act of law: names, the days on which it holds, its figures, and our summaries."""

    key: str
    title: str
    short: str
    in_force_from: date
    in_force_to: date | None
    parameters: tuple[LawParameter, ...]
    gists: dict[str, str]
    # A regulation on workplace democracy carries it out; other acts it need not repeat.
    carried_out: bool = False

    def in_force_on(self, day: date) -> bool:
        """Tell whether the act holds on ``day``."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


@cache
def acts() -> dict[str, Act]:
    """Return the acts of law that this program knows, by key."""
    folder = resources.files("dienhong.regulation") / "data"
    files = sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    files.remove("vocabulary.toml")
    read = (_act(tomllib.loads((folder / name).read_text("utf-8"))) for name in files)
    return {act.key: act for act in read}


def _act(data: dict[str, Any]) -> Act:
    key = data["key"]
    rows = data.get("parameter", [])
    summarised = [*rows, *data.get("provision", [])]
    return Act(
        key=key,
        title=data["title"],
        short=data["short"],
        in_force_from=data["in_force_from"],
        in_force_to=data.get("in_force_to"),
        parameters=tuple(
            LawParameter(
                row["name"],
                row["value"],
                row.get("unit", ""),
                row.get("bound", ""),
                Citation(key, row["address"]),
                row["evidence"],
                row.get("until"),
                row.get("known_to"),
            )
            for row in rows
        ),
        gists={row["address"]: row["gist"] for row in summarised},
        carried_out=data.get("carried_out", False),
    )


def parameters_on(name: str, day: date) -> tuple[LawParameter, ...]:
    """Return what the law in force on ``day`` says of a parameter; empty where it is silent."""
    return tuple(
        parameter
        for act in acts().values()
        if act.in_force_on(day)
        for parameter in act.parameters
        if parameter.name == name
        and parameter.evidence != "MEM"
        and (parameter.until is None or day <= parameter.until)
    )


def title_of(key: str) -> str:
    """Return the name of an act of law, or an empty text for an act that is not known here."""
    if key in acts():
        return acts()[key].title
    return ACTS_OF_DAYS[key].title if key in ACTS_OF_DAYS else ""


def is_from_excerpts(key: str) -> bool:
    """Tell whether an act was read in excerpts only: the agency has to confirm what it says."""
    return key in ACTS_OF_DAYS and ACTS_OF_DAYS[key].evidence is Evidence.EXC


def say_citation(citation: Citation) -> str:
    """Return a citation as people write it: own ones by address, the law's with its name."""
    said = say_address(citation.address) if citation.address else ""
    if citation.is_settled:
        return "Cơ quan tự định"
    if citation.is_own:
        return said or "Quy chế"
    act = acts().get(citation.act)
    name = act.short if act else title_of(citation.act) or citation.act
    return f"{name}, {said}" if said else name
