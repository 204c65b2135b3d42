"""Passkeys (W3C Web Authentication): keys in a phone or a computer, several and with names.

Offices of one server may share one host, and a browser offers keys by host: so the challenge
carries the office, the key's holder is named by a digest that only this office makes, and a key
that is in no row here is refused.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

import webauthn
from django.db import transaction
from django.http import HttpRequest
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    options_to_json,
    parse_authentication_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from dienhong.accounts import office, rules, sealing
from dienhong.accounts.models import Passkey
from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Account
from dienhong.record.actions import write_entry

ADD, COME_IN, SECOND = "add", "come-in", "second"
_CHALLENGE = "challenge"
_HANDLE = "passkey-holder"
_REQUIRED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class Site:
    """Whom the keys are made for: the host, and the address in front of every path."""

    host: str
    origin: str


def site(request: HttpRequest) -> Site | None:
    """Return whom keys are made for here; None where browsers have no keys.

    They have them under https and, for a trial, on ``localhost``; never for a bare number.
    """
    host = request.get_host().rpartition(":")[0] or request.get_host()
    host = host if "]" not in request.get_host() else ""
    secure = request.is_secure() or host == "localhost"
    if not secure or not host or _is_number(host):
        return None
    return Site(host, f"{request.scheme}://{request.get_host()}")


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def site_or_refuse(request: HttpRequest) -> Site:
    """Return whom keys are made for; refuse, saying why, where there are none."""
    found = site(request)
    if found is None:
        raise Refused(
            "Chưa dùng khoá trong điện thoại được: địa chỉ này không phải https có tên miền",
            cure="Dùng mật khẩu, hoặc mở trang này bằng địa chỉ https.",
        )
    return found


# Questions: each is asked once, of one office, and forgotten after ten minutes.


def ask_to_add(request: HttpRequest, account: Account, name: str, office_name: str) -> str:
    """Return, as JSON for the browser, what to make a new key with."""
    here = site_or_refuse(request)
    rules.check_few_keys(account.passkeys.count())
    options = webauthn.generate_registration_options(
        rp_id=here.host,
        rp_name=office_name,
        user_id=bytes.fromhex(_holder(account)),
        user_name=account.login,
        user_display_name=account.person.name,
        challenge=_remember(request, ADD, name),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
        exclude_credentials=_descriptors(account),
    )
    return options_to_json(options)


def ask_who(request: HttpRequest, account: Account | None) -> str:
    """Return, as JSON, what to sign: by any key of this host, or by one of ``account``'s."""
    here = site_or_refuse(request)
    options = webauthn.generate_authentication_options(
        rp_id=here.host,
        challenge=_remember(request, SECOND if account else COME_IN, ""),
        allow_credentials=_descriptors(account) if account else None,
        user_verification=_REQUIRED,
    )
    return options_to_json(options)


def _descriptors(account: Account) -> list[PublicKeyCredentialDescriptor]:
    keys = account.passkeys.values_list("credential", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key)) for key in keys]


def _holder(account: Account) -> str:
    return sealing.digest(str(account.person_id), _HANDLE)


def _remember(request: HttpRequest, purpose: str, name: str) -> bytes:
    challenge = secrets.token_bytes(32)
    request.session[_CHALLENGE] = {
        "challenge": bytes_to_base64url(challenge),
        "purpose": purpose,
        "office": office.code(),
        "name": name,
        "until": (desk(request).at + rules.SECOND_STEP).isoformat(),
    }
    return challenge


def _asked(request: HttpRequest, purpose: str) -> tuple[bytes, str]:
    """Return the challenge that was asked, with the name of the new key, and forget it."""
    asked = request.session.pop(_CHALLENGE, None) or {}
    fits = (asked.get("purpose"), asked.get("office")) == (purpose, office.code())
    if not fits or datetime.fromisoformat(asked["until"]) <= desk(request).at:
        raise _refused()
    return base64url_to_bytes(asked["challenge"]), asked["name"]


def _refused() -> Refused:
    return Refused(
        "Chưa dùng được khoá này: khoá không phải của tài khoản nào ở văn phòng này, hoặc câu hỏi "
        "đã hết hạn",
        cure="Thử lại một lần; không được thì dùng mật khẩu.",
    )


# Answers.


@transaction.atomic
def add(request: HttpRequest, account: Account, answer: str, *, by: Actor) -> Passkey:
    """Keep a new key of a person; refuse what was not made for this question and this site."""
    here = site_or_refuse(request)
    challenge, name = _asked(request, ADD)
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=here.host,
            expected_origin=here.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise _refused() from error
    credential = bytes_to_base64url(made.credential_id)
    rules.check_new_key(Passkey.objects.filter(credential=credential).exists())
    key = Passkey.objects.create(
        account=account,
        name=name,
        credential=credential,
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        made_on=by.today,
    )
    write_entry("accounts.passkey_added", f"person:{account.person_id}", by=by)
    return key


@transaction.atomic
def recognise(request: HttpRequest, answer: str, *, purpose: str) -> Account:
    """Return whose key signed the question; the key's count goes on. Refuses all else."""
    here = site_or_refuse(request)
    challenge, _ = _asked(request, purpose)
    try:
        given = parse_authentication_credential_json(answer)
        key = _row(given)
        signed = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=challenge,
            expected_rp_id=here.host,
            expected_origin=here.origin,
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError) as error:
        raise _refused() from error
    key.sign_count, key.last_used_on = signed.new_sign_count, desk(request).today
    key.save(update_fields=["sign_count", "last_used_on"])
    return key.account


def _row(given: AuthenticationCredential) -> Passkey:
    """Return the locked row of a key of this office, whose holder the key itself names."""
    rows = Passkey.objects.select_for_update(of=("self",)).select_related("account__person")
    key = rows.filter(credential=bytes_to_base64url(given.raw_id)).first()
    if key is None:
        raise _refused()
    holder = given.response.user_handle
    if holder and not sealing.matches(str(key.account.person_id), holder.hex(), _HANDLE):
        raise _refused()
    return key


@transaction.atomic
def remove(key: Passkey, *, by: Actor, needed: bool) -> None:
    """Take one's own key away; refuse the last one while the person's function needs one."""
    rules.check_may_turn_off(needed and not key.account.passkeys.exclude(pk=key.pk).exists())
    key.delete()
    write_entry("accounts.passkey_removed", f"person:{key.account.person_id}", by=by)
