"""Slips of the pen: a group of people named otherwise, a word twice, a spelling that is none."""

import re
from collections.abc import Iterator

from dienhong.core.law.checks.doubt import Doubt, DoubtKind, doubt_at
from dienhong.core.law.citing.passages import CitedText, Passage

_WORKERS = re.compile(r"(?:công chức|viên chức),?\s++lao động\b(?!\s++(?:hợp đồng|theo))")
_LIST = re.compile(r"công chức,\s++(?:và\s++)?người lao động", re.IGNORECASE)
_FULL = re.compile(r"công chức,\s++viên chức(?:,|\s++và)\s++người lao động", re.IGNORECASE)
# One word alone stands twice in good Vietnamese too: "ý kiến kiến nghị", "hành vi vi phạm".
_TWICE = re.compile(
    r"(?<!\w)(?P<w>[^\W\d_]{2,} [^\W\d_]{2,}|người|các|những|của|và|tại|theo|được|phải|với|cho"
    r"|trong|là|có|không|khi|để|đã|sẽ|do|về) (?P=w)(?!\w)"
)
_MISSPELT = re.compile(
    r"(?<![\wÀ-ỹ])(?:ngh(?![eêiéèẻẽẹếềểễệíìỉĩịy])[a-zà-ỹ]+|gh(?![eêiéèẻẽẹếềểễệíìỉĩị])[a-zà-ỹ]+"
    r"|[a-zà-ỹđ]*[ừứửữự]ơ[a-zà-ỹ]*|c[eêiéèẻẽẹếềểễệíìỉĩị][a-zà-ỹ]*)(?![\wÀ-ỹ])",
    re.IGNORECASE,
)


def terms(text: CitedText) -> Iterator[Doubt]:
    """Yield where the staff is named otherwise than in the rest of the text."""
    everywhere = text.folded
    whole = _FULL.search(everywhere) is not None or "VC" in everywhere
    named_in_full = "người lao động" in everywhere
    for passage in _nodes(text):
        if named_in_full:
            reason = "Viết “lao động”, chỗ khác viết “người lao động”"
            for found in _WORKERS.finditer(everywhere, passage.start, passage.end):
                yield _doubt(text, passage, found, DoubtKind.TERM_FORMS, reason)
        if passage.node and passage.node.heading and whole:
            found_in = _LIST.search(everywhere, passage.start, passage.end)
            if found_in:
                reason = "Tiêu đề không nêu viên chức, trong khi các điều có nêu"
                yield _doubt(text, passage, found_in, DoubtKind.TERM_FORMS, reason)


def typos(text: CitedText) -> Iterator[Doubt]:
    """Yield words written twice and spellings that Vietnamese does not have."""
    for passage in _nodes(text):
        for found in _TWICE.finditer(text.folded, passage.start, passage.end):
            reason = f"“{found['w']}” viết hai lần"
            yield _doubt(text, passage, found, DoubtKind.TYPO, reason)
        for found in _MISSPELT.finditer(text.folded, passage.start, passage.end):
            reason = f"“{found[0]}” không đúng chính tả"
            yield _doubt(text, passage, found, DoubtKind.TYPO, reason)


def _nodes(text: CitedText) -> Iterator[Passage]:
    return (passage for passage in text.passages if passage.node)


def _doubt(
    text: CitedText, passage: Passage, found: re.Match[str], kind: DoubtKind, reason: str
) -> Doubt:
    at = (passage.part, passage.address)
    return doubt_at(text.tree, at, found.span(), kind, reason)
