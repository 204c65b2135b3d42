"""How strictly a text sets a number: "ít nhất", "không quá", "trên", "trở lên"."""

import re
from enum import StrEnum


class Bound(StrEnum):
    """What a number limits; ``EVERY`` for what comes back, ``BETWEEN`` for "từ … đến …"."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    EXACTLY = "exactly"
    BETWEEN = "between"
    EVERY = "every"


# The first words that fit win: "không quá" stands before "quá".
_BEFORE = {
    Bound.AT_MOST: (
        r"chậm nhất|muộn nhất|nhiều nhất|lâu nhất|tối đa|"
        r"không (?:được )?(?:vượt )?quá|không (?:chậm|muộn|nhiều|lớn|lâu|dài) (?:quá|hơn)|đến"
    ),
    Bound.AT_LEAST: (
        r"ít nhất|tối thiểu|không (?:được )?dưới|không (?:ít|nhỏ|thấp|ngắn) hơn|"
        r"đủ|từ(?= [\w,/\s%()]{1,40} trở lên)"
    ),
    Bound.MORE_THAN: r"trên|hơn|vượt quá|quá|lớn hơn|nhiều hơn|cao hơn",
    Bound.LESS_THAN: r"dưới|chưa đến|chưa đủ|nhỏ hơn|ít hơn|thấp hơn",
}
_AFTER = {Bound.AT_LEAST: r"trở lên", Bound.AT_MOST: r"trở xuống|đổ lại|trở lại"}

BEFORE = "(?P<before>" + "|".join(_BEFORE.values()) + ")"
"""Pattern of the words before a number that say how strict it is."""
AFTER = "(?P<after>" + "|".join(_AFTER.values()) + ")"
"""Pattern of the words after a number, or after what it counts, that say how strict it is."""

_KNOWN = [
    (bound, re.compile(words, re.IGNORECASE))
    for table in (_BEFORE, _AFTER)
    for bound, words in table.items()
]


def read_bound(words: str) -> Bound | None:
    """Return what ``words``, which BEFORE or AFTER matches, say; None for other words."""
    line = " ".join(words.split())
    # "từ" is a bound only together with "trở lên", which stands behind the number.
    if line.lower() == "từ":
        return Bound.AT_LEAST
    return next((bound for bound, pattern in _KNOWN if pattern.fullmatch(line)), None)
