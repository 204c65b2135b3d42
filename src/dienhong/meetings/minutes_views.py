"""Writing minutes: attendance, absences, the words, tasks and opinions."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from dienhong.core.refusal import Outdated, Refused
from dienhong.meetings import actions, forms, minutes, queries, rules
from dienhong.meetings.actions import Absent, Held
from dienhong.meetings.models import Attendance, Meeting
from dienhong.meetings.rules import Stage
from dienhong.meetings.views import check_may_record, meeting_or_404
from dienhong.organisation import queries as organisation
from dienhong.organisation import two_versions
from dienhong.organisation.access import kept_initial, refused, refused_in_form, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Person
from dienhong.organisation.two_versions import Stored

WRITTEN_IN = {Stage.HELD}
# Each absent person's row offers everybody as a substitute: so many rows on a page.
_ABSENT_AT_ONCE = 30
_ATTENDED_IN = {Stage.PLANNED, Stage.HELD}


def _to_write(request: HttpRequest, meeting: Meeting, stages: set[Stage]) -> HttpResponse | None:
    """Return the answer to who may not write these minutes, or not at this stage; else None."""
    back = reverse("meetings:meeting", args=[meeting.pk])
    try:
        check_may_record(desk(request), meeting)
        if Stage(meeting.stage) not in stages:
            rules.PROCEDURE.check("write", Stage(meeting.stage))
    except Refused as refusal:
        return refused(request, refusal, act="meetings.write", subject=meeting.subject, back=back)
    return None


def _staff(meeting: Meeting) -> list[Person]:
    return list(organisation.staff_on(meeting.held_on))


@signed_in
def attend(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down that the meeting took place and who came."""
    meeting = meeting_or_404(pk)
    if no := _to_write(request, meeting, _ATTENDED_IN):
        return no
    form = _attendance_form(request, meeting)
    if request.method == "POST" and two_versions.seen(form.data) != meeting.attendance_edition:
        return _both_attendances(request, meeting, form)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.hold(meeting, _how(form), **_edition(form, request))
        except Outdated:  # saved by another in this very moment
            return _both_attendances(request, meeting_or_404(pk), form)
        except Refused as refusal:
            refused_in_form(request, form, refusal, act="meetings.hold", subject=meeting.subject)
        else:
            messages.info(request, "Đã điểm danh.")
            absent = meeting.attendance.filter(present=False).exists()
            return redirect("meetings:absences" if absent else "meetings:meeting", pk)
    page = {"form": form, "meeting": meeting}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/attend.html", page, status=status)


def _edition(form: django_forms.Form, request: HttpRequest) -> dict[str, Any]:
    by = desk(request).actor(rules.RECORD)
    return {"edition": form.cleaned_data["edition"] or 0, "by": by}


def _how(form: forms.AttendanceForm) -> Held:
    return Held(**{name: value for name, value in form.cleaned_data.items() if name != "edition"})


def _attendance_form(request: HttpRequest, meeting: Meeting) -> forms.AttendanceForm:
    people = queries.invited(meeting)
    if request.method == "POST":
        return forms.AttendanceForm(two_versions.chosen(request.POST), people=people)
    away = queries.away(meeting)
    initial = _attended(meeting, people, away) | {"edition": meeting.attendance_edition}
    kept = kept_initial(request)
    return forms.AttendanceForm(initial=initial | kept, people=people, away=away)


def _attended(meeting: Meeting, people: list[Person], away: Collection[str]) -> dict[str, Any]:
    """Return who came as the form takes it; before anybody was ticked, all but those away."""
    rows = list(meeting.attendance.all())
    if meeting.stage == Stage.PLANNED:
        present = [str(who.pk) for who in people if str(who.pk) not in away]
    else:
        present = [str(row.person_id) for row in rows if row.present]
    names = ("begins_at", "ends_at", "place", "guests")
    return {name: getattr(meeting, name) for name in names} | {"present": present}


def _both_attendances(
    request: HttpRequest, meeting: Meeting, form: forms.AttendanceForm
) -> HttpResponse:
    """Show what is stored beside what was typed."""
    people = queries.invited(meeting)
    words = _attended(meeting, people, queries.away(meeting))
    stored = Stored(edition=meeting.attendance_edition, words=words)
    page = {"title": "Điểm danh", "back": request.path}
    fresh = forms.AttendanceForm(people=people)
    return two_versions.both(request, form, stored, fresh=fresh, page=page)


@signed_in
def absences(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down why people were absent, so many on a page; the next page follows."""
    meeting = meeting_or_404(pk)
    if no := _to_write(request, meeting, WRITTEN_IN):
        return no
    leaf = _leaf(request, meeting)
    form = _absences_form(request, meeting, [row.person for row in leaf])
    if request.method == "POST" and form.is_valid():
        try:
            actions.explain(meeting, _told(form), **_edition(form, request))
        except Refused as refusal:
            refused_in_form(request, form, refusal, act="meetings.explain", subject=meeting.subject)
        else:
            messages.info(request, "Đã ghi người vắng.")
            if leaf.has_next():
                return redirect(f"{request.path}?trang={leaf.next_page_number()}")
            return redirect("meetings:meeting", pk)
    pages = leaf.paginator.num_pages
    hint = f"Trang {leaf.number} trên {pages}; ghi xong thì sang trang sau." if pages > 1 else ""
    page = {"form": form, "meeting": meeting, "title": "Người vắng", "button": "Ghi", "hint": hint}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/form.html", page, status=status)


def _leaf(request: HttpRequest, meeting: Meeting) -> Page[Attendance]:
    rows = meeting.attendance.filter(present=False).select_related("person")
    return Paginator(rows, _ABSENT_AT_ONCE).get_page(request.GET.get("trang"))


def _absences_form(
    request: HttpRequest, meeting: Meeting, absent: list[Person]
) -> forms.AbsencesForm:
    options = {"people": _staff(meeting), "absent": absent}
    if request.method == "POST":
        return forms.AbsencesForm(request.POST, **options)
    initial: dict[str, Any] = {"edition": meeting.attendance_edition}
    away = queries.away(meeting)
    for row in meeting.attendance.filter(person__in=absent):
        initial[f"reason_{row.person_id}"] = row.reason or away.get(str(row.person_id), "")
        initial[f"instead_{row.person_id}"] = str(row.replaced_by_id or "")
    return forms.AbsencesForm(initial=initial | kept_initial(request), **options)


def _told(form: forms.AbsencesForm) -> dict[str, Absent]:
    given = form.cleaned_data
    return {
        str(who.pk): Absent(given[f"reason_{who.pk}"], form.chosen(f"instead_{who.pk}"))
        for who in form.absent
    }


@signed_in
def write(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the words of the minutes; the second of two clerks sees both."""
    meeting = meeting_or_404(pk)
    if no := _to_write(request, meeting, WRITTEN_IN):
        return no
    form = _minutes_form(request, meeting)
    if request.method == "POST" and two_versions.seen(form.data) != meeting.edition:
        return _both(request, meeting, form)
    if request.method == "POST" and form.is_valid():
        words = minutes.Words(
            chair=form.chosen("chair"),
            secretary=form.chosen("secretary"),
            records=form.records,
            said=form.said,
            conclusion=form.cleaned_data["conclusion"],
        )
        try:
            minutes.write(meeting, words, **_edition(form, request))
        except Outdated:  # saved by another in this very moment
            return _both(request, meeting_or_404(pk), form)
        except Refused as refusal:
            refused_in_form(request, form, refusal, act="meetings.write", subject=meeting.subject)
        else:
            messages.info(request, "Đã ghi biên bản.")
            return redirect("meetings:meeting", pk)
    page = {"form": form, "meeting": meeting, "title": "Ghi biên bản", "button": "Ghi biên bản"}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/form.html", page, status=status)


def _minutes_form(request: HttpRequest, meeting: Meeting) -> forms.MinutesForm:
    options: dict[str, Any] = {"people": _staff(meeting), "meeting": meeting}
    if request.method == "POST":
        return forms.MinutesForm(two_versions.chosen(request.POST), **options)
    initial: dict[str, Any] = {**minutes.words_of(meeting), "edition": meeting.edition}
    return forms.MinutesForm(initial=initial | kept_initial(request), **options)


def _both(request: HttpRequest, meeting: Meeting, form: forms.MinutesForm) -> HttpResponse:
    """Show what is stored beside what was typed; what one of two changed is chosen beforehand."""
    read = two_versions.seen(two_versions.chosen(request.POST))
    kept = {row.number: row for row in meeting.editions.select_related("saved_by")}
    now, began = kept.get(meeting.edition), kept.get(read)
    stored = Stored(
        edition=meeting.edition,
        words=minutes.words_of(meeting),
        by=now.saved_by.name if now else "",
        at=now.saved_at if now else None,
        began_with=began.words if began else {},
    )
    fresh = forms.MinutesForm(people=_staff(meeting), meeting=meeting)
    page = {"title": "Ghi biên bản", "back": request.path}
    return two_versions.both(request, form, stored, fresh=fresh, page=page)


@signed_in
def set_task(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down a task that the meeting set."""
    meeting = meeting_or_404(pk)
    if no := _to_write(request, meeting, WRITTEN_IN):
        return no
    options: dict[str, Any] = {
        "people": _staff(meeting),
        "departments": organisation.departments_open(),
    }
    form = forms.TaskForm(request.POST or None, initial=kept_initial(request), **options)

    def save() -> object:
        what = minutes.Set(
            words=form.cleaned_data["words"],
            due_on=form.cleaned_data["due_on"],
            owner=form.chosen("owner"),
            department=form.chosen_department,
        )
        return minutes.set_task(meeting, what, by=desk(request).actor(rules.RECORD))

    words = {
        "title": "Giao nhiệm vụ",
        "button": "Giao nhiệm vụ",
        "said": "Đã giao nhiệm vụ.",
        "act": "meetings.set_task",
    }
    return _added(request, meeting, form, save, words)


@signed_in
def record_opinion(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down an opinion that was voiced."""
    meeting = meeting_or_404(pk)
    if no := _to_write(request, meeting, WRITTEN_IN):
        return no
    form = forms.OpinionForm(
        request.POST or None, initial=kept_initial(request), people=_staff(meeting)
    )

    def save() -> object:
        people = {name: form.chosen(name) for name in form.choosing}
        what = minutes.Voiced(**(form.cleaned_data | people))
        return minutes.record_opinion(meeting, what, by=desk(request).actor(rules.RECORD))

    words = {
        "title": "Ghi ý kiến",
        "button": "Ghi ý kiến",
        "said": "Đã ghi ý kiến.",
        "act": "meetings.record_opinion",
    }
    return _added(request, meeting, form, save, words)


def _added(
    request: HttpRequest,
    meeting: Meeting,
    form: django_forms.Form,
    save: Callable[[], object],
    words: dict[str, str],
) -> HttpResponse:
    """Answer a form that adds something to the minutes; afterwards one more can be added."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except Refused as refusal:
            _refused(request, meeting, form, refusal, words["act"])
        else:
            messages.info(request, words["said"])
            return redirect("meetings:meeting", meeting.pk)
    page = {"form": form, "meeting": meeting, **words}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/form.html", page, status=status)


def _refused(
    request: HttpRequest, meeting: Meeting, form: django_forms.Form, refusal: Refused, act: str
) -> None:
    """Show a refusal in the form and write it down, save that of an opinion without a name.

    The journal names for whom a clerk enters: it would say who spoke.
    """
    if form.cleaned_data.get("unnamed"):
        form.add_error(None, refusal.in_full)
    else:
        refused_in_form(request, form, refusal, act=act, subject=meeting.subject)
