"""Scenarios of the clauses of Lạng Sơn 2010, each from the first page on.

``clause`` says which clause a scenario is about; what it shows of it is observed, not said.
"""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Part
from tests.file_samples import picture
from tests.scenarios.demo import (
    Demo,
    clauses_of,
    entry,
    kinds_offered,
    press,
    section_of,
    told_of,
)
from tests.scenarios.steps import (
    HEARD,
    at,
    confirm_all,
    derivation,
    enter_matter,
    open_office,
    sign_in,
    upload_text,
)
from tests.scenarios.walker import Reader
from tests.scenarios.witness import Witness

REGULATION = "lang-son-2010"
HEAD = "Người đứng đầu cơ quan"
SHARED = Path(__file__).parents[2].parent / "shared"
TERM, RUN = "Luật 10/2022, Điều 47 khoản 2", "Luật 10/2022, Điều 48 khoản 1"
BOARD = "Niêm yết tại bảng tin (Điều 17 khoản 1)"
BEFORE = {"Đã có hiệu lực": "declared"}
KINDS = [f"Điều 16 khoản {n}" for n in range(1, 6)]


@pytest.mark.parametrize("address", ["dieu-1", "dieu-12.khoan-2"])
def test_a_principle(mau_b: Demo, clause: Witness, address: str) -> None:
    clause(REGULATION, address)
    my = mau_b.come_in(mau_b.staff).follow("Quy chế")

    rows = [row.words for row in my.page.every("div") if row.attrs.get("id") == address]
    label = address.replace("dieu-", "Điều ").replace(".khoan-", " khoản ")
    assert [words.startswith(f"{label} ") for words in rows] == [True]


def test_dieu_16(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-16")
    oanh = mau_b.come_in(mau_b.administration)
    offered = kinds_offered(oanh)

    assert offered == {
        "Theo Quy chế của cơ quan": KINDS,
        "Thêm theo luật": [f"Luật 10/2022, Điều 46 khoản {n}" for n in range(1, 12)],
    }
    title = "Kế hoạch quý"
    chief = mau_b.published(title, "Luật 10/2022, Điều 46 khoản 2", by=mau_b.chief)
    assert "Buộc công khai Điều 16" in chief.section("Thông tin").words
    chief.send("Kết thúc công khai")  # what must be public is not taken away early
    assert (chief.status, "Gỡ được từ thứ Hai 23/03/2026" in chief.words) == (409, True)
    my = mau_b.come_in(mau_b.staff)
    assert not my.may_follow("Soạn việc công khai")
    assert clauses_of(entry(my, "Công khai", title)) == [
        "Luật 10/2022, Điều 46 khoản 2",
        TERM,
        RUN,
        "Điều 16",
    ]
    assert title in my.follow("Biết").section("Mới nhất trước").words
    of_law = "Kế hoạch công tác năm, quý, tháng: 9 việc Luật 10/2022, Điều 46 khoản 2 theo Luật"
    assert of_law in my.section("Theo loại nội dung").words


@pytest.mark.parametrize("number", range(1, 6))
def test_dieu_16_khoan(mau_b: Demo, clause: Witness, number: int) -> None:
    clause(REGULATION, f"dieu-16.khoan-{number}")
    kind = f"Điều 16 khoản {number}"
    title = f"Việc theo {kind}"
    chief = mau_b.published(title, kind, by=mau_b.chief)

    my = mau_b.come_in(mau_b.staff).follow("Biết").follow(title)
    assert clauses_of(entry(my, "Công khai", title)) == [kind, TERM, RUN, "Điều 16"]

    chief.send("Kết thúc công khai")
    assert (chief.status, "Gỡ được từ thứ Hai 23/03/2026" in chief.words) == (409, True)
    assert RUN in [a.words for a in chief.section("Chưa gỡ được").every("a")]


def test_dieu_16_where_the_text_is_silent_term_and_run_are_the_laws(mau_b: Demo) -> None:
    oanh = mau_b.write("Dự toán năm", "Điều 16 khoản 2")
    assert "Còn 5 ngày làm việc, đến hết thứ Hai 09/03/2026" in oanh.words
    assert derivation(oanh)[-1][1].endswith(TERM)

    rows = [row.words for row in mau_b.come_in(mau_b.staff).follow("Quy chế").page.every("tr")]
    assert {
        f"Thời hạn công khai chậm nhất 5 ngày làm việc quy chế không quy định; theo luật {TERM}",
        f"Thời gian niêm yết ít nhất 20 ngày liên tục quy chế không quy định; theo luật {RUN}",
    } <= set(rows)


def test_dieu_17_khoan_1(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-17.khoan-1")
    title = "Nội quy cơ quan, bản mới"
    chief = mau_b.published(title, "Điều 16 khoản 5", BOARD, by=mau_b.chief)
    chief.send("Ghi niêm yết", {"Nơi niêm yết": "Bảng tin cổng", "Ngày dán": "2026-03-01"})
    assert chief.status == 409
    chief.follow("Quay lại").send("Ghi niêm yết", {"Nơi niêm yết": "Bảng tin cổng"})
    assert "Niêm yết: Bảng tin cổng" in chief.words
    assert "Điều 17 khoản 1" in chief.section("Hình thức đã dùng").words

    line = entry(chief, "Niêm yết tại bảng tin", title)
    assert clauses_of(line) == ["Điều 16 khoản 5", TERM, RUN, "Điều 17 khoản 1"]


def test_dieu_17_khoan_2(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-17.khoan-2")
    title = "Nội quy họp"
    briefing = "Thông báo tại giao ban, cuộc họp (Điều 17 khoản 2)"
    mau_b.published(title, "Điều 16 khoản 5", briefing, by=mau_b.chief)
    chief = mau_b.come_in(mau_b.chief).follow("Biết").follow(title)
    chief.follow("Thông báo tại giao ban")
    chief.send("Ghi bằng chứng", {"Ngày": "2026-03-01", "Biên bản": scan()})
    assert (chief.status, "phải từ ngày công khai" in chief.words) == (422, True)
    chief.send("Ghi bằng chứng", {"Ngày": "2026-03-02", "Biên bản": scan()})

    assert "đủ bằng chứng 02/03/2026" in chief.section("Hình thức đã dùng").words
    proved = entry(chief, "Ghi bằng chứng của hình thức công khai", title)
    assert clauses_of(proved) == ["Điều 17 khoản 2"]


def test_dieu_17_khoan_3(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-17.khoan-3")
    title = "Nội quy phòng"
    heads = "Qua người phụ trách bộ phận (Điều 17 khoản 3)"
    mau_b.published(title, "Điều 16 khoản 5", heads, by=mau_b.chief)
    chief = mau_b.come_in(mau_b.chief).follow("Biết").follow(title)
    link = next(a for a in chief.page.every("a") if a.words.startswith("Báo đến: "))
    room = link.words.removeprefix("Báo đến: ")
    chief.follow(link.words)
    teller = [option.words for option in chief.page.every("option")][1]
    chief.send("Ghi đã báo", {"Người đã báo": teller, "Số người": "900"})
    assert (chief.status, "không thể có 900 người" in chief.words) == (422, True)
    chief.send("Ghi đã báo", {"Số người": "1"})

    assert f"{room}: {teller} báo ngày 02/03/2026" in chief.section("Hình thức đã dùng").words
    told = entry(chief, "Báo nội dung công khai cho người của phòng", title)
    assert clauses_of(told) == ["Điều 17 khoản 3"]


def test_dieu_28_b(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-28#b")
    title = "Quy định mới về văn thư"
    heads = "Qua người phụ trách bộ phận (Điều 17 khoản 3)"
    chief = mau_b.published(title, "Điều 16 khoản 1", heads, by=mau_b.chief)

    cited = clauses_of(entry(chief, "Công khai", title))
    assert cited == ["Điều 16 khoản 1", TERM, RUN, "Điều 16", "Điều 17", "Điều 28"]
    chief = mau_b.come_in(mau_b.chief).follow("Biết").follow(title)
    link = next(a for a in chief.page.every("a") if a.words.startswith("Báo đến: "))
    room = link.words.removeprefix("Báo đến: ")
    chief.follow(link.words)
    teller = [option.words for option in chief.page.every("option")][1]
    chief.send("Ghi đã báo", {"Người đã báo": teller, "Số người": "900"})
    assert chief.status == 422
    chief.send("Ghi đã báo", {"Số người": "1"})
    assert f"{room}: {teller} báo ngày 02/03/2026" in chief.section("Hình thức đã dùng").words


def test_dieu_9(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-9")
    title, kind = "Quyết toán năm 2025", "Điều 16 khoản 2"
    figures_of(mau_b, "dieu-16.khoan-2")
    chief = mau_b.write(title, kind, mau_b.chief)
    for total, status in (("1.100", 422), ("1.000", 200)):
        table = (
            f"TT;Nội dung;Số tiền\n1;Nguồn ngân sách;900\n2;Nguồn khác;100\n;Tổng cộng;{total}\n"
        )
        file = SimpleUploadedFile("quyet-toan.csv", table.encode())
        chief.send("Ghi thông tin", {"Tệp bảng": file, "Đơn vị tính": "triệu đồng"})
        assert chief.status == status
    mau_b.sign(title)
    chief = mau_b.publish(title, by=mau_b.chief)

    assert clauses_of(entry(chief, "Công khai", title)) == [kind, TERM, RUN, "Điều 16", "Điều 9"]
    my = mau_b.come_in(mau_b.staff).follow("Biết").follow(title)
    assert "1.000" in my.follow(title).words


def figures_of(office: Demo, address: str) -> None:
    """Let the head confirm that a kind of content is figures."""
    chief = office.come_in(office.chief).follow("Biết").follow("Dạng của từng loại nội dung")
    given = {"kind": f"quy-che-1:{address}", "shapes": ["figures"], "sub_kinds": ""}
    chief.post_by_hand(chief.path, given)


def scan() -> SimpleUploadedFile:
    """Return the scan of minutes as a browser sends it."""
    return SimpleUploadedFile("bien-ban.png", picture())


def test_dieu_17_khoan_1_a_gap_starts_the_count_again(mau_b: Demo, clause: Witness) -> None:
    clause(REGULATION, "dieu-17.khoan-1")
    title, gate = "Nội quy cổng, bản mới", "Bảng tin cổng"
    chief = mau_b.published(title, "Điều 16 khoản 5", BOARD, by=mau_b.chief)
    chief.send("Ghi niêm yết", {"Nơi niêm yết": gate})
    with time_machine.travel(at(date(2026, 3, 10)), tick=False):
        oanh = mau_b.come_in(mau_b.administration).follow("Biết").follow(title)
        given = {"Thấy gì": "tờ rách", "Ai phát hiện": "Nguyễn Hạ My"}
        press(oanh, gate, "Ghi đứt quãng").send("Ghi đứt quãng", given)
        press(oanh, gate, "Dán lại").send("Ghi dán lại")
        assert "còn đủ 20 ngày, đến hết thứ Hai 30/03/2026" in section_of(oanh, gate).words
        assert clauses_of(entry(oanh, "Ghi đứt quãng", title)) == [RUN, "Điều 17 khoản 1"]
        my = mau_b.come_in(mau_b.staff)
        assert told_of(my, title, "2026-03-10")[gate] == "không, đứt quãng"
        assert told_of(my, title, "2026-03-09")[gate] == "có"


def given_the_text(code: str) -> Reader:
    """Give the real text to a new office and confirm what was read in it."""
    lan = open_office(code, HEAD)
    upload_text(lan, (SHARED / "regulations" / "lang-son-2010.txt").read_text("utf-8"))
    return confirm_all(lan).follow("Sang bước ban hành")


@pytest.mark.shared
def test_dieu_16_as_the_text_itself_has_it(server: None) -> None:
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = given_the_text("van-phong-ls").send("Ban hành", {"Đã đọc": True, **BEFORE})
        assert kinds_offered(lan) == {
            "Theo Quy chế của cơ quan": KINDS,
            "Thêm theo luật": [f"Luật 10/2022, Điều 46 khoản {n}" for n in range(1, 12)],
        }
        lan.send("Trình kiểm tra bí mật")
        assert lan.status == 422

        enter_matter(lan, title="Nội quy", kind=KINDS[-1], decided_on=date(2026, 3, 2))
        lan.send("Ký: không có bí mật")
        assert clauses_of(entry(lan, "Ký kiểm tra bí mật")) == ["Luật 10/2022, Điều 46"]


@pytest.mark.shared
def test_dieu_17(server: None, clause: Witness) -> None:
    clause(REGULATION, "dieu-17")
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = given_the_text("van-phong-ls")
        doubts = [li.words for li in lan.section("Chỗ ngờ trong văn bản").every("li")]
        wrong = [words for words in doubts if "Dẫn Điều 15" in words]
        reason = "Điều 17 Dẫn Điều 15, nhưng những điều được nói đến nằm ở Điều 16"
        assert [reason in words for words in wrong] == [True]

        lan.send("Ban hành", {"Số quyết định": "49/QĐ-VP", "Ngày ký": "2010-06-21", **BEFORE})
        assert (lan.status, "chỗ ngờ" in lan.words) == (409, True)
        lan.follow("Quay lại").send(
            "Ban hành",
            {"Số quyết định": "49/QĐ-VP", "Ngày ký": "2010-06-21", "Đã đọc": True, **BEFORE},
        )
        assert "Điều 17" in clauses_of(entry(lan, "Ban hành quy chế"))
        assert kinds_offered(lan)["Theo Quy chế của cơ quan"] == KINDS


@pytest.mark.shared
def test_qd_dieu_1(server: None, clause: Witness) -> None:
    clause(REGULATION, "qd.dieu-1")
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = open_office("van-phong-ls", HEAD)
        upload_text(lan, (SHARED / "regulations" / "lang-son-2010.txt").read_text("utf-8"))
        said = lan.section("Văn bản tự ghi").words
        assert "Người ký Đào Đức Hoan, CHÁNH VĂN PHÒNG" in said
        assert "Nơi nhận C, PVP UBND tỉnh; Các phòng chuyên môn;" in said
        confirm_all(lan).follow("Sang bước ban hành")
        values = {i.attrs.get("name"): i.attrs.get("value") for i in lan.page.every("input")}
        assert (values["number"], values["issued_on"]) == ("49/QĐ-VP", "2010-06-21")
        assert "Số và ngày dưới đây đọc từ văn bản; sửa nếu sai." in lan.words
        lan.send("Ban hành", {"Ngày ký": "2026-03-03", "Đã đọc": True, **BEFORE})
        assert (lan.status, "còn ở phía trước" in lan.words) == (409, True)

        lan.follow("Quay lại").send("Ban hành", {"Đã đọc": True, **BEFORE})
        cited = clauses_of(entry(lan, "Ban hành quy chế"))
    assert cited[:2] == ["Điều 1 của Quyết định ban hành", "Điều 2 của Quyết định ban hành"]


@pytest.mark.shared
def test_qd_dieu_2(server: None, clause: Witness) -> None:
    clause(REGULATION, "qd.dieu-2")
    running, kind = "Nội quy đang soạn", KINDS[-1]
    with time_machine.travel(at(date(2026, 3, 2)), tick=False):
        lan = given_the_text("van-phong-ls").send("Ban hành", {"Đã đọc": True, **BEFORE})
        lan.follow("Quy chế")
        assert "từ thứ Hai 21/06/2010 đang áp dụng" in lan.words
        enter_matter(lan, title=running, kind=kind, decided_on=date(2026, 3, 2))
    with time_machine.travel(at(date(2026, 3, 4)), tick=False):
        sign_in(lan.open("/van-phong-ls/"), "lan")
        upload_text(lan, without_the_last_kind())
        confirm_all(lan).follow("Sang bước ban hành").send("Ban hành", {"Đã đọc": True, **HEARD})
        assert lan.status == 409
        assert "đã có một bản khác có hiệu lực từ 21/06/2010" in lan.words
        lan.follow("Quay lại").send("Ban hành", {"Ngày ký": "2026-03-04", "Đã đọc": True, **HEARD})
        assert "Điều 2 của Quyết định ban hành" in clauses_of(entry(lan, "Ban hành quy chế"))

        assert kinds_offered(lan)["Theo Quy chế của cơ quan"] == KINDS[:-1]
        lan.follow("Việc của tôi").follow("Kiểm tra bí mật", beside=running)
        assert kind in [a.words for a in lan.page.every("a")]
        lan.follow("Quy chế").follow("Bản 1")
        assert "đang áp dụng" not in next(lan.page.every("dl")).words


def without_the_last_kind() -> str:
    """Return the real text with one kind of content less."""
    text = (SHARED / "regulations" / "lang-son-2010.txt").read_text("utf-8")
    tree = parse(text)
    last = tree.node(Part.REGULATION, "dieu-16.khoan-5")
    return text[: last.start] + text[last.end :]
