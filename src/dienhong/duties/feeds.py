"""Calendars at a secret address: made, renewed and ended by their own person, read by a phone."""

import secrets
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from dienhong.accounts import sealing
from dienhong.accounts.rules import may_come_in
from dienhong.core.acting import Actor
from dienhong.duties import queries, rules
from dienhong.duties.models import Duty, Feed
from dienhong.organisation import queries as organisation
from dienhong.organisation.actions import check_power
from dienhong.organisation.models import Account, Person
from dienhong.organisation.standing import Standing
from dienhong.record.actions import write_entry

_PURPOSE = "feed"
# 256 bits: a plain digest of it tells nobody anything, and outlives the server's own key.
_BYTES = 32
_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def make(person: Person, scope: Feed.Scope, *, by: Actor) -> Feed:
    """Give a person a new secret address; one that there was leads nowhere from now on."""
    if scope == Feed.Scope.OFFICE:
        check_power(rules.FOLLOW_UP, by)
    token = secrets.token_urlsafe(_BYTES)
    feed, _ = Feed.objects.update_or_create(
        person=person,
        scope=scope,
        defaults={
            "digest": _digest(token),
            "sealed": sealing.seal(token, _PURPOSE),
            "made_at": by.at,
            "read_at": None,
        },
    )
    write_entry("duties.feed_made", f"person:{person.pk}", by=by, facts={"scope": scope.value})
    return feed


@transaction.atomic
def end(person: Person, scope: Feed.Scope, *, by: Actor) -> None:
    """Let an address lead nowhere; there is nothing to end where there is none."""
    gone, _ = Feed.objects.filter(person=person, scope=scope).delete()
    if gone:
        write_entry("duties.feed_ended", f"person:{person.pk}", by=by, facts={"scope": scope.value})


def token_of(feed: Feed) -> str:
    """Return the secret part of the address; "" after the server's key was replaced."""
    try:
        return sealing.unseal(feed.sealed, _PURPOSE)
    except sealing.SealBroken:
        return ""


def found(token: str, *, at: datetime, today: date) -> Feed | None:
    """Return the calendar that a token opens today, and note by the hour that it was read."""
    feed = Feed.objects.select_related("person").filter(digest=_digest(token)).first()
    if feed is None or not _may_read(feed.person, today):
        return None
    if feed.read_at is None or at - feed.read_at >= _NOTED_EVERY:
        Feed.objects.filter(pk=feed.pk).update(read_at=at)
    return feed


def _may_read(person: Person, today: date) -> bool:
    account = Account.objects.filter(person=person).first()
    return account is not None and may_come_in(account.is_active, person.left_on, today)


def duties_of(feed: Feed, today: date) -> QuerySet[Duty] | None:
    """Return what the person of a calendar sees on the page of duties; None if not any more."""
    standing = organisation.standing(today)
    functions = standing.functions_of(str(feed.person_id))
    if feed.scope == Feed.Scope.MINE:
        return queries.of(feed.person, functions).select_related("occasion")
    if feed.scope != Feed.Scope.OFFICE or not _may_follow(standing, functions):
        return None
    return queries.open_duties().select_related("occasion")


def _may_follow(standing: Standing, functions: frozenset[str]) -> bool:
    return rules.FOLLOW_UP in standing.powers_of(functions)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
