"""What people do when they publish: draft, check, publish, post, take down, withdraw."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.core.refusal import Refused
from dienhong.duties.actions import close_duties, forget_title
from dienhong.duties.models import Duty, Reminder
from dienhong.meetings.models import AgendaItem, MinutesEdition
from dienhong.organisation.actions import check_power
from dienhong.publication import (
    channels,
    correcting,
    drafting,
    editions,
    finding,
    hanging,
    owed,
    plans,
    queries,
    rules,
    rules_runs,
    shaping,
)
from dienhong.publication.bound import bound
from dienhong.publication.drafting import Draft, Upload
from dienhong.publication.hanging import THIS_SYSTEM
from dienhong.publication.models import (
    Attachment,
    Confirmation,
    Edition,
    FigureRow,
    FigureTable,
    FileText,
    IndexWord,
    Matter,
    Occurrence,
    Posting,
    Proof,
    Withdrawal,
)
from dienhong.publication.rules import Stage
from dienhong.record import corrections, files
from dienhong.record.actions import write_entry
from dienhong.record.models import Correction
from dienhong.record.queries import head


@transaction.atomic
def draft(words: Draft, uploads: Iterable[Upload] = (), *, by: Actor) -> Matter:
    """Enter a matter: its due date is counted from the decision, and the check is asked for."""
    matter = Matter(drafted_by_id=by.author.id, drafted_at=by.at)
    drafting.fill(matter, words, by.today)
    matter.stage = _check_move("submit", matter, by)
    matter.save(force_insert=True)
    drafting.attach(matter, uploads, by)
    drafting.seal_content(matter)
    editions.remember(matter, by)
    owed.ask_for_check(matter)
    write_entry(
        "publication.drafted",
        matter.subject,
        by=by,
        clauses=[matter.kind, *matter.publish_within.sources, *bound(matter.version).times],
        facts={"decided_on": matter.decided_on.isoformat(), "due_on": matter.due_on.isoformat()},
        digest=matter.content_digest,
    )
    return matter


@transaction.atomic
def redraft(
    matter: Matter,
    words: Draft,
    uploads: Iterable[Upload] = (),
    *,
    drop: Collection[int] = (),
    edition: int,
    by: Actor,
) -> Matter:
    """Mend a matter that was returned, and ask for the check again; ``drop`` are files to go."""
    matter = _locked(matter)
    stage = _check_move("submit", matter, by)
    rules.check_edition(edition, matter.edition)
    drafting.fill(matter, words, by.today)
    matter.stage, matter.ground, matter.edition = stage, "", matter.edition + 1
    matter.save()
    drafting.drop(matter, drop)
    drafting.attach(matter, uploads, by)
    drafting.seal_content(matter)
    editions.remember(matter, by)
    owed.ask_for_check(matter)
    write_entry(
        "publication.redrafted",
        matter.subject,
        by=by,
        facts={"edition": matter.edition, "due_on": matter.due_on.isoformat()},
        digest=matter.content_digest,
    )
    return matter


def _locked(matter: Matter) -> Matter:
    return Matter.objects.select_for_update().get(pk=matter.pk)


def _check_move(act: str, matter: Matter, by: Actor) -> Stage:
    """Return the stage that an act leads to; refuse a wrong stage or the wrong hands."""
    procedure = rules.PROCEDURE
    check_power(procedure.power_of(act), by, procedure.labels.acts[act])
    return procedure.check(act, Stage(matter.stage)).to


def _check_named(matter: Matter, by: Actor) -> None:
    rules.check_named_checker(str(matter.checker_id), by.author.id, matter.exception)


@transaction.atomic
def clear(matter: Matter, *, edition: int | None = None, by: Actor) -> Matter:
    """Sign that a matter holds no secret: only the person named for it may.

    ``edition`` is the one that the person has read; None where no page was read.
    """
    matter = _locked(matter)
    _check_named(matter, by)
    stage = _check_move("clear", matter, by)
    rules.check_edition(edition, matter.edition)
    shaping.check_complete(matter)
    matter.stage, matter.checked_at = stage, by.at
    matter.save(update_fields=["stage", "checked_at"])
    close_duties(matter.subject, on=by.today, kinds=[owed.CHECK])
    write_entry(
        "publication.cleared",
        matter.subject,
        by=by,
        clauses=matter.exceptions,
        facts={"edition": matter.edition},
        digest=matter.content_digest,
    )
    return matter


@transaction.atomic
def give_back(matter: Matter, *, ground: str, edition: int | None = None, by: Actor) -> Matter:
    """Return a matter to its drafter, saying what to mend; ``edition`` as for ``clear``."""
    matter = _locked(matter)
    _check_named(matter, by)
    stage = _check_move("return", matter, by)
    rules.check_edition(edition, matter.edition)
    rules.check_ground(ground, None)
    matter.stage, matter.ground = stage, ground
    matter.save(update_fields=["stage", "ground"])
    close_duties(matter.subject, on=by.today, kinds=[owed.CHECK])
    write_entry("publication.returned", matter.subject, by=by, facts={"edition": matter.edition})
    return matter


@transaction.atomic
def withhold(matter: Matter, *, ground: str, edition: int | None = None, by: Actor) -> Matter:
    """Hold a matter back as secret, on a ground: it leaves every list and count.

    The words of its earlier editions go; ``edition`` as for ``clear``.
    """
    matter = _locked(matter)
    _check_named(matter, by)
    stage = _check_move("withhold", matter, by)
    rules.check_edition(edition, matter.edition)
    rules.check_ground(ground, matter.exception)
    matter.stage, matter.ground, matter.checked_at = stage, ground, by.at
    matter.save(update_fields=["stage", "ground", "checked_at"])
    close_duties(matter.subject, on=by.today)
    forget_title(matter.subject)
    editions.forget(matter)
    files.overwrite_erased()
    write_entry("publication.withheld", matter.subject, by=by, clauses=matter.exceptions)
    return matter


@transaction.atomic
def reopen(matter: Matter, *, by: Actor) -> Matter:
    """Let what was held back be mended and checked again: the Chief's act, never the checker's."""
    matter = _locked(matter)
    matter.stage, matter.checked_at = _check_move("reopen", matter, by), None
    matter.save(update_fields=["stage", "checked_at"])
    owed.ask_for_publication(matter)
    write_entry("publication.reopened", matter.subject, by=by, clauses=matter.exceptions)
    return matter


@transaction.atomic
def publish(matter: Matter, *, forms: list[str], by: Actor) -> Matter:
    """Make a matter public: its run in this system begins, and each other form becomes a duty."""
    matter = _locked(matter)
    stage = _check_move("publish", matter, by)
    offered = queries.terms_under(matter.version, matter.decided_on).forms
    ways = channels.choices(offered)
    rules.check_forms(forms, [way.key for way in ways])
    matter.stage, matter.published_by_id = stage, by.author.id
    matter.published_on, matter.published_at = by.today, by.at
    matter.forms = [
        {"channels": way.code, "source": str(way.source)} for way in ways if way.key in forms
    ]
    matter.save()
    close_duties(matter.subject, on=by.today, kinds=[owed.PUBLISH])
    hanging.begin(matter, place=THIS_SYSTEM, electronic=True, posted_at=by.at, by=by)
    channels.open_chosen(matter, by)
    finding.index(matter)
    plans.show_done(matter, by=by)
    return matter


@transaction.atomic
def post(matter: Matter, *, place: str, posted_at: datetime, by: Actor) -> Posting:
    """Write down that the sheet hangs at a place since a moment: its own run begins."""
    matter = _locked(matter)
    _check_move("post", matter, by)
    posted_on = timezone.localdate(posted_at)
    rules.check_posted_on(posted_on, matter.published_on or by.today, by.today)
    rules.check_posted_at(posted_at, by.at)
    posting = hanging.begin(matter, place=place, electronic=False, posted_at=posted_at, by=by)
    close_duties(matter.subject, on=by.today, kinds=[owed.POST])
    if matter.channels.filter(code="posting", closed_on__isnull=True).exists():
        owed.ask_for_photograph(matter, by.today)
    correcting.ask_for_new_sheets(matter, by.today)
    return posting


@transaction.atomic
def take_down(posting: Posting, *, by: Actor) -> Posting:
    """Take a notice off its board, once it has hung for its whole run."""
    posting = Posting.objects.select_for_update().select_related("matter").get(pk=posting.pk)
    _check_move("take-down", posting.matter, by)
    run = posting.matter.post_for
    if not posting.hangs:
        raise Refused("Không gỡ được: đợt niêm yết này đã kết thúc", cure="Không cần làm gì thêm.")
    now = hanging.run_of(posting, by.today)
    rules_runs.check_may_take_down(now, run, vietnam.calendar(), by.today)
    posting.taken_down_on = by.today
    entry = write_entry(
        "publication.taken_down",
        posting.matter.subject,
        by=by,
        clauses=[run.source],
        facts={"posted_on": posting.posted_on.isoformat(), "hung_until": by.today.isoformat()},
    )
    posting.end_entry_number = entry.number
    posting.save(update_fields=["taken_down_on", "end_entry_number"])
    if not queries.outdated_sheets(posting.matter):
        close_duties(posting.matter.subject, on=by.today, kinds=[owed.SHEET])
    return posting


@transaction.atomic
def ask_withdrawal(matter: Matter, *, ground: str, by: Actor) -> Withdrawal:
    """Ask for an emergency withdrawal on a ground; a second person has to confirm it."""
    matter = _locked(matter)
    _check_move("withdraw", matter, by)
    rules.check_ground(ground, matter.exception)
    rules.check_not_asked_yet(Withdrawal.objects.filter(matter=matter).exists())
    request = Withdrawal.objects.create(
        matter=matter,
        ground=ground,
        asked_by_id=by.author.id,
        asked_through_id=by.by.id,
        asked_at=by.at,
    )
    owed.ask_second_person(matter, by.today)
    write_entry("publication.withdrawal_asked", matter.subject, by=by, clauses=matter.exceptions)
    return request


@transaction.atomic
def decline_withdrawal(matter: Matter, *, by: Actor) -> None:
    """Decline a request, or take back one's own: the matter stays public."""
    matter = _locked(matter)
    _check_move("withdraw", matter, by)
    request = Withdrawal.objects.select_for_update().filter(matter=matter).first()
    rules.check_withdrawal_asked(request is not None)
    assert request is not None
    request.delete()
    close_duties(matter.subject, on=by.today, kinds=[owed.CONFIRM])
    write_entry("publication.withdrawal_declined", matter.subject, by=by, clauses=matter.exceptions)


@transaction.atomic
def confirm_withdrawal(matter: Matter, *, by: Actor) -> Withdrawal:
    """Withdraw at once: words and files go, the digest and the fact stay, the run is broken."""
    matter = _locked(matter)
    stage = _check_move("withdraw", matter, by)
    request = Withdrawal.objects.select_for_update().filter(matter=matter).first()
    rules.check_withdrawal_asked(request is not None)
    assert request is not None
    asked = {str(request.asked_by_id), str(request.asked_through_id)}
    rules.check_two_persons(asked, by.hands)
    matter.stage = stage
    _take_words_out(matter)
    _erase_files(matter, by)
    still = matter.postings.filter(taken_down_on__isnull=True)
    still.filter(ends_on__lt=by.today).update(taken_down_on=by.today)
    still.update(broken_on=by.today)
    close_duties(matter.subject, on=by.today)
    forget_title(matter.subject)
    entry = write_entry(
        "publication.withdrawn",
        matter.subject,
        by=by,
        clauses=[*matter.exceptions, *matter.post_for.sources],
        facts={"broken_on": by.today.isoformat()},
        digest=matter.content_digest,
    )
    finding.forget(matter)
    request.confirmed_by_id, request.confirmed_at = by.author.id, by.at
    request.entry_number, request.fingerprint = entry.number, head()[1]
    request.save()
    return request


def _take_words_out(matter: Matter) -> None:
    matter.title, matter.summary, matter.decision_number, matter.content_salt = "", "", "", ""
    matter.save(update_fields=["stage", "title", "summary", "decision_number", "content_salt"])
    editions.forget(matter)
    shaping.forget(matter)
    corrections.erase_words(matter.subject)
    matter.confirmations.update(document="")


def _erase_files(matter: Matter, by: Actor) -> None:
    """Erase the bytes, also of files that a correction took off or was to put on.

    Another matter that had the same file gets an entry of its own.
    """
    rows = list(matter.attachments.select_related("file"))
    more = corrections.files_of(matter.subject) | channels.forget(matter)
    erased = {row.file for row in rows} | more
    for file in erased:
        files.erase(file, at=by.at)
        sharing = Matter.objects.filter(attachments__file=file).exclude(pk=matter.pk)
        for other in sharing.distinct():
            write_entry("publication.file_withdrawn", other.subject, by=by, digest=file.digest)
    for row in rows:
        row.name = f"tệp {row.order}"
        row.save(update_fields=["name"])
    finding.forget_files({file.pk for file in erased})
    own = (Matter, Confirmation, Attachment, Edition, Proof, FigureTable, FigureRow)
    words = (IndexWord, Occurrence, FileText)
    files.overwrite_erased(*own, *words, Duty, Reminder, Correction, AgendaItem, MinutesEdition)


def first_free_day(posting: Posting) -> date | None:
    """Return the first day on which a posting may be taken down; None while a gap is open."""
    return posting.ends_on + timedelta(days=1) if posting.ends_on else None
