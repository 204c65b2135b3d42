"""A notice missed on its eleventh day, and its confirmation."""

from datetime import date

from dienhong.core.confirmation import document
from dienhong.core.confirmation.document import Confirmation as Document
from dienhong.publication import actions, confirming, hanging
from dienhong.publication.models import Confirmation, Matter, Posting
from tests.publication.story import BOARD, MONDAY, act, after, moment, published, upload

ELEVENTH, TWELFTH, FOURTEENTH = (after(MONDAY, days) for days in (11, 12, 14))


def missed() -> Matter:
    """Publish a matter, post it, miss it on the eleventh day and hang it again on the twelfth."""
    matter = published(upload(), forms=[BOARD])
    board = actions.post(matter, place="Sảnh lớn", posted_at=moment(MONDAY), by=act("lan"))
    found = hanging.Found(
        cause="missing", missing_from=ELEVENTH, found_on=ELEVENTH, found_by="Minh"
    )
    hanging.record_gap(board, found, by=act("lan", ELEVENTH))
    board = Posting.objects.get(pk=board.pk)
    hanging.hang_again(board, at=moment(TWELFTH), by=act("lan", TWELFTH))
    return Matter.objects.get(pk=matter.pk)


def confirmed(
    matter: Matter, *, on: date = FOURTEENTH, day: date | None = None, by: str = "minh"
) -> Confirmation:
    """Let Minh, who holds no function, make a confirmation."""
    return confirming.confirm(
        matter, address_of=lambda key: f"http://127.0.0.1/{key}", day=day, by=act(by, on)
    )


def document_of(made: Confirmation) -> Document:
    """Return what was confirmed."""
    return document.read(made.document.encode())
