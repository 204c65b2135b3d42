"""Files that prove something: their page, the original, and pictures drawn here; for the office."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.duties.models import Evidence
from dienhong.duties.views.occasion import occasion_or_404
from dienhong.organisation.access import signed_in
from dienhong.record import giving, previews
from dienhong.record.models import StoredFile
from dienhong.record.worker import Busy


def _evidence_or_404(pk: UUID, number: int) -> tuple[Evidence, StoredFile]:
    """Return one piece of evidence of an occasion with its file; what is gone is not found."""
    rows = occasion_or_404(pk).evidence.all()
    row = next((row for row in rows if row.pk == number), None)
    if row is None or row.file is None or row.file.erased_at is not None:
        raise Http404
    return row, row.file


@require_safe
@signed_in
def page(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """Show what a file holds without running anything of it, and where to download it."""
    row, file = _evidence_or_404(pk, number)
    shown: dict[str, Any] = {"row": row, "occasion": row.occasion, "file": file}
    try:
        shown["words"] = previews.words_of(file)
    except Busy:
        shown["busy"] = True
    return render(request, "duties/file.html", shown)


@require_safe
@signed_in
def original(request: HttpRequest, pk: UUID, number: int, name: str) -> HttpResponseBase:  # noqa: ARG001 (for people's eyes)
    """Give out the original of a file, always as a download."""
    row, file = _evidence_or_404(pk, number)
    return giving.original(request, file, row.file_name)


@require_safe
@signed_in
def picture(request: HttpRequest, pk: UUID, number: int, page: int) -> HttpResponse:  # noqa: ARG001 (a view takes a request)
    """Give out a page of a file, or the picture that it is, as drawn here."""
    _, file = _evidence_or_404(pk, number)
    return _drawn(lambda: previews.page_of(file, page))


def _drawn(draw: Callable[[], bytes | None]) -> HttpResponse:
    try:
        answer = giving.drawn(draw() or b"")
    except Busy:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "5"})
    if answer is None:
        raise Http404
    return answer
