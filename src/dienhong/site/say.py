"""How the pages word things: counts, sizes, names, and words that a line may not part."""

import re
from datetime import date

from dienhong.core.citation import Citation
from dienhong.core.days.say import say_weekday

NBSP = "\u00a0"
_KB = 1000
_WORDS = ("Không", "Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám", "Chín", "Mười")

_UNIT_AND_NUMBER = re.compile(
    r"\b(Chương|Mục|Điều|khoản|điểm|gạch|Luật|số) (?=\d|[IVXLC]+\b|[a-zđ]\b)"
)
_NUMBER_AND_UNIT = re.compile(r"\b(\d+) (?=(?:ngày|tháng|năm|người|giờ|phút|đồng)\b)")
# Two syllables, one word: a heading reads badly when a line ends between them.
_PAIRS = """
    bảng tin|ban hành|bãi nhiệm|báo cáo|bầu cử|biên bản|biên nhận|biểu quyết|bỏ phiếu|
    cán bộ|cấp trên|chi bộ|chi tiêu|chính quyền|cơ quan|công chức|công dân|công đoàn|công khai|
    công việc|dân chủ|dự thảo|dự toán|đánh giá|đề nghị|điều động|đóng góp|giám sát|giải trình|
    hội nghị|kế hoạch|khen thưởng|khiếu nại|kiểm phiếu|kiểm tra|kiến nghị|kinh phí|kỷ luật|
    kỹ thuật|làm việc|lao động|lãnh đạo|mua sắm|ngân sách|nghị quyết|nhân dân|nhiệm kỳ|niêm yết|
    nội bộ|nội quy|phản ánh|quy chế|quy định|quyết định|quyết toán|tài sản|thanh tra|thông báo|
    thực hiện|tố cáo|trả lời|triệu tập|uỷ quyền|ủy quyền|văn bản|văn phòng|viên chức|
    xác nhận|xếp loại|ý kiến
"""
_PAIR = re.compile(
    r"\b(" + "|".join(re.escape(w.strip()) for w in _PAIRS.split("|")) + r")\b", re.IGNORECASE
)


def hold(text: str) -> str:
    """Return ``text`` with "Điều 10" and "3 ngày" held together by non-breaking spaces."""
    text = _UNIT_AND_NUMBER.sub(rf"\1{NBSP}", text)
    return _NUMBER_AND_UNIT.sub(rf"\1{NBSP}", text)


def bind(text: str) -> str:
    """Return a heading in which common two-syllable words and addresses do not break."""
    return hold(_PAIR.sub(lambda pair: pair[0].replace(" ", NBSP), text))


def clause_id(citation: Citation) -> str:
    """Return the id of a clause's text on the page."""
    return f"c-{_as_id(citation)}"


def chip_id(citation: Citation) -> str:
    """Return the id of the first chip on the page that cites the clause."""
    return f"dan-{_as_id(citation)}"


def _as_id(citation: Citation) -> str:
    """Return a citation in signs that hold in an HTML id and in a link, one to one.

    Each sign outside ``A-Z a-z 0-9 : . -`` becomes its number between underscores.
    """
    return re.sub(r"[^A-Za-z0-9:.-]", lambda sign: f"_{ord(sign[0])}_", str(citation))


def count(number: int) -> str:
    """Return a number as Vietnamese papers write it: 18420 → "18.420"."""
    return f"{number:,}".replace(",", ".")


def count_in_words(number: int) -> str:
    """Return "Không" to "Mười" for 0 to 10 and figures for the rest, to open a heading."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else count(number)


def size_of_file(size: int) -> str:
    """Return a size in bytes as people read it: "812 byte", "46 KB", "3,0 MB" (1 KB = 1000)."""
    if size < _KB:
        return f"{size}{NBSP}byte"
    # From 999.5 KB on, rounding would say "1.000 KB".
    if size < 999.5 * _KB:
        return f"{size / _KB:.0f}{NBSP}KB"
    return f"{count_decimal(size / _KB**2)}{NBSP}MB"


def count_decimal(number: float) -> str:
    """Return a number with one decimal and the Vietnamese comma: 1234.56 → "1.234,6"."""
    return f"{number:,.1f}".translate(str.maketrans(",.", ".,"))


def weekday(day: date) -> str:
    """Return the weekday to open a line with: "Thứ Sáu", "Chủ nhật"."""
    return capital(say_weekday(day))


def capital(words: str) -> str:
    """Return words with the first letter large and the others as they were."""
    return words[:1].upper() + words[1:]


def given_name(name: str) -> str:
    """Return the last word of a Vietnamese name, by which a person is called."""
    return "".join(name.split()[-1:])


def family_names(name: str) -> str:
    """Return what stands before the given name: "Lý Thuý" of "Lý Thuý Hằng"."""
    return " ".join(name.split()[:-1])


def span(first: date, last: date) -> str:
    """Return the days of a step: "Thứ Sáu 13/02", or "14/02 – 15/02" for several."""
    if first == last:
        return f"{weekday(first)} {first:%d/%m}"
    return f"{first:%d/%m} – {last:%d/%m}"


def allowed_from_words(reason: str) -> str:
    """Return how a refusal's page opens the day of permission.

    "Chưa gỡ được: …" gives "Gỡ được từ"; a reason in other words gives "Làm được từ".
    """
    verb = re.match(r"Chưa (.+?) được\b", reason)
    said = verb[1] if verb else "làm"
    return f"{capital(said)} được từ"
