"""What people type is shown as it reads, and nothing unseen comes along."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.plain import one_line


def test_marks_that_turn_words_around_and_control_signs_go() -> None:
    assert one_line("Quyết\u202e định\x07\u200b số 7\n\tnăm") == "Quyết định số 7 năm"


def test_vietnamese_letters_are_composed() -> None:
    assert one_line(unicodedata.normalize("NFD", "Nghị quyết")) == "Nghị quyết"


@given(st.text())
def test_it_is_one_line_and_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = one_line(text)
    assert len(once.splitlines()) <= 1
    assert one_line(once) == once
