"""What a matter becomes when a person writes it down: its terms, due date, files and digest."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db.models import Max
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.core.journal.canonical import canonical
from dienhong.core.journal.commitment import SALT_BYTES, commit
from dienhong.core.refusal import Refused
from dienhong.organisation.models import Person
from dienhong.organisation.queries import agency
from dienhong.publication import queries, rules, shaping
from dienhong.publication.models import Attachment, Matter
from dienhong.publication.rules import Term
from dienhong.record import files
from dienhong.record.chance import some_bytes
from dienhong.regulation import vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person writes down of a matter; ``kind`` is the key of one of the kinds in force."""

    title: str
    summary: str
    decision_number: str
    decided_on: date
    kind: str
    checker: Person
    # A case for which another act sets its own term and run, in the words of the vocabulary.
    special: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file with the name that it came under, and what it is.

    Looking at it starts a process: that is done by ``look_at``, before a transaction begins.
    """

    name: str
    file: File[bytes]
    seen: files.Seen


def look_at(file: File[bytes], name: str) -> Upload:
    """Return an upload that an act may keep; refuse one that is not taken."""
    return Upload(name, file, files.check(file, name))


def fill(matter: Matter, words: Draft, today: date) -> None:
    """Write a person's words on a matter, with the terms that hold for it and its due date."""
    rules.check_decided_on(words.decided_on, today)
    rules.check_special(words.special, vocabulary.special_cases())
    terms = queries.terms_for(words.decided_on, entered_on(matter), words.special)
    kind = next((item for item in terms.kinds if item.key == words.kind), None)
    if kind is None:
        raise Refused(
            "Chưa ghi được: loại nội dung không có trong quy chế và luật của ngày quyết định",
            cure="Chọn lại loại nội dung.",
        )
    within = rules.check_term_known(terms.publish_within, "thời hạn công khai")
    run = rules.check_term_known(terms.post_for, "thời gian niêm yết")
    due = rules.publish_by(words.decided_on, within, vietnam.calendar())
    matter.title, matter.summary = words.title, words.summary
    matter.decision_number, matter.decided_on = words.decision_number, words.decided_on
    matter.kind_source, matter.kind_label = kind.key, kind.value
    matter.version, matter.checker = terms.version, words.checker
    matter.special = words.special
    shaping.fit(matter)
    matter.term, matter.run = _data(within), _data(shaping.own_run(matter) or run)
    secrecy = queries.exceptions(terms.version, words.decided_on)
    matter.secrecy = [str(clause) for clause in secrecy]
    matter.due_on, matter.derivation = due.day, due.to_data()
    matter.carried_over = due.day < agency().go_live_on


def set_run(matter: Matter) -> None:
    """Set anew how long a matter hangs: some shapes have a run of their own."""
    terms = queries.terms_under(matter.version, matter.decided_on, matter.special)
    run = shaping.own_run(matter) or terms.post_for
    matter.run = _data(rules.check_term_known(run, "thời gian niêm yết"))


def entered_on(matter: Matter) -> date:
    """Return the day on which a matter was first entered: what held then holds to its end."""
    return timezone.localdate(matter.drafted_at)


def _data(term: Term) -> dict[str, str | int | bool]:
    return {
        "value": term.value,
        "unit": term.unit,
        "source": str(term.source),
        "to_confirm": term.to_confirm,
        "beside": str(term.beside) if term.beside else "",
    }


def attach(matter: Matter, uploads: Iterable[Upload], by: Actor) -> None:
    """Keep the files and put them behind those that the matter has."""
    last = matter.attachments.aggregate(last=Max("order"))["last"] or 0
    for order, upload in enumerate(uploads, last + 1):
        kept = files.keep(upload.file, upload.name, at=by.at, seen=upload.seen)
        Attachment.objects.create(matter=matter, order=order, name=kept.name, file=kept.file)


def drop(matter: Matter, orders: Collection[int]) -> None:
    """Take files off a matter that is not public; bytes that nothing else holds go for good."""
    for row in matter.attachments.filter(order__in=orders).select_related("file"):
        row.delete()
        if not files.is_held(row.file):
            files.discard(row.file)


def content_of(matter: Matter) -> dict[str, Any]:
    """Return all that people read of a matter, as its commitment takes it."""
    return {
        "title": matter.title,
        "summary": matter.summary,
        "decision": matter.decision_number,
        "decided_on": matter.decided_on.isoformat(),
        "kind": matter.kind_source,
        "files": [row.file_id for row in matter.attachments.all()],
    } | shaping.content_of(matter)


def seal_content(matter: Matter) -> None:
    """Put a commitment to all that people will read on the row; the journal cites it."""
    salt = some_bytes(SALT_BYTES)
    matter.content_salt = salt.hex()
    matter.content_digest = commit(salt, canonical(content_of(matter))).hex()
    matter.save(update_fields=["content_digest", "content_salt"])
