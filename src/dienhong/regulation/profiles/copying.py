"""Telling a phrase of our own from one lifted out of a text that may not be kept here."""

import re
import unicodedata
from collections.abc import Iterator

LIFTED = 6  # that many words in a row, equal to a source, are a copy
# Names of acts, bodies and groups have no other wording: each counts as one word.
_FIXED_TERMS = (
    "cán bộ công chức viên chức người lao động",
    "công chức viên chức người lao động",
    "luật thực hiện dân chủ ở cơ sở",
    "quy chế thực hiện dân chủ",
    "ban thanh tra nhân dân",
    "ban chấp hành công đoàn",
    "chánh văn phòng",
)
_STAFF = re.compile(r"\bcbccv?c?nl[dđ]\b")

Run = tuple[str, ...]


def words(text: str) -> list[str]:
    """Return ``text`` in lower case without punctuation, each fixed term as one word."""
    plain = _STAFF.sub(_FIXED_TERMS[0], unicodedata.normalize("NFC", text).lower())
    spaced = " ".join(re.findall(r"[^\W_]+", plain))
    for term in _FIXED_TERMS:
        spaced = re.sub(rf"\b{term}\b", term.replace(" ", "_"), spaced)
    return spaced.split()


def runs(text: str) -> Iterator[Run]:
    """Yield each run of ``LIFTED`` words of ``text``."""
    row = words(text)
    return (tuple(row[at : at + LIFTED]) for at in range(len(row) - LIFTED + 1))


def lifted(phrase: str, known: frozenset[Run]) -> list[str]:
    """Return the runs of ``phrase`` that stand among ``known``, the runs of a source."""
    return [" ".join(run) for run in runs(phrase) if run in known]


def is_long(value: int | str) -> bool:
    """Tell whether a value as found has so many words that they would be a copy."""
    return isinstance(value, str) and len(words(value)) >= LIFTED
