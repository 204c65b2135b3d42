"""Correcting a clerical error in what is public: asked for by one person, signed by another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.core.days.runs import Run, run_on
from dienhong.core.days.say import say_day
from dienhong.duties.actions import close_duties, retitle
from dienhong.organisation.actions import check_power, someone
from dienhong.organisation.models import Person
from dienhong.organisation.queries import agency
from dienhong.publication import (
    drafting,
    finding,
    hanging,
    owed,
    queries,
    reading,
    rules,
    rules_runs,
)
from dienhong.publication.drafting import Upload
from dienhong.publication.models import Attachment, Matter, Posting
from dienhong.publication.rules import Stage
from dienhong.record import corrections, files
from dienhong.record import rules as record_rules
from dienhong.record.actions import write_entry
from dienhong.record.corrections import Change
from dienhong.record.models import Correction, JournalEntry

WHAT = "đính chính"
LINE, TEXT, DAY, KIND, FILE, PLACE, MOMENT = (
    "line",
    "text",
    "day",
    "kind",
    "file",
    "place",
    "moment",
)


@dataclass(frozen=True, slots=True)
class Field:
    """Something of a matter that may be corrected: ``said`` as people read it, ``shape`` how
    it is typed, ``value`` as it is written (ISO days and moments).
    """

    code: str
    label: str
    shape: str
    value: str
    said: str
    row: Attachment | Posting | None = None
    longest: int = 300


def fields_of(matter: Matter) -> list[Field]:
    """Return what may be corrected of a matter: its words, its files, its board postings."""
    files_held = [_of_file(row) for row in matter.attachments.all() if row.file.erased_at is None]
    board = [row for row in matter.postings.all() if not row.electronic]
    postings = [
        field for place, row in enumerate(board, 1) for field in _of_posting(row, f"(đợt {place})")
    ]
    day = matter.decided_on
    number = matter.decision_number
    return [
        Field("title", "Tên việc, văn bản", LINE, matter.title, matter.title),
        Field("summary", "Tóm tắt cho người đọc", TEXT, matter.summary, matter.summary),
        Field("decision_number", "Số quyết định, văn bản", LINE, number, number, longest=60),
        Field("decided_on", "Ngày quyết định, văn bản", DAY, day.isoformat(), f"{day:%d/%m/%Y}"),
        Field("kind", "Loại nội dung", KIND, matter.kind_source, matter.kind_label),
        *files_held,
        *postings,
    ]


def _of_file(row: Attachment) -> Field:
    return Field(
        f"file-{row.order}", f"Tệp kèm theo số {row.order}", FILE, row.file_id, row.name, row
    )


def _of_posting(row: Posting, which: str) -> list[Field]:
    at = row.posted_at
    code = f"posting-{row.pk}"
    return [
        Field(f"{code}-place", f"Nơi niêm yết {which}", PLACE, row.place, row.place, row, 150),
        Field(
            f"{code}-moment",
            f"Giờ, ngày niêm yết {which}",
            MOMENT,
            at.isoformat(),
            say_moment(at),
            row,
        ),
    ]


def say_moment(at: datetime) -> str:
    """Return "07:30 ngày 02/03/2026"."""
    return f"{timezone.localtime(at):%H:%M ngày %d/%m/%Y}"


def field_of(matter: Matter, code: str) -> Field | None:
    """Return one of the fields that may be corrected."""
    return next((field for field in fields_of(matter) if field.code == code), None)


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
    asked.effect = _effect(matter, field, change)
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
    return Change(
        subject=matter.subject,
        field=field.code,
        label=field.label,
        before=field.said,
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


def kinds_of(matter: Matter) -> dict[str, str]:
    """Return the kinds of content under which the matter may stand, by key."""
    terms = queries.terms_under(matter.version, matter.decided_on)
    return {item.key: item.value for item in terms.kinds}


def _check_possible(matter: Matter, field: Field, value: str, by: Actor) -> None:
    """Refuse what no clerical error can have been; asked again when it is signed."""
    if field.code == "title":
        rules.check_title(value)
    if field.shape == DAY:
        rules.check_decided_before(date.fromisoformat(value), matter.published_on or by.today)
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
    until = _run_from(matter, posting, posted_on, by.today).last_day
    rules.check_hung_long_enough(posting.taken_down_on, until)


def _run_from(matter: Matter, posting: Posting, posted_on: date, today: date) -> Run:
    """Return the run of a posting as it would stand if it had begun on another day."""
    known = replace(hanging.hanging_of(posting), posted_on=posted_on)
    return run_on(known, hanging.length_of(matter), today)


def _effect(matter: Matter, field: Field, change: Change | Correction) -> str:
    """Return in words which days follow from a correction; "" where none does."""
    told = []
    if field.shape == DAY:
        told.append(_effect_on_due(matter, date.fromisoformat(change.value)))
    if isinstance(field.row, Posting) and field.shape == MOMENT:
        told.append(_effect_on_run(matter, field.row, change.value))
    if change.material:
        told.append(
            f"Điều phải biết đã đổi: mỗi nơi niêm yết tính lại đủ {matter.post_for.said} liên tục "
            "từ ngày có bản đính chính, ai đã xác nhận bản trước thì đọc lại bản này."
        )
    return " ".join(told)


def _effect_on_run(matter: Matter, posting: Posting, value: str) -> str:
    posted_on = timezone.localdate(datetime.fromisoformat(value))
    if posting.gaps.exists():
        return "Ngày niêm yết ghi lại; đợt đang tính vẫn từ ngày dán lại sau đứt quãng."
    until = rules_runs.posted_until(posted_on, matter.post_for, vietnam.calendar()).day
    before = say_day(posting.ends_on) if posting.ends_on else "chưa có"
    return f"Đợt niêm yết tính lại: đến hết {say_day(until)} (trước đính chính: {before})."


def _effect_on_due(matter: Matter, decided_on: date) -> str:
    due = rules.publish_by(decided_on, matter.publish_within, vietnam.calendar()).day
    done_on = matter.published_on or due
    late = rules.working_days_late(due, done_on, vietnam.calendar())
    if due < agency().go_live_on:
        verdict = "việc mang sang, không tính là trễ"
    elif done_on <= due:
        verdict = "công khai đúng hạn"
    else:
        verdict = f"công khai trễ {late} ngày làm việc" if late else "công khai trễ hạn"
    return (
        f"Hạn công khai tính lại là {say_day(due)} "
        f"(trước đính chính: {say_day(matter.due_on)}): {verdict}."
    )


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
    correction.effect = _effect(matter, field, correction)
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
    if isinstance(field.row, Attachment):
        field.row.file, field.row.name = correction.file, correction.after  # type: ignore[assignment]
        field.row.save(update_fields=["file", "name"])
    elif field.shape == DAY:
        _correct_decided_on(matter, date.fromisoformat(correction.value))
    elif field.shape == KIND:
        matter.kind_source, matter.kind_label = correction.value, correction.after
    else:
        setattr(matter, field.code, correction.value)
    matter.edition += 1
    matter.reading_version += correction.material
    matter.save()
    drafting.seal_content(matter)
    if correction.material:
        reading.ask_again(matter, by)
    retitle(matter.subject, matter.title)
    done_on = matter.published_on or by.today
    late = rules.working_days_late(matter.due_on, done_on, vietnam.calendar())
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
            "working_days_late": 0 if matter.carried_over else late,
        },
        digest=matter.content_digest,
    )


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
        run = _run_from(matter, posting, posting.posted_on, by.today)
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
