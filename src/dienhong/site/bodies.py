"""Which functions the regulation in force names as having a part in it, and by which clauses."""

from datetime import date

from dienhong.core.citation import Citation
from dienhong.regulation import queries as regulation
from dienhong.regulation.asked import STAFF, bodies_named

_NAMED_BY = "organisation.bodies"


def naming(day: date) -> dict[str, list[Citation]]:
    """Return by function the own clauses that name it among those who carry democracy in here."""
    version = regulation.version_on(day)
    if version is None:
        return {}
    own = regulation.own_clauses(_NAMED_BY, version)
    named = bodies_named(version, [each.address for each in own])
    found: dict[str, list[Citation]] = {}
    for source in own:
        for code in named.get(source.address, frozenset()) - {STAFF}:
            found.setdefault(code, []).append(source)
    return found
