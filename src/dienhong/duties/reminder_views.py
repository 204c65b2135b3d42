"""Pages of reminders: mine, those I send by hand, and who has seen them."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.duties import delivery, held_back, queries, recipients, reminding, rules
from dienhong.duties.models import Duty, Letter, Reminder
from dienhong.duties.reminder_forms import RemindForm
from dienhong.organisation.access import kept_initial, only, refused, signed_in
from dienhong.organisation.middleware import desk

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
    shown = {
        "rows": [(row, row.pk in new) for row in rows],
        "may_remind": here.may(rules.REMIND),
        "most": _MOST if len(rows) == _MOST else 0,
    }
    return render(request, "reminders/page.html", shown)


@require_safe
@only(rules.REMIND)
def others(request: HttpRequest) -> HttpResponse:
    """List the open duties of the office, so that those who answer for them may be reminded."""
    read = Count("reminders", filter=Q(reminders__seen_at__isnull=False))
    rows = queries.open_duties().annotate(told=Count("reminders"), read=read)
    return render(request, "reminders/others.html", {"duties": list(rows[:_MOST]), "most": _MOST})


@only(rules.REMIND)
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who was reminded of a duty and who has seen it; remind by hand."""
    here, row = desk(request), get_object_or_404(Duty, pk=pk)
    people = recipients.people(recipients.staff(here.today).answering(row))
    form = RemindForm(people, request.POST or None, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _reminded(request, row, form):
        messages.info(request, f"Đã nhắc {form.cleaned_data['to'].name}.")
        return redirect("reminders:duty", pk=row.pk)
    told = row.reminders.select_related("person", "sender", "letter")
    shown = {"duty": row, "form": form, "people": people, "told": list(told[:_MOST])}
    return render(request, "reminders/duty.html", shown, status=422 if form.errors else 200)


def _reminded(request: HttpRequest, row: Duty, form: RemindForm) -> bool:
    here, given = desk(request), form.cleaned_data
    assert here.author is not None
    try:
        reminding.remind(
            row,
            given["to"],
            words=given["words"],
            sender=here.author,
            by=here.actor(rules.REMIND),
        )
    except Refused as refusal:
        form.add_error(None, refusal.in_full)
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
