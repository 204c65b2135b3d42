"""What opens an account of one office opens none of another, whatever people are called there."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.forms.models import model_to_dict
from django.test import Client

from dienhong.accounts import second_factor
from dienhong.accounts.models import Authenticator, RecoveryCode, Slip
from dienhong.hosting.context import use_agency
from dienhong.organisation.models import Account
from tests.accounts.doors import LAN, NEW, print_slip, sign_in, use_slip
from tests.publication.story import MONDAY, add_people, moment

AT = moment(MONDAY, 10)


@pytest.fixture(params=[True, False], ids=["same names", "other names"])
def other(
    clock: time_machine.Traveller, new_office: Callable[..., str], request: pytest.FixtureRequest
) -> str:
    """Open a second office with the same people, under the same sign-in names or others."""
    new_office("khac")
    with use_agency("khac"):
        add_people()
        if not request.param:
            for account in Account.objects.all():
                account.login += "-khac"
                account.save()
    return "" if request.param else "-khac"


def test_a_slip_of_one_office_opens_nothing_at_another_even_if_its_row_is_copied(
    other: str,
) -> None:
    code = print_slip("minh")
    row = model_to_dict(Slip.objects.get(), exclude=["id", "account"])
    assert use_slip("minh" + other, code, office="khac").status_code == 422
    with use_agency("khac"):
        Slip.objects.create(account=Account.objects.get(login="minh" + other), **row)
    assert use_slip("minh" + other, code, office="khac").status_code == 422
    assert use_slip("minh", code).status_code == 302


def test_codes_of_one_office_are_worth_nothing_at_another_even_if_their_rows_are_copied(
    other: str,
) -> None:
    lan = Client()
    sign_in(client=lan)
    lan.post("/thu/tai-khoan/ma/bat-dau/", {"old": LAN})
    row = Authenticator.objects.get()
    made = pyotp.TOTP(second_factor.secret(row))
    page = lan.post("/thu/tai-khoan/ma/bat/", {"code": made.at(AT)}).content.decode()
    paper = page.split('<span class="code-plain">')[1].split("<")[0]
    kept = model_to_dict(Authenticator.objects.get(), exclude=["account"])
    digests = list(RecoveryCode.objects.values_list("digest", flat=True))
    with use_agency("khac"):
        account = Account.objects.get(login="lan" + other)
        Authenticator.objects.create(account=account, **kept)
        for digest in digests:
            RecoveryCode.objects.create(account=account, digest=digest)
    there = Client()
    assert sign_in("lan" + other, LAN, there, "khac")["Location"] == "/khac/dang-nhap/ma/"
    for code in (made.at(AT + timedelta(seconds=30)), paper):
        assert there.post("/khac/dang-nhap/ma/", {"code": code}).status_code == 422
    assert there.get("/khac/").status_code == 303


def test_the_first_step_at_one_office_is_none_at_another(other: str) -> None:
    lan = Client()
    sign_in(client=lan)
    lan.post("/thu/tai-khoan/ma/bat-dau/", {"old": LAN})
    made = pyotp.TOTP(second_factor.secret(Authenticator.objects.get()))
    lan.post("/thu/tai-khoan/ma/bat/", {"code": made.at(AT)})
    halfway = Client()
    assert sign_in(client=halfway)["Location"] == "/thu/dang-nhap/ma/"
    cookie = halfway.cookies["dienhong-session"].value
    there = Client()
    there.cookies["dienhong-session"] = cookie
    answer = there.post("/khac/dang-nhap/ma/", {"code": made.at(AT + timedelta(seconds=30))})
    assert answer["Location"] == "/khac/dang-nhap/"


def test_a_password_set_at_one_office_opens_nothing_at_another(other: str) -> None:
    use_slip("minh", print_slip("minh"))
    assert sign_in("minh", NEW).status_code == 302
    assert sign_in("minh" + other, NEW, code="khac").status_code == 422
