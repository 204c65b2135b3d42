"""Reading publication: the terms in force, who may see a matter, lists and counts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from dienhong.core.citation import Citation
from dienhong.core.difference import Piece, sides
from dienhong.core.plain import is_sentence
from dienhong.organisation.models import Person
from dienhong.publication.models import Matter, Posting
from dienhong.publication.rules import PUBLISH, SEE_PREPARED, SEE_WITHHELD, Stage, Term
from dienhong.publication.rules_shapes import KEEP_RECORD
from dienhong.record import corrections
from dienhong.record.models import Correction
from dienhong.regulation import queries as regulation
from dienhong.regulation import vocabulary
from dienhong.regulation.models import Version
from dienhong.regulation.queries import Item, Quantity


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for a matter: the version, the two numbers, the kinds and the forms."""

    version: Version | None
    publish_within: Term | None
    post_for: Term | None
    kinds: list[Item]
    forms: list[Item]


def terms_for(decided_on: date, today: date, case: str = "") -> Terms:
    """Return what holds for a decision of ``decided_on`` that is entered today.

    ``case`` is one of ``vocabulary.special_cases()``, or empty.
    """
    return terms_under(regulation.version_for(decided_on, today), decided_on, case)


def terms_under(version: Version | None, decided_on: date, case: str = "") -> Terms:
    """Return what a version, and the law of the day where it is silent, say of a decision.

    "Unless a law says otherwise": in a special case the numbers of that law go before.
    """
    return Terms(
        version=version,
        publish_within=_term_in(case, vocabulary.TERM.name, version, decided_on),
        post_for=_term_in(case, vocabulary.RUN.name, version, decided_on),
        kinds=regulation.items(vocabulary.KIND.name, version, decided_on),
        forms=regulation.items(vocabulary.FORM.name, version, decided_on),
    )


def kinds_listed(day: date) -> list[Item]:
    """Return the kinds of content that the version in force on a day, or else the law, lists."""
    return regulation.items(vocabulary.KIND.name, regulation.version_for(day, day), day)


def exceptions(version: Version | None, day: date) -> list[Citation]:
    """Return the clauses that keep secrets out: the regulation's, the law's where it is silent."""
    found = regulation.clauses(vocabulary.SECRECY.name, version, day)
    return [clause for clause in found if clause.is_own] or found


def _term_in(case: str, name: str, version: Version | None, day: date) -> Term | None:
    special = vocabulary.name_for(name, case)
    found = _term(special, version, day) or _term(name, version, day)
    if found is None or found.beside or found.source.is_own or found.source.is_settled:
        return found
    left_to_law = next(iter(regulation.own_clauses("regulation.falls_back", version)), None)
    return replace(found, beside=left_to_law)


def _term(name: str, version: Version | None, day: date) -> Term | None:
    return term_of(regulation.quantity(name, version, day))


def term_of(found: Quantity | None) -> Term | None:
    """Return a value in force as a term that can be counted."""
    if found is None:
        return None
    beside = found.beside.source if found.beside else None
    return Term(found.value, found.unit, found.source, found.to_confirm, beside)


def visible_to(person: Person | None, powers: frozenset[str]) -> QuerySet[Matter]:
    """Return the matters that a person may see: list, page, file, paper and count ask here.

    What is published is for all staff; what is being prepared for its drafter, its checker
    and those with the power to see it; what is held back as secret likewise, by a power of
    its own. A personal notice whose run is over is for its drafter and those who keep the record.
    """
    if person is None:
        return Matter.objects.none()
    shown = Q(stage__in=[Stage.PUBLISHED, Stage.WITHDRAWN], left_on__isnull=True)
    shown |= Q(drafted_by=person) | Q(checker=person, left_on__isnull=True)
    if KEEP_RECORD in powers:
        shown |= Q(left_on__isnull=False)
    if SEE_PREPARED in powers:
        shown |= Q(stage__in=[Stage.DRAFT, Stage.CHECKING, Stage.CLEARED])
    if SEE_WITHHELD in powers:
        shown |= Q(stage=Stage.WITHHELD)
    return Matter.objects.filter(shown)


def sees_editions(matter: Matter, person: Person | None, powers: frozenset[str]) -> bool:
    """Tell whether who sees a matter also sees its saves on the way: only who prepared it."""
    own = person is not None and person.pk in {matter.drafted_by_id, matter.checker_id}
    return matter.stage != Stage.WITHDRAWN and (own or SEE_PREPARED in powers)


def published() -> QuerySet[Matter]:
    """Return what is public inside the agency now, newest first."""
    shown = Matter.objects.filter(stage=Stage.PUBLISHED, left_on__isnull=True)
    return shown.order_by("-published_at")


def was_public() -> QuerySet[Matter]:
    """Return what is public or once was: withdrawn, or a personal notice that has left, too.

    Whoever shows one of these shows no more of it than ``visible_to`` lets its reader see.
    """
    return Matter.objects.filter(stage__in=[Stage.PUBLISHED, Stage.WITHDRAWN])


def published_in(year: int) -> QuerySet[Matter]:
    """Return what was published in a year, oldest first: the fact of each, gone or not.

    Of one that was withdrawn or has left, whoever shows it shows no words.
    """
    first, last = (timezone.make_aware(datetime(each, 1, 1)) for each in (year, year + 1))  # noqa: DTZ001
    found = was_public().filter(published_at__gte=first, published_at__lt=last)
    return found.order_by("published_at", "pk")


def first_year() -> int | None:
    """Return the year in which something was first published; None while nothing was."""
    day = was_public().order_by("published_on").values_list("published_on", flat=True).first()
    return day.year if day else None


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction as a page shows it; ``waits`` while the second person has not signed."""

    row: Correction
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    waits: bool
    is_long: bool


def shown_corrections(
    made: Iterable[Correction], person: Person | None, powers: frozenset[str]
) -> list[Corrected]:
    """Return the corrections that a person may read: until it is signed only who may sign."""
    who = str(person.pk) if person else ""
    own = PUBLISH in powers
    return [
        _corrected(row) for row in made if row.decided_at or own or who in {row.named, row.asked_by}
    ]


def _corrected(row: Correction) -> Corrected:
    is_long = not is_sentence(row.before + row.after)
    return Corrected(row, *sides(row.before, row.after), row.decided_at is None, is_long)


def outdated_sheets(matter: Matter, made: Iterable[Correction] | None = None) -> list[Posting]:
    """Return the board postings whose hanging sheet was corrected since it was last put up.

    ``made`` are the matter's corrections, where they were read already.
    """
    known = corrections.of(matter.subject) if made is None else made
    done = [row for row in known if row.decided_at]
    boards = [row for row in matter.postings.all() if row.hangs and not row.electronic]
    return [row for row in boards if not _is_missing(row) and _any_outdates(done, row)]


def _is_missing(posting: Posting) -> bool:
    return any(gap.is_open and not gap.renews for gap in posting.gaps.all())


def _any_outdates(done: list[Correction], posting: Posting) -> bool:
    return any(_outdates(each, posting) for each in done)


def _outdates(correction: Correction, posting: Posting) -> bool:
    again = [gap.again_at for gap in posting.gaps.all() if gap.again_at is not None]
    put_up = max(posting.posted_at, posting.sheet_replaced_at or posting.posted_at, *again)
    assert correction.decided_at is not None
    return concerns(correction, posting) and correction.decided_at > put_up


def concerns(correction: Correction, posting: Posting) -> bool:
    """Tell whether a correction changed what the sheet of a posting says."""
    own = f"posting-{posting.pk}-"
    return correction.field.startswith(own) or not correction.field.startswith("posting-")


def in_preparation(person: Person, powers: frozenset[str]) -> QuerySet[Matter]:
    """Return what a person sees on its way to publication, soonest due first."""
    return (
        visible_to(person, powers)
        .filter(stage__in=[Stage.DRAFT, Stage.CHECKING, Stage.CLEARED])
        .order_by("due_on", "drafted_at")
    )


def withheld(person: Person, powers: frozenset[str]) -> QuerySet[Matter]:
    """Return what is held back as secret, for those few who may see it."""
    return visible_to(person, powers).filter(stage=Stage.WITHHELD).order_by("-checked_at")
