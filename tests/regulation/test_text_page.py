"""The page on which the regulation is read: by everyone, with what each clause drives and cites."""

from datetime import date

import pytest

from dienhong.regulation import actions
from dienhong.regulation.models import Version
from dienhong.site.demo.data import read
from tests.core.law.law_samples import source_of
from tests.publication.story import REGULATION, act, add_people, adopt, at_desk
from tests.scenarios.walker import Element, Reader

TEXT = REGULATION.replace(
    "Điều 1. Ban hành Quy chế dân chủ của Trạm Sương Mai.",
    "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15;\n\n"
    "Điều 1. Ban hành Quy chế dân chủ của Trạm Sương Mai.",
).replace(
    "Quy chế này nói cách Trạm bàn việc với nhau.",
    "Quy chế này nói cách Trạm bàn việc nêu tại Điều 2 Quy chế này, theo Điều 5, 6 Luật Thực hiện "
    "dân chủ ở cơ sở; lời hứa để ngỏ",
)


@pytest.fixture(autouse=True)
def _people(office: str) -> None:
    add_people()


def clause(page: Reader, address: str) -> Element:
    """Return the clause with this anchor: there is just one."""
    (found,) = (each for each in page.page.every("div") if each.attrs.get("id") == address)
    return found


def searched(login: str, words: str, code: str = "thu") -> Reader:
    """Search as the form of the page sends it."""
    reader = at_desk(login, "quy-che/", code)
    reader.response = reader.client.get(reader.url, {"tim": words})
    reader.status, reader.html = reader.response.status_code, reader.response.content.decode()
    reader._page = None
    return reader


# Reading.


@pytest.mark.parametrize("login", ["lan", "hoa", "tu", "minh"])
def test_the_rules_in_force_are_one_click_from_everyones_first_page(login: str) -> None:
    adopt(TEXT)
    page = at_desk(login).follow("Quy chế")

    assert page.taps == 1
    assert "đang áp dụng" in page.words
    assert "5 ngày làm việc" not in clause(page, "dieu-1").words
    assert "Điều 3. Hình thức, thời hạn công khai" in page.words


def test_the_contents_lead_to_every_article() -> None:
    adopt(TEXT)
    page = at_desk("minh", "quy-che/")
    (contents,) = (n for n in page.page.every("nav") if n.attrs.get("aria-label") == "Mục lục")

    anchors = [a.attrs["href"].removeprefix("#") for a in contents.every("a")]
    assert anchors == ["qd.dieu-1", "qd.dieu-2", "dieu-1", "dieu-2", "dieu-3"]
    assert all(clause(page, address) for address in anchors)


def test_a_clause_stands_with_its_marker_and_what_it_drives() -> None:
    adopt(TEXT)
    page = at_desk("minh", "quy-che/")
    term = clause(page, "dieu-3.khoan-2")

    assert "2. Việc nào cũng công khai chậm nhất là 05 ngày làm việc" in term.words
    assert "điều khiển Thời hạn công khai: chậm nhất 5 ngày làm việc. Xem ở: Công khai" in (
        term.words
    )
    assert [a.attrs["href"] for a in term.every("a")] == ["/thu/cong-khai/"]
    assert "b) Thông báo tại hội nghị đầu mùa." in clause(page, "dieu-3.khoan-1.diem-b").words
    quiet = clause(page, "qd.dieu-1")
    assert "chỉ để đọc" in quiet.words
    assert "điều khiển" not in quiet.words


def test_a_value_weaker_than_the_laws_says_what_applies() -> None:
    adopt(TEXT.replace("05 ngày", "09 ngày"))
    said = clause(at_desk("minh", "quy-che/"), "dieu-3.khoan-2").words

    assert "Luật đặt chậm nhất 5 ngày làm việc" in said
    assert "mạnh hơn nên áp dụng luật" in said


def test_a_version_that_is_not_in_force_drives_nothing() -> None:
    adopt(TEXT)
    adopt(TEXT, number="02/QĐ-TSM", day=date(2026, 2, 2))
    old = at_desk("minh", "quy-che/ban/1/")

    assert "đặt Thời hạn công khai" in clause(old, "dieu-3.khoan-2").words
    assert "điều khiển" not in clause(old, "dieu-3.khoan-2").words


def test_what_a_clause_cites_is_a_link_or_a_summary() -> None:
    adopt(TEXT)
    page = at_desk("minh", "quy-che/")
    first = clause(page, "dieu-1")

    own, law = ([a for a in first.every("a") if words in a.words] for words in ("Điều 2", "Luật T"))
    assert [a.attrs["href"] for a in own] == ["#dieu-2"]
    assert [a.words for a in law] == ["Điều 5, 6 Luật Thực hiện dân chủ ở cơ sở"]
    assert law[0].attrs["href"] == "#vb-1"
    chips = [a.words for a in first.every("a") if "cite" in a.attrs.get("class", "")]
    assert chips == ["Luật 10/2022, Điều 5", "Luật 10/2022, Điều 6"]
    assert "Trên đây là tóm tắt, không phải nguyên văn." in page.section("Điều khoản dẫn").words


def test_the_acts_that_are_cited_are_listed_with_their_force_today() -> None:
    adopt(TEXT)
    page = at_desk("minh", "quy-che/")
    (line,) = (r for r in page.page.every("tr") if r.attrs.get("id") == "vb-1")

    assert "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 chưa có toàn văn" in line.words
    assert "Quốc hội còn hiệu lực có hiệu lực từ 01/07/2023" in line.words
    assert [a.attrs["href"] for a in line.every("a")] == ["#can-cu", "#dieu-1"]
    assert "số 10/2022/QH15" in clause(page, "can-cu").words


@pytest.mark.parametrize(("login", "sees"), [("lan", True), ("hoa", True), ("minh", False)])
def test_doubts_are_for_those_who_can_mend_them(login: str, sees: bool) -> None:
    adopt(TEXT)
    page = at_desk(login, "quy-che/")

    assert ("chỗ ngờ Câu chưa kết thúc" in clause(page, "dieu-1").words) is sees
    assert ("Chỗ ngờ trong văn bản" in page.words) is sees


def test_a_draft_is_read_and_searched_by_those_who_prepare_it_only() -> None:
    number = actions.upload(TEXT, name="ban-moi.txt", by=act("lan")).number

    for path in (f"quy-che/ban/{number}/", f"quy-che/ban/{number}/?tim=cong+khai"):
        assert at_desk("lan", path).status == 200
        assert at_desk("minh", path).status == 404


def test_words_of_the_text_are_never_markup() -> None:
    adopt(TEXT.replace("Sổ thu chi của Trạm.", "Sổ <b>thu</b> chi của Trạm."))

    for page in (at_desk("minh", "quy-che/"), searched("minh", "chi của")):
        assert "Sổ <b>thu</b> chi" in page.words


# Searching.


@pytest.mark.parametrize(
    ("words", "places", "clauses"),
    [
        ("cong khai", 5, ["Điều 2", "Điều 2", "Điều 3", "Điều 3 khoản 1", "Điều 3 khoản 2"]),
        ("công khai", 5, ["Điều 2", "Điều 2", "Điều 3", "Điều 3 khoản 1", "Điều 3 khoản 2"]),
        ("LỊCH GIEO", 1, ["Điều 2 khoản 1"]),
        ("điều 3 khoản 2", 1, ["Điều 3 khoản 2"]),
        ("dieu 3, khoan 2", 1, ["Điều 3 khoản 2"]),
    ],
)
def test_words_are_found_with_and_without_accents(
    words: str, places: int, clauses: list[str]
) -> None:
    adopt(TEXT)
    page = searched("minh", words)

    found = page.section(f"Tìm thấy {places} chỗ")
    assert [h.words for h in found.every("h3")] == list(dict.fromkeys(clauses))
    marks = [mark.words.lower() for mark in found.every("mark")]
    assert len(marks) == (0 if "3" in words else places)
    links = [a.attrs["href"] for h in found.every("h3") for a in h.every("a")]
    assert all(link.startswith("/thu/quy-che/#dieu-") for link in links)


def test_accents_that_nothing_has_are_passed_over_with_a_word() -> None:
    adopt(TEXT)
    page = searched("minh", "cống khài")

    assert "Không có chỗ nào viết đúng dấu “cống khài”" in page.words
    assert "Tìm thấy 5 chỗ" in page.words


def test_what_is_not_there_is_said_with_what_to_do() -> None:
    adopt(TEXT)
    page = searched("minh", "tàu vũ trụ")

    assert page.status == 200
    assert "Không tìm thấy “tàu vũ trụ”" in page.words
    assert "Gõ ít chữ hơn" in page.words
    assert page.may_follow("Đọc cả quy chế")


@pytest.mark.parametrize("words", ["x" * 101, "a\0b"])
def test_what_cannot_be_searched_is_refused_and_the_text_stays(words: str) -> None:
    adopt(TEXT)
    page = searched("minh", words)

    assert page.status == 422
    assert clause(page, "dieu-1")


def test_an_empty_search_shows_the_whole() -> None:
    adopt(TEXT)

    assert clause(searched("minh", "  "), "dieu-1")


# The regulations of the demonstration, and the real ones.


@pytest.mark.parametrize(
    ("letter", "address", "link"),
    [("a", "dieu-8.khoan-5", "#vb-"), ("b", "dieu-19", "#dieu-18")],
)
def test_the_summaries_of_a_demonstration_office_are_read_too(
    letter: str, address: str, link: str
) -> None:
    profile = read(f"profiles/van-phong-mau-{letter}.toml")
    number = actions.adopt_profile(profile, by=act("lan")).number
    page = at_desk("lan", f"quy-che/ban/{number}/")
    found = clause(page, address)

    assert "chỉ giữ tóm tắt" in page.words
    assert next(found.every("a")).attrs["href"].startswith(link)
    if letter == "a":  # whose clause on the rights of citizens rests on two articles of the law
        assert "Luật 10/2022, Điều 5 Luật 10/2022, Điều 6" in found.words
    assert every_link_leads_somewhere(page)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "articles", "linked", "drives"),
    [
        ("bac-kan-2023", 21, ("dieu-4.khoan-4", "#dieu-9"), "dieu-10.khoan-2.gach-1"),
        ("lang-son-2010", 35, ("dieu-19", "#dieu-18"), "dieu-12.khoan-1"),
    ],
)
def test_a_real_regulation_is_read(
    name: str, articles: int, linked: tuple[str, str], drives: str
) -> None:
    adopt(source_of(name))
    page = at_desk("minh", "quy-che/")

    address, target = linked
    assert target in [a.attrs["href"] for a in clause(page, address).every("a")]
    ids = [e.attrs["id"] for e in page.page.every("div", "tr", "h2") if "id" in e.attrs]
    assert len(ids) == len(set(ids))
    rows = Version.objects.get().provisions
    assert rows.filter(kind="article").count() == articles
    assert all(clause(page, row.address) for row in rows.all())
    assert every_link_leads_somewhere(page)
    assert Version.objects.get().parameters.filter(address=drives).exists()


def every_link_leads_somewhere(page: Reader) -> bool:
    """Tell whether each link within the page has its target there."""
    links = (a.attrs.get("href", "") for a in page.page.every("a"))
    wanted = {link[1:] for link in links if link.startswith("#")}
    return wanted <= {each.attrs["id"] for each in _all(page.page) if "id" in each.attrs}


def _all(element: Element) -> list[Element]:
    inside = [each for each in element.inside if isinstance(each, Element)]
    return [*inside, *(deep for each in inside for deep in _all(each))]
