""" "Unless a law says otherwise": a matter under the term and run that another act sets."""

from dataclasses import replace
from datetime import date

import pytest

from dienhong.core.refusal import Refused
from dienhong.publication import actions
from dienhong.publication.queries import terms_for
from dienhong.regulation import vocabulary
from tests.publication.story import (
    FRIDAY,
    MONDAY,
    act,
    at_desk,
    body_of_last,
    entered,
    page_of,
    the_matter,
    words,
)

CASE = "Kết luận nội dung tố cáo"
ACT = "luat-to-cao-2018:dieu-40"


pytestmark = pytest.mark.usefixtures("peopled")


def test_cases_come_from_the_vocabulary() -> None:
    assert vocabulary.special_cases() == (CASE,)
    for name in ("publication.term", "publication.run"):
        special = vocabulary.BY_NAME[vocabulary.name_for(name, CASE)]
        assert (special.overrides, special.type) == (name, vocabulary.BY_NAME[name].type)
        assert vocabulary.name_for(name, "") == name


def test_a_conclusion_on_a_denunciation_has_the_term_of_its_own_act() -> None:
    special, common = terms_for(FRIDAY, MONDAY, CASE), terms_for(FRIDAY, MONDAY)
    assert special.publish_within is not None
    assert special.post_for is not None
    assert common.publish_within is not None

    assert (special.publish_within.value, str(special.publish_within.source)) == (7, ACT)
    assert (special.post_for.value, str(special.post_for.source)) == (15, ACT)
    assert common.publish_within.value == 5


def test_before_that_act_the_common_term_holds() -> None:
    terms = terms_for(date(2018, 12, 31), MONDAY, CASE)

    assert terms.publish_within is not None
    assert str(terms.publish_within.source) == "nghi-dinh-04-2015:dieu-8.khoan-2"


def test_the_case_is_chosen_when_drafting_and_its_clause_is_cited() -> None:
    lan = entered(at_desk("lan"), **{"Có hạn riêng theo luật khác": CASE})
    matter = the_matter()

    assert (matter.special, matter.due_on) == (CASE, date(2026, 3, 10))
    assert ACT in body_of_last(matter)["clauses"]
    assert "Luật Tố cáo 2018, Điều 40" in lan.section("Thời hạn công khai").words
    assert f"Hạn riêng theo luật khác {CASE}" in lan.words
    assert "cần cơ quan xác nhận" not in lan.section("Thời hạn công khai").words


def test_a_lapsed_figure_is_marked_to_confirm() -> None:
    terms = terms_for(date(2026, 7, 1), date(2026, 7, 1), CASE)

    assert terms.publish_within is not None
    assert terms.publish_within.to_confirm


def test_a_case_that_no_act_knows_is_refused() -> None:
    with pytest.raises(Refused, match="trường hợp có hạn riêng không có trong danh sách"):
        actions.draft(replace(words(), special="Việc gì đó"), by=act("lan"))


def test_the_case_is_kept_when_the_matter_is_mended() -> None:
    matter = actions.draft(replace(words(), special=CASE), by=act("lan"))
    lan = at_desk("lan", f"{page_of(matter)}sua/")
    lan.send("Trình kiểm tra bí mật")
    matter.refresh_from_db()

    assert (matter.special, matter.edition) == (CASE, 2)
