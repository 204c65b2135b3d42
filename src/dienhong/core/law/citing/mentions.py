"""Acts of law that a text names: kind, name, number, date and issuer as it writes them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dienhong.core.law.citing.acts import longest_name
from dienhong.core.law.structure.lines import clean

UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
"""Vietnamese capitals, for a class of characters."""
_KIND = (
    r"Thông tư liên tịch|Nghị quyết liên tịch|Văn bản hợp nhất|Bộ luật|Hiến pháp|Pháp lệnh|Luật"
    r"|Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Công văn|Thông báo|Kết luận|Hướng dẫn"
    r"|Kế hoạch|Quy định|Lệnh"
)
# "Pháp Luật", "Kỷ Luật", "Luật sư" are no acts; nor is "Luật này".
_HEAD = re.compile(rf"(?<![\w-])(?<!Pháp )(?<!Kỷ )(?P<kind>{_KIND})(?!\w)(?!\s++(?:sư|gia|khoa)\b)")
_DASH = r"\s?[-–—]\s?"
_SYMBOL = rf"[A-ZĐ]{{1,12}}\d{{0,2}}(?:(?:{_DASH}|\.|&)[A-ZĐ][\wĐ]*)*"
_NUMBER = re.compile(
    rf"(?P<serial>\d{{1,6}}[a-zA-Z]?)\s*+/\s*+(?:(?P<year>\d{{4}})\s*+/\s*+)?(?P<symbol>{_SYMBOL})"
    rf"|(?P<party>\d{{1,5}}){_DASH}(?P<sort>[A-ZĐ]{{2,4}})\s?/\s?(?P<organ>T[WƯ]|[A-ZĐ]{{2,8}})(?!\w)"
)
_NUMBERED = re.compile(r"\s*+[(,]?\s*+(?:[Ss]ố\s*+:?\s*+)?(?=\d)")
_NAME_THEN_NUMBER = re.compile(r"(?P<name>[^.;:()“”\n]{2,160}?)\s*+[(,]?\s*+[Ss]ố\s*+:?\s*+(?=\d)")
_ANOTHER = re.compile(rf"\b(?:{_KIND})\b")
_DATE = re.compile(
    r"[\s,]*(?:được\s++)?(?:ban hành\s++|ký\s++)?ngày\s++"
    r"(?:(?P<d>\d{1,2})\s*+[/.-]\s*+(?P<m>\d{1,2})\s*+[/.-]\s*+(?P<y>\d{4})"
    r"|(?P<d2>\d{1,2})\s++tháng\s++(?P<m2>\d{1,2})\s++năm\s++(?P<y2>\d{4}))"
)
_ISSUER = re.compile(
    r"\s*+[),]?\s*+của\s++(?!(?:Quy chế|Luật|Nghị|Thông tư|Quyết định)\b)"
    rf"(?P<issuer>[{UPPER}][^;.()“”\n]{{2,90}}?)"
    r"(?=\s++(?:về|quy định|ban hành|hướng dẫn|sửa đổi|phê duyệt|sau đây)\b"
    rf"|,\s*+(?!\s*+[{UPPER}])|[;.()“”\n]|\Z)"
)
_NAME_ENDS = re.compile(
    r"[.;:,()“”\"\n]|\s(?:và|hoặc|hay|số|năm|ngày|của|thì|theo|để|về|quy định|được|phải|có|là|này"
    r"|hiện hành|cùng|trong|tại|đã|do|từ|đối với|cho|khi|nếu|vì|với)\b"
)
# "Phòng, chống …", "Quản lý, sử dụng …": two verbs in front of what the law is about.
_GOES_ON = re.compile(
    r"\s++(?:phòng|quản lý|khám bệnh|xuất cảnh|trưng mua|sản xuất|bảo vệ|hiến),\s", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"\s*+(?:này|đó|ấy|trên|nói|[.;:,()”\"]|\Z|và\b|hoặc\b|do\b|có\b|thì\b|được\b)"
)
_NAMED_KINDS = ("Luật", "Bộ luật", "Pháp lệnh")
_SURELY = {"Nghị định": ("ND-", "NĐ-"), "Quyết định": ("QD-", "QĐ-"), "Quy định": ("QD", "QĐ")}


@dataclass(frozen=True, slots=True)
class Mention:
    """An act as a text names it; "" or None for what the text does not say there.

    ``number`` is normalised (``10/2022/QH15``: no spaces, one kind of dash), ``name`` as
    written, without the kind. ``start`` and ``end`` are source offsets.
    """

    start: int
    end: int
    kind: str
    name: str = ""
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""


def find_mentions(folded: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the acts that ``folded[start:end]`` names, in order.

    Laws, codes and ordinances count by name alone, the Constitution by its word; any other
    act only with its number.
    """
    behind = start
    for head in _HEAD.finditer(folded, start, end):
        if head.start() >= behind:
            mention = _mention(folded, head, end)
            if mention:
                behind = mention.end
                yield mention


def _mention(folded: str, head: re.Match[str], end: int) -> Mention | None:
    kind = head["kind"]
    numbered = _numbered(folded, head, end)
    if numbered:
        return numbered
    if kind == "Hiến pháp":
        return Mention(head.start(), head.end(), kind)
    if kind not in _NAMED_KINDS or _NO_NAME.match(folded, head.end(), end):
        return None
    stop = _name_end(folded, kind, head.end(), end)
    name = clean(folded[head.end() : stop])
    return Mention(head.start(), stop, kind, name) if name else None


def _numbered(folded: str, head: re.Match[str], end: int) -> Mention | None:
    """Return the act if its number follows, perhaps behind its name."""
    name, lead = "", _NUMBERED.match(folded, head.end(), end)
    if lead is None:
        lead = _NAME_THEN_NUMBER.match(folded, head.end(), end)
        if lead is None or _ANOTHER.search(folded, head.end(), lead.end("name")):
            return None
        name = clean(lead["name"])
    found = _NUMBER.match(folded, lead.end(), end)
    if found is None:
        return None
    dated = _DATE.match(folded, found.end(), end)
    issued = _ISSUER.match(folded, (dated or found).end(), end)
    return Mention(
        head.start(),
        (issued or dated or found).end(),
        head["kind"],
        name,
        _normal(head["kind"], found),
        read_day(dated) if dated else None,
        clean(issued["issuer"]) if issued else "",
    )


def _normal(kind: str, found: re.Match[str]) -> str:
    """Return a number without spaces and with one kind of dash; a "D" that must be "Đ" as "Đ"."""
    if found["party"]:
        return f"{found['party']}-{found['sort']}/{found['organ']}"
    symbol = re.sub(r"\s*+[-–—]\s*+", "-", found["symbol"])
    wrong, right = _SURELY.get(kind, ("", ""))
    if wrong and symbol.startswith(wrong):
        symbol = right + symbol.removeprefix(wrong)
    year = f"{found['year']}/" if found["year"] else ""
    return f"{found['serial']}/{year}{symbol}"


def read_day(found: re.Match[str]) -> date | None:
    """Return the day of a match of "ngày …", or None if the calendar has no such day."""
    day, month, year = (found[key] or found[key + "2"] for key in "dmy")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _name_end(folded: str, kind: str, start: int, end: int) -> int:
    """Return where a law's name ends: a known name as a whole, else at the first joint."""
    known = longest_name(kind, folded[start : min(end, start + 120)])
    if known:
        return start + known
    found = _NAME_ENDS.search(folded, start + 1, end)
    if found and _GOES_ON.match(folded, start, end):
        found = _NAME_ENDS.search(folded, found.end(), end)
    stop = found.start() if found else end
    return start + len(folded[start:stop].rstrip())
