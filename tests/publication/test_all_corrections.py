"""The page of all corrections: every one is there, and of what was withdrawn no words."""

import pytest

from dienhong.publication import correcting
from dienhong.record.models import Correction
from tests.publication.story import act, at_desk, page_of, person, published, withdrawn

WHY = "Gõ nhầm"

pytestmark = pytest.mark.usefixtures("clock")


def test_the_inspection_committee_finds_every_correction_from_the_journal() -> None:
    tu = at_desk("tu", "so-ghi/").follow("Các lần đính chính")
    assert "Chưa có lần đính chính nào." in tu.words
    matter = published()
    row = correcting.ask(
        matter, "title", "Sổ đúng", ground=WHY, checker=person("hoa"), by=act("lan")
    )
    tu.open(tu.url)
    assert "Tên việc, văn bản chờ người thứ hai ký" in tu.words
    correcting.sign(row, by=act("hoa"))
    tu.open(tu.url)
    assert "«Sổ thu chi quý một» thành «Sổ đúng»" in tu.words
    assert "Lan, 09:00 02/03/2026 Hoa, 09:00 02/03/2026" in tu.words
    assert tu.follow("Sổ đúng").path == f"/thu/{page_of(matter)}"


def test_of_what_was_withdrawn_the_fact_stays_without_its_words() -> None:
    matter = published()
    row = correcting.ask(
        matter, "title", "Kín bưng bít", ground="bưng bít", checker=person("hoa"), by=act("lan")
    )
    correcting.sign(row, by=act("hoa"))
    withdrawn(matter)
    tu = at_desk("tu", "dinh-chinh/")

    assert ("bưng bít" in tu.html, "(không còn chữ)" in tu.words) == (False, True)
    assert Correction.objects.get().digest == row.digest


@pytest.mark.parametrize("odd", ["0", "-1", "99", "a", "%00", "1e9"])
def test_a_page_that_is_not_there_shows_one_that_is(odd: str) -> None:
    assert at_desk("tu", f"dinh-chinh/?trang={odd}").status == 200
