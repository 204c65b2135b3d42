"""What people owe after a meeting: my tasks, reporting one, answering an opinion."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.core.refusal import Refused
from dienhong.meetings import forms, minutes, queries, rules
from dienhong.meetings.models import Opinion, Task
from dienhong.organisation.access import kept_initial, refused, refused_in_form, signed_in
from dienhong.organisation.middleware import desk
from dienhong.record import giving


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Show the tasks that this person was given and the opinions that wait for an answer."""
    person = desk(request).person
    assert person is not None
    tasks = list(queries.tasks_of(person))
    page = {
        "open_tasks": [task for task in tasks if task.done_on is None],
        "done_tasks": [task for task in tasks if task.done_on is not None],
        "opinions": list(queries.to_answer(person)),
    }
    return render(request, "meetings/mine.html", page)


def _is_of(request: HttpRequest, thing: Task | Opinion, owner: object) -> bool:
    """Tell whether a task or opinion is this person's, or of minutes that the person may read."""
    here = desk(request)
    people = {str(person.pk) for person in (here.person, here.author) if person}
    theirs = any(queries.owes(thing.subject, owner, person) for person in people)
    return theirs or queries.may_read_minutes(thing.meeting, here.person, here.powers)


@signed_in
def report(request: HttpRequest, task: UUID) -> HttpResponse:
    """Show a task; its owner reports it done."""
    read = Task.objects.select_related("meeting", "owner", "department", "reported_by", "file")
    row = read.filter(pk=task).first()
    if row is None or not _is_of(request, row, row.owner_id):
        raise Http404
    may_report = _may_act(request, row, row.owner_id)
    # Who may not report starts no process that looks at a file.
    sent = request.FILES if may_report and row.done_on is None else None
    form = forms.ReportForm(request.POST or None, sent or None, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            by = desk(request).actor(rules.RECORD)
            minutes.report_task(row, **form.cleaned_data, by=by)
        except Refused as refusal:
            act, subject, back = "meetings.report_task", row.subject, reverse("meetings:mine")
            if row.done_on:  # no form of it on the page
                return refused(request, refusal, act=act, subject=subject, back=back)
            refused_in_form(request, form, refusal, act=act, subject=subject)
        else:
            messages.info(request, "Đã báo đã làm.")
            return redirect("meetings:task", task)
    page = {"task": row, "form": form, "may_report": may_report}
    page |= {"meeting": row.meeting, "clauses": queries.clauses_of(row.meeting)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/task.html", page, status=status)


@require_safe
@signed_in
def task_file(request: HttpRequest, task: UUID, name: str) -> HttpResponseBase:  # noqa: ARG001 (for people's eyes)
    """Give out the file with which a task was reported, always as a download."""
    row = Task.objects.select_related("meeting", "file").filter(pk=task).first()
    if row is None or row.file is None or not row.has_file:
        raise Http404
    if not _is_of(request, row, row.owner_id):
        raise Http404
    return giving.original(request, row.file, row.file_name)


def _may_act(request: HttpRequest, thing: Task | Opinion, owner: object) -> bool:
    here = desk(request)
    author = str(here.author.pk) if here.author else ""
    return here.may(rules.RECORD) or queries.owes(thing.subject, owner, author)


@signed_in
def answer(request: HttpRequest, opinion: UUID) -> HttpResponse:
    """Show an opinion; who is to answer it does so."""
    read = Opinion.objects.select_related("meeting", "speaker", "answerer")
    row = read.filter(pk=opinion).first()
    if row is None or not _is_of(request, row, row.answerer_id):
        raise Http404
    form = forms.AnswerForm(request.POST or None, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            by = desk(request).actor(rules.RECORD)
            minutes.answer(row, words=form.cleaned_data["words"], by=by)
        except Refused as refusal:
            act, subject, back = "meetings.answer", row.subject, reverse("meetings:mine")
            if row.answered_on:  # no form of it on the page
                return refused(request, refusal, act=act, subject=subject, back=back)
            refused_in_form(request, form, refusal, act=act, subject=subject)
        else:
            messages.info(request, "Đã trả lời ý kiến.")
            return redirect("meetings:opinion", opinion)
    page = {"opinion": row, "form": form, "may_answer": _may_act(request, row, row.answerer_id)}
    page |= {"meeting": row.meeting, "clauses": queries.clauses_of(row.meeting)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/opinion.html", page, status=status)
