"""Whether a marker begins a node at its place: its number, what stands before, what comes."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from dienhong.core.law.numerals import next_letters
from dienhong.core.law.structure.layout import is_full
from dienhong.core.law.structure.lines import Line
from dienhong.core.law.structure.markers import Marker, leading_int
from dienhong.core.law.structure.sequence import Fit, corrected, fit
from dienhong.core.law.tree import Certainty, Kind

# A line that ends so wants a citation or a number on the next one.
_WANTS_NUMBER = re.compile(
    r"(?:\A|\s)(?:[Kk]hoản|[Đđ]iểm|(?:[Kk]hoản|[Đđ]iểm|[Đđ]iều)\s+\w{1,3}"
    r"(?:\s?,\s?\w{1,3})*(?:\s?,|\s+(?:và|hoặc|đến)))\Z"
)
# So may a date be broken off, but also a title end: "Họp hằng tháng".
_WANTS_DATE = re.compile(r"(?:\A|\s)(?:ngày|tháng|năm|số|thứ|lần)\Z")
_WANTS_CITATION = re.compile(
    r"(?:\A|\s)(?:[Kk]hoản|[Đđ]iểm|ngày|tháng|năm|số|tại|theo|của|và|hoặc|với|từ|đến|thuộc|ở|trong|nêu|"
    r"(?:[Kk]hoản|[Đđ]iểm|[Mm]ục|[Cc]hương)\s+\w{1,4}|[^\s,]*,)\Z"
)
_TAIL = 40
_ENDS = frozenset('.;:!?/”"…’')
_LAYOUT = frozenset("* _")
_FEW = 4  # articles looked at behind one that is out of sequence
_AHEAD = 400  # lines looked at for the numbers that follow
_SAME_STYLE = {",": ".", ":": ".", ";": ".", "-": ".", "": ".", "/": "."}

GAP = "Số trước nó không có trong văn bản"
REPEATED = "Số này đã có"
MISREAD = "Số đọc là “{}”, sửa theo thứ tự"
GLUED = "Nằm liền trong dòng của đơn vị trước"
BEHIND_PAGE = "Đứng sau số trang trên cùng một dòng"
WEAK = "Dấu hiệu không rõ, nhận theo thứ tự"
LATE = "Chữ trước nó chưa hết câu"


class Verdict(NamedTuple):
    """What a marker begins: a node of this kind and number, and why that is not certain."""

    kind: Kind
    number: str
    reasons: tuple[str, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """Say how sure it is, by the reasons."""
        if not self.reasons:
            return Certainty.CERTAIN
        doubtful = {REPEATED, LATE} & set(self.reasons)
        return Certainty.DOUBTFUL if doubtful or len(self.reasons) > 1 else Certainty.LIKELY


@dataclass(slots=True)
class Ground:
    """What is known at a line: the lines and markers of the text, and what stands before."""

    folded: str
    lines: list[Line]
    marks: list[Marker | None]
    width: int
    articles: list[Marker] = field(default_factory=list)  # the strong ones
    place: int = 0
    behind: int = 0  # where the last line of the open node ended
    after_page: bool = False  # a page ended between that line and this one
    in_heading: bool = False  # the open node is a chapter or a section: it cites nothing
    in_title: bool = False  # the open node is a chapter, an article: its title ends in no full stop

    def __post_init__(self) -> None:
        self.articles = [
            mark for mark in self.marks if mark and mark.kind is Kind.ARTICLE and mark.strong
        ]

    @property
    def line(self) -> Line:
        """The line being read."""
        return self.lines[self.place]

    def blank_before(self) -> bool:
        """Tell whether a paragraph ended before the line, and not only a page."""
        return self.lines[self.place].after_blank and not self.after_page

    def closed(self) -> bool:
        """Tell whether what stands before the line may be complete."""
        return self.stopped() or (self.in_title and not self._is_full())

    def ended(self) -> bool:
        """Tell whether a sentence, or a part of a list, ended before the line."""
        last = self.folded[self.behind - 1 : self.behind]
        if last not in _LAYOUT:
            return last in _ENDS
        return self.folded[max(0, self.behind - 4) : self.behind].rstrip("* _")[-1:] in _ENDS

    def stopped(self) -> bool:
        """Tell whether a paragraph or a sentence ended before the line."""
        return self.blank_before() or self.ended()

    def broken_off(self, wants: re.Pattern[str]) -> bool:
        """Tell whether the text before ends in words that want what this line says."""
        if self.in_heading or self.stopped():
            return False
        tail = self.folded[max(0, self.behind - _TAIL) : self.behind].rstrip("* _")
        return wants.search(tail) is not None

    def runs_on(self) -> bool:
        """Tell whether the line may go on with a sentence that the margin broke."""
        return self.width > 0 and not self.stopped() and self._is_full()

    def _is_full(self) -> bool:
        if not self.width or not self.place:
            return False
        return is_full(self.folded, self.lines[self.place - 1], self.line, self.width)

    def next_articles(self) -> Iterator[str]:
        """Yield the numbers of the articles that begin behind this line, in order."""
        behind = bisect_right(self.articles, self.line.end, key=attrgetter("start"))
        for at in range(behind, len(self.articles)):
            yield self.articles[at].number

    def few_articles(self) -> list[int]:
        """Return the numbers of the next few articles of the same text."""
        found: list[int] = []
        for number in self.next_articles():
            if number == "1" or len(found) == _FEW:
                break
            found.append(leading_int(number))
        return found

    def coming(self, *kinds: Kind) -> Iterator[Marker]:
        """Yield the markers of these kinds that follow in the same article."""
        for place in range(self.place + 1, min(self.place + _AHEAD, len(self.marks))):
            mark = self.marks[place]
            if mark is None:
                continue
            if mark.kind is Kind.ARTICLE and mark.strong:
                return
            if mark.kind in kinds and mark.number:
                yield mark


def judge_article(ground: Ground, previous: str, marker: Marker) -> Verdict | None:
    """Return what an article's marker begins behind the article ``previous``, or None."""
    if ground.broken_off(_WANTS_CITATION):
        return None
    number = marker.number
    if "." in number:
        return Verdict(Kind.ARTICLE, number)
    if number and fit(Kind.ARTICLE, previous, number) is Fit.NEXT:
        return _next_article(ground, marker)
    return _misread_article(ground, previous, marker) or _far_article(ground, previous, marker)


def _next_article(ground: Ground, marker: Marker) -> Verdict | None:
    """Return the article that is next in its sequence unless the same comes again, better."""
    doubtful = ground.runs_on() or not marker.strong
    if doubtful and _comes_again(ground, marker.number):
        return None
    if marker.strong:
        return Verdict(Kind.ARTICLE, marker.number)
    unclear = marker.style == "," or (not marker.style and ground.width)
    proved = ground.few_articles()[:1] == [leading_int(marker.number) + 1]
    if unclear and not ground.closed() and not proved:
        return None
    return Verdict(Kind.ARTICLE, marker.number, (WEAK,))


def _misread_article(ground: Ground, previous: str, marker: Marker) -> Verdict | None:
    fixed = corrected(Kind.ARTICLE, previous, marker)
    stop = marker.style[:1] in {".", ":", ","} or marker.strong
    if not fixed or marker.number.isdigit() or not (stop or ground.blank_before()):
        return None
    return _misread(Kind.ARTICLE, fixed, marker)


def _misread(kind: Kind, number: str, marker: Marker) -> Verdict:
    return Verdict(kind, number, (MISREAD.format(marker.token),))


def _comes_again(ground: Ground, number: str) -> bool:
    following = next(ground.next_articles(), "")
    return following == number


def _far_article(ground: Ground, previous: str, marker: Marker) -> Verdict | None:
    """Return an article out of sequence: misread, behind a gap, or repeated by mistake."""
    if not marker.strong or not ground.closed() or ground.runs_on():
        return None
    following = ground.few_articles()
    expected, now = leading_int(previous) + 1, leading_int(marker.number)
    if following and following[0] == expected + 1 and now + 1 != following[0] and previous:
        return _misread(Kind.ARTICLE, str(expected), marker)
    if previous and expected in following and now != expected - 1:
        return None  # the one that is next comes later: this is quoted or cited
    if fit(Kind.ARTICLE, previous, marker.number) is Fit.NO:
        return None
    return Verdict(Kind.ARTICLE, marker.number, (GAP if now >= expected else REPEATED,))


def judge_heading(ground: Ground, previous: str, marker: Marker) -> Verdict | None:
    """Return what a marker of Phần, Chương, Mục or Tiểu mục begins, or None."""
    kind = marker.kind
    if ground.broken_off(_WANTS_CITATION):
        return None
    if marker.number and fit(kind, previous, marker.number) is Fit.NEXT:
        unclear = not marker.strong and not marker.style and ground.width
        return None if unclear and not ground.closed() else Verdict(kind, marker.number)
    fixed = corrected(kind, previous, marker)
    if fixed and (marker.style or ground.closed()):
        return _misread(kind, fixed, marker)
    return _far_heading(ground, previous, marker)


def _far_heading(ground: Ground, previous: str, marker: Marker) -> Verdict | None:
    kind = marker.kind
    near = marker.number and fit(kind, previous, marker.number) is Fit.NEAR
    if near and marker.strong and ground.closed():
        ahead = leading_int(marker.number) > leading_int(previous)
        return Verdict(kind, marker.number, (GAP if ahead else REPEATED,))
    return None


def judge_clause(ground: Ground, previous: str, style: str, marker: Marker) -> Verdict | None:
    """Return the clause that a marker begins behind ``previous`` ("" for none), or None."""
    if style and marker.style != style and _style(marker.style) != _style(style):
        return None
    if not ground.stopped() and (ground.broken_off(_WANTS_NUMBER) or _is_date(ground, marker)):
        return None
    plain = marker.number if marker.kind is Kind.CLAUSE else ""
    if plain and fit(Kind.CLAUSE, previous, plain) is Fit.NEXT:
        return _next_clause(ground, previous, marker)
    misread = None if plain.isdigit() else _misread_clause(ground, previous, marker)
    return misread or (_far_clause(ground, previous, marker) if plain else None)


def _misread_clause(ground: Ground, previous: str, marker: Marker) -> Verdict | None:
    fixed = corrected(Kind.CLAUSE, previous, marker)
    if not fixed:
        return None
    stands = _may_stand(ground, marker) or (ground.in_title and _follows(ground, fixed))
    return _misread(Kind.CLAUSE, fixed, marker) if stands else None


def _is_date(ground: Ground, marker: Marker) -> bool:
    """Tell whether the marker's number goes on with a date that the line before began."""
    if not ground.broken_off(_WANTS_DATE):
        return False
    return ground.runs_on() or not _capital(ground, marker) or _again(ground, Kind.CLAUSE, marker)


def _style(sign: str) -> str:
    return _SAME_STYLE.get(sign[:1], sign[:1])


def _may_stand(ground: Ground, marker: Marker) -> bool:
    """Tell whether an unusual marker may begin a node here: a sentence behind, a capital before."""
    return ground.closed() and _capital(ground, marker)


def _capital(ground: Ground, marker: Marker) -> bool:
    body = ground.folded[marker.body : marker.body + 3].lstrip('*_ “"([')
    return body[:1].isupper() or body[:1].isdigit()


def _next_clause(ground: Ground, previous: str, marker: Marker) -> Verdict | None:
    if not marker.strong:
        alone = not marker.style and not previous and not _follows(ground, marker.number)
        stands = _may_stand(ground, marker) and not alone
        return Verdict(Kind.CLAUSE, marker.number, (WEAK,)) if stands else None
    again = ground.runs_on() and (
        not _capital(ground, marker) or _again(ground, Kind.CLAUSE, marker)
    )
    return None if again else Verdict(Kind.CLAUSE, marker.number)


def _follows(ground: Ground, number: str) -> bool:
    """Tell whether the clause behind ``number`` follows in the same article."""
    expected = leading_int(number) + 1
    return any(leading_int(mark.number) == expected for mark in ground.coming(Kind.CLAUSE))


def _again(ground: Ground, kind: Kind, marker: Marker) -> bool:
    """Tell whether the same number comes again before the one behind it."""
    following = next(iter(ground.coming(kind)), None)
    return following is not None and following.number == marker.number


def comes_again(ground: Ground, marker: Marker) -> bool:
    """Tell whether a clause of the same number and sign follows in the same article."""
    return any(
        mark.number == marker.number and _style(mark.style) == _style(marker.style)
        for mark in ground.coming(Kind.CLAUSE)
    )


def _far_clause(ground: Ground, previous: str, marker: Marker) -> Verdict | None:
    """Return a clause out of sequence: misread if its neighbours say so, else behind a gap."""
    if not marker.strong or not ground.closed():
        return None
    expected = leading_int(previous) + 1
    now = leading_int(marker.number)
    following = next(
        (mark for mark in ground.coming(Kind.CLAUSE) if _style(mark.style) == _style(marker.style)),
        None,
    )
    after = leading_int(following.number) if following else 0
    if after == expected + 1 and now != expected and now + 1 != after and now != 1:
        return _misread(Kind.CLAUSE, str(expected), marker)
    found = fit(Kind.CLAUSE, previous, marker.number)
    if found is Fit.NO:
        return None
    return Verdict(Kind.CLAUSE, marker.number, (GAP if now >= expected else REPEATED,))


def judge_point(ground: Ground, previous: str, style: str, marker: Marker) -> Verdict | None:
    """Return the point that a marker begins behind ``previous`` ("" for none), or None."""
    if ground.broken_off(_WANTS_NUMBER) or (style == ")" and marker.style == "."):
        return None
    plain = marker.number if marker.kind is Kind.POINT else ""
    if plain and fit(Kind.POINT, previous, plain) is Fit.NEXT:
        return _next_point(ground, marker)
    fixed = corrected(Kind.POINT, previous, marker)
    if fixed and marker.style == ")" and ground.closed():
        return _misread(Kind.POINT, fixed, marker)
    stands = plain and marker.strong and ground.closed()
    return _far_point(ground, previous, marker) if stands else None


def _next_point(ground: Ground, marker: Marker) -> Verdict | None:
    if not marker.strong and not _may_stand(ground, marker):
        return None
    if ground.runs_on() and _again(ground, Kind.POINT, marker):
        return None
    return Verdict(Kind.POINT, marker.number, () if marker.strong else (WEAK,))


def _far_point(ground: Ground, previous: str, marker: Marker) -> Verdict | None:
    """Return a point out of sequence: misread if the one behind it says so, else after a gap."""
    following = next(iter(ground.coming(Kind.POINT)), None)
    if following is not None and previous:
        guess = _between(previous, following.number)
        if guess and marker.number not in {previous, "a"} and marker.number != following.number:
            return _misread(Kind.POINT, guess, marker)
    found = fit(Kind.POINT, previous, marker.number)
    if found is Fit.NO:
        return None
    return Verdict(Kind.POINT, marker.number, (REPEATED if marker.number == previous else GAP,))


def _between(previous: str, following: str) -> str:
    """Return the one letter that must stand between two letters of a list, else ""."""
    for letter in next_letters(previous):
        if letter != following[:1] and fit(Kind.POINT, letter, following) is Fit.NEXT:
            return letter
    return ""


def judge_indent(ground: Ground, marker: Marker, *, in_list: bool) -> Verdict | None:
    """Return the dash that a marker is, unless it goes on with the sentence before."""
    finished = ground.stopped()
    capital = _capital(ground, marker)
    # In a text broken to a width, "- xã hội" may go on with "kinh tế" at the line's end before.
    if finished or (capital and (in_list or not ground.runs_on())):
        return Verdict(Kind.INDENT, "")
    titled = ground.in_title and not ground.width
    listed = in_list and not ground.runs_on()
    return Verdict(Kind.INDENT, "") if titled or listed else None
