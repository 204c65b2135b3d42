"""Enquiries as stories need them: asked by Minh, answered by Hoa."""

import json
from datetime import date
from typing import Any

from dienhong.publication import enquiries
from dienhong.publication.enquiries import Asked, Given
from dienhong.publication.models import Enquiry, EnquiryAnswer, Matter
from dienhong.record.models import JournalEntry
from tests.publication.story import MONDAY, act

WORDS = "Biên bản chia thóc giống bo2604"
REPLY = "Thóc giống chia ngày mùng ba ro1907"
# Our regulation says nothing of it: the law's clause alone.
LAW = "luat-10-2022:dieu-48.khoan-4"
SECRECY = "quy-che-1:dieu-2"


def asked(
    by: str = "minh",
    *,
    what: str = WORDS,
    ground: str = "over",
    about: Matter | None = None,
    day: date = MONDAY,
) -> Enquiry:
    """Ask for information."""
    said = Asked(what=what, ground=ground, matter=about.pk if about else None)
    return enquiries.ask(said, by=act(by, day))


def answered(enquiry: Enquiry | None = None, *, day: date = MONDAY) -> EnquiryAnswer:
    """Answer an enquiry, a new one if none is given."""
    given = Given(words=REPLY)
    return enquiries.answer(enquiry or asked(day=day), given, by=act("hoa", day))


def now(enquiry: Enquiry) -> Enquiry:
    """Return an enquiry as it is kept."""
    return Enquiry.objects.get(pk=enquiry.pk)


def bodies(enquiry: Enquiry) -> list[dict[str, Any]]:
    """Return the entries about an enquiry, oldest first."""
    rows = JournalEntry.objects.filter(subject=enquiry.subject).order_by("number")
    return [json.loads(row.body) for row in rows]


def whole_journal() -> str:
    """Return all that the journal holds, sealed entries included."""
    return "\n".join(JournalEntry.objects.values_list("body", flat=True))
