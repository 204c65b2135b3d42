"""What the pages of a draft show: the tree beside the source, and each reading against the law."""

from dataclasses import dataclass
from datetime import date

from dienhong.core.citation import Citation, say_address
from dienhong.core.law.doubts import Doubt, find_doubts
from dienhong.core.law.parse import parse
from dienhong.core.law.tree import Node, Part
from dienhong.regulation import law
from dienhong.regulation.actions import address_of
from dienhong.regulation.combining import RELATIONS, Relation, Value, compare, say_value
from dienhong.regulation.models import Parameter, Version


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the source: the node that it belongs to, or why it belongs to none."""

    text: str
    address: str
    said: str
    is_noise: bool


def stretches(version: Version) -> list[Stretch]:
    """Return the whole source in pieces, each with where it belongs: nothing is left out."""
    tree = parse(version.source)
    pieces = []
    for start, end, owner in tree.stretches():
        text = version.source[start:end]
        if isinstance(owner, Node):
            address = address_of(owner.part, owner.address)
            pieces.append(Stretch(text, address, say_address(address), False))
        elif text.strip():
            pieces.append(Stretch(text, "", owner.kind.label, True))
    return pieces


@dataclass(frozen=True, slots=True)
class SaidDoubt:
    """A doubtful place of the text, as people read it."""

    source: Citation
    reason: str
    quote: str


def doubts(version: Version) -> list[SaidDoubt]:
    """Return the doubtful places of a draft's text; none where only a profile is held."""
    if not version.source:
        return []
    return [_said(version, doubt) for doubt in find_doubts(parse(version.source))]


def _said(version: Version, doubt: Doubt) -> SaidDoubt:
    address = address_of(Part(doubt.part), doubt.address)
    return SaidDoubt(Citation(version.act, address), doubt.reason, doubt.quote)


@dataclass(frozen=True, slots=True)
class Against:
    """A number beside the law's of the day: said in words, with the law's clause."""

    said: str
    source: Citation
    weaker: bool


def against_law(row: Parameter, day: date) -> Against | None:
    """Compare a number with the law's of ``day``; None where the law sets none."""
    figures = law.parameters_on(row.name, day)
    if row.meant.is_list or not figures:
        return None
    figure = figures[0]
    by_law = Value(figure.value, figure.unit, figure.bound, figure.source)
    relation = compare(row.meant, row.as_value, by_law)
    said = f"{RELATIONS[relation]}: luật đặt {say_value(row.meant, by_law)}"
    return Against(said, figure.source, relation in {Relation.WEAKER, Relation.UNCLEAR})
