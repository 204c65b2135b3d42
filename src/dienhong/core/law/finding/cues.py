"""Cues: by which words each thing that a regulation may set is known. Data of the caller.

The law engine knows no chapter of a regulation. Who asks for a term, a share or a list says
by cues which words stand in its sentence, around it, or above it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dienhong.core.law.finding.quantity import QuantityKind
from dienhong.core.law.spelling import plain

Words = re.Pattern[str]


class Shape(StrEnum):
    """What a cue looks for."""

    TERM = "term"  # within so long
    RUN = "run"  # for so long
    PERIOD = "period"  # so often
    SHARE = "share"  # "1/3" of people
    COUNT = "count"  # so many people
    RANGE = "range"  # "3-9" people
    LIST = "list"  # items under a clause, or words in a sentence
    DUTY = "duty"  # a sentence that orders or allows something


_KINDS = {
    Shape.TERM: (QuantityKind.DEADLINE,),
    Shape.RUN: (QuantityKind.DURATION,),
    Shape.PERIOD: (QuantityKind.FREQUENCY,),
    Shape.SHARE: (QuantityKind.THRESHOLD,),
    Shape.COUNT: (QuantityKind.THRESHOLD, QuantityKind.DURATION),
    Shape.RANGE: (QuantityKind.THRESHOLD,),
}


@dataclass(frozen=True, slots=True)
class Cue:
    """By which words one thing is known; all words of a field have to be there.

    ``near``: in its sentence; ``about``: in its sentence, its clause, or above; ``under``: above
    (headings, and the clauses that it stands in); ``without``, ``not_under``: nowhere there.
    ``doubt``: with one of these in its sentence it is read all the same, but doubtful.
    ``beside``, and for numbers ``without``: between the numbers before and behind it.
    ``elsewhere``: an article with these words is about others, unless it has ``here`` too.
    ``kinds``, ``units`` and ``bounds`` choose among quantities, ``mention``: where no period is
    set, one that is only named will do, in doubt, with ``every_named`` all of them. ``bound`` is
    the strictness of a number that the text leaves without one. ``where``: where it was found,
    for the reason, in Vietnamese.

    For a list: ``holder`` is said by the article or clause over the items, ``not_holder`` not in
    its heading; ``alone`` by a clause that lists in its own sentence; ``not_item`` by no item;
    ``inline`` are the items themselves, as words of a sentence. ``codes`` turn an item into the
    codes of what it names, and tell an item of a list under a ``mixed`` heading; of two holders
    one in the other the ``inmost`` is taken, or else the outer one. ``refers_to`` is the list
    that the holder refers to by article, of things ``referred`` (Vietnamese).
    """

    name: str
    shape: Shape
    where: str = ""
    near: tuple[Words, ...] = ()
    about: tuple[Words, ...] = ()
    under: tuple[Words, ...] = ()
    beside: tuple[Words, ...] = ()
    without: tuple[Words, ...] = ()
    doubt: tuple[Words, ...] = ()
    not_under: tuple[Words, ...] = ()
    elsewhere: tuple[Words, ...] = ()
    here: tuple[Words, ...] = ()
    kinds: tuple[QuantityKind, ...] = ()
    units: tuple[str, ...] = ()
    bounds: tuple[str, ...] = ()
    bound: str = ""
    mention: bool = False
    every_named: bool = False
    holder: tuple[Words, ...] = ()
    not_holder: tuple[Words, ...] = ()
    alone: tuple[Words, ...] = ()
    not_item: tuple[Words, ...] = ()
    inline: tuple[Words, ...] = ()
    codes: tuple[tuple[str, Words], ...] = ()
    mixed: tuple[Words, ...] = ()
    inmost: bool = False
    refers_to: str = ""
    referred: str = ""


_WORD_FIELDS = (
    "near", "beside", "about", "under", "without", "doubt", "not_under", "elsewhere", "here",
    "holder", "not_holder", "alone", "not_item", "inline", "mixed",
)  # fmt: skip
_PLAIN_FIELDS = ("where", "mention", "every_named", "inmost", "bound", "refers_to", "referred")
_ALL_FIELDS = {*_WORD_FIELDS, *_PLAIN_FIELDS, "kinds", "units", "bounds", "codes"}


_PIECES = re.compile(r"(?P<escape>\\.)|[^\\]+")


def words(said: str) -> Words:
    """Compile words as a cue writes them: a regular expression of whole words in lower case.

    A space stands for any white space, "…" for up to 80 letters of the same sentence part.
    """
    pattern = _PIECES.sub(lambda found: found["escape"] or plain(found[0]), said)
    pattern = pattern.replace("…", r"[^.;:]{0,80}?").replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def read_cue(name: str, shape: str, data: Mapping[str, Any]) -> Cue:
    """Return a cue from data; ValueError names a field that there is not.

    Words are lists of regular expressions; ``codes`` is a table of them by code.
    """
    unknown = data.keys() - _ALL_FIELDS
    if unknown:
        raise ValueError(f"cue {name}: unknown {', '.join(sorted(unknown))}")
    made = Shape(shape)
    read: dict[str, Any] = {field: data[field] for field in _PLAIN_FIELDS if field in data}
    read |= {field: tuple(map(words, data.get(field, ()))) for field in _WORD_FIELDS}
    return Cue(
        name=name,
        shape=made,
        kinds=tuple(QuantityKind(kind) for kind in data.get("kinds", _KINDS.get(made, ()))),
        units=tuple(data.get("units", ())),
        bounds=tuple(data.get("bounds", ())),
        codes=tuple((code, words(said)) for code, said in data.get("codes", {}).items()),
        **read,
    )


def all_in(patterns: Iterable[Words], text: str) -> bool:
    """Tell whether each of ``patterns`` stands in ``text``."""
    return all(pattern.search(text) for pattern in patterns)


def any_in(patterns: Iterable[Words], text: str) -> bool:
    """Tell whether one of ``patterns`` stands in ``text``."""
    return any(pattern.search(text) for pattern in patterns)
