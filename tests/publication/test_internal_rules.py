"""The agency's own rules: listed while they hold, replaced on their day, confirmed as read."""

from datetime import date, timedelta

import pytest
import time_machine

from dienhong.publication import actions, describing, internal_rules, reading
from dienhong.publication.internal_rules import Rule
from dienhong.publication.models import Matter
from tests.publication.story import (
    MONDAY,
    REGULATION,
    act,
    adopt,
    after,
    at_desk,
    body_of_last_entry,
    drafted,
    moment,
    no,
    person,
)
from tests.publication.test_shapes import confirm

pytestmark = pytest.mark.usefixtures("rules")

KIND, KEPT = "dieu-2.khoan-4", "dieu-4"
PAGE = "cong-khai/noi-quy/"
NEXT = after(MONDAY, 7)


@pytest.fixture
def rules(clock: time_machine.Traveller) -> None:
    """Adopt a regulation that lists rules and binds the staff to keep them; confirm their shape."""
    text = REGULATION.replace("khen và phạt.\n", "khen và phạt.\n4. Nội quy, quy chế của Trạm.\n")
    bound = "Điều 4. Trách nhiệm\nCông chức phải chấp hành nghiêm nội quy, quy chế của Trạm.\n"
    adopt(f"{text}\n{bound}", number="02/QĐ-TSM", day=date(2026, 2, 2))
    confirm(KIND, "rules")


def rule(title: str, holds: date = MONDAY, replaces: Matter | None = None) -> Matter:
    """Publish a rule of the agency."""
    matter = drafted(kind=KIND, title=title)
    said = {"in_force_on": holds.isoformat(), "replaces": str(replaces.pk) if replaces else ""}
    matter = describing.describe(matter, "rules", said, by=act("lan"))
    actions.clear(matter, by=act("hoa"))
    return actions.publish(matter, forms=[], by=act("lan"))


def held(matter: Matter) -> Rule:
    found = internal_rules.of(matter)
    assert found is not None
    return found


def test_a_rule_without_its_day_is_not_signed() -> None:
    matter = drafted(kind=KIND, title="Nội quy ra vào")
    assert matter.shape == "rules"
    refused = no(lambda: actions.clear(matter, by=act("hoa")))

    assert "còn thiếu ngày có hiệu lực" in refused.reason


def test_what_was_published_before_its_shape_was_known_holds_from_its_decision() -> None:
    matter = rule("Nội quy cũ")
    Matter.objects.update(shape="", details={})

    found = [(each.matter, each.in_force_on) for each in internal_rules.every()]
    assert found == [(matter, matter.decided_on)]
    matter.refresh_from_db()
    rule("Nội quy mới", MONDAY, matter)
    refused = no(lambda: reading.confirm(matter, version=1, by=act("minh")))
    assert "đã được thay bằng «Nội quy mới»" in refused.reason


def test_a_rule_gives_way_on_the_day_of_the_next_and_comes_back_if_that_is_withdrawn() -> None:
    old = rule("Nội quy ra vào")
    new = rule("Nội quy ra vào, bản mới", NEXT, old)

    assert [held(old).holds_on(day) for day in (MONDAY, NEXT - timedelta(days=1), NEXT)] == [
        True,
        True,
        False,
    ]
    assert not held(new).holds_on(MONDAY)
    assert held(new).holds_on(NEXT)
    assert (held(old).replaced_by, held(old).last_day) == (new, NEXT - timedelta(days=1))

    actions.ask_withdrawal(new, ground="Lộ số điện thoại", by=act("lan"))
    actions.confirm_withdrawal(new, by=act("hoa"))
    assert held(old).holds_on(NEXT)
    assert internal_rules.of(Matter.objects.get(pk=new.pk)) is None


def test_a_rule_is_replaced_once() -> None:
    old = rule("Nội quy ra vào")
    rule("Bản thứ hai", NEXT, old)
    matter = drafted(kind=KIND, title="Bản thứ ba")
    said = {"in_force_on": NEXT.isoformat(), "replaces": str(old.pk)}
    refused = no(lambda: describing.describe(matter, "rules", said, by=act("lan")))

    assert "không còn trong danh sách đang có hiệu lực" in refused.reason
    assert Matter.objects.get(pk=matter.pk).details == {}


def test_confirming_cites_the_clause_that_binds_the_staff_and_a_replaced_rule_is_refused(
    clock: time_machine.Traveller,
) -> None:
    old = rule("Nội quy ra vào")
    reading.confirm(old, version=1, by=act("minh"))
    assert body_of_last_entry()["clauses"] == [f"quy-che-2:{KIND}", f"quy-che-2:{KEPT}"]
    assert [each.read_on for each in internal_rules.every(person("minh"))] == [MONDAY]
    assert [each.read_on for each in internal_rules.every(person("tu"))] == [None]

    rule("Nội quy ra vào, bản mới", NEXT, old)
    clock.move_to(moment(NEXT))
    refused = no(lambda: reading.confirm(old, version=1, by=act("tu", NEXT)))
    assert "đã được thay bằng «Nội quy ra vào, bản mới»" in refused.reason
    assert not old.readings.filter(person=person("tu"), confirmed_on__isnull=False).exists()


def test_from_home_the_staff_reads_and_confirms_and_the_head_sees_how_many() -> None:
    title = "Nội quy ra vào"
    old = rule(title)
    rule("Nội quy ra vào, bản mới", NEXT, old)
    minh = at_desk("minh", "").follow("Nội quy, quy chế của cơ quan")
    assert "tôi còn 1 văn bản chưa xác nhận đã đọc" in minh.words
    assert "Sắp có hiệu lực" in minh.words
    minh.follow("Đọc và xác nhận")
    assert "Sẽ được thay bằng Nội quy ra vào, bản mới" in minh.words
    minh.send("Xác nhận đã đọc")
    minh.follow("Nội quy, quy chế của cơ quan")
    assert "tôi đã xác nhận đọc đủ" in minh.words
    assert "trên" not in minh.section("Đang có hiệu lực").words

    hoa = at_desk("hoa", PAGE)
    assert "1 trên 7 người" in hoa.words
    hoa.follow("1 trên 7 người")
    assert "Minh" in hoa.words


def test_the_form_offers_what_still_holds_and_keeps_the_day() -> None:
    rule("Nội quy ra vào")
    matter = drafted(kind=KIND, title="Nội quy mới")
    lan = at_desk("lan", f"cong-khai/{matter.pk}/theo-loai/rules/")
    lan.send("Ghi thông tin", {"Có hiệu lực từ ngày": "", "Thay cho": "Nội quy ra vào"})
    assert lan.status == 422
    lan.send("Ghi thông tin", {"Có hiệu lực từ ngày": "2026-03-09", "Thay cho": "Nội quy ra vào"})
    assert "Có hiệu lực từ 09/03/2026" in lan.words

    matter.refresh_from_db()
    assert matter.details["in_force_on"] == "2026-03-09"
