"""Makes people's text safe to draw: nothing is markup, nothing is an empty box."""

import re
import unicodedata

# Signs that Typst's own fonts draw upright, italic and bold, so that every host draws them.
_RANGES = (
    "20-7E A1-AC AE-17F 1A0-1A1 1AF-1B0 1E00-1E9B 1EA0-1EF9 "  # Latin with Vietnamese
    "391-3A1 3A3-3A9 3B1-3C9 401-401 410-44F 451-451 "  # Greek, Cyrillic
    "2010-2015 2018-201F 2020-2022 2026-2026 2030-2030 2032-2033 2039-203A "  # punctuation
    "2044-2044 2070-2071 2074-208E 2153-215E 20AB-20AC "  # fractions, raised, lowered, ₫, €
    "2103-2103 2116-2116 2122-2122 2190-2195 "  # signs that stand for words, arrows
    "2212-2212 221A-221A 221E-221E 2248-2248 2260-2260 2264-2265 "  # mathematics
    "25A0-25A1 25CB-25CB 25CF-25CF 2610-2612 2713-2714 2717-2718 FFFD-FFFD"  # boxes, ticks
)
DRAWN = frozenset(
    chr(code)
    for first, last in (span.split("-") for span in _RANGES.split())
    for code in range(int(first, 16), int(last, 16) + 1)
)

# Without a shape and without a bearing on order: pasted in with text from elsewhere.
_SHAPELESS = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LINE_ENDS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# An unbreakable space shares its glyph with the plain one, and a reader who copies from the
# file would get it everywhere; the template holds words together by other means.
_SPACES = re.compile(r"[\t\xa0\u2000-\u200a\u202f\u3000]")


def drawable(text: str) -> str:
    """Return ``text`` as it can be drawn on every host.

    Composed (NFC), with ``\\n`` as the only line end. A character that no font at hand can
    draw, and each one that turns the reading order round, is shown by its number
    (``[U+202E]``) rather than left out; shapeless ones go.
    """
    plain = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text)).translate(_SHAPELESS)
    return "".join(map(_shown, unicodedata.normalize("NFC", plain)))


def _shown(character: str) -> str:
    if character in DRAWN or character == "\n":
        return character
    return f"[U+{ord(character):04X}]"
