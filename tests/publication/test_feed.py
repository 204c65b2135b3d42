"""The feed and the calendar of what is public: at a secret address, and as their RFCs want them."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from lxml import etree

from dienhong.duties import feeds
from dienhong.duties.models import Feed
from dienhong.publication import actions, atom, correcting, leaving
from dienhong.publication.models import Matter
from tests.duties.test_feeds import check_lines, events
from tests.publication.story import (
    BOARD,
    LAST_DAY,
    MONDAY,
    about_a_person,
    act,
    after,
    at_desk,
    cleared,
    drafted,
    moment,
    page_of,
    person,
    published,
    withdrawn,
)

pytestmark = pytest.mark.usefixtures("clock")
READER = Client()  # signed in nowhere
ATOM = f"{{{atom.NAMESPACE}}}"


def address(login: str = "minh", ending: str = "atom") -> str:
    """Let a person have the address of what is public; return it."""
    feed = feeds.make(person(login), Feed.Scope.PUBLIC, by=act(login))
    return f"/thu/cong-khai/nguon/{feeds.token_of(feed)}.{ending}"


def read(at: str) -> list[dict[str, str]]:
    """Read a feed as a program that gathers news does; return its entries."""
    answer = READER.get(at)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    root = etree.fromstring(answer.content)
    check_feed(root)
    return [
        {etree.QName(each).localname: each.text or each.get("href") or "" for each in entry}
        for entry in root.iter(f"{ATOM}entry")
    ]


def check_feed(root: etree._Element) -> None:
    """Check what RFC 4287 asks of a feed (4.1.1) and of its entries (4.1.2)."""
    assert root.tag == f"{ATOM}feed"
    has_exactly_one(root, "id", "title", "updated")
    assert [each.tag for each in root.find(f"{ATOM}author")] == [f"{ATOM}name"]  # type: ignore[union-attr]
    links = [(each.get("rel"), each.get("type")) for each in root.findall(f"{ATOM}link")]
    assert links == [("self", "application/atom+xml"), ("alternate", "text/html")]
    entries = root.findall(f"{ATOM}entry")
    for entry in entries:
        has_exactly_one(entry, "id", "title", "updated", "published", "summary")
        assert [each.get("rel") for each in entry.findall(f"{ATOM}link")] == ["alternate"]
        assert all(each.get("term") for each in entry.findall(f"{ATOM}category"))
    ids = [each.text or "" for each in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in ids)
    moments = [at(each.text) for each in entries_of(entries, "updated")]
    whole = at(root.findtext(f"{ATOM}updated"))
    assert all(each <= whole for each in moments)


def has_exactly_one(element: etree._Element, *names: str) -> None:
    """Check that each of these stands there once, and says something."""
    for name in names:
        assert [bool(each.text) for each in element.findall(f"{ATOM}{name}")] == [True], name


def entries_of(entries: list[etree._Element], name: str) -> list[etree._Element]:
    """Return one element of each entry."""
    return [each for entry in entries for each in entry.findall(f"{ATOM}{name}")]


def at(text: str | None) -> datetime:
    """Return a moment in the form that RFC 3339 has, which names its zone."""
    assert text is not None
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text)
    return datetime.fromisoformat(text)


def titles(of: str) -> list[str]:
    """Return the names in a feed, in its order."""
    return [entry["title"] for entry in read(of)]


def test_what_is_public_is_in_the_feed_newest_first_by_name_and_number_only(
    clock: time_machine.Traveller,
) -> None:
    first = published(title="Sổ <thu> & chi", summary="Lời riêng của Trạm.")
    clock.shift(timedelta(hours=1))
    actions.publish(cleared(title="Lịch"), forms=[], by=act("lan", hour=10))
    where = address()
    entries = read(where)

    assert [entry["title"] for entry in entries] == ["Lịch", "Sổ <thu> & chi"]
    assert entries[1]["id"] == f"urn:uuid:{first.pk}"
    assert entries[1]["link"] == f"http://testserver/thu/{page_of(first)}"
    assert entries[1]["summary"] == "Số 12/QĐ-TSM, ngày 27/02/2026. Sổ thu chi của Trạm."
    assert "Lời riêng" not in READER.get(where).content.decode()


def test_a_feed_of_nothing_is_a_feed() -> None:
    drafted(title="Soạn")
    cleared(title="Chờ")
    actions.withhold(drafted(title="Mật"), ground="Mật.", by=act("hoa"))

    assert read(address()) == []


def test_a_correction_is_news(clock: time_machine.Traveller) -> None:
    matter = published(title="Sổ nhầm")
    where = address()
    given = {"ground": "Nhầm.", "checker": person("hoa"), "by": act("lan")}
    asked = correcting.ask(matter, "title", "Sổ đúng", **given)
    assert read(where)[0]["updated"] == "2026-03-02T02:00:00Z"
    clock.shift(timedelta(hours=2))
    correcting.sign(asked, by=act("hoa", hour=11))

    entry = read(where)[0]
    assert (entry["title"], entry["updated"]) == ("Sổ đúng", "2026-03-02T04:00:00Z")
    assert entry["published"] == "2026-03-02T02:00:00Z"


def test_what_was_withdrawn_and_a_notice_whose_term_is_over_are_gone_from_it() -> None:
    gone = published(title="Việc thu hồi")
    about_a_person("Nâng lương của Minh")
    where = address()
    assert set(titles(where)) == {"Việc thu hồi", "Nâng lương của Minh"}
    withdrawn(gone)
    assert titles(where) == ["Nâng lương của Minh"]
    leaving.sweep(by=act("hoa", after(LAST_DAY, 9)))
    assert titles(where) == []
    kind = Matter.objects.get(personal=True).kind_source
    assert READER.get(f"{where}?loai={kind}").status_code == 404


def test_one_kind_has_a_feed_of_its_own() -> None:
    lich = published(title="Lịch", kind="dieu-2.khoan-1")
    published(title="Sổ")
    where = address()

    assert titles(f"{where}?loai={lich.kind_source}") == ["Lịch"]
    whole, part = (
        etree.fromstring(READER.get(each).content).findtext(f"{ATOM}id")
        for each in (where, f"{where}?loai={lich.kind_source}")
    )
    assert whole != part
    page = at_desk("minh", f"cong-khai/?loai={lich.kind_source}")
    page.follow("Tin mới của riêng loại này (Atom)")
    assert (
        "Nhận tin mới qua địa chỉ riêng"
        in at_desk("lan", f"cong-khai/?loai={lich.kind_source}").words
    )


def test_an_address_leads_nowhere_once_it_is_renewed_or_ended_or_its_person_has_left(
    clock: time_machine.Traveller,
) -> None:
    old = address()
    new = address()
    assert READER.get(old).status_code == 404
    assert read(new) == []
    other = feeds.make(person("minh"), Feed.Scope.MINE, by=act("minh"))
    assert READER.get(f"/thu/cong-khai/nguon/{feeds.token_of(other)}.atom").status_code == 404
    token = new.rpartition("/")[2].removesuffix(".atom")
    assert READER.get(f"/thu/lich/{token}.ics").status_code == 404
    at_desk("minh", "lich/dien-thoai/").send("Ngừng lịch việc đã công khai")
    assert READER.get(new).status_code == 404
    assert READER.get("/thu/cong-khai/nguon/khong-co.atom").status_code == 404


def test_a_person_makes_the_address_on_the_page_of_calendars() -> None:
    published(title="Sổ")
    minh = at_desk("minh", "lich/dien-thoai/").send("Tạo địa chỉ lịch việc đã công khai")

    found = re.findall(r'href="(http://testserver/thu/cong-khai/nguon/[^"]+)"', minh.html)
    assert [each.rpartition(".")[2] for each in found] == ["atom", "ics"]
    assert titles(found[0]) == ["Sổ"]


# The calendar of runs.


def test_runs_are_in_the_calendar_from_their_first_to_their_last_day() -> None:
    matter = published(title="Sổ", forms=[BOARD])
    actions.post(matter, place="Sảnh lớn", posted_at=moment(MONDAY), by=act("lan"))
    published(title="Việc thu hồi")
    withdrawn(Matter.objects.get(title="Việc thu hồi"))
    drafted(title="Soạn")
    content = READER.get(address(ending="ics")).content
    check_lines(content)
    found = {str(each["summary"]): each for each in events(content)}

    assert set(found) == {"Công khai: Sổ", "Niêm yết tại Sảnh lớn: Sổ"}
    run = found["Công khai: Sổ"]
    assert (run["dtstart"], run["dtend"]) == (MONDAY, LAST_DAY + timedelta(days=1))


def test_the_offices_calendar_shows_due_days_and_when_runs_begin_and_end() -> None:
    published(title="Sổ")
    cleared(title="Lịch")
    withdrawn(published(title="Việc thu hồi"))
    page = at_desk("lan", "lich/?thang=2026-03")

    assert "2 thứ Hai 02/03/2026 hôm nay Sổ bắt đầu công khai" in page.words
    assert "22 Chủ nhật 22/03/2026 Sổ ngày cuối công khai" in page.words
    assert "6 thứ Sáu 06/03/2026 Lịch hạn, công khai" in page.words
    assert "Việc thu hồi" not in page.words
    assert "Sổ ngày cuối" in at_desk("minh", "lich/?thang=2026-03").words
    assert "Sổ ngày cuối" not in at_desk("minh", "lich/?thang=2026-04").words


def test_a_personal_notice_leaves_both_calendars(clock: time_machine.Traveller) -> None:
    about_a_person("Nâng lương của Minh")
    where = address(ending="ics")
    assert len(events(READER.get(where).content)) == 1
    gone = after(LAST_DAY, 9)
    clock.move_to(moment(gone))
    leaving.sweep(by=act("hoa", gone))

    assert events(READER.get(where).content) == []
    assert "Nâng lương" not in at_desk("hoa", "lich/?thang=2026-03").words
