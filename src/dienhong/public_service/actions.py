"""What people do with a procedure's board: write it, post it, take it down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.journal.canonical import canonical
from dienhong.organisation.actions import check_power
from dienhong.organisation.models import Department
from dienhong.public_service import queries, rules
from dienhong.public_service.models import Edition, Part, PartFile, Procedure
from dienhong.public_service.rules import Demanded, Stage
from dienhong.publication.drafting import Upload
from dienhong.record import files
from dienhong.record.actions import write_entry
from dienhong.record.models import JournalHead
from dienhong.regulation import queries as regulation


@dataclass(frozen=True, slots=True)
class PartWords:
    """What was written of one part: words or that there is none, files to add and to drop.

    ``dropped`` are digests.
    """

    words: str = ""
    is_none: bool = False
    uploads: tuple[Upload, ...] = ()
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What was written of a procedure; ``parts`` by the provision that demands each."""

    name: str
    code: str = ""
    business: str = ""
    department: Department | None = None
    working_days: int | None = None
    parts: dict[str, PartWords] = field(default_factory=dict)


@transaction.atomic
def begin(words: Words, *, by: Actor) -> Edition:
    """Begin the board of a new procedure."""
    check_power(rules.KEEP, by, "soạn thủ tục niêm yết cho công dân")
    wanted = queries.demanded(by.today)
    rules.check_demanded(wanted)
    procedure = Procedure.objects.create(begun_at=by.at)
    return _write(procedure, None, words, wanted, by)


@transaction.atomic
def write(procedure: Procedure, words: Words, *, read: int, by: Actor) -> Edition:
    """Write the edition that is posted next; what hangs stays as it is until then.

    ``read`` is how often the edition had been saved when its words were read.
    """
    row = _locked(procedure, "write", by)
    wanted = queries.demanded(by.today)
    rules.check_demanded(wanted)
    last = queries.newest(row)
    assert last is not None
    rules.check_as_read(read, last.saved)
    return _write(row, last, words, wanted, by)


def _locked(procedure: Procedure, act: str, by: Actor) -> Procedure:
    """Return a procedure under lock, if this act may be done with it by this person now."""
    labels = rules.PROCEDURE.labels
    check_power(rules.PROCEDURE.power_of(act), by, f"{labels.acts[act]} thủ tục cho công dân")
    row = Procedure.objects.select_for_update().get(pk=procedure.pk)
    rules.PROCEDURE.check(act, Stage(row.stage))
    return row


def _write(
    procedure: Procedure, last: Edition | None, words: Words, wanted: list[Demanded], by: Actor
) -> Edition:
    # Under the head's lock nobody else takes the same name in this moment.
    JournalHead.objects.select_for_update().get(pk=1)
    others = Edition.objects.exclude(procedure=procedure).filter(ended_on=None, name=words.name)
    taken = others.exclude(procedure__stage=Stage.TAKEN_DOWN).exists()
    rules.check_name_free(words.name, taken)
    before = {row.pk: row for row in last.parts.all()} if last else {}
    edition = _edition(procedure, last, by)
    edition.name, edition.code, edition.business = words.name, words.code, words.business
    edition.department, edition.working_days = words.department, words.working_days
    edition.saved = (last.saved if last else 0) + 1
    edition.save()
    behind = max((row.order for row in before.values()), default=0)
    for order, part in enumerate(wanted, behind + 1):
        old = next((row for row in before.values() if part.is_same(row.label, row.source)), None)
        _write_part(edition, order, part, old, words.parts.get(str(part.source)), by)
    if last is not None and last.pk == edition.pk:
        _forget(list(before.values()), edition)
    edition.words_bare, edition.words_plain = _searched(edition)
    edition.save(update_fields=["words_bare", "words_plain"])
    write_entry(
        "public_service.written",
        procedure.subject,
        by=by,
        clauses=queries.all_clauses(by.today),
        facts={"edition": edition.number, "missing": len(queries.missing_of(edition, wanted))},
        audience="public",
    )
    return edition


def _edition(procedure: Procedure, last: Edition | None, by: Actor) -> Edition:
    """Return the edition that is being written; a new one where the last has been posted."""
    version = regulation.version_on(by.today)
    assert version is not None
    if last is not None and last.posted_on is None:
        edition = last
    else:
        edition = Edition(procedure=procedure, number=last.number + 1 if last else 1)
    edition.version, edition.written_by, edition.written_at = version, by.author.name, by.at
    return edition


def _write_part(
    edition: Edition,
    order: int,
    part: Demanded,
    old: Part | None,
    given: PartWords | None,
    by: Actor,
) -> None:
    """Write a part anew; what is not given stays as it was."""
    if given is None:
        given = PartWords(old.words, old.is_none) if old else PartWords()
    kept = [row for row in old.files.all() if row.file_id not in given.dropped] if old else []
    words = given.words.strip()
    rules.check_part(part, words, len(kept) + len(given.uploads), is_none=given.is_none)
    row = Part.objects.create(
        edition=edition,
        order=order,
        label=part.label,
        source=str(part.source),
        words=words,
        is_none=given.is_none,
    )
    named = [(each.name, each.file) for each in kept]
    for upload in given.uploads:
        new = files.keep(upload.file, upload.name, at=by.at, seen=upload.seen)
        named.append((new.name, new.file))
    for number, (name, file) in enumerate(named, 1):
        PartFile.objects.create(part=row, order=number, name=name, file=file)


def _forget(parts: Iterable[Part], edition: Edition) -> None:
    """Take away what the new parts of a draft replace; files that nothing else holds go too."""
    held = {row.file_id: row.file for part in parts for row in part.files.all()}
    edition.parts.filter(pk__in=[part.pk for part in parts]).delete()
    for file in held.values():
        if not files.is_held(file):
            files.discard(file)


def _searched(edition: Edition) -> tuple[str, str]:
    """Return the words under which an edition is found, without and with accents."""
    parts = edition.parts.prefetch_related("files")
    said = [f"{part.label} {part.words}" for part in parts]
    named = [file.name for part in parts for file in part.files.all()]
    department = edition.department.name if edition.department else ""
    text = "\n".join([edition.name, edition.code, edition.business, department, *said, *named])
    return tuple(queries.as_searched(text, by_accent=each) for each in (False, True))  # type: ignore[return-value]


@transaction.atomic
def post(
    procedure: Procedure, *, with_gaps: bool = False, read: int | None = None, by: Actor
) -> Edition:
    """Post what was written: it is public at once, and what hung before has ended.

    With a part missing only where ``with_gaps`` says that the gap is to be seen by everybody.
    ``read`` is how often it had been saved when it was looked at: nothing else is posted.
    """
    row = _locked(procedure, "post", by)
    edition = queries.newest(row)
    rules.check_something_to_post(edition is not None and edition.posted_on is None)
    assert edition is not None
    if read is not None:
        rules.check_as_read(read, edition.saved)
    wanted = queries.demanded(by.today)
    rules.check_demanded(wanted)
    missing = queries.missing_of(edition, wanted)
    rules.check_gaps_seen(missing, accepted=with_gaps)
    row.editions.filter(posted_on__isnull=False, ended_on=None).update(ended_on=by.today)
    digest = sha256(canonical(_content(edition))).hexdigest()
    entry = write_entry(
        "public_service.posted",
        row.subject,
        by=by,
        clauses=queries.all_clauses(by.today),
        facts={
            "edition": edition.number,
            "missing": len(missing),
            "working_days": edition.working_days,
        },
        digest=digest,
        audience="public",
    )
    edition.posted_on, edition.digest, edition.entry_number = by.today, digest, entry.number
    edition.save(update_fields=["posted_on", "digest", "entry_number"])
    row.stage, row.taken_down_on, row.taken_down_because = Stage.POSTED, None, ""
    row.save(update_fields=["stage", "taken_down_on", "taken_down_because"])
    return edition


def _content(edition: Edition) -> dict[str, object]:
    """Return all that citizens read of an edition, as its digest takes it."""
    return {
        "name": edition.name,
        "code": edition.code,
        "business": edition.business,
        "department": edition.department.name if edition.department else "",
        "working_days": edition.working_days,
        "parts": [
            {
                "source": part.source,
                "words": part.words,
                "none": part.is_none,
                "files": [each.file_id for each in part.files.all()],
            }
            for part in edition.parts.all()
        ],
    }


@transaction.atomic
def take_down(procedure: Procedure, *, ground: str, by: Actor) -> Procedure:
    """Take a board down; why, its public page says."""
    row = _locked(procedure, "take-down", by)
    rules.check_ground(ground)
    row.editions.filter(posted_on__isnull=False, ended_on=None).update(ended_on=by.today)
    row.stage, row.taken_down_on, row.taken_down_because = (
        Stage.TAKEN_DOWN,
        by.today,
        ground.strip(),
    )
    row.save(update_fields=["stage", "taken_down_on", "taken_down_because"])
    write_entry(
        "public_service.taken_down",
        row.subject,
        by=by,
        clauses=queries.ordered_by(by.today),
        audience="public",
    )
    return row
