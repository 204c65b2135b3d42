"""Writing and closing duties: called by the chapters whose acts make them, inside their act."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import Q

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.derivation import Derivation
from dienhong.duties import delivery
from dienhong.duties.models import Duty, Letter, Reminder
from dienhong.organisation.models import Person
from dienhong.record.actions import write_entry


def open_duty(  # noqa: PLR0913 (what a duty is)
    kind: str,
    subject: str,
    *,
    title: str,
    verb: str,
    path: str,
    due: Derivation,
    clauses: Iterable[Citation],
    functions: Iterable[str] = (),
    person: Person | None = None,
    carried_over: bool = False,
) -> Duty:
    """Write a duty, or bring the open one of this kind and subject up to date."""
    codes = "".join(f",{code}" for code in functions)
    duty, _ = Duty.objects.update_or_create(
        kind=kind,
        subject=subject,
        defaults={
            "title": title,
            "verb": verb,
            "path": path,
            "due_on": due.day,
            "derivation": due.to_data(),
            "clauses": [str(clause) for clause in clauses],
            "functions": f"{codes}," if codes else "",
            "person": person,
            "carried_over": carried_over,
            "done_on": None,
        },
    )
    return duty


@transaction.atomic
def hand_on(duty: Duty, to: Person, *, by: Actor) -> Duty:
    """Let another person answer for a duty in person, as the first one leaves."""
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    duty.person = to
    duty.save(update_fields=["person"])
    write_entry(
        "duties.handed_on", duty.subject, by=by, facts={"duty": duty.kind, "to": str(to.pk)}
    )
    return duty


def _of(subject: str) -> Q:
    """Return what finds the duties of a subject and of its parts ("matter:7/12")."""
    return Q(subject=subject) | Q(subject__startswith=f"{subject}/")


def close_duties(subject: str, *, on: date, kinds: Iterable[str] = ()) -> None:
    """Close the open duties of a subject and its parts, all of them or those of some kinds."""
    rows = Duty.objects.filter(_of(subject), done_on__isnull=True)
    wanted = list(kinds)
    if wanted:
        rows = rows.filter(kind__in=wanted)
    rows.update(done_on=on)


def retitle(subject: str, title: str) -> None:
    """Let the open duties of a subject and its parts carry its corrected title."""
    Duty.objects.filter(_of(subject), done_on__isnull=True).update(title=title)


def forget_title(subject: str) -> None:
    """Take the words out of a subject's duties and of what was sent of them: it was withdrawn.

    Letters that lie in our own folder go; what left by SMTP cannot be called back.
    """
    duties = Duty.objects.filter(_of(subject))
    duties.update(title="")
    reminders = Reminder.objects.filter(duty__in=duties.values("pk"))
    reminders.update(words="")
    letters = list(Letter.objects.filter(reminders__in=reminders).distinct())
    transaction.on_commit(lambda: delivery.take_back(letters))
