"""Automatic numbers of a DOCX, counted as Word counts them (ECMA-376 part 1, 17.9)."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from dienhong.core.law.numerals import roman
from dienhong.core.law.reading import legacy
from dienhong.core.law.reading.word_package import attribute, child, local, whole
from dienhong.core.law.reading.word_styles import Styles, look_of

_LEVELS = 9
_LETTERS = 26  # Word's own letters are the Western ones: it never writes đ
_MOST_REPEATED = 20
_PLACE = re.compile(r"%([1-9])")
_KEPT_BULLETS = frozenset("-–—+*•·●▪◦")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, its kind of numeral, and the words around it."""

    start: int = 1
    numeral: str = "decimal"
    words: str = ""
    gap: str = " "
    restart: int | None = None
    in_digits: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """A list: its levels, and how far each has been counted."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Use:
    """A use of a list (``w:num``): levels of its own, and starts not yet taken."""

    source: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document; each label asked for counts on."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        linked: dict[str, str] = {}
        rows = [] if root is None else list(root)
        for each in rows:
            if local(each.tag) == "abstractNum":
                name = attribute(each, "abstractNumId") or ""
                self._lists[name] = _List(_levels(each))
                linked[name] = attribute(child(each, "numStyleLink")) or ""
        for each in rows:
            if local(each.tag) == "num":
                self._uses[attribute(each, "numId") or ""] = _use(each)
        for use in self._uses.values():
            use.source = self._followed(use.source, linked, styles)

    def _followed(self, name: str, linked: dict[str, str], styles: Styles) -> str:
        """Return the list that a list borrows from, by way of a list style."""
        for _ in range(_LEVELS):
            use = self._uses.get(styles.of(linked.get(name) or None).number or "")
            if not linked.get(name) or use is None:
                break
            name = use.source
        return name

    def level_of_style(self, number: str, style: str | None) -> int:
        """Return the level that a list ties to a paragraph style; the first where it ties none."""
        use = self._uses.get(number)
        found = self._lists.get(use.source) if use else None
        levels = {**found.levels, **use.levels} if found and use else {}
        return next((at for at, level in levels.items() if style and level.style == style), 0)

    def label(self, number: str, level: int) -> str:
        """Return the next label of a level with the gap behind it; "" where none is written."""
        use = self._uses.get(number)
        found = self._lists.get(use.source) if use else None
        if use is None or found is None or not 0 <= level < _LEVELS:
            return ""
        levels = {**found.levels, **use.levels}
        _count(found.counts, levels, use.starts, level)
        own = levels.get(level, Level())
        if own.numeral == "bullet":
            return _bullet(own)
        words = _PLACE.sub(
            lambda place: _numeral(found.counts, levels, int(place[1]) - 1, own), own.words
        )
        return words + own.gap if words.strip() else ""


def _use(element: Element) -> _Use:
    use = _Use(attribute(child(element, "abstractNumId")) or "")
    for each in element:
        if local(each.tag) == "lvlOverride":
            level = whole(attribute(each, "ilvl"), 0)
            start = attribute(child(each, "startOverride"))
            if start is not None:
                use.starts[level] = whole(start, 1)
            own = child(each, "lvl")
            if own is not None:
                use.levels[level] = _level(own)
    return use


def _levels(element: Element) -> dict[int, Level]:
    return {
        whole(attribute(each, "ilvl"), 0): _level(each)
        for each in element
        if local(each.tag) == "lvl"
    }


def _level(element: Element) -> Level:
    restart = attribute(child(element, "lvlRestart"))
    words = attribute(child(element, "lvlText")) or ""
    way = legacy.of_font(look_of(child(element, "rPr")).font or "")
    in_digits = child(element, "isLgl")
    return Level(
        start=whole(attribute(child(element, "start")), 0),
        numeral=attribute(child(element, "numFmt")) or "decimal",
        words=way.convert(words) if way else words,
        gap="" if attribute(child(element, "suff")) == "nothing" else " ",
        restart=None if restart is None else whole(restart, 0),
        in_digits=in_digits is not None and attribute(in_digits) not in {"0", "false"},
        style=attribute(child(element, "pStyle")) or "",
    )


def _count(
    counts: dict[int, int], levels: dict[int, Level], starts: dict[int, int], level: int
) -> None:
    """Count one on at a level; levels below begin anew, those above have begun."""
    for above in range(level):
        counts.setdefault(above, levels.get(above, Level()).start)
    first = levels.get(level, Level()).start
    if level in starts:
        counts[level] = starts.pop(level)
    else:
        counts[level] = counts[level] + 1 if level in counts else first
    for below in range(level + 1, _LEVELS):
        restart = levels.get(below, Level()).restart
        if restart is None or level < restart:
            counts.pop(below, None)


def _numeral(counts: dict[int, int], levels: dict[int, Level], at: int, own: Level) -> str:
    level = levels.get(at, Level())
    numeral = "decimal" if own.in_digits else level.numeral
    return written(counts.get(at, level.start), numeral)


def written(count: int, numeral: str) -> str:
    """Return a count in a kind of numeral; kinds that are no numerals of ours come as digits."""
    match numeral:
        case "none" | "bullet":
            return ""
        case "lowerLetter" | "upperLetter":
            word = _letters(count)
            return word if numeral == "lowerLetter" else word.upper()
        case "lowerRoman" | "upperRoman":
            word = roman(count)
            return word.lower() if numeral == "lowerRoman" else word
        case "decimalZero":
            return f"{count:02}"
        case _:
            return str(count)


def _letters(count: int) -> str:
    if not 0 < count <= _LETTERS * _MOST_REPEATED:
        return str(count)
    return chr(ord("a") + (count - 1) % _LETTERS) * ((count - 1) // _LETTERS + 1)


def _bullet(level: Level) -> str:
    """Return a bullet as a sign that every font has; most are drawn by fonts of symbols."""
    sign = level.words.strip()
    return f"{sign if sign in _KEPT_BULLETS else '•'} " if sign else ""
