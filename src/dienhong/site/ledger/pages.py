"""The ledger in words: lines for the terminal, members for programs, the page of the reference."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from dienhong.regulation.profiles.build import decided
from dienhong.site.demo.data import read
from dienhong.site.ledger.book import MARKS, Line, State, clauses, lines, profile_of, title_of

_STATES = {State.COVERED: "chạy được", State.OPEN: "còn mở", State.PRINCIPLE: "nêu nguyên tắc"}
_ORIGINS = {
    "found": "đọc được",
    "corrected": "người sửa",
    "entered": "người ghi thêm",
    "open": "để ngỏ",
}
_HEAD = """\
# Clauses

Written by `dienhong clauses --markdown` from the recorded marks; a test keeps it so. What the marks
are, and how they are recorded: [The ledger of clauses](../explanation/clauses.md).

- **a** a person of the clause's role reaches the act from a first page by links and forms
- **b** the act leaves an entry in the journal that cites the clause's address
- **c** a refusal was read, or another person was not offered the act
- **d** without the clause's parameter or text the scenario fails

A clause is covered when one scenario has all four and nothing is lacking. An open one is closed by
the issue on its subject. A principle has no act: what shows it is a page that was reached by links.
"""


def terminal(regulation: str, shown: Iterable[Line]) -> str:
    """Return one regulation as lines of text: the count, then a clause a line."""
    every = lines(regulation)
    said = "; ".join(f"{count} {_STATES[state]}" for state, count in count_of(every).items())
    width = max(len(line.clause.id) for line in every)
    rows = [f"  {line.clause.id:{width}}  {_four(line)}  {_said(line)}" for line in shown]
    head = f"{title_of(regulation)}: {len(every)} điều khoản; {said}."
    origins = "; ".join(
        f"{count} {_ORIGINS[name]}" for name, count in origins_of(regulation).items()
    )
    return "\n".join([head, f"Con số, danh mục, việc phải làm trong hồ sơ: {origins}.", *rows])


def count_of(every: Iterable[Line]) -> dict[State, int]:
    """Return how many lines are in each state."""
    found = Counter(line.state for line in every)
    return {state: found[state] for state in State}


def origins_of(regulation: str) -> dict[str, int]:
    """Return how the parameters of the regulation's profile came to be there, and how many each."""
    profile = read(f"profiles/{profile_of(regulation)}.toml")
    return {origin: len(decided(profile, origin)) for origin in _ORIGINS}


def _four(line: Line) -> str:
    return " ".join(letter if letter in line.letters else "·" for letter in MARKS)


def _said(line: Line) -> str:
    if line.state is State.PRINCIPLE:
        return _STATES[line.state] + (
            "" if line.mark and line.mark.shown else ", chưa có gì cho thấy"
        )
    if line.state is State.COVERED:
        return _STATES[line.state]
    lacking = f" ({line.clause.lacks})" if line.clause.lacks else ""
    return f"{_STATES[line.state]}, chờ việc: {line.subject.label}{lacking}"


def members(line: Line) -> dict[str, Any]:
    """Return a line as the members of a JSON object."""
    return {
        "regulation": line.clause.regulation,
        "id": line.clause.id,
        "who": line.clause.who,
        "procedures": list(line.clause.procedures),
        "state": line.state.value,
        "marks": line.letters,
        "closed_by": line.subject.name if line.state is State.OPEN else "",
        "lacks": line.clause.lacks,
        "test": line.mark.test if line.mark else "",
    }


def markdown(regulations: Iterable[str]) -> str:
    """Return the page of the reference."""
    return "\n".join([_HEAD, *(_chapter(regulation) for regulation in regulations)])


def _chapter(regulation: str) -> str:
    every = lines(regulation)
    counted = ", ".join(f"{count} {state}" for state, count in count_of(every).items())
    origins = ", ".join(f"{count} {name}" for name, count in origins_of(regulation).items())
    rows = [_row(line) for line in every]
    return "\n".join(
        [
            f"## {title_of(regulation)}",
            "",
            f"{len(clauses(regulation))} clauses: {counted}. Parameters of its profile: {origins}.",
            "",
            "| Clause | Who | Procedures | a | b | c | d | State |",
            "|---|---|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _row(line: Line) -> str:
    ticks = " | ".join("✓" if letter in line.letters else "" for letter in MARKS)
    cells = [f"`{line.clause.id}`", line.clause.who, ", ".join(line.clause.procedures), ticks]
    return f"| {' | '.join([*cells, _state(line)])} |"


def _state(line: Line) -> str:
    shown_by = f"`{line.mark.test.rpartition('/')[2]}`" if line.mark else ""
    if line.state is State.OPEN:
        lacking = f"; lacks: {line.clause.lacks}" if line.clause.lacks else ""
        return f"open: {line.subject.name}{lacking}"
    if line.state is State.PRINCIPLE:
        return f"principle: {shown_by if line.mark and line.mark.shown else 'not shown yet'}"
    return f"**covered**: {shown_by}"
