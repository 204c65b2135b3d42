"""Pages of reminders: mine, those I send by hand, and who has seen them."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.duties import (
    boards,
    delivery,
    held_back,
    inviting,
    queries,
    recipients,
    reminding,
    rules,
    urging,
)
from dienhong.duties.models import Duty, Letter, Reminder
from dienhong.duties.reminder_forms import RemindForm
from dienhong.organisation.access import kept_initial, only, refused, refused_in_form, signed_in
from dienhong.organisation.middleware import Desk, desk

_MOST = 100


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show what this person was reminded of, the newest first; what is shown has been read."""
    here = desk(request)
    assert here.person is not None
    mine = Reminder.objects.filter(person=here.person, ended="").select_related("duty", "sender")
    rows = list(mine[:_MOST])
    new = {row.pk for row in rows if row.seen_at is None}
    if request.method == "GET" and new:
        reminding.mark_seen(new, at=here.at)
    invited = inviting.known(here.person, rows, here.today)
    shown = {
        "rows": [(row, row.pk in new, invited.get(row.pk)) for row in rows],
        "may_remind": here.may(rules.REMIND),
        "most": _MOST if len(rows) == _MOST else 0,
    }
    return render(request, "reminders/page.html", shown)


@require_safe
@only(rules.REMIND, urging.clause)
def others(request: HttpRequest) -> HttpResponse:
    """List the open duties whose people this person may urge: the office's, or a department's."""
    here = desk(request)
    read = Count("reminders", filter=Q(reminders__seen_at__isnull=False))
    rows = list(queries.open_duties().annotate(told=Count("reminders"), read=read))
    reach, names = _reach(here), _titles(here)
    near = [row for row in rows if reach.everybody or reach.of(row)][:_MOST]
    shown = {
        "duties": [(row, names(row)) for row in near],
        "most": _MOST,
        "grounds": urging.grounds(here.today),
    }
    return render(request, "reminders/others.html", shown)


@only(rules.REMIND, urging.clause)
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who was reminded of a duty and who has seen it; remind by hand."""
    here, row = desk(request), get_object_or_404(Duty, pk=pk)
    reach = _reach(here)
    people = recipients.people(reach.of(row))
    try:
        source = None if reach.everybody or people else urging.clause(here.today)
        rules.check_within_reach(near=reach.everybody or bool(people), source=source)
    except Refused as refusal:
        back = reverse("reminders:others")
        return refused(
            request, refusal, act="duties.remind", subject=row.subject, back=back, status=403
        )
    form = RemindForm(people, request.POST or None, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _reminded(request, row, form):
        messages.info(request, f"Đã nhắc {form.cleaned_data['to'].name}.")
        return redirect("reminders:duty", pk=row.pk)
    told = row.reminders.select_related("person", "sender", "letter")
    shown = {
        "duty": row,
        "title": _titles(here)(row),
        "form": form,
        "people": people,
        "told": list(told[:_MOST]),
        "grounds": urging.grounds(here.today),
    }
    return render(request, "reminders/duty.html", shown, status=422 if form.errors else 200)


def _reach(here: Desk) -> urging.Reach:
    assert here.author is not None
    return urging.reach(here.author, here.today, everybody=here.may(rules.FOLLOW_UP))


def _titles(here: Desk) -> Callable[[Duty], str]:
    """Return how duties are called for this person: another's matter by what is to do in it."""
    assert here.person is not None
    if rules.FOLLOW_UP in here.powers:
        return lambda row: row.title
    own = set(queries.of(here.person, here.functions).values_list("pk", flat=True))
    return lambda row: row.title if boards.may_read_title(row, own) else row.verb


def _reminded(request: HttpRequest, row: Duty, form: RemindForm) -> bool:
    here, given = desk(request), form.cleaned_data
    assert here.author is not None
    try:
        reminding.remind(
            row,
            given["to"],
            words=given["words"],
            sender=here.author,
            by=here.actor(rules.FOLLOW_UP if here.may(rules.FOLLOW_UP) else rules.REMIND),
        )
    except Refused as refusal:
        refused_in_form(request, form, refusal, act="duties.remind", subject=row.subject)
        return False
    return True


@require_safe
@only(rules.FOLLOW_UP)
def post(request: HttpRequest) -> HttpResponse:
    """Tell where the office's letters go, and how far they have come."""
    states = Letter.objects.values_list("state").annotate(number=Count("pk"))
    counted = {Letter.State(state).label: number for state, number in states.order_by("state")}
    faults = Letter.objects.exclude(fault="").select_related("person").order_by("-made_at")
    shown = {
        "folder": delivery.folder() if delivery.is_folder() else "",
        "host": delivery.host(),
        "sender": delivery.sender(),
        "held_since": held_back.since(),
        "counted": counted,
        "faults": list(faults[:20]),
    }
    return render(request, "reminders/post.html", shown)


@require_POST
@only(rules.FOLLOW_UP)
def release(request: HttpRequest) -> HttpResponse:
    """Let the letters of a restored office leave again, those that wait too or not."""
    by, sends = desk(request).actor(rules.FOLLOW_UP), request.POST.get("waiting") == "send"
    try:
        number = held_back.release(send_waiting=sends, by=by)
    except Refused as refusal:
        back = reverse("reminders:post")
        return refused(request, refusal, act="duties.release", subject="agency:1", back=back)
    what = "sẽ gửi ở lượt quét tới" if sends else "đã bỏ, không gửi"
    messages.info(request, f"Thư được gửi lại từ nay; {number} thư đang chờ {what}.")
    return redirect("reminders:post")
