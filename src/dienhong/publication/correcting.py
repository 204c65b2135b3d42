"""Correcting a clerical error in what is public: asked for by one person, signed by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.duties.actions import close_duties, retitle
from dienhong.organisation.actions import check_power, someone
from dienhong.organisation.models import Person
from dienhong.organisation.queries import agency
from dienhong.publication import (
    corrected_tables,
    drafting,
    figures,
    finding,
    hanging,
    owed,
    queries,
    reading,
    rules,
    rules_runs,
)
from dienhong.publication.correctable import (
    DAY,
    KIND,
    MOMENT,
    PLACE,
    TABLE,
    Field,
    field_of,
    kinds_of,
    say_moment,
)
from dienhong.publication.correction_effects import effect_of, run_from
from dienhong.publication.drafting import Upload
from dienhong.publication.models import Attachment, FigureTable, Matter, Posting
from dienhong.publication.rules import Stage
from dienhong.record import corrections, files
from dienhong.record import rules as record_rules
from dienhong.record.actions import write_entry
from dienhong.record.corrections import Change
from dienhong.record.models import Correction, JournalEntry

WHAT = "đính chính"


@transaction.atomic
def ask(  # noqa: PLR0913 (what a correction says)
    matter: Matter,
    code: str,
    value: str,
    *,
    ground: str,
    checker: Person,
    material: bool = False,
    read: str | None = None,
    upload: Upload | None = None,
    by: Actor,
) -> Correction:
    """Ask for the correction of one field; nothing changes until the named person signs it.

    ``read`` is the value that stood on the page when it was written; None where none was read.
    ``material``: it changes what people have to know, so that runs and reading begin anew.
    """
    matter = _locked(matter)
    check_power(rules.PUBLISH, by, WHAT)
    rules.PROCEDURE.check("correct", Stage(matter.stage))
    field = field_of(matter, code)
    rules.check_correctable(field is not None)
    assert field is not None
    record_rules.check_as_read(field.value if read is None else read, field.value, field.said)
    change = _change(matter, field, value, ground, upload, by)
    change = replace(change, material=material and not isinstance(field.row, Posting))
    _check_possible(matter, field, change.value, by)
    asked = corrections.ask(change, named=someone(checker), by=by)
    asked.effect = effect_of(matter, field, change)
    asked.save(update_fields=["effect"])
    owed.ask_for_correction(matter, checker, by.today)
    write_entry(
        "publication.correction_asked",
        matter.subject,
        by=by,
        facts={"field": field.code, "words": asked.digest, "material": asked.material},
    )
    return asked


def _locked(matter: Matter) -> Matter:
    return Matter.objects.select_for_update().get(pk=matter.pk)


def _change(
    matter: Matter, field: Field, value: str, ground: str, upload: Upload | None, by: Actor
) -> Change:
    row = field.row
    if isinstance(row, Attachment):
        rules.check_file_given(upload is not None)
        assert upload is not None
        kept = files.keep(upload.file, upload.name, at=by.at, seen=upload.seen)
        after, value, old, new = kept.name, kept.file.digest, row.file, kept.file
    else:
        after, old, new = _said(matter, field, value), None, None
    before = field.said
    if isinstance(row, FigureTable):
        before, after = corrected_tables.told_apart(row, *corrected_tables.unpacked(value))
    return Change(
        subject=matter.subject,
        field=field.code,
        label=field.label,
        before=before,
        after=after,
        value=value,
        ground=ground,
        file_before=old,
        file=new,
    )


def _said(matter: Matter, field: Field, value: str) -> str:
    """Return a value as people read it."""
    if field.shape == DAY:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    if field.shape == MOMENT:
        return say_moment(datetime.fromisoformat(value))
    if field.shape == KIND:
        rules.check_kind_listed(value in kinds_of(matter))
        return kinds_of(matter)[value]
    return value


def _check_possible(matter: Matter, field: Field, value: str, by: Actor) -> None:
    """Refuse what no clerical error can have been; asked again when it is signed."""
    if field.code == "title":
        rules.check_title(value)
    if field.shape == DAY:
        rules.check_decided_before(date.fromisoformat(value), matter.published_on or by.today)
    if field.shape == TABLE:
        table, words = corrected_tables.unpacked(value)
        figures.check_totals(table, words.reason)
    if isinstance(field.row, Posting) and field.shape == MOMENT:
        _check_moment(matter, field.row, datetime.fromisoformat(value), by)


def _check_moment(matter: Matter, posting: Posting, at: datetime, by: Actor) -> None:
    posted_on = timezone.localdate(at)
    rules.check_posted_on(posted_on, matter.published_on or by.today, by.today)
    rules.check_posted_at(at, by.at)
    if at < posting.posted_at:
        rules.check_not_before_publication(at, matter.published_at or at)
    first_gap = posting.gaps.first()
    rules_runs.check_posted_before_gaps(posted_on, first_gap.missing_from if first_gap else None)
    until = run_from(matter, posting, posted_on, by.today).last_day
    rules.check_hung_long_enough(posting.taken_down_on, until)


@transaction.atomic
def sign(correction: Correction, *, by: Actor) -> Correction:
    """Sign a correction as the person named for it: new words are free of secrets and right."""
    matter, correction = _both_locked(correction)
    check_power(rules.CHECK, by, "ký đính chính")
    rules.PROCEDURE.check("correct", Stage(matter.stage))
    corrections.check_may_sign(correction, by=by)
    rules.check_file_stands(correction.file is None or correction.file.erased_at is None)
    field = field_of(matter, correction.field)
    rules.check_correctable(field is not None)
    assert field is not None
    _check_possible(matter, field, correction.value, by)
    correction.effect = effect_of(matter, field, correction)
    if isinstance(field.row, Posting):
        entry = _correct_posting(matter, field, field.row, correction, by)
    else:
        entry = _correct_matter(matter, field, correction, by)
        finding.index(matter)
    corrections.close(correction, corrections.Stage.DONE, entry, by=by)
    close_duties(matter.subject, on=by.today, kinds=[owed.CORRECT])
    if correction.material:
        hanging.renew(matter, entry, by)
    ask_for_new_sheets(matter, by.today)
    return correction


def _both_locked(correction: Correction) -> tuple[Matter, Correction]:
    key = correction.subject.partition(":")[2]
    matter = Matter.objects.select_for_update().get(pk=key)
    return matter, Correction.objects.select_for_update().get(pk=correction.pk)


def _correct_matter(
    matter: Matter, field: Field, correction: Correction, by: Actor
) -> JournalEntry:
    due_before = matter.due_on
    correction.sealed_before = {"digest": matter.content_digest, "salt": matter.content_salt}
    _put_right(matter, field, correction)
    matter.edition += 1
    matter.reading_version += correction.material
    matter.save()
    drafting.seal_content(matter)
    if correction.material:
        reading.ask_again(matter, by)
    retitle(matter.subject, matter.title)
    return write_entry(
        "publication.corrected",
        matter.subject,
        by=by,
        # Whoever counts by kind of content learns the right one from the journal.
        clauses=[
            *([matter.kind] if field.shape == KIND else []),
            *(matter.post_for.sources if correction.material else []),
        ],
        facts={
            "field": field.code,
            "words": correction.digest,
            "reading_version": matter.reading_version,
            "due_on_before": due_before.isoformat(),
            "due_on": matter.due_on.isoformat(),
            "working_days_late": _days_late(matter, by.today),
        },
        digest=matter.content_digest,
    )


def _put_right(matter: Matter, field: Field, correction: Correction) -> None:
    """Put the right value in its place; the matter itself is saved by the caller."""
    if isinstance(field.row, Attachment):
        field.row.file, field.row.name = correction.file, correction.after  # type: ignore[assignment]
        field.row.save(update_fields=["file", "name"])
    elif field.shape == TABLE:
        figures.keep(matter, *corrected_tables.unpacked(correction.value))
    elif field.shape == DAY:
        _correct_decided_on(matter, date.fromisoformat(correction.value))
    elif field.shape == KIND:
        matter.kind_source, matter.kind_label = correction.value, correction.after
    else:
        setattr(matter, field.code, correction.value)


def _days_late(matter: Matter, today: date) -> int | None:
    """Return by how many working days it was late, brought along never; None as in the rule."""
    if matter.carried_over:
        return 0
    done_on = matter.published_on or today
    return rules.working_days_late(matter.due_on, done_on, vietnam.calendar())


def _correct_decided_on(matter: Matter, decided_on: date) -> None:
    """Count the due date again from the right day, under the terms that hold for the matter."""
    due = rules.publish_by(decided_on, matter.publish_within, vietnam.calendar())
    matter.decided_on, matter.due_on, matter.derivation = decided_on, due.day, due.to_data()
    matter.carried_over = due.day < agency().go_live_on


def _correct_posting(
    matter: Matter, field: Field, posting: Posting, correction: Correction, by: Actor
) -> JournalEntry:
    on_before, until_before = posting.posted_on, posting.ends_on
    if field.shape == PLACE:
        posting.place = correction.value
    else:
        posting.posted_at = datetime.fromisoformat(correction.value)
        posting.posted_on = timezone.localdate(posting.posted_at)
        run = run_from(matter, posting, posting.posted_on, by.today)
        posting.ends_on = run.last_day if run.goes_on or posting.taken_down_on else None
    posting.save(update_fields=["place", "posted_at", "posted_on", "ends_on"])
    return write_entry(
        "publication.posting_corrected",
        matter.subject,
        by=by,
        facts={
            "field": field.code,
            "words": correction.digest,
            "posted_on_before": on_before.isoformat(),
            "posted_on": posting.posted_on.isoformat(),
            "hangs_until_before": until_before.isoformat() if until_before else "",
            "hangs_until": posting.ends_on.isoformat() if posting.ends_on else "",
        },
    )


@transaction.atomic
def decline(correction: Correction, *, by: Actor) -> None:
    """Decline a correction, or take back one's own: what is public stays as it is."""
    matter, correction = _both_locked(correction)
    check_power(rules.CHECK, by, "bác hoặc rút đề nghị đính chính")
    corrections.check_may_decline(correction)
    entry = write_entry(
        "publication.correction_declined",
        matter.subject,
        by=by,
        facts={"field": correction.field, "words": correction.digest},
    )
    proposed, correction.file = correction.file, None
    corrections.close(correction, corrections.Stage.DECLINED, entry, by=by)
    if proposed is not None and not files.is_held(proposed):
        files.discard(proposed)
    close_duties(matter.subject, on=by.today, kinds=[owed.CORRECT])


def ask_for_new_sheets(matter: Matter, today: date) -> None:
    """Ask administration to replace the sheets on boards that do not say what was corrected."""
    if queries.outdated_sheets(matter):
        owed.ask_for_new_sheet(matter, today)


@transaction.atomic
def replace_sheet(posting: Posting, *, by: Actor) -> Posting:
    """Write down that the sheet with the corrected words hangs now.

    Its run goes on, or begins anew where people have to know other words than before.
    """
    matter = Matter.objects.select_for_update().get(pk=posting.matter_id)
    check_power(rules.PUBLISH, by, "ghi thay tờ niêm yết")
    rules.PROCEDURE.check("correct", Stage(matter.stage))
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    outdated = {row.pk for row in queries.outdated_sheets(matter)}
    rules.check_sheet_outdated(posting.pk in outdated)
    posting.matter = matter
    hanging.put_up_corrected(posting, by=by)
    if outdated == {posting.pk}:
        close_duties(matter.subject, on=by.today, kinds=[owed.SHEET])
    return posting
