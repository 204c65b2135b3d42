"""What a check found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, whether it is well, what is so, and the cure.

    All words are Vietnamese. ``cure`` is empty where nothing is wrong.
    """

    name: str
    ok: bool
    what: str
    cure: str = ""


def well(name: str, what: str) -> Finding:
    """Return the finding that all is well."""
    return Finding(name, ok=True, what=what)


def ill(name: str, what: str, cure: str) -> Finding:
    """Return the finding that something is wrong, and how to mend it."""
    return Finding(name, ok=False, what=what, cure=cure)
