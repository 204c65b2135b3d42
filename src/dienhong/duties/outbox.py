"""Sending letters after the transaction that made them: each leaves once, whenever we are killed.

A letter is claimed, written, given to its way, and marked. Killed in between, it is claimed again
later under the same Message-ID; in a folder it has one name, so it never lies there twice. Of a
restored office none leaves until ``held_back`` lets it.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from dienhong.duties import delivery, held_back, letters, preferences
from dienhong.duties.delivery import Undelivered
from dienhong.duties.models import Letter, Preference
from dienhong.organisation.rules import has_left

# How long a sender may take before another takes the letter up.
LEASE = timedelta(minutes=10)
_WAITS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=4), timedelta(hours=12))
MOST_TRIES = 8
_AT_ONCE = 100


def send_due(at: datetime) -> int:
    """Send what waits, one letter after the other; return how many left."""
    return sum(send(letter, at) for letter in _due(at))


def _due(at: datetime) -> Iterator[Letter]:
    """Yield the letters whose turn has come, each once, a few at a time."""
    last: tuple[datetime, UUID] | None = None
    while True:
        rows = _claimable(at)
        if last:
            rows = rows.filter(Q(made_at__gt=last[0]) | Q(made_at=last[0], pk__gt=last[1]))
        found = list(rows[:_AT_ONCE])
        yield from found
        if len(found) < _AT_ONCE:
            return
        last = found[-1].made_at, found[-1].pk


def _claimable(at: datetime) -> QuerySet[Letter]:
    states = [Letter.State.WAITING, Letter.State.SENDING]
    waiting = Letter.objects.filter(state__in=states, next_try__lte=at)
    return waiting.filter(held_back.may_leave(held_back.since())).order_by("made_at", "pk")


def send(letter: Letter, at: datetime) -> bool:
    """Send one letter, if nobody else is at it; say whether it left."""
    claimed = _claimable(at).filter(pk=letter.pk)
    if not claimed.update(state=Letter.State.SENDING, tries=F("tries") + 1, next_try=at + LEASE):
        return False
    letter = Letter.objects.select_related("person").get(pk=letter.pk)
    if delivery.lies_there(letter):  # a sender was killed after it had laid the letter down
        return _mark(letter, Letter.State.SENT, at)
    message = _message(letter, timezone.localdate(at))
    if message is None:
        return _mark(letter, Letter.State.DROPPED, None)
    try:
        delivery.deliver(message, letter)
    except Undelivered as fault:
        return _put_off(letter, fault, at)
    return _mark(letter, Letter.State.SENT, at)


def _message(letter: Letter, today: date) -> EmailMessage | None:
    """Return the letter as it leaves today; None if nothing is left to say, or nobody to say it to.

    The address and the words are those of this moment, never those of the day it was made.
    """
    preference = Preference.objects.filter(person=letter.person_id).first()
    if preference is None or has_left(letter.person.left_on, today):
        return None
    if preferences.is_code(letter):
        to, (subject, text) = preference.asked, preferences.written(preference)
    else:
        to, (subject, text) = preference.address, letters.written(letter, today)
    return delivery.message(letter, to, subject, text) if to and text else None


def _put_off(letter: Letter, fault: Undelivered, at: datetime) -> bool:
    over = fault.final or letter.tries >= MOST_TRIES
    Letter.objects.filter(pk=letter.pk).update(
        state=Letter.State.FAILED if over else Letter.State.WAITING,
        next_try=at + _WAITS[min(letter.tries, len(_WAITS)) - 1],
        fault=str(fault)[:200],
    )
    return False


def _mark(letter: Letter, state: Letter.State, sent_at: datetime | None) -> bool:
    Letter.objects.filter(pk=letter.pk).update(state=state, sent_at=sent_at, fault="")
    return sent_at is not None
