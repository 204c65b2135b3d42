"""The vocabulary's cues: what they find in an invented regulation and in the real ones."""

import re

import pytest

from dienhong.core.law.finding.actors import find_actors, names_of
from dienhong.core.law.finding.find import find
from dienhong.core.law.finding.finding import Finding
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Part, Tree
from dienhong.regulation import law, vocabulary
from dienhong.regulation.cues import ACTORS, BY_NAME, CUES
from tests.core.law.law_samples import SHARED, source_of

# Not found in a clause: the legal bases stand before the first one.
# What no text known to us says: the office settles it.
SETTLED_ONLY = {
    "briefing.every",
    "duties.grace",
    "duties.spending_rules_every",
    "programme.meetings_every",
    "programme.activities_every",
    "report.within",
    "service.check_every",
}
WITHOUT_CUE = {"regulation.basis", "regulation.heard"} | SETTLED_ONLY

STATION = """Điều 1. Trách nhiệm của Giám đốc
1. Họp giao ban vào sáng thứ Hai hằng tuần; sơ kết 6 tháng, tổng kết năm.
2. Hằng năm, Giám đốc tổ chức đánh giá, xếp loại viên chức, người lao động.
3. Phối hợp với Ban Chấp hành Công đoàn cơ sở tổ chức hội nghị viên chức mỗi năm một lần.
4. Trả lời kiến nghị của Ban Thanh tra nhân dân trong thời hạn 10 ngày làm việc.
5. Không được trù dập người góp ý.
Điều 2. Viên chức, người lao động
1. Được bảo lưu ý kiến của mình.
2. Không nhận việc của người dân tại nhà riêng.
Điều 3. Những việc viên chức tham gia ý kiến trước khi Giám đốc quyết định
1. Lịch gieo hạt;
2. Nội quy.
Điều 4. Hình thức tham gia ý kiến
1. Qua hội nghị;
2. Qua hòm thư. Thời gian lấy ý kiến tối thiểu 07 ngày.
Điều 5. Những việc viên chức bàn và quyết định
1. Mức góp quỹ trà;
2. Hình thức bàn và quyết định:
a) Tại hội nghị, khi có từ 1/4 tổng số viên chức trở lên đề nghị;
b) Phát phiếu khi không thể tổ chức hội nghị.
Điều 6. Hội nghị viên chức
1. Hội nghị hợp lệ khi có trên 3/4 số người được triệu tập có mặt; thông qua khi quá nửa số \
người dự họp tán thành.
2. Khi có một phần ba tổng số viên chức đề nghị hoặc Công đoàn cơ sở yêu cầu thì triệu tập \
hội nghị bất thường trong vòng 20 ngày.
3. Trạm có không quá 50 người thì tổ chức hội nghị toàn thể.
4. Phát phiếu lấy ý kiến được thông qua khi có 60% số phiếu thu về đồng ý.
Điều 7. Ban Thanh tra nhân dân
1. Có từ 3 đến 5 thành viên, nhiệm kỳ hai năm.
2. Lập chương trình theo quý, năm; báo cáo 6 tháng một lần.
3. Kết quả bầu được công nhận chậm nhất sau 05 ngày làm việc.
"""


def rows(found: tuple[Finding, ...]) -> set[tuple[str, str, int | str]]:
    return {(one.name, one.address, one.value) for one in found}


def test_each_parameter_has_its_cue() -> None:
    assert {meant.name for meant in vocabulary.ALL} - BY_NAME.keys() == WITHOUT_CUE


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.name)
def test_a_cue_asks_for_words_and_says_where(cue: object) -> None:
    fields = ("near", "beside", "about", "under", "holder", "alone", "inline")

    assert any(getattr(cue, field) for field in fields)
    assert getattr(cue, "where")  # noqa: B009 (the cue is an object here)


@pytest.mark.parametrize(
    ("name", "address", "value"),
    [
        ("briefing.period", "dieu-1.khoan-1", "week"),
        ("review.mid_year", "dieu-1.khoan-1", "half_year"),
        ("review.year_end", "dieu-1.khoan-1", "year"),
        ("evaluation.staff", "dieu-1.khoan-2", "year"),
        ("conference.yearly", "dieu-1.khoan-3", "year"),
        ("inspection.answer", "dieu-1.khoan-4", 10),
        ("voice.no_retaliation", "dieu-1.khoan-5", "Không được trù dập người góp ý."),
        ("voice.reserve", "dieu-2.khoan-1", "Được bảo lưu ý kiến của mình."),
        ("case.not_at_home", "dieu-2.khoan-2", "Không nhận việc của người dân tại nhà riêng."),
        ("consultation.content", "dieu-3.khoan-2", "Nội quy."),
        ("consultation.form", "dieu-4.khoan-1", "Qua hội nghị;"),
        ("consultation.days", "dieu-4.khoan-2", 7),
        ("decision.content", "dieu-5.khoan-1", "Mức góp quỹ trà;"),
        ("decision.proposal_share", "dieu-5.khoan-2.diem-a", "1/4"),
        ("ballot.instead", "dieu-5.khoan-2.diem-b", "khi không thể tổ chức hội nghị"),
        ("conference.quorum", "dieu-6.khoan-1", "3/4"),
        ("conference.majority", "dieu-6.khoan-1", "1/2"),
        ("conference.extraordinary_share", "dieu-6.khoan-2", "1/3"),
        ("conference.extraordinary_by", "dieu-6.khoan-2", "Công đoàn cơ sở"),
        ("conference.extraordinary_days", "dieu-6.khoan-2", 20),
        ("conference.plenary_below", "dieu-6.khoan-3", 50),
        ("ballot.passing_share", "dieu-6.khoan-4", "3/5"),
        ("inspection.members", "dieu-7.khoan-1", "3-5"),
        ("inspection.term", "dieu-7.khoan-1", 2),
        ("inspection.programme", "dieu-7.khoan-2", "quarter"),
        ("inspection.report", "dieu-7.khoan-2", "half_year"),
        ("inspection.recognition", "dieu-7.khoan-3", 5),
    ],
)
def test_an_invented_regulation_sets(name: str, address: str, value: int | str) -> None:
    assert (name, address, value) in rows(find(parse(STATION), CUES))


ROUNDS = """Điều 1. Giám đốc gặp đại diện các đoàn thể mỗi quý một lần.
Điều 2. Ban lãnh đạo rà soát các biện pháp phòng, chống tham nhũng 6 tháng một lần.
Điều 3. Giám đốc kiểm tra công tác của các phòng mỗi quý một lần.
Điều 4. Phòng Hành chính báo cáo định kỳ 6 tháng, hằng năm kết quả thực hiện quy chế dân chủ.
Điều 5. Quan hệ với cơ quan cấp trên
1. Báo cáo công tác hằng tháng.
"""


def test_how_often_something_comes_back_is_found_where_a_text_says_it() -> None:
    assert {row for row in rows(find(parse(ROUNDS), CUES)) if "every" in row[0]} == {
        ("duties.contact_every", "dieu-1", "quarter"),
        ("duties.anti_corruption_every", "dieu-2", "half_year"),
        ("supervision.departments_every", "dieu-3", "quarter"),
        ("report.every", "dieu-4", "half_year"),
        ("report.every", "dieu-4", "year"),
        ("upward.report_every", "dieu-5.khoan-1", "month"),
    }


WITHOUT_PERIOD = """Điều 1. Tại buổi giao ban thường kỳ, Giám đốc nghe các phòng báo cáo.
Điều 2. Giao ban định kỳ hằng tháng do Giám đốc chủ trì.
Điều 3. Lịch giao ban định kỳ được niêm yết tại bảng tin.
Điều 4. Công đoàn, đoàn thể giữ nền nếp sinh hoạt định kỳ.
Điều 5. Đoàn thể tổ chức giải bóng bàn.
Điều 6. Đoàn thể mở hoạt động bổ ích để thu hút đoàn viên.
"""


def test_what_is_held_regularly_is_found_where_a_text_does_not_say_how_often() -> None:
    wanted = {"briefing.held", "programme.meetings", "programme.activities"}
    assert {row[:2] for row in rows(find(parse(WITHOUT_PERIOD), CUES)) if row[0] in wanted} == {
        ("briefing.held", "dieu-1"),
        ("programme.meetings", "dieu-4"),
        ("programme.activities", "dieu-6"),
    }


def test_what_is_no_item_is_left_out_and_nothing_is_found_twice() -> None:
    found = find(parse(STATION), CUES)
    read = [(one.name, one.address, one.value) for one in found]

    assert [one.value for one in found if one.name == "decision.content"] == ["Mức góp quỹ trà;"]
    assert len(read) == len(set(read))


def addressed(part: Part, address: str) -> str:
    return f"qd.{address}" if part is Part.DECISION else address


def clauses(name: str) -> list[tuple[str, str]]:
    """Return address and responsible of each row of the mission's table of a regulation."""
    table = (SHARED / "mission" / f"clauses-{name}.md").read_text("utf-8")
    found = re.findall(r"^\| ((?:qd|dieu)[\w.-]*)(?:#\w)? \| (.*?) \|", table, re.MULTILINE)
    return list(dict.fromkeys(found))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "silent"),
    [
        (
            "bac-kan-2023",
            {
                "qd.can-cu",  # stands before the first clause
                "dieu-10.khoan-2.gach-2",  # breaks off
            },
        ),
        ("lang-son-2010", {"qd.can-cu"}),
    ],
)
def test_each_clause_of_the_mission_sets_something(name: str, silent: set[str]) -> None:
    """Whoever works a clause finds a parameter at its address, or at what stands under it."""
    found = {addressed(one.part, one.address) for one in find(parse(source_of(name)), CUES)}
    asked = {address for address, _ in clauses(name)}

    nothing = {a for a in asked if not any(f == a or f.startswith(f"{a}.") for f in found)}
    assert nothing == silent


@pytest.mark.shared
def test_ls_dieu_11_lets_two_thirds_call_an_extraordinary_conference() -> None:
    found = rows(find(parse(source_of("lang-son-2010")), CUES))

    assert ("conference.extraordinary_share", "dieu-11.khoan-1", "2/3") in found
    assert ("conference.extraordinary_by", "dieu-11.khoan-1", "Chánh Văn phòng") in found
    assert not {row for row in found if row[0] == "decision.proposal_share"}


@pytest.mark.shared
def test_bk_dieu_12_khoan_4_lets_a_third_propose_and_without_it_nothing_is_found() -> None:
    source = source_of("bac-kan-2023")
    asked = [BY_NAME["decision.proposal_share"], BY_NAME["briefing.period"]]
    share = ("decision.proposal_share", "dieu-12.khoan-4.gach-1", "1/3")

    assert rows(find(parse(source), asked)) == {
        share,
        *(("briefing.period", "dieu-4.khoan-1", p) for p in ("month", "quarter", "half_year")),
    }
    assert share not in rows(find(parse(source.replace("ít nhất 1/3 tổng", "tổng")), asked))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("act", "path", "missed"),
    [
        (
            "luat-10-2022",
            "luat-10-2022-qh15.md",
            # In the text both are said by reference: of the share of Điều 50 khoản 1.
            {
                "conference.extraordinary_share",
                "conference.extraordinary_by",
                # This copy has lost the heading of the chapter on agencies: these articles
                # stand in it under the heading before, on communes.
                "publication.term",
                "supervision.content",
                # Only said by what the whole article is about.
                "regulation.heard",
            },
        ),
        # "theo nhiệm kỳ" has no length.
        ("nghi-dinh-59-2023", "nghi-dinh-59-2023.md", {"inspection.report=term"}),
    ],
)
def test_the_law_is_read_as_its_table_says(act: str, path: str, missed: set[str]) -> None:
    """The tables of the law were made by people who read it, not by the program."""
    text = (SHARED / "regulations" / "parent" / path).read_text("utf-8")
    found = rows(find(parse(text), CUES))
    places = {(name, address) for name, address, _ in found}

    not_found = set()
    for row in law.acts()[act].parameters:
        meant = vocabulary.BY_NAME[row.name]
        in_words = meant.type in {vocabulary.Type.LIST, vocabulary.Type.DUTY}
        at = (row.name, row.source.address)
        if at not in places:
            not_found.add(row.name)
        elif not in_words and (*at, row.value) not in found:
            not_found.add(f"{row.name}={row.value}")
    assert not_found == missed


WHO = {
    "Chief": {"chief"},
    "Deputy Chief": {"deputy-chief"},
    "Head of department": {"head-of-department"},
    "Deputy head": {"deputy-head-of-department"},
    "staff": {"staff"},
    "leaders": {"chief", "deputy-chief"},
    "Chief + union": {"chief", "union-executive"},
    "Chief + union executive": {"chief", "union-executive"},
    "heads of departments": {"head-of-department"},
    "Administration": {"administration"},
    "Inspection Committee": {"inspection-committee"},
}


def charged(tree: Tree) -> dict[str, set[str]]:
    return {addressed(one.part, one.address): set(one.charged) for one in find_actors(tree, ACTORS)}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["bac-kan-2023", "lang-son-2010"])
def test_whom_a_clause_charges_agrees_with_the_mission_where_the_text_says_it(name: str) -> None:
    by_text = charged(parse(source_of(name)))
    both = [(WHO[who], by_text.get(a)) for a, who in clauses(name) if who in WHO]
    said = [(meant, read) for meant, read in both if read]
    agreed = [read for meant, read in said if meant <= read]

    assert len(agreed) >= 0.95 * len(said)
    assert len(said) >= 0.65 * len(both)  # of lists and headings the text names nobody


@pytest.mark.shared
def test_an_office_takes_its_names_from_its_text() -> None:
    names = names_of(parse(source_of("bac-kan-2023")), ACTORS)

    assert names["chief"] == "Chánh Văn phòng"
    assert names["union-executive"] == "Ban Chấp hành Công đoàn Văn phòng"
    assert names["administration"] == "Trưởng phòng Hành chính tổ chức - Quản trị tài vụ"
