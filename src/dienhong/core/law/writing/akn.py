"""A tree as Akoma Ntoso 3.0: structure, headings, references, and what is known of the act.

Element names are those of our kinds (decision 0006). Identifiers follow the naming convention
of the standard: ``art_10__cl_2__point_a``, articles numbered through and so without their
chapter, an attached text's behind ``att_1__``. What the text does not say of itself is a named
placeholder: the date 0001-01-01 called "unknown", the number "nn".
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from dienhong.core.law.citing.passages import CitedText
from dienhong.core.law.citing.references import Reference, find_references
from dienhong.core.law.structure.lines import clean, split
from dienhong.core.law.structure.markers import read_marker
from dienhong.core.law.tree import Node, Noise, NoiseKind, Tree
from dienhong.core.law.writing.xml import Element, write
from dienhong.core.plain import without_accents

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_UNKNOWN_DAY = date(1, 1, 1)
_ISSUES = {
    "qđ": "quyet-dinh",
    "nđ": "nghi-dinh",
    "tt": "thong-tu",
    "nq": "nghi-quyet",
    "qh": "luat",
}
_US = "#dienhong"
_BEHIND = (NoiseKind.RECIPIENTS, NoiseKind.SIGNATURE)


def to_akn(tree: Tree) -> str:
    """Return ``tree`` as an Akoma Ntoso document; the same tree gives the same text."""
    return write(_Writer(tree).document())


class _Writer:
    """Writes one tree; knows the identifiers of its nodes and the references of each."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.text = CitedText(tree)
        self.parts = list(dict.fromkeys(node.part for node in tree.nodes))
        self.ids = dict(self._identifiers())
        self.targets: dict[tuple[str, str], str] = {
            (node.part, node.address): self.ids[node.start] for node in reversed(tree.nodes)
        }
        self.inner = _inner(tree)
        self.cited = self._cited()

    def document(self) -> Element:
        attached = self._attached()
        behind = (Element("attachments", {}, tuple(attached)),) if attached else ()
        act = self._act(0, "quyet-dinh" if len(self.parts) > 1 else "van-ban", behind)
        return Element("akomaNtoso", {"xmlns": NAMESPACE}, (act,))

    def _cited(self) -> dict[int, list[Reference]]:
        """Return the references by the start of the node in which they stand."""
        spans = sorted((*span, node.start) for node in self.tree.nodes for span in node.spans)
        found: dict[int, list[Reference]] = {}
        for one in find_references(self.text):
            _, _, owner = spans[bisect_right(spans, (one.start, len(self.tree.source), 0)) - 1]
            found.setdefault(owner, []).append(one)
        return found

    def _identifiers(self) -> Iterator[tuple[int, str]]:
        """Yield the start of each node and its identifier; of a repeated one "art_5-2"."""
        taken: set[str] = set()
        for node in self.tree.nodes:
            name = self._identifier(node)
            free, again = name, 1
            while free in taken:
                again += 1
                free = f"{name}-{again}"
            taken.add(free)
            yield node.start, free

    def _identifier(self, node: Node) -> str:
        place = self.parts.index(node.part)
        steps = [_step(step) for step in node.address.split(".")]
        return "__".join([f"att_{place}", *steps] if place else steps)

    def _act(self, place: int, name: str, behind: tuple[Element, ...]) -> Element:
        """Return one text of the document: the first, or the regulation attached to it."""
        part = self.parts[place]
        front = self._front(place)
        children = (
            _meta(self.tree, name, place),
            *_blocks("preface", front[NoiseKind.LETTERHEAD] + front[NoiseKind.TITLE]),
            *_blocks("preamble", front[NoiseKind.PREAMBLE]),
            Element("body", {}, tuple(self._unit(node) for node in self.inner[part])),
            *_blocks("conclusions", self._behind(place)),
            *behind,
        )
        return Element("act", {"name": name, "contains": "originalVersion"}, children)

    def _span(self, place: int) -> tuple[int, int]:
        """Return from where to where a text reaches, what stands in front of it included."""
        nodes = self.tree.nodes
        starts = [next(n.start for n in nodes if n.part == part) for part in self.parts]
        begun = 0 if place == 0 else max(n.end for n in nodes if n.start < starts[place])
        end = starts[place + 1] if place + 1 < len(starts) else len(self.tree.source)
        return begun, end

    def _front(self, place: int) -> dict[NoiseKind, list[str]]:
        begun, _ = self._span(place)
        first = next(n.start for n in self.tree.nodes if n.part == self.parts[place])
        kinds = (NoiseKind.LETTERHEAD, NoiseKind.TITLE, NoiseKind.PREAMBLE)
        return {kind: self._said((kind,), begun, first) for kind in kinds}

    def _behind(self, place: int) -> list[str]:
        nodes = [node for node in self.tree.nodes if node.part == self.parts[place]]
        return self._said(_BEHIND, nodes[0].start, self._span(place)[1])

    def _said(self, kinds: tuple[NoiseKind, ...], begun: int, end: int) -> list[str]:
        noise = (one for one in self.tree.noise if one.kind in kinds)
        within = (one for one in noise if begun <= one.start and one.end <= end)
        return [line for one in within for line in _lines_of(self.tree.source, one)]

    def _attached(self) -> list[Element]:
        """Return the attached regulation, then the appendices that are no articles."""
        acts = [
            self._act(place, "phu-luc" if part.startswith("pl") else "quy-che", ())
            for place, part in enumerate(self.parts)
            if place
        ]
        annexes = [
            _annex(self.tree, _lines_of(self.tree.source, one), place)
            for place, one in enumerate(self._appendices(), len(self.parts))
        ]
        return [
            Element("attachment", {"eId": f"att_{place}"}, (one,))
            for place, one in enumerate([*acts, *annexes], 1)
        ]

    def _appendices(self) -> list[Noise]:
        return [one for one in self.tree.noise if one.kind is NoiseKind.APPENDIX]

    def _unit(self, node: Node) -> Element:
        children = tuple(self._unit(child) for child in self.inner[node.start])
        number = Element("num", {}, (self._number(node),), inline=True)
        heading = Element("heading", {}, (node.heading,), inline=True)
        words = self._paragraphs(node)
        if children:
            own = (Element("intro", {}, words),) if node.text else ()
        else:
            own = (Element("content", {}, words),)
        named = (number, heading) if node.heading else (number,)
        return Element(str(node.kind), {"eId": self.ids[node.start]}, (*named, *own, *children))

    def _number(self, node: Node) -> str:
        """Return the marker as the text has it: "Điều 5.", "2.", "a)", "-"."""
        start, end = node.spans[0]
        marker = read_marker(self.text.folded, start, end)
        return clean(self.tree.source[start : marker.body]) if marker else node.number

    def _paragraphs(self, node: Node) -> tuple[Element, ...]:
        """Return the own text in paragraphs, what it cites marked as references."""
        cited = groupby(self.cited.get(node.start, []), key=lambda one: one.start)
        waiting = [next(group) for _, group in cited]
        return tuple(
            Element("p", {}, tuple(self._marked(paragraph, waiting)), inline=True)
            for paragraph in node.text.split("\n")
        )

    def _marked(self, words: str, waiting: list[Reference]) -> Iterator[Element | str]:
        """Yield words and references in turn; what is found is taken from ``waiting``."""
        while waiting and (at := words.find(waiting[0].quote)) >= 0:
            one = waiting.pop(0)
            if at:
                yield words[:at]
            target = self._target(one)
            yield (
                Element("ref", {"href": target}, (one.quote,), inline=True) if target else one.quote
            )
            words = words[at + len(one.quote) :]
        if words:
            yield words

    def _target(self, one: Reference) -> str:
        """Return the identifier that a reference leads to; of several units the first."""
        identifier = self.targets.get((one.target_part, one.target))
        return f"#{identifier}" if identifier else ""


def _inner(tree: Tree) -> dict[int | str, list[Node]]:
    """Return the nodes under each node, by its start, and those under none, by their part.

    Two nodes may share an address: one belongs to the last that stands before it.
    """
    found: dict[int | str, list[Node]] = {node.part: [] for node in tree.nodes}
    last: dict[tuple[str, str], int] = {}
    for node in tree.nodes:
        found[node.start] = []
        above = last.get((node.part, node.parent)) if node.parent else None
        found[node.part if above is None else above].append(node)
        last[node.part, node.address] = node.start
    return found


def _step(step: str) -> str:
    """Return one unit of an address as the naming convention has it: ``khoan-2`` → ``cl_2``."""
    unit, number = _UNIT.match(step).groups()  # type: ignore[union-attr]
    return f"{_NAMES.get(unit, unit)}_{number}"


_UNIT = re.compile(r"(tieu-muc|[a-z]+)-(.+)")
_NAMES = {
    "phan": "part",
    "chuong": "chp",
    "muc": "sec",
    "tieu-muc": "subsec",
    "dieu": "art",
    "khoan": "cl",
    "diem": "point",
    "gach": "indent",
}


def _lines_of(source: str, noise: Noise) -> list[str]:
    lines = (clean(source[left:right]) for left, right in split(source, noise.start, noise.end))
    return [line for line in lines if line.strip("-_ ")]


def _blocks(tag: str, lines: Iterable[str]) -> tuple[Element, ...]:
    paragraphs = tuple(Element("p", {}, (line,), inline=True) for line in lines)
    return (Element(tag, {}, paragraphs),) if paragraphs else ()


def _annex(tree: Tree, lines: list[str], place: int) -> Element:
    name = "phu-luc"
    body = _blocks("mainBody", lines or [""])
    return Element("doc", {"name": name}, (_meta(tree, name, place), *body))


def _meta(tree: Tree, name: str, place: int) -> Element:
    """Return what is known of the act; ``place`` counts the attached texts from 1."""
    header = tree.header
    day = (header.issued_on or _UNKNOWN_DAY).isoformat()
    kind = _kind(header.symbol)
    number = without_accents(header.number).replace("/", "-") or "nn"
    work = f"/akn/vn/act/{kind}/{day if header.issued_on else 'nn'}/{number}"
    this = f"!att_{place}" if place else "!main"
    dated = {"date": day, "name": "issued" if header.issued_on else "unknown"}
    made = {"date": day, "name": "unknown"}
    author = Element("FRBRauthor", {"href": "#issuer"})
    properties = (
        _level("Work", work, this, (Element("FRBRdate", dated), author), _of_work(tree, name)),
        _level(
            "Expression", f"{work}/vie@", this, (Element("FRBRdate", dated), author), (_LANGUAGE,)
        ),
        _level(
            "Manifestation",
            f"{work}/vie@.xml",
            this,
            (Element("FRBRdate", made), Element("FRBRauthor", {"href": _US})),
            (),
        ),
    )
    issuer = header.issuer or "Không rõ cơ quan ban hành"
    references = Element(
        "references",
        {"source": _US},
        (
            _organization("dienhong", "Diên Hồng", place),
            _organization("issuer", issuer, place),
        ),
    )
    return Element("meta", {}, (Element("identification", {"source": _US}, properties), references))


_LANGUAGE = Element("FRBRlanguage", {"language": "vie"})


def _level(
    level: str, uri: str, this: str, made: tuple[Element, ...], more: tuple[Element, ...]
) -> Element:
    named = (Element("FRBRthis", {"value": f"{uri}/{this}"}), Element("FRBRuri", {"value": uri}))
    return Element(f"FRBR{level}", {}, (*named, *made, *more))


def _of_work(tree: Tree, name: str) -> tuple[Element, ...]:
    number = (Element("FRBRnumber", {"value": tree.header.number}),) if tree.header.number else ()
    title = (Element("FRBRname", {"value": tree.header.title}),) if tree.header.title else ()
    subtype = Element("FRBRsubtype", {"value": name})
    return (Element("FRBRcountry", {"value": "vn"}), subtype, *number, *title)


def _organization(key: str, name: str, place: int) -> Element:
    identifier = f"att_{place}__{key}" if place else key
    href = f"/akn/ontology/organization/vn/{key}"
    return Element("TLCOrganization", {"eId": identifier, "href": href, "showAs": name})


def _kind(symbol: str) -> str:
    first = re.split(r"[-\d]", symbol.lower())[0]
    return _ISSUES.get(first, "van-ban")
