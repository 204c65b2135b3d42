"""Items that other rooms put on the agenda of a meeting that is still to come."""

from django.db.models import Max

from dienhong.meetings.actions import locked
from dienhong.meetings.models import AgendaItem, Meeting

WITHDRAWN = "Nội dung đã thu hồi khẩn cấp"
_LONGEST = 500


def put_on(meeting: Meeting, words: str, source: str) -> AgendaItem:
    """Put an item behind those that a meeting has, within the act of another room.

    ``source`` is the clause that demands it: its record then has to be in the minutes.
    """
    meeting = locked(meeting)
    last = meeting.agenda.aggregate(last=Max("order"))["last"] or 0
    return AgendaItem.objects.create(
        meeting=meeting, order=last + 1, words=words[:_LONGEST], source=source
    )


def take_words_out(item: AgendaItem) -> None:
    """Take the words of an item out: what it told of was withdrawn."""
    item.words, item.record = WITHDRAWN, ""
    item.save(update_fields=["words", "record"])
    for edition in item.meeting.editions.all():
        if edition.words.pop(f"record_{item.order}", None):
            edition.save(update_fields=["words"])
