"""What the demonstration is made of: offices with their people, and matters to publish."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def read(name: str) -> dict[str, Any]:
    """Return one of the data files of the demonstration."""
    return tomllib.loads((resources.files("dienhong.site.demo") / name).read_text("utf-8"))


def offices() -> list[dict[str, Any]]:
    """Return the offices in their order, each with its people."""
    rows: list[dict[str, Any]] = read("people.toml")["office"]
    return rows
