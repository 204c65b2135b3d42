"""The brake on guessing: by person, by address, the same for unknown names, and never for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client, RequestFactory

from dienhong.accounts import brake, rules
from dienhong.accounts.models import Tries
from dienhong.core.refusal import Refused
from dienhong.hosting.context import use_agency
from dienhong.record.models import JournalEntry
from tests.accounts.doors import LAN, last, print_slip, sign_in, use_slip, written
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, moment, person

pytestmark = pytest.mark.usefixtures("clock")
AT = moment(MONDAY, 10)


def _wrong(login: str, times: int) -> list[int]:
    return [sign_in(login, f"sai-{number}").status_code for number in range(times)]


def test_the_wait_grows_from_the_fifth_wrong_try_to_a_quarter_of_an_hour() -> None:
    minutes = [int(rules.wait_after(wrong) / timedelta(minutes=1)) for wrong in range(12)]
    assert minutes == [0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15]


def test_after_five_wrong_tries_even_the_right_password_waits(
    clock: time_machine.Traveller,
) -> None:
    assert _wrong("lan", 5) == [422] * 5
    answer = sign_in()
    assert answer.status_code == 429
    assert "còn phải chờ 1 phút" in answer.content.decode()
    clock.shift(timedelta(seconds=61))
    assert sign_in().status_code == 302


def test_the_lock_is_written_down_once_a_series_and_names_nobody_as_its_doer() -> None:
    _wrong("lan", 9)
    assert written() == ["accounts.braked"]
    entry = last()
    assert (entry.by, entry.subject) == ("system", f"person:{person('lan').pk}")
    assert entry.facts == {"tries": 5}


def test_a_name_that_nobody_has_is_answered_the_same_and_leaves_no_entry() -> None:
    before = JournalEntry.objects.count()
    unknown = [sign_in("khong-co", "sai").content for _ in range(7)]
    assert JournalEntry.objects.count() == before
    known = [sign_in("lan", "sai").content for _ in range(7)]
    pages = [
        [page.decode().split('role="alert"')[-1].split("</div>")[0] for page in pages]
        for pages in (unknown, known)
    ]
    assert pages[0] == pages[1]


def test_the_right_password_forgets_the_wrong_ones_before() -> None:
    for _ in range(3):
        _wrong("lan", 4)
        assert sign_in().status_code == 302
    assert not Tries.objects.filter(key__startswith="password:").exists()


def test_the_wait_of_one_is_nobody_elses() -> None:
    use_slip("minh", print_slip("minh"))
    _wrong("minh", 6)
    assert sign_in().status_code == 302


def test_a_flood_on_one_name_costs_its_holder_a_quarter_of_an_hour_at_most(
    clock: time_machine.Traveller,
) -> None:
    for _ in range(40):
        sign_in("lan", "sai")
        clock.shift(timedelta(minutes=3))
    row = Tries.objects.get(key=brake.key(brake.Door.PASSWORD, "lan"))
    assert row.waits_until is not None
    assert row.waits_until - row.last_at <= timedelta(minutes=15)
    clock.move_to(row.waits_until)
    assert sign_in().status_code == 302


def test_waiting_does_not_lengthen_the_wait(clock: time_machine.Traveller) -> None:
    _wrong("lan", 5)
    assert _wrong("lan", 50) == [429] * 50
    clock.shift(timedelta(seconds=61))
    assert sign_in().status_code == 302


def test_a_slip_opens_the_door_of_whoever_has_to_wait() -> None:
    code = print_slip("minh")
    _wrong("minh", 8)
    assert use_slip("minh", code).status_code == 302
    assert sign_in("minh", "hai-dua-tre-ngoi-hoc").status_code == 302


def test_administration_sees_who_waits_and_lifts_it() -> None:
    use_slip("minh", print_slip("minh"))
    _wrong("minh", 5)
    lan = client_of("lan")
    assert "tạm khoá đến 10:01" in lan.get("/thu/nguoi/dang-nhap/").content.decode()
    address = f"/thu/nguoi/{person('minh').pk}/dang-nhap/go-khoa/"
    assert lan.post(address).status_code == 302
    assert last().kind == "accounts.brake_lifted"
    assert sign_in("minh", "hai-dua-tre-ngoi-hoc").status_code == 302
    before = JournalEntry.objects.count()
    lan.post(address)
    assert JournalEntry.objects.count() == before


def test_from_one_address_very_many_names_are_not_tried(clock: time_machine.Traveller) -> None:
    at = AT
    for number in range(rules.TRIES_FROM_ONE_ADDRESS):
        request = RequestFactory().post("/", REMOTE_ADDR="192.0.2.7")
        brake.charge_password(f"ten-{number}", request, at=at)
    near = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(client=near).status_code == 429
    assert use_slip("minh", "x", client=near).status_code == 422
    assert sign_in(client=Client(REMOTE_ADDR="192.0.2.8")).status_code == 302
    clock.shift(rules.LONGEST_WAIT)
    assert sign_in(client=near).status_code == 302


def test_a_right_password_is_given_back_to_its_address() -> None:
    for _ in range(3):
        sign_in()
    row = Tries.objects.get(key=brake.key(brake.Door.ADDRESS, "127.0.0.1"))
    assert row.wrong == 0


@pytest.mark.parametrize(
    ("sent", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("khong-phai", ""),
    ],
)
def test_an_address_is_counted_by_house(sent: str, counted: str) -> None:
    assert brake.address(RequestFactory().get("/", REMOTE_ADDR=sent)) == counted


def test_the_proxy_is_believed_only_where_there_is_one(settings: LazySettings) -> None:
    request = RequestFactory().get(
        "/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "198.51.100.1, 192.0.2.7"}
    )
    assert brake.address(request) == "127.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert brake.address(request) == "192.0.2.7"


def test_neither_name_nor_address_is_kept_and_nothing_for_longer_than_a_day(
    clock: time_machine.Traveller,
) -> None:
    sign_in("lan", "sai")
    for key in Tries.objects.values_list("key", flat=True):
        assert "lan" not in key
        assert "127.0.0.1" not in key
    clock.shift(timedelta(hours=24, seconds=1))
    sign_in("minh", "sai")
    assert not Tries.objects.filter(key=brake.key(brake.Door.PASSWORD, "lan")).exists()


def test_tries_at_once_are_charged_one_by_one() -> None:
    def one(_: int) -> bool:
        try:
            with use_agency("thu"):
                brake.charge(brake.Door.PASSWORD, "lan", at=AT)
        except Refused:
            return False
        finally:
            connection.close_everything()  # type: ignore[attr-defined]
        return True

    with ThreadPoolExecutor(max_workers=8) as pool:
        let_through = sum(pool.map(one, range(24)))
    assert let_through == rules.FREE_TRIES


def test_the_same_name_is_counted_apart_in_two_offices() -> None:
    here = brake.key(brake.Door.PASSWORD, "lan")
    with use_agency("khac"):
        assert brake.key(brake.Door.PASSWORD, "lan") != here
    assert LAN not in here
