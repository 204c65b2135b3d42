"""Planning a meeting, and putting it on another day."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dienhong.core.refusal import Refused
from dienhong.meetings import actions, forms, queries, rules
from dienhong.meetings.models import Meeting
from dienhong.meetings.views import meeting_or_404
from dienhong.organisation import queries as organisation
from dienhong.organisation.access import kept_initial, only
from dienhong.organisation.middleware import desk


@only(rules.PLAN)
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting; ``?viec=`` names an occasion that it is to serve."""
    form = _plan_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = _plan(request, form)
        except Refused as refusal:
            form.add_error(_field_of(refusal), refusal.in_full)
        else:
            messages.info(request, "Đã hẹn họp.")
            return redirect("meetings:meeting", meeting.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/plan.html", {"form": form}, status=status)


def _plan_form(request: HttpRequest) -> forms.PlanForm:
    here = desk(request)
    occasions = queries.with_minutes(queries.can_be_served(here.today))
    options: dict[str, Any] = {
        "occasions": occasions,
        "departments": organisation.departments_open(),
        "people": organisation.staff_on(here.today),
    }
    if request.method == "POST":
        return forms.PlanForm(request.POST, **options)
    asked = request.GET.getlist("viec")
    titles = [row.duty.title for row in occasions if str(row.pk) in asked]
    initial = {"occasions": asked, "title": titles[0] if titles else "", "held_on": here.today}
    return forms.PlanForm(initial=initial | kept_initial(request), **options)


def _plan(request: HttpRequest, form: forms.PlanForm) -> Meeting:
    given = form.cleaned_data
    words = actions.Plan(
        title=given["title"],
        held_on=given["held_on"],
        begins_at=given["begins_at"],
        place=given["place"],
        occasions=form.chosen_occasions,
        departments=form.chosen_departments,
        chair=form.chosen("chair"),
        secretary=form.chosen("secretary"),
        more=[line.strip() for line in given["more"].splitlines()],
    )
    return actions.plan(words, by=desk(request).actor(rules.PLAN))


def _field_of(refusal: Refused) -> str | None:
    return "held_on" if "ngày họp" in refusal.reason else None


@only(rules.PLAN)
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a planned meeting on another day, hour or place."""
    meeting = meeting_or_404(pk)
    initial = {name: getattr(meeting, name) for name in ("held_on", "begins_at", "place")}
    form = forms.MoveForm(request.POST or None, initial=initial | kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(meeting, **form.cleaned_data, by=desk(request).actor(rules.PLAN))
        except Refused as refusal:
            form.add_error(_field_of(refusal), refusal.in_full)
        else:
            messages.info(request, "Đã đổi lịch họp.")
            return redirect("meetings:meeting", pk)
    page = {"form": form, "meeting": meeting, "title": "Đổi ngày, giờ, nơi họp", "button": "Đổi"}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/form.html", page, status=status)
