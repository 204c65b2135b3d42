"""Numbers as regulations write them: "05", "5", "năm", "hai mươi"."""

import re

_UNITS = {
    "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_UNIT = "(?:" + "|".join(_UNITS) + ")"
NUMBER = rf"(?:\d{{1,3}}|{_UNIT}\s+mươi(?:\s+{_UNIT})?|mười(?:\s+{_UNIT})?|{_UNIT})"
"""Pattern of one number from 0 to 999, or 1 to 99 in words; match it ignoring case."""
BRACKET = r"(?: ?\([^()]{1,30}\))?"
"""Pattern of a remark behind a number: "05 (năm) ngày"."""


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
    """Compile ``pattern`` for flat text, ignoring case; a space stands for one or more.

    ``<N>`` and ``<M>`` stand for numbers (groups ``n`` and ``m``), ``<->`` for what stands
    between the two ends of a range, ``<B>`` for a remark in brackets.
    """
    filled = (
        pattern.replace("<N>", rf"(?<![\w,.])(?P<n>{NUMBER})(?![\w])")
        .replace("<M>", f"(?P<m>{NUMBER})(?![\\w])")
        .replace("<->", r"(?: ?[-–—] ?| đến(?: không quá)? | tới )")
        .replace("<B>", BRACKET)
    )
    return re.compile(filled.replace(" ?", "\\s{0,4}").replace(" ", "\\s{1,9}"), re.IGNORECASE)
