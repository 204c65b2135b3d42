"""What a matter gives out as a file: attachments and papers, by the rule of sight of its page."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.organisation.access import only, signed_in
from dienhong.organisation.address import absolute
from dienhong.publication import papers, rules
from dienhong.publication.models import Posting
from dienhong.publication.rules import Stage
from dienhong.publication.views import matter_or_404, posting_or_404
from dienhong.record.files import SHOWN_IN_PAGE


@require_safe
@signed_in
def file(request: HttpRequest, pk: UUID, order: int, name: str) -> HttpResponseBase:  # noqa: ARG001 (for people's eyes)
    """Give out a file of a matter, by the same rule of sight as the matter's page."""
    matter = matter_or_404(request, pk)
    row = next((row for row in matter.attachments.all() if row.order == order), None)
    if row is None or row.file.erased_at is not None or matter.stage == Stage.WITHDRAWN:
        raise Http404
    response = FileResponse(
        default_storage.open(row.file.place),
        as_attachment=row.file.media_type not in SHOWN_IN_PAGE,
        filename=row.name,
        content_type=row.file.media_type,
    )
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    )
    return response


def _standing_or_404(request: HttpRequest, pk: UUID, posting: int) -> Posting:
    """Return a posting whose words still stand; of what was withdrawn no such paper is drawn."""
    row = posting_or_404(request, pk, posting)
    if row.matter.stage == Stage.WITHDRAWN:
        raise Http404
    return row


@require_safe
@signed_in
def sheet(request: HttpRequest, pk: UUID, posting: int) -> HttpResponse:
    """Give out the sheet to be hung on the board, as PDF."""
    row = _standing_or_404(request, pk, posting)
    address = absolute(request, reverse("publication:matter", args=[pk]))
    return _pdf(papers.sheet(row, address), f"to-niem-yet-{row.pk}.pdf")


@require_safe
@signed_in
def minutes(request: HttpRequest, pk: UUID, posting: int) -> HttpResponse:
    """Give out the minutes of posting, as PDF."""
    row = _standing_or_404(request, pk, posting)
    return _pdf(papers.minutes(row), f"bien-ban-niem-yet-{row.pk}.pdf")


@require_safe
@only(rules.WITHDRAW)
def withdrawal_minutes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give out the minutes of an emergency withdrawal, as PDF."""
    matter = matter_or_404(request, pk)
    if matter.stage != Stage.WITHDRAWN:
        raise Http404
    return _pdf(papers.withdrawal(matter), "bien-ban-thu-hoi.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    )
    return response
