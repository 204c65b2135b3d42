"""What a line outside every node is: letterhead, title, legal bases, signature and the rest."""

import re
from collections.abc import Callable

from dienhong.core.law.structure.lines import clean
from dienhong.core.law.tree import NoiseKind

_NAME_WORDS = 6
LONG = 200  # no title or signature line is longer
_MOTTO = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*-\s*Tự do", re.IGNORECASE)
_SERIAL = re.compile(r"Số\s*+:?\s*+[\d.…_\s]*+/\s*+[\w.…]")
_DOCUMENT = re.compile(
    r"(?:QUYẾT ĐỊNH|NGHỊ ĐỊNH|NGHỊ QUYẾT|THÔNG TƯ|CHỈ THỊ|HƯỚNG DẪN|BỘ LUẬT|LUẬT"
    r"|QUY CHẾ|QUY ĐỊNH|NỘI QUY|ĐIỀU LỆ)\b"
)
_ATTACHED = re.compile(r"(?:QUY CHẾ|QUY ĐỊNH|NỘI QUY|ĐIỀU LỆ)\b")
_BASIS = re.compile(r"(?:Căn cứ|Xét|Theo)\s|Chiểu theo\s")
_RECIPIENTS = re.compile(r"n[ơoớờ]i\s+nh[ậâạaân]n\s*(?::|;|$)", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:TM|KT|TL|TUQ|Q)\s?\.|(?:PHÓ\s)?(?:TỔNG\s)?(?:CHI\s)?(?:CỤC\s|VỤ\s|VIỆN\s|BỘ\s|HIỆU\s|THỦ\s)?"
    r"(?:TRƯỞNG|CHÁNH|CHỦ TỊCH|GIÁM ĐỐC|THỨ TRƯỞNG|THỦ TƯỚNG|CHỦ NHIỆM|THANH TRA)\b"
)
_APPENDIX = re.compile(
    r"PHỤ LỤC\b|MẪU(?: SỐ)?\b|BIỂU MẪU\b|BIỂU SỐ\b|DANH MỤC\b|DANH SÁCH\b|KẾ HOẠCH\b"
    r"|CHƯƠNG TRÌNH\b|ĐỀ ÁN\b|PHƯƠNG ÁN\b|BẢNG\b"
)
_NUMBERED_APPENDIX = re.compile(
    r"(?:Phụ lục|PHỤ LỤC|Phụ lục số|PHỤ LỤC SỐ)(?:\s+(?:số\s+)?(?P<n>[IVX]+|\d{1,2}[a-z]?|[A-H]))?"
    r"(?:\s*[.:–-].*|\s+[\W\dA-ZĐÀ-Ỹ].*|\s*)"
)
_FORM = re.compile(
    r"(?:Mẫu|MẪU|BIỂU MẪU|Biểu mẫu)\s+(?:(?:số|SỐ)\s*:?\s*)?[\dIVXA-H]{1,4}\b|MẪU\b|BIỂU MẪU\b"
)
_ATTACHED_ALONE = re.compile(r"(?:Quy chế|Quy định|Nội quy|Điều lệ)")
_APART = re.compile(
    r"(?:tài liệu tham khảo|nguồn|xem thêm|các tin khác|tin liên quan|tệp đính kèm"
    r"|file đính kèm|tập tin đính kèm|lượt xem)\s*(?::|$)",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:[-–]\s*|Trang\s+)?(\d{1,3})(?:\s*/\s*\d{1,3}|\s*[-–])?")

_ALWAYS = (
    (_RECIPIENTS, NoiseKind.RECIPIENTS),
    (_MOTTO, NoiseKind.LETTERHEAD),
    (_APART, NoiseKind.NAVIGATION),
)
_IN_CAPITALS = (
    (_ATTACHED, NoiseKind.TITLE),
    (_APPENDIX, NoiseKind.APPENDIX),
    (_OFFICE, NoiseKind.SIGNATURE),
)


def is_caps(line: str) -> bool:
    """Tell whether a cleaned line is set in capitals, as titles and signatures are."""
    return len(line) <= LONG and line.isupper()


def page_number(line: str) -> int:
    """Return the number of a line that is only a page's number, else 0."""
    found = _PAGE.fullmatch(line)
    return int(found[1]) if found else 0


def leaves_body(line: str, before: str) -> NoiseKind | None:
    """Return what begins with this cleaned line and is no longer part of the articles.

    ``before`` is the text before it, whose "./." closes a document.
    """
    if len(line) > LONG:
        return None
    line = line.strip("_| ")
    always = next((kind for pattern, kind in _ALWAYS if pattern.match(line)), None)
    if always is None and is_appendix(line):
        always = NoiseKind.APPENDIX
    if always is None and before.endswith("./.") and _ATTACHED_ALONE.fullmatch(line):
        always = NoiseKind.TITLE
    if always or not is_caps(line):
        return always
    return next((kind for pattern, kind in _IN_CAPITALS if pattern.match(line)), None) or (
        NoiseKind.SIGNATURE if before.rstrip("* \n").endswith("./.") else None
    )


def is_appendix(line: str) -> bool:
    """Tell whether a cleaned line is the heading of an appendix or a form."""
    if _FORM.match(line):
        return True
    found = _NUMBERED_APPENDIX.fullmatch(line)
    return found is not None and (found["n"] is not None or line.isupper())


def is_form(line: str) -> bool:
    """Tell whether a cleaned line says that a specimen follows, to be filled in."""
    return _FORM.match(line) is not None or _MOTTO.match(line) is not None


def appendix_number(line: str) -> str:
    """Return the number of an appendix as its heading writes it, else ""."""
    found = _NUMBERED_APPENDIX.fullmatch(line)
    return (found["n"] or "") if found else ""


def next_zone(zone: NoiseKind, line: str, *, signed: bool) -> NoiseKind:
    """Return what a cleaned line behind a text is, given what the line before it was.

    ``signed`` is true once the name of who signs has been read.
    """
    if zone is NoiseKind.TITLE:
        return zone
    begun = leaves_body(line, "")
    if begun is NoiseKind.TITLE or (begun is not None and zone is not NoiseKind.APPENDIX):
        return begun
    return NoiseKind.NAVIGATION if zone is NoiseKind.SIGNATURE and signed else zone


def is_name(line: str) -> bool:
    """Tell whether a cleaned line looks like a person's name: two to six capitalised words."""
    words = line.split()
    capital = all(word[0].isupper() and not word.isupper() for word in words)
    return 1 < len(words) <= _NAME_WORDS and capital and line.replace(" ", "").isalpha()


def front_zones(lines: list[str]) -> list[NoiseKind]:
    """Return what each cleaned line before the first node is."""
    letterhead = _letterhead(lines)
    title = _first(lines, is_document, letterhead or 0)
    bases = _bases(lines, title or letterhead or 0)
    zones = []
    zone = NoiseKind.NAVIGATION
    turns = {
        letterhead: NoiseKind.LETTERHEAD,
        title: NoiseKind.TITLE,
        bases: NoiseKind.PREAMBLE,
    }
    for place in range(len(lines)):
        zone = turns.get(place, zone)
        zones.append(zone)
    return zones


def is_document_name(line: str) -> bool:
    """Tell whether a cleaned line is only the kind of document: "QUYẾT ĐỊNH"."""
    return _DOCUMENT.fullmatch(clean(line).rstrip(" :")) is not None


def is_document(line: str) -> bool:
    """Tell whether a cleaned line names a document: "CHỈ THỊ"."""
    return is_caps(line) and _DOCUMENT.match(line) is not None


def _first(lines: list[str], test: Callable[[str], bool], start: int) -> int | None:
    return next((place for place in range(start, len(lines)) if test(lines[place])), None)


def _letterhead(lines: list[str]) -> int | None:
    """Return the line where the letterhead begins: capitals above motto or number."""
    place = _first(lines, lambda line: bool(_MOTTO.search(line) or _SERIAL.match(line)), 0)
    while place and is_caps(lines[place - 1]):
        place -= 1
    return place


def _bases(lines: list[str], start: int) -> int | None:
    """Return the line where the legal bases begin, the issuer in capitals above included."""
    place = _first(lines, lambda line: _BASIS.match(line) is not None, start)
    if place and is_caps(lines[place - 1]) and not is_document(lines[place - 1]):
        return place - 1
    return place
