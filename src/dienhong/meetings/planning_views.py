"""Planning a meeting, and putting it on another day."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dienhong.core.refusal import Refused
from dienhong.meetings import actions, forms, queries, rules
from dienhong.meetings.models import Meeting
from dienhong.meetings.views import meeting_or_404, own_bodies, planner
from dienhong.organisation import queries as organisation
from dienhong.organisation.access import kept_initial, only, refused, refused_in_form, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import LegalFunction


@only(rules.PLAN)
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of the office; ``?viec=`` names an occasion that it is to serve."""
    return _planning(request, [])


@only(rules.PLAN_OWN)
def plan_own(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of a body of one's own; ``?viec=`` as above."""
    return _planning(request, organisation.functions(own_bodies(desk(request))))


def _planning(request: HttpRequest, bodies: list[LegalFunction]) -> HttpResponse:
    form = _plan_form(request, bodies)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = _plan(request, form)
        except Refused as refusal:
            _refused(request, form, refusal, "meetings.plan", "meeting:")
        else:
            messages.info(request, "Đã hẹn họp.")
            return redirect("meetings:meeting", meeting.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/plan.html", {"form": form}, status=status)


def _plan_form(request: HttpRequest, bodies: list[LegalFunction]) -> forms.PlanForm:
    here = desk(request)
    occasions = queries.with_minutes(queries.can_be_served(here.today))
    if bodies:
        own = {body.code for body in bodies}
        occasions = [row for row in occasions if row.body in own]
    options: dict[str, Any] = {
        "occasions": occasions,
        "departments": organisation.departments_open(),
        "people": organisation.staff_on(here.today),
        "bodies": bodies,
    }
    if request.method == "POST":
        return forms.PlanForm(request.POST, **options)
    asked = request.GET.getlist("viec")
    served = next((row for row in occasions if str(row.pk) in asked), None)
    initial = {
        "occasions": asked,
        "title": served.duty.title if served else "",
        "body": served.body if served else "",
        "held_on": here.today,
    }
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
        body=form.chosen_body,
    )
    power, own = (rules.PLAN_OWN, words.body.code) if words.body else (rules.PLAN, "")
    return actions.plan(words, by=desk(request).actor(power, own=own))


def _refused(
    request: HttpRequest, form: BaseForm, refusal: Refused, act: str, subject: str
) -> None:
    """Show a refusal in the form, one about the day beside the day, and write it down."""
    field = "held_on" if "ngày họp" in refusal.reason else None
    refused_in_form(request, form, refusal, act=act, subject=subject, field=field)


@signed_in
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Put a planned meeting on another day, hour or place."""
    meeting = meeting_or_404(pk)
    by = planner(desk(request), meeting)
    try:
        actions.check_planner(meeting, by, "đổi lịch họp")
    except Refused as refusal:
        back = reverse("meetings:meeting", args=[pk])
        return refused(request, refusal, act="meetings.move", subject=meeting.subject, back=back)
    initial = {name: getattr(meeting, name) for name in ("held_on", "begins_at", "place")}
    form = forms.MoveForm(request.POST or None, initial=initial | kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(meeting, **form.cleaned_data, by=by)
        except Refused as refusal:
            _refused(request, form, refusal, "meetings.move", meeting.subject)
        else:
            messages.info(request, "Đã đổi lịch họp.")
            return redirect("meetings:meeting", pk)
    page = {"form": form, "meeting": meeting, "title": "Đổi ngày, giờ, nơi họp", "button": "Đổi"}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/form.html", page, status=status)
