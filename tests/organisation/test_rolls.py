"""The roll for a share: by the agency's own rule, frozen, signed by two, the same for ever."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db.utils import IntegrityError

from dienhong.organisation import absences, queries, rolls, rules_rolls, staffing
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.models import Person, Roll, RollLine, RollRule
from dienhong.organisation.rules_rolls import RollTerms, Standing
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, act, after, moment, no, person


@pytest.fixture(autouse=True)
def monday(staffed: str) -> Iterator[None]:
    """Let it be Monday in an office of seven civil servants."""
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        Person.objects.update(category="civil-servant")
        yield


def _rule(**said: Any) -> RollRule:
    given = {
        "in_force_from": MONDAY,
        "categories": ["civil-servant", "public-employee"],
        "long_leave_counted": False,
        "long_leave_days": 30,
        "seconded_out_counted": False,
        "seconded_in_counted": False,
        "probationers_counted": True,
        "basis": "Thông báo số 3/TB-VP",
    }
    return rolls.set_rule(RollRule(**given | said), by=act("hoa"))


def _roll(**said: Any) -> Roll:
    given: dict[str, Any] = {"purpose": "Hội nghị bất thường 12/3", "on_day": MONDAY}
    return rolls.make(**given | said, by=act("lan"))


def _signed() -> Roll:
    return rolls.sign(rolls.freeze(_roll(), by=act("lan")), by=act("vy"))


# The rule of the agency.


def test_before_the_agency_has_set_a_rule_no_roll_is_made() -> None:
    refused = no(_roll)
    assert "quy chế và luật nạp tại đây đều không định ai được tính" in refused.reason
    assert "Chánh Văn phòng" in refused.cure
    page = client_of("lan").get("/thu/nguoi/ty-le/lap/")
    assert page.status_code == 409
    assert not Roll.objects.exists()


def test_the_rule_is_set_by_the_chief_without_any_answer_chosen_beforehand() -> None:
    address = "/thu/nguoi/ty-le/quy-tac/"
    assert client_of("lan").get(address).status_code == 403
    hoa = client_of("hoa")
    assert "checked" not in hoa.get(address).content.decode()
    given = {
        "categories": ["civil-servant"],
        "long_leave_counted": "0",
        "seconded_out_counted": "0",
        "seconded_in_counted": "1",
        "probationers_counted": "1",
        "basis": "Thông báo số 3",
        "in_force_from": "02/03/2026",
    }
    missing = hoa.post(address, given)
    assert missing.status_code == 422
    assert "Ghi số ngày." in missing.content.decode()
    assert hoa.post(address, given | {"long_leave_days": "30"}).status_code == 302
    rule = RollRule.objects.get()
    assert (rule.long_leave_days, rule.seconded_in_counted, rule.set_by) == (
        30,
        True,
        person("hoa"),
    )


def test_a_later_rule_holds_from_its_day_and_leaves_the_days_before() -> None:
    first, second = _rule(), _rule(in_force_from=after(MONDAY, 5))
    assert [rolls.rule_on(after(MONDAY, days)) for days in (-1, 4, 5)] == [None, first, second]


TERMS = RollTerms(
    categories=frozenset({"civil-servant"}),
    long_leave_days=30,
    seconded_out=False,
    seconded_in=False,
    probationers=False,
)


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ({}, True),
        ({"category": "worker"}, False),
        ({"category": ""}, None),
        ({"seconded_out": True}, False),
        ({"seconded_in": True}, False),
        ({"on_probation": True}, False),
        ({"on_leave": True, "leave_days": 29}, True),
        ({"on_leave": True, "leave_days": 30}, False),
        ({"on_leave": True, "leave_days": None}, False),
    ],
)
def test_who_is_counted_follows_from_the_rule(said: dict[str, Any], counted: bool | None) -> None:
    who = Standing(**{"category": "civil-servant"} | said)
    assert rules_rolls.is_counted(who, TERMS)[0] is counted
    generous = RollTerms(
        categories=frozenset({"civil-servant", "worker"}),
        long_leave_days=None,
        seconded_out=True,
        seconded_in=True,
        probationers=True,
    )
    assert rules_rolls.is_counted(who, generous)[0] is (None if counted is None else True)


# Making and freezing.


def test_a_roll_tells_for_each_person_whether_counted_and_why() -> None:
    _rule()
    Person.objects.filter(pk=person("minh").pk).update(category="worker")
    absences.enter(
        person("tu"), AbsenceKind.MATERNITY, starts_on=MONDAY, ends_on=None, by=act("lan")
    )
    told = {line.name: (line.counted, line.ground) for line in _roll().lines.all()}
    assert told == {
        "Hoa": (True, "Công chức"),
        "Khuê": (True, "Công chức"),
        "Lan": (True, "Công chức"),
        "Minh": (False, "Người lao động: loại này không tính"),
        "Phong": (True, "Công chức"),
        "Tú": (False, "Vắng dài ngày, từ 30 ngày trở lên"),
        "Vy": (True, "Công chức"),
    }


def test_a_roll_of_a_past_day_has_the_staff_and_places_of_that_day() -> None:
    _rule()
    room = staffing.add_department("Phòng A", by=act("lan"))
    day = after(MONDAY, 20)
    staffing.place(
        person("minh"), department=room, position="", placed_from=day, by=act("lan", day)
    )
    staffing.leave(person("tu"), last_day=MONDAY, basis="Nghỉ hưu", by=act("lan"))
    then = {line.name: line.department for line in _roll(on_day=MONDAY).lines.all()}
    now = {line.name: line.department for line in _roll(on_day=day).lines.all()}
    assert (then["Minh"], then["Tú"], now["Minh"]) == ("", "", "Phòng A")
    assert "Tú" not in now


def test_whoever_the_rule_cannot_place_is_decided_by_hand_on_a_ground() -> None:
    _rule()
    Person.objects.filter(pk=person("minh").pk).update(category="")
    roll = _roll()
    line = roll.lines.get(counted=None)
    refused = no(lambda: rolls.freeze(roll, by=act("lan")))
    assert "còn 1 người chưa rõ" in refused.reason
    empty = no(lambda: rolls.correct(roll, line, counted=True, ground=" ", by=act("lan")))
    assert "căn cứ của việc sửa tay" in empty.reason
    rolls.correct(roll, line, counted=True, ground="Hợp đồng số 4", by=act("lan"))
    line.refresh_from_db()
    assert (line.counted, line.ground, line.by_hand) == (True, "Hợp đồng số 4", True)
    assert rolls.freeze(roll, by=act("lan")).counted == 7


def test_a_roll_is_signed_by_two_different_persons_and_stands_in_the_journal() -> None:
    _rule()
    roll = _signed()
    frozen = JournalEntry.objects.get(kind="organisation.roll_frozen")
    signed = JournalEntry.objects.get(kind="organisation.roll_signed")
    assert facts_of(frozen) == facts_of(signed) == {"on_day": "2026-03-02", "counted": 7}
    assert roll.digest in frozen.body
    assert roll.digest in signed.body
    assert (roll.frozen_by, roll.signed_by, roll.signed_as) == (
        person("lan"),
        person("vy"),
        "union-executive",
    )
    assert list(rolls.signed_rolls()) == [roll]


def test_one_person_does_not_sign_twice_nor_before_it_is_frozen() -> None:
    _rule()
    roll = _roll()
    assert "chưa chốt" in no(lambda: rolls.sign(roll, by=act("vy"))).reason
    rolls.freeze(roll, by=act("lan"))
    assert "hai chữ ký phải của hai người" in no(lambda: rolls.sign(roll, by=act("lan"))).reason
    rolls.sign(roll, by=act("tu"))
    assert "đủ hai chữ ký" in no(lambda: rolls.sign(roll, by=act("vy"))).reason
    with pytest.raises(IntegrityError, match="two_persons_sign_a_roll"):
        Roll.objects.update(signed_by=person("lan"))


def test_the_second_person_returns_a_roll_and_it_can_be_mended() -> None:
    _rule()
    roll = rolls.freeze(_roll(), by=act("lan"))
    assert (
        "chưa nêu chỗ cần sửa" in no(lambda: rolls.give_back(roll, ground="", by=act("vy"))).reason
    )
    rolls.give_back(roll, ground="Thiếu người mới đến", by=act("vy"))
    roll.refresh_from_db()
    assert (roll.frozen_by, roll.digest, roll.counted) == (None, "", None)
    rolls.drop(roll, by=act("lan"))
    assert not Roll.objects.exists()


def test_a_frozen_roll_is_not_changed_whatever_becomes_of_the_staff() -> None:
    _rule()
    roll = _signed()
    line = roll.lines.get(name="Minh")
    for act_on in (
        lambda: rolls.correct(roll, line, counted=False, ground="x", by=act("lan")),
        lambda: rolls.freeze(roll, by=act("lan")),
        lambda: rolls.drop(roll, by=act("lan")),
    ):
        assert "đã chốt" in no(act_on).reason
    staffing.leave(person("minh"), last_day=MONDAY, basis="Nghỉ hưu", by=act("lan"))
    Person.objects.filter(pk=person("minh").pk).update(name="Minh Khác", category="worker")
    assert rolls.digest_of(Roll.objects.get()) == roll.digest
    assert _count(roll) == 7


def _count(roll: Roll) -> int:
    return RollLine.objects.filter(roll=roll, counted=True).count()


def test_rows_changed_behind_the_back_are_seen() -> None:
    _rule()
    roll = rolls.freeze(_roll(), by=act("lan"))
    RollLine.objects.filter(roll=roll, name="Minh").update(counted=False)
    assert "không còn khớp" in no(lambda: rolls.sign(roll, by=act("vy"))).reason
    assert "không còn khớp với dấu" in _page("minh", roll)


def test_a_signed_roll_is_replaced_by_another_on_a_ground() -> None:
    _rule()
    first = _signed()
    assert "lý do thay" in no(lambda: _roll(replaces=first)).reason
    second = _roll(replaces=first, ground="Có người mới đến")
    assert "chỉ thay danh sách đã đủ" in no(lambda: _roll(replaces=first, ground="x")).reason
    assert list(rolls.signed_rolls()) == [first]
    rolls.sign(rolls.freeze(second, by=act("lan")), by=act("vy"))
    assert list(rolls.signed_rolls()) == [second]
    assert "Có người mới đến" in _page("minh", first)


# The pages.


def _page(login: str, roll: Roll) -> str:
    return client_of(login).get(f"/thu/nguoi/ty-le/{roll.pk}/").content.decode()


def test_what_shares_mean_is_said_in_people() -> None:
    _rule()
    answer = client_of("minh").get(f"/thu/nguoi/ty-le/{_signed().pk}/")
    assert answer.context["shares"] == [
        ("ít nhất 1/3", 3),
        ("ít nhất 1/2", 4),
        ("trên 1/2", 4),
        ("ít nhất 2/3", 5),
    ]


def test_a_roll_by_the_pages_from_making_to_the_second_signature() -> None:
    _rule()
    lan, vy = client_of("lan"), client_of("vy")
    form = {"purpose": "Hội nghị bất thường", "on_day": "02/03/2026"}
    assert lan.post("/thu/nguoi/ty-le/lap/", form).status_code == 302
    roll = Roll.objects.get()
    assert "Chốt và ký" in _page("lan", roll)
    assert "Chốt và ký</button>" not in _page("minh", roll)
    address = f"/thu/nguoi/ty-le/{roll.pk}"
    assert vy.post(f"{address}/chot/").status_code == 403
    assert lan.post(f"{address}/chot/").status_code == 302
    assert lan.post(f"{address}/ky/", {"answer": "sign"}).status_code == 403
    assert vy.post(f"{address}/ky/", {"answer": "sign"}).status_code == 302
    page = _page("minh", roll)
    assert "đủ hai chữ ký" in page
    assert "Vy, Ban Chấp hành Công đoàn" in page


def test_a_roll_is_given_out_as_a_table() -> None:
    _rule()
    roll = _signed()
    address = f"/thu/nguoi/ty-le/{roll.pk}/danh-sach"
    lines = client_of("minh").get(f"{address}.csv").content.decode("utf-8-sig").splitlines()
    assert lines[:4] == [
        "Dùng cho việc,Hội nghị bất thường 12/3",
        "Danh sách của ngày,02/03/2026",
        "Số người được tính,7",
        f"Dấu SHA-256,{roll.digest}",
    ]
    assert len(lines) == 12
    assert client_of("minh").get(f"{address}.xlsx").content.startswith(b"PK")


def test_the_kind_of_leave_does_not_stand_in_a_roll() -> None:
    _rule()
    absences.enter(
        person("tu"), AbsenceKind.MATERNITY, starts_on=MONDAY, ends_on=None, by=act("lan")
    )
    assert "thai sản" not in _page("minh", _signed())
    assert queries.away_on(MONDAY).count() == 1
