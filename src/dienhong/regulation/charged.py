"""Whom the clauses of a version charge, in the text's own names."""

from collections.abc import Mapping

from dienhong.core.citation import address_of
from dienhong.core.law.finding.actors import find_actors, names_of
from dienhong.core.law.structure.parse import parse
from dienhong.regulation.cues import ACTORS, STAFF
from dienhong.regulation.models import Version

_STAFF = {STAFF: "cán bộ, công chức, viên chức, người lao động"}


def charged(version: Version, labels: Mapping[str, str]) -> dict[str, str]:
    """Return by address who is to act: "Chánh Văn phòng, Ban Chấp hành Công đoàn".

    A function has the name that the text gives it, else the office's own (``labels``); the staff,
    whom texts abbreviate, are named in full. Clauses that charge nobody are left out, and so are
    all of a version of which only a profile is held.
    """
    if not version.source:
        return {}
    tree = parse(version.source)
    names = {**labels, **names_of(tree, ACTORS), **_STAFF}
    found = {
        address_of(each.part, each.address): [names[code] for code in each.charged if code in names]
        for each in find_actors(tree, ACTORS)
    }
    return {address: ", ".join(who) for address, who in found.items() if who}
