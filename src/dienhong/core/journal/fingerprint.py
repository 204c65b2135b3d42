"""The fingerprint: a root that people can print, read aloud, type and sign beside."""

import unicodedata
from hashlib import sha256

from dienhong.core.refusal import Refused

GROUPS = 12
DIGITS = 4 * GROUPS
_DOMAIN = b"dienhong fingerprint v1\0"


def fingerprint(root: bytes) -> str:
    """Return the fingerprint of a root: twelve groups of four digits (about 159 bits)."""
    number = int.from_bytes(sha256(_DOMAIN + root).digest()) % 10**DIGITS
    return _grouped(f"{number:0{DIGITS}d}")


def parse_fingerprint(text: str) -> str:
    """Return the fingerprint that a person typed, as ``fingerprint()`` writes it.

    Spaces, dashes and new lines may stand anywhere. ``Refused`` says what else was
    there, or how many digits were read.
    """
    typed = [letter for letter in text if not _separates(letter)]
    for letter in typed:
        if letter not in "0123456789":
            raise Refused(f"Dấu sổ chỉ gồm chữ số; đọc thấy “{letter}”.")
    if len(typed) != DIGITS:
        raise Refused(f"Dấu sổ có {DIGITS} chữ số ({GROUPS} nhóm 4 số); đọc được {len(typed)}.")
    return _grouped("".join(typed))


def _separates(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) == "Pd"


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, DIGITS, 4))
