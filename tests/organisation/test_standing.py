"""How an office stands: who acts in which function, what is vacant, who may do what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.core.refusal import Refused
from dienhong.organisation.powers import Power
from dienhong.organisation.standing import Place, Standing

PUBLISH = Power(
    "publication.publish", "công khai", frozenset({"chief"}), Citation("luat", "dieu-46")
)
PLACES = {
    place.code: place
    for place in (
        Place("chief", "Chánh Văn phòng", stand_in="deputy", ground="Quyết định số 5"),
        Place("deputy", "Phó Chánh Văn phòng"),
        Place("union", "Ban Chấp hành Công đoàn"),
        Place("committee", "Ban Thanh tra nhân dân", stand_in="union"),
        Place("co-organiser", "Bên phối hợp", through="union"),
    )
}


def _office(**holders: str) -> Standing:
    held = {code: frozenset(people.split()) for code, people in holders.items()}
    return Standing(places=PLACES, holders=held, powers={PUBLISH.code: PUBLISH.functions})


def test_a_function_is_its_holders_while_somebody_holds_it() -> None:
    office = _office(chief="hoa", deputy="phong")

    assert office.acting("chief") == {"hoa"}
    assert office.functions_of("phong") == {"deputy"}
    assert office.stands_in_as("phong", "chief") == ""


def test_while_the_chief_is_vacant_the_deputy_acts_in_the_place_of_the_chief() -> None:
    office = _office(deputy="phong")

    assert "chief" in office.vacant
    assert office.acting("chief") == {"phong"}
    assert office.functions_of("phong") == {"chief", "deputy"}
    assert office.stands_in_as("phong", "chief") == "deputy"
    assert office.check_may(PUBLISH, office.functions_of("phong")) == "chief"


def test_a_part_in_a_procedure_is_played_by_the_holders_of_another_function() -> None:
    office = _office(union="vy")

    assert office.functions_of("vy") == {"union", "co-organiser", "committee"}
    assert "co-organiser" not in office.vacant
    assert office.stands_in_as("vy", "co-organiser") == ""
    assert office.stands_in_as("vy", "committee") == "union"


def test_where_nobody_acts_the_refusal_says_so_and_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        _office(union="vy").check_may(PUBLISH, {"union"})

    assert refused.value.reason == "Không công khai được: việc này thuộc Chánh Văn phòng"
    assert refused.value.source == PUBLISH.source
    assert refused.value.cure == (
        "Chánh Văn phòng đang khuyết và chưa ghi ai làm thay: ghi người giữ hoặc người làm thay "
        "ở trang Chức năng."
    )


def test_where_somebody_acts_the_refusal_names_the_function() -> None:
    with pytest.raises(Refused) as refused:
        _office(deputy="phong").check_may(PUBLISH, {"union"}, "gỡ")

    assert refused.value.reason == "Không gỡ được: việc này thuộc Chánh Văn phòng"
    assert refused.value.cure == "Chuyển việc cho người giữ chức năng: Chánh Văn phòng."


CODES = st.sampled_from(["a", "b", "c", "d"])


@given(
    through=st.dictionaries(CODES, CODES),
    stand_in=st.dictionaries(CODES, CODES),
    holders=st.dictionaries(CODES, st.frozensets(st.sampled_from(["x", "y"]), min_size=1)),
)
def test_whatever_leads_to_whatever_each_question_has_an_answer(
    through: dict[str, str], stand_in: dict[str, str], holders: dict[str, frozenset[str]]
) -> None:
    places = {
        code: Place(code, code, through.get(code, ""), stand_in.get(code, "")) for code in "abcd"
    }
    office = Standing(places=places, holders=holders, powers={})

    for code in places:
        assert holders.get(code, frozenset()) <= office.acting(code)
        assert (code in office.vacant) <= (code not in holders)
        for person in office.acting(code):
            assert code in office.functions_of(person)
            instead = office.stands_in_as(person, code)
            assert not instead or code in office.vacant
    assert office.functions_of("somebody else") == frozenset()
