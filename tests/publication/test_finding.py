"""What is public is found by its words, number, kind, clause, department and day; nothing else."""

from datetime import date, timedelta

import pytest
import time_machine

from dienhong.organisation import staffing
from dienhong.publication import actions, correcting, finding, leaving
from dienhong.publication.models import FileText, Findable, IndexWord, Occurrence
from tests.file_samples import pdf, picture
from tests.publication.story import (
    EVERYONE,
    MONDAY,
    about_a_person,
    act,
    at_desk,
    cleared,
    drafted,
    moment,
    page_of,
    person,
    published,
    upload,
    withdrawn,
)
from tests.scenarios.walker import Reader

pytestmark = pytest.mark.usefixtures("clock")


def find(login: str = "minh", **asked: str) -> Reader:
    """Return the page that a person gets who looks for something."""
    words = "&".join(f"{name}={value}" for name, value in asked.items())
    return at_desk(login, f"cong-khai/?{words}")


def titles(page: Reader) -> list[str]:
    """Return the names that a list shows, in its order."""
    lists = [ol for ol in page.page.every("ol") if "found" in ol.attrs.get("class", "")]
    return [h.words for ol in lists for h in ol.every("h3")]


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("nghi phep", True),
        ("nghỉ phép", True),
        ("NGHỈ PHÉP", True),
        ("nghị phép", False),
        ("phep nghi", True),  # nowhere side by side, so anywhere
        ("nghi truc", False),
        ("12/QĐ", True),
        ("12/qd-tsm", True),
        ("2/QĐ", False),
        ("thu chi", True),  # of the kind and the summary
        ("nhà ai", False),
    ],
)
def test_a_matter_is_found_by_its_words(words: str, is_found: bool) -> None:
    published(title="Chế độ nghỉ phép năm")

    assert (titles(find(tim=words)) == ["Chế độ nghỉ phép năm"]) is is_found


def test_the_page_shows_why_it_was_found() -> None:
    published(title="Một việc", summary=f"{'Đầu ' * 50} chế độ nghỉ phép {'cuối ' * 50}")
    page = find(tim="nghi phep")

    assert [mark.words for mark in page.page.every("mark")] == ["nghỉ phép"]
    assert "Tóm tắt: … Đầu" in page.words
    assert "Tìm thấy 1 việc" in page.words


def test_what_has_the_words_in_its_name_comes_first_then_the_newest() -> None:
    published(title="Lịch trực tháng ba", summary="Khác.")
    published(title="Việc mới hơn", summary="Về lịch trực.")
    published(title="Việc mới nhất", summary="Về lịch trực.")

    assert titles(find(tim="lich truc")) == ["Lịch trực tháng ba", "Việc mới nhất", "Việc mới hơn"]


def test_an_empty_result_says_what_to_do() -> None:
    published(title="Chế độ nghỉ phép năm")
    page = find(tim="nghị phép", loai="", tu="2026-03-02")
    assert "Không tìm thấy việc nào" in page.words
    page.follow("Tìm không dấu: nghi phep")
    assert titles(page) == ["Chế độ nghỉ phép năm"]
    other = find(tim="nghi phep", den="2026-03-01").follow("Tìm từ này ở mọi loại, mọi ngày")
    assert titles(other) == ["Chế độ nghỉ phép năm"]


def test_it_is_filtered_by_kind_clause_day_and_month(clock: time_machine.Traveller) -> None:
    published(title="Sổ", kind="dieu-2.khoan-2")
    clock.move_to(moment(date(2026, 4, 1)))
    lich = published(
        title="Lịch", kind="dieu-2.khoan-1", day=date(2026, 4, 1), decided_on=date(2026, 3, 30)
    )

    assert titles(find()) == ["Lịch", "Sổ"]
    assert titles(find(loai=lich.kind_source)) == ["Lịch"]
    assert titles(find(dieu="Điều 2 khoản 2")) == ["Sổ"]
    assert titles(find(dieu="2.1")) == ["Lịch"]
    assert titles(find(dieu="dieu 2")) == ["Lịch", "Sổ"]
    assert titles(find(dieu="3")) == []
    assert titles(find(tu="2026-03-03")) == ["Lịch"]
    assert titles(find(tu="2026-03-02", den="2026-03-02")) == ["Sổ"]
    assert titles(find(thang="2026-04")) == ["Lịch"]
    assert titles(find(thang="2026-03", tim="so")) == ["Sổ"]
    assert titles(find(thang="2026-04", tim="sổ", dieu="2.2")) == []
    assert "Tất cả tháng 4/2026 tháng 3/2026" in " ".join(find(tim="x").words.split())


def test_it_is_filtered_by_the_department_that_drafted_it() -> None:
    room = staffing.add_department("Phòng Gieo hạt", by=act("lan"))
    published(title="Sổ")

    assert titles(find(phong=str(room.pk))) == []
    staffing.place(person("lan"), department=room, position="", placed_from=MONDAY, by=act("lan"))
    assert titles(find(phong=str(room.pk))) == ["Sổ"]


def test_what_cannot_be_read_is_refused_at_its_field_and_kept() -> None:
    published()
    page = find(tim="so thu", dieu="việc chung", tu="2026-03-05", den="2026-03-02")

    assert page.status == 422
    assert "Chưa đọc được điều, khoản" in page.words
    assert "Ngày cuối đứng trước ngày đầu" in page.words
    assert 'value="so thu"' in page.html
    assert titles(page) == []


def test_pages_have_25_and_keep_what_was_asked_for() -> None:
    for number in range(26):
        published(title=f"Việc số {number}")
    page = find(tim="viec so")
    assert len(titles(page)) == 25
    assert "Trang 1 trên 2" in page.words
    page.follow("Trang sau")
    assert titles(page) == ["Việc số 0"]
    first, second = titles(find(trang="1")), titles(find(trang="2"))
    assert (len(first), len({*first, *second})) == (25, 26)
    assert titles(find(trang="rất xa")) == titles(find())


def test_words_of_a_file_are_found_once_it_was_looked_at() -> None:
    matter = published(upload(pdf("bo loc nuoc"), "bang-ke.pdf"), title="Mua sắm")
    assert titles(find(tim="bo loc")) == []
    at_desk("minh", f"{page_of(matter)}tep/1/")

    page = find(tim="bo loc")
    assert titles(page) == ["Mua sắm"]
    assert "Tệp bang-ke.pdf: bo loc nuoc" in page.words
    withdrawn(matter)
    assert (titles(find(tim="bo loc")), FileText.objects.count()) == ([], 0)


def test_a_sweep_reads_the_public_files_into_which_nobody_looked() -> None:
    published(upload(pdf("bo loc nuoc"), "mot.pdf"), title="Một")
    published(upload(pdf("may bom"), "hai.pdf"), title="Hai")
    withdrawn(published(upload(pdf("may bom hong"), "ba.pdf"), title="Ba"))
    cleared(upload(pdf("may bom moi"), "bon.pdf"), title="Bốn")

    assert [finding.learn_waiting(most=1) for _ in range(3)] == [1, 1, 0]
    assert (titles(find(tim="bo loc")), titles(find(tim="may bom"))) == (["Một"], ["Hai"])


def test_a_file_without_words_is_read_once() -> None:
    published(upload(picture(), "anh.png"), title="Ảnh")

    assert [finding.learn_waiting(), finding.learn_waiting()] == [1, 0]
    assert [row.text for row in FileText.objects.all()] == [""]


def test_words_far_back_in_a_file_are_found() -> None:
    matter = published(upload(pdf("trang dau"), "dai.pdf"), title="Dài")
    file = matter.attachments.get().file
    finding.learn(file, {"words": "chữ " * 20_000 + "cuối cùng"})

    assert titles(find(tim="cuoi cung")) == ["Dài"]


def test_words_of_a_file_go_with_it_also_where_another_matter_has_it() -> None:
    one = published(upload(pdf("bo loc nuoc"), "chung.pdf"), title="Một")
    published(upload(pdf("bo loc nuoc"), "chung.pdf"), title="Hai")
    at_desk("minh", f"{page_of(one)}tep/1/")
    assert titles(find(tim="bo loc")) == ["Hai", "Một"]
    withdrawn(one)

    assert titles(find(tim="bo loc")) == []
    assert titles(find(tim="hai")) == ["Hai"]


def test_a_correction_changes_what_it_is_found_by_in_the_same_act() -> None:
    matter = published(title="Sổ thu nhầm", summary="Khác.")
    given = {"ground": "Nhầm.", "checker": person("hoa"), "by": act("lan")}
    asked = correcting.ask(matter, "title", "Sổ mua hạt", **given)
    assert titles(find(tim="thu nham")) == ["Sổ thu nhầm"]
    correcting.sign(asked, by=act("hoa"))

    assert titles(find(tim="thu nham")) == []
    assert titles(find(tim="mua hat")) == ["Sổ mua hạt"]
    assert not IndexWord.objects.filter(text__contains="nhầm").exists()


def test_what_is_on_its_way_held_back_or_withdrawn_is_found_by_nobody() -> None:
    drafted(title="kin4711 soạn")
    cleared(title="kin4711 chờ")
    actions.withhold(drafted(title="kin4711 mật"), ground="Mật.", by=act("hoa"))
    withdrawn(published(title="kin4711 thu hồi"))

    assert Findable.objects.count() == IndexWord.objects.count() == 0
    for login in EVERYONE:
        page = find(login, tim="kin4711")
        assert titles(page) == []
        assert "Không tìm thấy việc nào" in page.words


def test_a_personal_notice_leaves_the_search_with_its_term() -> None:
    about_a_person("Nâng lương của Minh")
    assert titles(find(tim="nang luong")) == ["Nâng lương của Minh"]
    leaving.sweep(by=act("hoa", MONDAY + timedelta(days=30)))

    assert Occurrence.objects.count() == IndexWord.objects.count() == 0
    for words in ("nang luong", "nâng lương", "12/QĐ"):
        assert titles(find(tim=words)) == []


def test_what_is_found_again_from_nothing_is_the_same() -> None:
    matter = published(title="Sổ thu chi")
    before = set(Occurrence.objects.values_list("word__text", "word__by_accent", "zone"))
    finding.index(matter)

    assert set(Occurrence.objects.values_list("word__text", "word__by_accent", "zone")) == before
