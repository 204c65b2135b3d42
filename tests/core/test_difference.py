"""Two texts side by side: nothing is lost, and what differs is marked on its own side."""

from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.difference import Piece, sides

_TEXTS = st.text(st.sampled_from("ab \nđ"), max_size=40)


@given(_TEXTS, _TEXTS)
def test_the_pieces_joined_are_the_texts_and_the_shared_ones_are_the_same(
    left: str, right: str
) -> None:
    ours, theirs = sides(left, right)

    assert "".join(piece.words for piece in ours) == left
    assert "".join(piece.words for piece in theirs) == right
    shared = [[p.words.split() for p in side if not p.alone] for side in (ours, theirs)]
    assert shared[0] == shared[1]


def test_only_the_words_that_differ_are_marked() -> None:
    assert sides("Thu và chi quý một", "Thu và chi quý hai") == (
        (Piece("Thu và chi quý "), Piece("một", alone=True)),
        (Piece("Thu và chi quý "), Piece("hai", alone=True)),
    )


def test_a_word_at_the_end_is_the_same_word_as_before_another() -> None:
    assert sides("Thu", "Thu chi") == (
        (Piece("Thu"),),
        (Piece("Thu "), Piece("chi", alone=True)),
    )


def test_equal_texts_have_no_mark_and_empty_ones_no_piece() -> None:
    assert sides("Một", "Một") == ((Piece("Một"),), (Piece("Một"),))
    assert sides("", "Mới") == ((), (Piece("Mới", alone=True),))


def test_a_text_of_one_word_ten_thousand_times_is_marked_whole_at_once() -> None:
    left, right = "a " * 10_000, "a " * 9_999

    assert sides(left, right) == ((Piece(left, alone=True),), (Piece(right, alone=True),))
