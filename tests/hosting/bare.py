"""Offices with nothing in them but a name: what tells two databases apart, made in milliseconds."""

from datetime import date

from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.organisation.models import Agency


def make(code: str) -> str:
    """Make an office whose own row says its code, and return the code."""
    with directory.making(code) as name, use_agency(name):
        Agency.objects.create(pk=1, name=code, go_live_on=date(2026, 3, 2))
    return code


def name_of(code: str) -> str:
    """Return what the database that opens for ``code`` says it is."""
    with use_agency(code):
        return Agency.objects.get(pk=1).name
