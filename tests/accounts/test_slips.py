"""Slips: printed once, used once, and nobody knows another's password."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from dienhong.accounts import codes, rules
from dienhong.accounts.models import Slip
from dienhong.organisation.models import Account, Person
from dienhong.record.models import JournalEntry
from tests.accounts.doors import (
    LAN,
    NEW,
    codes_on,
    last,
    print_slip,
    sign_in,
    use_slip,
    with_password,
    written,
)
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, act, after, moment, person

pytestmark = pytest.mark.usefixtures("clock")
SAID = "Chưa đăng nhập được bằng phiếu"


def test_minh_sets_his_own_password_with_a_slip_and_is_in() -> None:
    code = print_slip("minh")
    minh = Client()
    assert use_slip("minh", code, client=minh)["Location"] == "/thu/"
    assert minh.get("/thu/").status_code == 200
    assert sign_in("minh", NEW).status_code == 302
    assert written() == ["accounts.slip_made", "accounts.slip_used"]
    assert last().by_name == "Minh"


def test_a_code_has_more_than_sixty_bits_and_no_letter_that_a_keyboard_changes() -> None:
    assert len(set(codes.ALPHABET)) ** (5 * rules.SLIP_GROUPS) > 2**65
    assert not set(codes.ALPHABET) & set("AEIOUYDW01")
    assert re.fullmatch(r"(\w{5}-){2}\w{5}", codes.make(3))
    assert len({codes.make(3) for _ in range(50)}) == 50


def test_a_code_is_read_with_small_letters_and_without_hyphens() -> None:
    code = print_slip("minh")
    assert use_slip("minh", f" {code.lower().replace('-', ' ')} ").status_code == 302


def test_a_slip_is_kept_as_a_digest_and_stands_in_no_table_and_no_entry() -> None:
    code = print_slip("minh")
    plain = codes.plain(code)
    assert Slip.objects.get().digest not in {code, plain}
    for row in JournalEntry.objects.all():
        assert code not in row.body
        assert plain not in row.body


def test_the_sheet_is_kept_nowhere_and_names_what_to_do() -> None:
    answer = client_of("lan").post(f"/thu/nguoi/{person('minh').pk}/dang-nhap/phieu/")
    page = answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    (code,) = codes_on(answer)
    assert page.count(code) == 1
    assert "http://testserver/thu/dang-nhap/phieu/" in page
    assert "Dùng đến hết ngày</dt><dd>16/03/2026" in page
    assert "<svg" in page
    again = client_of("lan").get(f"/thu/nguoi/{person('minh').pk}/dang-nhap/")
    assert code not in again.content.decode()


def test_a_slip_is_worth_nothing_a_second_time() -> None:
    code = print_slip("minh")
    use_slip("minh", code)
    answer = use_slip("minh", code, "mot-mat-khau-khac")
    assert answer.status_code == 422
    assert SAID in answer.content.decode()
    assert sign_in("minh", NEW).status_code == 302


def test_a_new_slip_kills_the_old_one() -> None:
    old, new = print_slip("minh"), print_slip("minh")
    assert use_slip("minh", old).status_code == 422
    assert use_slip("minh", new).status_code == 302


def test_a_slip_opens_to_the_end_of_its_last_day(clock: time_machine.Traveller) -> None:
    code = print_slip("minh")
    last_day = after(MONDAY, rules.SLIP_DAYS)
    clock.move_to(moment(after(last_day, 1), 0))
    assert use_slip("minh", code).status_code == 422
    clock.move_to(moment(last_day, 23))
    assert use_slip("minh", code).status_code == 302


def test_a_cancelled_slip_is_worth_nothing() -> None:
    code = print_slip("minh")
    client_of("lan").post(f"/thu/nguoi/{person('minh').pk}/dang-nhap/phieu/huy/")
    assert use_slip("minh", code).status_code == 422
    assert written() == ["accounts.slip_made", "accounts.slip_cancelled"]


@pytest.mark.parametrize("login", ["minh", "vy", "khong-co", "lan\x00"])
def test_wrong_code_wrong_person_and_unknown_name_read_the_same(login: str) -> None:
    print_slip("minh")
    code = print_slip("tu")
    answer = use_slip(login, code)
    assert answer.status_code == 422
    if "\x00" not in login:
        assert SAID in answer.content.decode()
    assert not Account.objects.get(login="minh").has_usable_password()


def test_a_leaver_cannot_use_a_slip_nor_be_given_one() -> None:
    code = print_slip("minh")
    Person.objects.filter(name="Minh").update(
        left_on=after(MONDAY, -1), joined_on=after(MONDAY, -9)
    )
    assert use_slip("minh", code).status_code == 422
    answer = client_of("lan").post(f"/thu/nguoi/{person('minh').pk}/dang-nhap/phieu/")
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("ngan", "ngan", "8 ký tự"),
        ("password1", "password1", "dễ bị đoán"),
        (NEW, "khac-hoan-toan", "Hai lần nhập không giống nhau"),
    ],
)
def test_a_poor_password_leaves_the_slip_as_it_was(password: str, again: str, said: str) -> None:
    code = print_slip("minh")
    form = {"username": "minh", "code": code, "password": password, "again": again}
    answer = Client().post("/thu/dang-nhap/phieu/", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert use_slip("minh", code).status_code == 302


def test_all_without_a_way_in_get_slips_once() -> None:
    lan = client_of("lan")
    sheet = lan.post("/thu/nguoi/dang-nhap/phieu/")
    assert len(codes_on(sheet)) == 6  # everyone but Lan, who has a password
    again = lan.post("/thu/nguoi/dang-nhap/phieu/")
    assert codes_on(again) == []
    assert written() == ["accounts.slip_made"] * 6


def test_who_came_in_without_a_password_prints_the_slips_of_all_others() -> None:
    sheet = client_of("hoa").post("/thu/nguoi/dang-nhap/phieu/")
    assert len(codes_on(sheet)) == 5  # neither Hoa herself nor Lan, who has a password


def test_a_reset_ends_password_and_sessions_and_is_told_at_the_next_sign_in() -> None:
    with_password("minh")
    minh = Client()
    sign_in("minh", NEW, minh)
    assert minh.get("/thu/").status_code == 200

    code = print_slip("minh", by="hoa")

    assert minh.get("/thu/").status_code == 303
    assert sign_in("minh", NEW).status_code == 422
    entry = last()
    assert (entry.kind, entry.by_name) == ("accounts.password_reset", "Hoa")
    assert entry.facts == {"valid_to": "2026-03-16"}
    told = Client()
    use_slip("minh", code, "con-thuyen-ben-song", told)
    said = "Mật khẩu được cấp lại ngày 02/03/2026 bởi Hoa."
    assert said in told.get("/thu/").content.decode()
    assert said not in told.get("/thu/").content.decode()
    fresh = Client()
    sign_in("minh", "con-thuyen-ben-song", fresh)
    assert said not in fresh.get("/thu/").content.decode()


def test_nobody_prints_a_slip_for_oneself() -> None:
    answer = client_of("lan").post(f"/thu/nguoi/{person('lan').pk}/dang-nhap/phieu/")
    assert answer.status_code == 409
    assert sign_in("lan", LAN).status_code == 302


@pytest.mark.parametrize("path", ["phieu/", "phieu/huy/", "go-khoa/", "phien/"])
def test_staff_help_nobody_to_sign_in(path: str) -> None:
    answer = client_of("minh").post(f"/thu/nguoi/{person('vy').pk}/dang-nhap/{path}")
    assert answer.status_code == 403
    assert written() == []


def test_no_page_takes_a_password_for_somebody_else() -> None:
    lan = client_of("lan")
    minh = person("minh").pk
    for path in ("/thu/nguoi/them/", f"/thu/nguoi/{minh}/dang-nhap/", "/thu/nguoi/dang-nhap/"):
        assert 'type="password"' not in lan.get(path).content.decode()
    assert lan.post(f"/thu/nguoi/{minh}/mat-khau/", {"password": NEW}).status_code == 404


def test_the_server_makes_a_slip_where_nobody_in_the_office_can(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("slip", "LAN")
    said = capsys.readouterr().out
    found = re.search(r"(\w{5}-\w{5}-\w{5})", said)
    assert found is not None
    assert sign_in("lan", LAN).status_code == 422
    assert use_slip("lan", found[1]).status_code == 302
    assert written() == ["accounts.password_reset", "accounts.slip_used"]


def test_the_server_sets_no_password_and_makes_no_slip_for_nobody() -> None:
    with pytest.raises(SystemExit, match="slip"):
        call_command("changepassword", "lan")
    with pytest.raises(SystemExit, match="khong-co"):
        call_command("slip", "khong-co")


def test_a_slip_lasts_two_weeks() -> None:
    assert rules.slip_valid_to(MONDAY) - MONDAY == timedelta(days=14)
    assert act("lan").today == MONDAY
