"""What people do with a report: begin it, answer for clauses, take an outline, finish, sign."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.core.files.base import File
from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.days.periods import Period
from dienhong.core.journal.canonical import canonical
from dienhong.duties import occasions
from dienhong.duties.models import Evidence, Occasion
from dienhong.organisation.actions import check_power
from dienhong.record import files
from dienhong.record.actions import write_entry
from dienhong.record.files import Seen
from dienhong.regulation import queries as regulation
from dienhong.reporting import outline, owed, rules
from dienhong.reporting.models import Answer, Report
from dienhong.reporting.rules import Stage

_SCANS = ("pdf", "png", "jpeg")
# What the regulation demands a report by; its clauses stand in the journal's entries.
_DEMANDED = ("report.periodic", "upward.report")


@transaction.atomic
def prepare(period: Period, *, occasion: Occasion | None = None, by: Actor) -> Report:
    """Begin a report of a period; its figures are there at once."""
    check_power(rules.PREPARE, by, "lập báo cáo")
    report = Report.objects.create(
        unit=period.unit,
        first=period.first,
        last=period.last,
        occasion=occasion,
        prepared_by=by.author.name,
        prepared_at=by.at,
    )
    owed.ask_to_finish(report)
    write_entry(
        "reporting.prepared",
        report.subject,
        by=by,
        clauses=_clauses(report, by.today),
        facts={"unit": period.unit, "first": period.first.isoformat()},
    )
    return report


def _clauses(report: Report, today: date) -> list[Citation]:
    """Return the provisions that demand this report."""
    if report.occasion:
        return report.occasion.duty.citations
    day = min(report.last, today)
    version = regulation.version_for(day, today)
    return [each for name in _DEMANDED for each in regulation.clauses(name, version, day)]


def locked(report: Report, act: str, by: Actor) -> Report:
    """Return a report under lock, if this act may be done with it by this person now."""
    procedure = rules.PROCEDURE
    check_power(procedure.power_of(act), by, procedure.labels.acts[act])
    row = Report.objects.select_for_update().get(pk=report.pk)
    procedure.check(act, Stage(row.stage))
    return row


@transaction.atomic
def answer(
    report: Report, words: Mapping[str, str], *, read: Mapping[str, str] | None = None, by: Actor
) -> Report:
    """Write down why clauses were not carried out; "" takes an answer back.

    ``read`` are the answers that stood on the page when these were typed: what was left as read
    changes nothing, and what another changed meanwhile is not written over.
    """
    row = locked(report, "answer", by)
    held = {part.citation: part.answer for part in outline.draw(row, by.today).parts}
    typed = {Citation.parse(clause): said.strip() for clause, said in words.items()}
    seen = {Citation.parse(clause): said.strip() for clause, said in (read or {}).items()}
    changed = {
        clause: said for clause, said in typed.items() if said != seen.get(clause, held.get(clause))
    }
    for clause, said in changed.items():
        rules.check_clause_of_report(clause, held)
        rules.check_as_read(seen.get(clause, held[clause]), held[clause], clause)
        rules.check_answer(said)
        _keep_answer(row, clause, said, by)
    if changed:
        write_entry(
            "reporting.answered",
            row.subject,
            by=by,
            clauses=list(changed),
            facts={"answers": len(changed)},
        )
    return row


def _keep_answer(report: Report, clause: Citation, said: str, by: Actor) -> None:
    rows = report.answers.filter(clause=str(clause))
    if not said:
        rows.delete()
        return
    values = {"words": said, "given_by": by.author.name, "given_at": by.at}
    Answer.objects.update_or_create(report=report, clause=str(clause), defaults=values)


@transaction.atomic
def finish(report: Report, *, by: Actor) -> Report:
    """Finish a report: what it says is kept as it is now, and its digest goes to the journal."""
    row = locked(report, "finish", by)
    rules.check_ended(row.period, by.today)
    content = outline.draw(row, by.today)
    rules.check_answered(
        [part.citation for part in content.open], [part.label for part in content.open]
    )
    rules.check_fields_settled(row.fields.filter(guessed=True).count())
    row.frozen = content.to_data()
    row.stage, row.digest = Stage.FINAL, sha256(canonical(row.frozen)).hexdigest()
    row.finished_by, row.finished_at = by.author.name, by.at
    entry = write_entry(
        "reporting.finished",
        row.subject,
        by=by,
        clauses=_clauses(row, by.today),
        facts={
            "unit": row.unit,
            "first": row.first.isoformat(),
            "figures": len(row.frozen["numbers"]),
        },
        digest=row.digest,
    )
    row.entry_number = entry.number
    row.save()
    owed.no_longer(row, by.today)
    return row


@transaction.atomic
def drop(report: Report, *, by: Actor) -> Report:
    """Drop a draft that is not wanted; that it was begun stays in the journal."""
    row = locked(report, "drop", by)
    row.stage = Stage.DROPPED
    row.save(update_fields=["stage"])
    owed.no_longer(row, by.today)
    write_entry("reporting.dropped", row.subject, by=by)
    return row


@dataclass(frozen=True, slots=True)
class Copy:
    """The signed copy of a report: its file, as looked at, with number and day of the paper."""

    file: File[bytes]
    name: str
    seen: Seen
    number: str
    signed_on: date


@transaction.atomic
def sign(report: Report, copy: Copy, *, by: Actor) -> Report:
    """Add the signed copy of a final report; what it was due for has its evidence by that."""
    row = locked(report, "sign", by)
    rules.check_signed_kind(copy.seen.kind in _SCANS)
    kept = files.keep(copy.file, copy.name, at=by.at, seen=copy.seen)
    row.signed, row.signed_name = kept.file, kept.name
    row.signed_number, row.signed_on = copy.number, copy.signed_on
    row.save()
    write_entry(
        "reporting.signed",
        row.subject,
        by=by,
        clauses=_clauses(row, by.today),
        facts={"number": row.signed_number, "signed_on": copy.signed_on.isoformat()},
        digest=kept.file.digest,
    )
    if row.occasion and row.occasion.is_open:
        _show(row, row.occasion, by)
    return row


def _show(report: Report, occasion: Occasion, by: Actor) -> None:
    evidence = Evidence(
        kind="paper",
        words=report.title,
        number=report.signed_number,
        dated_on=report.signed_on,
        subject=report.subject,
        path=f"bao-cao/{report.pk}/",
        file=report.signed,
        file_name=report.signed_name,
    )
    occasions.show(occasion, evidence, by=by)
