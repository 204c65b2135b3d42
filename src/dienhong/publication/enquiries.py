"""What is done with an enquiry: ask, promise a day, answer, say no, supplement, withdraw.

Who asked is for those who answer alone: what names them stands in sealed entries of the journal,
and what the office reads there is of who answered. No words of either stand in any entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.days import vietnam
from dienhong.core.journal.canonical import Json, canonical
from dienhong.core.journal.commitment import SALT_BYTES, commit
from dienhong.duties.actions import close_duties
from dienhong.organisation.actions import check_power
from dienhong.publication import owed, queries
from dienhong.publication import rules_enquiries as rules
from dienhong.publication.drafting import Upload
from dienhong.publication.models import AnswerFile, Enquiry, EnquiryAnswer
from dienhong.publication.rules_enquiries import Refusal, Stage
from dienhong.record import files
from dienhong.record.actions import write_entry
from dienhong.record.chance import some_bytes
from dienhong.record.models import JournalHead
from dienhong.record.queries import head
from dienhong.regulation import queries as regulation
from dienhong.regulation import vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person asks for, on which ground, and of which matter that is or was public."""

    what: str
    ground: str
    matter: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an answer gives: words, files, a matter that is public."""

    words: str = ""
    uploads: tuple[Upload, ...] = field(default=())
    matter: UUID | None = None


def clauses_on(day: date) -> list[Citation]:
    """Return the clauses by which the office has to answer an enquiry of a day, its own first."""
    return regulation.clauses(vocabulary.ON_REQUEST.name, regulation.version_on(day), day)


@transaction.atomic
def ask(asked: Asked, *, by: Actor) -> Enquiry:
    """Ask the office for information: everyone of the agency may."""
    clauses = clauses_on(by.today)
    rules.check_offered(clauses)
    rules.check_asked(asked.what, asked.ground, clauses[0])
    about = queries.was_public().filter(pk=asked.matter).first() if asked.matter else None
    rules.check_about(asked.matter is None or about is not None)
    enquiry = Enquiry(
        year=by.today.year,
        number=_next_number(by.today.year),
        what=asked.what.strip(),
        ground=asked.ground,
        matter=about,
        asked_by_id=by.author.id,
        entered_by_id=by.by.id,
        asked_at=by.at,
        asked_on=by.today,
        clauses=[str(clause) for clause in clauses],
    )
    enquiry.content_digest, enquiry.content_salt = _sealed(
        {"what": enquiry.what, "ground": enquiry.ground, "matter": str(enquiry.matter_id or "")}
    )
    entry = write_entry(
        "publication.enquiry_asked",
        enquiry.subject,
        by=by,
        clauses=clauses,
        facts={"number": enquiry.said_number, "asked_on": enquiry.asked_on.isoformat()},
        digest=enquiry.content_digest,
        audience="sealed",
    )
    enquiry.entry_number, enquiry.fingerprint = entry.number, head()[1]
    enquiry.save(force_insert=True)
    return enquiry


def _next_number(year: int) -> int:
    # Under the head's lock nobody else takes the same number.
    JournalHead.objects.select_for_update().get(pk=1)
    last = Enquiry.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _sealed(content: dict[str, Json]) -> tuple[str, str]:
    """Return a commitment to words, and the salt without which nobody can try out guesses."""
    salt = some_bytes(SALT_BYTES)
    return commit(salt, canonical(content)).hex(), salt.hex()


def _locked(enquiry: Enquiry) -> Enquiry:
    return Enquiry.objects.select_for_update().get(pk=enquiry.pk)


def _check_move(act: str, enquiry: Enquiry, by: Actor) -> Stage:
    check_power(rules.PROVIDE, by, rules.PROCEDURE.labels.acts[act])
    return rules.PROCEDURE.check(act, Stage(enquiry.stage)).to


@transaction.atomic
def promise(enquiry: Enquiry, day: date, *, by: Actor) -> Enquiry:
    """Promise an answer for a day; the day promised first is kept beside a later one."""
    enquiry = _locked(enquiry)
    _check_move("promise", enquiry, by)
    rules.check_promise(day, by.today, vietnam.calendar())
    enquiry.promised_on, enquiry.promised_by_id = day, by.author.id
    enquiry.first_promised_on = enquiry.first_promised_on or day
    enquiry.save(update_fields=["promised_on", "promised_by", "first_promised_on"])
    owed.ask_for_answer(enquiry)
    write_entry(
        "publication.enquiry_promised",
        enquiry.subject,
        by=by,
        clauses=enquiry.citations,
        facts={
            "number": enquiry.said_number,
            "asked_on": enquiry.asked_on.isoformat(),
            "answer_by": day.isoformat(),
        },
    )
    return enquiry


@transaction.atomic
def answer(enquiry: Enquiry, given: Given, *, by: Actor) -> EnquiryAnswer:
    """Answer an enquiry: with words, files, or where it has been published."""
    enquiry = _locked(enquiry)
    stage = _check_move("answer", enquiry, by)
    made = _given(enquiry, given, by)
    _write("publication.enquiry_answered", made, by)
    return _kept(made, given.uploads, stage, by)


@transaction.atomic
def supplement(enquiry: Enquiry, given: Given, *, by: Actor) -> EnquiryAnswer:
    """Put a new answer beside the earlier ones, which stay as they were."""
    enquiry = _locked(enquiry)
    stage = _check_move("supplement", enquiry, by)
    made = _given(enquiry, given, by)
    _write("publication.enquiry_supplemented", made, by)
    return _kept(made, given.uploads, stage, by)


@transaction.atomic
def refuse(enquiry: Enquiry, reason: str, *, words: str = "", by: Actor) -> EnquiryAnswer:
    """Answer an enquiry with no, for a reason; of what is secret nothing is told, not that it is.

    ``reason`` is one of ``rules_enquiries.refusals()``.
    """
    enquiry = _locked(enquiry)
    stage = _check_move("refuse", enquiry, by)
    why = rules.check_refusal(reason, words, enquiry.citations[0])
    made = _answer(enquiry, words, by)
    made.refusal, made.clauses = reason, [str(each) for each in _cited(enquiry, why, by)]
    _write("publication.enquiry_refused", made, by)
    return _kept(made, (), stage, by)


def _cited(enquiry: Enquiry, why: Refusal, by: Actor) -> list[Citation]:
    if not why.secrecy:
        return enquiry.citations
    version = regulation.version_for(enquiry.asked_on, by.today)
    secrecy = queries.exceptions(version, enquiry.asked_on)
    rules.check_secrecy_known(secrecy)
    return [*enquiry.citations, *secrecy]


def _given(enquiry: Enquiry, given: Given, by: Actor) -> EnquiryAnswer:
    rules.check_something_given(given.words, len(given.uploads), given.matter is not None)
    shown = queries.published().filter(pk=given.matter).first() if given.matter else None
    rules.check_link(given.matter is None or shown is not None)
    made = _answer(enquiry, given.words, by)
    made.matter, made.clauses = shown, enquiry.clauses
    return made


def _answer(enquiry: Enquiry, words: str, by: Actor) -> EnquiryAnswer:
    return EnquiryAnswer(
        enquiry=enquiry,
        order=enquiry.answers.count() + 1,
        words=words.strip(),
        answered_by_id=by.author.id,
        answered_at=by.at,
        answered_on=by.today,
    )


def _write(kind: str, made: EnquiryAnswer, by: Actor) -> None:
    """Write the entry of an answer; its digest is of the words alone, files have their own."""
    enquiry = made.enquiry
    made.content_digest, made.content_salt = _sealed(
        {"words": made.words, "refusal": made.refusal, "matter": str(made.matter_id or "")}
    )
    promised = enquiry.first_promised_on
    entry = write_entry(
        kind,
        enquiry.subject,
        by=by,
        clauses=made.citations,
        facts={
            "number": enquiry.said_number,
            "asked_on": enquiry.asked_on.isoformat(),
            "answer_by": promised.isoformat() if promised else "",
            "answered_on": by.today.isoformat(),
        },
        digest=made.content_digest,
    )
    made.entry_number, made.fingerprint = entry.number, head()[1]


def _kept(made: EnquiryAnswer, uploads: Iterable[Upload], stage: Stage, by: Actor) -> EnquiryAnswer:
    """Keep an answer with its files; the first one ends the enquiry."""
    made.save(force_insert=True)
    for order, upload in enumerate(uploads, 1):
        kept = files.keep(upload.file, upload.name, at=by.at, seen=upload.seen)
        AnswerFile.objects.create(answer=made, order=order, name=kept.name, file=kept.file)
    enquiry = made.enquiry
    enquiry.stage, enquiry.closed_on = stage, enquiry.closed_on or by.today
    enquiry.save(update_fields=["stage", "closed_on"])
    close_duties(enquiry.subject, on=by.today)
    return made


@transaction.atomic
def withdraw(enquiry: Enquiry, *, by: Actor) -> Enquiry:
    """Withdraw what one asked oneself, while it waits: its words go, number and days stay."""
    enquiry = _locked(enquiry)
    rules.check_own(str(enquiry.asked_by_id), by.author.id)
    enquiry.stage = rules.PROCEDURE.check("withdraw", Stage(enquiry.stage)).to
    enquiry.closed_on, enquiry.what, enquiry.content_salt = by.today, "", ""
    enquiry.save(update_fields=["stage", "closed_on", "what", "content_salt"])
    close_duties(enquiry.subject, on=by.today)
    files.overwrite_erased(Enquiry)
    write_entry(
        "publication.enquiry_withdrawn",
        enquiry.subject,
        by=by,
        clauses=enquiry.citations,
        facts={"number": enquiry.said_number, "asked_on": enquiry.asked_on.isoformat()},
        audience="sealed",
    )
    return enquiry
