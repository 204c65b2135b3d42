"""Choosing a typeface: one without Vietnamese letters prints boxes and nobody is told."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.papers import cmap, fonts
from dienhong.papers.fonts import BUILT_IN, VIETNAMESE, Typeface, choose, missing_letters
from dienhong.papers.letters import drawable

ALL = sorted(map(ord, VIETNAMESE))
STYLES = [("normal", 400), ("italic", 400), ("normal", 700), ("italic", 700)]


@dataclass
class File:
    """A font file as Typst lists it."""

    family: str
    style: str
    weight: int
    path: str | None
    index: int = 0


def segments(spans: Sequence[tuple[int, int, int]]) -> bytes:
    """Return a format 4 subtable: spans of first and last code and the first one's glyph."""
    closed = [*spans, (0xFFFF, 0xFFFF, 0)]
    rows = [
        [last for _, last, _ in closed],
        [first for first, _, _ in closed],
        [(glyph - first) & 0xFFFF for first, _, glyph in closed],
        [0] * len(closed),
    ]
    ends, *others = (struct.pack(f">{len(row)}H", *row) for row in rows)
    head = struct.pack(">7H", 4, 16 + 8 * len(closed), 0, 2 * len(closed), 0, 0, 0)
    return head + ends + b"\0\0" + b"".join(others)


def groups(spans: Sequence[tuple[int, int, int]]) -> bytes:
    """Return a format 12 subtable of the same spans."""
    body = b"".join(struct.pack(">LLL", *span) for span in spans)
    return struct.pack(">HHLLL", 12, 0, 16 + len(body), 0, len(spans)) + body


def font_file(path: Path, subtable: bytes, *, collection: bool = False) -> Path:
    """Write a font that has nothing but a cmap of one subtable."""
    start = 16 if collection else 0
    table = struct.pack(">HHHHL", 0, 1, 3, 1, 12) + subtable
    header = b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0)
    record = struct.pack(">4sLLL", b"cmap", 0, start + 28, len(table))
    front = b"ttcf" + struct.pack(">LLL", 0x10000, 1, 16) if collection else b""
    path.write_bytes(front + header + record + table)
    return path


def whole_family(folder: Path, family: str, letters: Sequence[int] = ALL) -> list[File]:
    path = font_file(folder / f"{family}.ttf", segments([(code, code, 5) for code in letters]))
    return [File(family, style, weight, str(path)) for style, weight in STYLES]


spans_of_codes = st.sets(st.integers(1, 0xFFFE), max_size=40).map(
    lambda codes: [(code, code, 1 + code % 500) for code in sorted(codes)]
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.mark.parametrize("subtable", [segments, groups])
@given(spans=spans_of_codes)
def test_a_font_maps_what_its_table_says(folder: Path, subtable, spans) -> None:
    path = font_file(folder / "any.ttf", subtable(spans))

    assert cmap.characters(path) == {code for code, _, _ in spans}


@pytest.mark.parametrize("subtable", [segments, groups])
def test_a_letter_mapped_to_the_empty_box_is_not_there(tmp_path: Path, subtable) -> None:
    path = font_file(tmp_path / "boxes.ttf", subtable([(0x41, 0x43, 0), (0x61, 0x61, 9)]))

    assert cmap.characters(path) == {0x42, 0x43, 0x61}


def test_a_letter_may_find_its_glyph_through_the_list_behind_the_segments(
    tmp_path: Path,
) -> None:
    # One span, A to C, whose glyphs 7, none and 8 stand in a list after the offsets.
    table = struct.pack(">7H", 4, 38, 0, 4, 0, 0, 0)
    table += struct.pack(">HHHHH", 0x43, 0xFFFF, 0, 0x41, 0xFFFF)
    table += struct.pack(">HHHH", 0, 1, 4, 0) + struct.pack(">HHH", 7, 0, 8)

    assert cmap.characters(font_file(tmp_path / "list.ttf", table)) == {0x41, 0x43}


def test_a_table_of_another_format_counts_for_nothing(tmp_path: Path) -> None:
    variations = struct.pack(">HLL", 14, 10, 0)

    assert cmap.characters(font_file(tmp_path / "variations.ttf", variations)) == set()


def test_a_face_inside_a_collection_is_found(tmp_path: Path) -> None:
    path = font_file(tmp_path / "two.ttc", groups([(0x61, 0x63, 1)]), collection=True)

    assert cmap.characters(path, 0) == {0x61, 0x62, 0x63}


@pytest.mark.parametrize("content", [b"", b"ttcf", b"\0\1\0\0\0\0", b"PK\3\4" + b"\xff" * 40])
def test_what_is_no_font_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(content)

    with pytest.raises(ValueError, match=r"broken\.ttf"):
        cmap.characters(path)


def test_the_missing_letters_are_named(tmp_path: Path) -> None:
    without = [code for code in ALL if chr(code) not in "ơƯễ"]
    path = font_file(tmp_path / "poor.ttf", segments([(code, code, 5) for code in without]))

    assert missing_letters(path) == {"ơ", "Ư", "ễ"}


def test_times_new_roman_goes_before_tinos(tmp_path: Path) -> None:
    found = whole_family(tmp_path, "Tinos") + whole_family(tmp_path, "Times New Roman")

    assert choose(found) == Typeface("Times New Roman", (str(tmp_path),))


def test_a_family_without_every_vietnamese_letter_is_passed_over(tmp_path: Path) -> None:
    found = whole_family(tmp_path, "Times New Roman", ALL[1:]) + whole_family(tmp_path, "Tinos")

    assert choose(found) == Typeface("Tinos", (str(tmp_path),))


def test_a_family_without_its_bold_italic_is_passed_over(tmp_path: Path) -> None:
    assert choose(whole_family(tmp_path, "Tinos")[:3]) == BUILT_IN


def test_a_family_whose_file_is_broken_or_gone_is_passed_over(tmp_path: Path) -> None:
    gone = whole_family(tmp_path, "Times New Roman")
    Path(gone[0].path or "").unlink()
    broken = whole_family(tmp_path, "Tinos")
    Path(broken[0].path or "").write_bytes(b"nothing")

    assert choose(gone + broken) == BUILT_IN


def test_a_host_without_fonts_has_typsts_own() -> None:
    assert choose([]).families == ("Libertinus Serif",)


def test_the_hosts_typeface_is_one_that_typst_finds_in_its_folders() -> None:
    typeface = fonts.host_typeface()

    assert typeface.family in fonts.loaded(typeface).families()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a[U+202E]b"),
        ("😀", "[U+1F600]"),
        ("\x07", "[U+0007]"),
        ("xin\u00a0chào\tanh", "xin chào anh"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("Vie\u0323\u0302t", "Việt"),
        ("dân\u200b chủ\ufeff", "dân chủ"),
    ],
)
def test_what_no_font_draws_is_shown_by_its_number(text: str, shown: str) -> None:
    assert drawable(text) == shown


@given(st.text())
def test_what_was_made_drawable_stays_as_it_is(text: str) -> None:
    assert drawable(drawable(text)) == drawable(text)
