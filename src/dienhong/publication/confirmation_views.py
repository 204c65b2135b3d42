"""Pages of the technical confirmation: those that were made, the button, and the PDF."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.core.confirmation import document
from dienhong.core.refusal import Refused
from dienhong.organisation.access import refused, signed_in
from dienhong.organisation.address import absolute
from dienhong.organisation.middleware import desk
from dienhong.papers.confirmation import draw
from dienhong.publication import confirming, gone
from dienhong.publication.downloads import as_pdf
from dienhong.publication.models import Matter
from dienhong.publication.rules import Stage
from dienhong.publication.run_forms import AskedForm
from dienhong.publication.views import matter_or_404


def _shown_or_gone(request: HttpRequest, pk: UUID) -> Matter:
    """Return a public matter that this person may see; of a withdrawn one nothing is confirmed."""
    matter = matter_or_404(request, pk)
    if matter.stage == Stage.WITHDRAWN:
        raise gone.Withdrawn
    if matter.stage != Stage.PUBLISHED:
        raise Http404
    return matter


@gone.told
@signed_in
def confirmations(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show the confirmations of a matter; make one more."""
    matter = _shown_or_gone(request, pk)
    first = {"ngay": request.GET["ngay"]} if "ngay" in request.GET else None
    form = AskedForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method != "POST" or not form.is_valid():
        return _show(request, matter, form)
    day = form.cleaned_data["ngay"]
    try:
        made = confirming.confirm(
            matter,
            address_of=lambda key: absolute(
                request, reverse("publication:confirmation", args=[pk, key])
            ),
            day=day,
            by=desk(request).actor(),
        )
    except Refused as refusal:
        back = reverse("publication:confirmations", args=[pk])
        act = "publication.confirm"
        return refused(request, refusal, act=act, subject=matter.subject, back=back)
    messages.info(request, f"Đã lập bản xác nhận, sổ ghi mục {made.entry_number}.")
    return redirect("publication:confirmations", pk)


def _show(request: HttpRequest, matter: Matter, form: AskedForm) -> HttpResponse:
    made = matter.confirmations.select_related("made_by").defer("document")
    page = {"matter": matter, "form": form, "made": list(made)}
    status = 422 if form.is_bound else 200
    return render(request, "publication/confirmations.html", page, status=status)


@require_safe
@gone.told
@signed_in
def confirmation(request: HttpRequest, pk: UUID, key: UUID) -> HttpResponse:
    """Give out a confirmation as PDF, its document inside."""
    row = _shown_or_gone(request, pk).confirmations.filter(pk=key).first()
    if row is None:
        raise Http404
    drawn = draw(document.read(row.document.encode()))
    return as_pdf(drawn, f"xac-nhan-{row.entry_number}.pdf")
