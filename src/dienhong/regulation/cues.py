"""By which words each parameter of the vocabulary is found in a text (data/reading/cues.toml)."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib import resources
from typing import Any

from dienhong.core.citation import address_of
from dienhong.core.law.finding.actors import Actor, find_actors
from dienhong.core.law.finding.cues import Cue, read_cue, words
from dienhong.core.law.finding.find import find
from dienhong.core.law.finding.finding import Finding
from dienhong.core.law.tree import Tree
from dienhong.regulation import vocabulary

_NAME = re.compile(r"\{([a-z]+)\}")


def _table(name: str) -> dict[str, Any]:
    folder = resources.files("dienhong.regulation") / "data" / "reading"
    return tomllib.loads((folder / name).read_text("utf-8"))


def _cues(table: dict[str, Any]) -> Iterator[Cue]:
    known: dict[str, str] = {}
    for name, said in table.pop("words").items():
        known[name] = _filled(said, known)
    for group, rows in table.items():
        for key, row in rows.items():
            yield _cue(vocabulary.BY_NAME[f"{group}.{key}"], _filled(row, known))


def _filled(data: Any, known: Mapping[str, str]) -> Any:
    """Return the words of a table with each ``{name}`` replaced by the words of that name."""
    if isinstance(data, str):
        return _NAME.sub(lambda found: f"(?:{known[found[1]]})", data)
    if isinstance(data, list):
        return [_filled(one, known) for one in data]
    if isinstance(data, dict):
        return {key: _filled(one, known) for key, one in data.items()}
    return data


def _cue(meant: vocabulary.Parameter, row: Mapping[str, Any]) -> Cue:
    """Return a parameter's cue: units and bound are the vocabulary's, its label says where."""
    label = meant.label[:1].lower() + meant.label[1:]
    by_vocabulary = {"where": label, "units": meant.units, "bound": meant.bound}
    return read_cue(meant.name, meant.type.value, {**by_vocabulary, **row})


CUES = tuple(_cues(_table("cues.toml")))
ACTORS = tuple(
    Actor(tuple(row["functions"]), words(row["words"]), row.get("is_name", True))
    for row in _table("actors.toml")["actor"]
)
"""By which words a text names who acts: ``data/reading/actors.toml``."""
STAFF = "staff"
"""Who is meant where a text speaks of everybody who works in the agency."""
BY_NAME = {cue.name: cue for cue in CUES}


def find_in(tree: Tree) -> tuple[Finding, ...]:
    """Return all that the vocabulary knows and a text sets, in document order."""
    return find(tree, CUES)


def read_charged(tree: Tree) -> dict[str, tuple[list[str], list[str]]]:
    """Return by address the codes of those whom a clause charges, and of all whom it names."""
    return {
        address_of(each.part, each.address): (list(each.charged), list(each.named))
        for each in find_actors(tree, ACTORS)
    }
