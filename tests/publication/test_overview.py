"""How a period went: counts by kind, department and form, of what the reader may see."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.core.files.base import File

from dienhong.core.days.periods import period_of
from dienhong.publication import actions, channels, overview, queries
from dienhong.publication.overview import Overview
from tests.file_samples import picture
from tests.publication.story import (
    BOARD,
    DUE,
    EVERYONE,
    MONDAY,
    act,
    after,
    at_desk,
    body_of_last,
    cleared,
    drafted,
    moment,
    person,
    powers_of,
    published,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("clock")
QUARTER = period_of("quarter", MONDAY)
PEOPLE = "dieu-2.khoan-3"
PAGE = "cong-khai/tinh-hinh/"


def seen_by(login: str, today: date = MONDAY) -> Overview:
    seen = queries.visible_to(person(login), powers_of(login))
    return overview.overview(QUARTER, seen, today)


def test_what_is_due_is_on_time_late_overdue_or_waiting(clock: time_machine.Traveller) -> None:
    published(title="Đúng hạn")
    late, open_one = cleared(title="Trễ"), cleared(title="Chưa xong")
    assert overview.numbers(seen_by("lan").total) == (3, 1, 0, 0, 2)

    day = after(DUE, 3)
    clock.move_to(moment(day))
    actions.publish(late, forms=[], by=act("lan", day))
    found = seen_by("lan", day)
    assert overview.numbers(found.total) == (3, 1, 1, 1, 0)
    assert [(each.matter.title, each.days) for each in found.late] == [("Chưa xong", 3), ("Trễ", 3)]
    assert overview.numbers(seen_by("lan", DUE).total)[3] == 0  # its last day is no lateness
    assert open_one.title in at_desk("lan", PAGE).words


def test_it_is_counted_by_kind_with_its_clause_and_by_department() -> None:
    one = published(title="Một")
    published(title="Hai")
    other = published(kind=PEOPLE, title="Ba")
    found = seen_by("lan")

    assert [(row.due, row.clause) for row in found.kinds] == [
        (2, one.kind),
        (1, other.kind),
    ]
    assert [row.due for row in found.departments] == [3]


def test_a_form_counts_by_the_day_of_its_evidence(clock: time_machine.Traveller) -> None:
    matter = published(forms=[BOARD])
    board = next(row for row in seen_by("lan").forms if "niêm yết" in row.said.lower())
    assert overview.numbers(board)[1:] == (0, 0, 0, 1)

    row = actions.post(matter, place="Sảnh", posted_at=moment(MONDAY), by=act("lan"))
    shot = channels.look_at(File(BytesIO(picture()), name="bang.png"), "bang.png")
    channels.photograph(row, shot, by=act("lan"))
    board = next(row for row in seen_by("lan").forms if "niêm yết" in row.said.lower())
    assert overview.numbers(board)[1:] == (1, 0, 0, 0)


def test_a_secret_is_in_no_count_of_anybody() -> None:
    matter = drafted(title="Kín")
    before = {login: seen_by(login).total.due for login in ("lan", "hoa", "khue", "minh")}
    actions.withhold(matter, ground="Bí mật công tác.", by=act("hoa"))

    assert max(before.values()) == 1
    for login in before:
        found = seen_by(login)
        assert (found.total.due, found.kinds, found.forms) == (0, [], [])


def test_of_what_was_withdrawn_only_that_it_was_there() -> None:
    matter = withdrawn(published(title="Tên lộ ra"))
    page = at_desk("lan", PAGE)

    assert (page.status, "Tên lộ ra" in page.words) == (200, False)
    assert body_of_last(matter)["kind"] != "record.refused"


def test_the_page_is_for_those_who_lead_or_inspect() -> None:
    published()
    answers = {login: at_desk(login, PAGE).status for login in EVERYONE}

    assert [login for login, status in answers.items() if status == 200] == [
        "lan",
        "hoa",
        "phong",
        "tu",
    ]
    assert {answers[login] for login in ("khue", "vy", "minh")} == {403}


def test_the_files_and_charts_say_what_the_page_says() -> None:
    published(title="=1+1")
    words = f"?ky=quarter&ngay={MONDAY}"
    lan = at_desk("lan", f"{PAGE}bang.csv{words}")
    assert "Đúng hạn" in lan.content.decode("utf-8-sig")
    book = openpyxl.load_workbook(BytesIO(at_desk("lan", f"{PAGE}bang.xlsx{words}").content))
    assert book.worksheets[0]["B1"].value == QUARTER.said
    chart = at_desk("lan", f"{PAGE}phong.svg{words}").content.decode()
    assert ("<script" in chart, "1 đúng hạn" in chart) == (False, True)
    assert at_desk("lan", f"{PAGE}khac.svg{words}").status == 404


@pytest.mark.parametrize("words", ["?ky=x&ngay=y", "?ngay=9999-12-31", "?ngay=0001-01-01", "?ky="])
def test_nonsense_asks_for_this_quarter(words: str) -> None:
    assert QUARTER.said in at_desk("lan", PAGE + words).words


def test_before_and_after_lead_to_the_neighbours() -> None:
    lan = at_desk("lan", PAGE).follow("Kỳ trước")
    assert period_of("quarter", QUARTER.first - timedelta(days=1)).said in lan.words
    lan.follow("Kỳ sau").follow("Năm")
    assert f"năm {MONDAY.year}" in lan.words
