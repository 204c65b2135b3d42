"""The regulations of the demonstration offices: two from profiles, one from a text."""

from datetime import datetime
from typing import Any

from dienhong.organisation.functions import Function
from dienhong.regulation import actions, deciding, model_regulation
from dienhong.regulation.models import Version
from dienhong.regulation.rules import Origin
from dienhong.site.demo.cast import Cast
from dienhong.site.demo.data import read

_AT_ONCE = 100  # so many readings are confirmed in one act


def begin(office: dict[str, Any], cast: Cast, at: datetime) -> Version:
    """Make a draft of the office's regulation; of a text nothing has been confirmed yet."""
    by = cast.actor(Function.ADMINISTRATION, at)
    if "profile" in office:
        return actions.adopt_profile(read(f"profiles/{office['profile']}"), by=by)
    text = model_regulation.source_for(names_of(office))
    return actions.upload(text, name=model_regulation.FILE, by=by)


def names_of(office: dict[str, Any]) -> model_regulation.Names:
    """Return what an office puts in the places of the model's general words."""
    titles = office["titles"]
    return model_regulation.Names(office["name"], titles["chief"], titles["deputy-chief"])


def put_in_force(office: dict[str, Any], cast: Cast, at: datetime) -> None:
    """Confirm all that was found, and issue it on the same day."""
    version, by = begin(office, cast, at), cast.actor(Function.ADMINISTRATION, at)
    pending = version.parameters.filter(decision="pending").order_by("order")
    orders = list(pending.values_list("order", flat=True))
    for first in range(0, len(orders), _AT_ONCE):
        deciding.confirm(version, orders[first : first + _AT_ONCE], by=by)
    chief = cast.actor(Function.CHIEF, at)
    actions.issue(
        version,
        number=office["number"],
        issued_on=by.today,
        in_force_from=by.today,
        origin=Origin(declared=False, union_paper="Biên bản họp Ban Chấp hành Công đoàn"),
        by=chief,
    )
