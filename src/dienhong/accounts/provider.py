"""Sign-in by the province's account system: OpenID Connect Core 1.0, code flow with PKCE.

What it says is believed only after its signature, issuer, audience, time and nonce were checked.
It opens accounts that are there and makes none.
"""

import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from dienhong.accounts import office, rules, sealing
from dienhong.accounts.models import AccountProvider, OutsideIdentity
from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Account
from dienhong.record.actions import write_entry

# Seconds to connect and between two pieces of an answer: four threads serve the whole office.
TIMEOUT = (3, 5)
_LONGEST = 300_000  # bytes of a description or of a list of keys
_CLOCKS_APART = 60  # seconds
_ALGORITHMS = ["RS256", "ES256"]
_ON_ITS_WAY = "outside"
_SECRET = "provider-secret"  # noqa: S105 (a purpose, not a secret)
_CONFIRM = "outside-confirm"


class ProviderDown(Refused):
    """The account system does not answer, or not as one does."""

    def __init__(self) -> None:
        super().__init__(
            "Chưa hỏi được hệ thống tài khoản của tỉnh",
            cure="Đăng nhập bằng mật khẩu hoặc khoá trong điện thoại; thử lại sau ít phút.",
        )


@dataclass(frozen=True, slots=True)
class Described:
    """What the account system says of itself (OpenID Connect Discovery 1.0)."""

    authorization: str
    token: str
    keys: KeySet


@dataclass(frozen=True, slots=True)
class Known:
    """Whom the account system vouches for: its own lasting name, and the sign-in name here."""

    subject: str
    login: str


def provider() -> AccountProvider | None:
    """Return the account system of this office; None where there is none."""
    return AccountProvider.objects.first()


def describe(issuer: str) -> Described:
    """Ask the account system what it is; raises ``ProviderDown`` for any answer but a whole one."""
    said = _fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    try:
        if said["issuer"] != issuer:
            raise ProviderDown
        found = Described(
            authorization=_checked(said["authorization_endpoint"]),
            token=_checked(said["token_endpoint"]),
            keys=KeySet.import_key_set(_fetch(said["jwks_uri"])),  # type: ignore[arg-type]
        )
    except (KeyError, TypeError, AttributeError, ValueError, JoseError) as error:
        raise ProviderDown from error
    return found


def _fetch(address: str) -> dict[str, Any]:
    """Return a small JSON object from an address that may be asked."""
    try:
        with requests.Session() as line:
            line.trust_env = False  # no .netrc, no proxy that this program was not told of
            asked = line.get(_checked(address), timeout=TIMEOUT, allow_redirects=False, stream=True)
            with asked as answer:  # an answer that is read in part holds its connection
                content = answer.raw.read(_LONGEST + 1, decode_content=True)
                said = json.loads(content) if answer.ok and len(content) <= _LONGEST else None
    except (requests.RequestException, OSError, ValueError) as error:
        raise ProviderDown from error
    if not isinstance(said, dict):
        raise ProviderDown
    return said


def _checked(address: str) -> str:
    """Return an address that may be asked: https, or this computer on a trial without TLS."""
    rules.check_provider_address(is_safe(address))
    return address


def is_safe(address: str) -> bool:
    """Tell whether an address may be asked."""
    try:
        parts = urlsplit(address)
    except (ValueError, AttributeError, TypeError):
        return False
    trial = not settings.SESSION_COOKIE_SECURE and parts.hostname in {"127.0.0.1", "localhost"}
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and trial))


# There and back.


def set_out(request: HttpRequest, chosen: AccountProvider, *, back: str, to: str) -> str:
    """Return the address at the account system that the browser is led to; remember what was asked.

    ``back`` is where it is to come back to, ``to`` where signing in is to lead.
    """
    described = describe(chosen.issuer)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    request.session[_ON_ITS_WAY] = {
        "state": state,
        "nonce": nonce,
        "verifier": verifier,
        "back": back,
        "to": to,
        "office": office.code(),
        "until": (desk(request).at + rules.SECOND_STEP).isoformat(),
    }
    with _line(chosen, back) as line:
        address, _ = line.create_authorization_url(
            described.authorization, state=state, nonce=nonce, code_verifier=verifier
        )
    return str(address)


def _line(chosen: AccountProvider, back: str) -> Any:
    secret = sealing.unseal(chosen.sealed_secret, _SECRET) if chosen.sealed_secret else None
    line = OAuth2Session(
        chosen.client_id,
        secret,
        token_endpoint_auth_method="client_secret_basic" if secret else "none",
        scope="openid profile",
        redirect_uri=back,
        code_challenge_method="S256",
    )
    line.trust_env = False
    return line


def come_back(request: HttpRequest, chosen: AccountProvider) -> tuple[Known, str]:
    """Return whom the account system vouches for, and where signing in is to lead.

    Refuses an answer to a question that this browser did not ask at this office, or asked before.
    """
    asked = request.session.pop(_ON_ITS_WAY, None) or {}
    given = request.GET
    rules.check_outside(
        asked.get("office") == office.code()
        and hmac.compare_digest(asked["state"].encode(), given.get("state", "").encode())
        and datetime.fromisoformat(asked["until"]) > desk(request).at
        and given.get("iss", chosen.issuer) == chosen.issuer
        and bool(given.get("code"))
    )
    token = _redeem(chosen, asked, given["code"])
    return _read(chosen, token, asked["nonce"], desk(request).at), asked["to"]


def _redeem(chosen: AccountProvider, asked: dict[str, str], code: str) -> tuple[str, KeySet]:
    """Return the ID token that a code is given for, and the keys that may have signed it."""
    described = describe(chosen.issuer)
    try:
        with _line(chosen, asked["back"]) as line:
            token = line.fetch_token(
                described.token,
                grant_type="authorization_code",
                code=code,
                code_verifier=asked["verifier"],
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        found = token["id_token"]
    except (requests.RequestException, sealing.SealBroken) as error:
        raise ProviderDown from error
    except (AuthlibBaseError, KeyError, TypeError, ValueError) as error:
        raise rules.outside_refused() from error
    return str(found), described.keys


def _read(chosen: AccountProvider, token: tuple[str, KeySet], nonce: str, at: datetime) -> Known:
    """Check an ID token (OpenID Connect Core, 3.1.3.7) and return whom it is about."""
    try:
        claims = jwt.decode(token[0], token[1], algorithms=_ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=_CLOCKS_APART,
            iss={"essential": True, "value": chosen.issuer},
            aud={"essential": True, "value": chosen.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        ).validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise rules.outside_refused() from error
    audience = claims["aud"]
    alone = isinstance(audience, str) or audience == [chosen.client_id]
    rules.check_outside(alone or claims.get("azp") == chosen.client_id)
    login = claims.get(chosen.claim)
    return Known(str(claims["sub"]), login.strip().lower() if isinstance(login, str) else "")


# Whom it is here.


def linked(chosen: AccountProvider, known: Known) -> Account | None:
    """Return the account that this subject was linked to."""
    rows = OutsideIdentity.objects.filter(issuer=chosen.issuer, subject=known.subject)
    row = rows.select_related("account__person").first()
    return row.account if row else None


def named(known: Known) -> Account:
    """Return the account of the claimed sign-in name, still linked to nobody; refuse others."""
    found = Account.objects.filter(login=known.login, outside__isnull=True).first()
    rules.check_named(found is not None)
    assert found is not None
    return found


@transaction.atomic
def link(account: Account, issuer: str, subject: str, *, by: Actor) -> None:
    """Let a subject of the account system open an account from now on."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    taken = OutsideIdentity.objects.filter(issuer=issuer, subject=subject).exists()
    rules.check_named(not taken and not OutsideIdentity.objects.filter(account=account).exists())
    OutsideIdentity.objects.create(
        account=account, issuer=issuer, subject=subject, linked_on=by.today
    )
    write_entry("accounts.linked", f"person:{account.person_id}", by=by)


@transaction.atomic
def unlink(account: Account, *, by: Actor) -> None:
    """Let the account system open one's own account no more."""
    if OutsideIdentity.objects.filter(account=account).delete()[0]:
        write_entry("accounts.unlinked", f"person:{account.person_id}", by=by)


def wait_for_proof(
    request: HttpRequest, chosen: AccountProvider, account: Account, known: Known, to: str
) -> None:
    """Remember a first sign-in until its person has shown a password or a slip."""
    request.session[_CONFIRM] = {
        "account": account.pk,
        "issuer": chosen.issuer,
        "subject": known.subject,
        "to": to,
        "office": office.code(),
        "until": (desk(request).at + rules.SECOND_STEP).isoformat(),
    }


def waiting_for_proof(
    request: HttpRequest, chosen: AccountProvider
) -> tuple[Account, str, str] | None:
    """Return account, subject and where to lead, of a first sign-in that still needs its proof."""
    found = request.session.get(_CONFIRM)
    if not found or (found["office"], found["issuer"]) != (office.code(), chosen.issuer):
        return None
    if datetime.fromisoformat(found["until"]) <= desk(request).at:
        return None
    account = Account.objects.filter(pk=found["account"], outside__isnull=True).first()
    return (account, found["subject"], found["to"]) if account else None


def proved(request: HttpRequest) -> None:
    """Forget what was remembered for a first sign-in."""
    request.session.pop(_CONFIRM, None)


# Set by administration.


@transaction.atomic
def set_provider(  # noqa: PLR0913 (what the account system's own registration gives)
    *,
    issuer: str,
    client_id: str,
    secret: str,
    claim: str,
    label: str,
    trusts_claim: bool,
    by: Actor,
) -> AccountProvider:
    """Let people of this office come in by an account system.

    An empty secret keeps the one that is there; another issuer is never sent the old one.
    """
    rules.check_provider_address(is_safe(issuer))
    was = provider()
    kept = was.sealed_secret if was and was.issuer == issuer else ""
    row, _ = AccountProvider.objects.update_or_create(
        pk=1,
        defaults={
            "issuer": issuer,
            "client_id": client_id,
            "sealed_secret": sealing.seal(secret, _SECRET) if secret else kept,
            "claim": claim,
            "label": label,
            "trusts_claim": trusts_claim,
        },
    )
    write_entry(
        "accounts.provider_set",
        "agency:1",
        by=by,
        facts={"issuer": issuer, "trusts_claim": trusts_claim},
    )
    return row


@transaction.atomic
def end_provider(*, by: Actor) -> None:
    """Let nobody come in by the account system any more; who was linked stays noted."""
    if AccountProvider.objects.all().delete()[0]:
        write_entry("accounts.provider_ended", "agency:1", by=by)
