"""The regulation's clauses as people read them: marker, words with links, what each one drives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Substr
from django.urls import reverse

from dienhong.core.citation import Citation, number_of, say_text
from dienhong.core.law.citing.external import ExternalReference
from dienhong.core.law.numerals import roman
from dienhong.core.law.structure.lines import clean
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import GROUPS, Kind, NoiseKind, Part
from dienhong.regulation import queries, vocabulary
from dienhong.regulation.cited_acts import PREAMBLE, CitedAct, CitedActs
from dienhong.regulation.citing import Cited, Link, find_cited, split_address
from dienhong.regulation.models import Parameter, Provision, Version
from dienhong.regulation.queries import Quantity
from dienhong.regulation.reading import SaidDoubt
from dienhong.regulation.vocabulary import Type

# The pages on which a procedure's parameters are followed; of the others the values are listed.
PAGES = {"PUB": "publication:list"}
# Duties are read and carried out by people; this one a step of publication asks for.
_FOLLOWED_DUTIES = {"publication.secrecy"}
_MARKERS = {
    Kind.PART: "Phần {}",
    Kind.CHAPTER: "Chương {}",
    Kind.SECTION: "Mục {}",
    Kind.SUBSECTION: "Tiểu mục {}",
    Kind.ARTICLE: "Điều {}.",
    Kind.CLAUSE: "{}.",
    Kind.POINT: "{})",
    Kind.INDENT: "-",
}
_PARTS = {Part.DECISION: "Quyết định ban hành", Part.REGULATION: "Quy chế"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row, and the anchor on the page to which they lead, or ""."""

    words: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page on which a parameter is applied or listed."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Drive:
    """What a clause sets, where it applies, and the law's value where that is the stronger."""

    row: Parameter
    said: str
    runs: bool
    place: Place
    instead: Quantity | None


@dataclass(frozen=True, slots=True)
class Several:
    """A citation of more units than one, each of which has a link of its own."""

    quote: str
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """One provision as the page shows it; ``anchor`` is "" for the second one of an address.

    ``begins`` names the text (decision, regulation, appendix) of which it is the first.
    """

    row: Provision
    anchor: str
    begins: str
    marker: str
    heading: tuple[Piece, ...]
    text: tuple[Piece, ...]
    drives: tuple[Drive, ...]
    several: tuple[Several, ...]
    summaries: tuple[Citation, ...]
    doubts: tuple[SaidDoubt, ...]

    @property
    def is_group(self) -> bool:
        """Tell whether it is a heading that groups articles."""
        return self.row.kind in GROUPS

    @property
    def is_article(self) -> bool:
        """Tell whether it is an article."""
        return self.row.kind == Kind.ARTICLE

    @property
    def runs(self) -> bool:
        """Tell whether the program follows something that it sets."""
        return any(drive.runs for drive in self.drives)

    @property
    def title(self) -> str:
        """Return marker and heading, to stand in the contents."""
        shown = self.row.heading or self.row.text
        return f"{self.marker}{'.' if self.is_group else ''} {shown}".strip()


@dataclass(frozen=True, slots=True)
class Text:
    """A version as it is read: legal bases, clauses, cited acts; all doubts with their anchors."""

    preamble: tuple[str, ...]
    clauses: tuple[Clause, ...]
    acts: tuple[CitedAct, ...]
    doubts: tuple[tuple[str, SaidDoubt], ...]

    @property
    def contents(self) -> tuple[Clause, ...]:
        """Return the headings and the articles."""
        return tuple(each for each in self.clauses if each.is_group or each.is_article)


def read(
    version: Version,
    rows: Sequence[Provision],
    parameters: Iterable[Parameter],
    doubts: Sequence[SaidDoubt],
    day: date,
) -> Text:
    """Return a version's text for reading, with the force of cited acts as of ``day``."""
    preamble = _preamble(version, rows)
    cited = find_cited(rows, title=version.title, preamble=preamble)
    acts = CitedActs(_named(cited, rows), day)
    drives, doubted = _drives(parameters, day), _by_address(doubts)
    clauses, seen, part = [], set[str](), ""
    for place, row in enumerate(rows):
        is_first = row.address not in seen
        seen.add(row.address)
        links = cited.links.get(place, ())
        begun = part_of(row.address)
        clauses.append(
            Clause(
                row=row,
                anchor=row.address if is_first else "",
                begins=begun if begun != part else "",
                marker=marker_of(row),
                heading=_linked(row.heading, [e for e in links if e.in_heading], acts),
                text=_linked(row.text, [e for e in links if not e.in_heading], acts),
                drives=tuple(drives.get(row.address, ())) if is_first else (),
                several=tuple(Several(e.quote, e.targets) for e in links if not e.is_single),
                summaries=tuple(_summaries(links, acts)),
                doubts=tuple(doubted.get(row.address, ())) if is_first else (),
            )
        )
        part = begun
    anchored = ((d.source.address if d.source.address in seen else "", d) for d in doubts)
    return Text(tuple(preamble.splitlines()), tuple(clauses), tuple(acts), tuple(anchored))


# The legal bases stand before the first provision; so much of a text is read for them.
_HEAD = 20_000


def _preamble(version: Version, rows: Sequence[Provision]) -> str:
    """Return the legal bases of a version, a paragraph a line; "" where only a profile is held."""
    second = rows[1].start if len(rows) > 1 else 0
    head = Substr("source", 1, min(second or _HEAD, _HEAD))
    source = Version.objects.filter(pk=version.pk).values_list(head, flat=True).first() or ""
    found = (n for n in parse(source).noise if n.kind is NoiseKind.PREAMBLE) if source else ()
    lines = (clean(line) for n in found for line in source[n.start : n.end].splitlines())
    return "\n".join(line for line in lines if line)


def _named(cited: Cited, rows: Sequence[Provision]) -> list[tuple[str, ExternalReference]]:
    """Return every reference to an act of others, with its place, in the order of the text."""
    in_text = (
        (rows[place].address, link.act)
        for place, links in sorted(cited.links.items())
        for link in links
        if link.act
    )
    return [*((PREAMBLE, one) for one in cited.bases), *in_text]


def part_of(address: str) -> str:
    """Return how the text in which a provision stands is called."""
    part, _ = split_address(address)
    return _PARTS.get(part) or say_text(part)


def marker_of(row: Provision) -> str:
    """Return the marker of a provision as regulations write it: "Chương II", "Điều 5.", "a)"."""
    number = number_of(row.address)
    if row.kind in {Kind.PART, Kind.CHAPTER} and number.isdecimal():
        number = roman(int(number))
    return _MARKERS[Kind(row.kind)].format(number)


# Words with links.


def _linked(words: str, links: Iterable[Link], acts: CitedActs) -> tuple[Piece, ...]:
    spans = [(link.start, link.end, _leads_to(link, acts)) for link in links]
    return tuple(
        Piece(text, to=to) for text, to in _cut(words, [each for each in spans if each[2]])
    )


def _leads_to(link: Link, acts: CitedActs) -> str:
    """Return the anchor of a link; "" for several units, which are listed below the clause."""
    if link.act:
        return acts.of(link.act).anchor
    return link.targets[0] if link.is_single else ""


def _cut(words: str, spans: Iterable[tuple[int, int, str]]) -> Iterator[tuple[str, str]]:
    """Yield all of ``words`` in a row, each stretch with the mark of its span or ""."""
    at = 0
    for start, end, mark in spans:
        yield words[at:start], ""
        yield words[start:end], mark
        at = end
    yield words[at:], ""


def _summaries(links: Iterable[Link], acts: CitedActs) -> Iterator[Citation]:
    """Yield the cited units of acts of which a summary can be read here."""
    for link in links:
        act = acts.of(link.act) if link.act else None
        for unit in link.units if act else ():
            summary = act.summary_of(unit) if act else None
            if summary:
                yield summary


# What clauses drive, and the doubts on them.


def _drives(parameters: Iterable[Parameter], day: date) -> dict[str, list[Drive]]:
    found: dict[str, list[Drive]] = {}
    for row in parameters:
        if row.holds:
            found.setdefault(row.address, []).append(_drive(row, day))
    return found


def _drive(row: Parameter, day: date) -> Drive:
    runs = is_followed(row.meant)
    applied = None if row.meant.is_list else queries.quantity_of(row, day)
    return Drive(
        row=row,
        said="" if _is_in_own_words(row) else row.said,
        runs=runs,
        place=_page_of(row.meant) if runs else _listed(row.meant),
        instead=applied if applied and applied.is_weaker else None,
    )


def is_followed(meant: vocabulary.Parameter) -> bool:
    """Tell whether some page of the program goes by a parameter, and not people alone."""
    followed = meant.type is not Type.DUTY or meant.name in _FOLLOWED_DUTIES
    return followed and meant.procedures[0] in PAGES


def _page_of(meant: vocabulary.Parameter) -> Place:
    code = meant.procedures[0]
    return Place(vocabulary.PROCEDURES[code], reverse(PAGES[code]))


def _listed(meant: vocabulary.Parameter) -> Place:
    return Place("Con số đang áp dụng", f"{reverse('regulation:numbers')}#c-{meant.procedures[0]}")


def _is_in_own_words(row: Parameter) -> bool:
    """Tell whether the value is what the clause says, which is read just above."""
    as_read = row.decision == Parameter.Decision.CONFIRMED and row.meant != vocabulary.FORM
    return as_read and row.meant.type in {Type.LIST, Type.DUTY}


def _by_address(doubts: Iterable[SaidDoubt]) -> dict[str, list[SaidDoubt]]:
    found: dict[str, list[SaidDoubt]] = {}
    for doubt in doubts:
        found.setdefault(doubt.source.address, []).append(doubt)
    return found
