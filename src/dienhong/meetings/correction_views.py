"""Pages of corrections of minutes: which field, what is right, and the second signature."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.core.refusal import Refused
from dienhong.meetings import correcting, forms, rules
from dienhong.meetings.correcting import Field
from dienhong.meetings.models import Meeting
from dienhong.meetings.rules import Stage
from dienhong.meetings.views import check_may_record, meeting_or_404, reads_minutes
from dienhong.organisation import second_signature
from dienhong.organisation.access import kept_initial, only, refused, refused_in_form, signed_in
from dienhong.organisation.middleware import desk
from dienhong.record.models import Correction

_ACTS = second_signature.Acts(
    code="meetings.correct",
    power=rules.SIGN,
    sign=correcting.sign,
    decline=correcting.decline,
    stays="biên bản giữ nguyên",
)


def _correctable(request: HttpRequest, pk: UUID) -> tuple[Meeting, HttpResponse | None]:
    """Return a meeting, and the answer to who may not correct it or not at this stage."""
    meeting = meeting_or_404(pk)
    back = reverse("meetings:meeting", args=[pk])
    try:
        check_may_record(desk(request), meeting)
        rules.PROCEDURE.check("correct", Stage(meeting.stage))
    except Refused as refusal:
        act = "meetings.correct"
        return meeting, refused(request, refusal, act=act, subject=meeting.subject, back=back)
    return meeting, None


@require_safe
@signed_in
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what may be corrected."""
    meeting, no = _correctable(request, pk)
    if no:
        return no
    page = {"meeting": meeting, "fields": correcting.fields_of(meeting)}
    return render(request, "meetings/correct.html", page)


@signed_in
def ask(request: HttpRequest, pk: UUID, field: str) -> HttpResponse:
    """Ask for the correction of one field."""
    meeting, no = _correctable(request, pk)
    if no:
        return no
    wanted = correcting.field_of(meeting, field)
    if wanted is None:
        raise Http404
    form = _form(request, wanted)
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, meeting, wanted, form)
        except Refused as refusal:
            refused_in_form(request, form, refusal, act="meetings.correct", subject=meeting.subject)
        else:
            messages.info(request, "Đã đề nghị đính chính; chờ người được giao ký.")
            return redirect("meetings:meeting", pk)
    page = {"meeting": meeting, "field": wanted, "form": form}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/correct_field.html", page, status=status)


def _form(request: HttpRequest, field: Field) -> forms.CorrectionForm:
    people = second_signature.signers(rules.SIGN, desk(request))
    options: dict[str, Any] = {"field": field, "people": people}
    if request.method == "POST":
        return forms.CorrectionForm(request.POST, **options)
    initial = {"value": field.value, "read": field.value} | kept_initial(request)
    return forms.CorrectionForm(initial=initial, **options)


def _ask(
    request: HttpRequest, meeting: Meeting, field: Field, form: forms.CorrectionForm
) -> Correction:
    given = form.cleaned_data
    signer = form.chosen("signer")
    assert signer is not None  # the field is required
    return correcting.ask(
        meeting,
        field.code,
        form.value,
        ground=given["ground"],
        signer=signer,
        read=given["read"].replace("\r\n", "\n"),
        by=desk(request).actor(rules.RECORD),
    )


@only(rules.SIGN)
def sign(request: HttpRequest, pk: UUID, correction: UUID) -> HttpResponse:
    """Show a correction to whom it was named for, and take the answer: sign, decline, take back."""
    meeting = meeting_or_404(pk)
    rows = Correction.objects.filter(subject=meeting.subject, pk=correction)
    row = rows.first()
    if row is None or row.is_erased or not reads_minutes(request, meeting):
        raise Http404
    if request.method == "POST":
        back = reverse("meetings:meeting", args=[pk])
        return second_signature.answer(request, row, _ACTS, back=back)
    page = {"meeting": meeting} | second_signature.shown(row, desk(request))
    return render(request, "meetings/sign_correction.html", page)
