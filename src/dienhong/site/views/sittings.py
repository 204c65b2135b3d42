"""Entering for another: begin from paper or speech, act, end, and a second person confirms."""

import json
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.acting import RecordedFrom
from dienhong.core.refusal import Refused
from dienhong.organisation import queries, sittings
from dienhong.organisation.access import in_person, only, refused, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Person, Sitting
from dienhong.record import giving
from dienhong.record.kinds import say_kind
from dienhong.record.models import JournalEntry

ENTER, CONFIRM = "organisation.enter_for_others", "organisation.confirm_entered"
_SHOWN = 50


class BeginForm(forms.Form):
    """Whom a clerk enters for, and from what."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Nhập thay cho")
    recorded_from = forms.ChoiceField(
        label="Nhập từ",
        widget=forms.RadioSelect,
        choices=[
            (RecordedFrom.PAPER.value, "Phiếu giấy có chữ ký"),
            (RecordedFrom.SPEECH.value, "Lời nói"),
        ],
    )
    scan = forms.FileField(
        label="Ảnh chụp hoặc bản quét của phiếu",
        required=False,
        help_text="Cần có khi nhập từ phiếu giấy: PDF, PNG hoặc JPEG.",
    )
    told = forms.CharField(
        label="Nghe ở đâu, lúc nào",
        required=False,
        max_length=200,
        help_text="Cần có khi nhập từ lời nói. Ví dụ: gặp tại phòng Hành chính, 8 giờ 30.",
    )


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show the sittings that this person may see, those that wait for a second person first."""
    here = desk(request)
    assert here.person is not None
    may_confirm = CONFIRM in here.powers
    seen = sittings.visible_to(here.person, may_confirm)
    shown = {
        "waiting": list(sittings.waiting_for(here.person, may_confirm)[:_SHOWN]),
        "others": list(seen[:_SHOWN]),
        "may_enter": here.may(ENTER) and here.sitting is None,
    }
    return render(request, "organisation/sittings.html", shown)


@only(ENTER)
@in_person
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a sitting: from now on this browser enters for the person."""
    here = desk(request)
    assert here.person is not None
    form = BeginForm(request.POST or None, request.FILES or None)
    others = queries.staff_on(here.today).exclude(pk=here.person.pk)
    form.fields["person"].queryset = others  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            request.session[sittings.KEY] = str(_begin(request, form.cleaned_data).pk)
        except Refused as refusal:
            form.add_error(_field_of(refusal), refusal.in_full)
        else:
            messages.info(request, "Đã mở lượt nhập thay.")
            return redirect("home")
    shown = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "organisation/begin_sitting.html", shown, status=status)


def _begin(request: HttpRequest, given: dict[str, Any]) -> Sitting:
    here = desk(request)
    assert here.person is not None
    return sittings.begin(
        given["person"],
        recorded_from=RecordedFrom(given["recorded_from"]),
        scan=sittings.look_at(given["scan"]) if given["scan"] else None,
        told=given["told"],
        clerk=here.person,
        by=here.actor(ENTER),
    )


def _field_of(refusal: Refused) -> str | None:
    if "tệp" in refusal.reason.lower() or "phiếu" in refusal.reason:
        return "scan"
    return "told" if "nghe ở đâu" in refusal.reason else None


@require_POST
@signed_in
def end(request: HttpRequest) -> HttpResponse:
    """End the sitting that is open in this browser."""
    here = desk(request)
    sitting = here.sitting
    if sitting is None:
        return redirect("organisation:sittings")
    sittings.end(sitting, by=here.actor())
    request.session.pop(sittings.KEY, None)
    messages.info(request, "Đã kết thúc lượt nhập thay; chờ người thứ hai xác nhận.")
    return redirect("organisation:sitting", sitting.pk)


def _sitting_or_404(request: HttpRequest, pk: UUID) -> Sitting:
    here = desk(request)
    assert here.person is not None
    seen = sittings.visible_to(here.person, CONFIRM in here.powers)
    sitting = seen.filter(pk=pk).first()
    if sitting is None:
        raise Http404
    return sitting


@require_safe
@signed_in
def sitting(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what was entered in a sitting beside its scan, and ask a second person."""
    here = desk(request)
    row = _sitting_or_404(request, pk)
    decided = row.agrees is not None
    shown = {
        "row": row,
        "entries": [_entry(entry) for entry in sittings.entered(row)],
        "asks": not decided and row.last_entry is not None and row.clerk != here.person,
    }
    return render(request, "organisation/sitting.html", shown)


def _entry(row: JournalEntry) -> dict[str, Any]:
    body = json.loads(row.body)
    room, _, key = row.subject.partition(":")
    return {
        "number": row.number,
        "at": timezone.localtime(row.at),
        "said": say_kind(row.kind),
        "matter": key if room == "matter" else "",
        "digest": body["digest"],
    }


@require_POST
@signed_in
@in_person
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm or contest, as the second person, what was entered."""
    row = _sitting_or_404(request, pk)
    answer, ground = request.POST.get("answer"), request.POST.get("ground", "")[:2_000]
    if answer not in {"confirm", "contest"}:
        raise BadRequest
    try:
        sittings.decide(
            row, agrees=answer == "confirm", ground=ground, by=desk(request).actor(CONFIRM)
        )
    except Refused as refusal:
        return refused(request, refusal, act="organisation.decide_sitting", subject=row.subject)
    messages.info(request, "Đã ghi xác nhận." if answer == "confirm" else "Đã ghi chỗ nhập sai.")
    return redirect("organisation:sitting", row.pk)


@require_safe
@signed_in
def scan(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give out the scan that a sitting was entered from, to whoever may see the sitting."""
    row = _sitting_or_404(request, pk)
    if row.scan is None or row.scan.erased_at is not None:
        raise Http404
    return giving.original(request, row.scan, row.scan_name)
