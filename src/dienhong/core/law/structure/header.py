"""What a document says about itself: number, date, place, issuer, title."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import takewhile

from dienhong.core.law.structure.lines import clean, fold, split
from dienhong.core.law.structure.outside import is_caps, is_document_name
from dienhong.core.law.tree import Header, Noise, NoiseKind

_NUMBER = re.compile(
    r"\bSố\s*+:?\s*+(?P<serial>\d*+)[.…_\s]*+/\s*+(?P<year>(?:\d{4}\s*+/\s*+)?)"
    r"(?P<symbol>[A-ZĐ]+\d*(?:\s?[-–]\s?[A-ZĐ][\wĐ]*)*)"
)
_DATE = re.compile(
    r"[Nn]gày\s*+(?P<day>\d{0,2})[.…_\s]*+"
    r"tháng\s*+(?P<month>\d{0,2})[.…_\s]*+năm\s*+(?P<year>\d{0,4})[.…_]*+"
)
_COLUMNS = re.compile(r"\s{3,}|\t")
_STAMP = re.compile(r"\(?(?:đã ký|ký tên|ký, đóng dấu)[^\n)]*\)?", re.IGNORECASE)
_RECIPIENT = re.compile(r"^(?:\*+\s*)?(?:Nơi nhận\s*:?)?[\s*+–-]*")
_ISSUED_WITH = re.compile(r"\(\s*(?:Ban hành\s+)?(?:kèm|theo)", re.IGNORECASE)


def read_header(source: str, noise: Iterable[Noise], first: int, second: int | None) -> Header:
    """Return the header of a document whose texts begin at ``first`` and ``second``.

    ``second`` is None for a document of one text. What is blank stays blank.
    """
    folded = fold(source)
    stretches = list(noise)
    number = find_number(folded, stretches)
    issued = find_date(folded, stretches)
    ranges = (0, first) if second is None else (first, second)
    title, signer = _signature(folded, stretches)
    return Header(
        number=_whole(number),
        symbol=_symbol(number),
        issued_on=_day(issued),
        issued_text=clean(issued[0]) if issued else "",
        title=_title(folded, _within(stretches, *ranges)),
        place=_place(folded, issued) if issued else "",
        issuer=_issuer(folded, _within(stretches, 0, first)),
        signer=signer,
        signer_title=title,
        recipients=_recipients(folded, stretches),
    )


def find_number(folded: str, noise: Iterable[Noise]) -> re.Match[str] | None:
    """Return the match of the document's number in its letterhead; serial may be blank."""
    return _search(_NUMBER, folded, noise)


def find_date(folded: str, noise: Iterable[Noise]) -> re.Match[str] | None:
    """Return the match of the document's date in its letterhead; day, month may be blank."""
    return _search(_DATE, folded, noise)


def _search(pattern: re.Pattern[str], folded: str, noise: Iterable[Noise]) -> re.Match[str] | None:
    for stretch in noise:
        if stretch.kind is NoiseKind.LETTERHEAD:
            found = pattern.search(folded, stretch.start, stretch.end)
            if found:
                return found
    return None


def _whole(number: re.Match[str] | None) -> str:
    if number is None or not number["serial"]:
        return ""
    year = "".join(number["year"].split())
    return f"{number['serial']}/{year}{_symbol(number)}"


def _symbol(number: re.Match[str] | None) -> str:
    return re.sub(r"\s*[-–]\s*", "-", number["symbol"]) if number else ""


def _place(folded: str, issued: re.Match[str]) -> str:
    """Return what stands before the date in its line and column: "Bắc Kạn,"."""
    line = folded[folded.rfind("\n", 0, issued.start()) + 1 : issued.start()]
    column = _COLUMNS.split(line.strip())[-1]
    return clean(column.removesuffix(",")) if column.endswith(",") else ""


def _day(issued: re.Match[str] | None) -> date | None:
    """Return the date if all of it is there and it exists in the calendar."""
    if issued is None or not (issued["day"] and issued["month"] and issued["year"]):
        return None
    try:
        return date(int(issued["year"]), int(issued["month"]), int(issued["day"]))
    except ValueError:
        return None


def _within(noise: Iterable[Noise], start: int, end: int) -> Iterator[Noise]:
    return (stretch for stretch in noise if start <= stretch.start and stretch.end <= end)


def _title(folded: str, noise: Iterable[Noise]) -> str:
    """Return the title as written, up to "(Ban hành kèm theo ...)"."""
    titles = [stretch for stretch in noise if stretch.kind is NoiseKind.TITLE]
    if not titles:
        return ""
    words = clean(folded[titles[0].start : titles[0].end])
    return _ISSUED_WITH.split(words)[0].strip()


def _signature(folded: str, noise: Iterable[Noise]) -> tuple[str, str]:
    """Return office and name of who signed first: lines in capitals, then the name below them."""
    lines = _lines(folded, noise, NoiseKind.SIGNATURE)
    office = list(takewhile(is_caps, lines))
    names = [line for line in lines[len(office) :] if not (_STAMP.fullmatch(line) or is_caps(line))]
    return " ".join(office), names[0] if office and names else ""


def _recipients(folded: str, noise: Iterable[Noise]) -> tuple[str, ...]:
    """Return to whom the document goes, without the heading and the marks of the list."""
    lines = _lines(folded, noise, NoiseKind.RECIPIENTS)
    found = (_RECIPIENT.sub("", line).strip(" ;.,:") for line in lines)
    return tuple(line for line in found if line)


def _lines(folded: str, noise: Iterable[Noise], kind: NoiseKind) -> list[str]:
    """Return the lines of the first stretch of a kind, without blank ones."""
    stretch = next((each for each in noise if each.kind is kind), None)
    if stretch is None:
        return []
    lines = (clean(folded[left:right]) for left, right in split(folded, stretch.start, stretch.end))
    return [line for line in lines if line]


def _issuer(folded: str, noise: Iterable[Noise]) -> str:
    """Return the line in capitals that stands above the legal bases."""
    for stretch in noise:
        if stretch.kind is NoiseKind.PREAMBLE:
            left, right = next(split(folded, stretch.start, stretch.end))
            line = clean(folded[left:right])
            return line if is_caps(line) and not is_document_name(line) else ""
    return ""
