"""Sessions: begun, listed for their own person, and ended on the server."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest

from dienhong.accounts import device, office, rules
from dienhong.accounts.models import SignIn, Way
from dienhong.core.acting import Actor
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Account
from dienhong.record.actions import write_entry

_SIGN_IN = "sign-in"  # in the session: the key of its own row
_SEEN = "seen"  # in the session: the hour that its row says
_WAITING = "waiting"  # in the session of somebody whose second factor is still to come
SET_UP = "set-up-first"  # in the session of somebody who needs a second factor and has none
_MOST_LISTED = 50


@transaction.atomic
def begin(request: HttpRequest, account: Account, way: Way) -> None:
    """Begin a session with a new key, and tell the person what happened to the account meanwhile.

    It ends ten hours later on the server, whatever the browser does.
    """
    at = desk(request).at
    sweep(at=at)
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.set_expiry(at + rules.SESSION)
    request.session.pop(_WAITING, None)
    if request.session.session_key is None:  # somebody else was signed in here, and is no more
        request.session.create()
    key = request.session.session_key or ""
    row = SignIn.objects.create(
        account=account,
        session_key=key,
        way=way,
        device=device.say(request.headers.get("User-Agent", "")),
        first_at=at,
        last_at=_hour(at),
    )
    request.session[_SIGN_IN], request.session[_SEEN] = row.pk, _hour(at).isoformat()
    for each in account.tidings.all():
        messages.warning(request, each.text)
    account.tidings.all().delete()


def wait_for_second(request: HttpRequest, account: Account, way: Way, to: str) -> None:
    """Remember who has shown the first factor, for ten minutes and while it stays the same."""
    request.session.cycle_key()
    request.session.set_expiry(rules.SECOND_STEP)
    request.session[_WAITING] = {
        "account": account.pk,
        "password": account.get_session_auth_hash(),
        "way": way.value,
        "to": to,
        "office": office.code(),
        "until": (desk(request).at + rules.SECOND_STEP).isoformat(),
    }


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who has shown the first factor, how, and where it is to lead."""

    account: Account
    way: Way
    to: str


def waiting(request: HttpRequest) -> Waiting | None:
    """Return who has shown the first factor and may now show the second; None for nobody."""
    found = request.session.get(_WAITING)
    here = desk(request)
    if not found or found["office"] != office.code():
        return None
    if datetime.fromisoformat(found["until"]) <= here.at:
        return None
    account = Account.objects.select_related("person").filter(pk=found["account"]).first()
    if account is None or account.get_session_auth_hash() != found["password"]:
        return None
    if not rules.may_come_in(account.is_active, account.person.left_on, here.today):
        return None
    return Waiting(account, Way(found["way"]), found["to"])


def see(request: HttpRequest) -> None:
    """Note the hour in which a session was last used: one write an hour."""
    hour = _hour(desk(request).at)
    if _SIGN_IN not in request.session or request.session.get(_SEEN) == hour.isoformat():
        return
    SignIn.objects.filter(pk=request.session[_SIGN_IN]).update(last_at=hour)
    request.session[_SEEN] = hour.isoformat()


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def rotate(request: HttpRequest) -> None:
    """Give a session a new key after a change of what its person may do or signs in with."""
    request.session.cycle_key()
    note_key(request)


def note_key(request: HttpRequest) -> None:
    """Write the session's new key into its row."""
    key = request.session.session_key or ""
    SignIn.objects.filter(pk=request.session.get(_SIGN_IN, 0)).update(session_key=key)


def own(request: HttpRequest) -> int:
    """Return the key of the row of the session at hand; 0 for one that has no row."""
    found: int = request.session.get(_SIGN_IN, 0)
    return found


def listed(account: Account, *, at: datetime) -> tuple[list[SignIn], list[SignIn]]:
    """Return the sign-ins whose sessions are open, and those of the last month that are over."""
    since = at - rules.SIGN_INS_KEPT
    rows = list(account.sign_ins.filter(last_at__gt=since)[:_MOST_LISTED])
    keys = {row.session_key for row in rows if row.ended_at is None}
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=at)
    open_keys = set(alive.values_list("session_key", flat=True))
    is_open = [row for row in rows if row.session_key in open_keys and row.ended_at is None]
    return is_open, [row for row in rows if row not in is_open]


@transaction.atomic
def end(account: Account, *, at: datetime, only: int | None = None, but: int | None = None) -> int:
    """End sessions of an account on the server: all, only one, or all but one; return how many."""
    rows = account.sign_ins.select_for_update().filter(ended_at__isnull=True)
    rows = rows if only is None else rows.filter(pk=only)
    rows = rows if but is None else rows.exclude(pk=but)
    keys = list(rows.values_list("session_key", flat=True))
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=at).count()
    Session.objects.filter(session_key__in=keys).delete()
    rows.update(ended_at=at)
    return alive


@transaction.atomic
def end_all_of(account: Account, *, by: Actor) -> int:
    """End every session of another person, and write down that it was done and how many."""
    count = end(account, at=by.at)
    write_entry(
        "accounts.sessions_ended", f"person:{account.person_id}", by=by, facts={"sessions": count}
    )
    return count


def sweep(*, at: datetime) -> None:
    """Erase the sign-ins of more than a month ago, and sessions that are over."""
    SignIn.objects.filter(last_at__lt=at - rules.SIGN_INS_KEPT).delete()
    Session.objects.filter(expire_date__lt=at).delete()
