"""What others must not see is nowhere: list, search, feed, calendar, year book, count, number."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from dienhong.duties import feeds
from dienhong.duties.models import Feed
from dienhong.publication import actions, leaving
from dienhong.publication.models import Matter
from dienhong.site import making
from tests.publication.story import (
    EVERYONE,
    act,
    after,
    at_desk,
    drafted,
    moment,
    page_of,
    person,
    published,
    text_of,
    upload,
    withdrawn,
)
from tests.publication.story import about_a_person as personal

pytestmark = pytest.mark.usefixtures("clock")

TITLE, BARE = "Tạ Đình Quỳnh nghỉ phép", "ta dinh quynh"
SEARCHES = ("Tạ Đình Quỳnh", "quynh", "12/QĐ")


def everywhere(login: str) -> dict[str, str]:
    """Return what a person reads wherever public matters stand, by the name of the place."""
    feed = feeds.make(person(login), Feed.Scope.PUBLIC, by=act(login))
    token, nobody = feeds.token_of(feed), Client()
    news = f"/thu/cong-khai/nguon/{token}"
    found = {f"search {words}": _answer(login, f"cong-khai/?tim={words}") for words in SEARCHES}
    return found | {
        "list": _shown(login, "cong-khai/"),
        "month": _shown(login, "cong-khai/?thang=2026-03"),
        "clause": _shown(login, "cong-khai/?dieu=2"),
        "feed": nobody.get(f"{news}.atom").content.decode(),
        "calendar of runs": nobody.get(f"{news}.ics").content.decode(),
        "calendar": _shown(login, "lich/?thang=2026-03"),
        "book": at_desk(login, "cong-khai/so/nam-2026/bang.csv").content.decode("utf-8-sig"),
        "home": _shown(login, ""),
    }


def _shown(login: str, path: str) -> str:
    """Return the words of a page without its foot, which counts the journal's entries."""
    return at_desk(login, path).words.partition("Sổ ghi có")[0]


def _answer(login: str, path: str) -> str:
    """Return the results of a search, without the words that were typed."""
    words = _shown(login, path)
    return "" if "Không tìm thấy" in words else words


def holding(places: dict[str, str]) -> list[str]:
    """Return the places at which the name stands, with its accents or without."""
    return [name for name, words in places.items() if TITLE in words or BARE in words.lower()]


def counts(login: str) -> list[str]:
    """Return how many the list says there are."""
    said = r"\d+ việc đang được công khai|Chưa có việc nào được công khai"
    return re.findall(said, at_desk(login, "cong-khai/").words)


@pytest.fixture
def month_later(clock: time_machine.Traveller) -> Callable[[], date]:
    """Give a way to a day on which every run is over; the sweep has run."""

    def go() -> date:
        last = max(row.ends_on for matter in Matter.objects.all() for row in matter.postings.all())
        day = after(last, 1)
        clock.move_to(moment(day))
        leaving.sweep(by=act("hoa", day))
        return day

    return go


def test_after_its_term_a_personal_notice_has_left_every_place(
    month_later: Callable[[], date],
) -> None:
    before = counts("minh")
    notice = personal(TITLE, upload())
    assert set(holding(everywhere("minh"))) >= {
        *("list", "month", "clause", "feed", "calendar", "book"),
        *("search quynh", "search Tạ Đình Quỳnh"),
    }
    file = f"{page_of(notice)}tep/1/bang-ke.pdf"
    day = month_later()

    for login in EVERYONE:
        places = everywhere(login)
        if login == "lan":  # who keeps the record has the notice, but no place lists it
            assert at_desk(login, page_of(notice)).status == 200
        else:
            assert [at_desk(login, each).status for each in (page_of(notice), file)] == [410, 410]
        assert holding(places) == [], login
        assert counts(login) == before
    # Its number stays in the book, and the next one follows it.
    actions.publish(cleared_on(day), forms=[], by=act("lan", day))
    lines = everywhere("minh")["book"].splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == ["1", "2"]
    assert lines[1].endswith("đã hết thời hạn niêm yết")


def cleared_on(day: date) -> Matter:
    """Enter a matter on a day and let Hoa sign that it holds no secret."""
    matter = drafted(title="Việc sau", day=day, decided_on=day - timedelta(days=1))
    return actions.clear(matter, by=act("hoa", day))


def test_a_matter_refused_for_secrecy_leaves_no_trace_for_whom_it_does_not_concern() -> None:
    published(title="Việc đầu")
    before = {login: everywhere(login) for login in EVERYONE}
    secret = drafted(upload(), title=TITLE, by="khue", checker="phong")
    actions.withhold(secret, ground="Mật.", by=act("phong"))
    file = f"{page_of(secret)}tep/1/bang-ke.pdf"

    concerned = {"khue", "phong", "hoa"}
    for login in EVERYONE:
        places = everywhere(login)
        assert holding(places) == [], login
        assert counts(login) == ["1 việc đang được công khai"]
        for place in ("list", "month", "clause", "book", *(f"search {s}" for s in SEARCHES)):
            assert places[place] == before[login][place], (login, place)
        status = 200 if login in concerned else 404
        assert [at_desk(login, each).status for each in (page_of(secret), file)] == [status] * 2
    published(title="Việc sau")
    lines = everywhere("minh")["book"].splitlines()
    assert [line.partition(",")[0] for line in lines[1:]] == ["1", "2"]  # no number was left out


def test_what_was_withdrawn_keeps_its_number_in_the_book_and_is_nowhere_else() -> None:
    matter = published(upload(), title=TITLE)
    feed = feeds.make(person("minh"), Feed.Scope.PUBLIC, by=act("minh"))
    at_desk("lan", "cong-khai/so/").send("Lập sổ năm 2026 (PDF)")
    making.make("thu")
    book = at_desk("minh", "cong-khai/so/")
    assert TITLE in text_of(book.follow("Tải sổ năm 2026 (PDF)").content)
    withdrawn(matter)

    assert at_desk("minh", book.path.removeprefix("/thu/")).status == 404
    for login in EVERYONE:
        places = everywhere(login)
        assert holding(places) == [], login
        assert places["book"].splitlines()[1].endswith("thu hồi")
        assert at_desk(login, f"{page_of(matter)}tep/1/bang-ke.pdf").status == 410
    assert Client().get(f"/thu/cong-khai/nguon/{feeds.token_of(feed)}.atom").status_code == 404
