"""The model regulation (``data/quy-che-mau.txt``): a text of our own that an agency starts from."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from dienhong.core.citation import Citation
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Tree
from dienhong.regulation.combining import Value
from dienhong.regulation.cues import find_in

FILE = "quy-che-mau.txt"
_ACT = "quy-che-mau"
CHIEF, DEPUTY, AGENCY = "Thủ trưởng Cơ quan", "Phó Thủ trưởng Cơ quan", "dân chủ tại Cơ quan"


@dataclass(frozen=True, slots=True)
class Names:
    """What an office calls itself, its head and the head's deputy; "" keeps the text's own word."""

    agency: str = ""
    chief: str = ""
    deputy: str = ""


@cache
def source() -> str:
    """Return the text as it is shipped: no number, no day, no blank to fill in."""
    return (resources.files("dienhong.regulation") / "data" / FILE).read_text("utf-8")


@cache
def tree() -> Tree:
    """Return the shipped text's tree, read by the same parser as every regulation's."""
    return parse(source())


@cache
def values() -> tuple[tuple[str, Value], ...]:
    """Return what the text sets, by name of the vocabulary."""
    return tuple(values_of(tree()))


def values_of(read: Tree) -> list[tuple[str, Value]]:
    """Return what is found in a text, by name of the vocabulary; nobody has confirmed it."""
    return [
        (one.name, Value(one.value, one.unit, one.bound, Citation(_ACT, one.address)))
        for one in find_in(read)
    ]


def source_for(names: Names) -> str:
    """Return the text with an office's own name and titles in the places of the general words."""
    text = source()
    for general, own in (
        (DEPUTY, names.deputy),  # before the head's title, which stands in the deputy's
        (CHIEF, names.chief),
        (AGENCY, names.agency and f"dân chủ tại {names.agency}"),
    ):
        if own:
            text = text.replace(general, own).replace(general.upper(), own.upper())
    return text
