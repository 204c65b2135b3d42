"""Lines that the open node quotes: where a quotation begins, and where one ends unmarked."""

from dienhong.core.law.structure import outside, quotes
from dienhong.core.law.structure.judging import judge
from dienhong.core.law.structure.lines import Line, clean
from dienhong.core.law.structure.markers import Marker, leading_int
from dienhong.core.law.structure.state import Outline
from dienhong.core.law.tree import GROUPS, Kind


def quote(outline: Outline, line: Line, quotations: quotes.Quotations) -> bool:
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


def enter_quotation(outline: Outline, line: Line, end: int) -> None:
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
    verdict = judge(outline, mark)
    if verdict is None or verdict.number != mark.number:
        return False
    previous = outline.numbers.get(mark.kind, "")
    if mark.kind is not Kind.POINT and leading_int(mark.number) != leading_int(previous) + 1:
        return False
    return was_closed or quotes.amends(folded, mark.body, line.end) or _is_last(mark, folded, line)


def _is_last(mark: Marker, folded: str, line: Line) -> bool:
    """Tell whether an article says when, and by whom, the amending act is carried out."""
    return mark.kind is Kind.ARTICLE and quotes.carries_out(folded, mark.body, line.end)
