"""Making a technical confirmation: gathering the facts, writing the entry, proving by the tree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.confirmation import check, document
from dienhong.core.confirmation.document import Evidence, Facts, Head, Printed
from dienhong.core.days import runs, vietnam
from dienhong.core.journal.canonical import canonical
from dienhong.core.journal.commitment import SALT_BYTES, opens
from dienhong.core.journal.fingerprint import fingerprint
from dienhong.core.journal.merkle import Tree
from dienhong.meetings.models import Meeting
from dienhong.organisation.queries import agency
from dienhong.papers.confirmation import drawn_with
from dienhong.publication import drafting, hanging, reach, rules_confirming
from dienhong.publication.models import Channel, Confirmation, Gap, Matter, Posting
from dienhong.publication.papers import cited
from dienhong.publication.rules import Stage
from dienhong.record.actions import facts_of, write_entry
from dienhong.record.chance import new_id, some_bytes
from dienhong.record.kinds import say_kind
from dienhong.record.models import JournalEntry
from dienhong.record.queries import opening_of, tree

# The acts by which a publication is proved: who prepared, read or was refused is no part of it.
EVIDENCE = (
    "publication.published",
    "publication.taken_over",
    "publication.posted",
    "publication.gap_recorded",
    "publication.hung_again",
    "publication.corrected",
    "publication.posting_corrected",
    "publication.sheet_replaced",
    "publication.taken_down",
)


@transaction.atomic
def confirm(
    matter: Matter, *, address_of: Callable[[UUID], str], day: date | None = None, by: Actor
) -> Confirmation:
    """Make a confirmation of a public matter; with ``day`` it also says whether it hung then.

    Whoever may see the matter may have it: a proof that some may withhold proves little.
    ``address_of`` gives the address of a confirmation by its key.
    """
    matter = Matter.objects.select_for_update().get(pk=matter.pk)
    rules_confirming.check_shown(matter.stage == Stage.PUBLISHED)
    rules_confirming.check_asked(day, by.today)
    key, salt = new_id(), some_bytes(SALT_BYTES)
    facts = _facts(matter, address_of(key), day, by.today)
    entry = write_entry(
        "publication.confirmed",
        matter.subject,
        by=by,
        clauses=[matter.kind, *matter.post_for.sources],
        facts={
            "parts": document.digests_of(facts, salt),
            "postings": len(facts["postings"]),
            "asked_day": day.isoformat() if day else "",
        },
        digest=document.digest_of(facts, salt),
    )
    rules_confirming.check_clock(_clock_back_from(entry))
    proved = _proved(matter, facts, salt, entry)
    return Confirmation.objects.create(
        id=key,
        matter=matter,
        made_by_id=by.author.id,
        made_at=by.at,
        asked_day=day,
        entry_number=entry.number,
        fingerprint=proved.head.fingerprint,
        document=document.write(proved).decode(),
    )


def _clock_back_from(entry: JournalEntry) -> datetime | None:
    """Return the moment behind which the clock stands, where the entry is so marked."""
    latest = facts_of(entry).get("clock_back_from")
    return timezone.localtime(datetime.fromisoformat(str(latest))) if latest else None


# The proofs.


def _proved(matter: Matter, facts: Facts, salt: bytes, own: JournalEntry) -> document.Confirmation:
    journal = tree()
    rows = [*JournalEntry.objects.filter(subject=matter.subject, kind__in=EVIDENCE), own]
    root = journal.root(own.number)
    return document.Confirmation(
        facts=facts,
        salt=salt,
        evidence=tuple(_evidence(row, journal, own.number) for row in rows),
        head=Head(own.number, root, fingerprint(root)),
        printed=tuple(_printed(said, journal, own.number) for said in facts["printed"]),
    )


def _evidence(row: JournalEntry, journal: Tree, size: int) -> Evidence:
    try:
        opening = opening_of(row)
    except ValueError:
        rules_confirming.check_entries(whole=False)
        raise
    return Evidence(opening, tuple(journal.inclusion(row.number - 1, size)))


def _printed(said: dict[str, Any], journal: Tree, size: int) -> Printed:
    root = journal.root(said["size"])
    rules_confirming.check_printed(fingerprint(root) == said["fingerprint"], said["paper"])
    return Printed(root, tuple(journal.consistency(said["size"], size)))


# The facts.


def _facts(matter: Matter, address: str, day: date | None, today: date) -> Facts:
    office = agency()
    postings = list(matter.postings.prefetch_related("gaps"))
    channels = [row for row in reach.channels_of(matter) if row.code != "internal_system"]
    term = matter.post_for
    facts: Facts = {
        "agency": {
            "name": office.name,
            "superior": office.superior_body,
            "place": office.place,
            "demo": office.demo,
        },
        "made": {"on": today.isoformat(), "address": address, "drawn_with": drawn_with()},
        "matter": {
            "subject": matter.subject,
            "kind": matter.kind_label,
            "published_on": _iso(matter.published_on),
        },
        "acts": {kind: say_kind(kind) for kind in (*EVIDENCE, document.KIND)},
        "content": _content(matter),
        "clauses": _clauses(matter, channels),
        "required": {
            "days": term.value,
            "unit": term.unit,
            "calendar": vietnam.calendar().version,
        },
        "postings": [_posting(row, matter, today) for row in postings],
        "asked": [_asked(postings, day)] if day else [],
        "printed": _papers(postings),
    }
    return facts | _reached(matter, channels, today)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _content(matter: Matter) -> dict[str, Any]:
    of = drafting.content_of(matter)
    digest, salt = bytes.fromhex(matter.content_digest), bytes.fromhex(matter.content_salt)
    rules_confirming.check_content(opens(digest, salt, canonical(of)))
    names = [row.name for row in matter.attachments.all()]
    return {"digest": matter.content_digest, "salt": matter.content_salt, "of": of, "names": names}


def _clauses(matter: Matter, channels: list[Channel]) -> list[dict[str, str]]:
    found = [
        ("Loại nội dung", [matter.kind]),
        ("Hạn công khai", matter.publish_within.sources),
        ("Thời gian niêm yết", matter.post_for.sources),
        *(("Hình thức", row.citations) for row in channels),
    ]
    told = dict.fromkeys((use, str(clause)) for use, clauses in found for clause in clauses)
    return [{"use": use, "clause": clause, "said": cited(clause)} for use, clause in told]


def _posting(row: Posting, matter: Matter, today: date) -> dict[str, Any]:
    row.matter = matter
    run = hanging.run_of(row, today)
    return {
        "place": row.place,
        "electronic": row.electronic,
        "posted_on": row.posted_on.isoformat(),
        "entry": row.entry_number,
        "gaps": [_gap(gap) for gap in row.gaps.all()],
        "ended_on": _iso(row.taken_down_on),
        "end_entry": row.end_entry_number,
        "run": check.as_facts(run),
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "first": gap.missing_from.isoformat(),
        "again": _iso(gap.again_on),
        "renews": gap.renews,
        "said": gap.get_cause_display(),
        "entry": gap.entry_number,
        "again_entry": gap.again_entry_number,
    }


def _asked(postings: list[Posting], day: date) -> dict[str, Any]:
    states = [runs.state_on(hanging.hanging_of(row), day).value for row in postings]
    return {"day": day.isoformat(), "states": states}


def _papers(postings: list[Posting]) -> list[dict[str, Any]]:
    """Return the papers with a fingerprint: the matter's minutes, the newest of a meeting."""
    found = [
        (row.entry_number, f"biên bản niêm yết, {row.place}", row.fingerprint) for row in postings
    ]
    meeting = Meeting.objects.exclude(fingerprint="").order_by("-entry_number").first()
    if meeting is not None and meeting.entry_number is not None:
        paper = f"biên bản họp ngày {meeting.held_on:%d/%m/%Y}"
        found.append((meeting.entry_number, paper, meeting.fingerprint))
    return [
        {"paper": paper, "size": size, "fingerprint": mark} for size, paper, mark in sorted(found)
    ]


def _reached(matter: Matter, channels: list[Channel], today: date) -> Facts:
    table = reach.reach(matter, today)
    here: dict[str, Any] = {
        "said": hanging.THIS_SYSTEM,
        "clauses": [],
        "people": None,
        "state": f"từ {matter.published_on:%d/%m/%Y}",
    }
    counts = table.counts[-len(channels) :] if channels else []
    return {
        "forms": [
            here,
            *(
                {
                    "said": count.said,
                    "clauses": [str(clause) for clause in row.citations],
                    "people": count.people,
                    "state": count.note,
                }
                for row, count in zip(channels, counts, strict=True)
            ),
        ],
        "reach": {
            "staff": len(table.people),
            "received": sum(row.received_at is not None for row in table.people),
            "opened": sum(row.opened_at is not None for row in table.people),
            "confirmed": sum(row.confirmed_on is not None for row in table.people),
            "on_paper": sum(row.on_paper for row in table.people),
        },
    }
