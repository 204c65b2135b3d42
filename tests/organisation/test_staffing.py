"""Departments, placements, leaving with what is handed on, coming back; and who sees what."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db.utils import IntegrityError
from django.test import Client

from dienhong.duties.models import Duty
from dienhong.organisation import actions, queries, staffing
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Department, Holding, Person, Placement
from dienhong.publication import actions as publication
from dienhong.publication.models import Matter
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from dienhong.site import leaving
from tests.organisation.desks import client_of
from tests.publication import story
from tests.publication.story import MONDAY, act, after, moment, no, person


@pytest.fixture(autouse=True)
def clock(staffed: str) -> Iterator[time_machine.Traveller]:
    """Let it be Monday in an office of seven people."""
    with time_machine.travel(moment(MONDAY, 10), tick=False) as traveller:
        yield traveller


def _last() -> JournalEntry:
    return JournalEntry.objects.latest("number")


def _room(name: str = "Phòng Tổng hợp") -> Department:
    return staffing.add_department(name, by=act("lan"))


def _whole() -> tuple[object, ...]:
    people = tuple(Person.objects.order_by("pk").values_list("left_on", "department"))
    counts = (Holding.objects.filter(held_to=None).count(), JournalEntry.objects.count())
    return (*people, *counts, Placement.objects.count())


# Departments and placements.


def test_a_department_is_set_up_renamed_and_closed_and_its_old_name_stays_in_the_journal() -> None:
    room = _room("Phòng  Hành chính")
    assert room.name == "Phòng Hành chính"
    staffing.rename_department(room, "Phòng Tổ chức", by=act("lan"))
    assert facts_of(_last()) == {"from": "Phòng Hành chính", "name": "Phòng Tổ chức"}
    staffing.close_department(room, by=act("lan"))
    assert _last().kind == "organisation.department_closed"
    assert list(queries.departments_open()) == []
    assert "Phòng Tổ chức, đến hết 02/03/2026" in _page("lan", "phong/")


def test_a_department_with_people_is_not_closed_and_a_name_stands_once() -> None:
    room = _room()
    _place("minh", room)
    assert "còn 1 người" in no(lambda: staffing.close_department(room, by=act("lan"))).reason
    assert "đã có phòng tên" in no(lambda: _room("phòng tổng hợp")).reason
    other = _room("Phòng Nội chính")
    rename = no(lambda: staffing.rename_department(other, "Phòng Tổng hợp", by=act("lan")))
    assert "đã có phòng tên" in rename.reason
    _place("minh", other)
    staffing.close_department(room, by=act("lan"))
    assert "đã giải thể" in no(lambda: _place("minh", room)).reason


def _place(login: str, room: Department | None, day: date = MONDAY) -> Placement:
    return staffing.place(
        person(login),
        department=room,
        position="Chuyên viên",
        placed_from=day,
        by=act("lan", max(day, MONDAY)),
    )


def _placed(day: date) -> str:
    return str(queries.placements_on(day).get(person=person("minh")).department)


def test_a_past_day_still_knows_where_somebody_was_placed() -> None:
    _place("minh", _room("Phòng A"))
    _place("minh", _room("Phòng B"), after(MONDAY, 10))
    assert [_placed(after(MONDAY, days)) for days in (0, 9, 10, 40)] == [
        "Phòng A",
        "Phòng A",
        "Phòng B",
        "Phòng B",
    ]
    assert str(person("minh").department) == "Phòng B"
    back = no(lambda: _place("minh", None, MONDAY))
    assert "trước ngày nhận chỗ hiện nay 12/03/2026" in back.reason


def test_a_move_of_tomorrow_is_entered_tomorrow() -> None:
    tomorrow = after(MONDAY, 1)
    refused = no(
        lambda: staffing.place(
            person("minh"), department=None, position="", placed_from=tomorrow, by=act("lan")
        )
    )
    assert (refused.allowed_from, Placement.objects.filter(placed_to=None).count()) == (tomorrow, 7)


def test_the_database_too_keeps_one_open_placement_and_one_bearer_of_a_code() -> None:
    with pytest.raises(IntegrityError):
        Placement.objects.create(person=person("minh"), placed_from=MONDAY)


def test_a_staff_code_belongs_to_one_person() -> None:
    for login, code in (("minh", "CB1"), ("tu", "CB2"), ("minh", "CB1")):
        _correct(login, code)
    assert "là của Minh" in no(lambda: _correct("vy", "CB1")).reason
    _correct("vy", "")
    assert facts_of(_last()) == {"fields": ["staff_code"]}


def _correct(login: str, code: str) -> Person:
    who = person(login)
    return staffing.correct_facts(who, name=who.name, category="", staff_code=code, by=act("lan"))


def test_nothing_is_written_where_nothing_was_corrected() -> None:
    before = JournalEntry.objects.count()
    _correct("minh", "")
    assert JournalEntry.objects.count() == before


# Leaving.

FRIDAY = after(MONDAY, 4)


def _leave(login: str, last_day: date = FRIDAY, to: dict[int, Person] | None = None) -> Person:
    return leaving.leave(
        person(login), last_day=last_day, basis="Nghỉ hưu", receivers=to or {}, by=act("lan")
    )


def test_who_leaves_ends_functions_and_place_and_comes_in_to_the_last_day(
    clock: time_machine.Traveller,
) -> None:
    tu = _leave("tu")
    assert list(tu.holdings.values_list("held_to", flat=True)) == [FRIDAY]
    assert tu.placements.get().placed_to == FRIDAY
    entry = JournalEntry.objects.get(kind="organisation.person_left")
    assert facts_of(entry) == {"left_on": "2026-03-06", "functions": ["inspection-committee"]}
    assert "Nghỉ hưu" not in entry.body
    clock.move_to(moment(FRIDAY, 16))
    client = client_of("tu")
    assert client.get("/thu/").status_code == 200
    clock.move_to(moment(after(FRIDAY, 1), 0))
    assert client.get("/thu/").status_code == 303
    assert "Tú" in _page("lan", "?tinh_trang=da-thoi")


def test_a_matter_to_check_is_handed_on_or_nobody_leaves() -> None:
    story.adopt()
    matter = story.drafted()
    before = _whole()
    refused = no(lambda: _leave("hoa"))
    assert "còn 1 việc chưa bàn giao" in refused.reason
    duty = Duty.objects.get(person=person("hoa"))
    wrong = no(lambda: _leave("hoa", to={duty.pk: person("minh")}))
    assert "Minh không kiểm tra bí mật" in wrong.reason
    assert _whole() == before

    _leave("hoa", to={duty.pk: person("phong")})

    assert Matter.objects.get(pk=matter.pk).checker == person("phong")
    assert [verb for verb, _ in story.open_for("phong")].count("Kiểm tra bí mật") == 1
    kinds = story.entries(matter)
    assert kinds[-1] == "publication.check_handed_on"
    publication.clear(matter, by=act("phong"))


def test_the_page_of_leaving_lists_what_is_open_and_asks_to_whom() -> None:
    story.adopt()
    story.drafted()
    address = f"/thu/nguoi/{person('hoa').pk}/thoi-viec/"
    duty = Duty.objects.get(person=person("hoa"))
    client = client_of("lan")
    page = client.get(address).content.decode()
    assert "Còn 1 việc phải bàn giao" in page
    assert "Kiểm tra bí mật: Sổ thu chi quý một" in page
    assert "Minh" not in page.partition("Chọn người nhận")[2]
    given = {"last_day": "06/03/2026", "basis": "Quyết định 5/QĐ"}
    assert client.post(address, given).status_code == 422
    given[f"nhan-{duty.pk}"] = str(person("phong").pk)
    assert client.post(address, given).status_code == 302
    assert person("hoa").left_on == FRIDAY


def test_the_last_person_who_may_change_people_stays_also_with_both_functions() -> None:
    actions.give_function(person("lan"), Function.VETERANS, held_from=MONDAY, by=act("lan"))
    actions.end_function(
        Holding.objects.get(function=Function.CHIEF), held_to=MONDAY, by=act("lan")
    )
    actions.give_function(person("lan"), Function.CHIEF, held_from=MONDAY, by=act("lan"))
    before = _whole()
    assert "không còn ai khác sửa được người" in no(lambda: _leave("lan")).reason
    assert _whole() == before
    actions.give_function(person("vy"), Function.ADMINISTRATION, held_from=MONDAY, by=act("lan"))
    _leave("lan")
    assert person("lan").left_on == FRIDAY


@pytest.mark.parametrize(("days", "said"), [(-1, "trước ngày 02/03/2026")])
def test_nobody_leaves_before_coming(days: int, said: str) -> None:
    assert said in no(lambda: _leave("tu", after(MONDAY, days))).reason


def test_a_function_given_from_a_later_day_is_not_left_behind() -> None:
    actions.give_function(person("minh"), Function.VETERANS, held_from=FRIDAY, by=act("lan"))
    assert "nhận chức năng gần nhất" in no(lambda: _leave("minh", after(MONDAY, 1))).reason


def test_nobody_leaves_twice_and_without_a_ground() -> None:
    _leave("minh")
    assert "ngày cuối của người này" in no(lambda: _place("minh", None, FRIDAY)).reason
    assert "ngày cuối đã ghi là 06/03/2026" in no(lambda: _leave("minh")).reason
    refused = no(lambda: staffing.leave(person("vy"), last_day=FRIDAY, basis=" ", by=act("lan")))
    assert "chưa nêu căn cứ" in refused.reason


# Coming back.


def test_who_comes_back_is_the_same_person_with_a_new_period(
    clock: time_machine.Traveller,
) -> None:
    account = Account.objects.get(login="minh")
    account.set_password("mat-khau-cua-minh")
    account.save()
    _leave("minh")
    back = after(MONDAY, 30)
    clock.move_to(moment(back))
    early = no(lambda: _back(FRIDAY, back))
    assert "không sau ngày cuối" in early.reason
    assert "còn ở phía trước" in no(lambda: _back(after(back, 1), back)).reason
    before = Person.objects.count()
    _back(back, back)
    assert Person.objects.count() == before
    told = [
        "Minh" in [p.name for p in queries.staff_on(day)]
        for day in (after(MONDAY, -1), MONDAY, FRIDAY, after(FRIDAY, 1), after(back, -1), back)
    ]
    assert told == [False, True, True, False, False, True]
    assert not Account.objects.get(login="minh").has_usable_password()
    assert "02/03/2026 – 06/03/2026" in _page("lan", f"{person('minh').pk}/")
    assert "đang làm việc" in no(lambda: _back(back, back)).reason


def _back(day: date, today: date) -> Person:
    return staffing.come_back(
        person("minh"), back_on=day, department=None, position="", by=act("lan", today)
    )


# Who sees what.


def _page(login: str, path: str) -> str:
    answer = client_of(login).get(f"/thu/nguoi/{path}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [("lan", True), ("hoa", True), ("minh", True), ("tu", False), ("vy", False), ("khue", False)],
)
def test_code_category_and_ground_are_seen_by_administration_chief_and_oneself(
    viewer: str, sees: bool
) -> None:
    _correct("minh", "CB-777")
    staffing.place(
        person("minh"),
        department=None,
        position="Văn thư",
        placed_from=MONDAY,
        basis="Quyết định 99",
        by=act("lan"),
    )
    _leave("minh")
    page = _page(viewer, f"{person('minh').pk}/")
    private = ("CB-777", "Nghỉ hưu", "Tên đăng nhập", "Sửa họ tên", "Quyết định 99")
    assert [words in page for words in private] == [sees] * 5
    assert "Văn thư" in page
    assert "Thôi việc, chuyển đi" in page


@pytest.mark.parametrize(("who", "status"), [("lan", 200), ("minh", 403), ("", 303)])
def test_only_who_changes_people_takes_the_list_away(who: str, status: int) -> None:
    client = client_of(who) if who else Client()
    answer = client.get("/thu/nguoi/xuat/danh-sach.csv")
    assert answer.status_code == status
    if status == 200:
        assert b"Ph\xe1\xbb\xa5 tr\xc3\xa1ch h\xc3\xa0nh ch\xc3\xadnh" in answer.content
    assert client_of("lan").get("/thu/nguoi/xuat/danh-sach.doc").status_code == 404


# The list.


def _names(query: str, viewer: str = "minh") -> list[str]:
    answer = client_of(viewer).get(f"/thu/nguoi/?{query}")
    return [row.name for row in answer.context["people"]]


def test_people_are_found_without_accents_by_department_function_and_presence() -> None:
    room = _room()
    _place("khue", room)
    _place("tu", room)
    assert _names("q=tu") == ["Tú"]
    assert _names("q=KHUE") == ["Khuê"]
    assert _names(f"phong={room.pk}") == ["Khuê", "Tú"]
    assert _names(f"phong={room.pk}&chuc_nang=head-of-department") == ["Khuê"]
    assert _names("q=kh%C3%B4ng-c%C3%B3") == []
    assert len(_names("phong=99999999999999&chuc_nang=vua&trang=abc")) == 7


def test_the_list_shows_fifty_at_a_time() -> None:
    for number in range(60):
        actions.add_person(
            name=f"Người {number:02}",
            login=f"nguoi-{number}",
            password="",
            joined_on=MONDAY,
            by=act("lan"),
        )
    assert (len(_names("")), len(_names("trang=2"))) == (50, 17)
    assert "Trang 1 trên 2" in _page("minh", "")
    assert _names("q=nguoi+05&trang=1") == ["Người 05"]
