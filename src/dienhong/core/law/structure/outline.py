"""Reading line by line: which line opens a node, continues one, or lies outside."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dienhong.core.law.numerals import may_be
from dienhong.core.law.structure import contents, directives, inside, layout, outside, quotes
from dienhong.core.law.structure.drafts import Draft, Found
from dienhong.core.law.structure.fitting import (
    BEHIND_PAGE,
    GLUED,
    Ground,
    Verdict,
    comes_again,
    judge_article,
    judge_clause,
    judge_heading,
    judge_indent,
    judge_point,
)
from dienhong.core.law.structure.inside import Inside
from dienhong.core.law.structure.lines import Line, clean, fold, speaking_lines
from dienhong.core.law.structure.markers import (
    Marker,
    behind_page_number,
    leading_int,
    read_marker,
    slug,
)
from dienhong.core.law.structure.parts import Parts
from dienhong.core.law.structure.sequence import Fit, fit
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
_TOP = (*GROUPS, Kind.ARTICLE)
_BEGINS_TEXT = (Kind.PART, Kind.CHAPTER, Kind.ARTICLE)
_NOTE = 30  # lines over which a note in brackets may go
_FAR_PAGES = 20  # pages whose numbers a scan may have lost in between
_SHORT = 20


@dataclass(slots=True)
class Outline:
    """What is known while the lines are read; ``outside`` has None for what stands in front."""

    folded: str
    ground: Ground
    drafts: list[Draft] = field(default_factory=list)
    outside: list[tuple[Line, NoiseKind | None]] = field(default_factory=list)
    parts: Parts = field(default_factory=Parts)
    zone: NoiseKind | None = None  # None inside the articles and before them
    signed: bool = False
    page: int = 0
    nested: int = 0  # last number of a numbered list inside a clause
    quoted_to: int = -1  # last line of the quotation that is open
    quoting: bool = False  # a quotation is open whose end nothing marks
    path: dict[Kind, Draft] = field(default_factory=dict)
    numbers: dict[Kind, str] = field(default_factory=dict)
    dashes: int = 0
    plain: bool = False  # the document has sections and clauses, and no articles
    fresh: bool = False  # a Phần has begun and no chapter in it
    apart: bool = False  # chapters are numbered from 1 in this Phần again
    current: Draft | None = None  # the node that a further line would continue


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
        if outline.current is not None and _quote(outline, line, quotations):
            _extend(outline, line.start, line.end)
            continue
        _read(outline, line)
        if place in within:
            _cut_inside(outline, line, within[place])
        if place in quotations.ends:
            _enter_quotation(outline, line, quotations.ends[place])
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


def _quote(outline: Outline, line: Line, quotations: quotes.Quotations) -> bool:
    """Tell whether the line is quoted by the open node, and keep account of quotations."""
    place = outline.ground.place
    if place <= outline.quoted_to:
        return True
    if outline.quoting:
        outline.quoting = not _ends_quotation(outline, line, quotations)
        return outline.quoting
    colon = outline.folded[outline.ground.behind - 1] in ":*"
    return colon and _begins_quotation(outline, line, quotations)


def _begins_quotation(outline: Outline, line: Line, quotations: quotes.Quotations) -> bool:
    """Tell whether the line begins with text that the node before it quotes."""
    current, ground, folded = outline.current, outline.ground, outline.folded
    if current is None:
        return False
    leads = quotes.leads_in(folded, current.body, ground.behind)
    if quotes.opens_line(folded, line):
        end = quotations.ends.get(ground.place, -2)
        if end >= ground.place:
            outline.quoted_to = end
            return True
        outline.quoting = end == -1 and leads
        return outline.quoting
    mark = ground.marks[ground.place]
    if not leads or mark is None or mark.kind is Kind.INDENT or _is_child(outline, mark, line):
        return False
    outline.quoting = True
    return True


def _is_child(outline: Outline, mark: Marker, line: Line) -> bool:
    """Tell whether a line behind "như sau:" says one more change rather than the new text."""
    folded = outline.folded
    if quotes.amends(folded, mark.body, line.end):
        return True
    whole_act = outline.current is not None and outline.current.kind is Kind.ARTICLE
    return whole_act and (
        mark.kind is Kind.CLAUSE or quotes.names_place(folded, mark.body, line.end)
    )


def _enter_quotation(outline: Outline, line: Line, end: int) -> None:
    """Note that a quotation up to line ``end`` has begun inside the line just read."""
    if outline.current is None:
        return
    if end > outline.ground.place:
        outline.quoted_to = end
    elif end < 0:
        outline.quoting = quotes.amends(outline.folded, outline.current.body, line.end)


def _ends_quotation(outline: Outline, line: Line, quotations: quotes.Quotations) -> bool:
    """Tell whether the line is the first behind a quotation that nothing closes."""
    ground, folded = outline.ground, outline.folded
    was_closed = ground.place - 1 in quotations.closes
    mark = ground.marks[ground.place]
    if mark is None or mark.kind is Kind.INDENT:
        fragment = clean(folded[line.start : line.end])
        return outside.leaves_body(fragment, folded[ground.behind - 8 : ground.behind]) is not None
    if mark.kind in GROUPS:
        return False
    verdict = _judge(outline, mark)
    if verdict is None or verdict.number != mark.number:
        return False
    previous = outline.numbers.get(mark.kind, "")
    if mark.kind is not Kind.POINT and leading_int(mark.number) != leading_int(previous) + 1:
        return False
    return was_closed or quotes.amends(folded, mark.body, line.end) or _is_last(mark, folded, line)


def _is_last(mark: Marker, folded: str, line: Line) -> bool:
    """Tell whether an article says when, and by whom, the amending act is carried out."""
    return mark.kind is Kind.ARTICLE and quotes.carries_out(folded, mark.body, line.end)


def _read(outline: Outline, line: Line) -> None:
    """Read one line: it opens a node, continues one, or lies outside."""
    ground = outline.ground
    marker = ground.marks[ground.place]
    verdict = _judge(outline, marker) if marker else None
    bare = marker is None or verdict is None or marker.style == ""
    if bare and outline.folded[line.start].isdigit():
        behind = behind_page_number(outline.folded, line.start, line.end)
        second = _judge_behind_page(outline, behind) if behind else None
        if second:
            verdict, marker = second, behind
    if marker and verdict:
        if marker.start > line.start and verdict.reasons and verdict.reasons[-1] is BEHIND_PAGE:
            page = Line(line.start, marker.start, line.after_blank)
            outline.outside.append((page, NoiseKind.PAGE_NUMBER))
        _open(outline, marker, verdict, line)
    else:
        _read_plain(outline, line)


def _judge_behind_page(outline: Outline, marker: Marker) -> Verdict | None:
    """Return what a marker behind a glued page number begins: only what is next."""
    verdict = _judge(outline, marker)
    if verdict is None or verdict.reasons:
        return None
    return Verdict(verdict.kind, verdict.number, (BEHIND_PAGE,))


def _judge(outline: Outline, marker: Marker) -> Verdict | None:
    """Return what the marker begins at its place, or None."""
    ground = outline.ground
    if marker.kind in _TOP:
        return _judge_top(outline, marker)
    current = outline.current
    if (current is None or Kind.ARTICLE not in outline.path) and not _is_plain(outline, marker):
        return None
    if current is not None and marker.kind is Kind.INDENT:
        in_list = current.kind is Kind.INDENT
        return judge_indent(ground, marker, in_list=in_list)
    clause, point = _judge_clause, _judge_point
    lettered = marker.kind is Kind.POINT and len(marker.token) == 1
    order = (point, clause) if lettered else (clause, point)
    return order[0](outline, marker) or order[1](outline, marker)


def _is_plain(outline: Outline, marker: Marker) -> bool:
    """Tell whether a marker may begin a clause or a part of one where there are no articles."""
    if not outline.plain:
        return False
    return outline.current is not None or (marker.kind is Kind.CLAUSE and not outline.drafts)


def _judge_top(outline: Outline, marker: Marker) -> Verdict | None:
    ground = outline.ground
    in_appendix = outline.zone is NoiseKind.APPENDIX
    if not (in_appendix and not outline.parts.may_begin) and _restarts(outline, marker):
        return Verdict(marker.kind, marker.number or "1")
    outer = outline.zone is not None and outline.drafts != []
    previous = outline.numbers.get(marker.kind, "")
    if outer and (in_appendix or fit(marker.kind, previous, marker.number or "0") is not Fit.NEXT):
        return None
    if marker.kind is Kind.ARTICLE:
        return judge_article(ground, previous, marker)
    if marker.kind is Kind.CHAPTER and outline.fresh and marker.number == "1":
        return Verdict(marker.kind, "1")
    return judge_heading(ground, previous, marker)


def _restarts(outline: Outline, marker: Marker) -> bool:
    """Tell whether the marker begins a further text, such as the regulation that is issued."""
    if marker.kind not in _BEGINS_TEXT or Kind.ARTICLE not in outline.numbers:
        return False
    if marker.number != "1" and (marker.number or not may_be(marker.token, 1)):
        return False
    if outline.current is None:
        return marker.number == "1" or outline.zone is NoiseKind.TITLE
    if marker.kind is Kind.CHAPTER:
        return not outline.fresh and Kind.CHAPTER not in outline.numbers and outline.parts.at == 0
    return marker.kind is Kind.ARTICLE and _begins_again(outline, marker)


def _begins_again(outline: Outline, marker: Marker) -> bool:
    """Tell whether articles are numbered from 1 again with nothing to announce it."""
    ground = outline.ground
    expected = leading_int(outline.numbers[Kind.ARTICLE]) + 1
    following = ground.few_articles()
    if not marker.strong or not ground.closed() or ground.runs_on():
        return False
    return expected > 2 and following[:1] == [2] and expected not in following  # noqa: PLR2004


def _judge_clause(outline: Outline, marker: Marker) -> Verdict | None:
    previous = outline.path.get(Kind.CLAUSE)
    number = int(marker.number) if marker.number.isdigit() else 0
    if previous is None:
        return judge_clause(outline.ground, "", "", marker)
    if number == 1 and marker.strong and previous.number != "0":
        outline.nested = 1
        return None
    verdict = judge_clause(outline.ground, previous.number, previous.style, marker)
    in_nested = outline.nested and number == outline.nested + 1
    if in_nested and (verdict is None or verdict.reasons or comes_again(outline.ground, marker)):
        outline.nested = number
        return None
    return verdict


def _judge_point(outline: Outline, marker: Marker) -> Verdict | None:
    previous = outline.path.get(Kind.POINT)
    if previous is None:
        return judge_point(outline.ground, "", "", marker)
    return judge_point(outline.ground, previous.number, previous.style, marker)


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


def _open(outline: Outline, marker: Marker, verdict: Verdict, line: Line) -> None:
    """Open the node that the marker begins, in a further text if it begins one."""
    if marker.kind in _BEGINS_TEXT and _restarts(outline, marker):
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


def _cut_inside(outline: Outline, line: Line, found: Sequence[Inside]) -> None:
    """End the open node wherever a further one begins inside its line, and open that one."""
    foreign: Draft | None = None  # a node in which a list stands that is not the node's own
    for place, one in enumerate(found):
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
    _open(outline, marker, Verdict(one.kind, one.number, (GLUED,)), line)


def _end_of_marker(outline: Outline, line: Line, at: int) -> int:
    """Return the end of the line, or of the next one where "Điều" stands alone at its end."""
    alone = line.end - at <= len("Điều") and outline.ground.place + 1 < len(outline.ground.lines)
    return outline.ground.lines[outline.ground.place + 1].end if alone else line.end
