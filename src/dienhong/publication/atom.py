"""What is public as a feed for programs that gather news (Atom, RFC 4287).

Names, numbers and days only: whoever wants to read the rest signs in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from dienhong.accounts import office
from dienhong.core.plain import one_line
from dienhong.publication.models import Matter

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Head:
    """What a feed says of itself: its office and name, its own address, when it was made.

    ``part`` tells the feeds of an office apart; ``first_page`` is the office's whole address.
    """

    office: str
    title: str
    part: str
    address: str
    first_page: str
    made_at: datetime


def feed(head: Head, entries: Iterable[tuple[Matter, datetime]]) -> bytes:
    """Return matters, each with the moment on which it last changed, as a feed."""
    rows = list(entries)
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "vi")
    _text(root, "id", f"urn:uuid:{uuid5(NAMESPACE_URL, f'{office.code()}/public/{head.part}')}")
    _text(root, "title", head.title)
    _text(root, "updated", _moment(max((at for _, at in rows), default=head.made_at)))
    _text(_within(root, "author"), "name", head.office)
    _within(root, "link", rel="self", type="application/atom+xml", href=head.address)
    _within(root, "link", rel="alternate", type="text/html", href=f"{head.first_page}cong-khai/")
    for matter, at in rows:
        _entry(root, matter, at, head.first_page)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return content


def _entry(root: etree._Element, matter: Matter, at: datetime, first_page: str) -> None:
    assert matter.published_at is not None
    entry = _within(root, "entry")
    _text(entry, "id", f"urn:uuid:{matter.pk}")
    _text(entry, "title", matter.title)
    _text(entry, "published", _moment(matter.published_at))
    _text(entry, "updated", _moment(at))
    page = f"{first_page}cong-khai/{matter.pk}/"
    _within(entry, "link", rel="alternate", type="text/html", href=page)
    label = one_line(matter.kind_label)
    _within(entry, "category", term=matter.kind_source, label=label)
    number = f"Số {matter.decision_number}, ngày" if matter.decision_number else "Ngày"
    _text(entry, "summary", f"{number} {matter.decided_on:%d/%m/%Y}. {label}")


def _within(above: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(above, f"{{{NAMESPACE}}}{name}", attributes)


def _text(above: etree._Element, name: str, words: str) -> None:
    _within(above, name).text = one_line(words)


def _moment(at: datetime) -> str:
    """Return a moment as RFC 3339 writes it, to the second: "2026-03-02T02:00:00Z"."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
