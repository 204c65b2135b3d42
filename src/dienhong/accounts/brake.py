"""The brake on guessing: by person and, more loosely, by address; counted in the database.

A try is charged before the password is looked at, under a lock on its row: a hundred tries at once
are a hundred tries. What was charged is given back when the password was right.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import AddressValueError, IPv6Network, ip_address

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from dienhong.accounts import rules, sealing
from dienhong.accounts.models import Tries
from dienhong.core.acting import Actor, RecordedFrom, Someone
from dienhong.core.refusal import Refused
from dienhong.organisation.models import Account
from dienhong.record.actions import write_entry

_IPV6_HOUSE = 64  # one subscriber has that many bits of addresses


class Door(StrEnum):
    """Where tries are counted apart."""

    PASSWORD = "password"  # noqa: S105 (the door, not a password)
    SECOND = "second"
    ADDRESS = "address"
    KEPT = "kept"


def key(door: Door, name: str) -> str:
    """Return the key under which tries at a door are counted for a name or an address."""
    return f"{door}:{sealing.digest(name.strip().lower(), f'tries:{door}')}"


def address(request: HttpRequest) -> str:
    """Return where a request came from: of IPv6 the network of one house.

    Behind a proxy that ends TLS it is the last address that the proxy wrote down.
    """
    told = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    given = told.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        found = ip_address(given)
    except (AddressValueError, ValueError):
        return ""
    if found.version == 4:  # noqa: PLR2004 (the version of the protocol)
        return str(found)
    return str(IPv6Network((found, _IPV6_HOUSE), strict=False))


@transaction.atomic
def charge(door: Door, name: str, *, at: datetime) -> int:
    """Count one try as wrong and return how many there are; refuse while one has to wait."""
    row = _row(key(door, name), at)
    rules.check_waited(row.waits_until, at)
    row.wrong += 1
    row.last_at = at
    # None and not the moment itself: requests are not charged in the order in which they came.
    row.waits_until = at + wait if (wait := rules.wait_after(row.wrong)) else None
    row.save()
    return row.wrong


@transaction.atomic
def charge_address(door: Door, name: str, *, at: datetime, most: int, within: timedelta) -> None:
    """Count one try from an address; refuse more than ``most`` of them ``within`` a time."""
    row = _row(key(door, name), at)
    if row.since + within <= at:
        row.wrong, row.since = 0, at
    if row.wrong >= most:
        rules.check_waited(row.since + within, at)
    row.wrong += 1
    row.last_at = at
    row.save()


def _row(found: str, at: datetime) -> Tries:
    """Return the locked row of a key, new or emptied where the last try is long ago."""
    Tries.objects.filter(last_at__lt=at - rules.TRIES_KEPT).delete()
    locked = Tries.objects.select_for_update()
    return locked.get_or_create(key=found, defaults={"since": at, "last_at": at})[0]


@transaction.atomic
def give_back(door: Door, name: str) -> None:
    """Take the charge for a right try back from an address."""
    row = Tries.objects.select_for_update().filter(key=key(door, name), wrong__gt=0).first()
    if row is not None:
        row.wrong -= 1
        row.save(update_fields=["wrong"])


def forget(door: Door, name: str) -> int:
    """Forget the wrong tries under a name; return whether there were any."""
    return Tries.objects.filter(key=key(door, name)).delete()[0]


def charge_password(name: str, request: HttpRequest, *, at: datetime) -> int:
    """Charge one try at the password, by name and by address; return how many by name."""
    charge_from(request, at=at)
    return charge(Door.PASSWORD, name, at=at)


def charge_from(request: HttpRequest, *, at: datetime) -> None:
    """Charge one try at any door to the address that it comes from."""
    charge_address(
        Door.ADDRESS,
        address(request),
        at=at,
        most=rules.TRIES_FROM_ONE_ADDRESS,
        within=rules.LONGEST_WAIT,
    )


def was_wrong(wrong: int, account: Account | None, *, at: datetime) -> None:
    """Write down that a series of wrong tries has begun to wait: once a series, not a try.

    For a name that nobody has the same is done and taken back, so that the time that the answer
    takes does not tell whether the name is known.
    """
    if wrong != rules.FREE_TRIES:
        return
    subject = f"person:{account.person_id}" if account else "person:"
    with transaction.atomic():
        write_entry("accounts.braked", subject, by=nobody(at), facts={"tries": wrong})
        if account is None:
            transaction.set_rollback(True)


def nobody(at: datetime) -> Actor:
    """Return the actor of what happens by itself."""
    return Actor(
        by=Someone("system", "Hệ thống"),
        at=at,
        today=timezone.localdate(at),
        recorded_from=RecordedFrom.SYSTEM,
    )


@transaction.atomic
def lift(account: Account, *, by: Actor) -> None:
    """Let a person try again at once; nothing is written where nobody had to wait."""
    names = {Door.PASSWORD: account.login, Door.SECOND: str(account.pk)}
    lifted = [forget(door, name) for door, name in names.items()]
    if any(lifted):
        write_entry("accounts.brake_lifted", f"person:{account.person_id}", by=by)


def waiting(accounts: list[Account], at: datetime) -> dict[int, datetime]:
    """Return until when accounts have to wait, by their keys; those that need not are left out."""
    keys = {key(Door.SECOND, str(account.pk)): account.pk for account in accounts}
    keys |= {key(Door.PASSWORD, account.login): account.pk for account in accounts}
    rows = Tries.objects.filter(key__in=keys, waits_until__gt=at)
    return {keys[row.key]: row.waits_until for row in rows if row.waits_until}


def may_store(measure: dict[str, int], *, at: datetime, within: timedelta) -> bool:
    """Tell whether one more thing may be kept for a visitor: ``measure`` is how much for whom."""
    try:
        with transaction.atomic():
            for name, most in measure.items():
                charge_address(Door.KEPT, name, at=at, most=most, within=within)
    except Refused:
        return False
    return True
