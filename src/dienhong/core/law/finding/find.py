"""What a text sets, found by the cues of whoever asks, each with its place and how sure it is."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from dienhong.core.law.finding import lists
from dienhong.core.law.finding.bounds import Bound
from dienhong.core.law.finding.cues import Cue, Shape, all_in, any_in
from dienhong.core.law.finding.finding import Confidence, Finding
from dienhong.core.law.finding.numbers import NUMBER
from dienhong.core.law.finding.place import Place, place_of
from dienhong.core.law.finding.quantities import find_quantities
from dienhong.core.law.finding.quantity import MAJORITY, Quantity, Role
from dienhong.core.law.finding.sentences import Sentence, sentences_of
from dienhong.core.law.finding.wording import says
from dienhong.core.law.spelling import plain
from dienhong.core.law.structure.lines import clean
from dienhong.core.law.tree import Node, Tree

_SURE = (Confidence.DOUBTFUL, Confidence.LIKELY, Confidence.CERTAIN)
_PERIODS = {
    ("week", "1"): "week", ("month", "1"): "month", ("month", "3"): "quarter",
    ("quarter", "1"): "quarter", ("month", "6"): "half_year", ("month", "12"): "year",
    ("quarter", "2"): "half_year", ("year", "1"): "year",
}  # fmt: skip
_OFTEN = {("year", 2): "half_year", ("year", 4): "quarter", ("year", 12): "month"}
_MARKER = re.compile(
    r"^(?:(?:Điều|Khoản) \d\w{0,4}[.:]? |\d{1,2}[a-zđ]?[.)] |[a-zđ]\d?\) |[-–+•] )"
)
_NUMBER = re.compile(rf"\b{NUMBER}\b", re.IGNORECASE)
_STRICT = re.compile(r"(?:chậm|muộn|nhiều|ít|lâu) nhất|tối (?:đa|thiểu)|không\b|trở (?:lên|xuống)")
_DAYS = {"day", "working_day"}
_SHORT = 80


def find(tree: Tree, cues: Iterable[Cue]) -> tuple[Finding, ...]:
    """Return what the text sets of the things that ``cues`` ask for, in document order.

    Numbers come with their unit and bound, shares as fractions, periods by name ("quarter"),
    items and duties in the text's own words. Nothing is added that the text does not say.
    """
    text = _Text(tree)
    found = [finding for cue in cues for finding in _finders(cue)(text, cue)]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.name)))


class _Text:
    """A tree made ready for many cues: sentences, places, quantities, one plain spelling."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.sentences = tuple(sentences_of(tree))
        nodes = {sentence.node.start: sentence.node for sentence in self.sentences}
        self.places = {start: place_of(tree, node) for start, node in nodes.items()}
        flat = plain(self.sentences[0].flat) if self.sentences else ""
        self.said = {one.start: flat[one.start : one.end] for one in self.sentences}
        by_start = {sentence.start: sentence for sentence in self.sentences}
        self.quantities = [
            (quantity, by_start[quantity.sentence[0]]) for quantity in find_quantities(tree)
        ]

    def beside(self, at: int) -> str:
        """Return the words of its sentence between the quantities before and behind one."""
        sentence = self.quantities[at][1]
        start, end = sentence.start, sentence.end
        if at and self.quantities[at - 1][1] is sentence:
            start = self.quantities[at - 1][0].end
        if at + 1 < len(self.quantities) and self.quantities[at + 1][1] is sentence:
            end = self.quantities[at + 1][0].start
        said = self.said[sentence.start]
        return said[start - sentence.start : end - sentence.start]

    def place(self, sentence: Sentence) -> Place:
        return self.places[sentence.node.start]


def _finders(cue: Cue) -> Callable[[_Text, Cue], Iterator[Finding]]:
    if cue.shape is Shape.LIST:
        return _listed
    return _ordered if cue.shape is Shape.DUTY else _counted


def _in_sentence(text: _Text, sentence: Sentence, cue: Cue, beside: str = "") -> bool:
    """Tell whether the cue's words are in a sentence and around it."""
    said = text.said[sentence.start]
    if not all_in(cue.near, said) or any_in(cue.without, beside or said):
        return False
    place = text.place(sentence)
    return place.suits(cue) and place.speaks_of(cue.about)


def _counted(text: _Text, cue: Cue) -> Iterator[Finding]:
    """Yield the numbers that fit; where no period is set, what is only named."""
    named = []
    found = set()
    for at, (quantity, sentence) in enumerate(text.quantities):
        if not _fits(quantity, cue):
            continue
        beside = text.beside(at) if cue.shape is not Shape.PERIOD else ""
        if not all_in(cue.beside, beside) or not _in_sentence(text, sentence, cue, beside):
            continue
        read = _value(quantity, cue)
        if read is None:
            continue
        made = _of_quantity(text, sentence, quantity, cue, read)
        if quantity.role is Role.MENTION:
            named.append(replace(made, confidence=Confidence.DOUBTFUL))
        elif (sentence.node.start, made.value) not in found or cue.shape is not Shape.PERIOD:
            found.add((sentence.node.start, made.value))
            yield made
    if not found:
        yield from _distinct(named) if cue.every_named else named[:1]


def _distinct(named: list[Finding]) -> Iterator[Finding]:
    """Yield what is named, each value of a clause once."""
    seen = set()
    for one in named:
        if (one.address, one.value) not in seen:
            seen.add((one.address, one.value))
            yield one


def _fits(quantity: Quantity, cue: Cue) -> bool:
    if quantity.kind not in cue.kinds or (cue.bounds and quantity.bound not in cue.bounds):
        return False
    if cue.shape is Shape.PERIOD:
        return quantity.role is Role.RULE or cue.mention
    if cue.shape is Shape.SHARE:
        return quantity.unit in {"share", "percent"}
    if cue.shape is Shape.RANGE:
        return quantity.unit == "person" and quantity.bound is Bound.BETWEEN
    # A number of days is read in either kind of day; a person decides what is meant by the other.
    of_days = _DAYS & {quantity.unit} and _DAYS & {*cue.units}
    return not cue.units or quantity.unit in cue.units or bool(of_days)


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as chapters read it, and whether its wording leaves no doubt."""

    value: int | str
    unit: str
    bound: str
    strong: bool


def _value(quantity: Quantity, cue: Cue) -> _Value | None:
    if cue.shape is Shape.PERIOD:
        period = _period(quantity)
        return period if period.value in cue.units or not period.strong else None
    bound = str(quantity.bound)
    if quantity.bound is Bound.EXACTLY and cue.bound:
        bound = cue.bound
    strong = quantity.bound is not Bound.EXACTLY
    if cue.shape is Shape.SHARE:
        share = _share(quantity)
        strong = strong and quantity.value != MAJORITY
        return _Value(share, "", bound, strong) if share else None
    if cue.shape is Shape.RANGE:
        return _Value(quantity.value, cue.units[0] if cue.units else "person", bound, True)
    if not quantity.value.isdigit():
        return None
    return _Value(int(quantity.value), quantity.unit, bound, _is_strict(quantity))


def _is_strict(quantity: Quantity) -> bool:
    return _STRICT.search(plain(quantity.quote)) is not None


def _period(quantity: Quantity) -> _Value:
    """Return a period by its name; one without a name in the text's words."""
    length = quantity.value if quantity.value.isdigit() else "1"
    name = _PERIODS.get((quantity.unit, length))
    if quantity.times not in {None, 1}:
        name = _OFTEN.get((quantity.unit, quantity.times or 1)) if length == "1" else None
    return _Value(name or quantity.quote.lower(), "", "every", name is not None)


def _share(quantity: Quantity) -> str:
    if quantity.value == MAJORITY:
        return "1/2"
    if quantity.unit == "share":
        return quantity.value
    if not quantity.value.isdigit():
        return ""
    share = Fraction(int(quantity.value), 100)
    return f"{share.numerator}/{share.denominator}"


def _of_quantity(
    text: _Text, sentence: Sentence, quantity: Quantity, cue: Cue, read: _Value
) -> Finding:
    named = text.place(sentence).names(cue)
    # Words that its own sentence must have say as much as a heading; of a run they say less.
    near = bool(cue.near) and cue.shape is not Shape.RUN
    level = _level(quantity, cue, strong=read.strong, named=named or near)
    if any_in(cue.doubt, text.said[sentence.start]):
        level = 0
    return Finding(
        name=cue.name,
        part=quantity.part,
        address=quantity.address,
        value=read.value,
        unit=read.unit,
        bound=read.bound,
        start=quantity.start,
        end=quantity.end,
        quote=quantity.quote,
        confidence=_SURE[level],
        reason=_reason(quantity, cue, named=named),
    )


def _level(quantity: Quantity, cue: Cue, *, strong: bool, named: bool) -> int:
    if cue.shape is not Shape.RUN:
        return strong + named
    # "Niêm yết trong 30 ngày" may be a term as well: only "ít nhất" and "liên tục" leave no doubt.
    unbroken = "liên t" in quantity.of
    return (strong and unbroken) + (named and (strong or unbroken))


def _reason(quantity: Quantity, cue: Cue, *, named: bool) -> str:
    """Return the wording with its number left out, and where it stands."""
    pattern = quantity.quote[:1].lower() + quantity.quote[1:]
    if cue.shape in {Shape.TERM, Shape.RUN, Shape.COUNT}:
        pattern = _NUMBER.sub("…", pattern, count=1)
    where = "điều, khoản" if named else "câu nói"
    return f"mẫu câu “{pattern}” trong {where} về {cue.where}"


def _ordered(text: _Text, cue: Cue) -> Iterator[Finding]:
    """Yield the first sentence of each clause that orders or allows what the cue is about."""
    done = set()
    for sentence in text.sentences:
        if sentence.node.start not in done and _in_sentence(text, sentence, cue):
            done.add(sentence.node.start)
            span = (sentence.start, sentence.end)
            sure = bool(cue.about or cue.under) and text.place(sentence).names(cue)
            yield _words(text.tree, sentence.node, span, cue, sure=sure)


def _words(tree: Tree, node: Node, span: tuple[int, int], cue: Cue, *, sure: bool) -> Finding:
    """Return a finding whose value are the words between two offsets."""
    said = tree.source[slice(*span)]
    start = span[0] + len(said) - len(said.lstrip())
    quote = clean(said)
    return Finding(
        name=cue.name,
        part=node.part,
        address=node.address,
        value=_MARKER.sub("", quote).rstrip(";,"),
        unit="",
        bound="",
        start=start,
        end=start + len(said.strip()),
        quote=quote,
        confidence=Confidence.CERTAIN if sure else Confidence.LIKELY,
        reason=f"câu nói về {cue.where}",
    )


def _listed(text: _Text, cue: Cue) -> Iterator[Finding]:
    if cue.inline:
        yield from _in_line(text, cue)
    for holder in lists.holders(text.tree, cue, text.places.values()):
        children = lists.items(text.tree, holder, cue)
        if children == [holder] and not cue.codes:
            for span in lists.pieces(text.tree, holder):
                yield _words(text.tree, holder, span, cue, sure=True)
        else:
            yield from (_item(text.tree, holder, node, cue) for node in children)


def _in_line(text: _Text, cue: Cue) -> Iterator[Finding]:
    """Yield the words of a clause that are items themselves, each once: who may ask for it."""
    seen = set()
    for sentence in text.sentences:
        if not _in_sentence(text, sentence, cue):
            continue
        said = text.said[sentence.start]
        found = [match.span() for known in cue.inline for match in known.finditer(said)]
        for start, end in sorted(found):
            if (sentence.node.start, said[start:end]) not in seen:
                seen.add((sentence.node.start, said[start:end]))
                span = (sentence.start + start, sentence.start + end)
                yield _words(text.tree, sentence.node, span, cue, sure=True)


def _item(tree: Tree, holder: Node, node: Node, cue: Cue) -> Finding:
    """Return an item of a list: its words, or the codes of what it names."""
    known = lists.codes(cue, says(node))
    named = holder.heading != "" or any_in(cue.here, plain(holder.text))
    confidence = Confidence.CERTAIN if named else Confidence.LIKELY
    if cue.codes:
        confidence = Confidence.CERTAIN if known else Confidence.DOUBTFUL
    return Finding(
        name=cue.name,
        part=node.part,
        address=node.address,
        value=(",".join(known) or "other") if cue.codes else says(node),
        unit="",
        bound="",
        start=node.start,
        end=node.end,
        quote=clean(tree.source[node.start : node.end]),
        confidence=confidence,
        reason=f"nằm trong danh mục {cue.where} “{_short(holder.heading or holder.text)}”",
    )


def _short(words: str) -> str:
    """Return the beginning of ``words``, cut between words, for a reason."""
    line = " ".join(words.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT].rsplit(' ', 1)[0]} …"
