"""Letters of the fonts from before Unicode: TCVN 5712 (".VnTime", ABC) and VNI for Windows.

Such text looks like "§iÒu 1" or "Ñieàu 1" where it is taken for Western letters. Each function
here takes it in that form, one character a byte.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

# TCVN 5712:1993, set VN2, from 0xA1 to 0xFF; its marks of tone stand behind their letter. The
# fonts of ABC have the small letters of it, and draw capitals with tones in a font of capitals.
_TCVN = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíị"
    "òỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN_FROM = 0xA1
_FROM_TCVN = {_TCVN_FROM + place: letter for place, letter in enumerate(_TCVN)}
# VNI: a letter and a sign behind it. Five signs are tones; the others also change the letter.
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300\u0309\u0303\u0301\u0323"
_HAT, _BREVE, _HORN = "\u0302\u0306\u031b"
_TONES = {"ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ù": _ACUTE, "ï": _DOT}
_HATTED = {
    sign: _HAT + tone
    for sign, tone in zip("âàåãáä", ("", _GRAVE, _HOOK, _TILDE, _ACUTE, _DOT), strict=True)
}
_SHORT = {
    sign: _BREVE + tone
    for sign, tone in zip("êèúüéë", ("", _GRAVE, _HOOK, _TILDE, _ACUTE, _DOT), strict=True)
}
_ALONE = {"ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ"}
_TONE_MARKS = frozenset({_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT})
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh?|gi|kh?|ph?|t[hr]?|ch?|qu|[bdđhlmnrsvx])?"
    r"(?:iêu|yêu|oa[iyo]|oeo|uây|uôi|uy[aêu]|ươ[iu]|a[iouy]|â[uy]|eo|êu|i[aêu]|o[aăeio]|ôi|ơi"
    r"|u[aâêiôơy]|ư[aiơu]|yê|[aăâeêioôơuưy])"
    r"(?:ch|n[hg]?|[cmpt])?"
)
_OUR_OWN = re.compile(r"[ĂăĐđƠơƯưẠ-ỹ]")
_WESTERN = re.compile(r"[\u00a1-\u00ff]")
# Signs between 0xA1 and 0xBF that stand in plain text all the same.
_SIGNS = re.compile(
    r"[\u0080-\u009f\u00a1-\u00a6\u00a8-\u00aa\u00ac-\u00af\u00b1-\u00ba\u00bc-\u00bf]"
)
_LOOKED_AT = 50_000  # characters of a text that statistics are made of
_SURE, _CLEARLY = 0.85, 0.2
_LEAST = 5  # words; in fewer, chance spells Vietnamese too


@dataclass(frozen=True, slots=True)
class Legacy:
    """One way of writing: its name for people, and how its text becomes Unicode."""

    name: str
    convert: Callable[[str], str]


def from_tcvn(text: str) -> str:
    """Return text of a font of ABC as Unicode (NFC); capitals that only the font drew come back."""
    letters = unicodedata.normalize("NFC", text.translate(_FROM_TCVN))
    return "\n".join(map(_with_capitals, letters.split("\n")))


def from_vni(text: str) -> str:
    """Return text of a font of VNI as Unicode (NFC)."""
    return unicodedata.normalize("NFC", _VNI_SIGN.sub(lambda found: _FROM_VNI[found[0]], text))


TCVN3 = Legacy("TCVN3 (ABC)", from_tcvn)
VNI = Legacy("VNI", from_vni)


def of_font(name: str) -> Legacy | None:
    """Return the way of writing that a font's name tells: ".VnTimeH", "VNI-Times"."""
    low = name.strip().lower()
    if low.startswith(".vn"):
        return _TCVN3_CAPITALS if low.endswith("h") else TCVN3
    return VNI if low.startswith("vni") else None


def recognise(text: str, *others: Legacy) -> Legacy | None:
    """Return the way in which ``text`` makes Vietnamese syllables, or None.

    The statistics: of the words with letters beyond ASCII, which share is spelt as Vietnamese.
    """
    sample = text[:_LOOKED_AT]
    shares = {way: share_spelt(way.convert(sample)) for way in (TCVN3, VNI, *others)}
    best = max(shares, key=lambda way: shares[way])
    return best if shares[best] >= _SURE else None


def repaired(text: str) -> tuple[str, str]:
    """Return Unicode text whose letters were taken for Western ones, put right, and how.

    The second is the name of the way of writing; "" where nothing was wrong.
    """
    sample = text[:_LOOKED_AT]
    if len(_WESTERN.findall(sample)) < _LEAST or _OUR_OWN.search(sample):
        return text, ""
    way = recognise(sample)
    if way is None:
        return text, ""
    better = way.convert(sample)
    clear = share_spelt(better) > share_spelt(sample) + _CLEARLY
    words = {word for word in _WORD.findall(better) if len(word) > 1 and not word.isascii()}
    enough = len(words) >= _LEAST
    return (way.convert(text), way.name) if clear and enough else (text, "")


def share_spelt(text: str) -> float:
    """Return the share of words beyond ASCII that are spelt as Vietnamese syllables, 0 for none."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    odd = len(_SIGNS.findall(text))
    return sum(map(_is_spelt, words)) / (len(words) + odd) if words else 0.0


def _is_spelt(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    plain = [letter for letter in letters if letter not in _TONE_MARKS]
    one_tone = len(letters) - len(plain) <= 1
    return one_tone and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(plain))))


def _with_capitals(line: str) -> str:
    """Raise the toned letters of words in capitals: the set itself has few of these."""
    shouted = not any("a" <= letter <= "z" for letter in line)
    return _WORD.sub(lambda found: _raised(found[0], alone=shouted), line)


def _raised(word: str, *, alone: bool) -> str:
    sure = [letter for letter in word if letter.isascii() or letter in "ĂÂÊÔƠƯĐ"]
    capitals = all(letter.isupper() for letter in sure) and len(sure) > (0 if alone else 1)
    return word.upper() if capitals else word


def _vni_table() -> dict[str, str]:
    """Return each sequence of VNI with its letter, capitals too, also before a small sign."""
    pairs = {letter + sign: letter + mark for letter in "aeouy" for sign, mark in _TONES.items()}
    pairs |= {letter + sign: letter + mark for letter in "aeo" for sign, mark in _HATTED.items()}
    pairs |= {"a" + sign: "a" + mark for sign, mark in _SHORT.items()}
    for letter, horned in (("ô", "ơ"), ("ö", "ư")):
        pairs |= {letter + sign: horned + mark for sign, mark in _TONES.items()}
    pairs |= _ALONE
    loud = {sequence.upper(): letter.upper() for sequence, letter in pairs.items()}
    mixed = {sequence.capitalize(): letter.capitalize() for sequence, letter in pairs.items()}
    return pairs | mixed | loud


_FROM_VNI = _vni_table()
_VNI_SIGN = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)))
_TCVN3_CAPITALS = Legacy(TCVN3.name, lambda text: from_tcvn(text).upper())
