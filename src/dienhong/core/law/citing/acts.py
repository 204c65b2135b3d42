"""The dated table of acts: which act held on which day, and how that is known."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from dienhong.core.days.sources import Evidence


@dataclass(frozen=True, slots=True)
class DatedAct:
    """An act of the table ``acts.toml``; None or "" for what nobody here has read.

    ``name`` is the name without the kind. ``ended`` is the first day on which the act no
    longer holds, ``ended_by`` the key of the act that ended it.
    """

    key: str
    kind: str
    short: str
    evidence: Evidence
    number: str = ""
    name: str = ""
    issued: date | None = None
    in_force_from: date | None = None
    ended: date | None = None
    ended_by: str = ""

    @property
    def may_be_shown(self) -> bool:
        """Tell whether people may be shown its dates as law."""
        return self.evidence is not Evidence.MEM

    def has_ended_on(self, day: date) -> bool:
        """Tell whether the act no longer holds on ``day``."""
        return self.ended is not None and self.ended <= day

    def is_too_young_on(self, day: date) -> bool:
        """Tell whether the act is not yet in force on ``day``."""
        return self.in_force_from is not None and day < self.in_force_from


@cache
def dated_acts() -> dict[str, DatedAct]:
    """Return the acts of the table by key."""
    text = (resources.files("dienhong.core.law") / "acts.toml").read_text("utf-8")
    rows = tomllib.loads(text)["act"]
    acts = (DatedAct(**{**row, "evidence": Evidence(row["evidence"].lower())}) for row in rows)
    return {act.key: act for act in acts}


@cache
def _numbered() -> dict[str, DatedAct]:
    return {act.number: act for act in dated_acts().values() if act.number}


def find_act(number: str, issued_on: date | None = None) -> DatedAct | None:
    """Return the act of this number, or None where the table has none or another of that number.

    Offices use the same numbers: an act dated otherwise is another one.
    """
    act = _numbered().get(number)
    same = act is None or not (act.issued and issued_on) or act.issued == issued_on
    return act if same else None


def acts_named(kind: str, name: str) -> tuple[DatedAct, ...]:
    """Return the acts of this name, letter case and spacing aside."""
    wanted = _plain(name)
    return tuple(
        act for act in dated_acts().values() if act.kind == kind and _plain(act.name) == wanted
    )


def longest_name(kind: str, words: str) -> int:
    """Return the length of the longest known name of this kind that begins ``words``, or 0."""
    found = _names(kind).match(words)
    return found.end() if found else 0


@cache
def _names(kind: str) -> re.Pattern[str]:
    names = sorted({act.name for act in dated_acts().values() if act.kind == kind and act.name})
    longest_first = sorted(names, key=len, reverse=True)
    spaced = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"\s*(?:{'|'.join(spaced) or '(?!)'})(?!\w)", re.IGNORECASE)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
