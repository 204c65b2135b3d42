"""What citizens read without signing in: the list of procedures, and each with its parts."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.organisation.access import public
from dienhong.organisation.address import absolute
from dienhong.organisation.middleware import desk
from dienhong.public_service import queries
from dienhong.public_service.forms import FindForm
from dienhong.public_service.models import Edition, Procedure
from dienhong.public_service.rules import KEEP, Stage

PAGE = 50


def demanded_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Know no such page in an office whose regulation demands no boards."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not queries.demanded(desk(request).today):
            raise Http404
        return view(request, *args, **kwargs)

    return inner


@require_safe
@public
@demanded_only
def procedures(request: HttpRequest) -> HttpResponse:
    """Show what hangs, by name, or what has the words; to who keeps the boards what else is."""
    form, here = FindForm(request.GET if "tim" in request.GET else None), desk(request)
    typed = form.cleaned_data["tim"] if form.is_valid() else ""
    rows = queries.found(typed) if typed else queries.posted()
    page: dict[str, Any] = {
        "form": form,
        "typed": typed,
        "leaf": Paginator(rows, PAGE).get_page(request.GET.get("trang")),
        "ordered_by": queries.ordered_by(here.today),
        "keeps": here.may(KEEP),
        "is_staff": here.person is not None,
    }
    if here.may(KEEP):
        page |= {"written": list(queries.written()), "taken_down": list(_last_taken_down())}
    return render(request, "public_service/procedures.html", page)


def _last_taken_down() -> list[Edition]:
    """Return what was taken down, each procedure once, without those that are written anew."""
    newest: dict[UUID, Edition] = {}
    for row in queries.taken_down():
        newest.setdefault(row.procedure_id, row)
    return list(newest.values())


def hanging_or_404(pk: UUID) -> Edition:
    """Return what hangs of a procedure."""
    row = queries.posted().filter(procedure=pk).first()
    if row is None:
        raise Http404
    return row


@require_safe
@public
@demanded_only
def procedure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a procedure as it hangs; of one that was taken down only that, since when and why."""
    row = queries.posted().filter(procedure=pk).first()
    if row is None:
        return _not_hanging(request, pk)
    return _page(request, row)


def _not_hanging(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what does not hang: the draft to who keeps the boards, else that it was taken down."""
    found = Procedure.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    draft = queries.newest(found)
    if desk(request).may(KEEP) and draft is not None:
        return _page(request, draft)
    last = queries.once_posted().filter(procedure=found).first()
    if last is None or found.stage != Stage.TAKEN_DOWN:
        raise Http404
    page = {"procedure": found, "edition": last}
    return render(request, "public_service/gone.html", page, status=HTTPStatus.GONE)


@require_safe
@public
@demanded_only
def edition(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Show an edition as it hung before, or the draft to who keeps the boards."""
    rows = queries.posted_or_written(pk, with_draft=desk(request).may(KEEP))
    row = rows.filter(number=number).first()
    if row is None:
        raise Http404
    return _page(request, row)


def _page(request: HttpRequest, row: Edition) -> HttpResponse:
    here = desk(request)
    wanted = queries.demanded(here.today)
    parts = queries.parts_as_written(row) if row.ended_on else queries.parts_of(row, wanted)
    keeps = here.may(KEEP)
    page = {
        "edition": row,
        "procedure": row.procedure,
        "parts": parts,
        "missing": [part for part in parts if part.is_missing],
        "ordered_by": queries.ordered_by(here.today),
        "editions": list(queries.posted_or_written(row.procedure_id, with_draft=keeps)),
        "keeps": keeps,
        "is_staff": here.person is not None,
        "address": absolute(request, reverse("public_service:procedure", args=[row.procedure_id])),
    }
    return render(request, "public_service/procedure.html", page)
