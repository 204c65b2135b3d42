"""Programmes that officers draw up, and that the office then publishes."""

from datetime import date

import pytest
import time_machine

from dienhong.duties import occasions
from dienhong.duties.models import Duty, Evidence, Occasion
from dienhong.publication import actions, describing, plans
from dienhong.publication.models import Matter
from tests.duties.story import REGULATION, swept, system
from tests.publication.story import act, adopt, at_desk, body_of_last_entry, moment, person

pytestmark = pytest.mark.usefixtures("january")

DAY, DRAWN_UP = date(2027, 1, 4), date(2027, 1, 8)
OWN = "quy-che-2:dieu-4"


@pytest.fixture
def january(clock: time_machine.Traveller) -> None:
    """Open the year's programmes under a regulation that demands them."""
    adopt(REGULATION, number="02/QĐ-TSM", day=date(2026, 3, 2))
    clock.move_to(moment(DAY))
    swept(DAY)
    clock.move_to(moment(DRAWN_UP, 15))


def drawn_up(login: str) -> Occasion:
    """Let an officer show and close the programme of the year."""
    row = Occasion.objects.get(routine="programme", holder=person(login))
    paper = Evidence(kind="paper", number="2/CTr", dated_on=DRAWN_UP)
    occasions.show(row, paper, by=act(login, DRAWN_UP))
    return occasions.close(row, done_on=DRAWN_UP, by=act(login, DRAWN_UP))


def asked(day: date = DRAWN_UP) -> list[Duty]:
    return plans.ask_for_publication(by=system(day, hour=16))


def test_a_programme_that_was_drawn_up_is_owed_to_the_public_once() -> None:
    assert asked() == []
    occasion = drawn_up("hoa")

    duty = asked()[0]
    assert duty.title == "Chương trình công tác năm 2027: Chánh Văn phòng Hoa"
    assert (duty.verb, duty.due_on) == ("Công khai", date(2027, 1, 15))
    assert str(duty.citations[0]) == OWN
    body = body_of_last_entry()
    assert (body["kind"], body["subject"]) == ("publication.plan_asked", occasion.subject)
    assert body["facts"] == {"due_on": "2027-01-15"}
    assert asked() == asked(date(2027, 1, 11)) == []


def test_what_an_officer_puts_aside_is_not_owed() -> None:
    row = Occasion.objects.get(routine="programme", holder=person("vy"))
    occasions.close_without(row, ground="Nghỉ hưu tháng này.", by=act("hoa", DRAWN_UP))

    assert asked() == []


def test_a_body_keeps_its_own_programme() -> None:
    """The union's chair holds no office of the agency: of its programme only the fact is known."""
    row = Occasion.objects.filter(routine="programme").exclude(
        function__in=["chief", "deputy-chief", "head-of-department", "deputy-head-of-department"]
    )
    for each in row:
        assert each.holder is not None
        occasions.show(
            each,
            Evidence(kind="paper", number="1/CTr", dated_on=DRAWN_UP),
            by=act("lan", DRAWN_UP),
        )
        occasions.close(each, done_on=DRAWN_UP, by=act("lan", DRAWN_UP))

    assert row
    assert asked() == []


def test_its_publication_closes_what_is_owed_and_another_programme_stays_owed() -> None:
    own, others = drawn_up("hoa"), drawn_up("phong")
    asked()
    matter = drafted_for(own)
    actions.clear(matter, by=act("hoa", DRAWN_UP))
    actions.publish(matter, forms=[], by=act("lan", DRAWN_UP))

    assert [each.pk for each in plans.waiting() if each.routine == "programme"] == [others.pk]
    assert asked() == []


def drafted_for(occasion: Occasion) -> Matter:
    """Let administration draft the matter from the page of the duty."""
    lan = at_desk("lan", f"cong-khai/soan/?viec={occasion.pk}")
    kind = next(o.words for o in lan.page.every("option") if "Điều 2 khoản 1" in o.words)
    given = {"Ngày quyết định": "2027-01-08", "Người kiểm tra": "Hoa", "Loại nội dung": kind}
    lan.send("Trình kiểm tra bí mật", given)
    matter = Matter.objects.get()
    describing.confirm_shapes(matter.kind_source, ["plan"], (), by=act("hoa", DRAWN_UP))
    assert matter.title == plans.said(occasion)
    describing.describe(matter, "plan", {"occasion": str(occasion.pk)}, by=act("lan", DRAWN_UP))
    matter.refresh_from_db()
    return matter
