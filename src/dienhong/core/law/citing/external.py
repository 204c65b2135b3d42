"""The acts that a text cites, each with its article and what the text does with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dienhong.core.law.citing.citing import address_of
from dienhong.core.law.citing.mentions import Mention
from dienhong.core.law.citing.passages import PREAMBLE, CitedText, Passage
from dienhong.core.law.structure.lines import clean

_VERBS = re.compile(
    r"(?P<replaces>thay thế)|(?P<repeals>bãi bỏ|hủy bỏ|huỷ bỏ|hết hiệu lực)"
    r"|(?P<amends>sửa đổi|bổ sung)|(?P<guides>quy định chi tiết|hướng dẫn (?:thi hành|thực hiện))",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(
    r"\s*+,?\s*+(?:quy định|về|hướng dẫn|ban hành|sửa đổi|phê duyệt|công bố)\b"
    r"(?!.*\b(?:bởi|theo|và)\s*+$)"
    r"[^.;:“”]*$",
    re.DOTALL,
)
_ENDED = re.compile(r"[^.;:]{0,200}\bhết hiệu lực")
_SENTENCE = re.compile(r"[.;:“”](?=\s)|\n[^\S\n]*+\n")
_FAR = 400


class Relation(StrEnum):
    """What the text does with the act."""

    BASIS = "basis"
    REPLACES = "replaces"
    REPEALS = "repeals"
    AMENDS = "amends"
    GUIDES = "guides"
    APPLIES = "applies"


@dataclass(frozen=True, slots=True)
class ExternalReference:
    """An act that a passage cites; ``unit`` is the unit of it that is cited, or "".

    Names, number and date stand as the text has them, normalised (see ``Mention``).
    ``start`` and ``end`` are source offsets of the citation, ``quote`` its words.
    """

    part: str
    address: str
    start: int
    end: int
    quote: str
    kind: str
    name: str
    number: str
    issued_on: date | None
    issuer: str
    unit: str
    relation: Relation


def find_external(text: CitedText) -> tuple[ExternalReference, ...]:
    """Return the acts that a text cites, in the order of the source."""
    found = [one for passage in text.passages for one in _of_passage(text, passage)]
    return tuple(sorted(found, key=lambda one: one.start))


def _of_passage(text: CitedText, passage: Passage) -> Iterator[ExternalReference]:
    for mention in _outermost(text.folded, passage):
        chains = [chain for chain in passage.chains if chain.act == mention]
        relation = _relation(text.folded, passage, mention)
        for chain in chains:
            for path in chain.paths:
                yield _external(text, passage, mention, relation, address_of(path), chain.start)
        if not chains:
            yield _external(text, passage, mention, relation)
    yield from _amended(text, passage)


def _amended(text: CitedText, passage: Passage) -> Iterator[ExternalReference]:
    """Yield the bare units of an amending article: those of the act that it amends."""
    act = text.amending.get((passage.part, passage.address.split(".")[0]))
    if act is None:
        return
    for chain in passage.chains:
        named = replace(act, end=chain.end)
        for path in chain.paths if chain.is_bare else ():
            unit = address_of(path)
            yield _external(text, passage, named, Relation.AMENDS, unit, chain.start)


def _outermost(folded: str, passage: Passage) -> Iterator[Mention]:
    """Yield the acts but those that stand in the title of the act named before them."""
    before: Mention | None = None
    for mention in passage.mentions:
        if before is None or not _is_in_title(folded, before, mention):
            yield mention
            before = mention


def _is_in_title(folded: str, before: Mention, mention: Mention) -> bool:
    near = mention.start - before.end <= _FAR
    return near and _IN_TITLE.fullmatch(folded, before.end, mention.start) is not None


def _external(
    text: CitedText,
    passage: Passage,
    mention: Mention,
    relation: Relation,
    unit: str = "",
    start: int | None = None,
) -> ExternalReference:
    begun = mention.start if start is None else start
    return ExternalReference(
        part=passage.part,
        address=passage.address,
        start=begun,
        end=mention.end,
        quote=clean(text.tree.source[begun : mention.end]),
        kind=mention.kind,
        name=mention.name,
        number=mention.number,
        issued_on=mention.issued_on,
        issuer=mention.issuer,
        unit=unit,
        relation=relation,
    )


def _relation(folded: str, passage: Passage, mention: Mention) -> Relation:
    """Tell the relation by the last verb before the act in its sentence."""
    if passage.address == PREAMBLE:
        return Relation.BASIS
    before = folded[max(passage.start, mention.start - _FAR) : mention.start]
    sentence = _SENTENCE.split(before)[-1]
    verb = None
    for verb in _VERBS.finditer(sentence):  # noqa: B007 (the last one counts)
        pass
    if verb and verb.lastgroup:
        return Relation(verb.lastgroup)
    ended = _ENDED.match(folded, mention.end, passage.end)
    return Relation.REPEALS if ended else Relation.APPLIES
