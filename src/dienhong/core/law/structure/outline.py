"""Reading line by line: which line opens a node, continues one, or lies outside."""

from dienhong.core.law.structure import contents, directives, inside, layout, outside, quotes
from dienhong.core.law.structure.drafts import Draft, Found
from dienhong.core.law.structure.fitting import BEHIND_PAGE, Ground
from dienhong.core.law.structure.judging import judge, judge_behind_page
from dienhong.core.law.structure.lines import Line, clean, fold, speaking_lines
from dienhong.core.law.structure.markers import behind_page_number, read_marker
from dienhong.core.law.structure.opening import cut_inside, open_node
from dienhong.core.law.structure.quoting import enter_quotation, quote
from dienhong.core.law.structure.state import Outline
from dienhong.core.law.tree import GROUPS, Kind, NoiseKind

_NOTE = 30  # lines over which a note in brackets may go
_FAR_PAGES = 20  # pages whose numbers a scan may have lost in between
_SHORT = 20


def read_outline(source: str) -> Found:
    """Return the nodes and the lines outside them, in one pass over ``source``."""
    folded = fold(source)
    lines = list(speaking_lines(folded))
    marks = [read_marker(folded, line.start, line.end) for line in lines]
    contents.leave_out(folded, lines, marks)
    plain = not any(mark and mark.kind is Kind.ARTICLE for mark in marks)
    if plain:
        directives.read_sections(marks)
    ground = Ground(folded, lines, marks, layout.margin(folded, lines))
    outline = Outline(folded, ground, plain=plain and directives.is_document(folded, lines, marks))
    within = inside.by_line(folded, lines)
    heads = layout.running_heads(folded, lines, marks)
    quotations = quotes.read_quotations(folded, lines)
    for place, line in enumerate(lines):
        ground.place = place
        if _is_furniture(outline, line, heads):
            continue
        if outline.current is not None and quote(outline, line, quotations):
            _extend(outline, line.start, line.end)
            continue
        _read(outline, line)
        if place in within:
            cut_inside(outline, line, within)
        if place in quotations.ends:
            enter_quotation(outline, line, quotations.ends[place])
        marks[place] = None  # nobody looks back at it, and there are as many as lines
    return Found(folded, outline.drafts, outline.outside, outline.parts.all(), outline.plain)


def _is_furniture(outline: Outline, line: Line, heads: frozenset[int]) -> bool:
    """Set aside a page's number or running head; tell whether the line was one."""
    if outline.ground.place in heads:
        kind = NoiseKind.RUNNING_HEAD if outline.drafts else None
    elif line.end - line.start <= _SHORT and _is_page_number(outline, line):
        kind = NoiseKind.PAGE_NUMBER
    else:
        return False
    outline.outside.append((line, kind))
    outline.ground.after_page = True
    return True


def _is_page_number(outline: Outline, line: Line) -> bool:
    fragment = clean(outline.folded[line.start : line.end])
    page = outside.page_number(fragment)
    if not page or not outline.drafts or not outline.page < page <= outline.page + _FAR_PAGES:
        return False
    outline.page = page
    return True


def _read(outline: Outline, line: Line) -> None:
    """Read one line: it opens a node, continues one, or lies outside."""
    ground = outline.ground
    marker = ground.marks[ground.place]
    verdict = judge(outline, marker) if marker else None
    bare = marker is None or verdict is None or marker.style == ""
    if bare and outline.folded[line.start].isdigit():
        behind = behind_page_number(outline.folded, line.start, line.end)
        second = judge_behind_page(outline, behind) if behind else None
        if second:
            verdict, marker = second, behind
    if marker and verdict:
        if marker.start > line.start and verdict.reasons and verdict.reasons[-1] is BEHIND_PAGE:
            page = Line(line.start, marker.start, line.after_blank)
            outline.outside.append((page, NoiseKind.PAGE_NUMBER))
        open_node(outline, marker, verdict, line)
    else:
        _read_plain(outline, line)


def _read_plain(outline: Outline, line: Line) -> None:
    current = outline.current
    if current is not None and line.end - line.start > outside.LONG:
        _extend(outline, line.start, line.end)
        return
    fragment = clean(outline.folded[line.start : line.end])
    if current is None:
        _read_outside(outline, line, fragment)
    elif zone := _leaving(outline, current, fragment):
        outline.zone, outline.signed, outline.current = zone, False, None
        outline.parts.leave(fragment, zone)
        outline.outside.append((line, zone))
        outline.ground.after_page = False
    else:
        _extend(outline, line.start, line.end)
        _skip_note(outline, line)


def _leaving(outline: Outline, current: Draft, fragment: str) -> NoiseKind | None:
    """Return the zone that begins here, unless a title is still to come or to end."""
    behind = outline.ground.behind
    own = outline.folded[max(current.body, behind - 8) : behind].rstrip("* _")
    zone = outside.leaves_body(fragment, own)
    if zone is None or current.kind in GROUPS or not own.strip():
        return None
    ground = outline.ground
    finished = ground.blank_before() or ground.ended()
    unfinished = current.kind is Kind.ARTICLE and not finished
    return None if unfinished and zone is not NoiseKind.RECIPIENTS else zone


def _read_outside(outline: Outline, line: Line, fragment: str) -> None:
    if outline.zone is not None:
        outline.zone = outside.next_zone(outline.zone, fragment, signed=outline.signed)
        outline.parts.pass_by(fragment, outline.zone)
        signs = outline.zone is NoiseKind.SIGNATURE
        outline.signed = signs and (outline.signed or outside.is_name(fragment))
    outline.outside.append((line, outline.zone))
    outline.ground.behind = line.end
    outline.ground.after_page = False


def _skip_note(outline: Outline, line: Line) -> None:
    """Give a note in brackets of several lines whole to the open node."""
    folded, ground = outline.folded, outline.ground
    if folded[line.start] != "(" or folded[line.end - 1] in ")." or line.end - line.start < _SHORT:
        return
    depth = 0
    for place in range(ground.place, min(ground.place + _NOTE, len(ground.lines))):
        start, end, _ = ground.lines[place]
        depth += folded.count("(", start, end) - folded.count(")", start, end)
        if depth <= 0:
            outline.quoted_to = place
            return


def _extend(outline: Outline, start: int, end: int) -> None:
    """Give the range to the open node."""
    current = outline.current
    assert current is not None
    if outline.ground.after_page:
        current.breaks += ((current.end, start),)
        outline.ground.after_page = False
    current.end = end
    outline.ground.behind = end
