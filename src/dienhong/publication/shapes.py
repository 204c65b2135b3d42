"""The shapes of content: which one a kind's own words propose, and its sub-kinds.

The table is ``data/shapes.toml``. What is proposed here the agency confirms for each listed kind.
"""

import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dienhong.core.law.finding.cues import Words, all_in, any_in, words
from dienhong.core.law.spelling import plain

FIGURES, PERSONNEL, PLAN, DECLARATION, DIRECTIVE, CASE_RESULT, RULES, PLAIN = (
    "figures",
    "personnel",
    "plan",
    "declaration",
    "directive",
    "case_result",
    "rules",
    "plain",
)
_PARTS = re.compile(r"[,;]|\s+và\s+(?=\w+ )")
_WHO = re.compile(
    r"\s*(?:đối với|của|cho)\s.*$|\s(?:cán bộ|công chức|viên chức|người lao động|cb\w*).*$",
    re.IGNORECASE,
)
_LONGEST_SUB_KIND = 60


@dataclass(frozen=True, slots=True)
class Shape:
    """One row of the table; what each field means is told at its head."""

    code: str
    label: str
    meaning: str
    words: tuple[Words, ...]
    apart: tuple[Words, ...] = ()
    all: bool = False
    demands: tuple[str, ...] = ()
    personal: bool = False
    sub_kinds: tuple[str, ...] = ()
    not_sub_kinds: tuple[Words, ...] = ()
    periods: str = ""
    run: str = ""


_COMPILED = {"words", "apart", "not_sub_kinds"}


def _shape(code: str, row: dict[str, Any]) -> Shape:
    read: dict[str, Any] = {
        name: tuple(map(words, value))
        if name in _COMPILED
        else tuple(value)
        if isinstance(value, list)
        else value
        for name, value in row.items()
    }
    return Shape(code=code, **read)


def _read() -> dict[str, dict[str, Any]]:
    table = resources.files("dienhong.publication") / "data" / "shapes.toml"
    return tomllib.loads(table.read_text("utf-8"))


BY_CODE = {code: _shape(code, row) for code, row in _read().items()}


def proposed(text: str) -> tuple[str, ...]:
    """Return the shapes that the words of a kind speak for; the plain one where none does."""
    found = tuple(shape.code for shape in BY_CODE.values() if _speaks_for(shape, plain(text)))
    return found or (PLAIN,)


def _speaks_for(shape: Shape, text: str) -> bool:
    for said in shape.apart:
        text = said.sub(" ", text)
    return bool(shape.words) and (all_in if shape.all else any_in)(shape.words, text)


def sub_kinds_in(text: str, shape: Shape) -> tuple[str, ...]:
    """Return what a kind's own words list, if they list at least two; else what we propose.

    "Tuyển dụng, khen thưởng và kỷ luật công chức" lists three things.
    """
    if not shape.sub_kinds:
        return ()
    parts = (_WHO.sub("", part).strip(" .:") for part in _PARTS.split(" ".join(text.split())))
    own = [part for part in parts if part and len(part) <= _LONGEST_SUB_KIND]
    own = [part for part in own if not any_in(shape.not_sub_kinds, plain(part))]
    listed = tuple(dict.fromkeys(part[:1].upper() + part[1:] for part in own))
    return listed if len(listed) > 1 else shape.sub_kinds
