"""Who may come in, how a "no" is shown and written down, and what is kept over a lost session."""

from collections.abc import Iterator

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dienhong.core.journal.entry import Entry
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Holding, Person
from dienhong.publication.models import Matter
from dienhong.record.models import JournalEntry, StoredFile
from tests.organisation.desks import client_of
from tests.publication.story import (
    MONDAY,
    PDF,
    act,
    adopt,
    after,
    body_of_last_entry,
    moment,
    person,
    words,
)

PASSWORD = "mat-khau-cua-lan"


@pytest.fixture(autouse=True)
def clock(staffed: str) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(moment(MONDAY, 10), tick=False) as traveller:
        yield traveller


def _last() -> Entry:
    return Entry.from_body(JournalEntry.objects.order_by("-number")[0].body.encode())


def _sign_in(client: Client, login: str = "lan", password: str = PASSWORD) -> int:
    form = {"username": login, "password": password}
    return client.post("/thu/dang-nhap/", form).status_code


# Coming in.


def test_lan_signs_in_and_the_journal_does_not_say_when_she_comes() -> None:
    client = Client()
    before = JournalEntry.objects.count()
    assert _sign_in(client) == 302
    assert client.get("/thu/").status_code == 200
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize(
    ("login", "password"),
    [("lan", "sai"), ("khong-co", PASSWORD), ("", ""), ("lan", ""), ("minh", ""), ("lan\x00", "x")],
)
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(login: str, password: str) -> None:
    client = Client()
    before = JournalEntry.objects.count()
    assert _sign_in(client, login, password) == 422
    assert client.get("/thu/").status_code == 303
    assert JournalEntry.objects.count() == before


def test_a_sign_in_name_is_read_whatever_its_case() -> None:
    assert _sign_in(Client(), "LAN") == 302


def test_a_session_lasts_a_working_day(clock: time_machine.Traveller) -> None:
    client = Client()
    _sign_in(client)
    clock.move_to(moment(MONDAY, 19))
    assert client.get("/thu/").status_code == 200
    clock.move_to(moment(MONDAY, 21))
    assert client.get("/thu/").status_code == 303


def test_a_leaver_is_let_in_to_the_last_day_and_not_after(
    clock: time_machine.Traveller,
) -> None:
    Person.objects.filter(name="Lan").update(left_on=MONDAY)
    client = Client()
    assert _sign_in(client) == 302
    assert client.get("/thu/nguoi/them/").status_code == 200
    clock.move_to(moment(after(MONDAY, 1), 0))
    before = JournalEntry.objects.count(), Person.objects.count()
    assert client.get("/thu/").status_code == 303
    new = {"name": "Người lạ", "login": "nguoi-la", "password": "mat-khau-nguoi-la"}
    assert client.post("/thu/nguoi/them/", new).status_code == 303
    holding = Holding.objects.get(function=Function.CHIEF)
    assert client.post(f"/thu/nguoi/thoi/{holding.pk}/").status_code == 303
    assert _sign_in(Client()) == 422
    assert (JournalEntry.objects.count(), Person.objects.count()) == before


# The doors.


def test_who_may_not_reads_who_may_and_it_is_written_down_without_blame() -> None:
    answer = client_of("minh").post("/thu/nguoi/them/", {"name": "Yên"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "việc này thuộc" in page
    assert "Phụ trách hành chính" in page
    entry = _last()
    assert (entry.kind, entry.subject, entry.by_name) == (
        "record.refused",
        "page:/nguoi/them/",
        "Minh",
    )
    assert entry.facts == {"act": "organisation.change_people"}
    assert f"mục {entry.number}" in page


def test_a_link_that_somebody_was_sent_writes_nothing_in_his_name() -> None:
    before = JournalEntry.objects.count()
    answer = client_of("minh").get("/thu/nguoi/them/")
    assert answer.status_code == 403
    assert "được ghi vào sổ" not in answer.content.decode()
    assert JournalEntry.objects.count() == before


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("lan", 200),
        ("hoa", 200),
        ("minh", 403),
        ("tu", 403),
        ("vy", 403),
        ("phong", 403),
        ("", 303),
    ],
)
def test_who_may_add_people(login: str, status: int) -> None:
    assert client_of(login).get("/thu/nguoi/them/").status_code == status


@pytest.mark.parametrize(("login", "status"), [("lan", 302), ("hoa", 302), ("tu", 403), ("", 303)])
def test_who_may_end_a_function(login: str, status: int) -> None:
    holding = Holding.objects.get(function=Function.UNION_EXECUTIVE)
    answer = client_of(login).post(f"/thu/nguoi/thoi/{holding.pk}/")
    assert answer.status_code == status
    holding.refresh_from_db()
    assert (holding.held_to == MONDAY) == (status == 302)


def test_a_right_ends_with_the_day_after_the_last(clock: time_machine.Traveller) -> None:
    client = client_of("lan")
    holding = Holding.objects.get(function=Function.ADMINISTRATION)
    assert client.post(f"/thu/nguoi/thoi/{holding.pk}/").status_code == 302
    assert client.get("/thu/nguoi/them/").status_code == 200
    clock.move_to(moment(after(MONDAY, 1), 8))
    client = client_of("lan")
    assert client.get("/thu/").status_code == 200
    assert client.get("/thu/nguoi/them/").status_code == 403


def test_a_function_given_from_tomorrow_opens_nothing_today(
    clock: time_machine.Traveller,
) -> None:
    minh = person("minh")
    form = {"person": minh.pk, "function": "administration", "held_from": "03/03/2026"}
    assert client_of("hoa").post("/thu/nguoi/giao/", form).status_code == 302
    assert client_of("minh").get("/thu/nguoi/them/").status_code == 403
    clock.move_to(moment(after(MONDAY, 1), 8))
    assert client_of("minh").get("/thu/nguoi/them/").status_code == 200


def test_ending_a_function_that_begins_tomorrow_is_refused_on_a_page() -> None:
    minh = person("minh")
    form = {"person": minh.pk, "function": "veterans", "held_from": "03/03/2026"}
    client = client_of("lan")
    client.post("/thu/nguoi/giao/", form)
    holding = Holding.objects.get(function=Function.VETERANS)
    answer = client.post(f"/thu/nguoi/thoi/{holding.pk}/")
    assert answer.status_code == 409
    assert "trước ngày nhận 03/03/2026" in answer.content.decode()
    assert _last().kind == "record.refused"


def test_a_person_is_added_with_a_function_by_one_form() -> None:
    form = {"name": "Yên", "login": "yen", "function": "youth-union"}
    assert client_of("lan").post("/thu/nguoi/them/", form).status_code == 302
    account = Account.objects.get(login="yen")
    assert account.person.holdings.get().function_id == "youth-union"
    assert not account.has_usable_password()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"login": "tên có dấu"}, "Chỉ dùng chữ không dấu"),
        ({"function": "vua"}, "Chọn một mục ở đây"),
        ({"name": ""}, "Còn để trống"),
    ],
)
def test_what_is_wrong_with_a_new_person_is_said_and_nothing_is_written(
    changed: dict[str, str], said: str
) -> None:
    form = {"name": "Yên", "login": "yen", "function": ""}
    before = JournalEntry.objects.count(), Person.objects.count()
    answer = client_of("lan").post("/thu/nguoi/them/", form | changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (JournalEntry.objects.count(), Person.objects.count()) == before


@pytest.mark.parametrize(
    ("page", "words", "said", "act"),
    [
        (
            "nguoi/them/",
            {"name": "Yên", "login": "LAN", "function": ""},
            "đã có người dùng",
            "organisation.add_person",
        ),
        (
            "nguoi/phong/lap/",
            {"name": "phòng tổng hợp"},
            "đã có phòng tên",
            "organisation.add_department",
        ),
    ],
)
def test_what_a_rule_refuses_stays_on_the_form_and_stands_in_the_journal(
    page: str, words: dict[str, str], said: str, act: str
) -> None:
    client_of("lan").post("/thu/nguoi/phong/lap/", {"name": "Phòng Tổng hợp"})
    people = Person.objects.count()

    answer = client_of("lan").post(f"/thu/{page}", words)

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert Person.objects.count() == people
    written = body_of_last_entry()
    assert (written["kind"], written["facts"]) == ("record.refused", {"act": act})
    assert f"mục {written['number']}" in answer.content.decode()


# What was typed while the session ended.


def _matter_words(**changed: str) -> dict[str, str]:
    said = words()
    return {
        "title": "Kế hoạch trồng cây đầu xuân",
        "summary": "Ba luống sau nhà kho.",
        "decided_on": "27/02/2026",
        "kind": said.kind,
        "checker": str(said.checker.pk),
    } | changed


def _expired() -> Client:
    client = Client()
    _sign_in(client)
    Session.objects.all().delete()
    return client


def test_words_typed_over_an_ended_session_are_there_again_after_signing_in() -> None:
    adopt()
    client = _expired()
    form = _matter_words()
    files = {"attachments": SimpleUploadedFile("bang-ke.pdf", PDF)}
    sent = client.post("/thu/cong-khai/soan/", form | files)
    assert sent.status_code == 303
    assert (Matter.objects.count(), StoredFile.objects.count()) == (0, 0)
    sign_in = sent["Location"]
    assert "Nội dung vừa nhập được giữ lại" in client.get(sign_in).content.decode()
    back = client.post(sign_in, {"username": "lan", "password": PASSWORD}, follow=True)
    assert back.redirect_chain[-1][0] == "/thu/cong-khai/soan/"
    shown = back.context["form"]
    assert {name: str(shown[name].value()) for name in form} == form
    assert "Tệp thì phải chọn lại" in back.content.decode()
    again = client.get("/thu/cong-khai/soan/").content.decode()
    assert form["title"] not in again


def test_words_of_the_other_forms_come_back_too_but_never_a_password() -> None:
    client = _expired()
    form = {"name": "Yên Bình", "login": "yen", "password": "mat-khau-cua-yen"}
    sign_in = client.post("/thu/nguoi/them/", form)["Location"]
    assert all("mat-khau-cua-yen" not in str(row.get_decoded()) for row in Session.objects.all())
    back = client.post(sign_in, {"username": "lan", "password": PASSWORD}, follow=True)
    page = back.content.decode()
    assert 'value="Yên Bình"' in page
    assert "mat-khau-cua-yen" not in page


def test_the_pasted_text_of_a_regulation_comes_back() -> None:
    client = _expired()
    text = "Điều 1. Việc chung\nTrạm bàn việc với nhau.\n" * 50
    sign_in = client.post("/thu/quy-che/nap/", {"text": text})["Location"]
    back = client.post(sign_in, {"username": "lan", "password": PASSWORD}, follow=True)
    assert back.context["form"]["text"].value() == text


def test_words_beyond_all_measure_are_not_kept() -> None:
    client = _expired()
    answer = client.post("/thu/quy-che/nap/", {"text": "a" * 200_001})
    assert answer.status_code == 303
    assert "được giữ lại" not in client.get(answer["Location"]).content.decode()
    assert [row.get_decoded() for row in Session.objects.all()] == []


def test_words_are_shown_on_their_own_page_only_and_to_nobody_before_signing_in() -> None:
    adopt()
    client = _expired()
    client.post("/thu/cong-khai/soan/", _matter_words())
    assert "trồng cây" not in client.get("/thu/cong-dan/").content.decode()
    assert client.get("/thu/cong-khai/soan/").status_code == 303
    _sign_in(client)
    assert "trồng cây" not in client.get("/thu/quy-che/nap/").content.decode()
    assert "trồng cây" in client.get("/thu/cong-khai/soan/").content.decode()


def test_a_page_that_was_only_to_be_read_is_opened_after_signing_in() -> None:
    answer = _expired().get("/thu/so-ghi/?truoc=2")
    assert answer["Location"] == "/thu/dang-nhap/?next=%2Fthu%2Fso-ghi%2F%3Ftruoc%3D2"
    assert Session.objects.count() == 0


def test_the_act_of_somebody_not_signed_in_is_an_error_of_the_program() -> None:
    request = Client().get("/thu/cong-dan/").wsgi_request
    with pytest.raises(PermissionError):
        request.desk.actor()  # type: ignore[attr-defined]


def test_the_journal_names_in_which_right_an_act_was_done() -> None:
    client_of("hoa").post(
        "/thu/nguoi/them/", {"name": "Yên", "login": "yen", "password": "mat-khau-cua-yen"}
    )
    assert (_last().by_name, _last().acting_as) == ("Hoa", "chief")
    assert act("hoa").acting_as == "chief"
