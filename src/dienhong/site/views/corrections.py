"""All corrections on one page: for those who watch over them and those who make them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.meetings.models import Meeting
from dienhong.organisation.access import only
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Person
from dienhong.publication import queries as publication
from dienhong.publication.models import Matter
from dienhong.record.corrections import all_of_them
from dienhong.record.models import Correction

PAGE = 50
SEE = "record.see_corrections"


@require_safe
@only(SEE)
def page(request: HttpRequest) -> HttpResponse:
    """Show every correction, newest first: what was, what is, who, when, why."""
    shown = Paginator(all_of_them(), PAGE).get_page(request.GET.get("trang"))
    rows = list(shown.object_list)
    things = _matters(rows, request) | _people(rows) | _meetings(rows)
    page = {
        "rows": [{"row": row, "thing": things.get(row.subject)} for row in rows],
        "shown": shown,
    }
    return render(request, "corrections/page.html", page)


def _keys(rows: list[Correction], kind: str) -> set[str]:
    parts = (row.subject.partition(":") for row in rows)
    return {key for name, _, key in parts if name == kind}


def _matters(rows: list[Correction], request: HttpRequest) -> dict[str, Any]:
    here = desk(request)
    seen = publication.visible_to(here.person, here.powers)
    found: list[Matter] = list(seen.filter(pk__in=_keys(rows, "matter")))
    return {matter.subject: {"matter": matter} for matter in found}


def _meetings(rows: list[Correction]) -> dict[str, Any]:
    found = Meeting.objects.filter(pk__in=_keys(rows, "meeting"))
    return {meeting.subject: {"meeting": meeting} for meeting in found}


def _people(rows: list[Correction]) -> dict[str, Any]:
    found = Person.objects.filter(pk__in=_keys(rows, "person"))
    return {f"person:{person.pk}": {"person": person} for person in found}
