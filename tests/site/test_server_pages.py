"""The server's own pages: which offices there are, opening one by clicks, and what is refused."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Agency, Holding, LegalFunction, Person

FORM = {
    "name": "Văn phòng Sương Mai",
    "code": "suong-mai",
    "superior_body": "Ủy ban nhân dân tỉnh Sương Mai",
    "place": "Sương Mai",
    "symbol": "SM",
    "head_title": "Giám đốc Sở",
    "person": "Lan",
    "function": "administration",
    "login": "Lan",
    "password": "mat-khau-cua-lan",
}
OPEN = "/may-chu/mo-van-phong/"


def _page(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_first_page_names_the_offices_and_leads_to_them(
    data: object, new_office: Callable[..., str]
) -> None:
    new_office("mot")
    new_office("hai", demo=True)
    page = _page("/")
    links = {part.split('"')[0] for part in page.split('href="')[1:]}
    assert {"/hai/", "/mot/", OPEN} <= links
    assert "Văn phòng mot" in page


def test_an_empty_server_says_so_and_offers_to_open_an_office(data: object) -> None:
    assert f'href="{OPEN}"' in _page("/")
    assert directory.codes() == []


def test_an_office_is_opened_by_one_form_and_its_first_person_signs_in(data: object) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(OPEN).content.decode()
    assert 'value="van-phong-1"' in page
    token = client.cookies["dienhong-csrf"].value
    assert client.post(OPEN, FORM).status_code == 403
    answer = client.post(OPEN, FORM | {"csrfmiddlewaretoken": token})
    assert (answer.status_code, answer["Location"]) == (302, "/suong-mai/dang-nhap/")
    with use_agency("suong-mai"):
        agency = Agency.objects.get()
        assert (agency.name, agency.superior_body, agency.place, agency.demo) == (
            FORM["name"],
            FORM["superior_body"],
            FORM["place"],
            False,
        )
        assert agency.symbol == "SM"
        assert LegalFunction.objects.get(code="chief").label == "Giám đốc Sở"
        assert LegalFunction.objects.get(code="deputy-chief").label == "Cấp phó của người đứng đầu"
        assert Account.objects.get().login == "lan"
        assert Holding.objects.get().function_id == Function.ADMINISTRATION
    signed_in = Client().post(
        answer["Location"], {"username": "lan", "password": FORM["password"]}, follow=True
    )
    assert signed_in.redirect_chain == [("/suong-mai/", 302)]
    assert FORM["name"] in signed_in.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "Sương Mai"}, "không dùng được trong địa chỉ"),
        ({"code": "../../etc"}, "không dùng được trong địa chỉ"),
        ({"code": "static"}, "không dùng được trong địa chỉ"),
        ({"code": ".new-a"}, "không dùng được trong địa chỉ"),
        ({"code": "a" * 41}, "không dùng được trong địa chỉ"),
        ({"code": "da-co"}, "đã có văn phòng khác dùng"),
        ({"code": ""}, "Còn để trống"),
        ({"name": ""}, "Còn để trống"),
        ({"login": "chữ có dấu"}, "Chỉ dùng chữ không dấu"),
        ({"password": "12345678"}, "phổ biến"),
        ({"password": "ngan"}, "8 ký tự"),
        ({"function": "union-executive"}, "Chọn một mục ở đây"),
    ],
)
def test_what_is_wrong_is_said_and_no_office_is_made(
    data: object, new_office: Callable[..., str], changed: dict[str, str], said: str
) -> None:
    new_office("da-co")
    answer = Client().post(OPEN, FORM | changed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert FORM["password"] not in page
    assert directory.codes() == ["da-co"]
    with use_agency("da-co"):
        assert Person.objects.count() == 1


def test_the_next_free_code_is_proposed(data: object, new_office: Callable[..., str]) -> None:
    new_office("van-phong-1")
    new_office("van-phong-2")
    assert 'value="van-phong-3"' in _page(OPEN)


def test_a_server_that_others_reach_opens_no_office_by_clicks(
    data: object, settings: LazySettings
) -> None:
    settings.DIENHONG_OPEN_BY_CLICKS = False
    assert OPEN not in _page("/")
    assert Client().get(OPEN).status_code == 404
    assert Client().post(OPEN, FORM).status_code == 404
    assert directory.codes() == []


@pytest.mark.parametrize(
    "path", ["/khong-co/", "/may-chu/", "/may-chu/khac/", "/favicon/", "/x.php"]
)
def test_what_is_not_there_leads_back_to_the_first_page(data: object, path: str) -> None:
    assert 'href="/"' in _page(path, 404)


@pytest.mark.parametrize("path", ["/", OPEN, "/khong-co/", "/thu/dang-nhap/", "/thu/khong-co/"])
def test_every_page_forbids_scripts_from_elsewhere_and_is_not_stored(
    data: object, new_office: Callable[..., str], path: str
) -> None:
    new_office("thu")
    headers = Client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_request_beyond_all_measure_is_refused_by_its_length_alone(
    data: object, settings: LazySettings
) -> None:
    size = settings.DIENHONG_LARGEST_REQUEST + 1
    answer = Client().post(OPEN, FORM, headers={"content-length": str(size)})
    assert answer.status_code == 413
    assert directory.codes() == []


def test_an_address_of_another_host_is_refused(data: object) -> None:
    assert Client().get("/", headers={"host": "vi-du.invalid"}).status_code == 400
