"""The second factor: turned on with a code, asked after the password, never taken twice."""

import re
from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from dienhong.accounts import sealing, second_factor
from dienhong.accounts.models import Authenticator, RecoveryCode, SignInPolicy
from dienhong.hosting.context import use_agency
from dienhong.organisation.models import Account
from dienhong.record.models import JournalEntry
from tests.accounts.doors import LAN, NEW, last, print_slip, sign_in, use_slip, written
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, after, moment, person

AT = moment(MONDAY, 10)
_SECRET = re.compile(r'<p class="code code-small">([A-Z2-7]+)</p>')
_PAPER = re.compile(r'<span class="code-plain">([A-Z0-9-]+)</span>')


@pytest.fixture
def lan(clock: time_machine.Traveller) -> Client:
    client = Client()
    assert sign_in(client=client).status_code == 302
    return client


def _secret(client: Client) -> str:
    client.post("/thu/tai-khoan/ma/bat-dau/", {"old": LAN})
    (found,) = _SECRET.findall(client.get("/thu/tai-khoan/ma/").content.decode())
    return str(found)


def _turn_on(client: Client) -> tuple[pyotp.TOTP, list[str]]:
    made = pyotp.TOTP(_secret(client))
    page = client.post("/thu/tai-khoan/ma/bat/", {"code": made.at(AT)})
    return made, _PAPER.findall(page.content.decode())


def _answer(client: Client, code: str) -> HttpResponse:
    return client.post("/thu/dang-nhap/ma/", {"code": code})  # type: ignore[return-value]


def _at_the_second_step() -> Client:
    client = Client()
    answer = sign_in(client=client)
    assert (answer.status_code, answer["Location"]) == (302, "/thu/dang-nhap/ma/")
    return client


def test_lan_turns_it_on_and_from_then_on_the_password_alone_opens_nothing(
    lan: Client, clock: time_machine.Traveller
) -> None:
    made, papers = _turn_on(lan)
    assert len(papers) == 10
    assert written() == ["accounts.second_on"]

    clock.shift(timedelta(seconds=30))
    fresh = _at_the_second_step()
    assert fresh.get("/thu/").status_code == 303
    assert _answer(fresh, made.at(AT + timedelta(seconds=30)))["Location"] == "/thu/"
    assert fresh.get("/thu/").status_code == 200


def test_the_secret_is_shown_until_it_is_confirmed_and_never_again(lan: Client) -> None:
    made, papers = _turn_on(lan)
    page = lan.get("/thu/tai-khoan/ma/").content.decode()
    assert made.secret not in page
    assert papers[0] not in page
    row = Authenticator.objects.get()
    assert made.secret not in row.sealed
    assert not any(made.secret in entry.body for entry in JournalEntry.objects.all())


def test_it_is_not_begun_without_the_password(lan: Client) -> None:
    answer = lan.post("/thu/tai-khoan/ma/bat-dau/", {"old": "sai"})
    assert answer.status_code == 422
    assert Authenticator.objects.count() == 0


def test_a_wrong_first_code_turns_nothing_on(lan: Client) -> None:
    _secret(lan)
    assert lan.post("/thu/tai-khoan/ma/bat/", {"code": "000000"}).status_code == 422
    assert written() == []
    assert sign_in()["Location"] == "/thu/"


@pytest.mark.parametrize(
    ("seconds", "status"), [(-60, 422), (-30, 302), (0, 302), (30, 302), (60, 422)]
)
def test_a_phone_may_be_half_a_minute_off(
    lan: Client, clock: time_machine.Traveller, seconds: int, status: int
) -> None:
    made, _ = _turn_on(lan)
    clock.shift(timedelta(minutes=5))
    shown = AT + timedelta(minutes=5, seconds=seconds)
    assert _answer(_at_the_second_step(), made.at(shown)).status_code == status


def test_a_code_is_taken_once(lan: Client, clock: time_machine.Traveller) -> None:
    made, _ = _turn_on(lan)
    assert _answer(_at_the_second_step(), made.at(AT)).status_code == 422  # the confirming one
    clock.shift(timedelta(minutes=5))
    code = made.at(AT + timedelta(minutes=5))
    assert _answer(_at_the_second_step(), code).status_code == 302
    assert _answer(_at_the_second_step(), code).status_code == 422


def test_after_a_later_code_an_earlier_one_is_worth_nothing(
    lan: Client, clock: time_machine.Traveller
) -> None:
    made, _ = _turn_on(lan)
    clock.shift(timedelta(minutes=5))
    assert (
        _answer(_at_the_second_step(), made.at(AT + timedelta(minutes=5, seconds=30))).status_code
        == 302
    )
    assert _answer(_at_the_second_step(), made.at(AT + timedelta(minutes=5))).status_code == 422


def test_a_recovery_code_opens_once_and_is_kept_as_a_digest(lan: Client) -> None:
    _, papers = _turn_on(lan)
    assert not {row.digest for row in RecoveryCode.objects.all()} & set(papers)
    assert _answer(_at_the_second_step(), papers[3].lower()).status_code == 302
    assert _answer(_at_the_second_step(), papers[3]).status_code == 422
    assert RecoveryCode.objects.count() == 9


def test_new_recovery_codes_kill_the_old(lan: Client, clock: time_machine.Traveller) -> None:
    made, old = _turn_on(lan)
    clock.shift(timedelta(minutes=5))
    code = made.at(AT + timedelta(minutes=5))
    page = lan.post("/thu/tai-khoan/ma/du-phong/", {"old": LAN, "code": code})
    new = _PAPER.findall(page.content.decode())
    assert last().kind == "accounts.recovery_renewed"
    assert _answer(_at_the_second_step(), old[0]).status_code == 422
    assert _answer(_at_the_second_step(), new[0]).status_code == 302


def test_it_is_turned_off_only_with_password_and_code(
    lan: Client, clock: time_machine.Traveller
) -> None:
    made, _ = _turn_on(lan)
    clock.shift(timedelta(minutes=5))
    right = made.at(AT + timedelta(minutes=5))
    for old, code in ((LAN, "000000"), ("sai", right), ("", right), (LAN, "")):
        answer = lan.post("/thu/tai-khoan/ma/tat/", {"old": old, "code": code})
        assert answer.status_code == 422
    assert lan.post("/thu/tai-khoan/ma/tat/", {"old": LAN, "code": right}).status_code == 302
    assert last().kind == "accounts.second_off"
    assert sign_in()["Location"] == "/thu/"


def test_wrong_codes_wait_as_wrong_passwords_do(lan: Client) -> None:
    made, _ = _turn_on(lan)
    client = _at_the_second_step()
    for _ in range(5):
        assert _answer(client, "000000").status_code == 422
    answer = _answer(client, made.at(AT + timedelta(seconds=30)))
    assert "còn phải chờ 1 phút" in answer.content.decode()
    assert last().kind == "accounts.braked"


def test_the_first_factor_is_remembered_for_ten_minutes(
    lan: Client, clock: time_machine.Traveller
) -> None:
    made, _ = _turn_on(lan)
    client = _at_the_second_step()
    clock.shift(timedelta(minutes=10))
    answer = _answer(client, made.at(AT + timedelta(minutes=10)))
    assert answer["Location"] == "/thu/dang-nhap/"
    assert client.get("/thu/").status_code == 303


def test_the_first_factor_is_forgotten_when_the_password_is_reset(lan: Client) -> None:
    _, papers = _turn_on(lan)
    client = _at_the_second_step()
    print_slip("lan", by="hoa")
    assert _answer(client, papers[0])["Location"] == "/thu/dang-nhap/"


def test_a_slip_does_not_pass_by_the_second_factor(lan: Client) -> None:
    _, papers = _turn_on(lan)
    client = Client()
    answer = use_slip("lan", print_slip("lan", by="hoa"), client=client)
    assert answer["Location"] == "/thu/dang-nhap/ma/"
    assert client.get("/thu/").status_code == 303
    assert _answer(client, papers[0])["Location"] == "/thu/"


def test_the_page_asked_for_comes_after_the_second_step(lan: Client) -> None:
    _, papers = _turn_on(lan)
    client = Client()
    form = {"username": "lan", "password": LAN, "next": "/thu/so-ghi/"}
    client.post("/thu/dang-nhap/", form)
    assert _answer(client, papers[0])["Location"] == "/thu/so-ghi/"


def test_administration_takes_it_away_and_the_person_is_told(lan: Client) -> None:
    _turn_on(lan)
    address = f"/thu/nguoi/{person('lan').pk}/dang-nhap/lop-hai/xoa/"
    assert client_of("minh").post(address).status_code == 403
    assert client_of("hoa").post(address).status_code == 302
    assert (last().kind, last().by_name) == ("accounts.second_reset", "Hoa")
    assert lan.get("/thu/").status_code == 303
    back = Client()
    sign_in(client=back)
    said = "Lớp xác nhận thứ hai bị xoá ngày 02/03/2026 bởi Hoa."
    assert said in back.get("/thu/").content.decode()


# Whom the office demands it of.


def _demand(day: str = "2026-03-02") -> None:
    form = {"function": "administration", "demanded_from": day, "basis": "Quyết định số 5"}
    assert client_of("hoa").post("/thu/nguoi/dang-nhap/lop-hai/", form).status_code == 302


def test_who_needs_it_sets_it_up_before_anything_else(clock: time_machine.Traveller) -> None:
    _demand()
    assert last().facts == {"function": "administration", "demanded_from": "2026-03-02"}
    lan = Client()
    sign_in(client=lan)
    assert lan.get("/thu/")["Location"] == "/thu/tai-khoan/"
    assert lan.post("/thu/nguoi/them/", {"name": "Yên", "login": "yen"}).status_code == 302
    assert not Account.objects.filter(login="yen").exists()
    assert "phải có lớp xác nhận thứ hai" in lan.get("/thu/tai-khoan/").content.decode()
    _turn_on(lan)
    assert lan.get("/thu/").status_code == 200


def test_before_its_day_a_demand_is_only_said(clock: time_machine.Traveller) -> None:
    _demand("2026-03-09")
    lan = Client()
    sign_in(client=lan)
    assert "Từ ngày 09/03/2026" in lan.get("/thu/").content.decode()
    clock.move_to(moment(after(MONDAY, 7), 8))
    sign_in(client=lan)
    assert lan.get("/thu/")["Location"] == "/thu/tai-khoan/"


def test_what_is_demanded_is_not_turned_off(lan: Client, clock: time_machine.Traveller) -> None:
    made, _ = _turn_on(lan)
    _demand()
    clock.shift(timedelta(minutes=5))
    form = {"old": LAN, "code": made.at(AT + timedelta(minutes=5))}
    assert lan.post("/thu/tai-khoan/ma/tat/", form).status_code == 409
    assert second_factor.authenticator(Account.objects.get(login="lan")) is not None


def test_a_demand_is_ended_and_only_once_written_down(lan: Client) -> None:
    _demand()
    for _ in range(2):
        lan.post("/thu/nguoi/dang-nhap/lop-hai/administration/thoi/")
    assert SignInPolicy.objects.count() == 0
    assert written().count("accounts.policy_ended") == 1


def test_a_demand_does_not_touch_those_without_the_function(clock: time_machine.Traveller) -> None:
    _demand()
    minh = Client()
    use_slip("minh", print_slip("minh"), client=minh)
    assert minh.get("/thu/").status_code == 200
    assert sign_in("minh", NEW)["Location"] == "/thu/"


# Sealing.


def test_what_is_sealed_opens_in_its_own_office_for_its_own_purpose_only(office: str) -> None:
    sealed = sealing.seal("bí mật", "totp:1")
    assert sealing.unseal(sealed, "totp:1") == "bí mật"
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(sealed, "totp:2")
    with use_agency("khac"), pytest.raises(sealing.SealBroken):
        sealing.unseal(sealed, "totp:1")


def test_a_new_key_of_the_server_still_reads_what_the_old_one_sealed(
    office: str, settings: LazySettings
) -> None:
    sealed, digest = sealing.seal("bí mật", "totp:1"), sealing.digest("mã", "slip:1")
    old, settings.SECRET_KEY = settings.SECRET_KEY, "mot-khoa-khac"
    assert not sealing.matches("mã", digest, "slip:1")
    with pytest.raises(sealing.SealBroken):
        sealing.unseal(sealed, "totp:1")
    settings.SECRET_KEY_FALLBACKS = [old]
    assert sealing.unseal(sealed, "totp:1") == "bí mật"
    assert sealing.matches("mã", digest, "slip:1")


def test_a_secret_of_another_server_is_refused_with_a_cure(
    lan: Client, settings: LazySettings
) -> None:
    _turn_on(lan)
    client = _at_the_second_step()
    Authenticator.objects.update(sealed="hong")
    answer = _answer(client, "123456")
    assert answer.status_code == 422
    assert "Nhờ bộ phận hành chính xoá lớp xác nhận thứ hai" in answer.content.decode()
