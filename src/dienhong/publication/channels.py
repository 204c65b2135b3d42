"""Channels: which ways a matter can take, what opens each of them, and what closes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.files.base import ContentFile, File
from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.plain import one_line
from dienhong.duties.actions import close_duties
from dienhong.meetings import agenda
from dienhong.meetings.models import Meeting, MeetingPaper
from dienhong.meetings.rules import Stage as MeetingStage
from dienhong.organisation.actions import check_power
from dienhong.publication import owed, rules, rules_channels
from dienhong.publication.drafting import Upload
from dienhong.publication.models import Channel, Matter, Posting, Proof, Reading
from dienhong.publication.relaying import open_relays
from dienhong.publication.rules import Stage
from dienhong.publication.rules_channels import meant
from dienhong.record import files, worker
from dienhong.record.actions import write_entry
from dienhong.record.inspection import PICTURED, Kind
from dienhong.record.models import StoredFile
from dienhong.regulation.queries import Item


@dataclass(frozen=True, slots=True)
class Choice:
    """A way that a provision offers: ``key`` is what a form sends."""

    key: str
    code: str
    source: Citation


def choices(offered: Iterable[Item]) -> list[Choice]:
    """Return the ways that can be chosen: a form that names several offers each by itself."""
    found = []
    for item in offered:
        codes = [code for code in item.value.split(",") if code]
        for code in codes:
            key = item.key if len(codes) == 1 else f"{item.key}/{code}"
            found.append(Choice(key, code, item.source))
    return found


def open_chosen(matter: Matter, by: Actor) -> None:
    """Open the ways chosen for a matter, each with its duty; part of the publication."""
    sources: dict[str, list[str]] = {}
    for row in matter.forms:
        sources.setdefault(row["channels"], []).append(row["source"])
    due = max(by.today, matter.due_on)
    for code, clauses in sources.items():
        is_here = meant(code).closes == rules_channels.AT_ONCE
        channel = Channel.objects.create(
            matter=matter,
            code=code,
            sources=clauses,
            due_on=due,
            closed_on=by.today if is_here else None,
        )
        _ask(channel, by)


def _ask(channel: Channel, by: Actor) -> None:
    closes = meant(channel.code).closes
    if closes == rules_channels.DEPARTMENTS:
        open_relays(channel, by.today)
    elif closes == rules_channels.POSTING:
        owed.ask_for_posting(channel.matter, by.today)
    elif closes != rules_channels.AT_ONCE:
        owed.ask_for_channel(channel)


def look_at(file: File[bytes], name: str) -> Upload:
    """Look at a picture or scan that is to prove something; the place where it was taken goes.

    A picture that says where it was taken is drawn again without it, before an act begins.
    """
    seen = files.check(file, name)
    rules_channels.check_picture(seen.kind in PICTURED)
    if not seen.located:
        return Upload(name, file, seen)
    drawn = worker.run(file, "draw", seen.kind, "1", "1").pictures[0]
    return Upload(name, ContentFile(drawn, name=name), files.Seen(Kind.JPEG))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a person writes down to prove that a channel was used."""

    told_on: date
    words: str = ""
    number: str = ""
    address: str = ""
    people: int | None = None
    upload: Upload | None = None

    @property
    def given(self) -> set[str]:
        """Return the names of the fields that hold something."""
        told = {"words": self.words, "number": self.number, "address": self.address}
        found = {name for name, said in told.items() if said.strip()}
        return found | ({"file"} if self.upload else set())


@transaction.atomic
def prove(channel: Channel, shown: Shown, *, by: Actor) -> Proof:
    """Write down by what a channel was used, and close it: nothing closes without its evidence."""
    channel = locked(channel, by)
    asked, source = meant(channel.code), channel.citations[0]
    rules_channels.check_takes(asked.takes_proof, source)
    rules_channels.check_open(channel.closed_on, source)
    rules_channels.check_evidence(asked.needs, shown.given, source)
    rules_channels.check_told_on(shown.told_on, channel.matter.published_on, by.today)
    return _prove_and_close(channel, shown, by)


@transaction.atomic
def photograph(posting: Posting, upload: Upload, *, by: Actor) -> Proof:
    """Keep a photograph of a sheet that hangs; the first one closes the board as a channel."""
    posting = Posting.objects.select_for_update().select_related("matter").get(pk=posting.pk)
    channel = Channel.objects.filter(matter=posting.matter, code="posting").first()
    rules_channels.check_takes(channel is not None and not posting.electronic, None)
    assert channel is not None
    channel = locked(channel, by)
    return _prove_and_close(channel, Shown(told_on=by.today, upload=upload), by, posting)


def locked(channel: Channel, by: Actor) -> Channel:
    """Return a channel as it is kept now, of a matter on which this person may prove something."""
    matter = Matter.objects.select_for_update().get(pk=channel.matter_id)
    check_power(rules.PUBLISH, by, rules.PROCEDURE.labels.acts["prove"])
    rules.PROCEDURE.check("prove", Stage(matter.stage))
    channel = Channel.objects.select_for_update().get(pk=channel.pk)
    channel.matter = matter
    return channel


def _prove_and_close(
    channel: Channel, shown: Shown, by: Actor, posting: Posting | None = None
) -> Proof:
    upload = shown.upload
    kept = upload and files.keep(upload.file, upload.name, at=by.at, seen=upload.seen)
    entry = write_entry(
        "publication.channel_proved",
        channel.matter.subject,
        by=by,
        clauses=channel.citations,
        facts={"channel": channel.code, "told_on": shown.told_on.isoformat()},
        digest=kept.file.digest if kept else "",
    )
    proof = Proof.objects.create(
        channel=channel,
        posting=posting,
        told_on=shown.told_on,
        words=one_line(shown.words),
        number=one_line(shown.number),
        address=shown.address.strip(),
        people=shown.people,
        file=kept.file if kept else None,
        file_name=kept.name if kept else "",
        recorded_by_id=by.author.id,
        recorded_at=by.at,
        entry_number=entry.number,
    )
    close(channel, by.today)
    return proof


def close(channel: Channel, today: date) -> None:
    """Close a channel whose evidence is there, and the duty that asked for it."""
    if channel.closed_on is None:
        channel.closed_on = today
        channel.save(update_fields=["closed_on"])
    close_duties(channel.matter.subject, on=today, kinds=[owed.kind_of(channel)])


# Meetings.


@transaction.atomic
def put_on_agenda(channel: Channel, meeting: Meeting, *, by: Actor) -> Channel:
    """Put a matter on the agenda of a coming meeting; its signed minutes will be the evidence."""
    channel = locked(channel, by)
    source = channel.citations[0]
    rules_channels.check_takes(meant(channel.code).closes == rules_channels.MEETING, source)
    rules_channels.check_open(channel.closed_on, source)
    before = channel.meeting
    waits = before is not None and before.stage != MeetingStage.CANCELLED
    rules_channels.check_not_on_agenda(waits, source)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    rules_channels.check_meeting_ahead(meeting.stage == MeetingStage.PLANNED, source)
    channel.meeting = meeting
    channel.item = agenda.put_on(meeting, f"Công khai: {channel.matter.title}", str(source))
    channel.save(update_fields=["meeting", "item"])
    write_entry(
        "publication.put_on_agenda",
        channel.matter.subject,
        by=by,
        clauses=channel.citations,
        facts={"channel": channel.code, "meeting": str(meeting.pk)},
    )
    return channel


def close_by_minutes(meeting: Meeting, paper: MeetingPaper, by: Actor) -> None:
    """Close what was told at a meeting whose minutes have just been signed: in that same act."""
    waiting = Channel.objects.filter(meeting=meeting, closed_on__isnull=True)
    for channel in waiting.filter(matter__stage=Stage.PUBLISHED).select_related("matter"):
        entry = write_entry(
            "publication.channel_proved",
            channel.matter.subject,
            by=by,
            clauses=channel.citations,
            facts={"channel": channel.code, "told_on": meeting.held_on.isoformat()},
            digest=paper.signed_id or "",
        )
        Proof.objects.create(
            channel=channel,
            told_on=meeting.held_on,
            words=meeting.title,
            number=paper.number,
            people=meeting.attendance.filter(present=True).count(),
            recorded_by_id=by.author.id,
            recorded_at=by.at,
            entry_number=entry.number,
        )
        close(channel, by.today)


# Emergency withdrawal.


def forget(matter: Matter) -> set[StoredFile]:
    """Take out what the evidence tells of a matter that is withdrawn; return its files to erase.

    That it was shown, when and by whom stays.
    """
    proofs = Proof.objects.filter(channel__matter=matter)
    found = {row.file for row in proofs.select_related("file") if row.file}
    readings = Reading.objects.filter(matter=matter, paper__isnull=False)
    found |= {row.paper for row in readings.select_related("paper") if row.paper}
    proofs.update(words="", number="", address="", file_name="")
    for channel in matter.channels.filter(item__isnull=False).select_related("item__meeting"):
        assert channel.item is not None
        agenda.take_words_out(channel.item)
    return found
