"""Documents without articles: directives, plans and notices in sections and clauses."""

from dienhong.core.law.numerals import roman_value
from dienhong.core.law.structure import outside
from dienhong.core.law.structure.lines import Line, clean
from dienhong.core.law.structure.markers import Marker
from dienhong.core.law.tree import Kind

_FRONT = 60  # lines among which a document says what it is
_STYLES = frozenset({".", "-", "/", ")", ":"})


def read_sections(marks: list[Marker | None]) -> None:
    """Read "I. ...", "II. ..." as sections where at least two follow each other."""
    found: list[tuple[int, int]] = []
    for place, mark in enumerate(marks):
        value = _value(mark) if mark else 0
        if value == len(found) + 1:
            found.append((place, value))
    if len(found) < 2:  # noqa: PLR2004
        return
    for place, value in found:
        mark = marks[place]
        assert mark is not None
        marks[place] = mark._replace(kind=Kind.SECTION, number=str(value), strong=True)


def _value(mark: Marker) -> int:
    """Return the number of a marker in Roman letters, else 0."""
    return roman_value(mark.token) if mark.style[:1] in _STYLES else 0


def is_document(folded: str, lines: list[Line], marks: list[Marker | None]) -> bool:
    """Tell whether a text without articles is a document all the same, and not a letter."""
    if sum(mark is not None and mark.kind is Kind.SECTION for mark in marks) > 1:
        return True
    front = [clean(folded[line.start : line.end]) for line in lines[:_FRONT]]
    return any(outside.is_document(line) for line in front)
