"""A node's own text: heading apart, paragraphs put together, marks of layout gone."""

from dienhong.core.law.lines import clean, is_layout, split
from dienhong.core.law.outline import Draft
from dienhong.core.law.tree import Kind

_SENTENCE_ENDS = (".", ";", ":", ",", "!", "?", "…", "/", "”", '"')


def heading_and_text(source: str, draft: Draft, *, has_children: bool) -> tuple[str, str]:
    """Return what the text sets apart as title, and the own text without it.

    Chapters and sections consist of their title. An article has one if its first
    paragraph is not a sentence and something follows it.
    """
    paragraphs = _paragraphs(source, draft)
    if draft.kind in (Kind.CHAPTER, Kind.SECTION):
        return " ".join(paragraphs), ""
    followed = has_children or len(paragraphs) > 1
    titled = draft.kind is Kind.ARTICLE and paragraphs and followed
    if titled and not paragraphs[0].endswith(_SENTENCE_ENDS):
        return paragraphs[0], "\n".join(paragraphs[1:])
    return "", "\n".join(paragraphs)


def _paragraphs(source: str, draft: Draft) -> list[str]:
    found: list[str] = []
    starts = [draft.body, *(start for start, _ in draft.chunks[1:])]
    for start, (_, end) in zip(starts, draft.chunks, strict=True):
        blank = False
        for left, right in split(source, min(start, end), end):
            fragment = source[left:right]
            if is_layout(fragment):
                blank = True
                continue
            _add(found, clean(fragment), joins=not blank)
            blank = False
    return found


def _add(found: list[str], line: str, *, joins: bool) -> None:
    """Append a line, to the last paragraph where it goes on in the middle of a sentence."""
    wrapped = joins and found and line[:1].islower() and not found[-1].endswith((".", ";", ":"))
    if wrapped:
        found[-1] = f"{found[-1]} {line}"
    elif line:
        found.append(line)
