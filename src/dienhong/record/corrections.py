"""Corrections, kept: what stood before, what stands now, and their words taken out again."""

from dataclasses import dataclass

from django.db.models import QuerySet

from dienhong.core.acting import Actor, Someone
from dienhong.core.journal.canonical import canonical
from dienhong.core.journal.commitment import SALT_BYTES, commit
from dienhong.record import rules
from dienhong.record.chance import some_bytes
from dienhong.record.models import Correction, JournalEntry, StoredFile

Stage = Correction.Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one thing: what people read before and after, and the value to write."""

    subject: str
    field: str
    label: str
    before: str
    after: str
    value: str
    ground: str
    material: bool = False
    file_before: StoredFile | None = None
    file: StoredFile | None = None


def ask(change: Change, *, named: Someone | None, by: Actor) -> Correction:
    """Keep what is to be corrected; it changes nothing until it is done.

    ``named`` is who has to sign it; None where one person may correct.
    """
    rules.check_why(change.ground)
    _check_differs(change)
    waiting = Correction.objects.filter(subject=change.subject, stage=Stage.ASKED)
    rules.check_none_waits(waiting.exists())
    if named is not None:
        rules.check_another(by.author.id, named.id)
    salt = some_bytes(SALT_BYTES)
    return Correction.objects.create(
        subject=change.subject,
        field=change.field,
        label=change.label,
        before=change.before,
        after=change.after,
        value=change.value,
        file_before=change.file_before,
        file=change.file,
        ground=change.ground.strip(),
        material=change.material,
        asked_by=by.author.id,
        asked_by_name=by.author.name,
        asked_at=by.at,
        named=named.id if named else "",
        named_name=named.name if named else "",
        digest=commit(salt, _words(change)).hex(),
        salt=salt.hex(),
    )


def _check_differs(change: Change) -> None:
    if change.file is None:
        rules.check_differs(change.before, change.after)
    elif change.file_before is not None:
        rules.check_differs(change.file_before.digest, change.file.digest)


def _words(change: Change) -> bytes:
    return canonical(
        {
            "field": change.field,
            "before": change.before,
            "after": change.after,
            "file_before": change.file_before.digest if change.file_before else "",
            "file": change.file.digest if change.file else "",
        }
    )


def check_may_sign(correction: Correction, *, by: Actor) -> None:
    """Refuse a signature that is not asked for, or not from the person named, or one's own."""
    rules.check_still_waits(correction.stage == Stage.ASKED)
    rules.check_named(correction.named, by.author.id)
    # Nor may the clerk who entered one side enter the other.
    for hand in sorted(by.hands):
        rules.check_another(correction.asked_by, hand)


def name_another(subject: str, to: Someone) -> None:
    """Name somebody else to sign the correction of a thing that waits; never who asked for it."""
    row = Correction.objects.select_for_update().get(subject=subject, stage=Stage.ASKED)
    rules.check_another(row.asked_by, to.id)
    row.named, row.named_name = to.id, to.name
    row.save(update_fields=["named", "named_name"])


def check_may_decline(correction: Correction) -> None:
    """Refuse to decline what no longer waits."""
    rules.check_still_waits(correction.stage == Stage.ASKED)


def close(correction: Correction, stage: Stage, entry: JournalEntry, *, by: Actor) -> None:
    """Write down that it was done or declined; of what was declined no words stay."""
    correction.stage, correction.entry_number = stage, entry.number
    correction.decided_by, correction.decided_by_name = by.author.id, by.author.name
    correction.decided_at = by.at
    correction.save()
    if stage == Stage.DECLINED:
        _erase(Correction.objects.filter(pk=correction.pk))


def erase_words(subject: str) -> None:
    """Take the words out of all corrections of a thing that was withdrawn; none waits any more."""
    rows = Correction.objects.filter(subject=subject)
    rows.filter(stage=Stage.ASKED).update(stage=Stage.DECLINED)
    _erase(rows)


def _erase(rows: QuerySet[Correction]) -> None:
    rows.update(before="", after="", value="", ground="", salt="", sealed_before={})


def files_of(subject: str) -> set[StoredFile]:
    """Return the files that corrections of a thing took off, put on, or were to put on."""
    rows = Correction.objects.filter(subject=subject).select_related("file", "file_before")
    return {file for row in rows for file in (row.file, row.file_before) if file is not None}


def of(subject: str) -> list[Correction]:
    """Return the corrections of a thing that were done or wait, oldest first."""
    rows = Correction.objects.filter(subject=subject).exclude(stage=Stage.DECLINED)
    return list(rows.select_related("file", "file_before").order_by("asked_at"))


def all_of_them() -> QuerySet[Correction]:
    """Return every correction, newest first: for those who watch over them."""
    return Correction.objects.order_by("-asked_at")
