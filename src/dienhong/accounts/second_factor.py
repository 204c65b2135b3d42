"""The second factor: codes of a phone's application (RFC 6238), and recovery codes on paper."""

from datetime import date, datetime

import pyotp
from django.db import transaction

from dienhong.accounts import codes, rules, sealing, sessions
from dienhong.accounts.models import Authenticator, RecoveryCode, SignInPolicy, Tidings
from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.organisation.models import Account
from dienhong.organisation.queries import functions_of
from dienhong.record.actions import write_entry

_STEPS = (-1, 0, 1)  # a phone's clock may be half a minute off


def authenticator(account: Account, *, confirmed: bool = True) -> Authenticator | None:
    """Return the application that makes this account's codes, or the one not yet confirmed."""
    return Authenticator.objects.filter(account=account, confirmed_at__isnull=not confirmed).first()


def _purpose(account: Account) -> str:
    return f"totp:{account.pk}"


@transaction.atomic
def begin(account: Account) -> None:
    """Make a new secret: no act yet, as it counts for nothing until a code has confirmed it."""
    rules.check_no_authenticator(authenticator(account) is not None)
    sealed = sealing.seal(pyotp.random_base32(), _purpose(account))
    Authenticator.objects.update_or_create(account=account, defaults={"sealed": sealed})


def secret(row: Authenticator) -> str:
    """Return the secret itself; refuse where it was sealed for another office or key."""
    try:
        return sealing.unseal(row.sealed, _purpose(row.account))
    except sealing.SealBroken as error:
        raise Refused(
            "Chưa đọc được khoá của ứng dụng tạo mã: dữ liệu này của máy chủ hoặc văn phòng khác",
            cure="Nhờ bộ phận hành chính xoá lớp xác nhận thứ hai, rồi thiết lập lại.",
        ) from error


def address(row: Authenticator, office: str) -> str:
    """Return what the application reads from the QR code (the key URI)."""
    return pyotp.TOTP(secret(row)).provisioning_uri(name=row.account.login, issuer_name=office)


@transaction.atomic
def confirm(account: Account, code: str, *, by: Actor) -> list[str]:
    """Turn the second factor on with a first code; return ten recovery codes, shown once."""
    row = Authenticator.objects.select_for_update().filter(account=account).first()
    rules.check_no_authenticator(row is not None and row.confirmed_at is not None)
    rules.check_code(row is not None and _accept(row, code, by.at))
    assert row is not None
    row.confirmed_at = by.at
    row.save(update_fields=["confirmed_at"])
    write_entry("accounts.second_on", f"person:{account.person_id}", by=by)
    return _new_recovery_codes(account)


def _accept(row: Authenticator, typed: str, at: datetime) -> bool:
    """Tell whether a code is right now and was not taken before; take it."""
    given = "".join(sign for sign in typed if sign in "0123456789")
    made = pyotp.TOTP(secret(row))
    now = made.timecode(at)
    for step in (now + offset for offset in _STEPS):
        if step > row.last_step and pyotp.utils.strings_equal(made.generate_otp(step), given):
            row.last_step = step
            row.save(update_fields=["last_step"])
            return True
    return False


def _new_recovery_codes(account: Account) -> list[str]:
    account.recovery_codes.all().delete()
    made = [codes.make(rules.RECOVERY_GROUPS) for _ in range(rules.RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=sealing.digest(codes.plain(code), _paper(account)))
        for code in made
    )
    return made


def _paper(account: Account) -> str:
    return f"recovery:{account.pk}"


@transaction.atomic
def answer(account: Account, typed: str, *, at: datetime) -> None:
    """Take a code of the application or one from paper; refuse any other, and each twice."""
    rows = Authenticator.objects.select_for_update()
    row = rows.filter(account=account, confirmed_at__isnull=False).first()
    right = row is not None and (_accept(row, typed, at) or _accept_paper(account, typed))
    rules.check_code(right)


def _accept_paper(account: Account, typed: str) -> bool:
    plain = codes.plain(typed)
    for row in account.recovery_codes.all():
        if sealing.matches(plain, row.digest, _paper(account)):
            row.delete()
            return True
    return False


@transaction.atomic
def turn_off(account: Account, *, by: Actor, demanded: bool) -> None:
    """Turn the codes off; refuse while the person's function needs them, having no key."""
    rules.check_may_turn_off(demanded and not account.passkeys.exists())
    _remove(account)
    write_entry("accounts.second_off", f"person:{account.person_id}", by=by)


def there_is_one(account: Account) -> bool:
    """Tell whether an account has an application or a key."""
    return authenticator(account) is not None or account.passkeys.exists()


def _remove(account: Account) -> None:
    account.recovery_codes.all().delete()
    Authenticator.objects.filter(account=account).delete()


@transaction.atomic
def renew_recovery_codes(account: Account, *, by: Actor) -> list[str]:
    """Make ten new recovery codes; the old ones are worth nothing."""
    rules.check_code(authenticator(account) is not None)
    write_entry("accounts.recovery_renewed", f"person:{account.person_id}", by=by)
    return _new_recovery_codes(account)


@transaction.atomic
def reset(account: Account, *, by: Actor) -> None:
    """Take a lost phone's codes and keys from an account, its person standing there, and told."""
    _remove(account)
    account.passkeys.all().delete()
    sessions.end(account, at=by.at)
    said = f"Lớp xác nhận thứ hai bị xoá ngày {by.today:%d/%m/%Y} bởi {by.by.name}."
    Tidings.objects.create(account=account, text=said)
    write_entry("accounts.second_reset", f"person:{account.person_id}", by=by)


# Who needs one.


def demanded_from(account: Account, day: date) -> date | None:
    """Return since when this person needs a second factor, by the functions held on ``day``."""
    held = functions_of(account.person, day)
    rows = SignInPolicy.objects.filter(function__in=held)
    return min((row.demanded_from for row in rows), default=None)


def is_demanded(account: Account, day: date) -> bool:
    """Tell whether the person needs a second factor on ``day``."""
    since = demanded_from(account, day)
    return since is not None and since <= day


@transaction.atomic
def demand(function: str, *, demanded_from: date, basis: str, by: Actor) -> None:
    """Demand a second factor of whoever holds a function, from a day on."""
    SignInPolicy.objects.update_or_create(
        function_id=function, defaults={"demanded_from": demanded_from, "basis": basis}
    )
    write_entry(
        "accounts.policy_set",
        "agency:1",
        by=by,
        facts={"function": function, "demanded_from": demanded_from.isoformat()},
    )


@transaction.atomic
def demand_no_more(function: str, *, by: Actor) -> None:
    """End such a demand; nothing is written where there is none."""
    if SignInPolicy.objects.filter(function=function).delete()[0]:
        write_entry("accounts.policy_ended", "agency:1", by=by, facts={"function": function})
