"""An office with a host name of its own: found by it alone, and nothing else is."""

import re
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from dienhong.hosting.context import use_agency
from dienhong.organisation.models import Account

MOT, HAI, MAIN = "mot.example", "hai.example", "chung.example"


@pytest.fixture
def offices(new_office: Callable[..., str], settings: LazySettings) -> None:
    for code in ("mot", "hai", "ba"):
        new_office(code)
    settings.DIENHONG_OFFICE_HOSTS = {MOT: "mot", HAI: "hai"}
    settings.ALLOWED_HOSTS = [MAIN, MOT, HAI]


def _signed_in(host: str, path: str = "/dang-nhap/") -> Client:
    client = Client(SERVER_NAME=host)
    answer = client.post(path, {"username": "lan", "password": "mat-khau-cua-lan"})
    assert answer.status_code == 302, answer.content.decode()
    return client


def test_by_its_host_an_office_is_at_the_root(offices: None) -> None:
    client = _signed_in(MOT)
    page = client.get("/").content.decode()
    assert "Văn phòng mot" in page
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert [link for link in links if link.startswith(("/mot/", "/hai/", "/may-chu/"))] == []
    for link in {link for link in links if link.startswith("/")}:
        answer = client.get(link)
        assert answer.status_code == 200, link
        answer.close()


def test_its_cookies_are_for_the_whole_host(offices: None) -> None:
    cookies = _signed_in(MOT).cookies
    assert {name: cookie["path"] for name, cookie in cookies.items()} == {
        "dienhong-csrf": "/",
        "dienhong-session": "/",
    }
    assert {cookie["domain"] for cookie in cookies.values()} == {""}


@pytest.mark.parametrize(
    "path", ["/hai/", "/hai/dang-nhap/", "/ba/", "/mot/", "/may-chu/dia-chi/", "/_template/"]
)
def test_by_its_host_no_other_office_and_no_page_of_the_server_is_reached(
    offices: None, path: str
) -> None:
    assert _signed_in(MOT).get(path).status_code == 404


def test_a_session_of_one_host_is_worth_nothing_at_another(offices: None) -> None:
    mot = _signed_in(MOT)
    assert mot.get("/").status_code == 200
    for host in (HAI, MAIN):
        thief = Client(SERVER_NAME=host)
        thief.cookies = mot.cookies
        path = "/nguoi/" if host == HAI else "/ba/nguoi/"
        answer = thief.get(path)
        assert (answer.status_code, "dang-nhap" in answer["Location"]) == (303, True)


def test_a_form_sent_from_another_office_does_nothing(offices: None) -> None:
    client = Client(SERVER_NAME=HAI, enforce_csrf_checks=True)
    page = client.get("/dang-nhap/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    words = {"username": "lan", "password": "mat-khau-cua-lan", "csrfmiddlewaretoken": token[1]}
    for origin, status in ((f"http://{MOT}", 403), (f"http://{HAI}", 302)):
        answer = client.post("/dang-nhap/", words, headers={"origin": origin})
        assert answer.status_code == status, origin


def test_by_the_shared_host_one_is_led_to_the_offices_own(offices: None) -> None:
    client = Client(SERVER_NAME=MAIN)
    for path, place in (
        ("/mot/", f"http://{MOT}/"),
        ("/mot", f"http://{MOT}/"),
        ("/hai/cong-khai/?x=1", f"http://{HAI}/cong-khai/"),
        ("/mot/%0d%0aX-A:%20b/", f"http://{MOT}/%0D%0AX-A%3A%20b/"),
    ):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (308, place)
    assert client.get("/mot/", SERVER_PORT="8443")["Location"] == f"http://{MOT}:8443/"


def test_an_office_without_a_host_stays_where_it_was(offices: None) -> None:
    client = _signed_in(MAIN, "/ba/dang-nhap/")
    assert client.get("/ba/").status_code == 200
    assert client.cookies["dienhong-session"]["path"] == "/ba/"
    assert "Văn phòng ba" in Client(SERVER_NAME=MAIN).get("/").content.decode()


@pytest.mark.parametrize("host", ["la.example", "mot.example.la.example", "mot.example:x", "a b"])
def test_a_host_that_nobody_set_is_answered_in_vietnamese_with_no_address_in_it(
    offices: None, host: str
) -> None:
    for path in ("/", "/mot/", "/ba/", "/dang-nhap/"):
        answer = Client().get(path, headers={"host": host})
        assert answer.status_code == 400
        page = answer.content.decode()
        assert "Chưa đọc được yêu cầu" in page
        assert host not in page


def test_a_host_whose_office_is_not_there_shows_nothing(
    offices: None, settings: LazySettings
) -> None:
    settings.DIENHONG_OFFICE_HOSTS = {MOT: "chua-mo"}
    assert Client(SERVER_NAME=MOT).get("/dang-nhap/").status_code == 404


def test_static_files_are_there_by_every_host(offices: None) -> None:
    for host in (MOT, MAIN):
        answer = Client(SERVER_NAME=host).get("/static/dienhong/dienhong.css")
        assert answer.status_code == 200
        answer.close()


def test_after_signing_in_one_is_led_to_the_page_asked_for_and_nowhere_else(offices: None) -> None:
    form = {"username": "lan", "password": "mat-khau-cua-lan"}
    for wanted, led in (
        ("/so-ghi/", "/so-ghi/"),
        ("//vi-du.invalid/", "/"),
        ("/\\vi-du.invalid", "/"),
        ("https://vi-du.invalid/", "/"),
        (f"http://{HAI}/", "/"),
    ):
        answer = Client(SERVER_NAME=MOT).post("/dang-nhap/", form | {"next": wanted})
        assert answer["Location"] == led, wanted


def test_printed_addresses_follow_the_server_or_the_offices_own_host(
    offices: None, settings: LazySettings
) -> None:
    settings.DIENHONG_ADDRESS = "https://chung.example"
    with use_agency("ba"):
        assert Account.objects.exists()
    assert "https://chung.example/ba/dang-nhap/" in _page(MAIN, "/ba/dia-chi/")
    assert "http://mot.example/dang-nhap/" in _page(MOT, "/dia-chi/")
    assert "chung.example/mot" not in _page(MOT, "/dia-chi/")


def _page(host: str, path: str) -> str:
    answer = Client(SERVER_NAME=host).get(path)
    assert answer.status_code == 200
    return answer.content.decode()
