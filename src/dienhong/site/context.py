"""What the frame of every page shows: the office, the person, today, the journal's end."""

from typing import Any

from django.http import HttpRequest

from dienhong.hosting.context import chosen
from dienhong.organisation.functions import Function
from dienhong.organisation.middleware import Desk
from dienhong.organisation.queries import agency
from dienhong.record.queries import head


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's facts; on the server's own pages there is no office to tell of."""
    here: Desk | None = getattr(request, "desk", None)
    if chosen() is None or here is None:
        return {"agency": None, "person": None, "today": here.today if here else None}
    if here.person is None:
        return {"agency": agency(), "person": None, "today": here.today, "journal": _journal()}
    functions, standing = here.functions, here.standing
    return {
        "agency": agency(),
        "person": here.person,
        "offices_held": [p.label for p in standing.places.values() if p.code in functions],
        "sitting": here.sitting,
        "head_title": standing.say([Function.CHIEF]),
        "is_chief": Function.CHIEF in functions,
        "is_administration": Function.ADMINISTRATION in functions,
        "today": here.today,
        "journal": _journal(),
    }


def _journal() -> dict[str, Any]:
    size, fingerprint = head()
    return {"size": size, "fingerprint": fingerprint}
