"""The powers that doors and acts ask for: one table (``data/powers.toml``), read at the start."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dienhong.core.citation import Citation


@dataclass(frozen=True, slots=True)
class Power:
    """The right to do something: ``room.name``, its Vietnamese verb, and who has it at first.

    ``source`` is the provision that names who does it; None where the office orders it.
    """

    code: str
    verb: str
    functions: frozenset[str]
    source: Citation | None = None


@cache
def powers() -> dict[str, Power]:
    """Return every power of this program by its code, in the order of the table."""
    text = (resources.files("dienhong.organisation") / "data" / "powers.toml").read_text("utf-8")
    return {power.code: power for power in _read(tomllib.loads(text))}


def _read(rooms: dict[str, dict[str, dict[str, object]]]) -> Iterator[Power]:
    for room, rows in rooms.items():
        for name, row in rows.items():
            source, functions = row.get("source"), row["functions"]
            assert isinstance(functions, list)
            yield Power(
                code=f"{room}.{name}",
                verb=str(row["verb"]),
                functions=frozenset(functions),
                source=Citation.parse(str(source)) if source else None,
            )
