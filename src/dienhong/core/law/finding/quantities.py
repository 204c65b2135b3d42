"""Every quantity that a text sets or names: periods, terms, lengths of time, shares, counts."""

from collections.abc import Iterator

from dienhong.core.law.finding.periods import find_periods
from dienhong.core.law.finding.quantity import Quantity, QuantityKind, Read, Role
from dienhong.core.law.finding.sentences import Sentence, sentences_of
from dienhong.core.law.finding.shares import find_shares
from dienhong.core.law.finding.times import find_times
from dienhong.core.law.structure.lines import clean
from dienhong.core.law.tree import Tree

__all__ = ["Quantity", "QuantityKind", "Role", "find_quantities"]


def find_quantities(tree: Tree) -> tuple[Quantity, ...]:
    """Return the quantities of a text in document order, each once in a sentence.

    Days of the calendar, years, numbers of articles and of documents are none. A number
    that the next words only say again ("trên 50% (quá bán)") is not found twice.
    """
    found: list[Quantity] = []
    for sentence in sentences_of(tree):
        found += _in_sentence(tree, sentence, found)
    return tuple(found)


def _in_sentence(tree: Tree, sentence: Sentence, before: list[Quantity]) -> Iterator[Quantity]:
    seen = set()
    for read in sorted(_reads(sentence), key=lambda read: read.start):
        key = (read.kind, read.value, read.times, read.unit, read.of, read.role)
        if key in seen or _says_again(read, sentence, before):
            continue
        seen.add(key)
        quantity = _quantity(tree, sentence, read)
        before = [*before[-1:], quantity]
        yield quantity


def _reads(sentence: Sentence) -> Iterator[Read]:
    """Yield what is read; words that say how often something comes back are no time limit."""
    periods = list(find_periods(sentence))
    yield from periods
    taken = [(read.start, read.end) for read in periods]
    shares = [read for read in find_shares(sentence) if not _overlaps(read, taken)]
    yield from shares
    taken += [(read.start, read.end) for read in shares]
    for read in find_times(sentence):
        if not _overlaps(read, taken):
            yield read


def _overlaps(read: Read, taken: list[tuple[int, int]]) -> bool:
    return any(read.start < end and start < read.end for start, end in taken)


def _says_again(read: Read, sentence: Sentence, before: list[Quantity]) -> bool:
    """Tell whether "quá bán" repeats the share over one half that its clause has just set."""
    if not read.is_bare_majority or not before:
        return False
    last = before[-1]
    return (last.part, last.address) == (sentence.node.part, sentence.node.address) and (
        last.is_majority
    )


def _quantity(tree: Tree, sentence: Sentence, read: Read) -> Quantity:
    return Quantity(
        kind=read.kind,
        value=read.value,
        times=read.times,
        unit=read.unit,
        of=read.of,
        bound=read.bound,
        role=read.role,
        part=sentence.node.part,
        address=sentence.node.address,
        start=read.start,
        end=read.end,
        quote=clean(tree.source[read.start : read.end]),
        sentence=(sentence.start, sentence.end),
    )
