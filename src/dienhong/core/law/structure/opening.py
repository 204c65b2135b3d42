"""Opening a node: its address by the open ones, also where it begins inside a line."""

from collections.abc import Mapping

from dienhong.core.law.structure import inside
from dienhong.core.law.structure.drafts import Draft
from dienhong.core.law.structure.fitting import GLUED, Verdict
from dienhong.core.law.structure.inside import Inside
from dienhong.core.law.structure.judging import restarts
from dienhong.core.law.structure.lines import Line
from dienhong.core.law.structure.markers import Marker, leading_int, read_marker, slug
from dienhong.core.law.structure.sequence import Fit, fit
from dienhong.core.law.structure.state import Outline
from dienhong.core.law.tree import GROUPS, Kind, NoiseKind

_WORDS = {
    Kind.PART: "phan",
    Kind.CHAPTER: "chuong",
    Kind.SECTION: "muc",
    Kind.SUBSECTION: "tieu-muc",
    Kind.ARTICLE: "dieu",
    Kind.CLAUSE: "khoan",
    Kind.POINT: "diem",
    Kind.INDENT: "gach",
}
_DEPTH = {kind: depth for depth, kind in enumerate(Kind)}


def open_node(outline: Outline, marker: Marker, verdict: Verdict, line: Line) -> None:
    """Open the node that the marker begins, in a further text if it begins one."""
    if restarts(outline, marker):
        if not outline.parts.begin(drafts=len(outline.drafts)):
            outline.zone, outline.current = NoiseKind.APPENDIX, None
            outline.outside.append((line, outline.zone))
            return
        outline.path, outline.numbers = {}, {}
        outline.fresh = outline.apart = False
    kind = verdict.kind
    outline.zone, outline.nested = None, 0
    ground = outline.ground
    ground.after_page = False
    ground.behind = line.end
    ground.in_heading = kind in GROUPS
    ground.in_title = ground.in_heading or kind is Kind.ARTICLE
    if ground.in_heading:
        _enter_group(outline, kind, verdict.number)
    _close_below(outline, kind)
    outline.dashes = outline.dashes + 1 if kind is Kind.INDENT else 0
    draft = _draft(outline, marker, verdict, line.end)
    outline.path[kind] = outline.current = draft
    outline.numbers[kind] = draft.number
    outline.drafts.append(draft)


def _enter_group(outline: Outline, kind: Kind, number: str) -> None:
    """Begin the numbering below, and keep account of whether chapters begin anew in each Phần."""
    if kind is not Kind.SUBSECTION:
        outline.numbers.pop(Kind.SUBSECTION, None)
    if kind in (Kind.PART, Kind.CHAPTER):
        outline.numbers.pop(Kind.SECTION, None)
    if kind is Kind.PART:
        outline.fresh, outline.apart = True, False
    elif kind is Kind.CHAPTER:
        known = leading_int(outline.numbers.get(Kind.CHAPTER, ""))
        outline.apart = outline.apart or (outline.fresh and 0 < leading_int(number) <= known)
        outline.fresh = False


def _close_below(outline: Outline, kind: Kind) -> None:
    """Forget the open nodes at this level and below: the last ones, as they were opened."""
    path, depth = outline.path, _DEPTH[kind]
    while path and _DEPTH[next(reversed(path))] >= depth:
        path.popitem()


def _draft(outline: Outline, marker: Marker, verdict: Verdict, end: int) -> Draft:
    kind = verdict.kind
    number = verdict.number or str(outline.dashes)
    parent = next(reversed(outline.path.values())).address if outline.path else ""
    own = f"{_WORDS[kind]}-{slug(number)}"
    alone = kind in (Kind.PART, Kind.ARTICLE) or (kind is Kind.CHAPTER and not outline.apart)
    return Draft(
        part=outline.parts.at,
        kind=kind,
        number=number,
        address=own if alone or not parent else f"{parent}.{own}",
        parent=parent,
        body=marker.body,
        start=marker.start,
        end=end,
        style=marker.style,
        confidence=verdict.certainty,
        reasons=verdict.reasons,
    )


def cut_inside(outline: Outline, line: Line, within: Mapping[int, list[Inside]]) -> None:
    """End the open node wherever a further one begins inside its line, and open that one."""
    here = within[outline.ground.place]
    found = [*here, *inside.in_wrapped_lines(outline.ground, within)]
    foreign: Draft | None = None  # a node in which a list stands that is not the node's own
    for place, one in enumerate(here):
        current = outline.current
        if current is None or Kind.ARTICLE not in outline.numbers or one.at <= current.body:
            continue
        if one.kind is Kind.ARTICLE:
            _cut_article(outline, line, current, one)
        elif current is not foreign:
            begins = inside.begins(outline.ground, outline.path, current, found, place)
            if begins and not inside.is_held(outline.folded, current, one.at):
                _cut(outline, line, current, one, line.end)
            elif begins or one.is_first:
                foreign = current


def _cut_article(outline: Outline, line: Line, current: Draft, one: Inside) -> None:
    """End the open node before an article that follows in its sequence."""
    if fit(Kind.ARTICLE, outline.numbers[Kind.ARTICLE], one.number) is not Fit.NEXT:
        return
    following = next(outline.ground.next_articles(), "")
    skipped = leading_int(following) == leading_int(one.number) + 1
    if following != one.number and (one.after_stop or skipped):
        _cut(outline, line, current, one, _end_of_marker(outline, line, one.at))


def _cut(outline: Outline, line: Line, current: Draft, one: Inside, end: int) -> None:
    marker = read_marker(outline.folded, one.at, end)
    if marker is None or marker.kind is not one.kind or marker.number != one.number:
        return
    current.end = inside.before(outline.folded, current.start + 1, one.at)
    if end > line.end:
        outline.quoted_to = outline.ground.place + 1
    open_node(outline, marker, Verdict(one.kind, one.number, (GLUED,)), line)


def _end_of_marker(outline: Outline, line: Line, at: int) -> int:
    """Return the end of the line, or of the next one where "Điều" stands alone at its end."""
    alone = line.end - at <= len("Điều") and outline.ground.place + 1 < len(outline.ground.lines)
    return outline.ground.lines[outline.ground.place + 1].end if alone else line.end
