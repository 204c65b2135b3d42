"""Pages of the run: a gap written down, a notice hung again, and the answer for any one day."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dienhong.core.refusal import Refused
from dienhong.organisation.access import kept_initial, only, refused_in_form, signed_in
from dienhong.organisation.middleware import desk
from dienhong.publication import hanging, proof, rules, rules_runs
from dienhong.publication.models import Posting
from dienhong.publication.rules import Stage
from dienhong.publication.run_forms import AgainForm, DayForm, GapForm
from dienhong.publication.views import matter_or_404, posting_or_404


def _hanging_or_404(request: HttpRequest, pk: UUID, posting: int) -> Posting:
    """Return a posting of a matter that is public."""
    row = posting_or_404(request, pk, posting)
    if row.matter.stage != Stage.PUBLISHED:
        raise Http404
    return row


@only(rules.PUBLISH)
def gap(request: HttpRequest, pk: UUID, posting: int) -> HttpResponse:
    """Write down that a notice was found missing, torn or covered."""
    row = _hanging_or_404(request, pk, posting)
    if request.method != "POST":
        here = desk(request)
        who = here.author.name if here.author else ""
        first = {"found_on": here.today, "found_by": who} | kept_initial(request)
        return _show(request, row, GapForm(posting=row, initial=first))
    form = GapForm(request.POST, posting=row)
    if not form.is_valid():
        return _show(request, row, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    by = desk(request).actor(rules.PUBLISH)
    try:
        hanging.record_gap(row, form.found, by=by)
    except Refused as refusal:
        about = row.matter.subject
        refused_in_form(request, form, refusal, act="publication.record_gap", subject=about)
        return _show(request, row, form, HTTPStatus.CONFLICT)
    messages.info(request, "Đã ghi đứt quãng; đợt niêm yết tính lại từ hôm dán lại.")
    return redirect("publication:matter", pk)


@only(rules.PUBLISH)
def again(request: HttpRequest, pk: UUID, posting: int) -> HttpResponse:
    """Write down that a notice hangs again."""
    row = _hanging_or_404(request, pk, posting)
    if request.method != "POST":
        now = timezone.localtime(desk(request).at)
        first = {"again_on": now.date(), "again_time": now.time()} | kept_initial(request)
        return _show(request, row, AgainForm(initial=first))
    form = AgainForm(request.POST)
    if not form.is_valid():
        return _show(request, row, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    by = desk(request).actor(rules.PUBLISH)
    try:
        hanging.hang_again(row, at=form.at, by=by)
    except Refused as refusal:
        about = row.matter.subject
        refused_in_form(request, form, refusal, act="publication.hang_again", subject=about)
        return _show(request, row, form, HTTPStatus.CONFLICT)
    messages.info(request, "Đã ghi dán lại; đợt niêm yết tính lại từ hôm đó.")
    return redirect("publication:matter", pk)


def _show(
    request: HttpRequest,
    posting: Posting,
    form: GapForm | AgainForm,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    is_gap = isinstance(form, GapForm)
    page: dict[str, Any] = {
        "matter": posting.matter,
        "posting": posting,
        "form": form,
        "is_gap": is_gap,
        "open": hanging.open_gap(posting),
    }
    return render(request, "publication/gap.html", page, status=status)


@require_safe
@signed_in
def day(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer whether a matter hung on a day: place by place, with the entries that prove it."""
    matter = matter_or_404(request, pk)
    if matter.published_on is None:
        raise Http404
    form = DayForm(request.GET if "ngay" in request.GET else None)
    page: dict[str, Any] = {"matter": matter, "form": form}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "publication/day.html", page, status=status)
    asked = form.cleaned_data["ngay"]
    try:
        rules_runs.check_asked_day(asked, desk(request).today)
    except Refused as refusal:
        form.add_error("ngay", refusal.in_full)
        return render(request, "publication/day.html", page, status=422)
    page |= {"day": asked, "answers": proof.answers(matter, asked)}
    return render(request, "publication/day.html", page)
