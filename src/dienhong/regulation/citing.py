"""What the clauses of a version cite, found in its stored provisions: nothing is parsed again.

Also where only our summaries are held: a summary that names Điều 9 leads there too.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from dienhong.core.citation import address_of, number_of
from dienhong.core.law.citing.external import ExternalReference, find_external
from dienhong.core.law.citing.passages import CitedText
from dienhong.core.law.citing.references import Reference, Status, find_references
from dienhong.core.law.tree import GROUPS, Header, Kind, Node, Noise, NoiseKind, Part, Tree

# Stands where a provision's marker stood: no text begins with it, and it is no marker itself.
_MARK = "§"
_BEHIND_COMMA = re.compile(r",\s*\Z")
_GROUPS = {kind.value for kind in GROUPS}


class Row(Protocol):
    """What is needed of a stored provision."""

    address: str
    kind: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a clause that cite: half-open range in its heading or its text.

    ``targets`` are addresses in the same version, or the one ``act`` of others, with ``units``
    of it. ``is_single``: the words name no unit but the one to which they lead.
    """

    start: int
    end: int
    in_heading: bool
    quote: str
    targets: tuple[str, ...] = ()
    act: ExternalReference | None = None
    units: tuple[str, ...] = ()
    is_single: bool = True


@dataclass(frozen=True, slots=True)
class Cited:
    """The links of a version by the place of its provision, and the acts that its head names."""

    links: dict[int, tuple[Link, ...]]
    bases: tuple[ExternalReference, ...]


def find_cited(rows: Sequence[Row], *, title: str, preamble: str = "") -> Cited:
    """Return what ``rows``, in the order of the text, cite; ``preamble`` holds the legal bases."""
    text = CitedText(_tree(rows, title, preamble))
    starts = [node.start for node in text.tree.nodes]
    external, own = _sorted_out(text, find_external(text), find_references(text))
    known = {row.address for row in rows}
    found = [*_internal(own, known), *_external(external)]
    links: dict[int, list[Link]] = {}
    for start, link in sorted(found, key=lambda each: each[0]):
        place = _place(starts, start)
        if place is not None:
            moved = _moved(link, rows[place], start - starts[place] - len(_MARK))
            links.setdefault(place, []).append(moved)
    bases = tuple(one for one in external if not starts or one.start < starts[0])
    return Cited({place: _apart(each) for place, each in links.items()}, bases)


# The tree: each provision's own words behind a mark, one after the other.


def _tree(rows: Sequence[Row], title: str, preamble: str) -> Tree:
    head = f"{preamble}\n" if preamble else ""
    source, nodes, groups = [head], [], dict[Part, str]()
    at = len(head)
    for row in rows:
        words = f"{_MARK}{_words(row)}\n"
        part, address = split_address(row.address)
        if row.kind in _GROUPS:
            groups[part] = address
        nodes.append(_node(row, (part, address), (at, at + len(words)), groups.get(part, "")))
        source.append(words)
        at += len(words)
    noise = (Noise(NoiseKind.PREAMBLE, 0, len(head)),) if head else ()
    return Tree("".join(source), tuple(nodes), noise, Header(title=title))


def _words(row: Row) -> str:
    return f"{row.heading}\n{row.text}" if row.heading else row.text


def split_address(address: str) -> tuple[Part, str]:
    """Return a stored address as part and address in it: the regulation's stand alone."""
    first, _, rest = address.partition(".")
    try:
        return Part(first), rest
    except ValueError:
        return Part.REGULATION, address


def _node(row: Row, at: tuple[Part, str], span: tuple[int, int], group: str) -> Node:
    part, address = at
    above = address.rpartition(".")[0]
    if row.kind == Kind.ARTICLE:
        above = group
    number = number_of(address)
    return Node(part, address, Kind(row.kind), number, row.heading, row.text, *span, above)


# What was found, with its place in the tree's source, and then in the provision's words.


def _sorted_out(
    text: CitedText, external: Iterable[ExternalReference], own: Iterable[Reference]
) -> tuple[list[ExternalReference], list[Reference]]:
    """Give to an act the units that stand behind its name: "Luật …, Điều 5 và Điều 6".

    Regulations write them in front of it; summaries, as this program cites, behind it.
    """
    acts, kept = list(external), []
    ends = {one.end: one for one in acts if not one.unit}
    for one in own:
        comma = _BEHIND_COMMA.search(text.tree.source, max(0, one.start - 4), one.start)
        act = ends.get(comma.start()) if comma else None
        if act is None:
            kept.append(one)
        else:
            acts.append(replace(act, unit=one.target))
    return acts, kept


def _internal(found: Iterable[Reference], known: set[str]) -> Iterator[tuple[int, Link]]:
    """Yield what leads somewhere; where another unit is evidently meant nothing is linked."""
    spans: dict[tuple[int, int], list[Reference]] = {}
    for one in found:
        spans.setdefault((one.start, one.end), []).append(one)
    for (start, end), each in spans.items():
        to = [_target(one) for one in each if one.status is not Status.WRONG]
        targets = tuple(dict.fromkeys(target for target in to if target in known))
        if targets:
            quote, is_single = each[0].quote, len(each) == 1
            yield start, Link(start, end, False, quote, targets, is_single=is_single)


def _target(one: Reference) -> str:
    return address_of(one.target_part, one.target) if one.target_part else one.target


def _external(found: Iterable[ExternalReference]) -> Iterator[tuple[int, Link]]:
    spans: dict[tuple[int, int], list[ExternalReference]] = {}
    for one in found:
        spans.setdefault((one.start, one.end), []).append(one)
    for (start, end), each in spans.items():
        units = tuple(dict.fromkeys(one.unit for one in each if one.unit))
        yield start, Link(start, end, False, each[0].quote, act=each[0], units=units)


def _place(starts: Sequence[int], at: int) -> int | None:
    """Return which provision holds an offset; None before the first."""
    place = bisect_right(starts, at) - 1
    return place if place >= 0 else None


def _moved(link: Link, row: Row, start: int) -> Link:
    """Return a link with its range in the heading, or in the text behind it."""
    end = start + link.end - link.start
    behind = len(row.heading) + 1 if row.heading else 0
    if start < behind:
        return replace(link, start=start, end=min(end, len(row.heading)), in_heading=True)
    return replace(link, start=start - behind, end=min(end - behind, len(row.text)))


def _apart(links: list[Link]) -> tuple[Link, ...]:
    """Return links of which none reaches into the next: "Điều 8 và các Điều 18, 19 của Luật …"."""
    ends = [
        min(one.end, after.start) if one.in_heading == after.in_heading else one.end
        for one, after in pairwise(links)
    ]
    cut = (replace(one, end=end) for one, end in zip(links, ends, strict=False))
    return tuple(one for one in (*cut, *links[-1:]) if one.start < one.end)
