"""The end of an agency: recorded by Hoa on a decision, and from the day after only read."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine

from dienhong.core.refusal import Refused
from dienhong.hosting.context import use_agency
from dienhong.organisation import actions, queries, rules_closing
from dienhong.organisation.models import Agency, Person
from dienhong.publication.models import Matter
from dienhong.record import queries as record
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from tests.conftest import NOW
from tests.organisation.desks import client_of
from tests.publication import story
from tests.publication.story import body_of_last_entry

ADDRESS = "/thu/nguoi/ket-thuc-hoat-dong/"
FORM = {
    "number": "15/QĐ-UBND",
    "decided_on": "27/02/2026",
    "closed_on": "04/03/2026",
    "successor_name": "Trạm Hợp Nhất",
    "successor_code": "hop-nhat",
    "confirm": "thu",
}
LAST = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def _monday(peopled: str) -> Iterator[None]:
    with time_machine.travel(story.moment(story.MONDAY, 10), tick=False):
        yield


def _at(day: date, hour: int = 10) -> "time_machine.travel":
    return time_machine.travel(story.moment(day, hour), tick=False)


def _record() -> None:
    with _at(story.MONDAY):
        answer = client_of("hoa").post(ADDRESS, FORM)
    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)


def test_hoa_records_the_end_with_its_decision_and_the_journal_tells_everyone() -> None:
    _record()
    closing = queries.closing(queries.agency())
    assert closing == rules_closing.Closing(
        closed_on=LAST,
        number="15/QĐ-UBND",
        decided_on=story.FRIDAY,
        successor_name="Trạm Hợp Nhất",
        successor_code="hop-nhat",
    )
    last = JournalEntry.objects.latest("number")
    assert (last.kind, last.audience) == ("organisation.closing_recorded", "public")
    assert facts_of(last) == {
        "closed_on": "2026-03-04",
        "decision": "15/QĐ-UBND",
        "decided_on": "2026-02-27",
        "successor": "hop-nhat",
    }


def test_until_the_last_day_is_over_work_goes_on_and_every_page_says_what_comes() -> None:
    _record()
    with _at(LAST, 23):
        page = client_of("minh").get("/thu/").content.decode()
        assert "kết thúc hoạt động hết ngày 04/03/2026" in page
        assert "từ hôm sau chỉ để tra cứu" in page
        answer = client_of("lan").post(
            "/thu/nguoi/them/",
            {"name": "Na", "login": "na", "password": "mat-khau-cua-na"},
        )
    assert answer.status_code == 302
    assert Person.objects.filter(name="Na").exists()


def test_from_the_day_after_every_form_is_refused_by_that_decision() -> None:
    with _at(story.MONDAY):
        matter = story.drafted()
    _record()
    with _at(LAST + timedelta(days=1), 1):
        people = Person.objects.count()
        for login, address in (
            ("lan", "/thu/nguoi/them/"),
            ("hoa", f"/thu/cong-khai/{matter.pk}/kiem-tra/"),
            ("lan", "/thu/quy-che/nap/"),
            ("hoa", ADDRESS),
            ("hoa", f"{ADDRESS}huy/"),
        ):
            answer = client_of(login).post(address, {"decision": "clear", "edition": 1} | FORM)
            page = answer.content.decode()
            assert answer.status_code == 409, address
            assert "đã kết thúc hoạt động hết ngày 04/03/2026" in page
            assert "15/QĐ-UBND ngày 27/02/2026" in page
            assert "hỏi Trạm Hợp Nhất" in page
        assert Person.objects.count() == people
        assert Matter.objects.get().stage == "checking"
        assert record.check("thu", at=NOW).ok


def test_afterwards_people_come_in_read_and_take_the_journal_with_them() -> None:
    with _at(story.MONDAY):
        matter = story.published(story.upload())
    _record()
    with _at(LAST + timedelta(days=30)):
        told = client_of("").post(
            "/thu/dang-nhap/", {"username": "lan", "password": "mat-khau-cua-lan"}
        )
        assert told.status_code == 302
        for address in ("/thu/", f"/thu/cong-khai/{matter.pk}/", "/thu/so-ghi/", "/thu/nguoi/"):
            page = client_of("lan").get(address).content.decode()
            assert "đã kết thúc hoạt động hết ngày 04/03/2026" in page, address
        export = client_of("lan").get("/thu/so-ghi/xuat/")
        assert b"".join(export.streaming_content).count(b"\n") > 10
        assert "Huỷ việc ghi này" not in client_of("hoa").get(ADDRESS).content.decode()


def test_until_then_hoa_takes_it_back_and_records_another() -> None:
    _record()
    with _at(LAST, 23):
        again = client_of("hoa").post(ADDRESS, FORM)
        assert again.status_code == 409
        assert "đã ghi kết thúc hoạt động hết ngày 04/03/2026" in again.content.decode()
        assert "Huỷ việc ghi này" in client_of("hoa").get(ADDRESS).content.decode()
        assert client_of("hoa").post(f"{ADDRESS}huy/").status_code == 302
        assert queries.closing(queries.agency()) is None
        assert JournalEntry.objects.latest("number").kind == "organisation.closing_cancelled"
    with _at(LAST + timedelta(days=1)):
        assert "hết ngày 04/03/2026" not in client_of("minh").get("/thu/").content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"number": ""}, "Còn để trống"),
        ({"closed_on": "31/02/2026"}, "ngày"),
        ({"confirm": "khac"}, "Mã văn phòng này là «thu»"),
        ({"successor_code": "thu"}, "Không phải mã của một văn phòng khác"),
        ({"successor_code": "../x"}, "Không phải mã của một văn phòng khác"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(changed: dict[str, str], said: str) -> None:
    with _at(story.MONDAY):
        before = record.head()
        answer = client_of("hoa").post(ADDRESS, FORM | changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "15/QĐ-UBND" in answer.content.decode() or changed.get("number") == ""
    assert queries.closing(queries.agency()) is None
    assert record.head() == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"closed_on": "01/03/2026"}, "ngày cuối 01/03/2026 đã qua"),
        ({"decided_on": "03/03/2026"}, "còn ở phía trước"),
    ],
)
def test_what_the_rules_refuse_is_said_and_journaled(changed: dict[str, str], said: str) -> None:
    with _at(story.MONDAY):
        answer = client_of("hoa").post(ADDRESS, FORM | changed)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert "15/QĐ-UBND" in answer.content.decode()
    assert queries.closing(queries.agency()) is None
    written = body_of_last_entry()
    assert (written["kind"], written["facts"]) == (
        "record.refused",
        {"act": "organisation.record_closing"},
    )


@pytest.mark.parametrize("login", ["lan", "phong", "minh", "tu", "vy"])
def test_nobody_but_the_chief_ends_the_agency(login: str) -> None:
    with _at(story.MONDAY):
        assert client_of(login).get(ADDRESS).status_code == 403
        assert client_of(login).post(ADDRESS, FORM).status_code == 403
        assert "ket-thuc-hoat-dong" not in client_of(login).get("/thu/nguoi/").content.decode()
        assert ADDRESS in client_of("hoa").get("/thu/nguoi/").content.decode()


def test_an_end_that_has_passed_cannot_be_taken_back() -> None:
    _record()
    with pytest.raises(Refused, match="đã kết thúc hoạt động"):
        actions.cancel_closing(by=story.act("hoa", LAST + timedelta(days=1)))
    actions.cancel_closing(by=story.act("hoa", LAST))
    assert Agency.objects.get().closing_number == ""


def test_other_offices_of_the_server_go_on(new_office: Callable[..., str]) -> None:
    _record()
    new_office("khac")
    with _at(LAST + timedelta(days=1)):
        page = client_of("lan", "khac").get("/khac/").content.decode()
        assert "15/QĐ-UBND" not in page
        answer = client_of("lan", "khac").post(
            "/khac/nguoi/them/", {"name": "Na", "login": "na", "password": "mat-khau-cua-na"}
        )
        assert answer.status_code == 302
    with use_agency("khac"):
        assert Person.objects.filter(name="Na").exists()
