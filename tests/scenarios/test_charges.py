"""Scenarios of the clauses that say who carries a regulation out, and what it asks of each."""

from datetime import date
from pathlib import Path

import pytest
import time_machine

from tests.scenarios.demo import Demo, clauses_of, entry
from tests.scenarios.returning import row_of
from tests.scenarios.steps import add_person, at, confirm_all, issue, open_office, upload_text
from tests.scenarios.steps import sign_in as signed_in
from tests.scenarios.walker import Reader
from tests.scenarios.witness import Witness

SHARED = Path(__file__).parents[2].parent / "shared" / "regulations"
BAC_KAN, LANG_SON = "bac-kan-2023", "lang-son-2010"
ASKED, READ = "Quy chế giao cho tôi", "Ghi đã đọc"
EVERYBODY = "Mọi người trong cơ quan"
TODAY = date(2026, 3, 2)


def lines_of(reader: Reader, part: str) -> dict[str, str]:
    """Return what is said of each clause of a part, by the clause's words."""
    lines = reader.section(part).every("li")
    cited = ((next(line.every("a"), None), line.words) for line in lines)
    return {a.words: words for a, words in cited if a is not None}


def read_part(reader: Reader, part: str) -> list[str]:
    """Read one part from the first page on; return the clauses that the journal cites."""
    reader.follow("Việc của tôi").follow(ASKED).send(f"{READ} phần {part}")
    assert "Đã ghi đã đọc phần này ngày 02/03/2026." in reader.section(part).words
    return clauses_of(entry(reader.another_tab(), "Ghi đã đọc phần Quy chế giao"))


def refused_again(reader: Reader, part: str) -> None:
    """Let a second tab send the same: the refusal names a clause."""
    reader.send(f"{READ} phần {part}")
    assert (reader.status, "đã ghi nhận phần này" in reader.words) == (409, True)


def test_bac_kan_qd_dieu_3_those_named_are_responsible(mau_a: Demo, clause: Witness) -> None:
    clause(BAC_KAN, "qd.dieu-3")
    named = "Điều 3 của Quyết định ban hành"
    hang = mau_a.come_in(mau_a.administration).follow("Việc định kỳ").follow("Sổ trách nhiệm")
    row = row_of(hang, "Phụ trách hành chính")
    assert mau_a.administration in row.words
    assert named in clauses_of(row)
    assert named in clauses_of(row_of(hang, EVERYBODY))

    toan = mau_a.come_in(mau_a.staff).follow(ASKED)
    stale = toan.another_tab()
    assert named in read_part(toan, EVERYBODY)
    refused_again(stale, EVERYBODY)
    hang.follow("Sổ trách nhiệm")
    people = next(d for d in hang.page.every("details") if EVERYBODY in d.words)
    said = next(li.words for li in people.every("li") if mau_a.staff in li.words)
    assert "đã ghi đã đọc ngày 02/03/2026" in said


def test_lang_son_qd_dieu_3_those_named_are_responsible(mau_b: Demo, clause: Witness) -> None:
    clause(LANG_SON, "qd.dieu-3")
    named, heads = "Điều 3 của Quyết định ban hành", "Trưởng phòng"
    oanh = mau_b.come_in(mau_b.administration).follow("Việc định kỳ").follow("Sổ trách nhiệm")
    assert named in clauses_of(row_of(oanh, heads))
    assert named in clauses_of(row_of(oanh, EVERYBODY))

    my = mau_b.come_in(mau_b.staff).follow(ASKED)
    assert heads not in [h.words for h in my.page.every("h2")]
    stale = my.another_tab()
    assert named in read_part(my, EVERYBODY)
    refused_again(stale, EVERYBODY)


def test_dieu_18_each_persons_page_shows_what_is_asked(mau_a: Demo, clause: Witness) -> None:
    clause(BAC_KAN, "dieu-18#a")
    toan = mau_a.come_in(mau_a.staff).follow(ASKED)
    assert "Chịu trách nhiệm thi hành" in lines_of(toan, EVERYBODY)["Điều 18"]
    stale = toan.another_tab()
    assert "Điều 18" in read_part(toan, EVERYBODY)
    refused_again(stale, EVERYBODY)

    diep = mau_a.come_in(mau_a.union).follow("Người và chức năng").follow(mau_a.staff)
    diep.follow(f"{ASKED.removesuffix('tôi')}{mau_a.staff}")
    assert "Điều 18" in lines_of(diep, EVERYBODY)
    assert not diep.may_send(f"{READ} phần {EVERYBODY}")


def test_dieu_8_each_persons_page_shows_what_the_article_asks(mau_a: Demo, clause: Witness) -> None:
    clause(BAC_KAN, "dieu-8")
    toan = mau_a.come_in(mau_a.staff).follow(ASKED)
    lines = lines_of(toan, EVERYBODY)
    assert "Trách nhiệm của cán bộ, công chức" in lines["Điều 8"]
    under = [f"Điều 8 khoản {n}" for n in range(1, 6)]
    assert [each in lines for each in under] == [True] * 5
    stale = toan.another_tab()
    assert "Điều 8" in read_part(toan, EVERYBODY)
    refused_again(stale, EVERYBODY)


def test_dieu_4_the_chief_sees_what_each_clause_demands(mau_a: Demo, clause: Witness) -> None:
    clause(BAC_KAN, "dieu-4")
    part = "Chánh Văn phòng"
    chief = mau_a.come_in(mau_a.chief).follow("Việc của Chánh Văn phòng").follow(ASKED)
    lines = lines_of(chief, part)
    assert "Trách nhiệm chung của người đứng đầu" in lines["Điều 4"]
    assert "Họp giao ban tháng 3/2026: Còn 21 ngày làm việc" in lines["Điều 4 khoản 1"]
    assert "Đang đòi hỏi" not in lines["Điều 4 khoản 3"]
    assert not mau_a.come_in(mau_a.staff).follow(ASKED).may_send(f"{READ} phần {part}")
    assert "Điều 4" in read_part(chief, part)


def give_seat(office: Demo, body: str, by: str) -> list[str]:
    """From the page of the functions let somebody take a seat in a body; return what is cited."""
    clerk = office.come_in(by).follow("Người và chức năng")
    clerk.follow("các chức năng, chỗ khuyết")
    row = row_of(clerk, body)
    assert "Điều 2" in clauses_of(row)
    assert "từ " in row.words
    clerk.follow("Giao chức năng")
    given = {"Người giữ": office.staff, "Chức năng": body, "Chức danh trong tổ chức": "Ủy viên"}
    clerk.send("Giao chức năng", given)
    clerk.follow("các chức năng, chỗ khuyết")
    assert f"{office.staff}, Ủy viên" in row_of(clerk, body).words
    return clauses_of(entry(clerk, "Giao chức năng"))


def test_bac_kan_dieu_2_the_bodies_exist_with_their_people(mau_a: Demo, clause: Witness) -> None:
    clause(BAC_KAN, "dieu-2")
    toan = mau_a.come_in(mau_a.staff).follow("Người và chức năng")
    assert not toan.may_follow("Giao chức năng")
    assert "Điều 2" in give_seat(mau_a, "Cấp ủy", mau_a.chief)


def test_lang_son_dieu_2_the_bodies_exist_with_their_people(mau_b: Demo, clause: Witness) -> None:
    clause(LANG_SON, "dieu-2")
    my = mau_b.come_in(mau_b.staff).follow("Người và chức năng")
    assert not my.may_follow("Giao chức năng")
    named = ("Cấp ủy", "Đoàn Thanh niên", "Nữ công", "Hội Cựu chiến binh")
    oanh = mau_b.come_in(mau_b.administration).follow("Người và chức năng")
    oanh.follow("các chức năng, chỗ khuyết")
    assert [clauses_of(row_of(oanh, each)) for each in named] == [["Điều 2"]] * 4
    assert give_seat(mau_b, "Nữ công", mau_b.chief) == ["Điều 2"]


@pytest.mark.shared
def test_dieu_15_what_is_asked_comes_and_goes_with_the_office(
    server: None, clause: Witness
) -> None:
    clause(LANG_SON, "dieu-15")
    text = (SHARED / "lang-son-2010.txt").read_text("utf-8")
    part = "Trưởng phòng"
    six = [f"Điều 15 khoản {n}" for n in range(1, 7)]
    with time_machine.travel(at(TODAY), tick=False):
        lan = confirm_all(upload_text(open_office("van-phong-that"), text))
        issue(lan, "49/QĐ-VP", TODAY)
        add_person(lan, "Bảo", "bao", "Trưởng phòng")
        add_person(lan, "Cúc", "cuc")
        bao = signed_in(Reader("/van-phong-that/"), "bao").follow(ASKED)
        lines = lines_of(bao, part)
        assert [each in lines for each in ("Điều 15", *six)] == [True] * 7
        cuc = signed_in(Reader("/van-phong-that/"), "cuc").follow(ASKED)
        assert not cuc.may_send(f"{READ} phần {part}")
        cited = read_part(bao, part)
        assert cited[cited.index("Điều 15") :][:7] == ["Điều 15", *six]
        lan.follow("Người và chức năng").send("Thôi giữ chức năng Trưởng phòng, Bảo")
    with time_machine.travel(at(date(2026, 3, 3)), tick=False):
        bao = signed_in(Reader("/van-phong-that/"), "bao").follow(ASKED)
        assert part not in [h.words.partition(":")[0] for h in bao.page.every("h2")]


def staff_under(text: str, number: str) -> Reader:
    """Put a text into force in a new office; return a person there who holds no function."""
    lan = confirm_all(upload_text(open_office("van-phong-that"), text))
    issue(lan, number, TODAY)
    add_person(lan, "Cúc", "cuc")
    return signed_in(Reader("/van-phong-that/"), "cuc")


@pytest.mark.shared
def test_dieu_8_khoan_5_the_law_that_is_cited_can_be_read(server: None, clause: Witness) -> None:
    clause(BAC_KAN, "dieu-8.khoan-5")
    with time_machine.travel(at(TODAY), tick=False):
        cuc = staff_under((SHARED / "bac-kan-2023.md").read_text("utf-8"), "01/QĐ-VP")
        cuc.follow("Quy chế")
        rows = (row for row in cuc.page.every("div") if row.attrs.get("id") == "dieu-8.khoan-5")
        summarised = [said for row in rows for said in clauses_of(row)]
        assert summarised == ["Luật 10/2022, Điều 5", "Luật 10/2022, Điều 6"]
        cuc.follow("Việc của tôi").follow(ASKED)
        stale = cuc.another_tab()
        assert "Điều 8 khoản 5" in read_part(cuc, EVERYBODY)
        refused_again(stale, EVERYBODY)


@pytest.mark.shared
def test_dieu_12_the_law_that_is_cited_is_named_with_its_force(
    server: None, clause: Witness
) -> None:
    clause(LANG_SON, "dieu-12")
    with time_machine.travel(at(TODAY), tick=False):
        cuc = staff_under((SHARED / "lang-son-2010.txt").read_text("utf-8"), "49/QĐ-VP")
        row = row_of(cuc.follow("Quy chế"), "22/2008/QH12")
        for said in ("13/11/2008", "chưa rõ", "chưa có toàn văn"):
            assert said in row.words
        assert "Điều 12" in [a.words for a in row.every("a")]
        cuc.follow("Việc của tôi").follow(ASKED)
        stale = cuc.another_tab()
        assert "Điều 12" in read_part(cuc, EVERYBODY)
        refused_again(stale, EVERYBODY)
