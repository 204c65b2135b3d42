"""How a run or paragraph of a DOCX looks, where that changes what it says."""

from typing import NamedTuple
from xml.etree.ElementTree import Element

from dienhong.core.law.reading.word_package import attribute, child, local, whole

_OFF = {"0", "false", "off", "none"}


class Look(NamedTuple):
    """Font, capitals, hiding and numbering; None where nothing is said of it."""

    font: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    number: str | None = None
    level: int | None = None

    def under(self, over: "Look") -> "Look":
        """Return this look with what ``over`` says instead."""
        if over == _SAYS_NOTHING:
            return self
        pairs = zip(self, over, strict=True)
        return Look._make(own if said is None else said for own, said in pairs)


_SAYS_NOTHING = Look()


def look_of(properties: Element | None) -> Look:
    """Return what the properties of a run or paragraph say themselves."""
    if properties is None:
        return _SAYS_NOTHING
    fonts = child(properties, "rFonts")
    number = child(properties, "numPr")
    level = attribute(child(number, "ilvl"))
    return Look(
        font=attribute(fonts, "ascii") or attribute(fonts, "hAnsi"),
        capitals=_switch(child(properties, "caps")),
        hidden=_switch(child(properties, "vanish")),
        number=attribute(child(number, "numId")),
        level=None if level is None else whole(level, 0),
    )


def _switch(element: Element | None) -> bool | None:
    return None if element is None else (attribute(element) or "1").lower() not in _OFF


class Styles:
    """The styles of a document, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self._default = ""
        defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        self._base = look_of(defaults)
        for each in [] if root is None else root:
            if local(each.tag) == "style":
                self._take(each)

    def _take(self, style: Element) -> None:
        name = attribute(style, "styleId") or ""
        self._elements[name] = style
        if attribute(style, "type") == "paragraph" and attribute(style, "default") in {"1", "true"}:
            self._default = name

    def name_of(self, style: str | None) -> str:
        """Return what people call a style, in small letters ("toc 1")."""
        found = self._elements.get(style or "")
        return (attribute(child(found, "name")) or "").lower()

    def of_paragraph(self, style: str | None) -> Look:
        """Return the look of a paragraph style, the document's defaults below it."""
        return self._base.under(self.of(style or self._default))

    def of(self, style: str | None) -> Look:
        """Return what a style says with those it is based on; a ring of styles ends there."""
        name, chain = style or "", []
        while name in self._elements and name not in self._looks and name not in chain:
            chain.append(name)
            name = attribute(child(self._elements[name], "basedOn")) or ""
        look = self._looks.get(name, Look())
        for each in reversed(chain):
            element = self._elements[each]
            own = look_of(child(element, "pPr")).under(look_of(child(element, "rPr")))
            look = self._looks[each] = look.under(own)
        return look
