"""What the pages of a version show: its tree, each reading with its effect, what will be done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dienhong.core.citation import BASES, Citation, address_of, say_address
from dienhong.core.law.checks.doubt import DoubtKind
from dienhong.core.law.checks.doubts import Doubt, find_doubts
from dienhong.core.law.citing import passages
from dienhong.core.law.citing.external import find_external
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Header, Node, Part
from dienhong.regulation import law, queries, vocabulary
from dienhong.regulation.cited_acts import PREAMBLE, CitedAct, CitedActs
from dienhong.regulation.combining import RELATIONS, Relation, Value, compare, say_value
from dienhong.regulation.models import Parameter, Version
from dienhong.regulation.queries import Item, Quantity
from dienhong.regulation.vocabulary import Type


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the source: the node that it belongs to, or why it belongs to none."""

    text: str
    address: str
    said: str
    is_noise: bool


def header(version: Version) -> Header:
    """Return what a version's text says about itself: number, day, who signed, who receives it."""
    return parse(version.source).header


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
    """Return the doubtful places of a version's text; none where only a profile is held."""
    if not version.source:
        return []
    found = find_doubts(parse(version.source), version.issued_on)
    return [_said(version, doubt) for doubt in found]


def bases(version: Version, day: date) -> list[CitedAct]:
    """Return the acts on which the issuing decision is based, with their force on ``day``.

    None where only a profile is held.
    """
    if not version.source:
        return []
    text = passages.CitedText(parse(version.source))
    found = (one for one in find_external(text) if one.address == passages.PREAMBLE)
    return list(CitedActs(((PREAMBLE, one) for one in found), day))


def _said(version: Version, doubt: Doubt) -> SaidDoubt:
    address = address_of(Part(doubt.part), doubt.address)
    if doubt.kind is DoubtKind.STALE_BASIS:
        address = BASES
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


# Confirming: readings with what the office will do by each, grouped by procedure.

CERTAIN = "certain"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: its clause's text, what the office will do by it, and who, if it says so."""

    row: Parameter
    text: str
    effect: str
    against: Against | None
    who: str = ""

    @property
    def waits(self) -> bool:
        """Tell whether nobody has decided on it."""
        return self.row.decision == Parameter.Decision.PENDING

    @property
    def is_sure(self) -> bool:
        """Tell whether it was read for certain."""
        return self.row.confidence == CERTAIN


@dataclass(frozen=True, slots=True)
class Block:
    """The readings of one parameter; those of a list that are sure are decided at once."""

    meant: vocabulary.Parameter
    readings: tuple[Reading, ...]

    @property
    def together(self) -> tuple[Reading, ...]:
        """Return the sure readings that one button confirms; empty where there are not several."""
        sure = tuple(each for each in self.readings if each.waits and each.is_sure)
        return sure if self.meant.is_list and len(sure) > 1 else ()

    @property
    def decisions(self) -> int:
        """Return how many decisions are left: one for all that is confirmed at once."""
        waiting = sum(each.waits for each in self.readings)
        together = len(self.together)
        return waiting - together + bool(together)


@dataclass(frozen=True, slots=True)
class Silent:
    """A parameter of which nothing was read: what holds instead, or that nothing does."""

    meant: vocabulary.Parameter
    by_law: Quantity | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One procedure: what was read for it, most certain first, and what the text leaves out."""

    code: str
    title: str
    blocks: tuple[Block, ...]
    silent: tuple[Silent, ...]

    @property
    def total(self) -> int:
        """Return how many readings there are."""
        return sum(len(block.readings) for block in self.blocks)

    @property
    def waiting(self) -> int:
        """Return how many readings wait."""
        return sum(each.waits for block in self.blocks for each in block.readings)

    @property
    def decided(self) -> int:
        """Return how many readings are decided."""
        return self.total - self.waiting

    @property
    def decisions(self) -> int:
        """Return how many decisions are left."""
        return sum(block.decisions for block in self.blocks)


def groups(version: Version, day: date, charged: Mapping[str, str] | None = None) -> list[Group]:
    """Return all that was read, by procedure: a parameter stands under its first one.

    ``charged`` says by address who is to act, where a page shows it.
    """
    rows: dict[str, list[Parameter]] = {}
    for row in version.parameters.all():
        rows.setdefault(row.name, []).append(row)
    texts = queries.texts_at(version, [row.address for each in rows.values() for row in each])
    readings = {
        name: tuple(
            _reading(row, texts.get(row.address, ""), day, (charged or {}).get(row.address, ""))
            for row in each
        )
        for name, each in rows.items()
    }
    return [_group(code, title, readings, day) for code, title in vocabulary.PROCEDURES.items()]


def _group(code: str, title: str, readings: dict[str, tuple[Reading, ...]], day: date) -> Group:
    meant = [each for each in vocabulary.ALL if each.procedures[0] == code]
    blocks = [_block(each, readings[each.name]) for each in meant if each.name in readings]
    silent = tuple(_silent(each, day) for each in meant if each.name not in readings)
    return Group(code, title, tuple(sorted(blocks, key=_unsure)), silent)


def _block(meant: vocabulary.Parameter, readings: tuple[Reading, ...]) -> Block:
    return Block(meant, tuple(sorted(readings, key=lambda each: not each.is_sure)))


def _unsure(block: Block) -> bool:
    return not all(each.is_sure for each in block.readings)


def _silent(meant: vocabulary.Parameter, day: date) -> Silent:
    if meant.is_list:
        return Silent(meant, None, tuple(queries.items(meant.name, None, day)))
    return Silent(meant, queries.by_law(meant, day), ())


def _reading(row: Parameter, text: str, day: date, who: str) -> Reading:
    applied = None if row.meant.is_list else queries.quantity_of(row, day)
    said = applied.said if applied else row.said
    return Reading(row, text, vocabulary.effect_of(row.meant, said), against_law(row, day), who)


def in_order(groups: Iterable[Group]) -> list[Reading]:
    """Return the readings as they stand on the page, one after the other."""
    return [each for group in groups for block in group.blocks for each in block.readings]


def first_waiting(groups: Iterable[Group]) -> int | None:
    """Return the place in the list of the first reading that waits; None where none does."""
    return next((each.row.order for each in in_order(groups) if each.waits), None)


# What the office does: every parameter that somebody sets, and those that nobody does.


@dataclass(frozen=True, slots=True)
class Line:
    """What holds of one parameter, as sentences, with its sources and how they compare."""

    meant: vocabulary.Parameter
    found: Quantity | None
    own: tuple[Item, ...]
    by_law: tuple[Item, ...]
    sentence: str
    needed: str

    @property
    def is_items(self) -> bool:
        """Tell whether its items are shown one by one."""
        return self.meant.type is Type.LIST

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Return the provisions to cite."""
        if self.found:
            return self.found.sources
        return tuple(dict.fromkeys(item.source for item in (*self.own, *self.by_law)))

    @property
    def count(self) -> int:
        """Return how many items hold."""
        return len(self.own) + len(self.by_law)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One procedure: what holds, what the agency is asked for, and what nothing orders."""

    code: str
    title: str
    lines: tuple[Line, ...]
    asked: tuple[vocabulary.Parameter, ...]
    absent: tuple[vocabulary.Parameter, ...]


def chapters(version: Version | None, day: date, people: int | None = None) -> list[Chapter]:
    """Return what holds on ``day``, by procedure; ``people``: for how many shares are counted."""
    standing = queries.all_standing(version, day)
    return [
        _chapter(code, title, [e for e in standing if e.meant.procedures[0] == code], people)
        for code, title in vocabulary.PROCEDURES.items()
    ]


def _chapter(
    code: str, title: str, standing: list[queries.Standing], people: int | None
) -> Chapter:
    held = [each for each in standing if each.found or each.items]
    missing = [each.meant for each in standing if not (each.found or each.items)]
    return Chapter(
        code,
        title,
        tuple(_line(each, people) for each in held),
        tuple(meant for meant in missing if not meant.is_list),
        tuple(meant for meant in missing if meant.is_list),
    )


def _line(standing: queries.Standing, people: int | None) -> Line:
    meant, found, items = standing.meant, standing.found, standing.items
    said = (
        found.said
        if found
        else ", ".join(dict.fromkeys(vocabulary.say(meant, item.value) for item in items))
    )
    return Line(
        meant=meant,
        found=found,
        own=tuple(item for item in items if not item.by_law),
        by_law=tuple(item for item in items if item.by_law),
        sentence=vocabulary.effect_of(meant, said),
        needed=_needed(meant, found, people),
    )


def _needed(meant: vocabulary.Parameter, found: Quantity | None, people: int | None) -> str:
    if meant.type is not Type.SHARE or found is None or not people:
        return ""
    return f"{found.threshold.needed(people)} trên {people} người"
