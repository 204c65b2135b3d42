"""A body's own meetings: planned by who acts in it, for its own members, and by nobody else."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.duties import occasions
from dienhong.duties.models import Evidence, Occasion
from dienhong.meetings import actions
from dienhong.meetings.models import Meeting
from dienhong.meetings.queries import invited
from dienhong.organisation import actions as organisation
from dienhong.organisation.functions import Function
from dienhong.organisation.models import LegalFunction
from tests.duties.story import settled, swept
from tests.meetings.story import planned
from tests.publication.story import (
    MONDAY,
    act,
    add_people,
    adopt,
    after,
    at_desk,
    moment,
    no,
    person,
)

REGULATION = """QUY CHẾ
DÂN CHỦ CỦA TRẠM SƯƠNG MAI

Điều 1. Trách nhiệm của người giữ chức vụ
Cán bộ giữ chức vụ phải:
1. Giữ nền nếp sinh hoạt của chi bộ, công đoàn, đoàn thể.
2. Báo tin cho mọi người.
"""
UNION, PARTY = Function.UNION_EXECUTIVE.value, Function.PARTY_COMMITTEE.value
CLAUSE = Citation("quy-che-1", "dieu-1.khoan-1")


@pytest.fixture(autouse=True)
def bodies(office: str) -> None:
    """Let Vy sit in the union's executive, Khuê in the Party cell, and their meetings come back."""
    add_people()
    organisation.give_function(person("khue"), PARTY, held_from=MONDAY, by=act("lan"))
    adopt(REGULATION)
    settled("programme.meetings_every", "quarter", MONDAY)
    swept(MONDAY)


def of(function: str) -> Occasion:
    """Return the meeting that a body's routine demands this quarter."""
    rows = Occasion.objects.select_related("duty")
    return rows.get(routine="bodies_meeting", function=function)


def member(login: str, function: str, day: date = MONDAY) -> Actor:
    """Return a member of a body as whoever acts in its right."""
    return replace(act(login, day), acting_as=function)


def own(function: str = UNION, login: str = "vy", **more: object) -> Meeting:
    """Plan a body's own meeting, for what its routine demands."""
    words = actions.Plan(
        title="Họp Ban Chấp hành",
        held_on=MONDAY,
        **({"occasions": [of(function)]} | more),  # type: ignore[arg-type]
        body=LegalFunction.objects.get(pk=function),
    )
    return actions.plan(words, by=member(login, function))


def test_a_member_plans_the_bodys_meeting_for_its_members_and_keeps_its_minutes() -> None:
    meeting = own()

    assert [who.name for who in invited(meeting)] == ["Vy"]
    assert meeting.secretary == person("vy")
    actions.invite(meeting, by=member("vy", UNION))


def test_nobody_else_plans_or_moves_it_and_the_refusal_cites_the_clause() -> None:
    meeting = own()
    words = actions.Plan(
        title="Họp", held_on=MONDAY, occasions=[of(UNION)], body=LegalFunction.objects.get(pk=UNION)
    )
    for refusal in (
        no(lambda: actions.plan(words, by=act("lan"))),
        no(lambda: actions.cancel(meeting, ground="Bận", by=act("hoa"))),
        no(
            lambda: actions.move(
                meeting, held_on=after(MONDAY, 1), begins_at=None, place="", by=act("lan")
            )
        ),
    ):
        assert "cuộc họp của" in refusal.reason
        assert refusal.source == CLAUSE


def test_a_member_plans_neither_the_offices_meeting_nor_one_for_what_is_not_the_bodys() -> None:
    refusal = no(lambda: planned(occasions=(), by="vy"))
    assert "việc này thuộc" in refusal.reason
    refusal = no(lambda: own(occasions=[of(PARTY)]))
    assert "không phải của" in refusal.reason
    assert refusal.source == CLAUSE


def test_of_the_party_cell_only_number_and_day_are_kept_by_its_own_member() -> None:
    """No Party paper enters the system (issue 7, point 2)."""
    occasion, by = of(PARTY), member("khue", PARTY)
    refusal = no(lambda: own(PARTY, "khue"))
    assert "không hẹn" in refusal.reason.lower()

    told = Evidence(kind="meeting", number="12-BB/CB", dated_on=MONDAY, words="Đã bàn việc cấp ủy")
    assert "không giữ văn bản" in no(lambda: occasions.show(occasion, told, by=by)).reason
    told.words = ""
    told.dated_on = None
    assert "còn thiếu" in no(lambda: occasions.show(occasion, told, by=by)).reason
    told.dated_on = MONDAY
    occasions.show(occasion, told, by=by)
    assert not occasions.close(occasion, done_on=MONDAY, by=by).is_open


def test_who_acts_in_a_body_records_what_is_that_bodys_and_nothing_of_another() -> None:
    told = Evidence(kind="meeting", number="05/BB-CĐ", dated_on=MONDAY)
    assert no(lambda: occasions.show(of(UNION), told, by=member("khue", PARTY)))
    occasions.show(of(UNION), told, by=member("vy", UNION))
    assert not occasions.close(of(UNION), done_on=MONDAY, by=member("vy", UNION)).is_open


@time_machine.travel(moment(MONDAY), tick=False)
def test_the_pages_offer_a_member_the_bodys_own_meetings_and_others_nothing() -> None:
    vy = at_desk("vy", f"viec/{of(UNION).pk}/").follow("Hẹn họp")
    assert "Họp của tổ chức nào" in vy.words
    assert "Cấp ủy" not in vy.words.partition("Tên cuộc họp")[0]
    vy.send("Hẹn họp", {"Ngày họp": "2026-03-02"})
    meeting = Meeting.objects.get()
    assert (meeting.body_id, meeting.secretary) == (UNION, person("vy"))
    assert "Người dự Ban Chấp hành Công đoàn" in vy.words
    assert vy.may_send("Không họp")

    lan = at_desk("lan", meeting.path)
    assert not lan.may_send("Không họp")
    assert lan.post_by_hand(f"/thu/hop/{meeting.pk}/khong-hop/", {"ground": "Bận"}).status == 409
    assert at_desk("minh", "hop/hen/to-chuc/").status == 403
    assert at_desk("vy", "hop/hen/").status == 403
    assert "không giữ văn bản" not in at_desk("khue", f"viec/{of(PARTY).pk}/").words
