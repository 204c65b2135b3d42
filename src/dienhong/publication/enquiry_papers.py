"""The papers of an enquiry: its receipt, and the reply."""

from collections.abc import Mapping
from uuid import UUID

from django.utils import timezone

from dienhong.core.papers import enquiry as papers
from dienhong.core.papers.paper import Paper
from dienhong.core.papers.posting import JournalMark
from dienhong.organisation.letterheads import letterhead
from dienhong.organisation.queries import agency
from dienhong.publication.models import Enquiry, EnquiryAnswer
from dienhong.publication.papers import cited

RECEIPT, REPLY = "phieu-tiep-nhan", "phieu-tra-loi"


def slip(enquiry: Enquiry, name: str, titles: Mapping[UUID | None, str]) -> Paper | None:
    """Return a paper of an enquiry by the name of its file; None where there is none.

    ``titles`` are of the matters that who asks for the paper may read.
    """
    if name == RECEIPT:
        head = letterhead(agency(), on=enquiry.asked_on)
        return papers.receipt(head, _enquiry(enquiry, titles.get(enquiry.matter_id, "")))
    answers = list(enquiry.answers.all())
    if name != REPLY or not answers:
        return None
    said = tuple(_answer(each, titles.get(each.matter_id, "")) for each in answers)
    head = letterhead(agency(), on=answers[-1].answered_on)
    return papers.reply(head, _enquiry(enquiry, titles.get(enquiry.matter_id, "")), said)


def _enquiry(enquiry: Enquiry, about: str) -> papers.Enquiry:
    return papers.Enquiry(
        number=enquiry.said_number,
        asked_at=timezone.localtime(enquiry.asked_at),
        asked_by=enquiry.asked_by.name,
        what=enquiry.what,
        ground=enquiry.ground_said,
        clauses=tuple(cited(source) for source in enquiry.clauses),
        about=about,
        promised_on=enquiry.promised_on,
        mark=JournalMark(entry=enquiry.entry_number, fingerprint=enquiry.fingerprint),
    )


def _answer(answer: EnquiryAnswer, shown: str) -> papers.Answer:
    why = answer.reason
    return papers.Answer(
        answered_on=answer.answered_on,
        answered_by=answer.answered_by.name,
        sentence=why.sentence if why else "",
        words=answer.words,
        files=tuple(each.name for each in answer.files.all()),
        shown=shown,
        clauses=tuple(cited(source) for source in answer.clauses),
        mark=JournalMark(entry=answer.entry_number, fingerprint=answer.fingerprint),
    )
