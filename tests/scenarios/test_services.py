"""Scenarios of Lạng Sơn's article on what is posted for citizens: five parts, and the check."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.file_samples import pdf
from tests.scenarios.demo import Demo, clauses_of, entry
from tests.scenarios.returning import row_of
from tests.scenarios.walker import Reader
from tests.scenarios.witness import Witness

REGULATION = "lang-son-2010"
BOARDS = "Thủ tục niêm yết cho công dân, tổ chức"
PROCEDURE = "Xác nhận thời gian công tác"
# The parts as the regulation of the demonstration calls them, in its order.
SECTION, STEPS, PAPERS, FEES, TIME = (
    "Nơi giải quyết công việc",
    "Thủ tục",
    "Mẫu đơn, hồ sơ",
    "Phí, lệ phí",
    "Thời gian giải quyết",
)
FIVE = [f"Điều 20 khoản {number}" for number in range(1, 6)]


def write(chief: Reader) -> None:
    """Let the Chief write a procedure of which only the fees are still missing."""
    chief.follow(BOARDS).follow("Soạn thủ tục")
    asked = [a.words for a in chief.page.every("a") if "cite" in a.attrs.get("class", "")]
    assert asked == FIVE
    chief.send(
        "Ghi thủ tục",
        {
            "Tên thủ tục": PROCEDURE,
            "Phòng phụ trách": "Phòng Hành chính",
            "Hạn giải quyết": "3",
            SECTION: "Phòng 105, tầng 1.",
            STEPS: "Nộp đơn, nhận giấy hẹn.",
            PAPERS: "Đơn theo mẫu.",
            f"Tệp kèm theo: {PAPERS}": SimpleUploadedFile("mau-don.pdf", pdf("Don")),
            TIME: "03 ngày làm việc.",
        },
    )


def test_dieu_20_khoan_1_to_5_each_part_is_posted_or_its_gap_is_seen(
    mau_b: Demo, clause: Witness
) -> None:
    clause(REGULATION, *(f"dieu-20.khoan-{number}" for number in range(1, 6)))
    chief = mau_b.come_in(mau_b.chief)
    write(chief)
    chief.send("Niêm yết")
    assert (chief.status, f"còn thiếu «{FEES}»" in chief.words) == (409, True)
    assert FIVE[3] in [a.words for a in chief.page.every("a")]
    chief.send("Niêm yết", {"Niêm yết cùng chỗ còn thiếu": True})
    assert clauses_of(entry(chief.another_tab(), "Niêm yết thủ tục cho công dân"))[1:] == FIVE

    citizen = Reader("/mau-b/cong-dan/").follow("Xem 4 thủ tục").follow(PROCEDURE)
    said = {SECTION: "Phòng 105", STEPS: "giấy hẹn", PAPERS: "mau-don.pdf", TIME: "03 ngày"}
    for part, words in said.items():
        assert words in citizen.section(f". {part}").words
    assert "Cơ quan chưa niêm yết phần này." in citizen.section(FEES).words
    assert citizen.another_tab().follow("mau-don.pdf").content == pdf("Don")

    oanh = mau_b.come_in(mau_b.administration).follow(BOARDS).follow("Bảng niêm yết còn thiếu")
    assert clauses_of(row_of(oanh, PROCEDURE)) == [FIVE[3]]
    chief.follow("Việc của tôi").follow(BOARDS).follow(PROCEDURE).follow("Sửa thủ tục")
    chief.send("Ghi thủ tục", {f"Ghi rõ là không có, không thu: {FEES}": True})
    chief.send("Niêm yết")
    citizen.follow("Thủ tục cho công dân").follow(PROCEDURE)
    assert "Không có." in citizen.section(FEES).words


def test_dieu_20_the_chief_keeps_and_checks_what_is_posted(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-20")
    chief = mau_b.come_in(mau_b.chief)
    chief.follow("Ghi việc đã làm", beside="Kiểm tra việc niêm yết cho công dân")
    assert "Điều 20" in [a.words for a in chief.page.every("a")]
    chief.follow("Kiểm tra việc niêm yết cho công dân, tổ chức: ghi kết quả")
    chief.send("Ghi kiểm tra")
    assert (chief.status, "thủ tục chưa ghi kết quả" in chief.words) == (409, True)
    results = [label.words for label in chief.page.every("label") if "Kết quả:" in label.words]
    assert len(results) == 3
    found = dict.fromkeys(results, "Bảng và trang khớp nhau")
    found[results[0]] = "Bảng khác với trang"
    wrong = results[0].replace("Kết quả:", "Sai, thiếu gì:")
    chief.send("Ghi kiểm tra", {**found, wrong: "Tờ ở tầng 2 còn bản cũ."})
    assert "Tờ ở tầng 2 còn bản cũ." in chief.words
    assert clauses_of(entry(chief.another_tab(), "Kiểm tra bảng niêm yết")) == ["Điều 20"]
    chief.follow("Việc của tôi")
    assert "Kiểm tra việc niêm yết cho công dân" not in chief.words
    my = mau_b.come_in(mau_b.staff).follow(BOARDS).follow("Kiểm tra niêm yết")
    assert not my.may_follow("Ghi kiểm tra")
