"""Finding what is public: by words, with their accents or without, and by what a form filters.

The order is simple. First what has the words in its name or number, then in its summary or kind,
then in its files; what was published last comes first within each. Of several words, the rarer
ones decide. Nothing here asks for more rows because an office has published more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from dienhong.core.citation import Citation
from dienhong.core.indexing import Asked, excerpt, marked
from dienhong.core.searching import Stretch
from dienhong.organisation.models import Placement
from dienhong.publication import queries
from dienhong.publication.models import FileText, IndexWord, Matter, Occurrence

MOST = 500  # of what has the words: who sees more is asked for more words
# No office publishes before or after; days that a person types may be any.
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 1, 1)
SHOWN = (
    "title",
    "decision_number",
    "kind_label",
    "kind_source",
    "published_on",
    "published_at",
    "due_on",
    "carried_over",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What of the public matters is wanted; empty leaves everything in.

    ``kinds`` are kinds of content as stored, None for all. ``department`` is where whoever
    drafted the matter worked on the day on which it was published; days are those of publication.
    """

    kinds: frozenset[str] | None = None
    department: int | None = None
    first: date | None = None
    last: date | None = None


def listed(wanted: Filter) -> QuerySet[Matter]:
    """Return what is public and wanted, newest first, as a list shows it."""
    # What was published at one moment needs an order too, or pages would share or miss a row.
    found = queries.published().order_by("-published_at", "pk").only(*SHOWN)
    if wanted.kinds is not None:
        found = found.filter(kind_source__in=wanted.kinds)
    if wanted.department is not None:
        found = found.filter(Exists(_placed(wanted.department)))
    if wanted.first is not None:
        found = found.filter(published_at__gte=_midnight(wanted.first))
    if wanted.last is not None:
        found = found.filter(
            published_at__lt=_midnight(min(wanted.last, _LATEST) + timedelta(days=1))
        )
    return found


def _midnight(day: date) -> datetime:
    kept = min(max(day, _EARLIEST), _LATEST)
    return timezone.make_aware(datetime.combine(kept, time()))


def _placed(department: int) -> QuerySet[Placement]:
    still = Q(placed_to__isnull=True) | Q(placed_to__gte=OuterRef("published_on"))
    return Placement.objects.filter(
        still,
        person=OuterRef("drafted_by"),
        department=department,
        placed_from__lte=OuterRef("published_on"),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """The matters that have the words, best first; ``more`` when there were too many to give.

    ``apart``: none has the words side by side, so these have them anywhere.
    """

    keys: tuple[UUID, ...]
    apart: bool
    more: bool


def find(look: Asked, among: QuerySet[Matter]) -> Found:
    """Return which of ``among`` have the words side by side, or else all of them anywhere."""
    keys = _having(look.side_by_side, look, among)
    apart = not keys and len(look.apart) > 1
    if apart:
        keys = _having(look.apart, look, among)
    return Found(tuple(keys[:MOST]), apart and bool(keys), len(keys) > MOST)


def _having(keys: list[str], look: Asked, among: QuerySet[Matter]) -> list[UUID]:
    words = _rarest_first(keys, look)
    if not words:
        return []
    found = among.filter(findable__occurrences__word=words[0])
    for word in words[1:]:
        # With its zone named, each is one step into the index.
        there = Occurrence.objects.filter(
            word=word, zone__in=Occurrence.Zone.values, findable=OuterRef("findable__pk")
        )
        found = found.filter(Exists(there))
    best = found.order_by("findable__occurrences__zone", "-findable__occurrences__findable_id")
    return list(best.values_list("pk", flat=True)[: MOST + 1])


def _rarest_first(keys: list[str], look: Asked) -> list[int]:
    """Return the words' own keys, those that few matters have first; none if one is unknown."""
    beyond = Occurrence.objects.filter(word=OuterRef("pk")).values("pk")[MOST : MOST + 1]
    rows = IndexWord.objects.filter(by_accent=look.by_accent, text__in=keys)
    known = list(rows.annotate(beyond=Subquery(beyond)).order_by("pk"))
    if len(known) < len(keys):
        return []
    return [row.pk for row in sorted(known, key=lambda row: row.beyond is not None)]


# What a list shows.


@dataclass(frozen=True, slots=True)
class Line:
    """A matter in a list; ``why`` says where the words were found, with those around."""

    row: Matter
    title: tuple[Stretch, ...]
    why: tuple[tuple[str, tuple[Stretch, ...]], ...] = ()


def plain_lines(rows: list[Matter]) -> list[Line]:
    """Return matters that nobody searched for by words."""
    return [Line(row, (Stretch(row.title, False),)) for row in rows]


def lines(keys: tuple[UUID, ...], look: Asked) -> list[Line]:
    """Return the matters of these keys in their order, each with why it was found."""
    found = queries.published().filter(pk__in=keys).only("summary", *SHOWN)
    rows = {row.pk: row for row in found.prefetch_related("attachments")}
    texts = _texts(list(rows.values()))
    return [_line(rows[key], look, texts) for key in keys if key in rows]


def _texts(rows: list[Matter]) -> dict[str, str]:
    digests = {each.file_id for row in rows for each in row.attachments.all()}
    return dict(FileText.objects.filter(digest__in=digests).values_list("digest", "text"))


def _line(row: Matter, look: Asked, texts: dict[str, str]) -> Line:
    said = [
        ("Số", row.decision_number),
        ("Tóm tắt", row.summary),
        ("Loại nội dung", row.kind_label),
        *((f"Tệp {each.name}", texts.get(each.file_id, "")) for each in row.attachments.all()),
    ]
    why = ((label, excerpt(text, look)) for label, text in said)
    return Line(row, marked(row.title, look), tuple(each for each in why if each[1]))


# What a form offers.


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of content of which something is public; ``sources`` are its clauses, newest first."""

    label: str
    sources: tuple[str, ...]
    count: int
    first_at: datetime
    last_at: datetime

    @property
    def key(self) -> str:
        """Return the clause by which an address names the kind."""
        return self.sources[0]

    @property
    def source(self) -> Citation:
        """Return that clause."""
        return Citation.parse(self.key)


def kinds(in_force: dict[str, str]) -> list[Kind]:
    """Return the kinds of what is public; ``in_force`` gives the words of those listed today.

    What two versions list in the same words is one kind.
    """
    rows = queries.published().order_by().values("kind_source")
    held: list[Any] = list(
        rows.annotate(
            count=Count("kind_source"), oldest=Min("published_at"), newest=Max("published_at")
        )
    )
    held.sort(key=lambda each: each["newest"], reverse=True)
    words = in_force | _labels([each for each in held if each["kind_source"] not in in_force])
    by_label: dict[str, Kind] = {}
    for each in held:
        label = words.get(each["kind_source"], each["kind_source"])
        fresh = Kind(label, (each["kind_source"],), each["count"], each["oldest"], each["newest"])
        by_label[label] = _both(by_label[label], fresh) if label in by_label else fresh
    order = list(in_force.values())
    return sorted(by_label.values(), key=lambda each: _place(each.label, order))


def _both(one: Kind, other: Kind) -> Kind:
    return Kind(
        one.label,
        one.sources + other.sources,
        one.count + other.count,
        min(one.first_at, other.first_at),
        max(one.last_at, other.last_at),
    )


def _place(label: str, order: list[str]) -> tuple[int, str]:
    return (order.index(label), "") if label in order else (len(order), label)


def _labels(held: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the words of kinds that no version in force lists, from the newest of each."""
    if not held:
        return {}
    wanted = Q()
    for each in held:
        wanted |= Q(kind_source=each["kind_source"], published_at=each["newest"])
    rows = queries.published().filter(wanted).values_list("kind_source", "kind_label")
    return dict(rows)


def under(address: str, offered: list[Kind]) -> frozenset[str]:
    """Return the kinds, as stored, that stand at an address or below it, in whichever act."""
    sources = {source for kind in offered for source in kind.sources}
    return frozenset(each for each in sources if _is_under(Citation.parse(each).address, address))


def _is_under(address: str, above: str) -> bool:
    return address == above or address.startswith(f"{above}.")


def span(offered: list[Kind]) -> tuple[date, date] | None:
    """Return the first and the last day on which something of these kinds was published."""
    if not offered:
        return None
    first, last = min(k.first_at for k in offered), max(k.last_at for k in offered)
    return timezone.localdate(first), timezone.localdate(last)
