"""What the marker of a line begins, by all that stands before it: the open lists, the zone."""

from dienhong.core.law.numerals import may_be
from dienhong.core.law.structure.fitting import (
    BEHIND_PAGE,
    Verdict,
    comes_again,
    judge_article,
    judge_clause,
    judge_heading,
    judge_indent,
    judge_point,
)
from dienhong.core.law.structure.markers import Marker, leading_int
from dienhong.core.law.structure.sequence import Fit, fit
from dienhong.core.law.structure.state import Outline
from dienhong.core.law.tree import GROUPS, Kind, NoiseKind

_TOP = (*GROUPS, Kind.ARTICLE)
_BEGINS_TEXT = (Kind.PART, Kind.CHAPTER, Kind.ARTICLE)


def judge_behind_page(outline: Outline, marker: Marker) -> Verdict | None:
    """Return what a marker behind a glued page number begins: only what is next."""
    verdict = judge(outline, marker)
    if verdict is None or verdict.reasons:
        return None
    return Verdict(verdict.kind, verdict.number, (BEHIND_PAGE,))


def judge(outline: Outline, marker: Marker) -> Verdict | None:
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
    if not (in_appendix and not outline.parts.may_begin) and restarts(outline, marker):
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


def restarts(outline: Outline, marker: Marker) -> bool:
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
