"""Letters from before Unicode: every one there and back, and told by how syllables are spelt."""

import unicodedata
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.law.reading import legacy
from dienhong.core.law.reading.read import read_plain

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
SMALL = [
    unicodedata.normalize("NFC", vowel + tone) for vowel, tone in product("aăâeêioôơuưy", TONES)
] + ["đ"]
LETTERS = SMALL + [letter.upper() for letter in SMALL]
WORDS = (
    "việc nghỉ quyền người chuyển khuỷu giữ quý xoáy thuở ngoằn ươm yêu hoạ đường rượu kỹ ở ý "
    "thể chế độ tự do hạnh phúc được những một"
)
SYLLABLES = st.sampled_from(WORDS.split())
TEXTS = st.lists(SYLLABLES, min_size=12, max_size=30, unique=True).map(" ".join)


def _backwards(codes: dict[str, str]) -> dict[str, str]:
    return {unicodedata.normalize("NFC", letter): code for code, letter in codes.items()}


VNI = _backwards(legacy._FROM_VNI)
TCVN = _backwards({chr(code): letter for code, letter in legacy._FROM_TCVN.items()})


def in_vni(text: str) -> str:
    return "".join(VNI.get(letter, letter) for letter in text)


def in_tcvn(text: str) -> str:
    """Write with TCVN 5712's own capitals, or the letter and its mark where it has none."""
    return "".join(map(_tcvn_letter, text))


def _tcvn_letter(letter: str) -> str:
    tone = [mark for mark in unicodedata.normalize("NFD", letter) if mark in TONES[1:]]
    if letter in TCVN or not tone:
        return TCVN.get(letter, letter)
    bare = unicodedata.normalize("NFD", letter).replace(tone[0], "")
    return _tcvn_letter(unicodedata.normalize("NFC", bare)) + TCVN[tone[0]]


def in_1258(text: str) -> bytes:
    return b"".join(_in_1258(letter) for letter in text)


def _in_1258(letter: str) -> bytes:
    apart = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in apart if mark in TONES[1:])
    bare = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in TONES[1:]))
    return (bare + tones).encode("cp1258")


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_there_and_back(letter: str) -> None:
    assert legacy.from_vni(in_vni(letter)) == letter
    assert legacy.from_tcvn(in_tcvn(letter)) == letter
    assert in_vni(letter) == letter or in_vni(letter).encode("latin-1")
    assert in_tcvn(letter) == letter or in_tcvn(letter).encode("latin-1")


def test_every_code_there_and_back() -> None:
    for code, letter in legacy._FROM_TCVN.items():
        assert in_tcvn(letter) == chr(code)
    assert len(VNI) == len([letter for letter in LETTERS if not letter.isascii()])


# Words as they stand in real files of the time, from one formula that every document has.


def test_the_names_that_every_document_bears() -> None:
    assert legacy.from_tcvn("Céng hßa x· héi chñ nghÜa ViÖt Nam") == (
        "Cộng hòa xã hội chủ nghĩa Việt Nam"
    )
    assert legacy.from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") == (
        "Cộng hòa xã hội chủ nghĩa Việt Nam"
    )
    assert legacy.from_vni("ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC") == "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"


def test_capitals_that_only_the_font_drew_come_back_with_their_words() -> None:
    assert legacy.from_tcvn("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM") == (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    )
    assert legacy.from_tcvn("QUYÕT §ÞNH cña Hµ Néi") == "QUYẾT ĐỊNH của Hà Nội"


def test_a_font_tells_by_its_name() -> None:
    assert legacy.of_font(".VnTime") is legacy.TCVN3
    assert legacy.of_font("VNI-Times") is legacy.VNI
    assert legacy.of_font("Times New Roman") is None
    capitals = legacy.of_font(".VnTimeH")
    assert capitals is not None
    assert capitals.convert("d©n chñ") == "DÂN CHỦ"


@given(TEXTS)
def test_bytes_are_told_by_the_spelling_of_their_syllables(text: str) -> None:
    for name, data in (
        ("TCVN3 (ABC)", in_tcvn(text).encode("latin-1")),
        ("VNI", in_vni(text).encode("latin-1")),
        ("Windows-1258", in_1258(text)),
    ):
        reading = read_plain(data)
        assert reading.text == text
        assert reading.notes == (
            f"Chữ trong tệp viết theo bảng mã {name}; đã chuyển sang Unicode.",
        )


@given(TEXTS)
def test_unicode_that_was_taken_for_western_letters_is_put_right(text: str) -> None:
    assert legacy.repaired(in_tcvn(text)) == (text, "TCVN3 (ABC)")
    assert legacy.repaired(in_vni(text)) == (text, "VNI")
    assert legacy.repaired(text) == (text, "")


@pytest.mark.parametrize(
    "text",
    [
        "Le café est fermé à midi, naïve élève; où êtes-vous, cher aîné?",
        "Diese Bücher gehören den Schülern; für Ärzte und Köche.",
        "Điều 1. Việc chung; § 5, 20 °C, “trích”",
        "¡0¢0£0µ0¶ ¡ ¢ £",
        "El niño comió piñas en la montaña; ¿cuántas?",
    ],
)
def test_other_languages_are_left_as_they_are(text: str) -> None:
    assert legacy.repaired(text) == (text, "")
