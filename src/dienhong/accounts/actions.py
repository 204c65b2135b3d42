"""What is done to an account's password: slips made, used and cancelled; a password changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from dienhong.accounts import brake, codes, rules, sealing, sessions
from dienhong.accounts.models import Slip, Tidings
from dienhong.core.acting import Actor
from dienhong.organisation.models import Account
from dienhong.record.actions import write_entry


@dataclass(frozen=True, slots=True)
class Printed:
    """A slip as it is printed: the only place where its code stands."""

    account: Account
    slip: Slip
    code: str


@transaction.atomic
def make_slips(accounts: Iterable[Account], *, by: Actor) -> list[Printed]:
    """Make a slip for each account; whatever opened it until now opens it no more.

    A new slip cancels the old one. A password in use ends with it, and every session: the person
    reads at the next sign-in who did it. Raises ``Refused`` for one's own account.
    """
    return [_make_slip(account, by) for account in accounts]


def _make_slip(account: Account, by: Actor) -> Printed:
    rules.check_not_oneself(str(account.person_id) == by.by.id)
    account = Account.objects.select_for_update().select_related("person").get(pk=account.pk)
    open_slips(account).update(cancelled_at=by.at, digest="")
    code, is_reset = codes.make(rules.SLIP_GROUPS), account.has_usable_password()
    slip = Slip.objects.create(
        account=account,
        digest=sealing.digest(codes.plain(code), _purpose(account)),
        valid_to=rules.slip_valid_to(by.today),
    )
    if is_reset:
        _shut(account, by)
    write_entry(
        "accounts.password_reset" if is_reset else "accounts.slip_made",
        f"person:{account.person_id}",
        by=by,
        facts={"valid_to": slip.valid_to.isoformat()},
    )
    return Printed(account, slip, code)


def _shut(account: Account, by: Actor) -> None:
    account.set_unusable_password()
    account.save(update_fields=["password"])
    sessions.end(account, at=by.at)
    said = f"Mật khẩu được cấp lại ngày {by.today:%d/%m/%Y} bởi {by.by.name}."
    Tidings.objects.create(account=account, text=said)


def open_slips(account: Account) -> QuerySet[Slip]:
    """Return the slip that is neither used nor cancelled, as a queryset of none or one."""
    return account.slips.filter(used_at__isnull=True, cancelled_at__isnull=True)


def _purpose(account: Account) -> str:
    return f"slip:{account.pk}"


@transaction.atomic
def cancel_slip(account: Account, *, by: Actor) -> None:
    """Make an open slip worthless; nothing is written where there is none."""
    if open_slips(account).update(cancelled_at=by.at, digest=""):
        write_entry("accounts.slip_cancelled", f"person:{account.person_id}", by=by)


def check_slip(account: Account | None, code: str, *, by: Actor) -> Slip:
    """Return the open slip of an account that ``code`` stands on; refuse in one form of words."""
    slip = open_slips(account).select_for_update().first() if account else None
    purpose = _purpose(account) if account else "slip:0"
    fits = sealing.matches(codes.plain(code), slip.digest if slip else "", purpose)
    rules.check_slip(fits, slip.valid_to if slip else None, by.today)
    assert slip is not None
    return slip


@transaction.atomic
def spend_slip(account: Account, code: str, *, by: Actor) -> None:
    """Prove with a slip who one is, without setting a password; it is worth nothing afterwards."""
    _spend(check_slip(account, code, by=by), by)


def _spend(slip: Slip, by: Actor) -> None:
    slip.used_at, slip.digest = by.at, ""
    slip.save(update_fields=["used_at", "digest"])
    write_entry("accounts.slip_used", f"person:{slip.account.person_id}", by=by)


@transaction.atomic
def use_slip(account: Account | None, code: str, password: str, *, by: Actor) -> None:
    """Set the person's own password with a slip, which is worth nothing afterwards.

    It opens the account also while wrong passwords have to wait.
    """
    slip = check_slip(account, code, by=by)
    _spend(slip, by)
    account = slip.account
    account.set_password(password)
    account.save(update_fields=["password"])
    sessions.end(account, at=by.at)
    brake.forget(brake.Door.PASSWORD, account.login)


@transaction.atomic
def change_password(account: Account, old: str, new: str, *, by: Actor, but: int | None) -> None:
    """Change one's own password; every session ends ``but`` the one at hand."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    rules.check_old_password(account.check_password(old))
    account.set_password(new)
    account.save(update_fields=["password"])
    sessions.end(account, at=by.at, but=but)
    write_entry("accounts.password_changed", f"person:{account.person_id}", by=by)
