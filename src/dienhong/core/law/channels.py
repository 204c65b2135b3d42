"""The channels that a form of publication names (Law 10/2022 has the same ones)."""

import re

_CHANNELS = {
    "posting": r"niêm yết",
    "conference": r"hội nghị(?!\s+giao ban)",
    "briefing": r"giao ban|cuộc họp|họp (?:toàn thể|cơ quan|đơn vị)",
    "document_all": (
        r"văn bản\b[^;]{0,120}?\b(?:toàn thể|tất cả|từng (?:cán bộ|công chức|người)|mọi)\b"
        r"|hệ thống quản lý văn bản"
    ),
    "heads": (
        r"trưởng (?:các )?(?:phòng|bộ phận|đơn vị|khoa|ban)\b"
        r"|(?:phụ trách|đứng đầu) (?:các )?(?:phòng|bộ phận|đơn vị)\b"
    ),
    "party_union": r"chi bộ|(?:cấp|đảng) (?:ủy|uỷ)|ban chấp hành|công đoàn",
    "internal_system": (
        r"(?:hệ thống|mạng)(?: thông tin| máy tính)? nội bộ|(?:cổng|trang) thông tin|website"
    ),
}
_PATTERNS = {
    code: re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)
    for code, pattern in _CHANNELS.items()
}


def channels(words: str) -> tuple[str, ...]:
    """Return the codes of the channels that ``words`` name, in the order of the words."""
    places = {}
    for code, pattern in _PATTERNS.items():
        found = pattern.search(words)
        if found:
            places[code] = found.start()
    return tuple(sorted(places, key=lambda code: places[code]))
