"""A matter that another agency goes on with: given away whole, taken over whole, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.duties.actions import close_duties
from dienhong.duties.models import Duty
from dienhong.organisation.models import Person
from dienhong.publication import finding
from dienhong.publication.models import (
    Attachment,
    FigureRow,
    FigureTable,
    Gap,
    Matter,
    Posting,
    Withdrawal,
)
from dienhong.publication.rules import Stage
from dienhong.record.actions import write_entry
from dienhong.record.models import JournalEntry, StoredFile
from dienhong.record.queries import end
from dienhong.regulation.handover import Text, renamed, take_over_text, text_of

GIVEN = "publication.handed_over"
TAKEN = "publication.taken_over"
Receivers = Callable[[str], Person]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """All that one agency holds of a running matter, and where its journal stood then."""

    matter: Matter
    text: Text | None
    files: list[Attachment]
    postings: list[Posting]
    gaps: list[Gap]
    withdrawal: Withdrawal | None
    duties: list[Duty]
    table: FigureTable | None
    figures: list[FigureRow]
    size: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the successor wrote: the number of its entry, and its fingerprint then."""

    entry: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Office:
    """The other side, as the journal names it."""

    code: str
    name: str
    people: Mapping[str, str] = field(default_factory=dict)


def running() -> QuerySet[Matter]:
    """Return the matters that somebody still has to do something about.

    What is held back as secret is not running: it stays where it is, with its few readers.
    """
    preparing = Q(stage__in=[Stage.DRAFT, Stage.CHECKING, Stage.CLEARED])
    hanging = Q(
        stage=Stage.PUBLISHED,
        postings__taken_down_on__isnull=True,
        postings__broken_on__isnull=True,
        postings__isnull=False,
    )
    owed = Duty.objects.filter(done_on__isnull=True, subject__startswith="matter:")
    keys = [subject.removeprefix("matter:") for subject in owed.values_list("subject", flat=True)]
    still_owed = Q(stage=Stage.PUBLISHED, pk__in=keys)
    return Matter.objects.filter(preparing | hanging | still_owed).distinct().order_by("pk")


def is_given(matter: Matter) -> bool:
    """Tell whether this office has handed a matter over already."""
    return JournalEntry.objects.filter(kind=GIVEN, subject=matter.subject).exists()


def not_given() -> list[Matter]:
    """Return the running matters that no successor has yet."""
    given = JournalEntry.objects.filter(kind=GIVEN).values_list("subject", flat=True)
    gone = set(given)
    return [matter for matter in running() if matter.subject not in gone]


def gather(matter: Matter) -> Carried:
    """Return all that goes with a matter; read where it is."""
    size, fingerprint, _ = end()
    withdrawal = Withdrawal.objects.filter(matter=matter, confirmed_at__isnull=True).first()
    table = FigureTable.objects.filter(matter=matter).first()
    return Carried(
        matter=matter,
        text=text_of(matter.version) if matter.version else None,
        files=list(matter.attachments.select_related("file")),
        postings=list(matter.postings.all()),
        gaps=list(Gap.objects.filter(posting__matter=matter)),
        withdrawal=withdrawal,
        duties=list(Duty.objects.filter(subject=matter.subject, done_on__isnull=True)),
        table=table,
        figures=list(table.rows.all()) if table else [],
        size=size,
        fingerprint=fingerprint,
    )


@transaction.atomic
def take_over(carried: Carried, giver: Office, receive: Receivers, *, by: Actor) -> Receipt:
    """Write a matter into the successor with its dates, terms, clauses, files, runs and duties.

    ``receive`` gives the successor's person for an identifier of the giver's. A run goes on from
    the day on which it began. What was taken over before is not written again.
    """
    done = JournalEntry.objects.filter(kind=TAKEN, subject=carried.matter.subject).first()
    if done is not None:
        return _receipt(done)
    matter = _write_matter(carried, giver, receive)
    _write_files(carried, matter)
    _write_figures(carried, matter)
    entry = write_entry(
        "publication.taken_over",
        matter.subject,
        by=by,
        clauses=[matter.kind, *matter.publish_within.sources, *matter.post_for.sources],
        facts={
            "predecessor": giver.code,
            "size": carried.size,
            "fingerprint": carried.fingerprint,
            "due_on": matter.due_on.isoformat(),
            "posted_on": [posting.posted_on.isoformat() for posting in carried.postings],
        },
        digest=matter.content_digest,
    )
    finding.index(matter)
    _write_runs(carried, matter, receive, entry)
    _write_duties(carried, matter, receive)
    return _receipt(entry)


def _receipt(entry: JournalEntry) -> Receipt:
    return Receipt(entry.number, end()[1])


def _write_matter(carried: Carried, giver: Office, receive: Receivers) -> Matter:
    matter = carried.matter
    if carried.text is not None:
        version = take_over_text(carried.text, giver.name)
        old, new = carried.text.version.act, version.act
        matter.version = version
        matter.kind_source = renamed(matter.kind_source, old, new)
        for name in ("term", "run", "secrecy", "derivation", "forms"):
            setattr(matter, name, renamed(getattr(matter, name), old, new))
    matter.drafted_by = receive(str(matter.drafted_by_id))
    matter.checker = receive(str(matter.checker_id))
    if matter.published_by_id is not None:
        matter.published_by = receive(str(matter.published_by_id))
    # Counted by the giver's days: nothing of it is late here on the first day.
    matter.carried_over = True
    _insert(matter)
    return matter


def _insert(row: Any) -> None:
    row.save(force_insert=True)


def _write_files(carried: Carried, matter: Matter) -> None:
    for row in carried.files:
        had = row.file
        kept, _ = StoredFile.objects.get_or_create(
            digest=had.digest,
            defaults={
                "size": had.size,
                "media_type": had.media_type,
                "stored_at": had.stored_at,
                "erased_at": had.erased_at,
            },
        )
        if kept.erased_at is not None and had.erased_at is None:
            raise Refused(
                f"Chưa tiếp nhận được việc {matter.pk}: một tệp đã bị thu hồi khẩn cấp ở đây",
                cure="Bỏ tệp đó khỏi việc trước khi bàn giao.",
            )
        _insert(Attachment(matter=matter, order=row.order, name=row.name, file=kept))


def _write_figures(carried: Carried, matter: Matter) -> None:
    if carried.table is None:
        return
    carried.table.pk, carried.table.matter = None, matter
    _insert(carried.table)
    for row in carried.figures:
        row.pk, row.table = None, carried.table
    FigureRow.objects.bulk_create(carried.figures, batch_size=500)


def _write_runs(carried: Carried, matter: Matter, receive: Receivers, entry: JournalEntry) -> None:
    fingerprint = end()[1]
    for posting in carried.postings:
        gaps = [gap for gap in carried.gaps if gap.posting_id == posting.pk]
        posting.pk, posting.matter = None, matter
        posting.posted_by = receive(str(posting.posted_by_id))
        posting.entry_number, posting.fingerprint = entry.number, fingerprint
        posting.end_entry_number = entry.number if posting.end_entry_number else None
        _insert(posting)
        for gap in gaps:
            _write_gap(gap, posting, receive, entry)
    if carried.withdrawal is not None:
        carried.withdrawal.pk, carried.withdrawal.matter = None, matter
        carried.withdrawal.asked_by = receive(str(carried.withdrawal.asked_by_id))
        _insert(carried.withdrawal)


def _write_gap(gap: Gap, posting: Posting, receive: Receivers, entry: JournalEntry) -> None:
    """Write a gap with its days; the entry that says so here is that of the taking over."""
    gap.pk, gap.posting = None, posting
    gap.recorded_by = receive(str(gap.recorded_by_id))
    gap.entry_number = entry.number
    gap.again_entry_number = None if gap.is_open else entry.number
    _insert(gap)


def _write_duties(carried: Carried, matter: Matter, receive: Receivers) -> None:
    old = carried.text.version.act if carried.text else ""
    new = matter.version.act if matter.version else ""
    for duty in carried.duties:
        duty.pk, duty.carried_over = None, True
        if duty.person_id is not None:
            duty.person = receive(str(duty.person_id))
        if old:
            duty.clauses = renamed(duty.clauses, old, new)
            duty.derivation = renamed(duty.derivation, old, new)
        _insert(duty)


@transaction.atomic
def give_away(matter: Matter, successor: Office, receipt: Receipt, *, by: Actor) -> None:
    """Write down that the successor has a matter, and close what was owed here; once."""
    Matter.objects.select_for_update().get(pk=matter.pk)
    if is_given(matter):
        return
    close_duties(matter.subject, on=by.today)
    write_entry(
        "publication.handed_over",
        matter.subject,
        by=by,
        facts={
            "successor": successor.code,
            "entry": receipt.entry,
            "fingerprint": receipt.fingerprint,
        },
        digest=matter.content_digest,
    )
