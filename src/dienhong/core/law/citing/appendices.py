"""Appendices and forms that a text cites ("Phụ lục I", "Mẫu số 02"), and whether they are there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dienhong.core.law.citing.passages import CitedText, Passage
from dienhong.core.law.structure.lines import clean
from dienhong.core.law.tree import NoiseKind

_NUMBER = r"(?:số\s++)?(?P<n>[IVXLC]+[a-z]?|\d{1,3}[a-zA-Z]?)(?![\w/.]*\d)(?!\w)"
_CITED = re.compile(
    rf"\b(?P<kind>[Pp]hụ lục|[Mm]ẫu số|[Bb]iểu mẫu số|[Bb]iểu số|[Mm]ẫu)\s++{_NUMBER}"
)
_LABEL = re.compile(
    rf"^[\s*+#]*(?P<kind>phụ lục|mẫu số|biểu mẫu số|biểu số|mẫu)\s++(?i:{_NUMBER})",
    re.IGNORECASE | re.MULTILINE,
)
_OF_ANOTHER = re.compile(r"\s*+,?\s*+(?:ban hành\s++)?(?:kèm\s++theo|của|tại)\s*+$")


@dataclass(frozen=True, slots=True)
class CitedAppendix:
    """An appendix or form that a passage cites; ``target`` is like ``phu-luc-i``, ``mau-2``."""

    part: str
    source: str
    start: int
    end: int
    said: str
    target: str
    exists: bool


def find_cited_appendices(text: CitedText) -> Iterator[CitedAppendix]:
    """Yield the appendices of the document itself that its nodes cite."""
    there = _labels(text)
    for passage in text.passages:
        if passage.node is None:
            continue
        for found in _CITED.finditer(text.folded, passage.start, passage.end):
            if not _is_of_another(text.folded, passage, found):
                target = _key(found)
                said, span = clean(found[0]), found.span()
                yield CitedAppendix(
                    passage.part, passage.address, *span, said, target, target in there
                )


def _labels(text: CitedText) -> frozenset[str]:
    """Return the appendices that stand in the document, by the lines that name them."""
    outside = [noise for noise in text.tree.noise if noise.kind is NoiseKind.APPENDIX]
    spans = [(noise.start, noise.end) for noise in outside]
    spans += [(n.start, n.end) for n in text.tree.nodes if str(n.part).startswith("pl-")]
    found = {f"phu-luc-{str(n.part)[3:]}" for n in text.tree.nodes if str(n.part)[:3] == "pl-"}
    for start, end in spans:
        found.update(_key(label) for label in _LABEL.finditer(text.folded[start:end]))
    return frozenset(found)


def _key(found: re.Match[str]) -> str:
    kind = "phu-luc" if found["kind"].lower() == "phụ lục" else "mau"
    return f"{kind}-{found['n'].lower().lstrip('0')}"


def _is_of_another(folded: str, passage: Passage, found: re.Match[str]) -> bool:
    """Tell whether the words behind name another act to which the appendix belongs."""
    return any(
        mention.start >= found.end()
        and _OF_ANOTHER.fullmatch(folded, found.end(), mention.start) is not None
        for mention in passage.mentions
    )
