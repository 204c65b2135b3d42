"""What keeps an office able to mend itself: passwords, the last function, twice the same one."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from dienhong.core.refusal import Refused
from dienhong.organisation import actions
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Holding
from dienhong.organisation.passwords import check_password
from dienhong.record.models import JournalEntry
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, act, add_people, moment, person

NEW = "hai-dua-tre-ngoi-hoc"


@pytest.fixture(autouse=True)
def monday(office: str) -> Iterator[None]:
    """Let it be Monday in an office of seven people."""
    add_people()
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        yield


def test_a_new_password_opens_the_account_ends_its_sessions_and_is_written_down() -> None:
    before = client_of("minh")
    assert before.get("/thu/").status_code == 200

    answer = client_of("lan").post(
        f"/thu/nguoi/{person('minh').pk}/mat-khau/", {"password": NEW}, follow=True
    )

    assert "Đã đặt lại mật khẩu." in answer.content.decode()
    assert before.get("/thu/").status_code == 303
    given = {"username": "minh", "password": NEW}
    assert Client().post("/thu/dang-nhap/", given).status_code == 302
    entry = JournalEntry.objects.get(kind="organisation.password_reset")
    assert entry.subject == f"person:{person('minh').pk}"
    assert NEW not in entry.body


@pytest.mark.parametrize(("login", "password", "status"), [("minh", NEW, 403), ("lan", "123", 422)])
def test_who_may_not_and_a_poor_password_change_nothing(
    login: str, password: str, status: int
) -> None:
    was = Account.objects.get(login="vy").password

    address = f"/thu/nguoi/{person('vy').pk}/mat-khau/"
    assert client_of(login).post(address, {"password": password}).status_code == status
    assert Account.objects.get(login="vy").password == was


def test_the_last_function_that_may_change_people_is_not_ended() -> None:
    administration = Holding.objects.get(function=Function.ADMINISTRATION)
    chief = Holding.objects.get(function=Function.CHIEF)
    actions.end_function(chief, held_to=MONDAY, by=act("lan"))

    with pytest.raises(Refused) as refused:
        actions.end_function(administration, held_to=MONDAY, by=act("lan"))

    assert refused.value.reason == (
        "Chưa ghi thôi giữ được: không còn ai khác sửa được người và chức năng"
    )
    assert Holding.objects.get(pk=administration.pk).held_to is None


def test_the_last_such_function_ends_once_another_person_has_taken_it_over() -> None:
    administration = Holding.objects.get(function=Function.ADMINISTRATION)
    chief = Holding.objects.get(function=Function.CHIEF)
    actions.end_function(chief, held_to=MONDAY, by=act("lan"))
    actions.give_function(person("minh"), Function.ADMINISTRATION, held_from=MONDAY, by=act("lan"))

    actions.end_function(administration, held_to=MONDAY, by=act("lan"))

    assert Holding.objects.get(pk=administration.pk).held_to == MONDAY


def test_a_function_that_a_person_holds_is_not_given_again() -> None:
    tomorrow = MONDAY + timedelta(days=1)
    with pytest.raises(Refused) as refused:
        actions.give_function(person("hoa"), Function.CHIEF, held_from=tomorrow, by=act("lan"))
    assert refused.value.reason == (
        "Chưa giao được: người này đang giữ chức năng Chánh Văn phòng từ 02/03/2026"
    )
    assert Holding.objects.filter(function=Function.CHIEF).count() == 1


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("1a%B", ["Mật khẩu ngắn quá: cần ít nhất 8 ký tự."]),
        ("password1", ["Mật khẩu này nhiều người dùng, dễ bị đoán: chọn mật khẩu khác."]),
    ],
)
def test_a_poor_password_is_refused_in_vietnamese(password: str, said: list[str]) -> None:
    with pytest.raises(ValidationError) as refused:
        check_password(password)
    assert refused.value.messages == said
