"""Pages of corrections of a public matter: which field, what is right, and the second signature."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.organisation import second_signature
from dienhong.organisation.access import kept_initial, only, refused, refused_in_form
from dienhong.organisation.middleware import desk
from dienhong.publication import correctable, correcting, forms, rules
from dienhong.publication.correctable import Field
from dienhong.publication.drafting import look_at
from dienhong.publication.models import FigureTable, Matter
from dienhong.publication.rules import Stage
from dienhong.publication.table_forms import initial_words
from dienhong.publication.views import matter_or_404, posting_or_404
from dienhong.record import giving
from dienhong.record.models import Correction

_ACTS = second_signature.Acts(
    code="publication.correct",
    power=rules.CHECK,
    sign=correcting.sign,
    decline=correcting.decline,
    stays="nội dung giữ nguyên",
)


def _public_or_404(request: HttpRequest, pk: UUID) -> Matter:
    matter = matter_or_404(request, pk)
    if matter.stage != Stage.PUBLISHED:
        raise Http404
    return matter


@require_safe
@only(rules.PUBLISH)
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what may be corrected, and what a correction is for."""
    matter = _public_or_404(request, pk)
    page = {"matter": matter, "fields": correctable.fields_of(matter)}
    return render(request, "publication/correct.html", page)


@only(rules.PUBLISH)
def ask(request: HttpRequest, pk: UUID, field: str) -> HttpResponse:
    """Ask for the correction of one field."""
    matter = _public_or_404(request, pk)
    wanted = correctable.field_of(matter, field)
    if wanted is None:
        raise Http404
    form = _form(request, matter, wanted)
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, matter, wanted, form)
        except Refused as refusal:
            about = matter.subject
            refused_in_form(request, form, refusal, act="publication.correct", subject=about)
        else:
            messages.info(request, "Đã đề nghị đính chính; chờ người được giao ký.")
            return redirect("publication:matter", pk)
    page = {"matter": matter, "field": wanted, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "publication/correct_field.html", page, status=status)


def _form(request: HttpRequest, matter: Matter, field: Field) -> forms.CorrectionForm:
    kinds = correctable.kinds_of(matter) if field.shape == correctable.KIND else {}
    options: dict[str, Any] = {
        "matter": matter,
        "value": forms.right_value(field.shape, kinds, field.longest),
        "shape": field.shape,
        "checkers": second_signature.signers(rules.CHECK, desk(request)),
    }
    if request.method == "POST":
        return forms.CorrectionForm(request.POST, request.FILES, **options)
    initial = _initial(field) | {"read": field.value} | kept_initial(request)
    return forms.CorrectionForm(initial=initial, **options)


def _initial(field: Field) -> dict[str, Any]:
    if field.shape == correctable.MOMENT:
        at = datetime.fromisoformat(field.value)
        local = timezone.localtime(at)
        return {"value": local.date(), "time": local.time()}
    if isinstance(field.row, FigureTable):
        return initial_words(field.row)
    return {} if field.shape == correctable.FILE else {"value": field.value}


def _ask(
    request: HttpRequest, matter: Matter, field: Field, form: forms.CorrectionForm
) -> Correction:
    given = form.cleaned_data
    file = given["value"] if field.shape == correctable.FILE else None
    return correcting.ask(
        matter,
        field.code,
        form.value,
        ground=given["ground"],
        checker=form.checker_person,
        material=form.is_material,
        read=given["read"],
        upload=look_at(file, file.name or "tệp") if file else None,
        by=desk(request).actor(rules.PUBLISH),
    )


def _waiting_or_404(request: HttpRequest, pk: UUID, correction: UUID) -> tuple[Matter, Correction]:
    matter = matter_or_404(request, pk)
    rows = Correction.objects.filter(subject=matter.subject, pk=correction)
    row = rows.select_related("file", "file_before").first()
    if row is None or row.is_erased:
        raise Http404
    return matter, row


@only(rules.CHECK)
def sign(request: HttpRequest, pk: UUID, correction: UUID) -> HttpResponse:
    """Show a correction to whom it was named for, and take the answer: sign, decline, take back."""
    matter, row = _waiting_or_404(request, pk, correction)
    if request.method == "POST":
        back = reverse("publication:matter", args=[pk])
        return second_signature.answer(request, row, _ACTS, back=back)
    page = {"matter": matter} | second_signature.shown(row, desk(request))
    return render(request, "publication/sign_correction.html", page)


@require_safe
@only(rules.CHECK)
def file(request: HttpRequest, pk: UUID, correction: UUID) -> HttpResponseBase:
    """Give out the file that a correction is to put on, to those who sign."""
    _, row = _waiting_or_404(request, pk, correction)
    if row.file is None or row.file.erased_at is not None:
        raise Http404
    return giving.original(request, row.file, row.after)


@require_POST
@only(rules.PUBLISH)
def replace_sheet(request: HttpRequest, pk: UUID, posting: int) -> HttpResponse:
    """Write down that the corrected sheet hangs."""
    row = posting_or_404(request, pk, posting)
    back = reverse("publication:matter", args=[pk])
    try:
        correcting.replace_sheet(row, by=desk(request).actor(rules.PUBLISH))
    except Refused as refusal:
        act = "publication.replace_sheet"
        return refused(request, refusal, act=act, subject=row.matter.subject, back=back)
    messages.info(request, "Đã ghi thay tờ niêm yết.")
    return redirect(back)
