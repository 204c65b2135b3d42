"""Numbers as regulations write them: "05", "5", "năm", "hai mươi"."""

import re

_UNITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_UNIT = "(?:" + "|".join(_UNITS) + ")"
NUMBER = rf"(?:\d{{1,3}}|{_UNIT}\s+mươi(?:\s+{_UNIT})?|mười(?:\s+{_UNIT})?|{_UNIT})"
"""Pattern of one number from 0 to 999, or 1 to 99 in words; match it ignoring case."""


def read_number(words: str) -> int:
    """Return the value of ``words``, which NUMBER matches: 25 for "hai mươi lăm"."""
    parts = words.lower().split()
    if parts[0].isdigit():
        return int(parts[0])
    tens = 0
    if parts[0] == "mười":
        tens, parts = 10, parts[1:]
    elif parts[1:2] == ["mươi"]:
        tens, parts = 10 * _UNITS[parts[0]], parts[2:]
    return tens + sum(_UNITS[part] for part in parts)


def compile_number(pattern: str) -> re.Pattern[str]:
    """Compile ``pattern``, in which ``<N>`` stands for a number, ignoring case."""
    return re.compile(pattern.replace("<N>", f"(?P<n>{NUMBER})"), re.IGNORECASE)
