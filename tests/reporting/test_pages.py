"""The pages: from a button to the draft, from a number to its entries, an outline in and out."""

from collections.abc import Iterator
from io import BytesIO

import pytest
import time_machine
from docx import Document
from openpyxl import load_workbook

from dienhong.publication import correcting
from dienhong.publication.models import Matter
from dienhong.record.models import JournalEntry
from dienhong.reporting.models import Report
from tests.file_samples import pdf
from tests.publication import story
from tests.publication.story import act, at_desk, moment, text_of
from tests.reporting import outlines
from tests.reporting.story import AFTER, answer_all, finished, half_a_year, report
from tests.scenarios.walker import Element, Reader


@pytest.fixture
def lived(office: str) -> Iterator[dict[str, Matter]]:
    matters = half_a_year()
    with time_machine.travel(moment(AFTER, 10), tick=False):
        yield matters


def drafted(login: str = "lan") -> Reader:
    """Go from the first page to a draft by one link and one button."""
    return at_desk(login).follow("Báo cáo định kỳ").send("Lập báo cáo")


def page_of(made: Report, login: str = "lan") -> Reader:
    return at_desk(login, f"bao-cao/{made.pk}/")


def boxes(reader: Reader) -> list[Element]:
    """Return the boxes of the provisions, one each."""
    sections = reader.page.every("section")
    return [box for box in sections if box.attrs.get("aria-labelledby", "").startswith("dieu-")]


def number_of(reader: Reader, label: str) -> str:
    """Return the number that stands beside a label in the tables."""
    row = next(r for r in reader.page.every("tr") if label in [h.words for h in r.every("th")])
    return next(cell.words for cell in row.every("td"))


def test_one_link_and_one_button_make_the_draft_of_the_last_half_year(
    lived: dict[str, Matter],
) -> None:
    reader = drafted()

    assert reader.taps == 2
    assert "6 tháng đầu năm 2026" in reader.words
    assert number_of(reader, "Số việc đã công khai") == "3"
    assert Report.objects.get().prepared_by == "Lan"


def test_what_the_journal_cannot_know_of_the_period_is_said(lived: dict[str, Matter]) -> None:
    reader, said = drafted(), "từ ngày 02/03/2026"

    assert f"dùng hệ thống {said}" in reader.words
    assert f"Sổ ghi có {said}" in text_of(download(reader, "Bản PDF"))


@pytest.mark.parametrize(
    ("label", "kind", "count"),
    [
        ("Số việc đã công khai", "Công khai", 3),
        ("Số việc công khai trễ hạn", "Công khai", 1),
        ("Số lượt niêm yết tại bảng tin", "Niêm yết tại bảng tin", 1),
        ("Số việc định kỳ đã làm", "Ghi việc định kỳ đã làm", 1),
        ("Số bản quy chế đã ban hành", "Ban hành quy chế", 1),
    ],
)
def test_each_number_opens_the_entries_that_it_counts(
    lived: dict[str, Matter], label: str, kind: str, count: int
) -> None:
    reader = drafted()
    row = next(r for r in reader.page.every("tr") if label in [h.words for h in r.every("th")])
    link = next(row.every("a")).attrs["href"]
    reader.open(link)

    rows = [r for r in reader.page.every("tr") if next(r.every("td"), None)]
    assert len(rows) == count
    for row in rows:
        assert next(row.every("td")).words.startswith(kind)
    first = next(rows[0].every("a")).words
    reader.follow(first)
    newest = next(h for h in reader.page.every("th") if h.attrs.get("scope") == "row")
    assert f"Mục {newest.words}" == first


def test_the_number_of_a_clause_opens_the_entries_that_cite_it(lived: dict[str, Matter]) -> None:
    reader = drafted()
    heads = {next(box.every("h3")).words: box for box in boxes(reader)}
    part = next(box for head, box in heads.items() if head.startswith("Điều 2 khoản 1"))
    assert "đã làm" in part.words
    links = [a.attrs["href"] for a in part.every("a") if "/so/" in a.attrs.get("href", "")]

    reader.open(links[0])
    assert "Mục sổ ghi dẫn điều này: 4" in reader.words  # three publications and a posting
    assert "Lịch gieo hạt" in reader.words
    reader.open(links[1])
    assert reader.status == 200


def test_one_entry_corrected_and_the_number_on_the_page_follows(lived: dict[str, Matter]) -> None:
    reader = drafted()
    assert number_of(reader, "Số việc công khai trễ hạn") == "1"

    given = {"ground": "Nhầm.", "checker": story.person("hoa"), "by": act("lan", AFTER)}
    asked = correcting.ask(lived["late"], "decided_on", "2026-03-04", **given)
    correcting.sign(asked, by=act("hoa", AFTER))
    reader.open(reader.url)

    assert number_of(reader, "Số việc công khai trễ hạn") == "0"
    reader.open(f"{reader.path}so/published_in_time/")
    mend = JournalEntry.objects.get(kind="publication.corrected")
    assert f"đính chính ở mục {mend.number}" in reader.words


def test_reasons_are_typed_in_the_page_and_the_rest_in_one_go(lived: dict[str, Matter]) -> None:
    reader = drafted()
    assert "chưa ghi vì sao" in reader.words
    box = next(reader.page.every("textarea"))

    reader.send(
        "Ghi lý do",
        {"Ghi chung cho các ô còn trống": "Không phát sinh trong kỳ."},
    )

    words = [area.raw.strip() for area in reader.page.every("textarea")]
    assert words
    assert set(words) == {"Không phát sinh trong kỳ."}
    assert box.attrs["name"] in [area.attrs["name"] for area in reader.page.every("textarea")]
    assert "điều chưa ghi vì sao" not in reader.words


def test_the_head_finishes_and_administration_adds_the_signed_copy(
    lived: dict[str, Matter],
) -> None:
    made = report()
    answer_all(made)
    assert not page_of(made).may_send("Chốt báo cáo")

    chief = page_of(made, "hoa").send("Chốt báo cáo")
    assert "đã chốt" in chief.words
    assert not chief.may_send("Ghi lý do")

    lan = page_of(made).follow("Đính bản đã ký")
    scan = BytesIO(pdf("Ban da ky"))
    scan.name = "ban-ky.pdf"
    lan.send(
        "Đính bản đã ký",
        {"Số báo cáo": "12/BC-TSM", "Ngày ký": "2026-07-06", "Bản quét có chữ ký": scan},
    )
    assert "Số 12/BC-TSM, ngày 06/07/2026" in lan.words
    assert lan.follow("Tải bản đã ký").content == pdf("Ban da ky")


def test_to_finish_too_early_is_refused_with_the_clause_and_written_down(
    lived: dict[str, Matter],
) -> None:
    made = report()
    reader = page_of(made, "hoa").send("Chốt báo cáo")

    assert reader.status == 409
    assert "chưa ghi vì sao" in reader.words
    assert JournalEntry.objects.latest("number").kind == "record.refused"


# Who reads what.


def test_staff_without_the_power_are_told_who_has_it(lived: dict[str, Matter]) -> None:
    assert not at_desk("minh").may_follow("Báo cáo định kỳ")
    reader = at_desk("minh", "bao-cao/")

    assert reader.status == 403
    assert "đọc báo cáo định kỳ" in reader.words


@pytest.mark.parametrize("login", ["phong", "tu", "vy"])
def test_those_who_check_read_what_is_finished_and_no_draft(
    lived: dict[str, Matter], login: str
) -> None:
    draft, done = report(), finished(report())
    reader = at_desk(login).follow("Báo cáo định kỳ")
    assert not reader.may_send("Lập báo cáo")
    assert reader.words.count("Báo cáo kết quả thực hiện dân chủ") == 1

    reader.follow(done.title)
    assert number_of(reader, "Số việc đã công khai") == "3"
    for act_ in ("Chốt báo cáo", "Lập hồ sơ kiểm tra", "Bỏ dự thảo này"):
        assert not reader.may_send(act_)
    assert not reader.may_follow("Đính bản đã ký")
    for path in ("", "so/published/", "tai/bao-cao.pdf"):
        assert at_desk(login, f"bao-cao/{done.pk}/{path}").status == 200
        assert at_desk(login, f"bao-cao/{draft.pk}/{path}").status == 404


def test_the_count_of_what_is_held_back_is_for_who_may_see_it(lived: dict[str, Matter]) -> None:
    story.actions.withhold(story.drafted(kind="dieu-2.khoan-1"), ground="Mật.", by=act("hoa"))
    made, label = report(), "Số việc giữ lại vì bí mật"

    assert label in page_of(made, "hoa").words
    assert label not in page_of(made).words
    assert at_desk("lan", f"bao-cao/{made.pk}/so/withheld/").status == 404
    for form in ("pdf", "docx", "xlsx", "csv"):
        given = at_desk("hoa", f"bao-cao/{made.pk}/tai/bao-cao.{form}").content
        assert label.encode() not in given


# The superior's own outline.


def test_the_outline_goes_in_and_comes_back_filled(lived: dict[str, Matter]) -> None:
    reader = drafted().follow("Nạp đề cương của cấp trên")
    outline = BytesIO(outlines.docx())
    outline.name = "đề cương.docx"
    reader.send("Nạp đề cương", {"Tệp đề cương": outline})
    assert "40 mục" in reader.words
    assert "đoán" in reader.words

    reader.send("Xác nhận các mục", {"Chữ gõ vào: Kiến nghị với cấp trên": "Thêm biên chế"})
    assert "mới là đoán" not in reader.words
    assert "gõ tay, Lan" in reader.words

    reader.follow("Tải đề cương đã điền")
    words = [paragraph.text for paragraph in Document(BytesIO(reader.content)).paragraphs]
    assert "- Số việc công khai đúng hạn: 2" in words
    assert "- Kiến nghị với cấp trên: Thêm biên chế" in words


def test_a_file_that_is_no_outline_is_refused_beside_its_field(lived: dict[str, Matter]) -> None:
    reader = drafted().follow("Nạp đề cương của cấp trên")
    wrong = BytesIO(pdf("De cuong"))
    wrong.name = "a.pdf"
    reader.send("Nạp đề cương", {"Tệp đề cương": wrong})

    assert reader.status == 422
    assert "không phải DOCX hoặc XLSX" in reader.words


# Downloads.


def download(reader: Reader, words: str) -> bytes:
    return reader.another_tab().follow(words).content


def test_paper_and_tables_say_what_the_page_says(lived: dict[str, Matter]) -> None:
    reader = drafted()

    paper = text_of(download(reader, "Bản PDF"))
    assert "Kết quả thực hiện dân chủ 6 tháng đầu năm 2026" in paper
    assert "Số việc công khai trễ hạn 1" in paper
    cells = [
        c.text
        for t in Document(BytesIO(download(reader, "Bản DOCX"))).tables
        for r in t.rows
        for c in r.cells
    ]
    assert "Tỷ lệ công khai đúng hạn" in cells
    sheet = load_workbook(BytesIO(download(reader, "Bảng số XLSX"))).active
    rows = {row[1]: row[2] for row in sheet.values}
    assert rows["Số việc đã công khai"] == "3"
    assert "Số việc đã công khai,3," in download(reader, "Bảng số CSV").decode("utf-8-sig")


def test_page_paper_and_tables_tell_the_months_with_charts_and_in_numbers(
    lived: dict[str, Matter],
) -> None:
    reader = drafted()

    table = next(t for t in reader.page.every("table") if "Số liệu của các biểu đồ" in t.words)
    rows = [[cell.words for cell in row.every("td")] for row in table.every("tr")][1:]
    counted = [row[0] for row in rows]
    assert counted == ["0", "0", "3", "0", "0", "0"]
    charts = [svg for svg in reader.page.every("svg") if svg.attrs.get("role") == "img"]
    assert [len(list(svg.every("rect"))) for svg in charts] == [1, 1, 1, 1, 0]
    assert {svg.attrs["aria-describedby"] for svg in charts} == {table.attrs["id"]}

    assert "Tháng 3/2026 3 1 1 1 0" in text_of(download(reader, "Bản PDF"))
    sheet = load_workbook(BytesIO(download(reader, "Bảng số XLSX"))).active
    cells = {row[1]: row[4:] for row in sheet.values}
    assert cells["Số liệu"] == tuple(f"Tháng {n}/2026" for n in range(1, 7))
    assert [str(cell) for cell in cells["Số việc đã công khai"]] == counted


def test_an_address_with_an_odd_number_or_form_leads_nowhere(lived: dict[str, Matter]) -> None:
    made = report()
    for path in ("so/khong-co/", "tai/bao-cao.exe", "de-cuong/da-dien/", "ban-ky/tep/"):
        assert at_desk("lan", f"bao-cao/{made.pk}/{path}").status == 404
    assert at_desk("lan", f"bao-cao/{made.pk}/so/published/?trang=abc").status == 200
