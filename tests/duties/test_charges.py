"""What the regulation charges each with, and who is responsible for carrying it out."""

from datetime import date

import pytest
import time_machine

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.duties import charges
from dienhong.organisation.actions import end_function, give_function
from dienhong.organisation.models import Holding
from dienhong.organisation.queries import standing
from dienhong.record.queries import newest_about, opened
from dienhong.regulation import queries as regulation
from tests.publication.story import MONDAY, act, add_people, adopt, at_desk, moment, person
from tests.scenarios.walker import Reader

# Our own wording: one article for the head, one for who holds an office, one for everybody.
TEXT = """QUY CHẾ
DÂN CHỦ CỦA TRẠM SƯƠNG MAI

Điều 1. Trách nhiệm của Người đứng đầu
Người đứng đầu họp giao ban hằng tháng để soát việc đã làm.

Điều 2. Nội dung công khai
Trừ điều bí mật, Trạm công khai cho cán bộ, công chức biết:
1. Lịch trực và lịch gieo hạt.

Điều 3. Hình thức, thời hạn công khai
1. Hình thức công khai gồm:
a) Niêm yết ở sảnh lớn;
2. Việc nào cũng công khai chậm nhất là 05 ngày làm việc tính từ ngày có quyết định.
3. Mỗi tờ niêm yết ít nhất 20 ngày liên tục.

Điều 4. Người giữ chức vụ
Công chức giữ các chức vụ (Phó Trưởng phòng; Hội Cựu chiến binh) xây dựng chương trình, \
kế hoạch công tác hằng năm.

Điều 5. Thi hành
Phòng Hành chính và toàn thể cán bộ, công chức có trách nhiệm thi hành Quy chế này.
"""
VETERANS, ADMINISTRATION = "veterans", "administration"


@pytest.fixture(autouse=True)
def _in_force(office: str) -> object:
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        add_people()
        adopt(TEXT)
        yield


def asked_of(login: str) -> dict[str, list[str]]:
    """Return the addresses that a person is charged with, by function."""
    version, on = regulation.version_on(MONDAY), standing(MONDAY)
    found = charges.of(person(login), version, on)
    return {each.function: [clause.address for clause in each.clauses] for each in found}


def take_on(login: str, function: str, *, seen: int = 1, by: Actor | None = None) -> None:
    charges.take_on(function, seen=seen, by=by or act(login))


def test_each_is_charged_by_the_functions_held_and_everybody_by_what_is_everybodys() -> None:
    assert asked_of("hoa") == {"chief": ["dieu-1"], "staff": ["dieu-5"]}
    assert asked_of("minh") == {"staff": ["dieu-5"]}


def test_what_comes_with_an_office_begins_and_ends_with_it() -> None:
    holding = give_function(person("minh"), VETERANS, held_from=MONDAY, by=act("lan"))
    assert asked_of("minh") == {VETERANS: ["dieu-4"], "staff": ["dieu-5"]}

    Holding.objects.filter(pk=holding.pk).update(held_from=date(2026, 1, 1))
    end_function(holding, held_to=date(2026, 3, 1), by=act("lan"))
    assert asked_of("minh") == {"staff": ["dieu-5"]}


def test_that_it_was_read_is_written_with_every_clause() -> None:
    take_on("hoa", "chief")

    entry = opened(newest_about(f"person:{person('hoa').pk}", 1)[0])
    assert (entry["kind"], entry["clauses"]) == ("duties.taken_on", ["quy-che-1:dieu-1"])
    assert entry["facts"] == {"function": "chief", "version": 1}


@pytest.mark.parametrize(
    ("function", "seen", "reason"),
    [
        ("chief", 1, "phần này giao cho Chánh Văn phòng"),
        ("deputy-chief", 1, "không giao việc gì cho"),
        ("khong-co", 1, "không giao việc gì cho chức năng này"),
        ("staff", 2, "không còn là bản trên trang"),
    ],
)
def test_others_part_a_part_of_nobody_and_an_older_text_are_refused(
    function: str, seen: int, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        take_on("minh", function, seen=seen)


def test_the_same_part_is_read_once_and_the_refusal_names_the_clause() -> None:
    take_on("minh", "staff")

    with pytest.raises(Refused, match="đã ghi nhận phần này ngày 02/03/2026") as refused:
        take_on("minh", "staff")
    assert str(refused.value.source) == "quy-che-1:dieu-5"


def test_the_register_names_who_is_responsible_today_and_who_has_read_it() -> None:
    version = regulation.version_on(MONDAY)
    assert version is not None
    take_on("lan", ADMINISTRATION)

    rows = charges.register(version, standing(MONDAY), MONDAY)

    said = {row.label: ([each.person.name for each in row.holders], row.taken) for row in rows}
    assert said["Phụ trách hành chính"] == (["Lan"], 1)
    everybody, read = said[charges.EVERYBODY]
    assert ("Minh" in everybody, read) == (True, 0)
    assert all([str(clause) for clause in row.clauses] == ["quy-che-1:dieu-5"] for row in rows)


def test_the_page_says_once_that_nothing_waits_and_takes_the_note_once() -> None:
    hoa: Reader = at_desk("hoa").follow("Quy chế giao cho tôi")
    part = hoa.section("Chánh Văn phòng").words
    assert part.count("Lúc này không có việc nào đang chờ.") == 1
    stale = hoa.another_tab()

    hoa.send("Ghi đã đọc phần Chánh Văn phòng")
    assert "Đã ghi đã đọc phần này ngày 02/03/2026." in hoa.section("Chánh Văn phòng").words
    stale.send("Ghi đã đọc phần Chánh Văn phòng")
    assert (stale.status, "đã ghi nhận phần này" in stale.words) == (409, True)


def test_a_colleagues_page_shows_the_clauses_and_no_button() -> None:
    take_on("hoa", "chief")

    minh = at_desk("minh", f"viec/quy-che-giao/{person('hoa').pk}/")

    assert "Đã ghi đã đọc phần này ngày 02/03/2026." in minh.words
    assert not minh.may_send("Ghi đã đọc")
