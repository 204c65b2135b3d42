"""Invented trees, written as text under every kind of noise that a reader has to see through."""

import textwrap
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

_LETTERS = list("abcdđeghiklmnopqrstuvxy")
_OLD_LETTERS = list("abcdefghijklmnopq")
_HEADS = (
    "Việc chung",
    "Nguyên tắc làm việc",
    "Giờ mở cửa phòng đọc",
    "Trách nhiệm của người trông kho",
    "Cách ghi sổ",
    "Quyền của người mượn",
    "Họp hằng tháng",
    "Thời hạn trả lời thư",
    "Chỗ để xe trong sân",
    "Việc bảo quản thẻ",
)
_SENTENCES = (
    "Người trông kho ghi sổ trước khi mở cửa và báo cho tổ trưởng biết ngay trong ngày",
    "Thẻ đọc được đổi một lần mỗi năm, trừ trường hợp thẻ bị ướt hoặc bị mất",
    "Việc mượn quá 05 cuốn phải có chữ ký của hai người thuộc tổ trực",
    "Không mang đồ ăn vào phòng đọc; không viết, vẽ lên sách của kho",
    "Tổ trưởng trả lời thư góp ý trong vòng 07 ngày làm việc kể từ ngày nhận",
    "Kinh phí mua kệ mới lấy từ quỹ chung theo khoản 2 Điều 3 của bản này",
    "Thực hiện theo quy định tại điểm a khoản 1 và khoản 2 Điều 4 của bản này",
    "Mỗi quý một lần, tổ trực kiểm kê và niêm yết kết quả ở bảng tin",
    "Ai làm hỏng kệ thì sửa lại; ai làm mất sách thì đền cuốn khác cùng giá",
    "Giờ mở cửa từ 8 giờ đến 17 giờ, nghỉ trưa 60 phút",
)


T = TypeVar("T")


class Dice:
    """Throws that a seed decides, so that a failure can be looked at again."""

    def __init__(self, seed: int) -> None:
        """Begin with ``seed``."""
        self._state = seed * 2 + 1

    def random(self) -> float:
        """Return a number from 0 to below 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 32) / 2**32

    def randint(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self.random() * (high - low + 1))

    def choice(self, things: Sequence[T]) -> T:
        """Return one of ``things``."""
        return things[self.randint(0, len(things) - 1)]


@dataclass
class Unit:
    """A unit of an invented text: what a reader must find."""

    kind: str
    number: str
    words: str
    children: list["Unit"] = field(default_factory=list)


def roman(number: int) -> str:
    """Return a number below 40 in Roman letters, slowly and plainly."""
    said = "X" * (number // 10) + "I" * (number % 10)
    for long, short in (("IIIIIIIII", "IX"), ("IIIII", "V"), ("IIII", "IV")):
        said = said.replace(long, short)
    return said.replace("VIV", "IX")


@dataclass
class Style:
    """How an invented text is written."""

    clause: str = "."
    point: str = ")"
    dash: str = "-"
    article: str = "Điều {}. "
    roman_chapters: bool = True
    roman_sections: bool = False
    letters: list[str] = field(default_factory=lambda: _LETTERS)
    emphasis: str = ""
    hashes: bool = False
    blank: bool = True
    title_below: bool = True


Row = tuple[str, str, str]  # address, kind, words


def make(seed: Dice, style: Style) -> tuple[list[Unit], int]:
    """Return invented chapters of articles, and how many articles there are."""
    articles = 0
    chapters = []
    for number in range(1, seed.randint(2, 4) + 1):
        chapter = Unit("chapter", str(number), _caps(seed))
        groups = [chapter]
        if seed.random() < 0.3:
            groups = [Unit("section", str(n), _caps(seed)) for n in range(1, seed.randint(2, 4))]
            chapter.children = list(groups)
        for group in groups:
            for _ in range(seed.randint(1, 4)):
                articles += 1
                group.children.append(_article(seed, str(articles), style))
        chapters.append(chapter)
    return chapters, articles


def _caps(seed: Dice) -> str:
    return seed.choice(_HEADS).upper()


def _article(seed: Dice, number: str, style: Style) -> Unit:
    if seed.random() < 0.15:
        return Unit("article", number, _sentence(seed) + ".")
    article = Unit("article", number, seed.choice(_HEADS))
    if seed.random() < 0.2:
        article.words += "\n" + _sentence(seed) + ":"
        article.children = _dashes(seed)
        return article
    for clause in range(1, seed.choice((2, 2, 3, 4, 6, 12)) + 1):
        article.children.append(_clause(seed, str(clause), style))
    return article


def _clause(seed: Dice, number: str, style: Style) -> Unit:
    drawn = seed.random()
    clause = Unit("clause", number, _sentence(seed) + ("." if drawn > 0.4 else ":"))
    if drawn <= 0.25:
        letters = style.letters[: seed.randint(2, min(9, len(style.letters)))]
        clause.children = [_point(seed, letter) for letter in letters]
    elif drawn <= 0.4:
        clause.children = _dashes(seed)
    elif drawn > 0.9:
        clause.words += "\n" + _sentence(seed) + "."
    return clause


def _point(seed: Dice, letter: str) -> Unit:
    point = Unit("point", letter, _sentence(seed) + ";")
    if seed.random() < 0.1:
        point.words = point.words[:-1] + ":"
        point.children = _dashes(seed)
    return point


def _dashes(seed: Dice) -> list[Unit]:
    return [Unit("indent", str(n), _sentence(seed) + ";") for n in range(1, seed.randint(3, 5))]


def _sentence(seed: Dice) -> str:
    return seed.choice(_SENTENCES)


_WORDS = {
    "chapter": "chuong",
    "section": "muc",
    "article": "dieu",
    "clause": "khoan",
    "point": "diem",
    "indent": "gach",
}


def expected(units: list[Unit], parent: str = "") -> list[Row]:
    """Return the rows that a reader must find."""
    rows: list[Row] = []
    for unit in units:
        own = f"{_WORDS[unit.kind]}-{unit.number.replace('đ', 'dd')}"
        alone = unit.kind in {"chapter", "article"} or not parent
        address = own if alone else f"{parent}.{own}"
        rows.append((address, unit.kind, " ".join(unit.words.split())))
        rows += expected(unit.children, address)
    return rows


def write(units: list[Unit], style: Style) -> list[str]:
    """Return the text as paragraphs, in the style."""
    lines: list[str] = []
    for unit in units:
        lines += _written(unit, style)
        lines += write(unit.children, style)
    return lines


def _written(unit: Unit, style: Style) -> list[str]:
    first, *more = unit.words.split("\n")
    mark = style.emphasis
    if unit.kind in {"chapter", "section"}:
        return _group(unit, style)
    if unit.kind == "article":
        hashes = "### " if style.hashes else ""
        return [f"{hashes}{mark}{style.article.format(unit.number)}{first}{mark}", *more]
    if unit.kind == "clause":
        return [f"{unit.number}{style.clause} {first}", *more]
    if unit.kind == "point":
        return [f"{unit.number}{style.point} {first}", *more]
    return [f"{style.dash} {first}", *more]


def _group(unit: Unit, style: Style) -> list[str]:
    is_chapter = unit.kind == "chapter"
    in_roman = style.roman_chapters if is_chapter else style.roman_sections
    word = "Chương" if is_chapter else "Mục"
    number = roman(int(unit.number)) if in_roman else unit.number
    hashes = "## " if style.hashes else ""
    mark = style.emphasis
    if style.title_below:
        return [f"{hashes}{mark}{word} {number}{mark}", f"{mark}{unit.words}{mark}"]
    return [f"{hashes}{mark}{word} {number}. {unit.words}{mark}"]


Noise = Callable[[list[str], Dice], list[str]]


def as_is(lines: list[str], seed: Dice) -> list[str]:
    """Write each paragraph on a line of its own, a blank line behind it."""
    return [piece for line in lines for piece in (line, "")]


def no_blanks(lines: list[str], seed: Dice) -> list[str]:
    """Leave out the blank lines."""
    return [line for line in lines if line]


def wrapped(lines: list[str], seed: Dice) -> list[str]:
    """Break every line where a page of some width ends."""
    width = seed.choice((40, 60, 72, 90, 110))
    return [
        piece
        for line in lines
        for piece in (textwrap.wrap(line, width, break_long_words=False) or [""])
    ]


def paged(lines: list[str], seed: Dice) -> list[str]:
    """Put a page's number and a running head between lines, wherever the page ends."""
    head = seed.choice(("", "SỔ TAY KHO SÁCH MÂY TRỜI", "Sổ tay Mây Trời, bản in thử"))
    blanks = [""] * seed.choice((0, 1))
    at = seed.choice((12, 25, 33))
    found: list[str] = []
    for place, line in enumerate(lines):
        if place and place % at == 0:
            number = seed.choice(("{}", "- {} -", "Trang {}")).format(place // at + 1)
            found += [*blanks, number, *([head] if head else []), *blanks]
        found.append(line)
    return found


def scanned(lines: list[str], seed: Dice) -> list[str]:
    """Misread a tenth of the markers, and sprinkle stray marks."""
    return [_misread(line, seed) for line in lines]


def _misread(line: str, seed: Dice) -> str:
    if seed.random() > 0.1 or not line:
        return line
    words = line.split(" ")
    word = words[0]
    if word == "Điều":
        words[0] = seed.choice(("Điêu", "Ðiều", "Điểu", "Đièu", "Diều"))
        words[1] = _digits(words[1], seed)
    elif word == "Chương":
        words[0] = seed.choice(("Chuơng", "Chưong", "Chuong"))
        words[1] = words[1].replace("I", seed.choice("l1"))
    elif word[:-1].isdigit() and word[-1] in ".)":
        words[0] = _digits(word, seed)
    elif word[-1:] == ")" and word[0] in "dđeg":
        words[0] = (
            {"d": "đ", "đ": "d", "e": "c", "g": "q"}[word[0]] + ")" if word[0] != "d" else word
        )
    elif seed.random() < 0.2:
        return f"{seed.choice('|~')} {line}"
    return " ".join(words)


def _digits(word: str, seed: Dice) -> str:
    bad = {"1": "l", "0": "O", "5": "S", "8": "B", ".": ","}
    changed = [bad[sign] if sign in bad and seed.random() < 0.7 else sign for sign in word]
    return "".join(changed)


def glued(lines: list[str], seed: Dice) -> list[str]:
    """Lose the line break before some articles whose predecessor ends a sentence."""
    found: list[str] = []
    for line in lines:
        ended = found and found[-1].endswith((".", ";"))
        if ended and line.startswith("Điều ") and seed.random() < 0.3:
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return found


def run_on(lines: list[str], seed: Dice) -> list[str]:
    """Lose the line break before some clauses and points: behind a title, ":", ";" or "."."""
    found: list[str] = []
    begun = False  # the first clause is lost in the title's line: the second is what shows it
    for line in lines:
        mark, _, rest = line.partition(" ")
        above = found[-1] if found else ""
        if mark in {"a)", "1."}:
            titled = above.startswith("Điều ") and not above.endswith("tháng")  # "tháng 1"
            lost = above.endswith(":") if mark == "a)" else titled
        else:
            listed = mark[-1:] in {")", "."} and mark[:-1].isalnum() and above[:1] not in "-–•−"
            lost = listed and above.endswith((";", ".")) and "Điều " not in above[:5]
        if lost and rest and not (begun and mark == "2.") and seed.random() < 0.4:
            found[-1] = f"{above} {line}"
            begun = mark == "1." or (begun and mark != "2.")
        else:
            found.append(line)
    return found


def page_glued(lines: list[str], seed: Dice) -> list[str]:
    """Glue a page's number in front of some markers."""
    page = 1
    found = []
    for line in lines:
        breaks = line.startswith("Điều ") and seed.random() < 0.2
        page += breaks
        found.append(f"{page} {line}" if breaks else line)
    return found


def spaced(lines: list[str], seed: Dice) -> list[str]:
    """Use the spaces that word processors use."""
    return [
        seed.choice(("", "\t", "\u00a0 ", "   ")) + line.replace(" ", "\u00a0", 1) for line in lines
    ]


def escaped(lines: list[str], seed: Dice) -> list[str]:
    """Escape what Markdown would take for its own, as converters from Word do."""
    return [_escape(line) for line in lines]


def _escape(line: str) -> str:
    first, _, rest = line.partition(" ")
    if first[:-1].isdigit() and first[-1] in ".)":
        return f"{first[:-1]}\\{first[-1]} {rest}"
    return f"\\- {rest}" if first == "-" else line


def listed(lines: list[str], seed: Dice) -> list[str]:
    """Set a dash before each point, as converters to Markdown do."""
    return [f"   - {line}" if line[1:2] == ")" and line[0].isalpha() else line for line in lines]


NOISES: dict[str, Noise] = {
    "as_is": as_is,
    "no_blanks": no_blanks,
    "wrapped": wrapped,
    "paged": paged,
    "scanned": scanned,
    "glued": glued,
    "run_on": run_on,
    "page_glued": page_glued,
    "spaced": spaced,
    "escaped": escaped,
    "listed": listed,
}
ENDINGS = {
    "\n": str,
    "\r\n": lambda text: text.replace("\n", "\r\n"),
    "\r": lambda text: text.replace("\n", "\r"),
    "nfd": lambda text: unicodedata.normalize("NFC", unicodedata.normalize("NFD", text)),
}


def random_style(seed: Dice) -> Style:
    """Return one of the ways in which such texts are written."""
    return Style(
        clause=seed.choice((".", ".", ".", ")", "/")),
        point=seed.choice((")", ")", ".")),
        dash=seed.choice(("-", "–", "•", "−")),
        article=seed.choice(("Điều {}. ", "Điều {}. ", "Điều {}: ", "ĐIỀU {}. ", "Điều {} - ")),
        roman_chapters=seed.random() < 0.7,
        roman_sections=seed.random() < 0.3,
        letters=seed.choice((_LETTERS, _LETTERS, _OLD_LETTERS)),
        emphasis=seed.choice(("", "", "", "**", "***")),
        hashes=seed.random() < 0.2,
        title_below=seed.random() < 0.6,
    )
