"""The linter: what in a regulation's text a person should look at before it is put in force."""

from datetime import date

from dienhong.core.law.checks import abbreviations, blanks, citations, duties, structure, words
from dienhong.core.law.checks.doubt import Doubt, DoubtKind
from dienhong.core.law.citing.passages import CitedText
from dienhong.core.law.tree import Tree

__all__ = ["Doubt", "DoubtKind", "find_doubts"]

_CHECKS = (
    structure.unfinished,
    structure.repeated,
    structure.renumbered,
    structure.repeated_inside,
    structure.gaps,
    blanks.in_head,
    blanks.in_title,
    blanks.in_citations,
    citations.references,
    citations.act_names,
    citations.act_numbers,
    abbreviations.forms,
    abbreviations.undefined,
    duties.without_actor,
    duties.terms_without_start,
    duties.bodies_undefined,
    words.terms,
    words.typos,
)


def find_doubts(tree: Tree, day: date | None = None) -> tuple[Doubt, ...]:
    """Return the doubts on ``tree`` in the order of the source.

    ``day`` stands for the day of issue where the text has none: on it the legal bases are
    looked at. How the text stands to the law's figures is ``regulation``'s to say.
    """
    text = CitedText(tree)
    found = [doubt for check in _CHECKS for doubt in check(text)]
    found.extend(citations.acts_out_of_time(text, day))
    return tuple(sorted(found, key=lambda doubt: (doubt.start, doubt.kind)))
