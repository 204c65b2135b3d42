"""What the standard's strict schema asks of the part of Akoma Ntoso 3.0 that we write.

Written from the specification: which element may hold which, in what order, which attributes
are required, and that identifiers are unique and lead somewhere.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

NAMESPACE = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
UNITS = "part|chapter|section|subsection|article|clause|point|indent"
LEVEL = "FRBRthis FRBRuri FRBRdate FRBRauthor"
# Each element's children, as an expression over their names, each followed by a space.
CONTENT = {
    "akomaNtoso": r"(act )",
    "act": r"meta (preface )?(preamble )?body (conclusions )?(attachments )?",
    "doc": r"meta mainBody ",
    "attachments": r"(attachment )+",
    "attachment": r"(act |doc )",
    "meta": r"identification references ",
    "identification": r"FRBRWork FRBRExpression FRBRManifestation ",
    "FRBRWork": rf"{LEVEL} FRBRcountry FRBRsubtype (FRBRnumber )?(FRBRname )?",
    "FRBRExpression": rf"{LEVEL} FRBRlanguage ",
    "FRBRManifestation": rf"{LEVEL} ",
    "references": r"(TLCOrganization )+",
    "preface": r"(p )+",
    "preamble": r"(p )+",
    "conclusions": r"(p )+",
    "mainBody": r"(p )+",
    "intro": r"(p )+",
    "content": r"(p )+",
    "p": r"(ref )*",
    "body": rf"(({UNITS}) )+",
}
UNIT = rf"num (heading )?(content |(intro )?(({UNITS}) )*)"
REQUIRED = {
    "act": {"name"},
    "doc": {"name"},
    "attachment": {"eId"},
    "identification": {"source"},
    "references": {"source"},
    "FRBRthis": {"value"},
    "FRBRuri": {"value"},
    "FRBRcountry": {"value"},
    "FRBRsubtype": {"value"},
    "FRBRnumber": {"value"},
    "FRBRname": {"value"},
    "FRBRdate": {"date", "name"},
    "FRBRauthor": {"href"},
    "FRBRlanguage": {"language"},
    "TLCOrganization": {"eId", "href", "showAs"},
    "ref": {"href"},
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MIXED = {"p", "num", "heading", "ref"}


def faults(document: str) -> list[str]:
    """Return what of the rules a document breaks; empty for a good one."""
    root = ElementTree.fromstring(document)
    return [*_content(root), *_identifiers(root)]


def _content(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        name = element.tag.removeprefix(NAMESPACE)
        inside = "".join(f"{child.tag.removeprefix(NAMESPACE)} " for child in element)
        expected = UNIT if name in UNITS.split("|") else CONTENT.get(name, "")
        if not re.fullmatch(expected, inside):
            yield f"{name} holds {inside}"
        missing = REQUIRED.get(name, set()) - set(element.attrib)
        if missing:
            yield f"{name} lacks {missing}"
        if name not in _MIXED and (element.text or "").strip():
            yield f"{name} holds words"
        if name == "FRBRdate" and not _DAY.fullmatch(element.get("date", "")):
            yield f"{element.get('date')} is no day"


def _identifiers(root: ElementTree.Element) -> Iterator[str]:
    given = [element.attrib["eId"] for element in root.iter() if "eId" in element.attrib]
    yield from (f"{one} stands twice" for one in set(given) if given.count(one) > 1)
    yield from (f"{one} holds white space" for one in given if re.search(r"\s", one))
    for element in root.iter(f"{NAMESPACE}ref"):
        target = element.attrib["href"].removeprefix("#")
        if target not in given:
            yield f"{target} is nowhere"
