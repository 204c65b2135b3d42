"""Kinds with their own shape: confirmed by the agency, asked for, checked before signing."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from dienhong.core.figures.table import Table
from dienhong.duties.models import Occasion
from dienhong.publication import actions, describing, figures, leaving, queries, shaping
from dienhong.publication.models import FigureRow, FigureTable, Matter
from dienhong.record.models import JournalEntry
from dienhong.regulation import actions as regulation
from dienhong.regulation import vocabulary
from tests.duties.story import swept
from tests.file_samples import pdf
from tests.publication.story import (
    EVERYONE,
    MONDAY,
    REGULATION,
    about_a_person,
    act,
    adopt,
    after,
    at_desk,
    body_of_last,
    drafted,
    entries,
    moment,
    no,
    page_of,
    person,
    powers_of,
    text_of,
    the_matter,
    upload,
    with_figures,
    withdrawn,
    words,
)

pytestmark = pytest.mark.usefixtures("clock")

FUNDS, STAFF, SCHEDULE = "dieu-2.khoan-2", "dieu-2.khoan-3", "dieu-2.khoan-1"
CSV = """DỰ TOÁN;;
Đơn vị tính: nghìn đồng;;
TT;Nội dung;Dự toán {year}
1;Lương;{pay}
2;Điện, nước;300
;Tổng cộng;{total}
"""


def key_of(address: str) -> str:
    """Return the key of a kind of the office's regulation."""
    return next(
        item.key
        for item in queries.terms_for(MONDAY, MONDAY).kinds
        if item.key.endswith(f":{address}")
    )


def confirm(address: str, *codes: str, sub_kinds: tuple[str, ...] = ()) -> None:
    """Let the head confirm the shapes of a kind."""
    describing.confirm_shapes(key_of(address), codes, sub_kinds, by=act("hoa"))


def table(year: int = 2026, pay: str = "700", total: str = "1.000") -> Table:
    """Return the table of a CSV file as an upload brings it."""
    return figures.look_at(
        ContentFile(CSV.format(year=year, pay=pay, total=total).encode(), "b.csv")
    )


def with_table(year: int = 2026, pay: str = "700", total: str = "1.000", **said: str) -> Matter:
    """Enter a matter of funds and put a table on it."""
    matter = drafted(kind=FUNDS, title=f"Dự toán {year}")
    said_of = figures.Words(title=f"Dự toán {year}", unit="nghìn đồng", year=year, **said)
    found = table(year, pay, total)
    return describing.describe(matter, "figures", {}, table=found, words=said_of, by=act("lan"))


def public(matter: Matter) -> Matter:
    """Sign and publish a matter."""
    actions.clear(matter, by=act("hoa"))
    return actions.publish(matter, forms=[], by=act("lan"))


# What the agency confirms.


def test_a_kind_is_proposed_by_its_words_and_confirmed_by_the_agency() -> None:
    by_address = {
        choice.item.source.address: choice
        for choice in shaping.choices(queries.terms_for(MONDAY, MONDAY).kinds)
        if choice.item.source.is_own
    }
    assert [s.code for s in by_address[FUNDS].shapes] == ["figures"]
    assert [s.code for s in by_address[STAFF].shapes] == ["personnel"]
    assert [s.code for s in by_address[SCHEDULE].shapes] == ["plain"]
    assert by_address[STAFF].sub_kinds == ["Việc nhận người", "Khen và phạt"]

    confirm(STAFF, "personnel", sub_kinds=("Nhận người", "Khen", " ", "Khen"))

    row = shaping.of_kind(key_of(STAFF))
    assert row is not None
    assert (row.shapes, row.sub_kinds) == (["personnel"], ["Nhận người", "Khen"])
    assert JournalEntry.objects.latest("number").kind == "publication.shapes_confirmed"


def test_what_nobody_confirmed_is_published_as_before() -> None:
    matter = public(drafted(kind=FUNDS))
    assert (matter.stage, matter.shape) == ("published", "")
    asked = no(lambda: describing.describe(drafted(kind=STAFF), "figures", {}, by=act("lan")))
    assert "chưa được xác nhận" in asked.reason


# Money and assets.


def test_a_table_is_demanded_and_its_totals_are_checked_before_it_is_kept() -> None:
    confirm(FUNDS, "figures")
    bare = drafted(kind=FUNDS)
    assert bare.shape == "figures"
    assert no(lambda: actions.clear(bare, by=act("hoa"))).reason == (
        "Chưa ký được: còn thiếu bảng số liệu"
    )

    wrong = no(lambda: with_table(total="1.100"))
    assert "dòng 6 «Tổng cộng», cột «Dự toán 2026» ghi 1.100" in wrong.reason
    assert "cộng lại được 1.000, chênh lệch 100" in wrong.reason
    assert not FigureTable.objects.exists()

    matter = public(with_table())
    kept = figures.table_of(matter)
    assert kept is not None
    assert (kept.size, kept.unit, kept.reason) == (3, "nghìn đồng", "")
    assert entries(matter) == [
        "publication.drafted", "publication.described", "publication.cleared",
        "publication.published",
    ]  # fmt: skip


def test_a_difference_of_the_source_itself_is_published_with_its_reason() -> None:
    confirm(FUNDS, "figures")
    matter = public(with_table(total="1.100", reason="Văn bản số 5 in nhầm"))

    minh = at_desk("minh", f"{page_of(matter)}bang/")
    assert "Số cộng lệch như trong văn bản gốc: Văn bản số 5 in nhầm" in minh.words
    assert "chênh lệch 100" in minh.words


def test_the_table_is_part_of_what_was_sealed() -> None:
    confirm(FUNDS, "figures")
    matter = with_table()
    before = matter.content_digest
    said_of = figures.Words(title="Dự toán 2026", unit="nghìn đồng", year=2026)
    found = table(pay="600", total="900")
    describing.describe(matter, "figures", {}, table=found, words=said_of, by=act("lan"))

    assert Matter.objects.get(pk=matter.pk).content_digest != before
    assert FigureTable.objects.count() == 1


def test_a_year_stands_beside_the_year_before_with_difference_and_percent() -> None:
    confirm(FUNDS, "figures")
    public(with_table(2025, pay="600", total="900"))
    now = public(with_table(2026))
    minh = at_desk("minh", f"{page_of(now)}bang/")

    assert "Tăng, giảm so với 2025: Dự toán 2026" in minh.words
    rows = [[c.words for c in row.every("td")] for row in minh.page.every("tr")][1:]
    assert rows == [
        ["1", "Lương", "700", "+100", "+16,7%"],
        ["2", "Điện, nước", "300", "0", "0,0%"],
        ["", "Tổng cộng", "1.000", "+100", "+11,1%"],
    ]
    minh.open(f"/thu/{page_of(now)}bang/cot/2/bieu-do.svg")
    assert minh.response.headers["Content-Type"] == "image/svg+xml"
    assert all(each in minh.content.decode() for each in (">700<", ">600<", "Lương"))


def test_a_download_holds_figures_and_no_formula() -> None:
    confirm(FUNDS, "figures")
    matter = drafted(kind=FUNDS)
    text = 'Nội dung;Số tiền\n"=HYPERLINK(1)";-5\n@cmd;7,5\nCộng;2,5\n'
    found = figures.look_at(ContentFile(text.encode(), "b.csv"))
    said_of = figures.Words(title="+A", unit="đồng", year=2026)
    describing.describe(matter, "figures", {}, table=found, words=said_of, by=act("lan"))
    public(matter)
    minh = at_desk("minh", f"{page_of(matter)}bang/").follow("Tải bảng CSV")

    assert minh.content.decode("utf-8-sig").splitlines() == [
        "'+A", "Đơn vị tính: đồng", "Nội dung,Số tiền", "'=HYPERLINK(1),-5", "'@cmd,\"7,5\"",
        'Cộng,"2,5"',
    ]  # fmt: skip
    at_desk("minh", f"{page_of(matter)}bang/").follow("Tải bảng XLSX")


def test_a_workbook_is_read_with_its_merged_header_its_shares_and_last_values() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["TT", "Nội dung", "Năm 2026", None, "Tỷ lệ"],
        [None, None, "Dự toán", "Thực hiện", None],
        [1, "Lương", 1234567.89, -5, 0.125],
        [None, "Cộng", 1234567.89, -5, None],
    ):
        sheet.append(row)
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        sheet.merge_cells(area)
    sheet["E3"].number_format = "0.0%"
    out = BytesIO()
    book.save(out)
    read = figures.look_at(ContentFile(out.getvalue(), "b.xlsx"))

    assert [column.full for column in read.columns] == [
        "TT", "Nội dung", "Năm 2026, Dự toán", "Năm 2026, Thực hiện", "Tỷ lệ",
    ]  # fmt: skip
    assert [n.said for n in read.rows[0].numbers if n] == ["1.234.567,89", "-5", "12,5%"]
    assert [column.name for column in read.columns if column.adds_up] == ["Dự toán", "Thực hiện"]


@pytest.mark.parametrize("content", [b"PK\x03\x04 no zip", pdf("x"), b"", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_table_is_refused_in_words(content: bytes) -> None:
    refusal = no(lambda: figures.look_at(ContentFile(content, "b.xlsx")))
    assert refusal.cure


def test_ten_thousand_rows_are_shown_a_hundred_at_a_time() -> None:
    matter = with_figures(10_000)
    minh = at_desk("minh", f"{page_of(matter)}bang/?trang=101")

    assert "Trang 101 / 101" in minh.words
    rows = [[c.words for c in row.every("td")] for row in minh.page.every("tr")][1:]
    assert rows == [["", "Tổng cộng", "50.005.000"]]


def test_the_sheet_for_the_board_names_the_table_and_its_difference() -> None:
    confirm(FUNDS, "figures")
    matter = public(with_table(total="1.100", reason="Văn bản số 5 in nhầm"))
    hung = actions.post(matter, place="Bảng tin", posted_at=moment(MONDAY), by=act("lan"))
    lan = at_desk("lan", f"{page_of(matter)}niem-yet/{hung.pk}/to.pdf")

    said = text_of(lan.content)
    assert "Bảng số liệu: Dự toán 2026, năm 2026, đơn vị tính nghìn đồng, 3 dòng" in said
    assert "chênh lệch 100" in said


def test_withdrawn_figures_are_gone() -> None:
    confirm(FUNDS, "figures")
    gone = withdrawn(public(with_table()))

    assert not FigureRow.objects.exists()
    assert gone.details == {}
    assert at_desk("minh", f"{page_of(gone)}bang/").status == 410


# Personal notices.


def test_a_sub_kind_is_asked_for_and_only_one_of_the_list() -> None:
    confirm(STAFF, "personnel", sub_kinds=("Nâng lương", "Khen"))
    matter = drafted(kind=STAFF)
    given = {"sub_kind": "Đi chơi"}
    asked = no(lambda: describing.describe(matter, "personnel", given, by=act("lan")))
    assert "không có trong danh sách" in asked.reason
    assert "việc nhân sự nào" in no(lambda: actions.clear(matter, by=act("hoa"))).reason


def test_a_personal_notice_leaves_when_its_run_is_over(clock: time_machine.Traveller) -> None:
    matter = about_a_person("Nâng lương của Minh", upload())
    last = matter.postings.get().ends_on
    clock.move_to(moment(last))
    assert leaving.sweep(by=act("lan", last)) == 0
    assert at_desk("minh", page_of(matter)).status == 200

    gone = last + timedelta(days=1)
    clock.move_to(moment(gone))
    assert leaving.sweep(by=act("lan", gone)) == 1
    assert leaving.sweep(by=act("lan", gone)) == 0

    assert body_of_last(matter)["facts"]["left_on"] == gone.isoformat()
    assert not queries.published().exists()
    for login in EVERYONE:
        reader = at_desk(login, page_of(matter))
        keeps = login == "lan"
        assert reader.status == (200 if keeps else 410), login
        file = at_desk(login, f"{page_of(matter)}tep/1/bang-ke.pdf")
        assert file.status == (200 if keeps else 410), login
        assert "Nâng lương của Minh" not in at_desk(login, "cong-khai/").words
        assert ("Nâng lương của Minh" in reader.words) == keeps
        seen = queries.visible_to(person(login), powers_of(login))
        assert seen.filter(title__icontains="minh").exists() == keeps
    assert matter.postings.get().ends_on == last  # the proof of the run stays


def test_only_personal_notices_leave(clock: time_machine.Traveller) -> None:
    public(drafted(kind=FUNDS))
    clock.move_to(moment(after(MONDAY, 60)))

    assert leaving.sweep(by=act("lan", after(MONDAY, 60))) == 0


# Declarations, directives, results of cases.


def test_the_term_of_a_declaration_is_asked_of_the_agency_with_its_source() -> None:
    confirm(FUNDS, "declaration")
    assert "thời gian công khai bản kê khai" in no(lambda: drafted(kind=FUNDS)).reason

    regulation.settle(
        "publication.declaration_run",
        value=15,
        unit="day",
        decided_by="Hoa",
        ground="Công văn số 3",
        holds_from=MONDAY - timedelta(days=30),
        by=act("hoa"),
    )
    matter = public(drafted(kind=FUNDS))
    assert (matter.post_for.value, matter.post_for.source.is_settled) == (15, True)
    assert matter.postings.get().ends_on == after(MONDAY, 15)


def test_a_case_result_that_names_people_is_refused_until_each_name_was_read() -> None:
    confirm(STAFF, "case_result")
    who = person("minh")
    who.name = "Trần Văn Minh"
    who.save()
    matter = drafted(kind=STAFF, title="Kết luận về đơn của TRAN VAN MINH")
    given = {"names_read": True}
    asked = no(lambda: describing.describe(matter, "case_result", given, by=act("lan")))
    assert asked.reason == "Chưa ghi được: nội dung có tên người của cơ quan: Trần Văn Minh"

    given = {"names_read": True, "names": ["Trần Văn Minh"]}
    describing.describe(matter, "case_result", given, by=act("lan"))
    assert public(matter).stage == "published"


def test_what_comes_from_above_names_its_issuer_number_and_day() -> None:
    confirm(FUNDS, "directive", "plain")
    matter = drafted(kind=FUNDS)
    assert matter.shape == ""  # two shapes: the drafter chooses
    lan = at_desk("lan", page_of(matter)).follow("Thông tin theo loại")
    lan.follow("Văn bản của cấp trên").send("Ghi thông tin")
    assert lan.status == 422
    lan.send(
        "Ghi thông tin",
        {"Cơ quan ban hành": "Sở Mây", "Số văn bản": "9/SM", "Ngày văn bản": "2026-02-20"},
    )
    assert "Cơ quan ban hành Sở Mây" in lan.words
    assert "Ngày văn bản 20/02/2026" in lan.words


# Plans by period.

PLANS = REGULATION.replace("1. Lịch trực", "1. Kế hoạch công tác hằng quý, hằng tháng, lịch trực")


def test_each_period_of_a_plan_opens_a_duty_that_its_publication_closes(
    clock: time_machine.Traveller,
) -> None:
    april = date(2026, 4, 1)
    adopt(PLANS, number="02/QĐ-TSM", day=date(2026, 3, 2))
    clock.move_to(moment(april))
    opened = swept(april)
    assert [title for title in opened if title.startswith("Công khai kế hoạch")] == [
        "Công khai kế hoạch công tác tháng 3/2026",
        "Công khai kế hoạch công tác quý II/2026",
        "Công khai kế hoạch công tác tháng 4/2026",
    ]
    confirm(SCHEDULE, "plan")
    quarter = Occasion.objects.get(routine="plan_publication", unit="quarter", first=april)
    assert [clause.address for clause in quarter.duty.citations] == [SCHEDULE]

    lan = at_desk("lan", f"viec/{quarter.pk}/").follow("Soạn việc công khai của kỳ này")
    lan.send("Trình kiểm tra bí mật", {"Ngày quyết định": "2026-04-01", "Người kiểm tra": "Hoa"})
    lan.send("Ghi thông tin", {"Kế hoạch của kỳ": "Kế hoạch công tác quý II/2026"})
    assert "Kế hoạch của kỳ Kế hoạch công tác quý II/2026" in lan.words
    matter = Matter.objects.get()
    assert matter.title == "Kế hoạch công tác quý II/2026"
    actions.clear(matter, by=act("hoa", april))
    actions.publish(matter, forms=[], by=act("lan", april))

    quarter.refresh_from_db()
    assert quarter.done_on == april
    assert quarter.evidence.get().subject == matter.subject
    month = Occasion.objects.get(routine="plan_publication", unit="month", first=april)
    assert month.is_open


# A term of its own by another act.


@pytest.mark.parametrize("shape", ["figures", "personnel", "directive", "case_result", "plain"])
def test_a_special_case_keeps_its_term_and_run_whatever_the_shape(shape: str) -> None:
    confirm(STAFF, shape, sub_kinds=("Khen",))
    special = vocabulary.special_cases()[0]
    matter = actions.draft(replace(words(kind=STAFF), special=special), by=act("lan"))
    run = dict(matter.run)
    given = {"sub_kind": "Khen", "names_read": True}
    describing.describe(matter, shape, given, by=act("lan"))

    again = Matter.objects.get(pk=matter.pk)
    assert again.run == run != dict(drafted(kind=FUNDS).run)


# The pages.


def test_from_the_list_a_kind_is_confirmed_and_a_table_put_on_a_matter() -> None:
    hoa = at_desk("hoa", "cong-khai/").follow("Dạng của từng loại nội dung")
    form = {"kind": key_of(FUNDS), "shapes": ["figures"], "sub_kinds": ""}
    hoa.post_by_hand(hoa.path, form)
    assert shaping.of_kind(key_of(FUNDS)) is not None

    lan = at_desk("lan").follow("Soạn việc công khai")
    lan.send(
        "Trình kiểm tra bí mật",
        {
            "Tên việc": "Dự toán 2026",
            "Ngày quyết định": "2026-02-27",
            "Loại nội dung": "Sổ thu chi của Trạm.",
            "Người kiểm tra": "Hoa",
        },
    )
    wrong = SimpleUploadedFile("b.csv", CSV.format(year=2026, pay="700", total="1").encode())
    lan.send("Ghi thông tin", {"Tệp bảng": wrong})
    assert lan.status == 422
    assert "chênh lệch -999" in lan.words

    right = SimpleUploadedFile("b.csv", CSV.format(year=2026, pay="700", total="1.000").encode())
    lan.send("Ghi thông tin", {"Tệp bảng": right})
    assert "Đã ghi thông tin theo loại." in lan.words
    lan.follow("DỰ TOÁN")
    assert "Đơn vị tính: nghìn đồng" in lan.words
    assert the_matter().shape == "figures"
