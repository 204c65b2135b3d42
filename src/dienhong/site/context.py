"""What the frame of every page shows: the office, the person, today, the journal's end."""

from typing import Any

from django.http import HttpRequest

from dienhong.duties.reminding import unread_of
from dienhong.hosting.context import chosen
from dienhong.organisation.functions import Function
from dienhong.organisation.middleware import Desk
from dienhong.organisation.models import Agency
from dienhong.organisation.queries import agency, closing
from dienhong.record.queries import head


def _closing(office: Agency, here: Desk) -> dict[str, Any] | None:
    """Return what the strip on top says of an agency that ends or has ended."""
    found = closing(office)
    return {"of": found, "over": found.is_over(here.today)} if found else None


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's facts; on the server's own pages there is no office to tell of."""
    here: Desk | None = getattr(request, "desk", None)
    if chosen() is None or here is None:
        return {"agency": None, "person": None, "today": here.today if here else None}
    if here.person is None:
        office = agency()
        return {
            "agency": office,
            "closing": _closing(office, here),
            "person": None,
            "today": here.today,
            "journal": _journal(),
        }
    functions, standing = here.functions, here.standing
    # One query for both: every page of everybody asks it.
    office = Agency.objects.annotate(unread=unread_of(here.person)).get(pk=1)
    return {
        "agency": office,
        "closing": _closing(office, here),
        "person": here.person,
        "offices_held": [p.label for p in standing.places.values() if p.code in functions],
        "sitting": here.sitting,
        "head_title": standing.say([Function.CHIEF]),
        "is_chief": Function.CHIEF in functions,
        "is_administration": Function.ADMINISTRATION in functions,
        "today": here.today,
        "unread": office.unread,
        "journal": _journal(),
    }


def _journal() -> dict[str, Any]:
    size, fingerprint = head()
    return {"size": size, "fingerprint": fingerprint}
