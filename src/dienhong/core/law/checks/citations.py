"""References that lead astray, and acts cited wrongly or out of their time."""

import re
from collections.abc import Iterator
from datetime import date

from dienhong.core.law.checks.doubt import Doubt, DoubtKind, doubt_at
from dienhong.core.law.citing.acts import DatedAct, acts_named, dated_acts, find_act, longest_name
from dienhong.core.law.citing.external import ExternalReference, Relation, find_external
from dienhong.core.law.citing.passages import PREAMBLE, CitedText
from dienhong.core.law.citing.references import Status, find_references

_AND = re.compile(r"\s*+(?:,|và)\s*+")
_WITH_ISSUER = ("Thông tư liên tịch", "Thông tư", "Nghị định", "Quyết định", "Chỉ thị")
_MONTH = re.compile(r"tháng\s*+(?P<m>\d{1,2})\D*năm\s*+(?P<y>\d{4})")
_YEAR = re.compile(r"năm\s*+(?P<y>\d{4})")


def references(text: CitedText) -> Iterator[Doubt]:
    """Yield references to what is not there or cannot be meant; an absent annex once."""
    absent, said = False, set()
    for one in find_references(text):
        at, span = (one.part, one.source), (one.start, one.end)
        annex = not one.target_part
        if not one.reason or (annex and absent) or (span, one.reason) in said:
            continue
        said.add((span, one.reason))
        absent = absent or annex
        unclear = one.status is Status.OK
        kind = DoubtKind.AMBIGUOUS_REFERENCE if unclear else DoubtKind.WRONG_REFERENCE
        yield doubt_at(text.tree, at, span, kind, one.reason)


def acts_out_of_time(text: CitedText, day: date | None = None) -> Iterator[Doubt]:
    """Yield acts that no longer or not yet held when the text was issued.

    ``day`` stands for the day of issue where the text has none. Acts whose dates are only
    remembered are passed over.
    """
    issued = issued_about(text) or day
    for one in find_external(text) if issued else ():
        act = find_act(one.number, one.issued_on) if one.number else None
        if act and issued and act.may_be_shown and one.relation in _RELIES:
            reason = _out_of_time(act, issued)
            if reason:
                yield _on_act(text, one, DoubtKind.STALE_BASIS, reason, act.short)


_RELIES = (Relation.BASIS, Relation.APPLIES, Relation.GUIDES)


def issued_about(text: CitedText) -> date | None:
    """Return the day of issue, or the first day of the month or year where more is not said."""
    header = text.tree.header
    if header.issued_on:
        return header.issued_on
    month = _MONTH.search(header.issued_text)
    if month and 1 <= int(month["m"]) <= 12:  # noqa: PLR2004 (months of a year)
        return date(int(month["y"]), int(month["m"]), 1)
    year = _YEAR.search(header.issued_text)
    return date(int(year["y"]), 1, 1) if year and int(year["y"]) else None


def _out_of_time(act: DatedAct, issued: date) -> str:
    if act.has_ended_on(issued) and act.ended:
        by = dated_acts().get(act.ended_by)
        cause = f" theo {by.short}" if by else ""
        return f"{act.short} hết hiệu lực từ ngày {act.ended:%d/%m/%Y}{cause}; cần xem lại căn cứ"
    if act.is_too_young_on(issued) and act.in_force_from:
        return f"{act.short} đến ngày {act.in_force_from:%d/%m/%Y} mới có hiệu lực"
    return ""


def act_names(text: CitedText) -> Iterator[Doubt]:
    """Yield names that run two laws together: "Luật Khiếu nại và Tiếp công dân"."""
    for one in find_external(text):
        joint = _AND.match(text.folded, one.end)
        if one.number or not joint or not acts_named(one.kind, one.name):
            continue
        more = longest_name(one.kind, text.folded[joint.end() : joint.end() + 120])
        if more:
            other = text.folded[joint.end() : joint.end() + more]
            reason = f"Không có {one.kind} tên này: {one.kind} {one.name} và {one.kind} "
            said = f"{reason}{other} là hai văn bản"
            at = (one.part, one.address)
            span = (one.start, joint.end() + more)
            yield doubt_at(text.tree, at, span, DoubtKind.ACT_NAME, said)


def act_numbers(text: CitedText) -> Iterator[Doubt]:
    """Yield numbers of acts without the letters of who issued them: "5/2030/TTLT"."""
    for one in find_external(text):
        if one.number and one.kind in _WITH_ISSUER and "-" not in one.number:
            reason = f"Số của {one.kind} thiếu chữ viết tắt cơ quan ban hành"
            yield _on_act(text, one, DoubtKind.ACT_NUMBER, reason)


def _on_act(
    text: CitedText, one: ExternalReference, kind: DoubtKind, reason: str, act: str = ""
) -> Doubt:
    at = (one.part, "" if one.address == PREAMBLE else one.address)
    return doubt_at(text.tree, at, (one.start, one.end), kind, reason, act)
