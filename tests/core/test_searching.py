"""Words are found as people type them: with accents, without, in capitals, over a line's end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.searching import bare, has_accents, wanted

TEXT = "Trạm CÔNG KHAI sổ thu;\ncông\nkhai ở sảnh. Cống khai, đường đi, uỷ quyền."


def found(words: str, *, by_accent: bool) -> list[str]:
    """Return the stretches of TEXT that are found."""
    return [TEXT[start:end] for start, end in wanted(words, by_accent=by_accent).find(TEXT)]


@pytest.mark.parametrize(
    ("words", "by_accent", "stretches"),
    [
        ("cong khai", False, ["CÔNG KHAI", "công\nkhai", "Cống khai"]),
        ("công  khai", True, ["CÔNG KHAI", "công\nkhai"]),
        ("duong", False, ["đường"]),
        ("ủy quyền", True, ["uỷ quyền"]),
        ("ong", False, []),  # words are found whole
        ("khai ở", True, ["khai ở"]),
        ("(", False, []),
        ("", False, []),
        ("  ", True, []),
    ],
)
def test_what_is_found(words: str, by_accent: bool, stretches: list[str]) -> None:
    assert found(words, by_accent=by_accent) == stretches


@pytest.mark.parametrize(("words", "has"), [("cong khai", False), ("công", True), ("đi", True)])
def test_accents_are_seen_in_what_is_typed(words: str, has: bool) -> None:
    assert has_accents(words) is has


@given(st.text())
def test_each_letter_keeps_its_place(text: str) -> None:
    assert len(bare(text)) == len(text)


@given(st.text(max_size=30), st.text(max_size=60))
def test_what_is_typed_is_no_pattern(words: str, text: str) -> None:
    for start, end in wanted(words, by_accent=False).find(text):
        assert bare(text[start:end]).split() == bare(words).split()
