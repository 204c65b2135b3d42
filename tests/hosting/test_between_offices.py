"""What was got in one office is worth nothing in the other."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dienhong.hosting.context import use_agency
from dienhong.hosting.remembered import MOST_AGENCIES
from dienhong.hosting.sessions import SessionStore
from dienhong.organisation.models import Account, Holding, Person
from dienhong.publication.models import Matter
from dienhong.record import queries as record
from tests.publication import story

PASSWORDS = {"mot": "hoa-sen-no-sang-nay", "hai": "con-thuyen-ben-song"}


@dataclass(frozen=True)
class Two:
    """Two offices that look alike; ``matter`` and ``file`` are of the first."""

    matter: Matter
    posting: int
    file: str


@pytest.fixture
def two(new_office: Callable[..., str]) -> Iterator[Two]:
    with time_machine.travel(story.moment(story.MONDAY, 10), tick=False):
        for code, password in PASSWORDS.items():
            new_office(code)
            with use_agency(code):
                story.add_people()
                story.adopt()
                lan = Account.objects.get(login="lan")
                lan.set_password(password)
                lan.save()
        with use_agency("mot"):
            matter = story.published(story.upload())
            posting = matter.postings.get().pk
        yield Two(matter, posting, f"cong-khai/{matter.pk}/tep/1/bang-ke.pdf")


def _signed_in(code: str, client: Client | None = None) -> Client:
    """Sign Lan in by the real form."""
    client = client or Client(enforce_csrf_checks=True)
    answer = client.post(
        f"/{code}/dang-nhap/",
        {
            "username": "lan",
            "password": PASSWORDS[code],
            "csrfmiddlewaretoken": _token(client, f"/{code}/dang-nhap/"),
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    return client


def _token(client: Client, path: str) -> str:
    page = client.get(path).content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found is not None, page
    return found[1]


def _whole(code: str) -> tuple[Any, ...]:
    """Return what would differ if anything had happened in an office."""
    with use_agency(code):
        return (
            record.head(),
            list(Matter.objects.order_by("pk").values_list()),
            list(Holding.objects.order_by("pk").values_list()),
            Person.objects.count(),
        )


PAGES = [
    "",
    "chanh-van-phong/",
    "cong-khai/",
    "cong-khai/soan/",
    "cong-khai/{matter}/",
    "cong-khai/{matter}/sua/",
    "cong-khai/{matter}/niem-yet/{posting}/to.pdf",
    "cong-khai/{matter}/niem-yet/{posting}/bien-ban.pdf",
    "{file}",
    "quy-che/",
    "quy-che/nap/",
    "quy-che/ban/1/cau-truc/",
    "so-ghi/",
    "so-ghi/xuat/",
    "nguoi/",
    "nguoi/them/",
    "nguoi/giao/",
    "nguoi/dang-nhap/",
    "nguoi/dang-nhap/tai-khoan-cua-tinh/",
    "tai-khoan/",
    "tai-khoan/ma/",
]
ACTS = {
    "cong-khai/soan/": {"title": "Việc lạc"},
    "cong-khai/{matter}/kiem-tra/": {"answer": "clear"},
    "cong-khai/{matter}/cong-khai/": {},
    "cong-khai/{matter}/niem-yet/{posting}/go/": {},
    "cong-khai/{matter}/thu-hoi/": {"ground": "Có bí mật."},
    "quy-che/ban/1/bo/": {},
    "nguoi/them/": {"name": "Người lạ", "login": "nguoi-la", "password": "mat-khau-nguoi-la"},
    "nguoi/thoi/1/": {},
    "nguoi/dang-nhap/phieu/": {},
    "tai-khoan/mat-khau/": {"old": "a", "password": "mat-khau-nguoi-la", "again": "a"},
    "tai-khoan/khoa/hoi/": {"name": "a"},
}


def _at(code: str, path: str, two: Two) -> str:
    return f"/{code}/" + path.format(matter=two.matter.pk, posting=two.posting, file=two.file)


def test_a_session_of_one_office_opens_no_page_of_the_other(two: Two) -> None:
    client = _signed_in("mot")
    session = client.cookies["dienhong-session"].value
    for path in PAGES:
        client.cookies["dienhong-session"] = session
        assert client.get("/mot/").status_code == 200
        answer = client.get(_at("hai", path, two))
        assert answer.status_code == 303, path
        assert answer["Location"].startswith("/hai/dang-nhap/?next="), path


def test_a_session_of_one_office_does_nothing_in_the_other(two: Two) -> None:
    client = _signed_in("mot")
    session = client.cookies["dienhong-session"].value
    before = _whole("mot"), _whole("hai")
    for path, form in ACTS.items():
        client.cookies["dienhong-session"] = session
        token = _token(client, "/mot/cong-khai/soan/")
        answer = client.post(_at("hai", path, two), form | {"csrfmiddlewaretoken": token})
        assert answer.status_code == 303, path
        assert answer["Location"].startswith("/hai/dang-nhap/"), path
    assert (_whole("mot"), _whole("hai")) == before


def test_a_form_token_of_one_office_is_refused_by_the_other(two: Two) -> None:
    foreign = _token(_signed_in("mot"), "/mot/nguoi/giao/")
    client = _signed_in("hai")
    own = _token(client, "/hai/nguoi/giao/")
    before = _whole("hai")
    for token in (foreign, "", own[::-1]):
        answer = client.post("/hai/nguoi/thoi/1/", {"csrfmiddlewaretoken": token})
        assert answer.status_code == 403
    assert _whole("hai") == before
    assert client.post("/hai/nguoi/thoi/1/", {"csrfmiddlewaretoken": own}).status_code == 302


def test_a_form_filled_in_at_one_office_is_refused_by_the_other(two: Two) -> None:
    with use_agency("mot"):
        words = story.words()
        hoa = story.person("hoa")
    form = {
        "title": words.title,
        "decided_on": "2026-02-27",
        "kind": words.kind,
        "checker": str(hoa.pk),
    }
    client = Client()
    _signed_in("hai", client)
    before = _whole("hai")
    answer = client.post("/hai/cong-khai/soan/", form)
    assert answer.status_code == 422
    assert _whole("hai") == before
    _signed_in("mot", client)
    assert client.post("/mot/cong-khai/soan/", form).status_code == 302


def test_the_address_of_a_file_is_worth_nothing_at_the_other_office(two: Two) -> None:
    at_mot = _signed_in("mot").get(f"/mot/{two.file}")
    assert at_mot.status_code == 200
    assert b"".join(at_mot.streaming_content) == story.PDF
    at_mot.close()
    hai = _signed_in("hai")
    for path in PAGES:
        if "{matter}" in path or "{file}" in path:
            assert hai.get(_at("hai", path, two)).status_code == 404, path
    assert Client().get(f"/hai/{two.file}").status_code == 303


def test_an_act_on_a_matter_of_one_office_is_not_there_at_the_other(two: Two) -> None:
    client = Client()
    _signed_in("hai", client)
    before = _whole("mot"), _whole("hai")
    for path in [path for path in ACTS if "{matter}" in path]:
        assert client.post(_at("hai", path, two), ACTS[path]).status_code == 404, path
    assert (_whole("mot"), _whole("hai")) == before


ELSEWHERE = [
    "/mot/cong-khai/",
    "/mot/",
    "/hai",
    "/haiz/",
    "/",
    "https://vi-du.invalid/hai/",
    "//vi-du.invalid/hai/",
    "/\\vi-du.invalid",
    "javascript:alert(1)",
    "hai/",
]


def test_after_signing_in_nobody_is_led_out_of_the_office(two: Two) -> None:
    form = {"username": "lan", "password": PASSWORDS["hai"]}
    for wanted in ELSEWHERE:
        sent = Client().post("/hai/dang-nhap/", form | {"next": wanted})
        asked = Client().post("/hai/dang-nhap/", form, query_params={"next": wanted})
        assert (sent["Location"], asked["Location"]) == ("/hai/", "/hai/"), wanted


def test_after_signing_in_one_is_led_to_the_page_that_was_asked_for(two: Two) -> None:
    path = "/hai/so-ghi/?truoc=3"
    sign_in = Client().get(path)["Location"]
    assert sign_in == "/hai/dang-nhap/?next=%2Fhai%2Fso-ghi%2F%3Ftruoc%3D3"
    form = {"username": "lan", "password": PASSWORDS["hai"]}
    assert Client().post(sign_in, form)["Location"] == path


def test_the_same_sign_in_name_is_two_people_with_two_passwords(two: Two) -> None:
    for code, other in (("mot", "hai"), ("hai", "mot")):
        before = _whole(code)
        answer = Client().post(
            f"/{code}/dang-nhap/", {"username": "lan", "password": PASSWORDS[other]}
        )
        assert answer.status_code == 422
        assert "Tên đăng nhập hoặc mật khẩu chưa đúng" in answer.content.decode()
        assert _whole(code) == before
        _signed_in(code)
    with use_agency("mot"):
        mot = story.person("lan").pk
    with use_agency("hai"):
        assert story.person("lan").pk != mot


def test_words_kept_at_one_office_are_not_shown_at_the_other(two: Two) -> None:
    client = Client()
    client.post("/mot/cong-khai/soan/", {"title": "Chuyện riêng của văn phòng một"})
    _signed_in("hai", client)
    page = client.get("/hai/cong-khai/soan/").content.decode()
    assert "Chuyện riêng" not in page


def test_signing_out_of_one_office_leaves_the_other_open(two: Two) -> None:
    mot, hai = _signed_in("mot"), _signed_in("hai")
    token = _token(hai, "/hai/cong-khai/soan/")
    assert hai.post("/hai/dang-xuat/", {"csrfmiddlewaretoken": token}).status_code == 200
    assert hai.get("/hai/").status_code == 303
    assert mot.get("/mot/").status_code == 200


def test_the_row_of_a_session_is_worth_nothing_in_an_office_of_another_code(two: Two) -> None:
    client = _signed_in("mot")
    key = client.cookies["dienhong-session"].value
    with use_agency("mot"):
        row = Session.objects.get(pk=key)
        lan = Account.objects.get(login="lan")
    with use_agency("hai"):  # as in an office that was made from a copy of the first
        Session.objects.create(pk=key, session_data=row.session_data, expire_date=row.expire_date)
        Account.objects.filter(login="lan").update(password=lan.password)
        assert SessionStore(key).load() == {}
    with use_agency("mot"):
        assert SessionStore(key).load()["_auth_user_id"] == str(lan.pk)
    assert client.get("/hai/").status_code == 303


def test_what_django_remembers_of_content_types_is_kept_apart(two: Two) -> None:
    ContentType.objects.clear_cache()
    with use_agency("mot"):
        mot = ContentType.objects.get_for_model(Person)
        Permission.objects.all().delete()  # they refer to what is renumbered next
        ContentType.objects.filter(pk=mot.pk).update(id=mot.pk + 1000)
        ContentType.objects.clear_cache()
        assert ContentType.objects.get_for_model(Person).pk == mot.pk + 1000
        assert ContentType.objects.get_for_id(mot.pk + 1000).model == "person"
    with use_agency("hai"):
        assert ContentType.objects.get_for_model(Person).pk == mot.pk
        assert ContentType.objects.get_by_natural_key("organisation", "person").pk == mot.pk
        with pytest.raises(ContentType.DoesNotExist):
            ContentType.objects.get_for_id(mot.pk + 1000)
    with use_agency("mot"), CaptureQueriesContext(connection) as asked:
        ContentType.objects.get_for_model(Person)
    assert len(asked) == 0


def test_content_types_of_many_offices_do_not_fill_the_memory(two: Two) -> None:
    kept = ContentType.objects._cache  # type: ignore[attr-defined]
    for number in range(3 * MOST_AGENCIES):
        with use_agency(f"van-phong-{number}"):
            kept.setdefault("default", {})["x"] = number
            assert kept["default"]["x"] == number
            assert len(kept._kept) <= MOST_AGENCIES
    kept.clear()
