"""Where a notice hangs and since when: its postings, their gaps, and the run that goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.days import runs, vietnam
from dienhong.core.days.runs import Hanging, Length, Run
from dienhong.duties.actions import close_duties
from dienhong.organisation.actions import check_power
from dienhong.publication import owed, queries, rules, rules_runs
from dienhong.publication.bound import bound
from dienhong.publication.models import Gap, Matter, Posting
from dienhong.publication.rules import Stage, Term
from dienhong.record.actions import write_entry
from dienhong.record.models import JournalEntry
from dienhong.record.queries import head

THIS_SYSTEM = "Trang công khai nội bộ của Diên Hồng"


def hanging_of(posting: Posting) -> Hanging:
    """Return what is known of a posting, as the count of its run takes it."""
    gaps = tuple(runs.Gap(gap.missing_from, gap.again_on, gap.renews) for gap in posting.gaps.all())
    return Hanging(posting.posted_on, gaps, posting.taken_down_on or posting.broken_on)


def length_of(matter: Matter) -> Length:
    """Return how many days of which kind a run of a matter needs."""
    return rules_runs.length_of(matter.post_for, vietnam.calendar())


def run_of(posting: Posting, today: date) -> Run:
    """Return the run of a posting as it stands today."""
    return runs.run_on(hanging_of(posting), length_of(posting.matter), today)


def begin(
    matter: Matter, *, place: str, electronic: bool, posted_at: datetime, by: Actor
) -> Posting:
    """Write down that a matter hangs at a place, and until when it has to."""
    posted_on = timezone.localdate(posted_at)
    until = rules_runs.posted_until(posted_on, matter.post_for, vietnam.calendar())
    done_on = matter.published_on or by.today
    late = rules.working_days_late(matter.due_on, done_on, vietnam.calendar())
    # Published once: where the page is to run anew, it is one more posting.
    is_first = electronic and not matter.postings.exists()
    entry = write_entry(
        "publication.published" if is_first else "publication.posted",
        matter.subject,
        by=by,
        clauses=[
            matter.kind,
            *matter.publish_within.sources,
            *matter.post_for.sources,
            *([] if electronic else matter.board_forms),
            *(bound(matter.version).publishing(matter) if is_first else []),
        ],
        facts={
            "due_on": matter.due_on.isoformat(),
            "posted_on": posted_on.isoformat(),
            "hangs_until": until.day.isoformat(),
            "working_days_late": 0 if matter.carried_over else late,
        },
        digest=matter.content_digest,
    )
    return Posting.objects.create(
        matter=matter,
        place=place,
        electronic=electronic,
        posted_at=posted_at,
        posted_on=posted_on,
        ends_on=until.day,
        posted_by_id=by.author.id,
        entry_number=entry.number,
        fingerprint=head()[1],
    )


def recount(posting: Posting, today: date) -> None:
    """Keep until when a posting must hang, after something was written down about it."""
    run = run_of(posting, today)
    posting.ends_on = run.last_day if run.goes_on else None
    posting.save(update_fields=["ends_on"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found on a board: since when, on which day, by whom."""

    cause: str
    missing_from: date
    found_on: date
    found_by: str


@transaction.atomic
def record_gap(posting: Posting, found: Found, *, by: Actor) -> Gap:
    """Write down that a notice was missing, torn or covered: its run is broken."""
    posting, term = _locked(posting, "record-gap", by)
    rules_runs.check_still_hangs(posting.taken_down_on or posting.broken_on, term)
    rules_runs.check_no_open_gap(open_gap(posting) is not None, term)
    rules_runs.check_gap_found(found.missing_from, found.found_on, by.today, term)
    seen_on = _last_hung_on(posting)
    rules_runs.check_gap_after(found.missing_from, seen_on, posting.posted_on, term)
    until_before = posting.ends_on
    entry = write_entry(
        "publication.gap_recorded",
        posting.matter.subject,
        by=by,
        clauses=_clauses(posting),
        facts={
            "posting": posting.entry_number,
            "cause": found.cause,
            "missing_from": found.missing_from.isoformat(),
            "found_on": found.found_on.isoformat(),
            "hangs_until_before": until_before.isoformat() if until_before else "",
        },
    )
    gap = posting.gaps.create(
        cause=found.cause,
        missing_from=found.missing_from,
        found_on=found.found_on,
        found_by=found.found_by.strip(),
        recorded_at=by.at,
        recorded_by_id=by.author.id,
        entry_number=entry.number,
    )
    recount(posting, by.today)
    if not run_of(posting, by.today).fulfilled:
        owed.ask_to_hang_again(posting.matter, by.today)
    return gap


def _locked(posting: Posting, act: str, by: Actor) -> tuple[Posting, Term]:
    """Return a posting whose matter is locked, and its length; refuse stage or hands."""
    matter = Matter.objects.select_for_update().get(pk=posting.matter_id)
    procedure = rules.PROCEDURE
    check_power(procedure.power_of(act), by, procedure.labels.acts[act])
    procedure.check(act, Stage(matter.stage))
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    posting.matter = matter
    return posting, matter.post_for


def _clauses(posting: Posting) -> list[Citation]:
    matter = posting.matter
    return [*matter.post_for.sources, *([] if posting.electronic else matter.board_forms)]


def open_gap(posting: Posting) -> Gap | None:
    """Return the gap since which a notice does not hang; None where it hangs."""
    return next((gap for gap in posting.gaps.all() if gap.is_open and not gap.renews), None)


def _last_hung_on(posting: Posting) -> date:
    """Return the last day on which somebody wrote down that it hangs."""
    put_up = posting.sheet_replaced_at
    replaced = [timezone.localdate(put_up)] if put_up else []
    again = [gap.again_on for gap in posting.gaps.all() if gap.again_on is not None]
    return max([posting.posted_on, *replaced, *again])


@transaction.atomic
def hang_again(posting: Posting, *, at: datetime, by: Actor) -> Posting:
    """Write down that a notice hangs again since a moment: its run begins anew on that day.

    What is hung says the newest words: it replaces an outdated sheet too.
    """
    posting, term = _locked(posting, "hang-again", by)
    gap = open_gap(posting)
    rules_runs.check_gap_open(gap is not None, term)
    assert gap is not None
    again_on = timezone.localdate(at)
    rules.check_posted_at(at, by.at)
    rules_runs.check_again(again_on, gap.found_on, term)
    keys = _close_gaps(posting, at, by)
    entry = write_entry(
        "publication.hung_again",
        posting.matter.subject,
        by=by,
        clauses=_clauses(posting),
        facts={
            "posting": posting.entry_number,
            "missing_from": gap.missing_from.isoformat(),
            "hung_again_on": again_on.isoformat(),
            "hangs_until": posting.ends_on.isoformat() if posting.ends_on else "",
        },
    )
    posting.gaps.filter(pk__in=keys).update(again_entry_number=entry.number)
    _close_what_is_done(posting.matter, by.today)
    return posting


def _close_gaps(posting: Posting, at: datetime, by: Actor) -> list[int]:
    """End the gaps that a sheet put up at a moment ends, and count anew; return which."""
    ended = [
        gap.pk
        for gap in posting.gaps.all()
        if gap.is_open and not (gap.renews and at < gap.recorded_at)
    ]
    rows = posting.gaps.filter(pk__in=ended)
    rows.update(again_at=at, again_on=timezone.localdate(at))
    recount(posting, by.today)
    return ended


def _close_what_is_done(matter: Matter, today: date) -> None:
    matter = Matter.objects.get(pk=matter.pk)
    if not any(open_gap(row) for row in matter.postings.all()):
        close_duties(matter.subject, on=today, kinds=[owed.HANG_AGAIN])
    if not queries.outdated_sheets(matter):
        close_duties(matter.subject, on=today, kinds=[owed.SHEET])


def put_up_corrected(posting: Posting, *, by: Actor) -> None:
    """Write down that a sheet with the right words hangs; where they were others, count anew."""
    posting.sheet_replaced_at = by.at
    posting.save(update_fields=["sheet_replaced_at"])
    ended = _close_gaps(posting, by.at, by)
    until = posting.ends_on.isoformat() if posting.ends_on else ""
    entry = write_entry(
        "publication.sheet_replaced",
        posting.matter.subject,
        by=by,
        clauses=_clauses(posting) if ended else [],
        facts={
            "replaced_on": by.today.isoformat(),
            "posted_on": posting.posted_on.isoformat(),
            "hangs_until": until,
        },
    )
    posting.gaps.filter(pk__in=ended).update(again_entry_number=entry.number)


def renew(matter: Matter, entry: JournalEntry, by: Actor) -> None:
    """Begin all runs of a matter anew: what people have to know has become something else.

    The page says it at once, a board once its sheet was replaced; where a run had ended, the
    matter is to be posted again.
    """
    here = list(matter.postings.all())
    hanging = [row for row in here if row.hangs]
    for posting in hanging:
        _renew(posting, entry, by)
    if not any(row.electronic for row in hanging):
        begin(matter, place=THIS_SYSTEM, electronic=True, posted_at=by.at, by=by)
    if matter.board_forms and not any(not row.electronic for row in hanging):
        owed.ask_for_posting(matter, by.today)


def _renew(posting: Posting, entry: JournalEntry, by: Actor) -> None:
    at_once = posting.electronic and open_gap(posting) is None
    if not posting.gaps.filter(cause=Gap.Cause.CORRECTED, again_on__isnull=True).exists():
        posting.gaps.create(
            cause=Gap.Cause.CORRECTED,
            missing_from=by.today,
            found_on=by.today,
            recorded_at=by.at,
            recorded_by_id=by.author.id,
            entry_number=entry.number,
            again_at=by.at if at_once else None,
            again_on=by.today if at_once else None,
            again_entry_number=entry.number if at_once else None,
        )
    recount(posting, by.today)
