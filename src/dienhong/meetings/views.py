"""Pages of meetings: the list, one meeting with its next step, and the acts without a form."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.acting import Actor
from dienhong.core.difference import sides
from dienhong.core.refusal import Refused
from dienhong.meetings import actions, minutes, queries, rules, signing
from dienhong.meetings.models import Meeting, Task
from dienhong.meetings.rules import Stage
from dienhong.organisation.access import refused, signed_in
from dienhong.organisation.middleware import Desk, desk
from dienhong.organisation.powers import powers
from dienhong.record import corrections

PAGE = 30


def meeting_or_404(pk: UUID) -> Meeting:
    """Return a meeting; that there is one is no secret inside the office, its draft minutes are."""
    read = Meeting.objects.select_related("chair", "secretary", "planned_by", "body")
    row = read.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def planner(here: Desk, meeting: Meeting) -> Actor:
    """Return who acts on a planned meeting: in the right of its body, if it is a body's own."""
    return here.actor(rules.PLAN, own=meeting.body_id or "")


def may_plan(here: Desk, meeting: Meeting) -> bool:
    """Tell whether the acts on a planned meeting are open from this desk."""
    if meeting.body_id:
        return meeting.body_id in own_bodies(here)
    return here.may(rules.PLAN)


def own_bodies(here: Desk) -> list[str]:
    """Return the codes of the bodies whose meetings are planned from this desk."""
    may = here.standing.powers[rules.PLAN_OWN]
    return [code for code in here.standing.places if code in may and code in here.rights]


def reads_minutes(request: HttpRequest, meeting: Meeting) -> bool:
    """Tell whether who asks may read the minutes now."""
    here = desk(request)
    return queries.may_read_minutes(meeting, here.person, here.powers)


def check_may_record(here: Desk, meeting: Meeting) -> None:
    """Refuse the forms of the minutes to who does not write them."""
    author = here.author
    if author is None or meeting.secretary_id != author.pk:
        here.standing.check_may(powers()[rules.RECORD], here.rights)


@require_safe
@signed_in
def meetings(request: HttpRequest) -> HttpResponse:
    """Show what is coming, what waits for minutes, number or signed copy, and what was held."""
    here = desk(request)
    over = Paginator(queries.over(), PAGE).get_page(request.GET.get("trang"))
    page = {
        "coming": list(queries.coming()),
        "unfinished": list(queries.unfinished().filter(stage=Stage.HELD)),
        "without_number": list(queries.without_number()),
        "without_copy": list(queries.without_copy()),
        "over": over,
        "may_plan": here.may(rules.PLAN),
        "may_plan_own": here.may(rules.PLAN_OWN),
    }
    return render(request, "meetings/meetings.html", page)


@require_safe
@signed_in
def meeting_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one meeting: what it is for, its next step, and its minutes to who may read them."""
    meeting = meeting_or_404(pk)
    return render(request, "meetings/meeting.html", _page_of(request, meeting))


def _page_of(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    here = desk(request)
    stage = Stage(meeting.stage)
    author = here.author
    writes = author is not None and (meeting.secretary_id == author.pk or here.may(rules.RECORD))
    seen = reads_minutes(request, meeting)
    papers = {row.kind: row for row in meeting.papers.all()}
    made = corrections.of(meeting.subject) if seen else []
    return {
        "meeting": meeting,
        "occasions": list(meeting.occasions.select_related("duty")),
        "departments": list(meeting.departments.all()),
        "agenda": list(meeting.agenda.all()),
        "papers": list(papers.values()),
        "minutes_paper": papers.get("minutes"),
        "reads_minutes": seen,
        "held_already": stage in {Stage.HELD, Stage.READY, Stage.SIGNED},
        "can": {
            "plan": stage is Stage.PLANNED and may_plan(here, meeting),
            "invite": "invitation" not in papers and stage is Stage.PLANNED,
            "hold": stage is Stage.PLANNED and writes and meeting.held_on <= here.today,
            "write": stage is Stage.HELD and writes,
            "reopen": stage is Stage.READY and writes,
            "conclude": "conclusion" not in papers and seen and writes,
            "sign": here.may(rules.SIGN),
            "correct": stage in {Stage.HELD, Stage.SIGNED} and writes,
        },
        "corrections": [
            {"row": row, "pair": sides(row.before, row.after), "waits": row.decided_at is None}
            for row in made
        ],
        **(_minutes_of(meeting) if seen else {}),
    }


def _minutes_of(meeting: Meeting) -> dict[str, Any]:
    rows = list(meeting.attendance.select_related("person", "replaced_by"))
    people = ("speaker", "answerer")
    return {
        "present": [row.person.name for row in rows if row.present],
        "absent": [row for row in rows if not row.present],
        "tasks": list(meeting.tasks.select_related("owner", "department")),
        "reviews": list(meeting.reviews.select_related("task__owner")),
        "opinions": list(meeting.opinions.select_related(*people)),
        "written": any(item.record for item in meeting.agenda.all()),
    }


def _act(
    request: HttpRequest, meeting: Meeting, name: str, act: Callable[[], object], said: str
) -> HttpResponse:
    """Do one act on a meeting; show a refusal where it happened and write it down."""
    back = reverse("meetings:meeting", args=[meeting.pk])
    try:
        act()
    except Refused as refusal:
        return refused(request, refusal, act=name, subject=meeting.subject, back=back)
    messages.info(request, said)
    return redirect(back)


@require_POST
@signed_in
def invite(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make the invitation."""
    meeting = meeting_or_404(pk)
    by = planner(desk(request), meeting)
    act = partial(actions.invite, meeting, by=by)
    return _act(request, meeting, "meetings.invite", act, "Đã lập giấy mời.")


@require_POST
@signed_in
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call a meeting off."""
    meeting = meeting_or_404(pk)
    by = planner(desk(request), meeting)
    act = partial(actions.cancel, meeting, ground=request.POST.get("ground", ""), by=by)
    said = "Đã ghi không họp; việc định kỳ vẫn để mở."
    return _act(request, meeting, "meetings.cancel", act, said)


@require_POST
@signed_in
def finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call the minutes finished."""
    meeting, by = meeting_or_404(pk), desk(request).actor(rules.RECORD)
    act = partial(actions.finish, meeting, by=by)
    said = "Biên bản đã xong; in để ký, lấy số rồi ghi vào đây."
    return _act(request, meeting, "meetings.finish", act, said)


@require_POST
@signed_in
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open finished minutes again."""
    meeting, by = meeting_or_404(pk), desk(request).actor(rules.RECORD)
    act = partial(actions.reopen, meeting, by=by)
    return _act(request, meeting, "meetings.reopen", act, "Đã mở lại biên bản.")


@require_POST
@signed_in
def conclude(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make the notice of conclusions."""
    meeting, by = meeting_or_404(pk), desk(request).actor(rules.RECORD)
    act = partial(signing.conclude, meeting, by=by)
    said = "Đã lập thông báo kết luận, chờ số."
    return _act(request, meeting, "meetings.conclude", act, said)


@require_POST
@signed_in
def drop_task(request: HttpRequest, task: UUID) -> HttpResponse:
    """Take off a task that was written down by mistake."""
    row = Task.objects.select_related("meeting").filter(pk=task).first()
    if row is None:
        raise Http404
    by = desk(request).actor(rules.RECORD)
    act = partial(minutes.drop_task, row, ground=request.POST.get("ground", ""), by=by)
    return _act(request, row.meeting, "meetings.drop_task", act, "Đã bỏ nhiệm vụ.")
