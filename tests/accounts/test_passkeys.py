"""Passkeys: made after the password, used without it, and worth nothing anywhere else."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from dienhong.accounts.models import Passkey
from dienhong.hosting.context import use_agency
from dienhong.organisation.models import Person
from dienhong.record.models import JournalEntry
from tests.accounts.device import PRESENT, VERIFIED, Phone
from tests.accounts.doors import LAN, last, sign_in, with_password, written
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, after, person


def _client() -> Client:
    return Client(headers={"Host": "localhost"})


@pytest.fixture
def lan(clock: time_machine.Traveller) -> Client:
    client = _client()
    assert sign_in(client=client).status_code == 302
    return client


def _ask(client: Client, path: str, form: dict[str, str], code: str = "thu") -> dict[str, Any]:
    answer = client.post(f"/{code}{path}", form)
    assert answer.status_code == 200, answer.content.decode()
    asked: dict[str, Any] = json.loads(answer.content)
    return asked


def _to_add(client: Client, code: str = "thu") -> dict[str, Any]:
    form = {"name": "điện thoại của tôi", "old": LAN}
    return _ask(client, "/tai-khoan/khoa/hoi/", form, code)


def _add(client: Client, phone: Phone, code: str = "thu") -> HttpResponse:
    form = {"credential": phone.make(_to_add(client, code))}
    return client.post(f"/{code}/tai-khoan/khoa/them/", form)  # type: ignore[return-value]


def _come(client: Client, phone: Phone, code: str = "thu") -> HttpResponse:
    asked = _ask(client, "/dang-nhap/khoa/hoi/", {}, code)
    return client.post(f"/{code}/dang-nhap/khoa/", {"credential": phone.sign(asked)})  # type: ignore[return-value]


def test_lan_adds_a_key_and_comes_in_with_it_alone(lan: Client) -> None:
    phone = Phone()
    assert _add(lan, phone).status_code == 302
    assert last().kind == "accounts.passkey_added"
    client = _client()
    assert _come(client, phone)["Location"] == "/thu/"
    assert client.get("/thu/").status_code == 200
    key = Passkey.objects.get()
    assert (key.sign_count, key.last_used_on) == (1, MONDAY)
    assert "khoá trong điện thoại" in client.get("/thu/tai-khoan/").content.decode()


def test_the_name_of_a_key_stands_in_no_entry(lan: Client) -> None:
    _add(lan, Phone())
    assert not any("của tôi" in row.body for row in JournalEntry.objects.all())


def test_several_keys_each_open_the_account_and_one_is_taken_away(lan: Client) -> None:
    phone, computer = Phone(), Phone()
    _add(lan, phone)
    _add(lan, computer)
    first = Passkey.objects.order_by("pk")[0]
    lan.post(f"/thu/tai-khoan/khoa/{first.pk}/xoa/")
    assert last().kind == "accounts.passkey_removed"
    assert _come(_client(), phone).status_code == 422
    assert _come(_client(), computer).status_code == 302


def test_nobody_takes_away_the_key_of_another(lan: Client) -> None:
    _add(lan, Phone())
    minh = client_of("minh")
    assert minh.post(f"/thu/tai-khoan/khoa/{Passkey.objects.get().pk}/xoa/").status_code == 404
    assert Passkey.objects.count() == 1


@pytest.mark.parametrize(
    "form", [{"name": "a", "old": "sai"}, {"name": "", "old": LAN}, {"name": "a"}]
)
def test_a_key_is_not_made_without_password_and_name(lan: Client, form: dict[str, str]) -> None:
    answer = lan.post("/thu/tai-khoan/khoa/hoi/", form)
    assert answer.status_code == 422
    assert json.loads(answer.content)["refused"]


def test_the_wait_after_wrong_passwords_does_not_shut_out_who_has_a_key(lan: Client) -> None:
    phone = Phone()
    _add(lan, phone)
    for _ in range(9):
        sign_in("lan", "sai")
    assert sign_in().status_code == 429
    assert _come(_client(), phone).status_code == 302


# Refusals.


def _bent(phone: Phone, **changed: Any) -> Phone:
    for name, value in changed.items():
        setattr(phone, name, value)
    return phone


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "http://localhost.vi-du.invalid"},
        {"origin": "https://localhost"},
        {"flags": PRESENT},
        {"flags": VERIFIED},
        {"key": Phone().key},
        {"credential": b"khong-co-o-day--"},
        {"holder": b"nguoi-khac"},
    ],
    ids=[
        "foreign site",
        "other scheme",
        "not verified",
        "not present",
        "other key",
        "unknown",
        "holder",
    ],
)
def test_what_was_signed_elsewhere_or_by_another_key_opens_nothing(
    lan: Client, changed: dict[str, Any]
) -> None:
    phone = Phone()
    _add(lan, phone)
    client = _client()
    answer = _come(client, _bent(phone, **changed))
    assert answer.status_code == 422
    assert "Chưa dùng được khoá này" in answer.content.decode()
    assert client.get("/thu/").status_code == 303


@pytest.mark.parametrize(
    "changed", [{"origin": "http://vi-du.invalid"}, {"flags": PRESENT}], ids=["site", "unverified"]
)
def test_a_key_made_elsewhere_is_not_kept(lan: Client, changed: dict[str, Any]) -> None:
    assert _add(lan, _bent(Phone(), **changed)).status_code == 409
    assert Passkey.objects.count() == 0
    assert "accounts.passkey_added" not in written()


def test_a_copied_key_whose_count_steps_back_is_refused(lan: Client) -> None:
    phone = Phone(count=7)
    _add(lan, phone)
    assert _come(_client(), phone).status_code == 302
    assert _come(_client(), _bent(phone, count=3)).status_code == 422


def test_an_answer_is_taken_once(lan: Client) -> None:
    phone, client = Phone(), _client()
    _add(lan, phone)
    signed = phone.sign(_ask(client, "/dang-nhap/khoa/hoi/", {}))
    assert client.post("/thu/dang-nhap/khoa/", {"credential": signed}).status_code == 302
    client.post("/thu/dang-xuat/")
    assert client.post("/thu/dang-nhap/khoa/", {"credential": signed}).status_code == 422


def test_an_answer_to_the_question_of_another_browser_is_refused(lan: Client) -> None:
    phone, thief = Phone(), _client()
    _add(lan, phone)
    signed = phone.sign(_ask(_client(), "/dang-nhap/khoa/hoi/", {}))
    _ask(thief, "/dang-nhap/khoa/hoi/", {})
    assert thief.post("/thu/dang-nhap/khoa/", {"credential": signed}).status_code == 422


def test_a_question_is_forgotten_after_ten_minutes(
    lan: Client, clock: time_machine.Traveller
) -> None:
    phone, client = Phone(), _client()
    _add(lan, phone)
    signed = phone.sign(_ask(client, "/dang-nhap/khoa/hoi/", {}))
    clock.shift(timedelta(minutes=10))
    assert client.post("/thu/dang-nhap/khoa/", {"credential": signed}).status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"id": 1}',
        "x" * 30_000,
        '{"id":"a","rawId":"!","type":"public-key","response":{}}',
    ],
)
def test_nonsense_in_place_of_an_answer_is_refused(lan: Client, sent: str) -> None:
    client = _client()
    _ask(client, "/dang-nhap/khoa/hoi/", {})
    assert client.post("/thu/dang-nhap/khoa/", {"credential": sent}).status_code == 422
    _to_add(lan)
    assert lan.post("/thu/tai-khoan/khoa/them/", {"credential": sent}).status_code == 409


def test_a_leaver_is_not_let_in_by_a_key(lan: Client) -> None:
    phone = Phone()
    _add(lan, phone)
    Person.objects.filter(name="Lan").update(left_on=after(MONDAY, -1), joined_on=after(MONDAY, -9))
    assert _come(_client(), phone).status_code == 422


def test_nobody_keeps_more_than_ten_keys(lan: Client) -> None:
    for _ in range(10):
        assert _add(lan, Phone()).status_code == 302
    answer = lan.post("/thu/tai-khoan/khoa/hoi/", {"name": "a", "old": LAN})
    assert "đã có 10 khoá" in json.loads(answer.content)["refused"]


@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.7:8000", "[::1]", "testserver"])
def test_where_browsers_have_no_keys_the_page_says_why(
    lan: Client, host: str, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"Host": host})
    assert (
        "chỉ dùng được khi địa chỉ trang bắt đầu bằng https"
        in client.get("/thu/dang-nhap/").content.decode()
    )
    assert client.post("/thu/dang-nhap/khoa/hoi/").status_code == 422
    with_https = client.get("/thu/dang-nhap/", secure=True).content.decode()
    assert ("data-passkey" in with_https) == (host == "testserver")


# As a second factor.


def test_a_key_answers_as_the_second_factor_where_one_is_demanded(lan: Client) -> None:
    phone = Phone()
    _add(lan, phone)
    assert sign_in()["Location"] == "/thu/"  # kept for convenience: it asks nothing of the password
    form = {"function": "administration", "demanded_from": "2026-03-02", "basis": "Quyết định 5"}
    client_of("hoa").post("/thu/nguoi/dang-nhap/lop-hai/", form)
    client = _client()
    assert sign_in(client=client)["Location"] == "/thu/dang-nhap/ma/"
    asked = _ask(client, "/dang-nhap/khoa/hoi/", {"second": "1"})
    assert len(asked["allowCredentials"]) == 1
    answer = client.post("/thu/dang-nhap/khoa/lop-hai/", {"credential": phone.sign(asked)})
    assert answer["Location"] == "/thu/"
    assert client.get("/thu/").status_code == 200
    key = Passkey.objects.get()
    assert lan.post(f"/thu/tai-khoan/khoa/{key.pk}/xoa/").status_code == 409


def test_the_key_of_another_person_is_no_second_factor(lan: Client) -> None:
    phone = Phone()
    _add(lan, phone)
    with_password("vy")
    form = {"function": "union-executive", "demanded_from": "2026-03-02", "basis": "Quyết định 5"}
    client_of("hoa").post("/thu/nguoi/dang-nhap/lop-hai/", form)
    vy = _client()
    vy.post("/thu/dang-nhap/", {"username": "vy", "password": "hai-dua-tre-ngoi-hoc"})
    Passkey.objects.create(
        account=person("vy").account, name="a", credential="YQ", public_key="YQ", made_on=MONDAY
    )
    vy = _client()
    vy.post("/thu/dang-nhap/", {"username": "vy", "password": "hai-dua-tre-ngoi-hoc"})
    asked = _ask(vy, "/dang-nhap/khoa/hoi/", {"second": "1"})
    answer = vy.post("/thu/dang-nhap/khoa/lop-hai/", {"credential": phone.sign(asked)})
    assert answer.status_code == 422
    assert "không phải của tài khoản vừa nhập mật khẩu" in answer.content.decode()
    assert vy.get("/thu/").status_code == 303


def test_an_answer_for_the_second_step_is_none_for_the_first(lan: Client) -> None:
    phone = Phone()
    _add(lan, phone)
    form = {"function": "administration", "demanded_from": "2026-03-02", "basis": "Quyết định 5"}
    client_of("hoa").post("/thu/nguoi/dang-nhap/lop-hai/", form)
    client = _client()
    sign_in(client=client)
    asked = _ask(client, "/dang-nhap/khoa/hoi/", {"second": "1"})
    assert client.post("/thu/dang-nhap/khoa/", {"credential": phone.sign(asked)}).status_code == 422


# Between offices of one host.


@pytest.mark.parametrize("as_lan_too", [True, False])
def test_a_key_of_one_office_opens_nothing_at_another_of_the_same_host(
    lan: Client, new_office: Callable[..., str], as_lan_too: bool
) -> None:
    phone = Phone()
    _add(lan, phone)
    new_office("khac")
    with use_agency("khac"):
        if not as_lan_too:
            person("lan").account.delete()
    there = _client()
    assert _come(there, phone, "khac").status_code == 422
    assert there.get("/khac/").status_code == 303


def test_even_a_copied_row_opens_nothing_as_the_key_names_its_holder_for_one_office(
    lan: Client, new_office: Callable[..., str]
) -> None:
    phone = Phone()
    _add(lan, phone)
    row, who = Passkey.objects.get(), person("lan")
    new_office("khac")
    with use_agency("khac"):
        other = person("lan").account
        Person.objects.create(pk=who.pk, name="Lan", joined_on=MONDAY)
        type(other).objects.filter(pk=other.pk).update(person=who.pk)
        Passkey.objects.create(
            account=other,
            name="a",
            credential=row.credential,
            public_key=row.public_key,
            made_on=MONDAY,
        )
    assert _come(_client(), phone, "khac").status_code == 422


def test_a_question_of_one_office_is_answered_at_no_other(
    lan: Client, new_office: Callable[..., str]
) -> None:
    new_office("khac")
    phone = Phone()
    there = _client()
    sign_in(client=there, code="khac")
    _add(there, phone, "khac")
    asked = _ask(_client(), "/dang-nhap/khoa/hoi/", {})
    fresh = _client()
    _ask(fresh, "/dang-nhap/khoa/hoi/", {}, "khac")
    answer = fresh.post("/khac/dang-nhap/khoa/", {"credential": phone.sign(asked)})
    assert answer.status_code == 422
