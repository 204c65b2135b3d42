"""How each stage of the law engine grows on hostile texts: the text of the worst growth."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from bench.measure import Case, Row, seconds_of
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Tree
from dienhong.core.refusal import Refused
from tests.core.law.hostile import STAGES, TEXTS

_TIMES = 8  # so many times the small text is the large one
_LEAST = 0.002  # seconds: below it a ratio says nothing


def rows() -> Iterator[Row]:
    """Yield a row a stage, an eighth of the text beside the whole."""
    for stage, work in STAGES.items():
        yield max((_row(stage, name, work) for name in TEXTS), key=_growth)


def _row(stage: str, name: str, work: Callable[[Tree], object]) -> Row:
    text = f"Điều 1. Mở đầu\n{TEXTS[name]}"
    small, large = (
        Case(f"{len(part) // 1000} thousand letters", _seconds(work, f"{part}b"))
        for part in (text[: len(text) // _TIMES], text)
    )
    return Row(f"{stage}: {name}", small, large)


def _seconds(work: Callable[[Tree], object], text: str) -> float:
    tree = parse(text)
    return seconds_of(partial(_worked, work, tree), times=2)


def _worked(work: Callable[[Tree], object], tree: Tree) -> None:
    with suppress(Refused):
        work(tree)


def _growth(row: Row) -> float:
    return row.large.seconds / max(row.small.seconds, _LEAST)
