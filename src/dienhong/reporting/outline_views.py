"""Pages of the superior's own outline: taken, its places shown and settled, filled."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.organisation.access import only, refused_in_form
from dienhong.organisation.middleware import desk
from dienhong.reporting import forms, outside, rules
from dienhong.reporting.content import Content, Number
from dienhong.reporting.downloads import attached
from dienhong.reporting.models import Field, Report
from dienhong.reporting.outline import content_of
from dienhong.reporting.views import act_on, report_or_404

_FIGURE, _TYPED = "so-", "chu-"
_MOST_DIGITS = 5


@only(rules.PREPARE)
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show each place of the outline with its figure; keep what was settled."""
    if request.method == "POST":
        return _settle(request, pk)
    return _shown(request, report_or_404(pk), forms.OutlineForm())


def _shown(
    request: HttpRequest, report: Report, form: forms.OutlineForm, status: int = 200
) -> HttpResponse:
    offered = outside.offered(content_of(report, desk(request).today))
    values = {number.code: number for number in offered}
    fields = [_field(field, values) for field in report.fields.all()]
    shown = {
        "report": report,
        "form": form,
        "groups": Content(tuple(offered), ()).groups(()),
        "fields": fields,
        "empty": [each for each in fields if each["is_empty"]],
        "guessed": sum(each["field"].guessed for each in fields),
    }
    return render(request, "reporting/outline.html", shown, status=status)


def _field(field: Field, values: dict[str, Number]) -> dict[str, Any]:
    is_empty = not (field.figure or field.typed)
    return {"field": field, "number": values.get(field.figure), "is_empty": is_empty}


def _settle(request: HttpRequest, pk: UUID) -> HttpResponse:
    chosen = {
        int(order): outside.Chosen(str(figure), request.POST.get(_TYPED + order, ""))
        for order, figure in _sent(request)
    }
    by, back = desk(request).actor(rules.PREPARE), reverse("reporting:outline", args=[pk])
    said = "Đã ghi các mục của đề cương."
    return act_on(request, pk, lambda row: outside.settle(row, chosen, by=by), said, back=back)


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the order of each place that was sent, with the figure chosen for it."""
    sent = ((name.removeprefix(_FIGURE), name, said) for name, said in request.POST.items())
    return [
        (order, str(said))
        for order, name, said in sent
        if name.startswith(_FIGURE) and order.isdecimal() and len(order) <= _MOST_DIGITS
    ]


@require_POST
@only(rules.PREPARE)
def take(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the outline; what is wrong with the file is said beside it."""
    report = report_or_404(pk)
    form = forms.OutlineForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            uploaded = outside.look_at(upload, upload.name)
        except Refused as refusal:
            refused_in_form(
                request,
                form,
                refusal,
                act="reporting.take_outline",
                subject=report.subject,
                field="file",
            )
        else:
            return _taken(request, report, uploaded)
    return _shown(request, report, form, status=422)


def _taken(request: HttpRequest, report: Report, uploaded: outside.Uploaded) -> HttpResponse:
    by, back = desk(request).actor(rules.PREPARE), reverse("reporting:outline", args=[report.pk])
    said = f"Đã nạp đề cương: {len(uploaded.places)} mục."
    return act_on(
        request, report.pk, lambda row: outside.take(row, uploaded, by=by), said, back=back
    )


@require_safe
@only(rules.PREPARE)
def filled(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the same file back, filled."""
    report = report_or_404(pk)
    if report.outline is None or report.outline.erased_at is not None:
        raise Http404
    content = outside.filled(report, content_of(report, desk(request).today))
    answer = HttpResponse(content, content_type=report.outline.kind.media_type)
    return attached(answer, f"de-cuong-da-dien{report.outline.kind.suffix}")
