"""The register of measures against corruption and waste: each with an owner, a day, its proof."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.duties import rules
from dienhong.duties.actions import close_duties, open_duty
from dienhong.duties.models import Measure
from dienhong.duties.occasions import Upload
from dienhong.organisation.actions import check_power
from dienhong.organisation.models import Person
from dienhong.record import files
from dienhong.record.actions import write_entry
from dienhong.regulation import queries as regulation

DEMANDED_BY = "duties.anti_corruption"
KIND = "duties.measure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a person writes down of a measure."""

    what: str
    field: str
    owner: Person
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What proves that a measure was carried out."""

    number: str = ""
    dated_on: date | None = None
    result: str = ""
    upload: Upload | None = None


def demanded(day: date) -> list[Citation]:
    """Return the clauses in force that demand measures; none means that there is no register."""
    version = regulation.version_on(day)
    return regulation.clauses(DEMANDED_BY, version, day) if version else []


@transaction.atomic
def add(words: Words, *, by: Actor) -> Measure:
    """Write a measure down; its owner has a duty until its day."""
    check_power(rules.RECORD, by)
    clauses = demanded(by.today)
    rules.check_measures_demanded(clauses)
    rules.check_due_to_come(words.due_on, by.today)
    row = Measure(clauses=[str(clause) for clause in clauses])
    _fill(row, words)
    row.save()
    _owe(row)
    _write("duties.measure_added", row, by)
    return row


@transaction.atomic
def change(measure: Measure, words: Words, *, seen: int, by: Actor) -> Measure:
    """Change a measure that is not carried out yet: its words, owner or day."""
    check_power(rules.RECORD, by)
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    rules.check_still_open(row.done_on)
    rules.check_as_read(seen, row.edition)
    if words.due_on != row.due_on:
        rules.check_due_to_come(words.due_on, by.today)
    _fill(row, words)
    row.edition += 1
    row.save()
    _owe(row)
    _write("duties.measure_changed", row, by)
    return row


@transaction.atomic
def finish(measure: Measure, *, done_on: date, proof: Proof, by: Actor) -> Measure:
    """Say that a measure was carried out, with what proves it; its owner may, or the power."""
    row = Measure.objects.select_for_update().get(pk=measure.pk)
    if str(row.owner_id) != by.author.id:
        check_power(rules.RECORD, by)
    rules.check_still_open(row.done_on)
    rules.check_done_on(done_on, date.min, by.today)
    rules.check_shows_something((proof.number, proof.upload))
    rules.check_dated(proof.dated_on, by.today)
    if proof.upload is not None:
        kept = files.keep(proof.upload.file, proof.upload.name, at=by.at, seen=proof.upload.seen)
        row.file, row.file_name = kept.file, kept.name
    row.done_on, row.result = done_on, proof.result.strip()
    row.paper_number, row.paper_dated_on = proof.number, proof.dated_on
    row.save()
    close_duties(row.subject, on=done_on)
    write_entry(
        "duties.measure_done",
        row.subject,
        by=by,
        clauses=row.citations,
        facts={"due_on": row.due_on.isoformat(), "done_on": done_on.isoformat()},
        digest=row.file.digest if row.file else "",
    )
    return row


def _fill(row: Measure, words: Words) -> None:
    row.what, row.field = words.what, words.field
    row.owner, row.due_on = words.owner, words.due_on


def _owe(row: Measure) -> None:
    step = Step(row.due_on, row.due_on, StepKind.END, "Ngày cơ quan đặt cho biện pháp này")
    open_duty(
        KIND,
        row.subject,
        title=row.what,
        verb="Ghi biện pháp đã làm",
        path=f"viec/bien-phap/{row.pk}/",
        due=Derivation(row.due_on, (step,)),
        clauses=row.citations,
        person=row.owner,
    )


def _write(kind: str, row: Measure, by: Actor) -> None:
    write_entry(
        kind,
        row.subject,
        by=by,
        clauses=row.citations,
        facts={"owner": str(row.owner_id), "due_on": row.due_on.isoformat()},
    )


def listed(fields: Collection[str] = ()) -> list[Measure]:
    """Return the measures, those not carried out first, by day."""
    rows = Measure.objects.select_related("owner")
    rows = rows.filter(field__in=fields) if fields else rows
    return sorted(rows, key=lambda row: (row.done_on is not None, row.due_on))
