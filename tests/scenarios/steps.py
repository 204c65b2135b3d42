"""What a person does first in a new office, each step by the words on the pages."""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.scenarios import taking_out
from tests.scenarios.walker import Element, Reader

PASSWORD = "nuoc-chay-da-mon"
# A new version, with what the union said of its draft.
HEARD = {"Bản mới": "new", "Ý kiến của Công đoàn": "Biên bản họp Công đoàn số 3"}
CODE = re.compile(r"\w{5}-\w{5}-\w{5}")


def at(day: date, hour: int = 9) -> datetime:
    """Return an hour of a day in Hà Nội, to travel to."""
    return datetime.combine(day, time(hour), ZoneInfo("Asia/Ho_Chi_Minh"))


def open_office(code: str, function: str = "Phụ trách hành chính") -> Reader:
    """Open a new office from the server's first page; Lan, who does so, is signed in."""
    lan = Reader("/").follow("Mở văn phòng mới")
    lan.send(
        "Mở văn phòng",
        {
            "Tên cơ quan": "Văn phòng Thử",
            "Người đứng đầu gọi là": "Chánh Văn phòng",
            "Cấp phó gọi là": "Phó Chánh Văn phòng",
            "Mã trong địa chỉ": code,
            "Cơ quan cấp trên": "Ủy ban nhân dân tỉnh Thử",
            "Địa danh": "Tỉnh Thử",
            "Họ và tên": "Lan",
            "Chức năng": function,
            "Tên đăng nhập": "lan",
            "Mật khẩu": PASSWORD,
        },
    )
    return sign_in(lan, "lan")


def sign_in(reader: Reader, login: str) -> Reader:
    """Sign in on the page that asks for it."""
    return reader.send("Đăng nhập", {"Tên đăng nhập": login, "Mật khẩu": PASSWORD})


def add_person(lan: Reader, name: str, login: str, function: str = "") -> None:
    """Let administration add a person, with a function if one is given; a slip lets them in."""
    lan.follow("Người và chức năng").follow("Thêm người")
    given = {"Họ và tên": name, "Tên đăng nhập": login}
    lan.send("Thêm người", given | ({"Chức năng": function} if function else {}))
    lan.follow("Phiếu đăng nhập").send("In phiếu")
    code = next(b.words for b in lan.page.every("b") if CODE.fullmatch(b.words))
    slip = {"Tên đăng nhập": login, "Mã trên phiếu": code}
    password = {"Mật khẩu mới": PASSWORD, "Nhập lại mật khẩu mới": PASSWORD}
    sign_in_page = lan.url.split("/nguoi/")[0] + "/dang-nhap/phieu/"
    assert Reader(sign_in_page).send("Đặt mật khẩu và vào", slip | password).status == 200


def upload_text(lan: Reader, text: str, name: str = "quy-che.md") -> Reader:
    """Give the regulation's own text as a file, without what the mutation job takes out."""
    text = taking_out.current.from_text(text)
    lan.follow("Quy chế")
    lan.follow("Nạp quy chế" if lan.may_follow("Nạp quy chế") else "Nạp bản mới")
    return lan.send("Nạp văn bản", {"Tệp văn bản": SimpleUploadedFile(name, text.encode())})


def confirm_all(lan: Reader) -> Reader:
    """Look at the structure, then confirm whatever was read."""
    lan.follow("Cấu trúc đúng, xem con số")
    while lan.may_send("Xác nhận"):
        lan.send("Xác nhận")
    return lan


def issue(lan: Reader, number: str, day: date) -> Reader:
    """Put the confirmed text into force from the day on which it was signed."""
    lan.follow("Sang bước ban hành")
    given: dict[str, Any] = {"Số quyết định": number, "Ngày ký": day.isoformat(), **HEARD}
    if any(label.words.startswith("Đã đọc") for label in lan.page.every("label")):
        given["Đã đọc"] = True
    return lan.send("Ban hành", given)


def enter_matter(reader: Reader, *, title: str, kind: str, decided_on: date, **more: Any) -> Reader:
    """Write down a matter from the first page, naming Lan for the secrecy check."""
    reader.follow("Việc của tôi").follow("Soạn việc công khai")
    given = {
        "Tên việc": title,
        "Ngày quyết định": decided_on.isoformat(),
        "Loại nội dung": kind,
        "Người kiểm tra": "Lan",
        **more,
    }
    return reader.send("Trình kiểm tra bí mật", given)


def rows_of(list_or_table: Element) -> list[list[str]]:
    """Return the cells of each row of a derivation, as words."""
    return [[span.words for span in row.every("span")] for row in list_or_table.every("li")]


def derivation(reader: Reader) -> list[tuple[str, str]]:
    """Return the steps of the due date shown on a matter's page: days and reason."""
    steps = next(reader.section("Thời hạn công khai").every("ol"), Element("ol"))
    return [(cells[0], cells[1]) for cells in rows_of(steps)]
