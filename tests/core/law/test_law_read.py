"""Bytes to text: what is taken as it is, and what is refused with a way out."""

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.law.reading.read import LIMIT, accept, decode, read_plain
from dienhong.core.refusal import Refused

WORDS = "Điều 1. Việc chung\r\n\tcủa cơ quan\r"
# Western letters may be old Vietnamese ones taken for them: test_reading_legacy tells when.
WESTERN = "".join(map(chr, range(0xA1, 0x100)))
CALM = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=WESTERN), min_size=1
)


def text_or_cure(data: bytes) -> str:
    try:
        return decode(data)
    except Refused as refusal:
        return refusal.cure


def reason_of(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        decode(data)
    assert refused.value.cure
    return refused.value.reason


@given(CALM.filter(str.strip))
def test_text_in_utf8_comes_back_composed_and_otherwise_as_it_is(text: str) -> None:
    assert decode(text.encode()) == unicodedata.normalize("NFC", text).removeprefix("\ufeff")


def test_line_breaks_and_tabs_are_kept_and_the_mark_is_dropped() -> None:
    assert decode(WORDS.encode()) == WORDS
    assert decode(codecs.BOM_UTF8 + WORDS.encode()) == WORDS


def test_decomposed_letters_are_composed() -> None:
    assert decode(unicodedata.normalize("NFD", WORDS).encode()) == WORDS


def test_an_empty_file_is_refused() -> None:
    assert reason_of(b"") == "Tệp rỗng: 0 byte"


@pytest.mark.parametrize("data", [b" \r\n\t", "\u00a0\n".encode(), codecs.BOM_UTF8])
def test_a_file_without_words_is_refused(data: bytes) -> None:
    assert reason_of(data) == "Tệp không có chữ nào"


def test_the_longest_file_is_read_and_one_byte_more_is_refused() -> None:
    assert decode(b"a" * LIMIT) == "a" * LIMIT
    assert reason_of(b"a" * (LIMIT + 1)) == "Văn bản nặng 2,1 MB, quá giới hạn 2,0 MB"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_read_with_and_without_a_mark(encoding: str) -> None:
    reading = read_plain((WORDS * 20).encode(encoding))

    assert reading.text == WORDS * 20
    assert [note[:16] for note in reading.notes] == ["Tệp dùng mã UTF-"]


def test_broken_utf16_is_refused_with_its_place() -> None:
    assert reason_of(WORDS.encode("utf-16") + b"x") == (
        "Tệp dùng mã UTF-16LE nhưng hỏng ở byte thứ 69"
    )
    assert reason_of("một\nhai\x00".encode("utf-16")) == (
        "Tệp không phải văn bản: ký tự điều khiển ở dòng 2"
    )


def test_utf32_is_named() -> None:
    assert reason_of(WORDS.encode("utf-32")) == "Tệp dùng mã UTF-32, không phải UTF-8"


@pytest.mark.parametrize(
    ("beginning", "name"),
    [
        (b"%PDF-1.7", "tệp PDF"),
        (b"PK\x03\x04", "tệp nén ZIP hoặc Word (.docx)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "tệp Word đời cũ (.doc)"),
        (b"\x89PNG\r\n", "ảnh PNG"),
        (b"\xff\xd8\xff\xe0", "ảnh JPEG"),
        (b"{\\rtf1", "tệp RTF"),
    ],
)
def test_a_file_of_another_kind_is_named(beginning: bytes, name: str) -> None:
    assert reason_of(beginning + b"\x00\x01" * 40) == f"Đây là {name}, không phải tệp văn bản thuần"


def test_other_bytes_are_refused_with_their_place() -> None:
    expected = "Tệp không phải văn bản: ký tự điều khiển ở dòng 2, byte thứ 5"
    assert reason_of(b"abc\n\x00\x00\x01\x02") == expected


def test_one_stray_control_character_in_a_long_text_is_let_through() -> None:
    text = "Điều 1. Việc chung.\x02 " + "Lời nói. " * 50
    assert decode(text.encode()) == text


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_a_byte_of_no_encoding_is_refused_with_line_and_byte(mark: bytes) -> None:
    data = mark + "Quy chế\r\nĐiều 1. ".encode() + b"Ph\xb9m vi"
    at = data.index(b"\xb9") + 1
    assert reason_of(data) == (
        f"Tệp không dùng mã UTF-8: byte 0xB9 ở dòng 2, byte thứ {at}. "
        "Cũng không phải TCVN3, VNI hay Windows-1258"
    )


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_refusal_with_a_cure(data: bytes) -> None:
    assert unicodedata.is_normalized("NFC", text_or_cure(data))
    assert text_or_cure(data) != ""


def test_pasted_text_is_held_to_the_same_limit() -> None:
    with pytest.raises(Refused, match="quá giới hạn 2,0 MB"):
        accept("ă" * (LIMIT // 2 + 1))
