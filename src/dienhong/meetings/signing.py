"""Numbers and signed copies: with the signed minutes, what the meeting was to serve is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.files.base import File
from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.plain import one_line
from dienhong.duties import occasions
from dienhong.duties.models import Evidence, Occasion
from dienhong.meetings import queries, rules, rules_papers
from dienhong.meetings.actions import check_recorder, locked
from dienhong.meetings.models import PAPER_KINDS, Meeting, MeetingPaper
from dienhong.meetings.rules import Stage
from dienhong.organisation import letterheads
from dienhong.organisation.actions import check_power
from dienhong.organisation.queries import agency
from dienhong.record import files
from dienhong.record.actions import write_entry
from dienhong.record.inspection import PICTURED

# What rooms above do inside the act that keeps signed minutes; each says so as the server starts.
once_signed: list[Callable[[Meeting, MeetingPaper, Actor], None]] = []
SYMBOLS = {"minutes": "BB", "conclusion": "TB", "invitation": "GM"}
_FINISHED = (Stage.READY, Stage.SIGNED)


@dataclass(frozen=True, slots=True)
class Copy:
    """The scan or PDF of a signed paper, looked at before the act begins."""

    name: str
    file: File[bytes]
    seen: files.Seen


def look_at(upload: File[bytes]) -> Copy:
    """Look at an upload in the limited process; refuse what is neither PDF nor picture."""
    name = upload.name or "ban-ky"
    seen = files.check(upload, name)
    rules_papers.check_copy(seen.kind in PICTURED)
    return Copy(name, upload, seen)


def symbol_of(kind: str) -> str:
    """Return what stands behind the number of the office's papers of a kind: "BB-VP"."""
    return letterheads.symbol_of(agency(), SYMBOLS[kind])


@transaction.atomic
def conclude(meeting: Meeting, *, by: Actor) -> MeetingPaper:
    """Make the notice of what the meeting concluded, from its finished minutes."""
    meeting = locked(meeting)
    check_recorder(meeting, by, "lập thông báo kết luận")
    rules.check_can_conclude(meeting.stage in _FINISHED)
    has_one = meeting.papers.filter(kind="conclusion").exists()
    rules_papers.check_has_paper(has_one, PAPER_KINDS["conclusion"])
    paper = MeetingPaper.objects.create(meeting=meeting, kind="conclusion", made_on=by.today)
    write_entry("meetings.paper_made", meeting.subject, by=by, facts={"kind": paper.kind})
    return paper


@transaction.atomic
def number(paper: MeetingPaper, *, number: str, dated_on: date | None, by: Actor) -> MeetingPaper:
    """Write down number and day of a paper, as the office's own register gave them."""
    meeting, row = _both_locked(paper, by, "ghi số văn bản")
    earliest = date.min if row.kind == "invitation" else meeting.held_on
    rules_papers.check_number(number, dated_on, by.today, earliest)
    assert dated_on is not None
    rules_papers.check_not_numbered("" if row.signed_id is None else row.number)
    said = _with_symbol(number, row.kind)
    taken = MeetingPaper.objects.filter(kind=row.kind, year=dated_on.year, number=said)
    other = taken.exclude(pk=row.pk).first()
    rules_papers.check_number_free(said, dated_on.year, other.meeting.title if other else "")
    row.number, row.dated_on, row.year = said, dated_on, dated_on.year
    row.save(update_fields=["number", "dated_on", "year"])
    write_entry(
        "meetings.numbered",
        meeting.subject,
        by=by,
        facts={"kind": row.kind, "number": said, "dated_on": dated_on.isoformat()},
    )
    return row


def _with_symbol(number: str, kind: str) -> str:
    """Return a number as it stands on the paper: "05/BB-VP" for 5."""
    plain = one_line(number)
    if "/" in plain:
        return plain
    return f"{plain.zfill(2) if plain.isdecimal() else plain}/{symbol_of(kind)}"


def _both_locked(paper: MeetingPaper, by: Actor, verb: str) -> tuple[Meeting, MeetingPaper]:
    meeting = locked(paper.meeting)
    check_power(rules.SIGN, by, verb)
    if paper.kind == "minutes":
        rules.PROCEDURE.check("sign", Stage(meeting.stage))
    return meeting, MeetingPaper.objects.select_for_update().get(pk=paper.pk)


@transaction.atomic
def sign(paper: MeetingPaper, copy: Copy, *, by: Actor) -> MeetingPaper:
    """Keep the signed copy of a paper; with that of the minutes the meeting is done."""
    meeting, row = _both_locked(paper, by, "ghi bản đã ký")
    move = next(each for each in rules.PROCEDURE.moves if each.act == "sign")
    rules.PROCEDURE.check_needs(move, [rules.NUMBERED] if row.number and row.dated_on else [])
    rules_papers.check_no_copy(row.signed_id is not None)
    kept = files.keep(copy.file, copy.name, at=by.at, seen=copy.seen)
    row.signed, row.signed_name = kept.file, kept.name
    row.signed_by_id, row.signed_at = by.author.id, by.at
    row.save(update_fields=["signed", "signed_name", "signed_by", "signed_at"])
    write_entry(
        "meetings.signed",
        meeting.subject,
        by=by,
        clauses=queries.clauses_of(meeting),
        facts={"kind": row.kind, "number": row.number},
        digest=kept.file.digest,
    )
    if row.kind == "minutes":
        meeting.stage = Stage.SIGNED
        meeting.save(update_fields=["stage"])
        for occasion in meeting.occasions.filter(closed_on__isnull=True):
            _prove(occasion, meeting, row, by)
        for act in once_signed:
            act(meeting, row, by)
    return row


def _prove(occasion: Occasion, meeting: Meeting, paper: MeetingPaper, by: Actor) -> None:
    """Show the minutes as evidence of an occasion, and close it as of the day of the meeting."""
    evidence = Evidence(
        kind="meeting",
        number=paper.number,
        dated_on=paper.dated_on,
        subject=meeting.subject,
        path=meeting.path,
        file=paper.signed,
        file_name=paper.signed_name,
    )
    occasions.show(occasion, evidence, by=by)
    occasions.close(occasion, done_on=meeting.held_on, by=by)
