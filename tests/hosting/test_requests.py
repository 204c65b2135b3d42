"""The outermost door: path, prefix, cookies, streams, and offices that are being brought up."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.urls import get_script_prefix

from dienhong.hosting import directory, schema
from dienhong.hosting.context import chosen, current, use_agency
from dienhong.hosting.middleware import AgencyMiddleware
from dienhong.hosting.store import store
from dienhong.organisation.models import Account, Agency
from tests.hosting import bare


def _as_lan(code: str) -> Client:
    client = Client()
    with use_agency(code):
        client.force_login(Account.objects.get(login="lan"))
    return client


@pytest.mark.parametrize("path", ["/thu", "/thu?x=1"])
def test_an_office_without_its_slash_leads_to_its_first_page(
    new_office: Callable[..., str], path: str
) -> None:
    new_office("thu")
    for answer in (Client().get(path), Client().post(path)):
        assert (answer.status_code, answer["Location"]) == (308, "/thu/")


@pytest.mark.parametrize(
    "path", ["/khac", "/khac/", "/khac/dang-nhap/", "/Thu/", "/thu%2f/", "//thu/"]
)
def test_an_unknown_office_is_a_page_that_is_not_there(
    new_office: Callable[..., str], path: str
) -> None:
    new_office("thu")
    answer = Client().get(f"http://testserver{path}")
    assert answer.status_code == 404
    assert "không có" in answer.content.decode().lower()


def test_the_pages_of_an_office_are_addressed_below_its_code(
    new_office: Callable[..., str],
) -> None:
    new_office("thu")
    words = _as_lan("thu").get("/thu/").content.decode()
    links = [part.split('"')[0] for part in words.split('href="')[1:]]
    assert [link for link in links if not link.startswith(("/thu/", "/static/", "#"))] == []


def test_cookies_are_sent_back_to_their_own_office_only(new_office: Callable[..., str]) -> None:
    new_office("thu")
    client = Client()
    client.get("/thu/dang-nhap/")
    answer = client.post("/thu/dang-nhap/", {"username": "lan", "password": "mat-khau-cua-lan"})
    assert answer.status_code == 302
    given = {name: cookie["path"] for name, cookie in client.cookies.items()}
    assert given == {"dienhong-csrf": "/thu/", "dienhong-session": "/thu/"}
    session = client.cookies["dienhong-session"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    gone = client.post("/thu/dang-xuat/").cookies["dienhong-session"]
    assert (gone["path"], gone["max-age"]) == ("/thu/", 0)


def test_cookies_of_the_server_itself_reach_no_office(template: None) -> None:
    client = Client()
    client.get("/may-chu/mo-van-phong/")
    assert {name: c["path"] for name, c in client.cookies.items()} == {"dienhong-csrf": "/may-chu/"}


@pytest.mark.parametrize("name", ["sessionid", "dienhong-session", "csrftoken", "dienhong-csrf"])
@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/may-chu/mo-van-phong/", 200), ("/khong-co/", 404), ("/thu/dang-nhap/", 200)],
)
def test_cookies_that_another_program_left_in_the_browser_do_no_harm(
    new_office: Callable[..., str], name: str, path: str, status: int
) -> None:
    new_office("thu")
    client = Client()
    client.cookies[name] = "k3b7w1m9x5q2r8t4n6y0a1b2c3d4e5f6"
    assert client.get(path).status_code == status


@pytest.mark.parametrize("path", ["/thu/khong-co-trang-nay/", "/thu/quy-che/ban/9/", "/khac/"])
def test_after_a_page_that_is_not_there_addresses_begin_at_the_root_again(
    new_office: Callable[..., str], path: str
) -> None:
    new_office("thu")
    assert _as_lan("thu").get(path).status_code == 404
    assert get_script_prefix() == "/"


def test_after_an_error_addresses_begin_at_the_root_again(data: Path) -> None:
    with directory.making("rong"):
        pass  # an office without its own row: its pages cannot be drawn
    answer = Client(raise_request_exception=False).get("/rong/dang-nhap/")
    assert answer.status_code == 500
    assert (get_script_prefix(), chosen()) == ("/", None)


def test_an_error_that_nobody_caught_leaves_nothing_behind(new_office: Callable[..., str]) -> None:
    def falls(request: HttpRequest) -> HttpResponseBase:
        raise KeyError(get_script_prefix() + current())

    new_office("thu")
    with pytest.raises(KeyError, match="/thu/thu"):
        AgencyMiddleware(falls)(RequestFactory().get("/thu/so-ghi/"))
    assert (get_script_prefix(), chosen()) == ("/", None)


def _names() -> Iterator[bytes]:
    for _ in range(3):
        yield Agency.objects.get(pk=1).name.encode() + b";"


def test_streamed_bodies_read_from_the_office_that_they_came_from(
    new_office: Callable[..., str],
) -> None:
    for code in ("mot", "hai"):
        new_office(code)
    streams = [
        AgencyMiddleware(lambda _: StreamingHttpResponse(_names()))(RequestFactory().get(path))
        for path in ("/mot/", "/hai/")
    ]
    assert chosen() is None
    mot, hai = (iter(stream) for stream in streams)
    read = []
    for _ in range(3):  # two browsers that take turns
        read += [next(mot).decode(), next(hai).decode()]
        assert chosen() is None
    assert read == ["Văn phòng mot;", "Văn phòng hai;"] * 3


def test_a_stream_that_fails_or_is_given_up_leaves_no_office_chosen(
    new_office: Callable[..., str],
) -> None:
    def falls() -> Iterator[bytes]:
        yield b"a"
        raise ConnectionResetError

    new_office("thu")
    answer = AgencyMiddleware(lambda _: StreamingHttpResponse(falls()))(
        RequestFactory().get("/thu/")
    )
    body = iter(answer)
    assert next(body) == b"a"
    with pytest.raises(ConnectionResetError):
        next(body)
    assert chosen() is None


def test_the_export_is_the_journal_of_its_own_office(new_office: Callable[..., str]) -> None:
    lines = {}
    for code in ("mot", "hai"):
        new_office(code)
        answer = _as_lan(code).get(f"/{code}/so-ghi/xuat/")
        assert answer.streaming
        lines[code] = b"".join(answer.streaming_content).splitlines()
        answer.close()
    assert [f'"agency":"{code}"'.encode() in lines[code][0] for code in lines] == [True, True]
    assert not set(lines["mot"]) & set(lines["hai"])


def _set_back(code: str) -> None:
    """Take the last migration off an office's list, as an older program would have left it."""
    with use_agency(code), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)"
        )


def test_an_office_that_is_behind_says_so_and_the_others_go_on(data: Path) -> None:
    for code in ("cu", "moi"):
        bare.make(code)
    _set_back("cu")
    behind = Client().get("/cu/dang-nhap/")
    assert behind.status_code == 503
    assert "nâng cấp" in behind.content.decode()
    assert Client().post("/cu/dang-nhap/", {"username": "lan"}).status_code == 503
    assert Client().get("/moi/dang-nhap/").status_code == 200


def test_an_office_whose_tables_are_missing_is_behind_too(data: Path) -> None:
    (data / "agencies" / "trong").mkdir(parents=True)
    store().make_empty("trong")
    assert Client().get("/trong/").status_code == 503


def test_once_brought_up_the_office_answers_again(data: Path) -> None:
    bare.make("cu")
    with use_agency("cu"), connection.cursor() as cursor:
        cursor.execute("DROP TABLE django_session")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    assert Client().get("/cu/dang-nhap/").status_code == 503
    assert schema.migrate_all() == ["cu"]
    assert schema.migrate_all() == []
    assert Client().get("/cu/dang-nhap/").status_code == 200
    assert bare.name_of("cu") == "cu"


def test_the_template_is_made_once(data: Path) -> None:
    assert schema.prepare_template() is False
    connection.close_everything()  # type: ignore[attr-defined]
    store().drop(directory.TEMPLATE)
    assert schema.prepare_template() is True
    assert schema.is_current(directory.TEMPLATE)
    assert schema.prepare_template() is False


@pytest.mark.sqlite
def test_the_template_is_one_file_that_can_be_copied_alone(data: Path) -> None:
    store().drop(directory.TEMPLATE)
    schema.prepare_template()
    assert [path.name for path in (data / "template").iterdir()] == [directory.DATABASE]
