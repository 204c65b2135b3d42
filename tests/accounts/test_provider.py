"""The province's account system: it opens accounts that are there, and only when all of it fits."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
import time_machine
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from joserfc.jwk import ECKey, RSAKey

from dienhong.accounts import provider
from dienhong.accounts.models import AccountProvider, OutsideIdentity
from dienhong.core.refusal import Refused
from dienhong.hosting.context import use_agency
from dienhong.organisation.models import Account, Person
from dienhong.record.models import JournalEntry
from tests.accounts import outside
from tests.accounts.doors import LAN, last, print_slip, sign_in, written
from tests.accounts.outside import CLIENT, SECRET, System
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, act, after, moment, person

AT = moment(MONDAY, 10)
START = "/dang-nhap/tai-khoan-cua-tinh/"
SETTINGS = "/thu/nguoi/dang-nhap/tai-khoan-cua-tinh/"
NO = "câu trả lời không khớp với lần hỏi này"


@pytest.fixture
def system(clock: time_machine.Traveller) -> Iterator[System]:
    with outside.running() as running:
        _use(running)
        yield running


def _use(system: System, **changed: Any) -> None:
    given: dict[str, Any] = {
        "issuer": system.address,
        "client_id": CLIENT,
        "secret": SECRET,
        "claim": "preferred_username",
        "label": "Dùng tài khoản của tỉnh",
        "trusts_claim": True,
    }
    provider.set_provider(**(given | changed), by=act("lan"))


def _start(client: Client, code: str = "thu") -> str:
    answer = client.get(f"/{code}{START}")
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def _back(client: Client, brought: dict[str, str], code: str = "thu") -> HttpResponse:
    return client.get(f"/{code}{START}ve/", brought)  # type: ignore[return-value]


def _come(
    system: System, login: str = "lan", client: Client | None = None, code: str = "thu"
) -> HttpResponse:
    client = client or Client()
    asked = _start(client, code)
    return _back(client, system.sign_in_there(asked, login, AT.timestamp()), code)


def _words(answer: HttpResponse) -> str:
    return answer.content.decode().replace("\u00a0", " ")


def test_lan_comes_in_by_the_account_of_the_province(system: System) -> None:
    client = Client()
    assert "Dùng tài khoản của tỉnh" in client.get("/thu/dang-nhap/").content.decode()
    assert _come(system, client=client)["Location"] == "/thu/"
    assert client.get("/thu/").status_code == 200
    assert written() == ["accounts.provider_set", "accounts.linked"]
    assert _come(system)["Location"] == "/thu/"
    assert written().count("accounts.linked") == 1
    assert "tài khoản của tỉnh" in client.get("/thu/tai-khoan/").content.decode()


def test_what_is_asked_carries_state_nonce_and_a_challenge_and_no_secret(system: System) -> None:
    asked = _start(Client())
    assert asked.startswith(f"{system.address}/vao?")
    for part in ("state=", "nonce=", "code_challenge=", "code_challenge_method=S256"):
        assert part in asked
    assert (
        "redirect_uri=http%3A%2F%2Ftestserver%2Fthu%2Fdang-nhap%2Ftai-khoan-cua-tinh%2Fve%2F"
        in asked
    )
    assert SECRET not in asked


def test_the_page_asked_for_comes_after_it(system: System) -> None:
    client = Client()
    asked = str(client.get(f"/thu{START}?next=/thu/so-ghi/")["Location"])
    brought = system.sign_in_there(asked, "lan", AT.timestamp())
    assert _back(client, brought)["Location"] == "/thu/so-ghi/"


def test_a_signature_of_the_other_kind_is_read_too(system: System) -> None:
    system.key = ECKey.generate_key("P-256", {"kid": "hai"})
    system.header = {"alg": "ES256", "kid": "hai"}
    assert _come(system)["Location"] == "/thu/"


def _text(part: bytes) -> bytes:
    return urlsafe_b64encode(part).rstrip(b"=")


def _none() -> str:
    return "".join(
        _text(part).decode() + "."
        for part in (b'{"alg":"none"}', b'{"sub":"ma-so-lan","preferred_username":"lan"}')
    )


HOSTILE: dict[str, Callable[[System], None]] = {
    "wrong nonce": lambda s: s.claims.update(nonce="khac"),
    "no nonce": lambda s: s.claims.update(nonce=None),
    "wrong audience": lambda s: s.claims.update(aud="co-quan-khac"),
    "no audience": lambda s: s.claims.update(aud=None),
    "among audiences, for another": lambda s: s.claims.update(aud=[CLIENT, "khac"], azp="khac"),
    "among audiences, for nobody said": lambda s: s.claims.update(aud=[CLIENT, "khac"]),
    "expired": lambda s: s.claims.update(exp=int(AT.timestamp()) - 61),
    "no end": lambda s: s.claims.update(exp=None),
    "from the future": lambda s: s.claims.update(iat=int(AT.timestamp()) + 3600),
    "other issuer": lambda s: s.claims.update(iss="https://vi-du.invalid"),
    "no subject": lambda s: s.claims.update(sub=None),
    "subject no text": lambda s: s.claims.update(sub=7),
    "signed by nobody": lambda s: setattr(s, "raw_token", _none()),
    "signed by another": lambda s: setattr(s, "shown", RSAKey.generate_key(2048, {"kid": "mot"})),
    "unknown key": lambda s: setattr(s, "shown", RSAKey.generate_key(2048, {"kid": "ba"})),
    "no token": lambda s: setattr(s, "raw_token", "khong-phai"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_answer_in_which_anything_is_wrong_opens_nothing(system: System, name: str) -> None:
    HOSTILE[name](system)
    client = Client()
    answer = _come(system, client=client)
    assert answer.status_code == 422
    assert NO in _words(answer)
    assert client.get("/thu/").status_code == 303
    assert OutsideIdentity.objects.count() == 0


def test_the_public_key_is_no_shared_secret(system: System) -> None:
    client = Client()
    asked = dict(parse_qsl(urlsplit(_start(client)).query))
    now = int(AT.timestamp())
    claims = {
        "iss": system.address,
        "aud": CLIENT,
        "sub": "ma-so-lan",
        "nonce": asked["nonce"],
        "iat": now,
        "exp": now + 300,
        "preferred_username": "lan",
    }
    parts = ({"alg": "HS256", "kid": "mot"}, claims)
    signed = b".".join(_text(json.dumps(part).encode()) for part in parts)
    mac = hmac.new(system.key.as_pem(private=False), signed, "sha256").digest()
    system.raw_token = (signed + b"." + _text(mac)).decode()
    state = {"state": asked["state"], "login": "lan"}
    brought = system.sign_in_there("?" + urlencode(asked | state), "lan", AT.timestamp())
    assert NO in _words(_back(client, brought))


def test_a_state_is_taken_once_and_from_the_browser_that_was_given_it(system: System) -> None:
    client, thief = Client(), Client()
    asked = _start(client)
    brought = system.sign_in_there(asked, "lan", AT.timestamp())
    _start(thief)
    assert _back(thief, brought).status_code == 422  # the state of another browser
    assert _back(Client(), brought).status_code == 422  # of no browser
    assert _back(client, brought).status_code == 302
    client.post("/thu/dang-xuat/")
    again = system.sign_in_there(asked, "lan", AT.timestamp())
    assert _back(client, again).status_code == 422


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "khac"},
        {"state": "ký tự"},
        {"code": ""},
        {"code": "khac"},
        {"iss": "https://vi-du.invalid"},
    ],
)
def test_what_was_changed_on_the_way_back_opens_nothing(
    system: System, changed: dict[str, str]
) -> None:
    client = Client()
    brought = system.sign_in_there(_start(client), "lan", AT.timestamp())
    assert _back(client, brought | changed).status_code == 422
    assert client.get("/thu/").status_code == 303


def test_a_way_there_is_forgotten_after_ten_minutes(
    system: System, clock: time_machine.Traveller
) -> None:
    client = Client()
    brought = system.sign_in_there(_start(client), "lan", AT.timestamp())
    clock.shift(timedelta(minutes=10))
    assert _back(client, brought).status_code == 422


@pytest.mark.parametrize("same_names", [True, False])
def test_a_code_of_one_office_is_worth_nothing_at_another(
    system: System, new_office: Callable[..., str], same_names: bool
) -> None:
    new_office("khac")
    with use_agency("khac"):
        _use(system)
        if not same_names:
            Account.objects.filter(login="lan").update(login="lan-khac")
    client = Client()
    brought = system.sign_in_there(_start(client), "lan", AT.timestamp())
    _start(client, "khac")
    assert _back(client, brought, "khac").status_code == 422
    other = system.sign_in_there(_start(client, "khac"), "lan", AT.timestamp())
    stolen = other | {"code": brought["code"]}
    assert _back(client, stolen, "khac").status_code == 422
    assert client.get("/khac/").status_code == 303


# Whom it is here.


def test_it_makes_no_people(system: System) -> None:
    people = Person.objects.count()
    answer = _come(system, "nguoi-la")
    assert answer.status_code == 422
    assert "chưa nối với ai ở văn phòng này" in _words(answer)
    assert Person.objects.count() == people


def test_a_name_that_passed_to_another_person_does_not_open_the_old_account(system: System) -> None:
    assert _come(system).status_code == 302
    system.claims["sub"] = "nguoi-moi-cung-ten"
    assert _come(system).status_code == 422


def test_whoever_was_linked_comes_in_also_under_another_name_there(system: System) -> None:
    _come(system)
    system.claims["preferred_username"] = "ten-moi"
    client = Client()
    _come(system, client=client)
    assert "Lan" in client.get("/thu/").content.decode()


def test_where_the_name_is_not_trusted_a_password_confirms_it_once(system: System) -> None:
    _use(system, secret="", trusts_claim=False)
    client = Client()
    assert _come(system, client=client)["Location"] == f"/thu{START}noi/"
    assert client.get("/thu/").status_code == 303
    assert client.post(f"/thu{START}noi/", {"proof": "sai"}).status_code == 422
    assert client.post(f"/thu{START}noi/", {"proof": LAN})["Location"] == "/thu/"
    assert last().kind == "accounts.linked"
    assert _come(system)["Location"] == "/thu/"


def test_who_has_no_password_confirms_it_with_a_slip(system: System) -> None:
    _use(system, secret="", trusts_claim=False)
    code = print_slip("minh")
    client = Client()
    assert _come(system, "minh", client)["Location"] == f"/thu{START}noi/"
    assert client.post(f"/thu{START}noi/", {"proof": "CCCCC-CCCCC-CCCCC"}).status_code == 422
    assert client.post(f"/thu{START}noi/", {"proof": code})["Location"] == "/thu/"
    assert written()[-2:] == ["accounts.slip_used", "accounts.linked"]
    assert not Account.objects.get(login="minh").has_usable_password()


def test_nobody_confirms_without_having_been_there(system: System) -> None:
    answer = Client().post(f"/thu{START}noi/", {"proof": LAN})
    assert answer["Location"] == "/thu/dang-nhap/"


def test_the_second_factor_is_asked_here_too(system: System) -> None:
    lan = Client()
    sign_in(client=lan)
    _turn_on(lan)
    assert _come(system)["Location"] == "/thu/dang-nhap/ma/"


def _turn_on(lan: Client) -> None:
    import pyotp

    from dienhong.accounts import second_factor

    lan.post("/thu/tai-khoan/ma/bat-dau/", {"old": LAN})
    row = second_factor.authenticator(Account.objects.get(login="lan"), confirmed=False)
    assert row is not None
    code = pyotp.TOTP(second_factor.secret(row)).at(AT)
    assert lan.post("/thu/tai-khoan/ma/bat/", {"code": code}).status_code == 200


def test_a_leaver_is_not_let_in(system: System) -> None:
    _come(system)
    Person.objects.filter(name="Lan").update(left_on=after(MONDAY, -1), joined_on=after(MONDAY, -9))
    assert _come(system).status_code == 422


def test_lan_takes_the_link_away(system: System) -> None:
    client = Client()
    _come(system, client=client)
    client.post("/thu/tai-khoan/tai-khoan-cua-tinh/bo/")
    assert last().kind == "accounts.unlinked"
    assert OutsideIdentity.objects.count() == 0


# When it does not answer, and what may be set.


def test_when_it_is_down_the_page_says_so_and_offers_the_password(system: System) -> None:
    with outside.running() as gone:
        _use(gone)
    answer = Client().get(f"/thu{START}")
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "Chưa hỏi được hệ thống tài khoản của tỉnh" in page
    assert 'href="/thu/dang-nhap/"' in page
    assert sign_in().status_code == 302


def test_it_is_not_waited_for(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "TIMEOUT", (1, 0.2))
    system.slow = 1
    assert Client().get(f"/thu{START}").status_code == 503


@pytest.mark.parametrize(
    "description",
    [
        {"issuer": "https://vi-du.invalid"},
        {"authorization_endpoint": "http://vi-du.invalid/vao"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "http://192.0.2.1/khoa"},
        {"jwks_uri": None},
        {"token_endpoint": 7},
        {"x": "a" * 400_000},
    ],
    ids=["issuer", "plain http", "file", "other host", "no keys", "number", "endless"],
)
def test_a_description_that_does_not_hold_is_not_followed(
    system: System, description: dict[str, Any]
) -> None:
    system.description = description
    assert Client().get(f"/thu{START}").status_code in {422, 503}


def test_administration_sets_it_tests_it_and_ends_it(system: System) -> None:
    lan = client_of("lan")
    form = {
        "issuer": system.address,
        "client_id": CLIENT,
        "secret": "khoa-khac",
        "claim": "preferred_username",
        "label": "Dùng tài khoản của tỉnh",
    }
    assert lan.post(SETTINGS, form).status_code == 302
    row = AccountProvider.objects.get()
    assert "khoa-khac" not in row.sealed_secret
    assert not any("khoa-khac" in entry.body for entry in JournalEntry.objects.all())
    assert "khoa-khac" not in lan.get(SETTINGS).content.decode()
    page = lan.post(f"{SETTINGS}thu/", follow=True).content.decode()
    assert "Hệ thống tài khoản trả lời đúng; có 1 khoá ký." in page
    system.description = {"issuer": "https://vi-du.invalid"}
    page = lan.post(f"{SETTINGS}thu/", follow=True).content.decode()
    assert "Chưa hỏi được hệ thống tài khoản của tỉnh" in page
    lan.post(f"{SETTINGS}ngung/")
    assert last().kind == "accounts.provider_ended"
    assert Client().get(f"/thu{START}").status_code == 404
    assert "tài khoản của tỉnh" not in Client().get("/thu/dang-nhap/").content.decode()


def test_the_secret_of_one_system_is_never_sent_to_another(system: System) -> None:
    _use(system, secret="")
    assert AccountProvider.objects.get().sealed_secret
    _use(system, issuer="https://vi-du.invalid", secret="")
    assert AccountProvider.objects.get().sealed_secret == ""


@pytest.mark.parametrize(
    "address", ["http://vi-du.invalid", "ftp://vi-du.invalid", "https://", "a", ""]
)
def test_an_account_system_is_not_asked_in_the_clear(system: System, address: str) -> None:
    with pytest.raises(Refused, match="Chưa dùng được địa chỉ này"):
        _use(system, issuer=address)


def test_behind_tls_not_even_this_computer_is_asked_in_the_clear(
    system: System, settings: LazySettings
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    assert not provider.is_safe(system.address)
    assert provider.is_safe("https://tai-khoan.vi-du.invalid")


def test_staff_do_not_set_it(system: System) -> None:
    assert client_of("minh").get(SETTINGS).status_code == 403
    assert person("minh").name == "Minh"
