"""What a page leaves in a text: running heads, and lines broken where the page was full."""

import re
from itertools import pairwise

from dienhong.core.law.structure.lines import Line
from dienhong.core.law.structure.markers import Marker, behind_page_number
from dienhong.core.law.tree import Kind

_SENTENCE_ENDS = frozenset('.;:!?/”"…')
_HEAD_LENGTH = 120  # no running head is longer
_TIMES = 3  # a line that stands so often alike may be a running head
_NUMERALS = str.maketrans("", "", "0123456789 *_#|-–—.")
_BREAK_CHARS = 12  # so near to the margin a scan's line counts as full
_WRAPPED = 0.12  # of lines that end in no sentence, so many go on in small letters when wrapped
_SAMPLE = 40_000  # lines looked at for the width
_NUMBERED = re.compile(r"\A[0-9]{1,4}\s|\s[0-9]{1,4}\Z")
_PAGE = re.compile(r"[\s*_]*(?:[-–—]\s*|[Tt]rang\s+)?\d{1,4}(?:\s*/\s*\d{1,4}|\s*[-–—])?[\s*_]*")


def running_heads(folded: str, lines: list[Line], marks: list[Marker | None]) -> frozenset[int]:
    """Return the places of the lines that every page repeats, alike but for its number.

    Such a line begins with no marker and ends no sentence. It stands beside a page's number
    every time, or it bears a number that grows from page to page.
    """
    alike: dict[str, list[int]] = {}
    for place, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if line.end - line.start > _HEAD_LENGTH or folded[line.end - 1] in ".;:,":
            continue
        above = marks[place - 1] if place else None
        if above is not None and above.body >= lines[place - 1].end:
            continue  # the title of a chapter whose number stands alone
        if mark is None or _is_weak_clause(folded, line, mark):
            key = folded[line.start : line.end].translate(_NUMERALS)
            alike.setdefault(key, []).append(place)
    found: set[int] = set()
    for key, places in alike.items():
        if len(places) > 1 and key and _on_every_page(folded, lines, places):
            found.update(places)
    return frozenset(found)


def _is_weak_clause(folded: str, line: Line, mark: Marker) -> bool:
    """Tell whether a line is marked only by a number that may be its page's."""
    weak = mark.kind is Kind.CLAUSE and not mark.strong
    return weak and behind_page_number(folded, line.start, line.end) is None


def _on_every_page(folded: str, lines: list[Line], places: list[int]) -> bool:
    """Tell whether lines that are alike stand at the edge of pages."""
    numbers = [_number(folded, lines[place]) for place in places]
    grows = all(0 < before < after for before, after in pairwise(numbers))
    if grows and len(places) >= _TIMES:
        return True
    beside = sum(_is_beside_page_number(folded, lines, place) for place in places)
    return beside == len(places) or (beside >= _TIMES and 5 * beside >= 4 * len(places))


def _number(folded: str, line: Line) -> int:
    """Return the number at the beginning or the end of a line, else 0."""
    found = _NUMBERED.search(folded[line.start : line.end])
    return int(found[0]) if found else 0


def _is_beside_page_number(folded: str, lines: list[Line], place: int) -> bool:
    near = (place - 1, place + 1)
    return any(0 <= at < len(lines) and is_page_number(folded, lines[at]) for at in near)


def is_page_number(folded: str, line: Line) -> bool:
    """Tell whether a line is only a page's number."""
    short = line.end - line.start <= 20  # noqa: PLR2004
    return short and _PAGE.fullmatch(folded, line.start, line.end) is not None


def margin(folded: str, lines: list[Line]) -> int:
    """Return how long a line may be where the text was broken to fit a page, else 0.

    A text was broken so if many of its lines end in the middle of a sentence and the next
    goes on in small letters.
    """
    sample = lines[:_SAMPLE]
    broken = []
    for before, line in pairwise(sample):
        if (
            not line.after_blank
            and folded[line.start].islower()
            and folded[before.end - 1] not in _SENTENCE_ENDS
            and folded[line.start + 1 : line.start + 2] not in {")", "."}
        ):
            broken.append(before.end - before.start)
    if len(broken) < _TIMES or len(broken) < _WRAPPED * len(sample):
        return 0
    return sorted(broken)[len(broken) * 95 // 100]


def is_full(folded: str, before: Line, line: Line, width: int) -> bool:
    """Tell whether the first word of ``line`` would not have fitted on the line before."""
    if not width or line.after_blank:
        return False
    space = folded.find(" ", line.start, line.end)
    word = (space if space > 0 else line.end) - line.start
    return before.end - before.start + 1 + word > width - min(_BREAK_CHARS, width // 10)
