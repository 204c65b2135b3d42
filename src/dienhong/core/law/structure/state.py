"""What is known at a line of the text: the open nodes, their numbers, what lies outside."""

from dataclasses import dataclass, field

from dienhong.core.law.structure.drafts import Draft
from dienhong.core.law.structure.fitting import Ground
from dienhong.core.law.structure.lines import Line
from dienhong.core.law.structure.parts import Parts
from dienhong.core.law.tree import Kind, NoiseKind


@dataclass(slots=True)
class Outline:
    """What is known while the lines are read; ``outside`` has None for what stands in front."""

    folded: str
    ground: Ground
    drafts: list[Draft] = field(default_factory=list)
    outside: list[tuple[Line, NoiseKind | None]] = field(default_factory=list)
    parts: Parts = field(default_factory=Parts)
    zone: NoiseKind | None = None  # None inside the articles and before them
    signed: bool = False
    page: int = 0
    nested: int = 0  # last number of a numbered list inside a clause
    quoted_to: int = -1  # last line of the quotation that is open
    quoting: bool = False  # a quotation is open whose end nothing marks
    path: dict[Kind, Draft] = field(default_factory=dict)
    numbers: dict[Kind, str] = field(default_factory=dict)
    dashes: int = 0
    plain: bool = False  # the document has sections and clauses, and no articles
    fresh: bool = False  # a Phần has begun and no chapter in it
    apart: bool = False  # chapters are numbered from 1 in this Phần again
    current: Draft | None = None  # the node that a further line would continue
