"""Reading line by line: which line opens a node, continues one, or lies outside."""

from dataclasses import dataclass, field

from dienhong.core.law import outside
from dienhong.core.law.lines import Line, clean, fold, speaking_lines
from dienhong.core.law.markers import Marker, glued_articles, read_marker, slug
from dienhong.core.law.quotes import quoted_lines
from dienhong.core.law.sequence import Fit, fit
from dienhong.core.law.tree import Kind, NoiseKind

_LEVELS = tuple(Kind)
_WORDS = {
    Kind.CHAPTER: "chuong",
    Kind.SECTION: "muc",
    Kind.ARTICLE: "dieu",
    Kind.CLAUSE: "khoan",
    Kind.POINT: "diem",
    Kind.INDENT: "gach",
}
_TOP = (Kind.CHAPTER, Kind.SECTION, Kind.ARTICLE)
# A line that ends so wants a citation or a number on the next one.
_WANTS_NUMBER = (" khoản", " điểm", " ngày", " tháng", " năm", " số")
_WANTS_CITATION = (*_WANTS_NUMBER, " tại", " theo", " của", " và", " hoặc")
_LAST_PART = 1


@dataclass(slots=True)
class Draft:
    """A node being read: ``chunks`` are its ranges, its own text begins at ``body``."""

    part: int
    kind: Kind
    number: str
    address: str
    parent: str
    body: int
    chunks: list[tuple[int, int]]
    style: str = ""


@dataclass
class Outline:
    """What reading the lines found; ``outside`` has None for what stands in front."""

    folded: str
    drafts: list[Draft] = field(default_factory=list)
    outside: list[tuple[Line, NoiseKind | None]] = field(default_factory=list)
    part: int = 0
    zone: NoiseKind | None = None  # None inside the articles and before them
    signed: bool = False
    page: int = 0
    broken: bool = False  # a page number stands inside the open node
    nested: int = 0  # last number of a numbered list inside a clause
    behind: int = 0  # where the last line ended
    path: dict[Kind, Draft] = field(default_factory=dict)
    numbers: dict[Kind, str] = field(default_factory=dict)
    dashes: int = 0

    @property
    def current(self) -> Draft | None:
        """The node that a further line would continue."""
        if self.zone is not None or not self.path:
            return None
        return next(self.path[kind] for kind in reversed(_LEVELS) if kind in self.path)


def read_outline(source: str) -> Outline:
    """Return the nodes and the lines outside them, in one pass over ``source``."""
    outline = Outline(fold(source))
    lines = list(speaking_lines(outline.folded))
    quoted = quoted_lines(outline.folded, lines)
    for place, line in enumerate(lines):
        if place in quoted and outline.current:
            _extend(outline, line)
        else:
            _read(outline, line)
        outline.behind = line.end
    return outline


def _read(outline: Outline, line: Line) -> None:
    """Read one line, and again what stands behind an article glued inside it."""
    rest: Line | None = line
    while rest is not None:
        marker = read_marker(outline.folded, rest.start, rest.end)
        if marker and _fits(outline, marker, rest):
            _open(outline, marker, rest)
        else:
            _read_plain(outline, rest)
        rest = _cut_glued(outline, rest)


def _read_plain(outline: Outline, line: Line) -> None:
    fragment = clean(outline.folded[line.start : line.end])
    current = outline.current
    page = outside.page_number(fragment)
    if page and outline.drafts and page <= max(outline.page + 1, 3) and page > outline.page:
        outline.page, outline.broken = page, True
        outline.outside.append((line, NoiseKind.PAGE_NUMBER))
    elif current is None:
        _read_outside(outline, line, fragment)
    elif zone := _leaving(outline, current, fragment):
        outline.zone, outline.signed = zone, False
        outline.outside.append((line, zone))
    else:
        _extend(outline, line)


def _leaving(outline: Outline, current: Draft, fragment: str) -> NoiseKind | None:
    """Return the zone that begins here, unless a title is still to come."""
    own = outline.folded[max(current.body, outline.behind - 8) : outline.behind]
    zone = outside.leaves_body(fragment, own)
    titled = current.kind in (Kind.CHAPTER, Kind.SECTION) or not own.strip()
    return None if titled and zone is not NoiseKind.HEADING else zone


def _read_outside(outline: Outline, line: Line, fragment: str) -> None:
    if outline.zone is not None:
        outline.zone = outside.next_zone(outline.zone, fragment, signed=outline.signed)
        signs = outline.zone is NoiseKind.SIGNATURE
        outline.signed = signs and (outline.signed or outside.is_name(fragment))
    outline.outside.append((line, outline.zone))


def _extend(outline: Outline, line: Line) -> None:
    """Give the line to the open node."""
    current = outline.current
    assert current is not None
    if outline.broken:
        current.chunks.append((line.start, line.end))
    else:
        current.chunks[-1] = (current.chunks[-1][0], line.end)
    outline.broken = False


def _fits(outline: Outline, marker: Marker, line: Line) -> bool:
    """Tell whether the marker continues the numbering at its place."""
    if marker.kind in _TOP:
        return _heading_fits(outline, marker, line)
    current = outline.current
    if current is None or Kind.ARTICLE not in outline.path:
        return False
    if marker.kind is Kind.INDENT:
        return True
    if marker.kind is Kind.CLAUSE:
        return _clause_fits(outline, marker, line)
    previous = outline.path.get(Kind.POINT)
    return _in_sequence(outline, marker, previous.number if previous else "", line)


def _heading_fits(outline: Outline, marker: Marker, line: Line) -> bool:
    if outline.zone is NoiseKind.APPENDIX:
        return False
    if _restarts(outline, marker):
        return True
    outer = outline.zone is not None and outline.drafts != []
    found = fit(marker.kind, outline.numbers.get(marker.kind, ""), marker.number)
    if found is Fit.NEXT:
        return not _broken_off(outline, line, _WANTS_CITATION)
    return found is Fit.NEAR and marker.strong and not outer and _closed(outline, line)


def _restarts(outline: Outline, marker: Marker) -> bool:
    """Tell whether the marker begins the text that the document issues."""
    if marker.number != "1" or marker.kind is Kind.SECTION or not outline.numbers:
        return False
    if outline.current is None:
        return Kind.ARTICLE in outline.numbers
    fresh = Kind.CHAPTER not in outline.numbers and Kind.ARTICLE in outline.numbers
    return marker.kind is Kind.CHAPTER and outline.part < _LAST_PART and fresh


def _clause_fits(outline: Outline, marker: Marker, line: Line) -> bool:
    previous = outline.path.get(Kind.CLAUSE)
    number = int(marker.number) if marker.number.isdigit() else 0
    if previous is None:
        return _in_sequence(outline, marker, "", line)
    if marker.style != previous.style or number == 1:
        outline.nested = number
        return False
    found = fit(marker.kind, previous.number, marker.number)
    if outline.nested and number == outline.nested + 1 and found is not Fit.NEXT:
        outline.nested = number
        return False
    return _in_sequence(outline, marker, previous.number, line)


def _in_sequence(outline: Outline, marker: Marker, previous: str, line: Line) -> bool:
    found = fit(marker.kind, previous, marker.number)
    if found is Fit.NEXT:
        return not _broken_off(outline, line, _WANTS_NUMBER)
    return found is Fit.NEAR and _closed(outline, line)


def _broken_off(outline: Outline, line: Line, wants: tuple[str, ...]) -> bool:
    """Tell whether the line before ends in a word that wants what follows."""
    if line.after_blank:
        return False
    before = outline.folded[max(0, outline.behind - 12) : outline.behind]
    return before.lower().endswith(wants)


def _closed(outline: Outline, line: Line) -> bool:
    before = outline.folded[max(0, outline.behind - 4) : outline.behind].rstrip("* ")
    return line.after_blank or before.endswith((".", ";", ":", "!", "?", "/", "”", '"'))


def _open(outline: Outline, marker: Marker, line: Line) -> None:
    """Open the node that the marker begins, or close the document's texts for good."""
    if marker.kind in _TOP and _restarts(outline, marker):
        if outline.part == _LAST_PART:
            outline.zone = NoiseKind.APPENDIX
            outline.outside.append((line, outline.zone))
            return
        outline.part += 1
        outline.path, outline.numbers = {}, {}
    outline.zone, outline.broken, outline.nested = None, False, 0
    _close_below(outline, marker.kind)
    if marker.kind is Kind.INDENT:
        outline.dashes += 1
    draft = _draft(outline, marker, line)
    outline.path[marker.kind] = draft
    outline.numbers[marker.kind] = draft.number
    outline.drafts.append(draft)


def _close_below(outline: Outline, kind: Kind) -> None:
    """Forget the open nodes at this level and below."""
    for level in _LEVELS[_LEVELS.index(kind) :]:
        outline.path.pop(level, None)
    if kind is Kind.CHAPTER:
        outline.numbers.pop(Kind.SECTION, None)
    if kind is not Kind.INDENT:
        outline.dashes = 0


def _draft(outline: Outline, marker: Marker, line: Line) -> Draft:
    number = marker.number or str(outline.dashes)
    parent = _parent(outline, marker.kind)
    own = f"{_WORDS[marker.kind]}-{slug(number)}"
    inner = marker.kind not in (Kind.CHAPTER, Kind.ARTICLE)
    address = f"{parent}.{own}" if inner and parent else own
    chunks = [(marker.start, line.end)]
    return Draft(
        outline.part, marker.kind, number, address, parent, marker.body, chunks, marker.style
    )


def _parent(outline: Outline, kind: Kind) -> str:
    above = [level for level in _LEVELS[: _LEVELS.index(kind)] if level in outline.path]
    return outline.path[above[-1]].address if above else ""


def _cut_glued(outline: Outline, line: Line) -> Line | None:
    """End the open node before the next article inside its line; return what follows."""
    current = outline.current
    if current is None or Kind.ARTICLE not in outline.path:
        return None
    for at, number in glued_articles(outline.folded, line.start, line.end):
        if fit(Kind.ARTICLE, outline.numbers[Kind.ARTICLE], number) is Fit.NEXT:
            start = current.chunks[-1][0]
            trimmed = len(outline.folded[line.start : at].rstrip(" *_"))
            current.chunks[-1] = (start, line.start + trimmed)
            return Line(at, line.end, after_blank=True)
    return None
