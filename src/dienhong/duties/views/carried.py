"""What was running when the office began to work with the system: closed in words, on one page."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.duties import forms, occasions, rules
from dienhong.duties import queries as duties
from dienhong.duties.models import Occasion
from dienhong.duties.views.occasion import may_record, occasion_or_404
from dienhong.organisation import queries as organisation
from dienhong.organisation.access import only, refused, refused_in_form
from dienhong.organisation.middleware import desk


@require_safe
@only(rules.FOLLOW_UP)
def page(request: HttpRequest) -> HttpResponse:
    """Show what was carried over and is not closed, each with its form."""
    return _page(request)


def _page(request: HttpRequest, bound: tuple[object, forms.TellForm] | None = None) -> HttpResponse:
    here = desk(request)
    carried = duties.open_duties().filter(carried_over=True)
    rows = Occasion.objects.filter(duty__in=carried, closed_on__isnull=True)
    shown: dict[str, Any] = {
        "rows": [
            {"occasion": row, "form": _form_of(row, bound), "may": may_record(here, row.holder_id)}
            for row in rows.select_related("duty__person")
        ],
        "others": carried.filter(occasion__isnull=True).defer("derivation"),
        "go_live": organisation.agency().go_live_on,
    }
    return render(request, "duties/carried.html", shown, status=422 if bound else 200)


def _form_of(row: Occasion, bound: tuple[object, forms.TellForm] | None) -> forms.TellForm:
    if bound and bound[0] == row.pk:
        return bound[1]
    return forms.TellForm(prefix=str(row.pk))


@require_POST
@only(rules.FOLLOW_UP)
def tell(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close one in words."""
    row = occasion_or_404(pk)
    form = forms.TellForm(request.POST, prefix=str(row.pk))
    if not form.is_valid():
        return _page(request, (row.pk, form))
    given, by = form.cleaned_data, desk(request).actor(rules.RECORD)
    try:
        rules.check_is_carried(carried_over=row.duty.carried_over)
        occasions.tell(row, words=given["words"], done_on=given["done_on"], by=by)
    except Refused as refusal:
        if not row.is_open or not row.duty.carried_over:  # no form of it on the page
            return refused(request, refusal, act="duties.tell", subject=row.subject)
        refused_in_form(request, form, refusal, act="duties.tell", subject=row.subject)
        return _page(request, (row.pk, form))
    messages.info(request, f"Đã ghi xong: {row.duty.title}.")
    return redirect("duties:carried")
