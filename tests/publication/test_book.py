"""The year book: every number of the year, and the words of what is public still."""

import csv
from datetime import date
from io import StringIO

import pytest
import time_machine

from dienhong.publication import actions, books, leaving
from dienhong.publication.models import YearBook
from dienhong.record import made
from dienhong.site import making
from tests.publication.story import (
    BOARD,
    LAST_DAY,
    MONDAY,
    about_a_person,
    act,
    after,
    at_desk,
    body_of_last_entry,
    cleared,
    drafted,
    moment,
    no,
    published,
    text_of,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("clock")
PAGE = "cong-khai/so/"


def table(year: int = 2026, login: str = "minh") -> list[list[str]]:
    """Return the lines of a year's table without its header."""
    content = at_desk(login, f"{PAGE}nam-{year}/bang.csv").content.decode("utf-8-sig")
    return list(csv.reader(StringIO(content)))[1:]


def printed(year: int = 2026) -> str:
    """Let the book of a year be made, and return its words."""
    books.ask(year, by=act("lan"))
    making.make("thu")
    return text_of(at_desk("minh", PAGE).follow(f"Tải sổ năm {year} (PDF)").content)


def test_the_table_of_a_year_says_what_was_published_how_long_and_by_whom() -> None:
    matter = published(title="Sổ thu chi", forms=[BOARD])
    actions.post(matter, place="Sảnh lớn", posted_at=moment(MONDAY), by=act("lan"))

    assert table() == [
        [
            "1",
            "Sổ thu chi của Trạm.",
            "Điều 2 khoản 2",
            "Sổ thu chi",
            "12/QĐ-TSM",
            "27/02/2026",
            "02/03/2026",
            "02/03/2026 đến 22/03/2026; 02/03/2026 đến 22/03/2026, Sảnh lớn",
            "Trang công khai nội bộ của Diên Hồng; Niêm yết tại bảng tin",
            "Lan",
            "",
        ]
    ]
    assert at_desk("minh", f"{PAGE}nam-2026/bang.xlsx").content.startswith(b"PK")
    assert at_desk("minh", f"{PAGE}nam-2026/bang.exe").status == 404
    assert at_desk("minh", f"{PAGE}nam-2025/bang.csv").status == 404


def test_a_number_stays_when_the_words_are_gone(clock: time_machine.Traveller) -> None:
    gone = published(title="Việc thu hồi")
    clock.move_to(moment(MONDAY, 10))
    about_a_person("Nâng lương của Minh")
    lich = cleared(title="Lịch", kind="dieu-2.khoan-1")
    actions.publish(lich, forms=[], by=act("lan", hour=11))
    drafted(title="Soạn")
    actions.withhold(drafted(title="Mật"), ground="Mật.", by=act("hoa"))
    assert {line[3] for line in table()} == {"Việc thu hồi", "Nâng lương của Minh", "Lịch"}
    withdrawn(gone)
    leaving.sweep(by=act("hoa", after(LAST_DAY, 9)))

    by_number = {line[0]: line for line in table()}
    assert list(by_number) == ["1", "2", "3"]
    assert sorted(line[10] for line in by_number.values()) == [
        "",
        "thu hồi",
        "đã hết thời hạn niêm yết",
    ]
    for line in by_number.values():
        assert line[10] == "" or line[3:10] == [""] * 7
    words = printed()
    assert "thu hồi" in words
    assert "đã hết thời hạn niêm yết" in words
    for secret in ("Minh", "Việc thu hồi", "Mật", "Soạn"):
        assert secret not in words


def test_the_book_is_drawn_with_its_contents_and_its_name_on_each_page() -> None:
    for number in range(30):
        published(title=f"Việc số {number}")
    published(title="Lịch", kind="dieu-2.khoan-1")
    words = printed()

    assert "SỔ CÔNG KHAI Việc đã công khai trong năm 2026" in words
    assert "Năm 2026 có 31 việc được công khai" in words
    assert "Mục lục" in words
    assert words.count("Sổ công khai năm 2026, ") >= 2
    assert "Số Việc đã công khai Điều khoản, hình thức Công khai" in words
    row = YearBook.objects.get()
    assert (row.matters, row.waits) == (31, False)
    assert body_of_last_entry()["facts"] == {"year": 2026, "matters": 31}


def test_who_publishes_asks_for_it_and_all_staff_read_it() -> None:
    published()
    lan = at_desk("lan", PAGE).send("Lập sổ năm 2026 (PDF)")
    assert "đang lập" in lan.words
    # Other tests of this process have asked for books of their offices too.
    wanted = [made.WANTED.get_nowait() for _ in range(made.WANTED.qsize())]
    assert wanted[-1] == "thu"
    again = at_desk("lan", PAGE).send("Lập sổ năm 2026 (PDF)")
    assert "một bản của năm ấy đang được lập" in again.words
    assert not at_desk("minh", PAGE).may_send("Lập sổ năm 2026 (PDF)")
    minh = no(lambda: books.ask(2026, by=act("minh")))
    assert "lập sổ công khai năm" in minh.in_full
    assert "không có việc nào" in no(lambda: books.ask(2019, by=act("lan"))).reason

    making.make("thu")
    assert at_desk("minh", PAGE).follow("Tải sổ năm 2026 (PDF)").content.startswith(b"%PDF")


def test_a_book_that_was_made_goes_when_something_is_withdrawn() -> None:
    matter = published(title="Sổ")
    printed()
    link = f"{PAGE}{YearBook.objects.get().pk}.pdf"
    assert at_desk("minh", link).status == 200
    withdrawn(matter)

    assert at_desk("minh", link).status == 404
    assert "cần thì lập lại" in at_desk("minh", PAGE).words


def test_a_book_that_cannot_be_drawn_says_so() -> None:
    published()
    books.ask(2026, by=act("lan"))
    YearBook.objects.update(fault="OSError")

    assert "chưa lập được" in at_desk("lan", PAGE).words
    assert books.make_waiting(by=act("lan")) == []


def test_each_year_has_its_book(clock: time_machine.Traveller) -> None:
    published(title="Năm nay")
    later = date(2027, 1, 4)
    clock.move_to(moment(later))

    assert books.years(later) == [2027, 2026]
    assert (table(2027), table(2026)[0][3]) == ([], "Năm nay")
