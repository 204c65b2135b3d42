"""Writing TOML: tables of words, whole numbers and lists of words, in the order given."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def quoted(words: str) -> str:
    """Return words as a TOML string; JSON escapes the same characters but one."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def write(data: Mapping[str, Any], *, head: str = "") -> str:
    """Return ``data`` as TOML: plain values first, then each list of tables; always the same."""
    return "\n".join([*(f"# {line}" for line in head.splitlines()), *_lines(data)]) + "\n"


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    yield ""
    yield from _plain({key: value for key, value in data.items() if not _is_tables(value)})
    for key, value in data.items():
        if _is_tables(value):
            for table in value:
                yield ""
                yield f"[[{key}]]"
                yield from _plain(table)


def _is_tables(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _plain(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        yield f"{key} = {_written(value)}"


def _written(value: str | int | Sequence[str]) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, int):
        return str(int(value))
    return f"[{', '.join(map(quoted, value))}]"
