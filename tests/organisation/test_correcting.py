"""Corrections of people and functions, and two clerks who give or end in the same moment."""

import json
from collections.abc import Callable

import pytest

from dienhong.organisation import actions, correcting, queries
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Holding, Person
from dienhong.record.actions import facts_of
from dienhong.record.models import Correction, JournalEntry
from tests.at_once import at_once
from tests.publication.story import EVERYONE, MONDAY, act, after, at_desk, no, person

WHY = "Gõ nhầm so với quyết định"
OTHER = "Không ghi thôi giữ được: đã có người ghi thôi giữ, ngày cuối 02/03/2026"


pytestmark = pytest.mark.usefixtures("staffed")


def holding_of(login: str) -> Holding:
    """Return the function that somebody holds."""
    return Holding.objects.get(person=person(login))


# What a correction does.


@pytest.mark.parametrize(
    ("name", "value", "before", "after_"),
    [
        ("name", "Lê Minh", "Minh", "Lê Minh"),
        ("position", "Chuyên viên", "", "Chuyên viên"),
        ("joined_on", "2026-02-02", "02/03/2026", "02/02/2026"),
    ],
)
def test_a_slip_about_a_person_is_corrected_and_what_stood_before_is_kept(
    name: str, value: str, before: str, after_: str
) -> None:
    correcting.correct_person(person("minh"), name, value, ground=WHY, by=act("lan"))
    row = Correction.objects.get()
    entry = JournalEntry.objects.latest("number")

    field = next(f for f in correcting.fields_of_person(person("minh")) if f.name == name)
    assert field.value == value
    assert (row.before, row.after, row.ground, row.stage) == (before, after_, WHY, "done")
    assert (row.asked_by_name, row.decided_by_name, row.named) == ("Lan", "Lan", "")
    assert (entry.kind, entry.subject) == ("organisation.corrected", row.subject)
    facts = facts_of(entry)
    days = (MONDAY.isoformat(), value) if name == "joined_on" else ("", "")
    assert (facts.pop("day_before"), facts.pop("day")) == days  # of names the digest alone
    assert facts == {"field": name, "words": row.digest}
    assert json.loads(entry.body)["clauses"] == []
    assert row.entry_number == entry.number


def test_days_and_basis_of_a_function_are_corrected() -> None:
    tu = holding_of("tu")
    for name, value in (("held_from", "2026-02-02"), ("basis", "05/QĐ"), ("held_to", "2026-12-31")):
        correcting.correct_holding(tu, name, value, ground=WHY, by=act("lan"))
    tu.refresh_from_db()

    assert [f.value for f in correcting.fields_of_holding(tu)] == [
        "2026-02-02",
        "2026-12-31",
        "05/QĐ",
    ]
    correcting.correct_holding(tu, "held_to", "", ground=WHY, by=act("lan"))
    assert holding_of("tu").held_to is None
    facts = facts_of(JournalEntry.objects.latest("number"))
    assert (facts["day_before"], facts["day"]) == ("2026-12-31", "")
    assert Correction.objects.filter(subject=f"person:{tu.person_id}").count() == 4


# What is refused.


def _wrong() -> dict[str, tuple[Callable[[], object], str]]:
    minh, tu, lan = person("minh"), holding_of("tu"), holding_of("lan")
    who, what = correcting.correct_person, correcting.correct_holding
    by, why = act("lan"), WHY
    later = after(MONDAY, 1).isoformat()
    return {
        "no ground": (lambda: who(minh, "name", "A", ground=" ", by=by), "chưa nêu lý do"),
        "the same": (lambda: who(minh, "name", "Minh", ground=why, by=by), "giống nội dung"),
        "no name": (lambda: who(minh, "name", "", ground=why, by=by), "còn để trống"),
        "joins later": (lambda: who(minh, "joined_on", later, ground=why, by=by), "ở phía trước"),
        "ends before": (
            lambda: what(tu, "held_to", "2026-03-01", ground=why, by=by),
            "trước ngày nhận",
        ),
        "no start": (lambda: what(tu, "held_from", "", ground=why, by=by), "còn để trống"),
        "in other hands": (
            lambda: who(minh, "name", "A", ground=why, by=act("tu")),
            "Không đính chính về người được",
        ),
        "a function in other hands": (
            lambda: what(tu, "basis", "A", ground=why, by=act("minh")),
            "Không đính chính chức năng được",
        ),
        "not as read": (
            lambda: who(minh, "name", "A", ground=why, read="Mình", by=by),
            "nay là «Minh»",
        ),
        "nobody left": (lambda: _alone(lan), "không còn ai khác sửa được người"),
    }


def _alone(lan: Holding) -> None:
    Holding.objects.filter(function=Function.CHIEF).delete()
    correcting.correct_holding(
        lan, "held_to", after(MONDAY, 9).isoformat(), ground=WHY, by=act("lan")
    )


@pytest.mark.parametrize(
    "name",
    [
        "no ground",
        "the same",
        "no name",
        "joins later",
        "ends before",
        "no start",
        "in other hands",
        "a function in other hands",
        "not as read",
        "nobody left",
    ],
)
def test_what_is_no_correction_is_refused_and_leaves_nothing(name: str) -> None:
    call, said = _wrong()[name]
    people, held = list(Person.objects.values()), list(Holding.objects.values())
    before = JournalEntry.objects.count()

    assert said in no(call).reason
    assert list(Person.objects.values()) == people
    if name != "nobody left":
        assert list(Holding.objects.values()) == held
    assert (Correction.objects.count(), JournalEntry.objects.count()) == (0, before)


def test_a_day_after_the_last_one_is_no_first_day() -> None:
    Person.objects.filter(pk=person("minh").pk).update(joined_on=MONDAY, left_on=MONDAY)
    tuesday = after(MONDAY, 1)
    refusal = no(
        lambda: correcting.correct_person(
            person("minh"), "joined_on", tuesday.isoformat(), ground=WHY, by=act("lan", tuesday)
        )
    )

    assert "sau ngày rời 02/03/2026" in refusal.reason


# The pages.


def test_from_the_list_of_people_a_name_is_corrected_in_a_few_clicks() -> None:
    lan = (
        at_desk("lan", "nguoi/").follow("Minh").follow("Đính chính").follow("Đính chính Họ và tên")
    )
    assert "Đính chính chỉ để sửa chỗ ghi nhầm" in lan.words
    lan.send("Đính chính", {"Nội dung đúng": "  Lê   Minh ", "Lý do": WHY})

    assert "Đã đính chính." in lan.words
    assert person("minh").name == "Lê Minh"
    journal = at_desk("minh", "so-ghi/")
    assert "Đính chính người, chức năng Người và chức năng" in journal.words
    assert (WHY in journal.html, "«Minh»" in journal.html) == (False, False)


def test_a_function_is_corrected_by_its_form_and_a_refusal_keeps_the_words() -> None:
    path = f"nguoi/chuc-nang/{holding_of('tu').pk}/dinh-chinh/held_to/"
    lan = at_desk("lan", path).send("Đính chính", {"Ngày đúng": "2026-03-01", "Lý do": WHY})
    assert (lan.status, WHY in lan.html) == (422, True)
    lan.send("Đính chính", {"Ngày đúng": "2026-12-31"})

    assert "Đã đính chính." in lan.words
    assert str(holding_of("tu").held_to) == "2026-12-31"


def test_the_second_of_two_who_correct_one_name_sees_what_stands_now() -> None:
    path = f"nguoi/{person('minh').pk}/dinh-chinh/name/"
    hoa = at_desk("hoa", path)
    correcting.correct_person(person("minh"), "name", "Lê Minh", ground=WHY, by=act("lan"))
    hoa.send("Đính chính", {"Nội dung đúng": "Lý Minh", "Lý do": WHY})

    assert hoa.status == 422
    assert "nay là «Lê Minh»" in hoa.words
    assert 'value="Lý Minh"' in hoa.html
    assert person("minh").name == "Lê Minh"


@pytest.mark.parametrize("login", EVERYONE)
def test_who_may_correct_and_who_may_see_all_corrections(login: str) -> None:
    correcting.correct_person(person("minh"), "name", "Lê Minh", ground=WHY, by=act("lan"))
    corrects, sees = login in {"lan", "hoa"}, login in {"lan", "hoa", "phong", "tu"}
    path = f"nguoi/{person('minh').pk}/dinh-chinh/"

    assert at_desk(login, path).status == (200 if corrects else 403)
    assert at_desk(login, f"{path}name/").status == (200 if corrects else 403)
    assert at_desk(login, "nguoi/").follow("Lê Minh").may_follow("Đính chính") is corrects
    everything = at_desk(login, "dinh-chinh/")
    assert everything.status == (200 if sees else 403)
    assert ("«Minh» thành «Lê Minh»" in everything.words) is sees
    assert at_desk(login, "so-ghi/").may_follow("Các lần đính chính") is sees


def test_what_is_not_there_is_not_corrected() -> None:
    for path in (
        f"nguoi/{person('minh').pk}/dinh-chinh/left_on/",
        "nguoi/chuc-nang/9999/dinh-chinh/basis/",
        f"nguoi/chuc-nang/{holding_of('tu').pk}/dinh-chinh/function/",
    ):
        assert at_desk("lan", path).status == 404


# The same moment.


def test_a_function_given_twice_in_the_same_moment_is_held_once(office: str) -> None:
    minh = person("minh")
    by = [act("lan"), act("hoa")]
    code = Function.YOUTH_UNION
    calls = [
        lambda who=who: actions.give_function(  # type: ignore[misc]
            minh, code, held_from=MONDAY, basis=f"Của {who.by.name}", by=who
        )
        for who in by
    ]
    said = at_once(office, calls)

    held = Holding.objects.get(person=minh)
    assert sorted(bool(words) for words in said) == [False, True]
    refusal = next(words for words in said if words)
    assert refusal == (
        "Chưa giao được: người này đang giữ chức năng Đoàn Thanh niên từ 02/03/2026, "
        f"căn cứ «{held.basis}»"
    )


def test_a_function_ended_twice_in_the_same_moment_ends_once(office: str) -> None:
    tu, by = holding_of("tu"), act("lan")
    calls = [lambda: actions.end_function(tu, held_to=MONDAY, by=by)] * 2
    said = at_once(office, calls)

    assert sorted(said) == ["", OTHER]
    assert JournalEntry.objects.filter(kind="organisation.function_ended").count() == 1


def test_who_gives_what_was_given_meanwhile_sees_both_on_the_page() -> None:
    hoa = at_desk("hoa", "nguoi/giao/")
    actions.give_function(
        person("minh"), Function.YOUTH_UNION, held_from=MONDAY, basis="03/QĐ", by=act("lan")
    )
    hoa.send("Giao chức năng", {"Người giữ": "Minh", "Chức năng": "Đoàn", "Căn cứ": "04/QĐ"})

    assert hoa.status == 422
    assert "từ 02/03/2026, căn cứ «03/QĐ»" in hoa.words
    assert 'value="04/QĐ"' in hoa.html
    assert queries.functions_of(person("minh"), MONDAY) == {"youth-union"}


def test_who_ends_what_was_ended_meanwhile_reads_on_which_day() -> None:
    hoa = at_desk("hoa", "nguoi/")
    tu = holding_of("tu")
    actions.end_function(tu, held_to=MONDAY, by=act("lan"))
    hoa.post_by_hand(f"/thu/nguoi/thoi/{tu.pk}/", {})

    assert (hoa.status, OTHER in hoa.words) == (409, True)
