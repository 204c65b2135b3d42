"""Numbers of days that clauses on publication set: the term and the run of a posting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dienhong.core.law.finding import Confidence, Finding
from dienhong.core.law.lines import clean, fold
from dienhong.core.law.numbers import compile_number, read_number
from dienhong.core.law.tree import Node, Tree
from dienhong.core.law.wording import PUBLISHES, for_citizens, line_of, says, sentences, units

_BRACKET = r"(?:\s*\([^)]{1,30}\))?"
_TERM = compile_number(
    r"\b(?P<bound>(?P<strong>chậm nhất|muộn nhất|không quá|không chậm quá)|"
    r"trong\s+(?:thời hạn|vòng|thời gian))(?:\s+(?:là|sau|trong|vòng|thời hạn|không quá))*"
    rf"\s+<N>{_BRACKET}\s+ngày(?P<working>\s+làm\s+việc)?\b(?!\s+liên\s+tục)"
)
_RUN = compile_number(
    r"\b(?:(?P<bound>ít nhất|tối thiểu|không ít hơn|không dưới)(?:\s+(?:là|trong))*\s+)?"
    rf"<N>{_BRACKET}\s+ngày(?P<working>\s+làm\s+việc)?(?P<unbroken>\s+liên\s+tục)?\b"
)
_POSTING = re.compile(r"niêm\s+yết", re.IGNORECASE)
_LASTING = re.compile(r"(?:thời gian|thời hạn)\s+niêm\s+yết|niêm\s+yết\s+trong", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, where it says "niêm yết" (None: nowhere), and what it stands under.

    ``named`` is true under a heading or clause on publication.
    """

    node: Node
    start: int
    end: int
    posting: int | None
    named: bool


def find_terms(tree: Tree) -> Iterator[Finding]:
    """Yield each term for publishing and each run of a posting that the text sets."""
    folded = fold(tree.source)
    for sentence in _sentences(tree, folded):
        terms = list(_terms(sentence, folded))
        for found in terms:
            yield _finding(tree, sentence, found, strong=found["strong"] is not None)
        for found in _runs(sentence, folded):
            if not any(term.start() <= found.start() < term.end() for term in terms):
                yield _run(tree, sentence, found)


def _sentences(tree: Tree, folded: str) -> Iterator[_Sentence]:
    """Yield the sentences on publication among the staff."""
    for node in units(tree):
        if for_citizens(tree, node):
            continue
        named = _is_named(tree, node)
        for start, end in sentences(tree, node):
            if named or PUBLISHES.search(folded, start, end):
                posting = _POSTING.search(folded, start, end)
                yield _Sentence(node, start, end, posting.start() if posting else None, named)


def _is_named(tree: Tree, node: Node) -> bool:
    """Tell whether a heading or a clause that the node stands in is about publication."""
    line = line_of(tree, node)
    titles = [line[-1].heading, *(says(above) for above in line[1:])]
    return any(PUBLISHES.search(title) for title in titles)


def _terms(sentence: _Sentence, folded: str) -> Iterator[re.Match[str]]:
    for found in _TERM.finditer(folded, sentence.start, sentence.end):
        # "Niêm yết trong thời gian 30 ngày" says how long it hangs, not by when.
        before = sentence.posting is None or found.end() < sentence.posting
        if found["strong"] or before:
            yield found


def _runs(sentence: _Sentence, folded: str) -> Iterator[re.Match[str]]:
    if sentence.posting is None:
        return
    lasting = _LASTING.search(folded, sentence.start, sentence.end)
    for found in _RUN.finditer(folded, sentence.start, sentence.end):
        if found["bound"] or found["unbroken"] or lasting:
            yield found


def _run(tree: Tree, sentence: _Sentence, found: re.Match[str]) -> Finding:
    """Return a run; without "ít nhất" and "liên tục" it is doubtful."""
    plain = not (found["bound"] or found["unbroken"])
    read = replace(sentence, named=False) if plain else sentence
    return _finding(tree, read, found, strong=bool(found["bound"] and found["unbroken"]))


def _finding(tree: Tree, sentence: _Sentence, found: re.Match[str], *, strong: bool) -> Finding:
    is_term = found.re is _TERM
    unit = "working_day" if found["working"] else "day"
    sure = {2: Confidence.CERTAIN, 1: Confidence.LIKELY, 0: Confidence.DOUBTFUL}
    return Finding(
        name="publication.term" if is_term else "publication.run",
        part=sentence.node.part,
        address=sentence.node.address,
        value=read_number(found["n"]),
        unit=unit,
        bound="at_most" if is_term else "at_least",
        start=found.start(),
        end=found.end(),
        quote=clean(tree.source[found.start() : found.end()]),
        confidence=sure[strong + sentence.named],
        reason=_reason(found, sentence),
    )


def _reason(found: re.Match[str], sentence: _Sentence) -> str:
    """Return the wording with its number left out, and where it stands."""
    words = clean(found.string[found.start() : found.end()])
    pattern = words.replace(clean(found["n"]), "…", 1)
    where = "điều, khoản về công khai" if sentence.named else "câu nói về công khai"
    return f"mẫu câu “{pattern[:1].lower()}{pattern[1:]}” trong {where}"
