"""Abbreviations: in several forms, or used without having been explained."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dienhong.core.law.checks.doubt import Doubt, DoubtKind, doubt_at
from dienhong.core.law.citing.passages import RULING, CitedText, Passage

_WORD = re.compile(r"(?<![\w/.-])[A-ZĐƯÂÔƠÊ]{2,15}(?![\w]|[-/._][\wĐ])")
_FILE = re.compile(r"[^\n]{0,80}\.(?:docx?|pdf|xlsx?)\b", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+")
# What any reader of official papers knows.
_WELL_KNOWN = """
UBND HĐND BCH MTTQ UBMTTQ CNTT TTHC BHXH BHYT BHTN HTX TNHH QPPL CHXHCN TW TƯ TP VN VNĐ USD
EUR ISO TCVN QCVN PDF ID IP SMS QR AI GDP ASEAN WTO LHQ NXB CCCD CMND MST ATM
"""
_KNOWN = frozenset(_WELL_KNOWN.split())
_LONG = 5
_LEAST_TIMES = 2


@dataclass(frozen=True, slots=True)
class _Use:
    passage: Passage
    word: str
    start: int
    end: int


def forms(text: CitedText) -> Iterator[Doubt]:
    """Yield abbreviations that differ a little from a commoner one, which is surely meant."""
    uses = list(_uses(text))
    counted = Counter(use.word for use in uses)
    for use in uses:
        meant = _meant(use.word, counted)
        if meant and not _explained(text, use.word):
            reason = f"Viết “{use.word}”, chỗ khác viết “{meant}”: một chữ viết tắt, nhiều dạng"
            yield _doubt(text, use, DoubtKind.ABBREVIATION_FORMS, reason)


def undefined(text: CitedText) -> Iterator[Doubt]:
    """Yield abbreviations that the text nowhere explains, at their first use."""
    uses = list(_uses(text))
    counted = Counter(use.word for use in uses)
    seen: set[str] = set(_KNOWN)
    for use in uses:
        if use.word in seen:
            continue
        seen.add(use.word)
        if not _meant(use.word, counted) and not _explained(text, use.word):
            reason = f"“{use.word}” là chữ viết tắt nhưng văn bản không giải thích"
            yield _doubt(text, use, DoubtKind.ABBREVIATION_UNDEFINED, reason)


def _uses(text: CitedText) -> Iterator[_Use]:
    for passage in text.passages:
        if passage.node is None or passage.node.kind not in RULING:
            continue
        for found in _WORD.finditer(text.folded, passage.start, passage.end):
            if not _is_no_abbreviation(text, passage, found):
                yield _Use(passage, found[0], found.start(), found.end())


def _is_no_abbreviation(text: CitedText, passage: Passage, found: re.Match[str]) -> bool:
    """Tell numerals, words of a title in capitals and the letters in numbers of acts."""
    if _ROMAN.fullmatch(found[0]):
        return True
    if any(one.start <= found.start() < one.end for one in passage.mentions):
        return True
    if _FILE.match(text.folded, found.end(), passage.end):
        return True
    around = text.folded[max(passage.start, found.start() - 40) : found.end() + 40]
    capitals = sum(word.isupper() and len(word) > 1 for word in around.split())
    return capitals > 3  # noqa: PLR2004 (more is a line in capitals)


def _explained(text: CitedText, word: str) -> bool:
    """Tell whether the text says what the letters stand for, before or behind them."""
    letters = re.escape(word)
    pattern = (
        rf"(?:viết tắt|gọi tắt|gọi chung|gọi|tắt)\s*+(?:là)?\s*+:?\s*+[“\"'(]?{letters}\b"
        rf"|\([“\"]?{letters}[”\"]?\)|“{letters}”|\b{letters}\s*+(?:\((?!\d)|là\s|:)"
    )
    return re.search(pattern, text.folded) is not None


def _meant(word: str, counted: Counter[str]) -> str:
    """Return the commoner abbreviation of which ``word`` is a slip, or ""."""
    if word in _KNOWN:
        return ""
    others = [
        other
        for other in counted
        if other != word and _better(other, word, counted) and _alike(word, other)
    ]
    known = [other for other in _KNOWN if _same_letters(word, other)]
    return max(others, key=lambda other: counted[other], default=next(iter(known), ""))


def _better(other: str, word: str, counted: Counter[str]) -> bool:
    return counted[other] >= max(_LEAST_TIMES, counted[word] + 1)


def _alike(word: str, other: str) -> bool:
    """Tell whether one is the other with one or two letters left out, or with two exchanged."""
    short, long = sorted((word, other), key=len)
    if _same_letters(word, other):
        return True
    return len(short) >= _LONG and len(long) - len(short) <= 2 and _left_out(short, long)  # noqa: PLR2004


def _same_letters(word: str, other: str) -> bool:
    few = sum(a != b for a, b in zip(word, other, strict=False)) <= 2  # noqa: PLR2004
    return len(word) >= 4 and word != other and sorted(word) == sorted(other) and few  # noqa: PLR2004


def _left_out(short: str, long: str) -> bool:
    letters = iter(long)
    return all(letter in letters for letter in short)


def _doubt(text: CitedText, use: _Use, kind: DoubtKind, reason: str) -> Doubt:
    at = (use.passage.part, use.passage.address)
    return doubt_at(text.tree, at, (use.start, use.end), kind, reason)
