"""A node's own text: heading apart, paragraphs put together, marks of layout gone."""

from dienhong.core.law.structure.drafts import Draft
from dienhong.core.law.structure.lines import clean, is_layout, split
from dienhong.core.law.tree import GROUPS, Kind

_STRAY = "|¦~ "  # what a scanner sees in specks and rulings
_SENTENCE_ENDS = (".", ";", ":", ",", "!", "?", "…", "/", "”", '"')


def heading_and_text(source: str, draft: Draft, *, has_children: bool) -> tuple[str, str]:
    """Return what the text sets apart as title, and the own text without it.

    Chapters and sections consist of their title. An article has one if its first
    paragraph is not a sentence and something follows it.
    """
    paragraphs = _paragraphs(source, draft)
    if draft.kind in GROUPS:
        return " ".join(paragraphs), ""
    followed = has_children or len(paragraphs) > 1
    titled = draft.kind is Kind.ARTICLE and paragraphs and followed
    if titled and not paragraphs[0].endswith(_SENTENCE_ENDS):
        return paragraphs[0], "\n".join(paragraphs[1:])
    return "", "\n".join(paragraphs)


def _paragraphs(source: str, draft: Draft) -> list[str]:
    found: list[str] = []
    if not draft.breaks:
        whole = source[draft.body : draft.end]
        if whole.isprintable():  # one line, as nearly always
            words = _bare(clean(whole))
            return [words] if words and not is_layout(whole) else []
    starts = (draft.body, *(end for _, end in draft.breaks))
    ends = (*(start for start, _ in draft.breaks), draft.end)
    for start, end in zip(starts, ends, strict=True):
        blank = False
        for left, right in split(source, min(start, end), end):
            fragment = source[left:right]
            if is_layout(fragment):
                blank = True
                continue
            _add(found, _bare(clean(fragment)), joins=not blank)
            blank = False
    return found


def _bare(line: str) -> str:
    """Return a cleaned line without a scanner's specks in front and Markdown's marks behind."""
    line = line.lstrip(_STRAY)
    return line[:-2] if line.endswith("__") and not line.endswith("___") else line


def _add(found: list[str], line: str, *, joins: bool) -> None:
    """Append a line, to the last paragraph where it goes on in the middle of a sentence."""
    wrapped = joins and found and line[:1].islower() and not found[-1].endswith((".", ";", ":"))
    if wrapped:
        found[-1] = f"{found[-1]} {line}"
    elif line:
        found.append(line)
