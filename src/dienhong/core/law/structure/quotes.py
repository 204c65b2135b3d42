"""Text that an amending clause quotes: it belongs to the clause and opens no nodes."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from dienhong.core.law.structure.lines import Line

# Single signs spelled out, no class: so the search skips to them as fast as it can.
_MARKS = re.compile(r"“|”|„|\"|«|»|‟|‘‘|’’|''")
_OPENING = frozenset("“„«‘‘‟")
_CLOSING = frozenset("”»’’")
_BEFORE = re.compile(r"[\s>#*_\\]*")
_AMENDS = re.compile(
    r"sửa đổi|bổ sung|thay thế|bãi bỏ|hủy bỏ|huỷ bỏ|đính chính|(?:thay|bỏ|thêm)\s+(?:cụm\s+)?từ"
    r"|bỏ\s+(?:chương|mục|điều|khoản|điểm|đoạn|phụ lục)",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"[\s*_]*(?:sửa đổi|bổ sung|thay thế|thêm\s|(?:tại\s+)?(?:tên|cụm từ|khoản|điểm|điều|chương|"
    r"mục|đoạn|phụ lục)\s[^.;]{0,200}?(?:được\s+)?(?:sửa đổi|bổ sung|thay|sửa)\b)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:khoản|điểm|điều|chương|mục|phụ lục|đoạn)\s+(?:thứ\s+)?\w{1,12}|một số (?:điều|khoản|điểm)",
    re.IGNORECASE,
)
_CARRIES_OUT = re.compile(
    r"hiệu lực|thi hành|tổ chức thực hiện|chuyển tiếp|trách nhiệm thực hiện", re.IGNORECASE
)
_MOST_OPEN = 500  # marks waiting for one that closes them
_WRAPS = 3  # so many lines a quotation inside a sentence may be broken over
_EDGE = 12  # signs of layout, and full stops, that may stand beside a quotation mark
_REACH = 240  # characters of a paragraph in which it says that it amends


class Quotations(NamedTuple):
    """Where quotations that reach over several lines begin and end, by place of the line.

    ``ends`` has the last line for each first line, -1 where nothing closes it; ``closes``
    are the lines that end with a closing mark.
    """

    ends: dict[int, int]
    closes: frozenset[int]


def read_quotations(folded: str, lines: list[Line]) -> Quotations:
    """Return the quotations of ``folded`` that a colon leads in."""
    ends: dict[int, int] = {}
    closes: set[int] = set()
    open_marks: list[tuple[int, bool]] = []  # line of the mark, whether a colon leads it in
    for place, at, opens in _signs(folded, lines):
        if opens:
            led = _is_led_in(folded, lines, place, at)
            # A further paragraph of one quotation may begin with a mark of its own.
            if led or at > lines[place].start or not (open_marks and open_marks[-1][1]):
                open_marks.append((place, led))
            if len(open_marks) > _MOST_OPEN:
                _forget(open_marks, ends)
            continue
        end = lines[place].end
        last = end - at <= _EDGE and not folded[at + 1 : end].strip(' .;,:*_”"')
        if last:
            closes.add(place)
        _close(open_marks, ends, place, last=last)
    _forget(open_marks, ends)
    return Quotations(ends, frozenset(closes))


def _forget(open_marks: list[tuple[int, bool]], ends: dict[int, int]) -> None:
    """Give up on marks that nothing has closed."""
    for place, led in open_marks:
        if led:
            ends.setdefault(place, -1)
    open_marks.clear()


def _close(
    open_marks: list[tuple[int, bool]], ends: dict[int, int], place: int, *, last: bool
) -> None:
    """Match a closing mark with the last opening one, or, at a line's end, one led in."""
    while last and len(open_marks) > 1 and not open_marks[-1][1]:
        if place - open_marks[-1][0] < _WRAPS:
            break
        open_marks.pop()  # opened inside a sentence and forgotten
    if not open_marks:
        return
    begun, led = open_marks.pop()
    if led and place > begun:
        ends[begun] = max(place, ends.get(begun, -1))
    elif led:
        ends.setdefault(begun, place)


def _signs(folded: str, lines: list[Line]) -> Iterator[tuple[int, int, bool]]:
    """Yield line, offset and direction of each quotation mark."""
    starts = [line.start for line in lines]
    for mark in _MARKS.finditer(folded):
        place = bisect_right(starts, mark.start()) - 1
        if place >= 0 and mark.start() < lines[place].end:
            yield place, mark.start(), _opens(folded, mark, lines[place])


def _opens(folded: str, mark: re.Match[str], line: Line) -> bool:
    sign = mark[0][0]
    if sign in _OPENING:
        return True
    if sign in _CLOSING:
        return False
    behind = folded[mark.end() : mark.end() + 1]
    if mark.end() >= line.end or behind in " .,;:)":
        return False
    return mark.start() == line.start or folded[mark.start() - 1] in " (*_>#["


def _is_led_in(folded: str, lines: list[Line], place: int, at: int) -> bool:
    """Tell whether a colon stands before the mark, in its line or at the end of the last."""
    line = lines[place]
    if folded[max(line.start, at - _EDGE) : at].rstrip(" *_").endswith(":"):
        return True
    inside = at - line.start > _EDGE or folded[line.start : at].strip(" >#*_\\")
    if inside or place == 0:
        return False
    before = lines[place - 1]
    return folded[max(before.start, before.end - _EDGE) : before.end].rstrip("* _").endswith(":")


def amends(folded: str, start: int, end: int) -> bool:
    """Tell whether a paragraph changes another act: "2. Bãi bỏ khoản 3 Điều 5."."""
    return _AMENDS.search(folded, start, min(end, start + _REACH)) is not None


def leads_in(folded: str, start: int, end: int) -> bool:
    """Tell whether a paragraph says what is changed, and the new text comes next."""
    if not folded[max(start, end - 4) : end].rstrip(" *_").endswith(":"):
        return False
    begin = max(start, end - 4 * _REACH)
    return (
        _ORDERS.match(folded, begin, end) is not None
        and _PLACE.search(folded, begin, end) is not None
    )


def names_place(folded: str, start: int, end: int) -> bool:
    """Tell whether a paragraph begins with the place that it changes: "Khoản 2 Điều 5: ..."."""
    return _PLACE.match(folded, start, end) is not None


def carries_out(folded: str, start: int, end: int) -> bool:
    """Tell whether an article says when, and by whom, an act is carried out."""
    return _CARRIES_OUT.search(folded, start, min(end, start + _REACH)) is not None


def opens_line(folded: str, line: Line) -> bool:
    """Tell whether the line begins with an opening quotation mark."""
    lead = _BEFORE.match(folded, line.start, line.end)
    at = lead.end() if lead else line.start
    return folded[at : at + 1] in {"“", "„", '"', "«", "‟"} or folded[at : at + 2] in {"‘‘", "''"}
