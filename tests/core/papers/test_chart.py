"""The bar chart: well-formed whatever its words are, its bars as long as their values."""

from decimal import Decimal
from xml.etree import ElementTree as ET

from dienhong.core.papers.chart import Bar, bars

_SVG = "{http://www.w3.org/2000/svg}"


def drawn(*rows: Bar, title: str = "Chi năm 2026") -> ET.Element:
    """Return the picture, parsed."""
    return ET.fromstring(bars(title, rows))


def widths(picture: ET.Element) -> list[float]:
    """Return how long the bars are, without the ground."""
    return [float(each.attrib["width"]) for each in picture.iter(f"{_SVG}rect")][1:]


def test_bars_are_as_long_as_their_values_and_each_says_its_number() -> None:
    picture = drawn(Bar("Lương", Decimal(100), "100"), Bar("Điện", Decimal(25), "25"))

    assert widths(picture) == [360.0, 90.0]
    words = [each.text for each in picture.iter(f"{_SVG}text")]
    assert words == ["Chi năm 2026", "Lương", "100", "Điện", "25"]


def test_last_year_lies_below_and_less_than_nought_to_the_left() -> None:
    picture = drawn(Bar("Chênh lệch", Decimal(-50), "-50", Decimal(50), "50"))

    now, before = list(picture.iter(f"{_SVG}rect"))[1:]
    assert float(now.attrib["x"]) < float(before.attrib["x"])
    assert widths(picture) == [180.0, 180.0]


def test_hostile_words_stay_words() -> None:
    picture = drawn(Bar('<script>"&', Decimal(0), "<b>0</b>"), title="<x onload='y'>")

    assert picture.find(f"{_SVG}title").text == "<x onload='y'>"  # type: ignore[union-attr]
    assert not list(picture.iter("script"))
