"""What keeps an office able to mend itself: no poor password, nor the last function ended."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from dienhong.core.refusal import Refused
from dienhong.organisation import actions
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Holding
from dienhong.organisation.passwords import check_password
from tests.publication.story import MONDAY, act, moment, person


@pytest.fixture(autouse=True)
def monday(staffed: str) -> Iterator[None]:
    """Let it be Monday in an office of seven people."""
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        yield


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
