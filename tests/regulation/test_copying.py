"""Telling our own words from those of a text that may not be kept."""

from hypothesis import given
from hypothesis import strategies as st

from dienhong.regulation.profiles import copying
from dienhong.regulation.profiles.copying import LIFTED, lifted, runs

COMMON = st.sampled_from(["biết", "bàn", "làm", "xem", "họp", "thu"])


@given(st.lists(COMMON, min_size=LIFTED))
def test_a_phrase_lifted_from_a_source_is_always_noticed(row: list[str]) -> None:
    source = "Mở đầu. " + ", ".join(row).upper() + "; rồi hết."

    found = lifted(" ".join(row), frozenset(runs(source)))

    assert len(found) == len(row) - LIFTED + 1


@given(st.lists(COMMON, max_size=LIFTED - 1))
def test_fewer_words_are_no_copy(row: list[str]) -> None:
    assert lifted(" ".join(row), frozenset(runs(" ".join(row * LIFTED)))) == []


def test_a_fixed_term_and_its_abbreviation_are_one_word() -> None:
    assert copying.words("Hỏi CBCCVCNLĐ, hỏi cán bộ, công chức, viên chức, người lao động") == [
        "hỏi",
        "cán_bộ_công_chức_viên_chức_người_lao_động",
        "hỏi",
        "cán_bộ_công_chức_viên_chức_người_lao_động",
    ]
