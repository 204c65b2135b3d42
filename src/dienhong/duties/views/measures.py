"""The register of measures against corruption and waste, where regulation or law demands it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.duties import forms, rules
from dienhong.duties import measures as register
from dienhong.duties.models import Measure
from dienhong.duties.views.occasion import check_may_record, line_of, may_record
from dienhong.organisation import queries as organisation
from dienhong.organisation.access import (
    kept_initial,
    only,
    refused,
    refused_in_form,
    signed_in,
)
from dienhong.organisation.middleware import desk
from dienhong.record import giving
from dienhong.record.queries import newest_about

_TRAIL = 50


def _measure_or_404(pk: UUID) -> Measure:
    row = Measure.objects.select_related("owner", "file").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show the register, or that nothing demands one."""
    here = desk(request)
    shown = {
        "demanded": register.demanded(here.today),
        "rows": register.listed(),
        "may_record": here.may(rules.RECORD),
    }
    return render(request, "duties/measures.html", shown)


@only(rules.RECORD)
def add(request: HttpRequest) -> HttpResponse:
    """Write a measure down."""
    return _edit(request, None)


@only(rules.RECORD)
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a measure that is not carried out yet."""
    return _edit(request, _measure_or_404(pk))


def _edit(request: HttpRequest, row: Measure | None) -> HttpResponse:
    here = desk(request)
    names = ("what", "field", "owner", "due_on", "edition")
    initial = {name: getattr(row, name) for name in names} if row else {}
    if row:
        initial["owner"] = str(row.owner_id)
    people = organisation.staff_on(here.today)
    form = forms.MeasureForm(
        request.POST or None, initial=initial | kept_initial(request), people=people
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, form, row)
        except Refused as refusal:
            about = "duties.measure_changed" if row else "duties.measure_added"
            subject = row.subject if row else "measure:"
            refused_in_form(request, form, refusal, act=about, subject=subject)
        else:
            messages.info(request, "Đã ghi biện pháp.")
            return redirect("duties:measure", saved.pk)
    shown = {"form": form, "row": row, "demanded": register.demanded(here.today)}
    return render(request, "duties/measure_form.html", shown, status=422 if form.errors else 200)


def _save(request: HttpRequest, form: forms.MeasureForm, row: Measure | None) -> Measure:
    by = desk(request).actor(rules.RECORD)
    if row is None:
        return register.add(form.words, by=by)
    return register.change(row, form.words, seen=form.cleaned_data["edition"] or 0, by=by)


@require_safe
@signed_in
def measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one measure: who, until when, by which clause, what proves it."""
    row = _measure_or_404(pk)
    return render(request, "duties/measure.html", _page_of(request, row))


def _page_of(request: HttpRequest, row: Measure) -> dict[str, Any]:
    here = desk(request)
    return {
        "row": row,
        "may_change": row.done_on is None and here.may(rules.RECORD),
        "may_finish": row.done_on is None and may_record(here, row.owner_id),
        "trail": [line_of(entry, here) for entry in newest_about(row.subject, _TRAIL)],
        "form": forms.MeasureDoneForm(initial=kept_initial(request)),
    }


@require_POST
@signed_in
def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a measure was carried out."""
    row, here = _measure_or_404(pk), desk(request)
    back, by = reverse("duties:measure", args=[pk]), here.actor(rules.RECORD)
    about, form = "duties.measure_done", forms.MeasureDoneForm(request.POST, request.FILES)
    shown = _page_of(request, row) | {"form": form}
    try:
        check_may_record(here, row.owner_id)
        if not form.is_valid():
            return render(request, "duties/measure.html", shown, status=422)
        register.finish(row, done_on=form.cleaned_data["done_on"], proof=form.proof, by=by)
    except Refused as refusal:
        if not shown["may_finish"]:
            return refused(request, refusal, act=about, subject=row.subject, back=back)
        refused_in_form(request, form, refusal, act=about, subject=row.subject)
        return render(request, "duties/measure.html", shown, status=409)
    messages.info(request, "Đã ghi biện pháp đã làm.")
    return redirect(back)


@require_safe
@signed_in
def file(request: HttpRequest, pk: UUID, name: str) -> HttpResponseBase:  # noqa: ARG001 (for people's eyes)
    """Give out the file that proves a measure, always as a download."""
    row = _measure_or_404(pk)
    if row.file is None or not row.has_file:
        raise Http404
    return giving.original(request, row.file, row.file_name)
