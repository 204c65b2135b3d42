"""A regulation beside the model: what only the model sets, what differs, what only it sets itself.

Pure. Asked by parameter of the vocabulary and not by wording: whether a list is there, not whether
each of its lines is worded as in the model.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dienhong.core.citation import Citation
from dienhong.regulation import vocabulary
from dienhong.regulation.combining import Value, say_value
from dienhong.regulation.comparing import by_name, parts
from dienhong.regulation.vocabulary import Parameter, Type


class Standing(StrEnum):
    """How a regulation stands to the model in one parameter."""

    MISSING = "missing"
    DIFFERENT = "different"
    ONLY_OWN = "only_own"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter that the regulation or the model sets; a side that is silent has no values."""

    meant: Parameter
    standing: Standing
    own: tuple[Value, ...]
    model: tuple[Value, ...]

    @property
    def own_said(self) -> str:
        """Return what the regulation sets, in words."""
        return say_values(self.meant, self.own)

    @property
    def model_said(self) -> str:
        """Return what the model sets, in words."""
        return say_values(self.meant, self.model)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return the model's clauses that set it, each once; of a list what holds its items."""
        return tuple(source.address for source in sources_of(self.meant, self.model))

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Return the regulation's own clauses that set it, each once; of a list what holds it."""
        return sources_of(self.meant, self.own)


def compare(own: Iterable[tuple[str, Value]], model: Iterable[tuple[str, Value]]) -> list[Line]:
    """Return a line for each parameter that either sets, in the order of the vocabulary."""
    ours, theirs = by_name(own), by_name(model)
    return [
        Line(meant, _standing(meant, here, there), here, there)
        for meant in vocabulary.ALL
        if (here := ours.get(meant.name, ())) or theirs.get(meant.name)
        for there in (theirs.get(meant.name, ()),)
    ]


def _standing(meant: Parameter, own: tuple[Value, ...], model: tuple[Value, ...]) -> Standing:
    if not own:
        return Standing.MISSING
    if not model:
        return Standing.ONLY_OWN
    return Standing.SAME if _sum(meant, own) == _sum(meant, model) else Standing.DIFFERENT


def _sum(meant: Parameter, values: tuple[Value, ...]) -> object:
    """Return what of the values counts: numbers, kinds of items by code, else how many items."""
    if meant.type is Type.DUTY:
        return True
    if meant is vocabulary.FORM:
        return {part.value for part in parts(meant, values)}
    if meant.type is Type.LIST:
        return len(values)
    return {(value.value, value.unit, value.bound) for value in values}


def say_values(meant: Parameter, values: tuple[Value, ...]) -> str:
    """Return values in words: numbers and periods in full, of a list how many items it has."""
    if meant.type is Type.DUTY:
        return "có quy định" if values else ""
    if meant.type is Type.LIST and meant is not vocabulary.FORM:
        return f"{len(values)} mục" if values else ""
    return "; ".join(dict.fromkeys(say_value(meant, value) for value in values))


def sources_of(meant: Parameter, values: tuple[Value, ...]) -> tuple[Citation, ...]:
    """Return the clauses of values, each once; of a list what holds its items."""
    sources = dict.fromkeys(value.source for value in values)
    if meant.type is Type.LIST and len(sources) > 1:
        sources = dict.fromkeys(Citation(one.act, _above(one.address)) for one in sources)
    return tuple(sources)


def _above(address: str) -> str:
    return address.rpartition(".")[0] or address
