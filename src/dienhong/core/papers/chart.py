"""A bar chart as SVG: no script, no style, words beside every bar; the table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape

_WIDTH, _LEFT, _RIGHT = 720, 240, 120
_BAR, _GAP, _TOP = 18, 8, 36
_LONGEST = 34
_NOW, _BEFORE, _INK = "#1d5f8a", "#b9c7d1", "#1b1b1b"
_FONT = 'font-family="sans-serif" font-size="13"'


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing with its value, also in words; ``before`` is last year's, if it is known."""

    label: str
    value: Decimal
    said: str
    before: Decimal | None = None
    before_said: str = ""


def bars(title: str, rows: Sequence[Bar]) -> str:
    """Return a chart of some bars, each with its words; values under nought go to the left."""
    scale = _Scale(rows)
    top, parts = _TOP, []
    for row in rows:
        parts.append(_bar(row.label, row.value, row.said, scale, top, _NOW))
        top += _BAR
        if row.before is not None:
            parts.append(_bar("", row.before, row.before_said, scale, top, _BEFORE))
            top += _BAR
        top += _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" '
        f'width="{_WIDTH}" height="{top}" role="img">'
        f"<title>{escape(title)}</title>"
        f'<rect width="{_WIDTH}" height="{top}" fill="#ffffff"/>'
        f'<text x="8" y="20" {_FONT} font-weight="bold" fill="{_INK}">{escape(title)}</text>'
        f"{''.join(parts)}</svg>"
    )


class _Scale:
    """Where a value lies between the words at both sides."""

    def __init__(self, rows: Sequence[Bar]) -> None:
        values = [value for row in rows for value in (row.value, row.before) if value is not None]
        self._low = min([Decimal(), *values])
        self._span = max([Decimal(), *values]) - self._low or Decimal(1)

    def at(self, value: Decimal) -> float:
        """Return the place of a value, in points from the left."""
        room = _WIDTH - _LEFT - _RIGHT
        return _LEFT + float((value - self._low) / self._span * room)


def _bar(label: str, value: Decimal, said: str, scale: _Scale, top: int, colour: str) -> str:
    start, end = sorted((scale.at(Decimal()), scale.at(value)))
    line = top + _BAR - 5
    return (
        f'<text x="{_LEFT - 8}" y="{line}" text-anchor="end" {_FONT} fill="{_INK}">'
        f"{escape(_short(label))}</text>"
        f'<rect x="{start:.1f}" y="{top + 2}" width="{max(end - start, 1):.1f}" '
        f'height="{_BAR - 4}" fill="{colour}"/>'
        f'<text x="{end + 6:.1f}" y="{line}" {_FONT} fill="{_INK}">{escape(said)}</text>'
    )


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
