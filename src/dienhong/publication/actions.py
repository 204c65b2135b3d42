"""What people do when they publish: draft, check, publish, post, take down, withdraw."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.days import count, vietnam
from dienhong.core.derivation import Derivation, Step, StepKind
from dienhong.core.journal.canonical import canonical
from dienhong.core.refusal import Refused
from dienhong.duties.actions import close_duties, forget_title, open_duty
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Person
from dienhong.organisation.queries import agency
from dienhong.publication import queries, rules
from dienhong.publication.models import Attachment, Matter, Posting, Withdrawal
from dienhong.publication.rules import Stage, Term
from dienhong.record import files
from dienhong.record.actions import write_entry
from dienhong.record.queries import head

PUBLISH, CHECK, POST, TAKE_DOWN, CONFIRM = (
    "publication.publish",
    "publication.check",
    "publication.post",
    "publication.take_down",
    "publication.confirm_withdrawal",
)
THIS_SYSTEM = "Trang công khai nội bộ của Diên Hồng"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person writes down of a matter; ``kind`` is the key of one of the kinds in force."""

    title: str
    summary: str
    decision_number: str
    decided_on: date
    kind: str
    checker: Person


@dataclass(frozen=True, slots=True)
class Upload:
    """An uploaded file with the name that it came under."""

    name: str
    file: File[bytes]


@transaction.atomic
def draft(words: Draft, uploads: Iterable[Upload] = (), *, by: Actor) -> Matter:
    """Enter a matter: its due date is counted from the decision, and the check is asked for."""
    matter = Matter(drafted_by_id=by.by.id, drafted_at=by.at)
    _fill(matter, words, by.today)
    matter.stage = _check_move("submit", matter, by)
    matter.save(force_insert=True)
    _attach(matter, uploads, by)
    _seal_content(matter)
    _ask_for_check(matter)
    write_entry(
        "publication.drafted",
        matter.subject,
        by=by,
        clauses=[matter.kind, matter.publish_within.source],
        facts={"decided_on": matter.decided_on.isoformat(), "due_on": matter.due_on.isoformat()},
        digest=matter.content_digest,
    )
    return matter


@transaction.atomic
def redraft(
    matter: Matter, words: Draft, uploads: Iterable[Upload] = (), *, edition: int, by: Actor
) -> Matter:
    """Mend a matter that was returned, and ask for the check again."""
    matter = _locked(matter)
    stage = _check_move("submit", matter, by)
    if edition != matter.edition:
        raise Refused(
            "Chưa lưu được: người khác vừa sửa việc này",
            cure="Mở lại trang để xem bản mới nhất rồi sửa tiếp.",
        )
    _fill(matter, words, by.today)
    matter.stage, matter.ground, matter.edition = stage, "", matter.edition + 1
    matter.save()
    _attach(matter, uploads, by)
    _seal_content(matter)
    _ask_for_check(matter)
    write_entry(
        "publication.redrafted",
        matter.subject,
        by=by,
        facts={"edition": matter.edition, "due_on": matter.due_on.isoformat()},
        digest=matter.content_digest,
    )
    return matter


def _fill(matter: Matter, words: Draft, today: date) -> None:
    rules.check_decided_on(words.decided_on, today)
    terms = queries.terms_for(words.decided_on, today)
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
    matter.term, matter.run = _data(within), _data(run)
    matter.due_on, matter.derivation = due.day, due.to_data()
    matter.carried_over = due.day < agency().go_live_on


def _data(term: Term) -> dict[str, str | int]:
    return {"value": term.value, "unit": term.unit, "source": str(term.source)}


def _attach(matter: Matter, uploads: Iterable[Upload], by: Actor) -> None:
    start = matter.attachments.count()
    for order, upload in enumerate(uploads, start + 1):
        kept = files.keep(upload.file, upload.name, at=by.at)
        Attachment.objects.create(matter=matter, order=order, name=kept.name, file=kept.file)


def _seal_content(matter: Matter) -> None:
    """Put the digest of all that people will read on the row; the journal cites it."""
    content = {
        "title": matter.title,
        "summary": matter.summary,
        "decision": matter.decision_number,
        "decided_on": matter.decided_on.isoformat(),
        "kind": matter.kind_source,
        "files": [row.file_id for row in matter.attachments.all()],
    }
    matter.content_digest = hashlib.sha256(canonical(content)).hexdigest()
    matter.save(update_fields=["content_digest"])


def _ask_for_check(matter: Matter) -> None:
    _open_duty(
        matter,
        PUBLISH,
        "Công khai",
        clauses=[matter.kind, matter.publish_within.source],
        functions=rules.ANSWERABLE,
        person=matter.drafted_by,
    )
    exception = [rules.exception_of(matter.kind)]
    _open_duty(matter, CHECK, "Kiểm tra bí mật", clauses=exception, person=matter.checker)


def _open_duty(
    matter: Matter,
    kind: str,
    verb: str,
    *,
    clauses: list[Citation],
    functions: Iterable[Function] = (),
    person: Person | None = None,
) -> None:
    open_duty(
        kind,
        matter.subject,
        title=matter.title,
        verb=verb,
        path=reverse("publication:matter", args=[matter.pk]),
        due=matter.counted,
        clauses=clauses,
        functions=sorted(functions),
        person=person,
        carried_over=matter.carried_over,
    )


def _locked(matter: Matter) -> Matter:
    return Matter.objects.select_for_update().get(pk=matter.pk)


def _check_move(act: str, matter: Matter, by: Actor) -> Stage:
    """Return the stage that an act leads to; refuse a wrong stage or the wrong hands."""
    rules.PROCEDURE.check_who(act, {by.acting_as})
    return rules.PROCEDURE.check(act, Stage(matter.stage)).to


def _check_named(matter: Matter, by: Actor) -> None:
    exception = rules.exception_of(matter.kind)
    rules.check_named_checker(str(matter.checker_id), by.by.id, exception)


@transaction.atomic
def clear(matter: Matter, *, by: Actor) -> Matter:
    """Sign that a matter holds no secret: only the person named for it may."""
    matter = _locked(matter)
    stage = _check_move("clear", matter, by)
    _check_named(matter, by)
    matter.stage, matter.checked_at = stage, by.at
    matter.save(update_fields=["stage", "checked_at"])
    close_duties(matter.subject, on=by.today, kinds=[CHECK])
    write_entry(
        "publication.cleared",
        matter.subject,
        by=by,
        clauses=[rules.exception_of(matter.kind)],
        digest=matter.content_digest,
    )
    return matter


@transaction.atomic
def give_back(matter: Matter, *, ground: str, by: Actor) -> Matter:
    """Return a matter to its drafter, saying what to mend."""
    matter = _locked(matter)
    stage = _check_move("return", matter, by)
    _check_named(matter, by)
    rules.check_ground(ground, None)
    matter.stage, matter.ground = stage, ground
    matter.save(update_fields=["stage", "ground"])
    close_duties(matter.subject, on=by.today, kinds=[CHECK])
    write_entry("publication.returned", matter.subject, by=by)
    return matter


@transaction.atomic
def withhold(matter: Matter, *, ground: str, by: Actor) -> Matter:
    """Hold a matter back as secret, on a ground: it leaves every list and count."""
    matter = _locked(matter)
    stage = _check_move("withhold", matter, by)
    _check_named(matter, by)
    exception = rules.exception_of(matter.kind)
    rules.check_ground(ground, exception)
    matter.stage, matter.ground, matter.checked_at = stage, ground, by.at
    matter.save(update_fields=["stage", "ground", "checked_at"])
    close_duties(matter.subject, on=by.today)
    forget_title(matter.subject)
    write_entry("publication.withheld", matter.subject, by=by, clauses=[exception])
    return matter


@transaction.atomic
def publish(matter: Matter, *, forms: list[str], by: Actor) -> Matter:
    """Make a matter public: its run in this system begins, and each other form becomes a duty."""
    matter = _locked(matter)
    stage = _check_move("publish", matter, by)
    offered = queries.terms_for(matter.decided_on, by.today).forms
    rules.check_forms(forms, [item.key for item in offered])
    chosen = [item for item in offered if item.key in forms]
    matter.stage, matter.published_by_id = stage, by.by.id
    matter.published_on, matter.published_at = by.today, by.at
    matter.forms = [{"channels": item.value, "source": item.key} for item in chosen]
    matter.save()
    close_duties(matter.subject, on=by.today, kinds=[PUBLISH])
    _post(matter, place=THIS_SYSTEM, electronic=True, posted_at=by.at, by=by)
    if any("posting" in item.value.split(",") for item in chosen):
        _ask_for_posting(matter, by)
    return matter


def _post(
    matter: Matter, *, place: str, electronic: bool, posted_at: datetime, by: Actor
) -> Posting:
    posted_on = timezone.localdate(posted_at)
    until = rules.posted_until(posted_on, matter.post_for)
    late = count.days_late(vietnam.calendar(), matter.due_on, matter.published_on or by.today)
    entry = write_entry(
        "publication.published" if electronic else "publication.posted",
        matter.subject,
        by=by,
        clauses=[matter.kind, matter.publish_within.source, matter.post_for.source],
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
        posted_by_id=by.by.id,
        entry_number=entry.number,
        fingerprint=head()[1],
    )


def _ask_for_posting(matter: Matter, by: Actor) -> None:
    source = next(
        item["source"] for item in matter.forms if "posting" in item["channels"].split(",")
    )
    day = max(by.today, matter.due_on)
    steps = (Step(day, day, StepKind.END, "Dán lên bảng tin trong hạn công khai"),)
    open_duty(
        POST,
        matter.subject,
        title=matter.title,
        verb="Ghi niêm yết",
        path=reverse("publication:matter", args=[matter.pk]),
        due=Derivation(day, steps),
        clauses=[Citation.parse(source)],
        functions=[Function.ADMINISTRATION],
    )


@transaction.atomic
def post(matter: Matter, *, place: str, posted_at: datetime, by: Actor) -> Posting:
    """Write down that the sheet hangs at a place since a moment: its own run begins."""
    matter = _locked(matter)
    _check_move("post", matter, by)
    posted_on = timezone.localdate(posted_at)
    rules.check_posted_on(posted_on, matter.published_on or by.today, by.today)
    posting = _post(matter, place=place, electronic=False, posted_at=posted_at, by=by)
    close_duties(matter.subject, on=by.today, kinds=[POST])
    return posting


@transaction.atomic
def take_down(posting: Posting, *, by: Actor) -> Posting:
    """Take a notice off its board, once it has hung for its whole run."""
    posting = Posting.objects.select_for_update().select_related("matter").get(pk=posting.pk)
    _check_move("take-down", posting.matter, by)
    run = posting.matter.post_for
    if not posting.hangs:
        raise Refused("Không gỡ được: đợt niêm yết này đã kết thúc", cure="Không cần làm gì thêm.")
    rules.check_may_take_down(posting.posted_on, run, by.today)
    posting.taken_down_on = by.today
    posting.save(update_fields=["taken_down_on"])
    write_entry(
        "publication.taken_down",
        posting.matter.subject,
        by=by,
        clauses=[run.source],
        facts={"posted_on": posting.posted_on.isoformat(), "hung_until": by.today.isoformat()},
    )
    return posting


@transaction.atomic
def ask_withdrawal(matter: Matter, *, ground: str, by: Actor) -> Withdrawal:
    """Ask for an emergency withdrawal on a ground; a second person has to confirm it."""
    matter = _locked(matter)
    _check_move("withdraw", matter, by)
    exception = rules.exception_of(matter.kind)
    rules.check_ground(ground, exception)
    request, _ = Withdrawal.objects.update_or_create(
        matter=matter,
        defaults={"ground": ground, "asked_by_id": by.by.id, "asked_at": by.at},
    )
    today = Derivation(by.today, (Step(by.today, by.today, StepKind.END, "Phải xử lý ngay"),))
    open_duty(
        CONFIRM,
        matter.subject,
        title=matter.title,
        verb="Xác nhận thu hồi",
        path=reverse("publication:matter", args=[matter.pk]),
        due=today,
        clauses=[exception],
        functions=sorted(rules.WITHDRAWERS),
    )
    write_entry("publication.withdrawal_asked", matter.subject, by=by, clauses=[exception])
    return request


@transaction.atomic
def confirm_withdrawal(matter: Matter, *, by: Actor) -> Withdrawal:
    """Withdraw at once: words and files go, the digest and the fact stay, the run is broken."""
    matter = _locked(matter)
    stage = _check_move("withdraw", matter, by)
    request = Withdrawal.objects.select_for_update().get(matter=matter)
    rules.check_two_persons(str(request.asked_by_id), by.by.id)
    matter.stage, matter.title, matter.summary, matter.decision_number = stage, "", "", ""
    matter.save(update_fields=["stage", "title", "summary", "decision_number"])
    for row in matter.attachments.select_related("file"):
        files.erase(row.file, at=by.at)
        row.name = f"tệp {row.order}"
        row.save(update_fields=["name"])
    matter.postings.filter(taken_down_on__isnull=True).update(broken_on=by.today)
    close_duties(matter.subject, on=by.today)
    forget_title(matter.subject)
    entry = write_entry(
        "publication.withdrawn",
        matter.subject,
        by=by,
        clauses=[rules.exception_of(matter.kind), matter.post_for.source],
        facts={"broken_on": by.today.isoformat()},
        digest=matter.content_digest,
    )
    request.confirmed_by_id, request.confirmed_at = by.by.id, by.at
    request.entry_number, request.fingerprint = entry.number, head()[1]
    request.save()
    return request


def first_free_day(posting: Posting) -> date:
    """Return the first day on which a posting may be taken down."""
    return posting.ends_on + timedelta(days=1)
