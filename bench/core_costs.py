"""Costs that need no office: reading a regulation."""

from bench.measure import Case, Row, seconds_of
from dienhong.core.law.checks.doubts import find_doubts
from dienhong.core.law.finding.find import find
from dienhong.core.law.structure.parse import parse
from dienhong.regulation.cues import CUES

_FEW, _MANY = 30, 300


def rows() -> list[Row]:
    """Return what reading a text and looking into it cost, at 1 and 10 times the length."""
    short, long = regulation(_FEW), regulation(_MANY)
    trees = parse(short), parse(long)
    said = f"{len(short) // 1000} thousand letters", f"{len(long) // 1000} thousand letters"
    return [
        Row(
            "parse a regulation",
            Case(said[0], seconds_of(lambda: parse(short), times=9)),
            Case(said[1], seconds_of(lambda: parse(long), times=5)),
        ),
        Row(
            "find what a regulation sets",
            Case(said[0], seconds_of(lambda: find(trees[0], CUES), times=9)),
            Case(said[1], seconds_of(lambda: find(trees[1], CUES), times=5)),
        ),
        Row(
            "find doubtful places",
            Case(said[0], seconds_of(lambda: find_doubts(trees[0], CUES), times=9)),
            Case(said[1], seconds_of(lambda: find_doubts(trees[1], CUES), times=5)),
        ),
    ]


def regulation(articles: int) -> str:
    """Return an invented regulation of so many articles."""
    return "\n".join(_article(number) for number in range(1, articles + 1))


def _article(number: int) -> str:
    return (
        f"Điều {number}. Thời gian công khai loại {number}\n"
        "1. Chậm nhất là 04 ngày làm việc kể từ hôm ký thì công khai trong cơ quan.\n"
        "2. Niêm yết ít nhất 11 ngày liên tục ở những chỗ này:\n"
        "a) Bảng tin của trụ sở chính, nơi mọi người qua lại hằng ngày;\n"
        "b) Phòng họp của từng bộ phận có người làm việc.\n"
        "3. Người phụ trách bộ phận nhắc lại nội dung ấy trong cuộc họp gần nhất.\n"
    )
