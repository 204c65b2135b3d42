"""Entering for another: it reads as that person's act, and a second person confirms it."""

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.utils import IntegrityError
from django.test import Client

from dienhong.core.acting import RecordedFrom
from dienhong.core.refusal import Refused
from dienhong.organisation import sittings
from dienhong.organisation.models import Sitting
from dienhong.publication.models import Matter
from dienhong.record.models import JournalEntry
from tests.organisation.desks import client_of
from tests.publication import story
from tests.publication.story import MONDAY, act, moment, person

BEGIN = "/thu/nguoi/nhap-thay/mo/"
END = "/thu/nguoi/nhap-thay/ket-thuc/"


@pytest.fixture(autouse=True)
def _monday_at_ten(peopled: str) -> Iterator[None]:
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        yield


def _paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("phieu.pdf", story.PDF, "application/pdf")


def _begun(login: str, clerk: str = "lan") -> Client:
    client = client_of(clerk)
    form = {"person": person(login).pk, "recorded_from": "paper", "scan": _paper()}
    assert client.post(BEGIN, form).status_code == 302
    return client


def test_what_a_clerk_enters_from_paper_is_the_writers_act() -> None:
    matter = story.cleared()
    client = _begun("hoa")
    assert "Đang nhập thay Hoa" in client.get("/thu/").content.decode()

    assert client.post(f"/thu/cong-khai/{matter.pk}/cong-khai/").status_code == 302

    entry = story.body_of_last_entry()
    sitting = Sitting.objects.get()
    assert (entry["by_name"], entry["on_behalf_name"]) == ("Lan", "Hoa")
    assert (entry["acting_as"], entry["recorded_from"]) == ("chief", "paper")
    assert entry["facts"]["sitting"] == str(sitting.pk)
    assert Matter.objects.get(pk=matter.pk).published_by == person("hoa")
    page = client.get("/thu/so-ghi/").content.decode()
    assert "Lan nhập từ giấy" in page


def test_the_right_is_the_writers_and_not_the_clerks() -> None:
    matter = story.cleared()
    client = _begun("minh")

    refusal = client.post(f"/thu/cong-khai/{matter.pk}/cong-khai/")

    assert refusal.status_code == 409
    assert "việc này thuộc" in refusal.content.decode()
    assert Matter.objects.get(pk=matter.pk).published_on is None


def test_a_clerk_who_enters_for_the_chief_sees_no_more_than_before() -> None:
    matter = story.drafted(by="khue", checker="phong", title="Phương án kín")
    story.actions.withhold(matter, ground="Bí mật công tác.", by=act("phong"))
    client = _begun("hoa")

    assert client.get(f"/thu/cong-khai/{matter.pk}/").status_code == 404
    assert "Phương án kín" not in client.get("/thu/cong-khai/").content.decode()


def test_a_second_person_compares_and_confirms() -> None:
    matter = story.cleared()
    client = _begun("hoa")
    client.post(f"/thu/cong-khai/{matter.pk}/cong-khai/")
    assert client.post(END).status_code == 302
    row = Sitting.objects.get()
    where = f"/thu/nguoi/nhap-thay/{row.pk}/"

    assert "Đang nhập thay" not in client.get("/thu/").content.decode()
    assert client.post(f"{where}xac-nhan/", {"answer": "confirm"}).status_code == 409
    page = client_of("hoa").get(where).content.decode()
    assert "Công khai" in page
    assert b"".join(client_of("hoa").get(f"{where}phieu/")) == story.PDF
    assert client_of("hoa").post(f"{where}xac-nhan/", {"answer": "confirm"}).status_code == 302

    row.refresh_from_db()
    assert (row.agrees, row.decided_by) == (True, person("hoa"))
    kinds = list(JournalEntry.objects.filter(subject=row.subject).values_list("kind", flat=True))
    assert kinds == [
        "organisation.sitting_begun",
        "organisation.sitting_ended",
        "record.refused",
        "organisation.sitting_confirmed",
    ]


def test_what_was_entered_wrongly_is_contested_with_the_place() -> None:
    sitting = story.entered_for("minh", by="lan")
    where = f"/thu/nguoi/nhap-thay/{sitting.pk}/xac-nhan/"
    client = client_of("minh")

    refusal = client.post(where, {"answer": "contest", "ground": " "})
    assert (refusal.status_code, "chưa nêu chỗ nhập sai" in refusal.content.decode()) == (409, True)
    assert client.post(where, {"answer": "contest", "ground": "Tôi chọn không."}).status_code == 302

    sitting.refresh_from_db()
    assert sitting.agrees is False
    again = client.post(where, {"answer": "confirm"})
    assert again.status_code == 409


def test_only_those_concerned_and_those_who_confirm_see_a_sitting() -> None:
    sitting = story.entered_for("khue", by="lan")
    where = f"/thu/nguoi/nhap-thay/{sitting.pk}/"
    seen = {
        login: client_of(login).get(where).status_code for login in ("khue", "lan", "tu", "minh")
    }
    assert seen == {"khue": 200, "lan": 200, "tu": 200, "minh": 404}
    assert client_of("minh").get(f"{where}phieu/").status_code == 404


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"recorded_from": "paper"}, "chưa có ảnh chụp hoặc bản quét"),
        ({"recorded_from": "speech"}, "chưa ghi nghe ở đâu"),
    ],
)
def test_a_sitting_begins_with_its_evidence(form: dict[str, str], said: str) -> None:
    answer = client_of("lan").post(BEGIN, form | {"person": str(person("minh").pk)})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Sitting.objects.exists()


def test_who_is_no_clerk_enters_for_nobody() -> None:
    assert client_of("minh").get(BEGIN).status_code == 403


def test_nobody_enters_for_oneself_or_confirms_what_one_entered() -> None:
    with pytest.raises(Refused, match="không ai nhập thay cho chính mình"):
        sittings.begin(
            person("lan"),
            recorded_from=RecordedFrom.SPEECH,
            told="Tại phòng.",
            clerk=person("lan"),
            by=act("lan"),
        )
    sitting = story.entered_for("minh", by="lan")
    with pytest.raises(Refused, match="người nhập thay không tự xác nhận"):
        sittings.decide(sitting, agrees=True, by=act("lan"))
    with pytest.raises(IntegrityError, match="a_clerk_does_not_confirm"):
        Sitting.objects.update(decided_by=person("lan"))


def test_a_sitting_that_goes_on_is_not_confirmed_yet() -> None:
    sitting = sittings.begin(
        person("minh"),
        recorded_from=RecordedFrom.SPEECH,
        told="Tại phòng.",
        clerk=person("lan"),
        by=act("lan"),
    )
    with pytest.raises(Refused, match="chưa kết thúc"):
        sittings.decide(sitting, agrees=True, by=act("hoa"))


def test_a_sitting_stays_in_the_browser_of_its_clerk() -> None:
    _begun("hoa")
    assert "Đang nhập thay" not in client_of("lan").get("/thu/").content.decode()
    assert "Đang nhập thay" not in client_of("hoa").get("/thu/").content.decode()


def test_passwords_and_confirmations_are_not_given_while_entering_for_another() -> None:
    other = story.entered_for("minh", by="hoa")
    client = _begun("hoa")

    answer = client.post(f"/thu/nguoi/nhap-thay/{other.pk}/xac-nhan/", {"answer": "confirm"})

    assert answer.status_code == 409
    assert "từng người tự làm" in answer.content.decode()
    other.refresh_from_db()
    assert other.agrees is None


def test_one_clerk_does_not_carry_out_a_withdrawal_in_two_names() -> None:
    matter = story.published(story.upload())
    client = _begun("hoa")
    where = f"/thu/cong-khai/{matter.pk}/thu-hoi/"
    assert client.post(where, {"ground": "Lộ bí mật công tác."}).status_code == 302
    client.post(END)

    refusal = client.post(where, {"answer": "confirm"})

    assert refusal.status_code == 409
    assert "phải là hai người" in refusal.content.decode()
    assert Matter.objects.get(pk=matter.pk).title
