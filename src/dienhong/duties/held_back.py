"""Letters of a restored office: none leaves until somebody says what becomes of those that wait.

The server that made the backup may have sent them since, and may still run: only people know.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.duties import letters, rules
from dienhong.duties.models import Letter, Preference
from dienhong.organisation.actions import check_power
from dienhong.record import queries as record
from dienhong.record.actions import write_entry

_RESTORED, _RELEASED = "hosting.restored", "duties.letters_released"


def since() -> datetime | None:
    """Return the moment since which the office's letters are held back; None where they leave."""
    entry = record.last_of(_RESTORED, _RELEASED)
    return entry.at if entry is not None and entry.kind == _RESTORED else None


def may_leave(day: datetime | None) -> Q:
    """Return which letters may leave while others are held since ``day``: codes asked for since."""
    return Q() if day is None else Q(key__startswith=f"{letters.CODE}:", made_at__gte=day)


@transaction.atomic
def release(*, send_waiting: bool, by: Actor) -> int:
    """Let letters leave again, from those that wait or from now on; return how many were waiting.

    What does not leave stays in the page of reminders. Raises Refused where nothing is held back.
    """
    check_power(rules.FOLLOW_UP, by)
    if since() is None:
        raise Refused(
            "Không ghi được: thư của văn phòng không bị giữ", cure="Mở lại trang Thư gửi đi đâu."
        )
    letters.gather(by=by)
    waiting = Letter.objects.filter(state__in=[Letter.State.WAITING, Letter.State.SENDING])
    number = waiting.count()
    if not send_waiting:
        waiting.update(state=Letter.State.DROPPED)
        Preference.objects.filter(since__isnull=False).update(since=by.at)
    write_entry(
        "duties.letters_released",
        "agency:1",
        by=by,
        facts={"waiting": number, "sent": "yes" if send_waiting else "no"},
    )
    return number
