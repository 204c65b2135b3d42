"""A parameter that was found in a text, with its place and how sure the reading is."""

from dataclasses import dataclass
from enum import StrEnum

from dienhong.core.law.tree import Part


class Confidence(StrEnum):
    """How sure the reading is; a person confirms each finding all the same."""

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the text sets.

    ``value`` is a number of ``unit`` ("working_day", "day") with ``bound`` ("at_most",
    "at_least"), or words with both "". ``start`` and ``end`` are the source offsets of
    the decisive words, ``quote`` those words cleaned, ``reason`` Vietnamese: by which
    wording the finding was made.
    """

    name: str
    part: Part
    address: str
    value: int | str
    unit: str
    bound: str
    start: int
    end: int
    quote: str
    confidence: Confidence
    reason: str
