"""People from a file: nothing is stored until it is confirmed, and then all of it."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client
from openpyxl import Workbook, load_workbook

from dienhong.core.refusal import Refused
from dienhong.organisation import import_rows, tables
from dienhong.organisation.models import Account, Department, Holding, PeopleImport, Person
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from tests.organisation import staff
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, after, moment, no, person


@pytest.fixture(autouse=True)
def clock(staffed: str) -> Iterator[time_machine.Traveller]:
    """Let it be Monday in an office of seven people without departments."""
    with time_machine.travel(moment(MONDAY, 10), tick=False) as traveller:
        yield traveller


@pytest.fixture
def lan() -> Client:
    """Return Lan's browser."""
    return client_of("lan")


def _whole() -> tuple[int, ...]:
    return tuple(m.objects.count() for m in (Person, Account, Department, Holding))


GOOD = (
    "Nguyễn Văn Minh,CB1,,Phòng Tổng hợp,Chuyên viên,01/09/2015,Công chức,",
    "Nguyễn Văn Minh,CB2,,Phòng Nội chính,Lái xe,2019-03-15,viên chức,Nữ công; hội cựu chiến binh",
    "Đặng Thị Ước,,uoc,Phòng Tổng hợp,Lái xe,5/1/2020,Người lao động,",
)


def test_a_list_is_looked_at_first_and_then_stored_whole(lan: Client) -> None:
    before = _whole()
    assert staff.send(lan, staff.csv_of(*GOOD)).status_code == 302
    page = staff.preview(lan)
    assert "3 người thêm mới" in page
    assert ">nguyenvanminh<" in page
    assert ">nguyenvanminh2<" in page
    assert _whole() == before

    assert staff.carry_out(lan).status_code == 302

    added = Person.objects.filter(staff_code="CB2").select_related("department", "account").get()
    assert (added.name, str(added.department), added.position, added.joined_on) == (
        "Nguyễn Văn Minh",
        "Phòng Nội chính",
        "Lái xe",
        date(2019, 3, 15),
    )
    assert added.category == "public-employee"
    assert added.account.login == "nguyenvanminh2"
    assert not added.account.has_usable_password()
    assert sorted(added.holdings.values_list("function", flat=True)) == ["veterans", "womens-group"]
    assert added.placements.get().placed_from == date(2019, 3, 15)
    kinds = list(JournalEntry.objects.order_by("-number").values_list("kind", flat=True)[:20])
    assert kinds[0] == "organisation.people_imported"
    assert kinds.count("organisation.people_imported") == 1
    last = JournalEntry.objects.latest("number")
    assert facts_of(last) == {"added": 3, "updated": 0}
    over = PeopleImport.objects.get()
    assert (over.rows, over.added) == ([], 3)
    assert over.digest in last.body


def test_a_list_is_stored_once_only(lan: Client) -> None:
    staff.send(lan, staff.csv_of(*GOOD))
    key = staff.pending().pk
    staff.carry_out(lan)
    before = _whole()
    again = lan.post(f"/thu/nguoi/nhap/{key}/ghi/", {"edition": "1"})
    assert again.status_code == 409
    assert "đã nhập hoặc đã bỏ" in again.content.decode()
    assert _whole() == before


def test_lines_in_error_are_listed_mended_on_the_page_and_block_the_rest(lan: Client) -> None:
    Department.objects.create(name="Phòng Tổng hợp")
    lines = (
        "Bàn Tiến Quý,,,Phòng Tổng hợp,,31/02/2019,,",
        ",,,Phòng Tổng hợp,,01/01/2020,,",
        "Vi Hồng Phúc,,tên sai,Phòng TH,,15/03/2021,Vua,Làm vườn",
    )
    staff.send(lan, staff.csv_of(*lines, GOOD[0]))
    page = staff.preview(lan)
    assert "Ba dòng cần sửa trên 4, chưa nhập ai" in page
    assert "Không có phòng «Phòng TH», 1 dòng; gần nhất là Phòng Tổng hợp" in page
    for words in (
        "Dòng 2: Ngày vào cơ quan. «31/02/2019» không có trong lịch",
        "Dòng 3: Họ và tên. Còn để trống.",
        "Dòng 4: Tên đăng nhập.",
        "Không rõ loại «Vua»",
        "Không rõ chức năng «Làm vườn»",
    ):
        assert words in page, words
    before = _whole()
    refused = staff.carry_out(lan)
    assert refused.status_code == 409
    assert "còn 3 dòng cần sửa" in refused.content.decode()
    assert _whole() == before

    page = staff.recheck(
        lan,
        r2_joined_on="28/02/2019",
        r3_dropped="1",
        r4_login="phuc",
        r4_category="",
        r4_functions="",
        unknown="Phòng TH",
        becomes="Phòng Tổng hợp",
    )
    assert "3 người thêm mới" in page
    staff.carry_out(lan)
    assert Department.objects.count() == 1
    assert str(Person.objects.get(name="Vi Hồng Phúc").department) == "Phòng Tổng hợp"


def test_a_department_that_the_office_lacks_is_set_up_when_chosen(lan: Client) -> None:
    Department.objects.create(name="Phòng Tổng hợp")
    staff.send(lan, staff.csv_of("Vi Hồng Phúc,,,Phòng Mới,,15/03/2021,,"))
    page = staff.preview(lan)
    assert "Không có phòng «Phòng Mới», 1 dòng" in page
    assert "chờ chọn phòng" in page
    assert staff.carry_out(lan).status_code == 409
    page = staff.recheck(lan, unknown="Phòng Mới", becomes="+")
    assert "1 người thêm mới" in page
    staff.carry_out(lan)
    assert str(Person.objects.get(name="Vi Hồng Phúc").department) == "Phòng Mới"
    assert JournalEntry.objects.filter(kind="organisation.department_added").count() == 1


def test_one_person_twice_is_asked_about_and_the_answer_holds(lan: Client) -> None:
    line = "Hà Sỹ Nguyên,,,Phòng Nội chính,Chuyên viên,01/01/2020,,"
    staff.send(lan, staff.csv_of(line, line))
    page = staff.preview(lan)
    assert "Dòng 3: Hà Sỹ Nguyên có thể trùng dòng 2" in page
    assert "1 người thêm mới" in staff.recheck(lan, r3_choice="same")
    staff.carry_out(lan)
    assert Person.objects.filter(name="Hà Sỹ Nguyên").count() == 1

    staff.send(lan, staff.csv_of(line))
    assert "có thể trùng Hà Sỹ Nguyên, Phòng Nội chính" in staff.preview(lan)
    assert "1 người thêm mới" in staff.recheck(lan, r2_choice="other")
    staff.carry_out(lan)
    assert Person.objects.filter(name="Hà Sỹ Nguyên").count() == 2


def test_a_known_staff_code_brings_somebody_up_to_date(lan: Client) -> None:
    staff.send(lan, staff.csv_of(GOOD[0]))
    staff.carry_out(lan)
    moved = "Nguyễn Văn Minh,CB1,,Phòng Mới,Phó Trưởng phòng,01/09/2015,Viên chức,"
    staff.send(lan, staff.csv_of(moved))
    staff.recheck(lan, unknown="Phòng Mới", becomes="+")
    page = staff.preview(lan)
    assert "cập nhật phòng, chức vụ, loại" in page
    staff.carry_out(lan)
    minh = Person.objects.get(staff_code="CB1")
    assert (str(minh.department), minh.position, minh.category) == (
        "Phòng Mới",
        "Phó Trưởng phòng",
        "public-employee",
    )
    assert [str(p.placed_to) for p in minh.placements.all()] == ["2026-03-01", "None"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Người Mới,,minh,,,01/01/2020,,", "Minh dùng tên này"),
        ("Người Mới,CB9,,,,01/01/2020,,", "Mã này là của Minh"),
    ],
)
def test_another_person_needs_a_code_and_a_sign_in_name_of_his_own(
    lan: Client, line: str, said: str
) -> None:
    Person.objects.filter(pk=person("minh").pk).update(staff_code="CB9")
    staff.send(lan, staff.csv_of(line))
    assert "có thể trùng Minh" in staff.preview(lan)
    assert said in staff.recheck(lan, r2_choice="other")


def test_a_second_clerk_goes_on_and_an_older_page_overwrites_nothing(lan: Client) -> None:
    staff.send(lan, staff.csv_of("Vi Hồng Phúc,,,,,31/02/2021,,"))
    hoa = client_of("hoa")
    key = staff.pending().pk
    assert "1 người thêm mới" in staff.recheck(hoa, r2_joined_on="01/03/2021")
    older = lan.post(f"/thu/nguoi/nhap/{key}/", {"edition": "1", "r2-joined_on": "02/03/2021"})
    assert older.status_code == 409
    assert "người khác vừa sửa" in older.content.decode()
    assert staff.pending().rows[0]["cells"]["joined_on"] == "01/03/2021"


def test_a_list_thrown_away_or_too_old_stores_nothing(
    lan: Client, clock: time_machine.Traveller
) -> None:
    staff.send(lan, staff.csv_of(*GOOD))
    assert lan.post(f"/thu/nguoi/nhap/{staff.pending().pk}/bo/").status_code == 302
    assert PeopleImport.objects.get().rows == []
    staff.send(lan, staff.csv_of(*GOOD))
    clock.move_to(moment(after(MONDAY, 15), 9))
    lan = client_of("lan")
    assert "hết hạn" in staff.preview(lan)
    assert staff.carry_out(lan).status_code == 409
    staff.send(lan, staff.csv_of(GOOD[0]))  # a new upload clears away what is too old
    assert len(staff.pending().rows) == 1


@pytest.mark.parametrize("who", ["minh", "tu", "vy"])
def test_only_who_may_change_people_uploads(who: str) -> None:
    assert staff.send(client_of(who), staff.csv_of(*GOOD)).status_code == 403
    assert not PeopleImport.objects.exists()


# Reading files.


def _read(content: bytes) -> list[str]:
    rows = import_rows.rows_of(tables.read(content))
    return [f"{row.number} {row.cells['name']} {row.cells['joined_on']}" for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_is_read_in_unicode_whatever_its_separator(encoding: str, separator: str) -> None:
    text = "Danh sách cán bộ\n\nNGAY VAO|Họ tên|ĐƠN VỊ\n01/09/2015|Đặng Thị Ước|Phòng A\n"
    assert _read(text.replace("|", separator).encode(encoding)) == ["4 Đặng Thị Ước 01/09/2015"]


def _book(*rows: list[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_its_dates_numbers_and_no_formula() -> None:
    content = _book(
        ["Họ và tên", "Ngày vào cơ quan", "Mã cán bộ"],
        ["Đặng Thị Ước", date(2015, 9, 1), 12.0],
        ["=HYPERLINK(1)", "1/9/2015", None],
    )
    rows = import_rows.rows_of(tables.read(content))
    assert [(r.cells["name"], r.cells["joined_on"], r.cells["staff_code"]) for r in rows] == [
        ("Đặng Thị Ước", "01/09/2015", "12"),
        ("", "1/9/2015", ""),
    ]


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 60_000_000)
    return out.getvalue()


def _book_of(sheet: bytes) -> bytes:
    """Return a workbook with this XML as its sheet."""
    source, out = zipfile.ZipFile(io.BytesIO(_book(["Họ và tên"]))), io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for part in source.namelist():
            packed.writestr(part, sheet if "sheet1" in part else source.read(part))
    return out.getvalue()


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
NO_ENCODING = b'<?xml version="1.0" encoding="khong-co"?><worksheet/>'


@pytest.mark.parametrize(
    ("content", "reason", "cure"),
    [
        (b"  ", "tệp rỗng", "Chọn lại"),
        (b"x" * 5_000_001, "lớn hơn 5 MB", "Chia"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, ".xls kiểu cũ", ".xlsx"),
        ("Họ và tên\nĐặng".encode("cp1258", "ignore"), "Unicode UTF-8", "CSV UTF-8"),
        ("Ho va ten,Ngay vao\nNguyÔn V¨n A,1/1/2020".encode(), "TCVN3", "UniKey"),
        (b"%PDF-1.7\n\x00\x01", "không phải bảng", ".xlsx"),
        (b"PK\x03\x04 broken", "không phải bảng XLSX", "lưu lại"),
        (_bomb(), "bung ra quá lớn", "Chép riêng"),
        (_book_of(LAUGHS), "không phải bảng XLSX", "lưu lại"),
        (_book_of(NO_ENCODING), "không phải bảng XLSX", "lưu lại"),
        (staff.csv_of("a,b", header="Tên,Phòng"), "thiếu cột «Ngày vào cơ quan»", "tệp mẫu"),
        (staff.csv_of(), "không có dòng nào", "tệp khác"),
        (staff.csv_of(*["A,,,,,1/1/2020,,"] * 2001), "2001 dòng", "Chia"),
        (staff.csv_of(*["A,,,,,1/1/2020,,"] * 5001), "hơn 5000 dòng", "chia tệp"),
        (b'Ho ten,Ngay vao\n"' + b"x" * 140_000, "ngoặc kép", "Lưu lại"),
    ],
    ids=lambda value: str(value)[:18],
)
def test_what_cannot_be_read_is_refused_with_its_cure(
    content: bytes, reason: str, cure: str
) -> None:
    refused = no(lambda: _read(content))
    assert reason in refused.reason
    assert cure in refused.cure


def test_a_file_that_is_refused_is_told_on_the_page(lan: Client) -> None:
    answer = staff.send(lan, b"\xff" * 40, "cu.csv")
    assert answer.status_code == 422
    assert "Unicode UTF-8" in answer.content.decode()
    assert not PeopleImport.objects.exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_template_is_a_list_that_can_be_imported(lan: Client, form: str) -> None:
    answer = lan.get(f"/thu/nguoi/nhap/mau.{form}")
    assert _read(answer.content) == ["2 Nguyễn Văn Minh 01/09/2015"]


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1"])
def test_no_exported_cell_is_a_formula(sign: str) -> None:
    assert tables.as_csv([[sign]]).decode("utf-8-sig").strip().lstrip('"').startswith("'")
    book = load_workbook(io.BytesIO(tables.as_xlsx([[sign]], "x")))
    cell = book.active["A1"]
    assert (cell.data_type, cell.value[0]) == ("s", "'")


@pytest.mark.parametrize(
    ("name", "taken", "login"),
    [
        ("Nguyễn Văn Minh", [], "nguyenvanminh"),
        ("Nguyễn Văn Minh", ["nguyenvanminh", "nguyenvanminh2"], "nguyenvanminh3"),
        ("Đỗ Ư", [], "dou"),
        ("Ý", [], "yx"),
    ],
)
def test_a_sign_in_name_is_made_of_the_name(name: str, taken: list[str], login: str) -> None:
    assert import_rows.free_login(name, taken) == login


def test_two_thousand_people_are_read_judged_and_stored(lan: Client) -> None:
    lines = [f"Người Thứ {n},M{n},,Phòng {n % 7},,01/01/2020,Công chức," for n in range(2000)]
    staff.send(lan, staff.csv_of(*lines))
    assert "2.000 người thêm mới" in staff.preview(lan)
    assert staff.carry_out(lan).status_code == 302
    assert Person.objects.count() == 2007


def test_one_line_that_cannot_be_stored_stores_none(lan: Client) -> None:
    staff.send(lan, staff.csv_of(*GOOD))
    staff.preview(lan)
    rows = staff.pending().rows
    rows[2]["cells"]["joined_on"] = "31/02/2020"
    PeopleImport.objects.update(rows=rows)
    before = _whole()
    assert staff.carry_out(lan).status_code == 409
    assert _whole() == before
    with pytest.raises(Refused):
        import_rows.rows_of([])
