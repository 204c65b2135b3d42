"""Numbers and dates that a text leaves out: in its head, in its title and where it cites."""

import re
from collections.abc import Iterator

from dienhong.core.law.checks.doubt import Doubt, DoubtKind, doubt_at
from dienhong.core.law.citing.passages import PREAMBLE, CitedText
from dienhong.core.law.structure.header import find_date, find_number
from dienhong.core.law.tree import NoiseKind, Part

_DOTS = r"[\s.…_]"
_NUMBER = re.compile(
    r"(?:Quyết định|Nghị định|Nghị quyết|Thông tư(?: liên tịch)?|Chỉ thị|Công văn|Kế hoạch|Luật)"
    rf"\s++số\s*+:?{_DOTS}*+/\s*+(?:\d{{4}}\s*+/\s*+)?[A-ZĐ][\wĐ-]*"
)
_DATE = re.compile(
    rf"ngày(?=[^;\n]{{0,40}}[\d.…_]){_DOTS}*+"
    rf"(?:/{_DOTS}*+\d{{0,2}}{_DOTS}*+/\s*+\d{{4}}"
    rf"|tháng\s*+\d{{0,2}}{_DOTS}*+năm(?:\s*+\d{{1,4}}|{_DOTS}*[.…_]))"
)
_WHERE = ((_NUMBER, DoubtKind.BLANK_NUMBER, "số"), (_DATE, DoubtKind.BLANK_DATE, "ngày"))


def in_head(text: CitedText) -> Iterator[Doubt]:
    """Yield number and date that the letterhead leaves out."""
    tree, first = text.tree, text.tree.nodes[0].part
    number = find_number(text.folded, tree.noise)
    issued = find_date(text.folded, tree.noise)
    if number and not number["serial"]:
        reason = "Văn bản chưa ghi số"
        yield doubt_at(tree, (first, ""), number.span(), DoubtKind.BLANK_NUMBER, reason)
    if issued and not tree.header.issued_on:
        reason = "Ngày ban hành chưa ghi đủ ngày, tháng, năm hoặc không có trong lịch"
        yield doubt_at(tree, (first, ""), issued.span(), DoubtKind.BLANK_DATE, reason)


def in_title(text: CitedText) -> Iterator[Doubt]:
    """Yield what the regulation's title leaves out where it names the issuing decision."""
    after = next((node.end for node in text.tree.nodes), 0)
    for noise in text.tree.noise:
        if noise.kind is NoiseKind.TITLE and noise.start > after:
            said = "Tên quy chế dẫn quyết định ban hành nhưng chưa ghi"
            yield from _within(text, (Part.REGULATION, ""), (noise.start, noise.end), said)


def in_citations(text: CitedText) -> Iterator[Doubt]:
    """Yield numbers and dates left out where a clause or a legal basis cites an act."""
    for passage in text.passages:
        at = (passage.part, "" if passage.address == PREAMBLE else passage.address)
        span = (passage.start, passage.end)
        yield from _within(text, at, span, "Văn bản được dẫn chưa ghi")


def _within(
    text: CitedText, at: tuple[str, str], span: tuple[int, int], said: str
) -> Iterator[Doubt]:
    for pattern, kind, what in _WHERE:
        for found in pattern.finditer(text.folded, *span):
            yield doubt_at(text.tree, at, found.span(), kind, f"{said} {what}")
