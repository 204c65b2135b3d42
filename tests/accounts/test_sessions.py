"""Sessions: listed for their own person, ended on the server; and what visitors leave behind."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client

from dienhong.accounts import device, middleware, sessions
from dienhong.accounts.models import SignIn, Tries
from dienhong.organisation.models import Account
from dienhong.record.models import JournalEntry
from tests.accounts.doors import LAN, NEW, last, sign_in, with_password
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, moment, person

pytestmark = pytest.mark.usefixtures("clock")

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36"
)
DESK = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0"
)


def _lan(agent: str = DESK) -> Client:
    client = Client(headers={"User-Agent": agent})
    assert sign_in(client=client).status_code == 302
    return client


def _own(client: Client) -> SignIn:
    return SignIn.objects.get(pk=client.session["sign-in"])


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (PHONE, "Samsung Internet trên điện thoại Android"),
        (DESK, "Edge trên máy tính Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Version/17 Safari/604",
            "Safari trên điện thoại iPhone",
        ),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko Firefox/127.0",
            "Firefox trên máy tính Linux",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120 Chrome/114",
            "Cốc Cốc trên máy tính Windows",
        ),
        ("curl/8", "Trình duyệt không rõ tên trên máy không rõ loại"),
        ("<script>" * 900, "Trình duyệt không rõ tên trên máy không rõ loại"),
    ],
)
def test_a_device_is_named_in_words_and_its_header_is_not_kept(agent: str, said: str) -> None:
    assert device.say(agent) == said


def test_lan_sees_her_sessions_and_this_one_is_marked() -> None:
    desk, _ = _lan(), _lan(PHONE)
    page = desk.get("/thu/tai-khoan/").content.decode()
    assert "Samsung Internet trên điện thoại Android" in page
    assert page.count("phiên này") == 1
    assert page.index("Edge trên máy tính Windows") < page.index("phiên này")
    assert "10:00, 02/03/2026" in page


def test_nobody_sees_the_sessions_of_another() -> None:
    _lan(PHONE)
    for login in ("hoa", "minh"):
        client = client_of(login)
        for path in ("/thu/tai-khoan/", f"/thu/nguoi/{person('lan').pk}/dang-nhap/"):
            assert "Samsung" not in client.get(path).content.decode()


def test_lan_ends_one_session_and_it_is_gone_on_the_server() -> None:
    desk, phone = _lan(), _lan(PHONE)
    desk.post(f"/thu/tai-khoan/phien/{_own(phone).pk}/ket-thuc/")
    assert phone.get("/thu/").status_code == 303
    assert desk.get("/thu/").status_code == 200


def test_lan_ends_all_others_and_stays() -> None:
    desk, phone, home = _lan(), _lan(PHONE), _lan()
    desk.post("/thu/tai-khoan/phien/ket-thuc/")
    answers = [client.get("/thu/").status_code for client in (desk, phone, home)]
    assert answers == [200, 303, 303]


def test_the_number_of_anothers_session_ends_nothing() -> None:
    lan = _lan()
    client_of("minh").post(f"/thu/tai-khoan/phien/{_own(lan).pk}/ket-thuc/")
    assert lan.get("/thu/").status_code == 200


def test_signing_out_ends_it_on_the_server_and_the_old_cookie_opens_nothing() -> None:
    lan = _lan()
    cookie = lan.cookies["dienhong-session"].value
    lan.post("/thu/dang-xuat/")
    lan.cookies["dienhong-session"] = cookie
    assert lan.get("/thu/").status_code == 303
    assert SignIn.objects.get().ended_at is not None


def test_administration_ends_all_sessions_of_a_person_and_it_is_written_down() -> None:
    with_password("minh")
    minh = Client()
    sign_in("minh", NEW, minh)
    answer = client_of("lan").post(f"/thu/nguoi/{person('minh').pk}/dang-nhap/phien/", follow=True)
    assert "Đã kết thúc 2 phiên của Minh." in answer.content.decode()
    assert minh.get("/thu/").status_code == 303
    assert (last().kind, last().facts) == ("accounts.sessions_ended", {"sessions": 2})


def test_who_signs_in_where_another_was_signed_in_takes_the_place() -> None:
    with_password("minh")
    client = _lan()
    lans = client.session.session_key
    assert sign_in("minh", NEW, client).status_code == 302
    assert "Minh" in client.get("/thu/").content.decode()
    assert not Session.objects.filter(session_key=lans).exists()
    page = client.get("/thu/tai-khoan/").content.decode()
    assert page.count("phiên này") == 1


def test_a_session_gets_a_new_key_at_sign_in_and_at_a_new_password() -> None:
    client = Client()
    client.post("/thu/cong-khai/soan/", {"title": "Việc"})
    before = client.session.session_key
    sign_in(client=client)
    inside = client.session.session_key
    form = {"old": LAN, "password": NEW, "again": NEW}
    assert client.post("/thu/tai-khoan/mat-khau/", form).status_code == 302
    assert len({before, inside, client.session.session_key}) == 3
    assert not Session.objects.filter(session_key__in=[before, inside]).exists()
    assert _own(client).session_key == client.session.session_key


def test_a_new_password_ends_the_other_sessions_and_is_written_down() -> None:
    desk, phone = _lan(), _lan(PHONE)
    form = {"old": LAN, "password": NEW, "again": NEW}
    page = desk.post("/thu/tai-khoan/mat-khau/", form, follow=True).content.decode()
    assert "Đã đổi mật khẩu" in page
    assert phone.get("/thu/").status_code == 303
    assert last().kind == "accounts.password_changed"
    assert sign_in(password=LAN).status_code == 422
    assert sign_in(password=NEW).status_code == 302


def test_who_does_not_know_the_old_password_changes_nothing_and_is_braked() -> None:
    lan = _lan()
    form = {"old": "sai", "password": NEW, "again": NEW}
    answers = [lan.post("/thu/tai-khoan/mat-khau/", form) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [422] * 6
    assert "còn phải chờ" in answers[-1].content.decode()
    assert Account.objects.get(login="lan").check_password(LAN)


def test_the_hour_of_last_use_is_kept_and_the_session_ends_ten_hours_after_it_began(
    clock: time_machine.Traveller,
) -> None:
    lan = _lan()
    clock.move_to(moment(MONDAY, 15) + timedelta(minutes=40))
    assert lan.get("/thu/").status_code == 200
    row = SignIn.objects.get()
    assert (row.first_at, row.last_at) == (moment(MONDAY, 10), moment(MONDAY, 15))
    clock.move_to(moment(MONDAY, 19) + timedelta(minutes=59))
    assert lan.get("/thu/").status_code == 200
    clock.move_to(moment(MONDAY, 20) + timedelta(seconds=1))
    assert lan.get("/thu/").status_code == 303


def test_sign_ins_are_no_entries_and_are_erased_after_a_month() -> None:
    before = JournalEntry.objects.count()
    _lan()
    assert JournalEntry.objects.count() == before
    sessions.sweep(at=moment(MONDAY, 10) + timedelta(days=31))
    assert SignIn.objects.count() == 0


# What visitors who are not signed in can have stored.


def _leave_words(size: int = 50) -> None:
    Client().post("/thu/quy-che/nap/", {"text": "a" * size})


def test_what_visitors_have_kept_is_bounded_by_address() -> None:
    for _ in range(middleware.MOST_KEPT_FROM_ONE_ADDRESS + 20):
        _leave_words()
    assert Session.objects.count() == middleware.MOST_KEPT_FROM_ONE_ADDRESS
    client = Client(REMOTE_ADDR="192.0.2.8")
    client.post("/thu/quy-che/nap/", {"text": "Lời người khác"})
    assert "được giữ lại" in client.get("/thu/dang-nhap/").content.decode()


def test_what_visitors_have_kept_is_bounded_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "MOST_KEPT_FROM_ALL", 3)
    for number in range(6):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post("/thu/quy-che/nap/", {"text": "a"})
    assert Session.objects.count() == 3


def test_what_visitors_have_kept_lasts_an_hour_and_is_swept_by_the_next(
    clock: time_machine.Traveller,
) -> None:
    _leave_words()
    clock.shift(timedelta(hours=1, seconds=1))
    _leave_words()
    assert Session.objects.count() == 1


def test_looking_at_pages_stores_nothing() -> None:
    for path in ("", "dang-nhap/", "dang-nhap/phieu/", "tai-khoan/", "cong-dan/"):
        Client().get(f"/thu/{path}")
    assert (Session.objects.count(), Tries.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("tai-khoan/mat-khau/", {"old": "cu-ky", "password": "cu-ky", "again": "cu-ky"}),
        ("tai-khoan/ma/tat/", {"old": "cu-ky", "code": "cu-ky"}),
        ("nguoi/dang-nhap/tai-khoan-cua-tinh/", {"secret": "cu-ky", "label": "Nút"}),
        ("tai-khoan/khoa/them/", {"credential": "cu-ky"}),
    ],
)
def test_no_secret_is_among_the_words_kept_over_a_lost_session(
    path: str, form: dict[str, str]
) -> None:
    Client().post(f"/thu/{path}", form)
    assert not any("cu-ky" in str(row.get_decoded()) for row in Session.objects.all())
