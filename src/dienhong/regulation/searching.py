"""Searching a version for words: with their accents if they were typed so, else without."""

from collections.abc import Sequence
from dataclasses import dataclass

from dienhong.core.citation import say_address
from dienhong.core.law.tree import Kind
from dienhong.core.searching import Stretch, bare, cut, has_accents, wanted
from dienhong.regulation.clauses import marker_of
from dienhong.regulation.models import Provision


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause that holds the words: ``under`` says in which article, where it is none itself."""

    row: Provision
    under: str
    heading: tuple[Stretch, ...]
    text: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found; ``places`` counts every occurrence.

    ``without_accents``: the words were typed with accents, and nothing has just these.
    """

    hits: tuple[Hit, ...]
    places: int
    without_accents: bool


def search(rows: Sequence[Provision], words: str) -> Found:
    """Return the clauses of a version that hold ``words``, or whose address they are."""
    exact = has_accents(words)
    found = _search(rows, words, by_accent=exact)
    if found.hits or not exact:
        return found
    other = _search(rows, words, by_accent=False)
    return Found(other.hits, other.places, bool(other.hits))


def _search(rows: Sequence[Provision], words: str, *, by_accent: bool) -> Found:
    look, named = wanted(words, by_accent=by_accent), _plain_address(words)
    hits, places, article = [], 0, ""
    for row in rows:
        if row.kind == Kind.ARTICLE:
            article = f"{marker_of(row)} {row.heading}".strip()
        heading, text = look.find(row.heading), look.find(row.text)
        is_named = _plain_address(say_address(row.address)) == named
        if heading or text or is_named:
            under = article if row.kind in _INSIDE else ""
            hits.append(Hit(row, under, cut(row.heading, heading), cut(row.text, text)))
            places += len(heading) + len(text) or 1
    return Found(tuple(hits), places, False)


_INSIDE = {Kind.CLAUSE, Kind.POINT, Kind.INDENT}


def _plain_address(words: str) -> str:
    """Return an address as it compares: "Điều 10, khoản 2." is "dieu 10 khoan 2"."""
    return " ".join(bare(words).replace(",", " ").strip(" .").split())
