"""The reference page of the vocabulary: ``python -m dienhong.regulation.vocabulary_page``."""

from datetime import date

from dienhong.regulation import law
from dienhong.regulation.vocabulary import (
    ALL,
    COUNTING,
    DIRECTIONS,
    PROCEDURES,
    TYPES,
    UNITS,
    Parameter,
    say,
)

_HEAD = """# The vocabulary

Every parameter that a chapter may ask a regulation or the law for. Made from
`src/dienhong/regulation/data/vocabulary.toml` by `python -m dienhong.regulation.vocabulary_page`;
a test keeps both equal. What people read is Vietnamese. How two values combine:
[the stronger one applies](../explanation/decisions/0024-stronger-value-applies.md).

The last column gives the law's own value as of the day on which a figure was last checked here;
"chưa chắc" marks figures read in excerpts only, or checked up to a day only.
"""


def markdown(day: date) -> str:
    """Return the page, with the law's values of ``day``."""
    lines = [_HEAD, *_groups(day), "## Cách đếm\n"]
    lines += [f"- `{key}`: {rule}" for key, rule in COUNTING.items()]
    return "\n".join(lines) + "\n"


def _groups(day: date) -> list[str]:
    lines = []
    for code, label in PROCEDURES.items():
        mine = [meant for meant in ALL if meant.procedures[0] == code]
        if mine:
            lines += [f"## {label} ({code})\n", _TABLE, *(_row(meant, day) for meant in mine), ""]
    return lines


_TABLE = (
    "| Name | Nhãn | Nghĩa | Kiểu | Đơn vị | Bên nào mạnh hơn | Đếm | Thủ tục đọc | Luật |\n"
    "|---|---|---|---|---|---|---|---|---|"
)


def _row(meant: Parameter, day: date) -> str:
    cells = [
        f"`{meant.name}`",
        meant.label,
        meant.meaning,
        TYPES[meant.type],
        ", ".join(UNITS[unit] for unit in meant.units),
        DIRECTIONS[meant.direction],
        f"`{meant.counting}`" if meant.counting else "",
        " ".join(meant.procedures),
        _by_law(meant, day),
    ]
    return f"| {' | '.join(cells)} |"


def _by_law(meant: Parameter, day: date) -> str:
    rows = law.parameters_on(meant.name, day)
    if not rows:
        return ""
    if meant.is_list:
        return f"{len(rows)} mục"
    row = rows[0]
    unsure = row.evidence == "EXC" or row.is_lapsed_on(day)
    said = say(meant, row.value, row.unit, row.bound)
    return f"{said} ({law.say_citation(row.source)}{', chưa chắc' if unsure else ''})"


CHECKED_ON = date(2026, 11, 22)
"""The day for which the page says what the law sets."""

if __name__ == "__main__":
    print(markdown(CHECKED_ON), end="")  # noqa: T201 (its output is the page)
