"""Words as an index keeps them: single and in pairs, with accents and without."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.indexing import asked, excerpt, keys_of, marked, places
from dienhong.core.searching import Stretch


def said(pieces: tuple[Stretch, ...]) -> str:
    """Return pieces as words, what was found in brackets."""
    return "".join(f"[{each.words}]" if each.is_hit else each.words for each in pieces)


def test_a_text_is_found_by_its_words_and_by_each_two_side_by_side() -> None:
    assert keys_of("Chế độ NGHỈ phép", by_accent=True) == {
        "chế", "độ", "nghỉ", "phép", "chế độ", "độ nghỉ", "nghỉ phép",
    }  # fmt: skip
    assert "nghi phep" in keys_of("Chế độ NGHỈ phép", by_accent=False)


@pytest.mark.parametrize(
    ("words", "text", "holds"),
    [
        ("nghi phep", "Chế độ nghỉ phép", True),
        ("nghỉ phép", "Chế độ nghỉ phép", True),
        ("nghị phép", "Chế độ nghỉ phép", False),
        ("nghi phep", "Hội nghị cho phép", False),
        ("12/QĐ", "Quyết định 12/QĐ-TSM", True),
        ("12/qd", "Quyết định 12/QĐ-TSM", True),
        ("12-QĐ-TSM", "Quyết định 12/QĐ-TSM", True),
        ("2/QĐ", "Quyết định 12/QĐ-TSM", False),
        ("7/QĐ", "Quyết định 07/QĐ-VP", True),
        ("uỷ quyền", "Việc ủy quyền", True),
        ("đường", "Con duong", False),
    ],
)
def test_words_are_looked_for_side_by_side(words: str, text: str, holds: bool) -> None:
    look = asked(words)
    assert (set(look.side_by_side) <= keys_of(text, by_accent=look.by_accent)) is holds


def test_words_apart_are_each_looked_for_once() -> None:
    assert asked("sổ chi sổ").apart == ["sổ", "chi"]
    assert asked("sổ").side_by_side == ["sổ"]
    assert asked(" ,. ").apart == []


def test_what_was_found_is_marked_in_order_or_else_word_by_word() -> None:
    text = "Sổ thu chi, thu tiền và chi thu"
    assert said(marked(text, asked("thu chi"))) == "Sổ [thu chi], thu tiền và chi thu"
    assert said(marked(text, asked("chi tien"))) == "Sổ thu [chi], thu [tiền] và [chi] thu"


def test_the_words_around_are_whole_words() -> None:
    text = f"{'đầu ' * 40}nghỉ phép{' cuối' * 40}"
    shown = said(excerpt(text, asked("nghi phep")))
    assert shown.startswith("… đầu đầu")
    assert "đầu [nghỉ phép] cuối" in shown
    assert shown.endswith("cuối …")
    assert excerpt(text, asked("khác")) == ()


@given(st.text(alphabet="aáAđĐ 0ộ12/-.,\n", max_size=60))
def test_a_text_holds_every_word_of_itself(text: str) -> None:
    for by_accent in (True, False):
        keys = keys_of(text, by_accent=by_accent)
        look = asked(text)
        if look.by_accent == by_accent:
            assert set(look.apart) <= keys
    assert all(start < end for start, end in places(text, asked(text)))
    assert said(marked(text, asked(""))) == text
