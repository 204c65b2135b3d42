"""What a matter gives out as a file: attachments and papers, by the rule of sight of its page."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.organisation.access import only, signed_in
from dienhong.organisation.address import absolute
from dienhong.organisation.middleware import desk
from dienhong.papers.enlarging import to_a3
from dienhong.publication import finding, gone, papers, rules
from dienhong.publication.models import Attachment, Posting
from dienhong.publication.rules import Stage
from dienhong.publication.views import matter_or_404, posting_or_404
from dienhong.record import giving, previews
from dienhong.record.worker import Busy


def _attachment_or_404(request: HttpRequest, pk: UUID, order: int) -> Attachment:
    """Return a file of a matter by the same rule of sight as the matter's page; none once gone."""
    matter = matter_or_404(request, pk)
    row = next((row for row in matter.attachments.all() if row.order == order), None)
    if row is None:
        raise Http404
    if row.file.erased_at is not None or matter.stage == Stage.WITHDRAWN:
        raise gone.Withdrawn
    row.matter = matter
    return row


@require_safe
@gone.told
@signed_in
def file_page(request: HttpRequest, pk: UUID, order: int) -> HttpResponse:
    """Show what a file holds without running anything of it, and where to download it."""
    row = _attachment_or_404(request, pk, order)
    page: dict[str, Any] = {"row": row, "matter": row.matter, "file": row.file}
    try:
        page["words"] = previews.words_of(row.file)
        finding.learn(row.file, page["words"])
    except Busy:
        page["busy"] = True
    return render(request, "publication/file.html", page)


@require_safe
@gone.told
@signed_in
def page_picture(request: HttpRequest, pk: UUID, order: int, page: int) -> HttpResponse:
    """Give out a page of a file, or the picture that it is, as drawn here."""
    file = _attachment_or_404(request, pk, order).file
    return _drawn(lambda: previews.page_of(file, page))


@require_safe
@gone.told
@signed_in
def thumbnail(request: HttpRequest, pk: UUID, order: int) -> HttpResponse:
    """Give out a small picture of a file's first page."""
    file = _attachment_or_404(request, pk, order).file
    return _drawn(lambda: previews.thumbnail_of(file))


def _drawn(draw: Callable[[], bytes | None]) -> HttpResponse:
    try:
        answer = giving.drawn(draw() or b"")
    except Busy:
        return HttpResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "5"})
    if answer is None:
        raise Http404
    return answer


@require_safe
@gone.told
@signed_in
def file(request: HttpRequest, pk: UUID, order: int, name: str) -> HttpResponseBase:  # noqa: ARG001 (for people's eyes)
    """Give out the original of a file, always as a download."""
    row = _attachment_or_404(request, pk, order)
    return giving.original(request, row.file, row.name)


def _standing_or_404(request: HttpRequest, pk: UUID, posting: int) -> Posting:
    """Return a posting whose words still stand; of what was withdrawn no such paper is drawn."""
    row = posting_or_404(request, pk, posting)
    if row.matter.stage == Stage.WITHDRAWN:
        raise gone.Withdrawn
    return row


@require_safe
@gone.told
@signed_in
def sheet(request: HttpRequest, pk: UUID, posting: int) -> HttpResponse:
    """Give out the sheet to be hung on the board, as PDF."""
    row = _standing_or_404(request, pk, posting)
    address = absolute(request, reverse("publication:matter", args=[pk]))
    return as_pdf(papers.sheet(row, address, desk(request).today), f"to-niem-yet-{row.pk}.pdf")


@require_safe
@gone.told
@signed_in
def large_sheet(request: HttpRequest, pk: UUID, posting: int) -> HttpResponse:
    """Give out the sheet on A3, as PDF."""
    row = _standing_or_404(request, pk, posting)
    address = absolute(request, reverse("publication:matter", args=[pk]))
    return as_pdf(
        to_a3(papers.sheet(row, address, desk(request).today)), f"to-niem-yet-a3-{row.pk}.pdf"
    )


@require_safe
@gone.told
@signed_in
def minutes(request: HttpRequest, pk: UUID, posting: int) -> HttpResponse:
    """Give out the minutes of posting, as PDF."""
    row = _standing_or_404(request, pk, posting)
    return as_pdf(papers.minutes(row), f"bien-ban-niem-yet-{row.pk}.pdf")


@require_safe
@only(rules.WITHDRAW)
def withdrawal_minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give out the minutes of an emergency withdrawal, as PDF."""
    matter = matter_or_404(request, pk)
    if matter.stage != Stage.WITHDRAWN:
        raise Http404
    return as_pdf(papers.withdrawal(matter), "bien-ban-thu-hoi.pdf")


@require_safe
@only(rules.PUBLISH)
def removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give out the order to take the sheets of a withdrawn matter off their boards, as PDF."""
    matter = matter_or_404(request, pk)
    if matter.stage != Stage.WITHDRAWN or not papers.to_remove(matter):
        raise Http404
    return as_pdf(papers.removal(matter), "phieu-go.pdf")


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """Answer with a paper that we drew, to be looked at in the browser."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    )
    return response
