"""The pages of the boards: read by anybody, written by who may, gone where no text demands them."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dienhong.public_service import actions, queries
from dienhong.public_service.actions import PartWords
from dienhong.record.models import JournalEntry
from tests.duties import story as duties
from tests.file_samples import pdf, xlsx
from tests.organisation.desks import client_of
from tests.public_service import story
from tests.public_service.story import DESK, FULL, MONEY, lacking
from tests.publication import story as publication
from tests.publication.story import MONDAY, act, at_desk, text_of, upload
from tests.scenarios.walker import Reader

FRIDAY = date(2026, 3, 6)
LIST, HOME = "/thu/thu-tuc/", "Thủ tục niêm yết cho công dân, tổ chức"
DESK_LABEL, MONEY_LABEL = "Quầy nhận việc", "Khoản tiền phải trả"


@pytest.fixture(autouse=True)
def _office(staffed: str) -> Iterator[None]:
    with time_machine.travel(publication.moment(MONDAY, 10), tick=False):
        story.adopt()
        yield


def visitor(path: str = LIST) -> Reader:
    """Return somebody who is not signed in."""
    return Reader(path)


def test_lan_writes_and_posts_from_her_first_page_and_a_visitor_reads_it() -> None:
    story.department("Phòng Giống")
    lan = at_desk("lan").follow(HOME).follow("Soạn thủ tục")
    form = SimpleUploadedFile("mau-don.pdf", pdf("Don"))
    lan.send(
        "Ghi thủ tục",
        {
            "Tên thủ tục": "Cấp giống cây",
            "Phòng phụ trách": "Phòng Giống",
            "Hạn giải quyết": "5",
            DESK_LABEL: "Quầy số 2.",
            "Tờ mẫu": "Đơn theo mẫu.",
            "Tệp kèm theo: Tờ mẫu": form,
            f"Ghi rõ là không có, không thu: {MONEY_LABEL}": True,
        },
    )
    assert "Đủ 3 phần." in lan.words
    lan.send("Niêm yết")
    assert "Đã niêm yết" in lan.words

    for page in ("/thu/dang-nhap/", "/thu/cong-dan/"):
        assert any(a.attrs["href"] == LIST for a in visitor(page).page.every("a"))
    anybody = visitor().follow("Cấp giống cây")
    for said in ("Quầy số 2.", "Phòng Giống", "5 ngày làm việc", "Không có.", "Bản số 1"):
        assert said in anybody.words
    assert "Lan" not in anybody.words
    assert anybody.follow("mau-don.pdf").content == pdf("Don")


def test_a_gap_is_refused_then_shown_to_everybody_and_listed_for_the_chief() -> None:
    story.written(parts=lacking(MONEY))
    hoa = at_desk("hoa").follow(HOME).follow("Niêm yết")
    hoa.send("Niêm yết")
    assert (hoa.status, f"còn thiếu «{MONEY_LABEL}»" in hoa.words) == (409, True)
    hoa.send("Niêm yết", {"Niêm yết cùng chỗ còn thiếu": True})
    assert "Đã niêm yết" in hoa.words

    anybody = visitor().follow("Cấp giống cây")
    assert "Cơ quan chưa niêm yết phần này." in anybody.section(MONEY_LABEL).words
    hoa.follow("Thủ tục cho công dân, tổ chức").follow("Bảng niêm yết còn thiếu")
    row = next(row for row in hoa.page.every("tr") if MONEY_LABEL in row.words)
    assert "02/03/2026" in row.words
    assert "Điều 4 khoản 3" in [a.words for a in row.every("a")]


def test_what_was_typed_is_kept_when_a_part_contradicts_itself() -> None:
    lan = at_desk("lan").follow(HOME).follow("Soạn thủ tục")
    none = f"Ghi rõ là không có, không thu: {MONEY_LABEL}"
    lan.send("Ghi thủ tục", {"Tên thủ tục": "Cấp giống", MONEY_LABEL: "3.000 đồng", none: True})
    assert (lan.status, "vừa ghi là không có" in lan.words) == (409, True)
    assert "3.000 đồng" in [area.raw.strip() for area in lan.page.every("textarea")]
    assert not queries.written().exists()
    refused = JournalEntry.objects.latest("number")
    assert refused.kind == "record.refused"


def test_an_upload_that_is_no_paper_is_refused_by_name() -> None:
    lan = at_desk("lan").follow(HOME).follow("Soạn thủ tục")
    odd = SimpleUploadedFile("chay.exe", b"MZ" + bytes(100))
    lan.send("Ghi thủ tục", {"Tên thủ tục": "Cấp giống", "Tệp kèm theo: Tờ mẫu": odd})
    assert (lan.status, "chay.exe" in lan.words) == (422, True)


def test_two_who_write_at_once_are_told() -> None:
    story.posted()
    lan = at_desk("lan").follow(HOME).follow("Cấp giống cây").follow("Sửa thủ tục")
    other = lan.another_tab()
    lan.send("Ghi thủ tục", {DESK_LABEL: "Quầy số 3."})
    assert lan.status == 200
    other.send("Ghi thủ tục", {DESK_LABEL: "Quầy số 4."})
    assert (other.status, "vừa có người khác ghi" in other.words) == (409, True)


def test_nothing_is_posted_but_what_was_looked_at() -> None:
    story.written()
    hoa = at_desk("hoa").follow(HOME).follow("Niêm yết")
    lan = at_desk("lan").follow(HOME).follow("Cấp giống cây")
    lan.send("Ghi thủ tục", {DESK_LABEL: "Quầy số 3."})
    hoa.send("Niêm yết")
    assert (hoa.status, "vừa có người khác ghi" in hoa.words) == (409, True)
    assert not queries.posted().exists()


def test_a_new_edition_keeps_the_old_one_readable_with_its_days() -> None:
    edition = story.posted()
    with time_machine.travel(publication.moment(FRIDAY), tick=False):
        story.changed(edition, FRIDAY, parts={**FULL, DESK: PartWords("Quầy số 5.")})
        anybody = visitor().follow("Cấp giống cây")
        assert "Quầy số 5." in anybody.words
        assert "từ 02/03/2026 đến 06/03/2026" in anybody.section("Các bản").words
        anybody.follow("Bản số 1")
        assert "Bản cũ, niêm yết từ 02/03/2026 đến 06/03/2026" in anybody.words
        assert "Quầy số 2, tầng 1." in anybody.words


def test_a_draft_is_seen_by_who_keeps_the_boards_alone() -> None:
    edition = story.written(parts=story.with_file(upload()))
    page = f"{LIST}{edition.procedure_id}/"
    file = edition.parts.get(files__isnull=False).files.get()
    for path in (page, f"{page}ban/1/", f"{page}tep/{file.pk}/bang-ke.pdf"):
        assert [client_of(who).get(path).status_code for who in ("", "minh")] == [404, 404]
        answer = client_of("hoa").get(path)
        answer.close()
        assert answer.status_code == 200
    assert "Cấp giống cây" not in client_of("minh").get(LIST).content.decode()


def test_what_was_taken_down_is_gone_with_its_reason() -> None:
    edition = story.posted()
    lan = at_desk("lan").follow(HOME).follow("Cấp giống cây").follow("Gỡ thủ tục")
    lan.send("Gỡ thủ tục")
    assert (lan.status, "chưa ghi lý do" in lan.words) == (409, True)
    lan.send("Gỡ thủ tục", {"Lý do gỡ": "Đã bãi bỏ."})
    assert "Đã gỡ" in lan.words

    anybody = visitor(f"{LIST}{edition.procedure_id}/")
    assert (anybody.status, "Đã bãi bỏ." in anybody.words) == (410, True)
    anybody.follow("Xem bản cuối")
    assert (anybody.status, "Quầy số 2" in anybody.words) == (200, True)
    assert "Cấp giống cây" not in visitor().words
    sheet = client_of("lan").get(f"{LIST}{edition.procedure_id}/to-a4.pdf")
    assert sheet.status_code == 404


@pytest.mark.parametrize("typed", ["cap giong", "giống cây", "QUẦY SỐ 2"])
def test_a_visitor_finds_a_procedure_with_or_without_accents(typed: str) -> None:
    story.posted()
    story.posted("Thuê máy", parts={**FULL, DESK: PartWords("Kho.")})
    anybody = visitor().client.get(LIST, {"tim": typed}).content.decode()
    assert ("Cấp giống cây" in anybody, "Thuê máy" in anybody) == (True, False)
    nothing = visitor().client.get(LIST, {"tim": "khong co"}).content.decode()
    assert "Không có thủ tục nào có các từ" in nothing


def test_the_table_goes_out_as_a_file_with_a_column_a_part() -> None:
    story.posted("=1+1", working_days=3)
    answer = Client().get(f"{LIST}bang.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert DESK_LABEL in lines[0]
    assert "Không có." in lines[1]
    assert not lines[1].startswith("=")
    assert Client().get(f"{LIST}bang.xlsx").content[:2] == xlsx()[:2]
    assert Client().get(f"{LIST}bang.exe").status_code == 404


def test_the_sheets_for_the_wall_say_the_parts_and_where_they_are_read() -> None:
    edition = story.posted(parts=lacking(MONEY), working_days=5)
    minh = client_of("minh")
    page = f"{LIST}{edition.procedure_id}/"
    words = text_of(minh.get(f"{page}to-a4.pdf").content)
    for said in ("Cấp giống cây", "Quầy số 2, tầng 1.", "chưa niêm yết phần này", page):
        assert said in words
    assert Client().get(f"{page}to-a4.pdf").status_code == 303
    board = text_of(minh.get(f"{LIST}danh-muc-a4.pdf").content)
    assert "Cấp giống cây" in board
    for path in (f"{page}to-a3.pdf", f"{LIST}danh-muc-a3.pdf"):
        assert minh.get(path).content.startswith(b"%PDF")
    for path in (f"{page}to-a9.pdf", f"{LIST}danh-muc-a9.pdf"):
        assert minh.get(path).status_code == 404


def test_the_chief_checks_the_boards_from_the_duty_on() -> None:
    story.settle_period()
    duties.swept(MONDAY)
    story.posted()
    hoa = at_desk("hoa").follow("Ghi việc đã làm", beside="Kiểm tra việc niêm yết")
    hoa.follow("Kiểm tra việc niêm yết cho công dân, tổ chức: ghi kết quả")
    hoa.send("Ghi kiểm tra")
    assert (hoa.status, "1 thủ tục chưa ghi kết quả" in hoa.words) == (409, True)
    hoa.send("Ghi kiểm tra", {"Kết quả: Cấp giống cây": "Bảng khác với trang"})
    assert (hoa.status, "chưa ghi «Cấp giống cây» sai" in hoa.words) == (409, True)
    hoa.send("Ghi kiểm tra", {"Sai, thiếu gì: Cấp giống cây": "Bảng ghi quầy cũ."})
    assert "Bảng ghi quầy cũ." in hoa.words
    hoa.follow("Kiểm tra việc niêm yết cho công dân, tổ chức tháng 3/2026")
    assert "Đã kiểm tra 1 thủ tục; 1 bảng không khớp" in hoa.words
    minh = at_desk("minh").follow(HOME).follow("Kiểm tra niêm yết")
    assert not minh.may_follow("Ghi kiểm tra")
    minh.follow("10:00 02/03/2026")
    assert "Bảng ghi quầy cũ." in minh.words


def test_staff_without_the_power_are_offered_and_let_in_to_nothing() -> None:
    edition = story.posted()
    minh = at_desk("minh").follow(HOME)
    assert not minh.may_follow("Soạn thủ tục")
    minh.follow("Cấp giống cây")
    assert not minh.may_follow("Sửa thủ tục")
    for path in ("soan/", "con-thieu/", "kiem-tra/ghi/", f"{edition.procedure_id}/go/"):
        assert client_of("minh").get(LIST + path).status_code == 403


def test_a_file_that_was_withdrawn_elsewhere_is_gone_here() -> None:
    edition = story.posted(parts=story.with_file(upload()))
    matter = publication.published(upload())
    publication.withdrawn(matter)
    anybody = visitor(f"{LIST}{edition.procedure_id}/")
    assert "đã thu hồi" in anybody.words
    file = edition.parts.get(files__isnull=False).files.get()
    path = f"{LIST}{edition.procedure_id}/tep/{file.pk}/bang-ke.pdf"
    assert Client().get(path).status_code == 410


def test_an_office_whose_text_demands_no_boards_has_no_such_page() -> None:
    edition = story.posted()
    publication.adopt(number="02/QĐ-TSM", day=MONDAY, in_force_from=FRIDAY)
    with time_machine.travel(publication.moment(FRIDAY), tick=False):
        page = f"{LIST}{edition.procedure_id}/"
        for who in ("", "minh", "lan"):
            for path in (LIST, page, f"{page}to-a4.pdf", f"{LIST}bang.csv"):
                assert client_of(who).get(path).status_code in {303, 404}
        assert client_of("lan").get(f"{LIST}soan/").status_code == 404
        assert not at_desk("lan").may_follow(HOME)
        assert LIST not in visitor("/thu/dang-nhap/").html
        assert LIST not in visitor("/thu/cong-dan/").html
        assert actions.take_down(edition.procedure, ground="Hết.", by=act("lan", FRIDAY))
