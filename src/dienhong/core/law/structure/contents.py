"""Tables of contents: their lines look like headings and are none."""

import re

from dienhong.core.law.structure.lines import Line, clean
from dienhong.core.law.structure.markers import Marker
from dienhong.core.law.tree import Kind

_TITLE = re.compile(r"mục lục", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\.\s?){4}\s*[0-9]{1,4}\W{0,3}\Z|…\s*[0-9]{1,4}\W{0,3}\Z")
_HEADINGS = (Kind.PART, Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION, Kind.ARTICLE)
_LOOKED_AT = 400  # lines of the beginning where a table of contents may have its title
_SAME = 24  # letters by which a heading is known again


def leave_out(folded: str, lines: list[Line], marks: list[Marker | None]) -> None:
    """Take the markers from the lines of a table of contents: they open nothing."""
    for place, mark in enumerate(marks):
        if mark and mark.kind in _HEADINGS and _leads_to_page(folded, lines[place]):
            marks[place] = None
    title = next(
        (place for place in range(min(len(lines), _LOOKED_AT)) if _is_title(folded, lines[place])),
        None,
    )
    if title is not None:
        end = _end(folded, lines, marks, title)
        marks[title:end] = [None] * (end - title)


def _is_title(folded: str, line: Line) -> bool:
    short = line.end - line.start <= _SAME
    return short and _TITLE.fullmatch(clean(folded[line.start : line.end]).strip(" :.")) is not None


def _leads_to_page(folded: str, line: Line) -> bool:
    """Tell whether dots lead from the heading to the number of a page."""
    return _LEADERS.search(folded, max(line.start, line.end - _SAME), line.end) is not None


def _end(folded: str, lines: list[Line], marks: list[Marker | None], title: int) -> int:
    """Return the line where the first heading of the table stands again, else its own."""
    sought: tuple[str, str, str] | None = None
    for place in range(title, len(marks)):
        mark = marks[place]
        if mark is None or mark.kind not in _HEADINGS:
            continue
        known = _words(folded, lines[place], mark)
        if sought is None:
            sought = known
        elif known == sought or (sought[:2] == known[:2] and not known[2]):
            return place
    return title


def _words(folded: str, line: Line, mark: Marker) -> tuple[str, str, str]:
    """Return kind and number of a heading, and how its title begins."""
    words = clean(folded[mark.body : line.end]).rstrip("0123456789 .")
    return mark.kind.value, mark.number, words[:_SAME]
