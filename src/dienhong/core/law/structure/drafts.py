"""What the reading of the lines hands on: nodes without their texts, and the lines outside."""

from dataclasses import dataclass
from typing import NamedTuple

from dienhong.core.law.structure.lines import Line
from dienhong.core.law.tree import Certainty, Kind, NoiseKind, Part


@dataclass(slots=True)
class Draft:
    """A node being read: its own text begins at ``body``.

    ``start`` to ``end`` is its range; ``breaks`` are the ranges in it that others have.
    """

    part: int
    kind: Kind
    number: str
    address: str
    parent: str
    body: int
    start: int
    end: int
    style: str = ""
    confidence: Certainty = Certainty.CERTAIN
    reasons: tuple[str, ...] = ()
    breaks: tuple[tuple[int, int], ...] = ()


class Found(NamedTuple):
    """The nodes in order, with the parts that they count to, and the lines outside them.

    A line in ``outside`` has None for its kind where it stands in front of every node: such
    lines are judged together. ``plain`` is true for a document of sections, without articles.
    """

    folded: str
    drafts: list[Draft]
    outside: list[tuple[Line, NoiseKind | None]]
    parts: list[Part]
    plain: bool
