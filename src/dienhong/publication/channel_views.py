"""Pages of the channels: evidence, relays, reading, the table of whom it reached."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.meetings.queries import coming
from dienhong.meetings.rules import Stage as MeetingStage
from dienhong.organisation.access import kept_initial, only, refused, refused_in_form, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.queries import staff_on
from dienhong.organisation.table_files import as_file
from dienhong.publication import channels, reach, reading, relaying, rules, rules_channels
from dienhong.publication import forms_channels as forms
from dienhong.publication.models import Channel, Matter, Proof, Relay
from dienhong.publication.rules import Stage
from dienhong.publication.rules_channels import meant
from dienhong.publication.views import matter_or_404, posting_or_404
from dienhong.record import giving, previews
from dienhong.record.worker import Busy

_BUSY = 503


def _public_or_404(request: HttpRequest, pk: UUID) -> Matter:
    """Return a matter that is public now; of a withdrawn one no channel has a page."""
    matter = matter_or_404(request, pk)
    if matter.stage != Stage.PUBLISHED:
        raise Http404
    return matter


def _channel_or_404(request: HttpRequest, pk: UUID, number: int) -> Channel:
    matter = _public_or_404(request, pk)
    row = next((row for row in reach.channels_of(matter) if row.pk == number), None)
    if row is None:
        raise Http404
    return row


def _answered(
    request: HttpRequest, matter: Matter, form: django_forms.Form, act: Callable[[], object]
) -> HttpResponse | None:
    """Do the act of a form; a refusal is written down and stands on the form with its words."""
    try:
        act()
    except Refused as refusal:
        about = matter.subject
        refused_in_form(request, form, refusal, act="publication.prove", subject=about)
        return None
    return redirect("publication:matter", matter.pk)


def _page(
    request: HttpRequest, matter: Matter, forms_shown: list[dict[str, Any]], **more: Any
) -> HttpResponse:
    bad = any(each["form"].is_bound and each["form"].errors for each in forms_shown)
    page = {"matter": matter, "forms": forms_shown, **more}
    return render(request, "publication/channel.html", page, status=422 if bad else 200)


@only(rules.PUBLISH)
def channel(request: HttpRequest, pk: UUID, channel: int) -> HttpResponse:
    """Use a channel and show it: its evidence, the agenda of a meeting, a document to everyone."""
    row = _channel_or_404(request, pk, channel)
    asked = meant(row.code)
    sent = row.proofs.all() and asked.closes == rules_channels.EVERYONE
    wanted = [] if row.closed_on or sent else _forms_of(request, row)
    sent_one = next((each for each in wanted if each["form"].is_bound), None)
    if sent_one and sent_one["form"].is_valid():
        form = sent_one["form"]
        answer = _answered(request, row.matter, form, lambda: _use(request, row, form))
        if answer:
            messages.info(request, sent_one["said"])
            return answer
    return _page(request, row.matter, wanted, row=row, asked=asked, title=row.said)


def _use(request: HttpRequest, row: Channel, form: django_forms.Form) -> object:
    """Do what a form of a channel asks for."""
    by = desk(request).actor(rules.PUBLISH)
    if isinstance(form, forms.AgendaForm):
        return channels.put_on_agenda(row, form.chosen, by=by)
    if isinstance(form, forms.SendForm):
        return reading.send(row, **form.cleaned_data, by=by)
    assert isinstance(form, forms.ProofForm)
    return channels.prove(row, form.shown, by=by)


def _forms_of(request: HttpRequest, row: Channel) -> list[dict[str, Any]]:
    """Return the forms by which a channel is used; the one that was sent is bound."""
    asked, today = meant(row.code), desk(request).today
    sent = request.POST.get("act", "") if request.method == "POST" else ""

    def data(name: str) -> tuple[Any, Any]:
        return (request.POST, request.FILES) if sent == name else (None, None)

    initial = kept_initial(request)
    shown: list[dict[str, Any]] = []
    off = row.meeting is None or row.meeting.stage == MeetingStage.CANCELLED
    meetings = list(coming()) if off and asked.closes == rules_channels.MEETING else []
    if meetings:
        agenda = forms.AgendaForm(*data("agenda"), meetings=meetings, initial=initial)
        said = "Đã đưa vào chương trình họp."
        shown.append(_shown("agenda", agenda, "Đưa vào chương trình họp", said))
    if asked.takes_proof:
        told = {"told_on": today} | initial
        proof = forms.ProofForm(*data("prove"), asked=asked, initial=told)
        shown.append(_shown("prove", proof, "Ghi bằng chứng", "Đã ghi bằng chứng."))
    if asked.closes == rules_channels.EVERYONE:
        number = {"number": row.matter.decision_number} | initial
        send = forms.SendForm(*data("send"), initial=number)
        shown.append(_shown("send", send, "Gửi đến mọi người", "Đã gửi đến mọi người."))
    return shown


def _shown(name: str, form: django_forms.Form, button: str, said: str) -> dict[str, Any]:
    return {"name": name, "form": form, "button": button, "said": said}


@only(rules.PUBLISH)
def photograph(request: HttpRequest, pk: UUID, posting: int) -> HttpResponse:
    """Take in a photograph of a sheet that hangs."""
    _public_or_404(request, pk)
    row = posting_or_404(request, pk, posting)
    form = forms.PhotographForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by, upload = desk(request).actor(rules.PUBLISH), form.cleaned_data["upload"]
        answer = _answered(
            request, row.matter, form, lambda: channels.photograph(row, upload, by=by)
        )
        if answer:
            messages.info(request, "Đã nhận ảnh bảng tin.")
            return answer
    shown = _shown("photograph", form, "Nộp ảnh", "")
    return _page(request, row.matter, [shown], title=f"Ảnh bảng tin: {row.place}")


@signed_in
def relay(request: HttpRequest, pk: UUID, relay: int) -> HttpResponse:
    """Let a head confirm having the notice, and write down that the department was told."""
    matter = _public_or_404(request, pk)
    here = desk(request)
    row = _relay_or_404(matter, relay)
    headed = relaying.rooms_headed(here.author, here.today)
    if not relaying.may_relay(row, headed, may_prove=here.may(rules.PUBLISH)):
        raise Http404
    by = here.actor(rules.PUBLISH)
    if request.POST.get("act") == "receive":
        return _received(request, row)
    wanted = []
    if row.told_on is None:
        form = _told_form(request, row)
        wanted = [_shown("tell", form, "Ghi đã báo", "")]
        if form.is_bound and form.is_valid():
            given = form.cleaned_data
            told = relaying.Told(
                told_by=form.teller,
                told_on=given["told_on"],
                people=given["people"],
                how=given["how"],
            )
            answer = _answered(request, matter, form, lambda: relaying.tell(row, told, by=by))
            if answer:
                messages.info(request, "Đã ghi.")
                return answer
    return _page(request, matter, wanted, relay=row, row=row.channel, title=f"Báo đến: {row.name}")


def _relay_or_404(matter: Matter, number: int) -> Relay:
    rows = Relay.objects.select_related("channel", "department", "told_by", "received_by")
    row = rows.filter(channel__matter=matter, pk=number).first()
    if row is None:
        raise Http404
    row.channel.matter = matter
    return row


def _told_form(request: HttpRequest, row: Relay) -> forms.ToldForm:
    here = desk(request)
    people = staff_on(here.today).order_by("plain_name", "name")
    if row.department_id:
        people = people.filter(department=row.department_id)
    if request.method == "POST":
        return forms.ToldForm(request.POST, people=people)
    author = here.author
    initial = {"told_on": here.today, "told_by": str(author.pk) if author else ""}
    return forms.ToldForm(people=people, initial=initial | kept_initial(request))


def _received(request: HttpRequest, row: Relay) -> HttpResponse:
    back = reverse("publication:relay", args=[row.channel.matter_id, row.pk])
    try:
        relaying.receive(row, by=desk(request).actor(rules.PUBLISH))
    except Refused as refusal:
        subject = row.channel.matter.subject
        return refused(
            request, refusal, act="publication.receive_relay", subject=subject, back=back
        )
    messages.info(request, "Đã xác nhận nhận được.")
    return redirect(back)


@require_POST
@signed_in
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Confirm having read the version that was on the page."""
    matter = matter_or_404(request, pk)
    seen = request.POST.get("version", "")
    version = int(seen) if seen.isdecimal() and len(seen) < len("10000") else 0
    back = reverse("publication:matter", args=[pk])
    try:
        reading.confirm(matter, version=version, by=desk(request).actor())
    except Refused as refusal:
        act = "publication.confirm_reading"
        return refused(request, refusal, act=act, subject=matter.subject, back=back)
    messages.info(request, "Đã xác nhận đã đọc.")
    return redirect(back)


@only(rules.PUBLISH)
def signed_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enter the confirmations of a list signed on paper."""
    matter = _public_or_404(request, pk)
    here = desk(request)
    waiting = reading.not_confirmed(matter, here.today)
    initial = {"signed_on": here.today} | kept_initial(request)
    form = forms.ListForm(
        request.POST or None, request.FILES or None, waiting=waiting, initial=initial
    )
    if form.is_bound and form.is_valid():
        words = {key: form.cleaned_data[key] for key in ("signed_on", "scan")}
        by = here.actor(rules.PUBLISH)
        answer = _answered(
            request,
            matter,
            form,
            lambda: reading.enter_list(matter, form.chosen, **words, by=by),
        )
        if answer:
            messages.info(request, "Đã ghi danh sách ký nhận.")
            return answer
    shown = [_shown("list", form, "Ghi danh sách ký nhận", "")] if waiting else []
    return _page(request, matter, shown, title="Danh sách ký nhận trên giấy")


@require_safe
@only(rules_channels.SEE_REACH)
def reached(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show which channel reached whom; ``?chua=1`` only who has not confirmed yet."""
    matter = _public_or_404(request, pk)
    table = reach.reach(matter, desk(request).today)
    only_not_yet = request.GET.get("chua") == "1"
    page = {
        "matter": matter,
        "table": table,
        "rows": table.not_yet if only_not_yet else table.people,
        "only_not_yet": only_not_yet,
    }
    return render(request, "publication/reached.html", page)


@require_safe
@only(rules_channels.SEE_REACH)
def reached_file(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """Give out the table as XLSX or CSV."""
    matter = _public_or_404(request, pk)
    rows = reach.as_rows(reach.reach(matter, desk(request).today))
    return as_file(rows, form, name="da-den-ai", sheet="Đã đến ai")


# Files of evidence: seen by who sees the matter; lists of signatures only by who sees the table.


def _proof_or_404(request: HttpRequest, pk: UUID, number: int) -> Proof:
    matter = _public_or_404(request, pk)
    found = Proof.objects.select_related("file").filter(channel__matter=matter, pk=number).first()
    if found is None or found.file is None or found.file.erased_at is not None:
        raise Http404
    return found


@require_safe
@signed_in
def proof_file(request: HttpRequest, pk: UUID, proof: int, name: str) -> HttpResponseBase:  # noqa: ARG001 (for people's eyes)
    """Give out a file of evidence, always as a download."""
    row = _proof_or_404(request, pk, proof)
    assert row.file is not None
    return giving.original(request, row.file, row.file_name)


@require_safe
@signed_in
def proof_picture(request: HttpRequest, pk: UUID, proof: int) -> HttpResponse:
    """Give out a small picture of a file of evidence."""
    row = _proof_or_404(request, pk, proof)
    assert row.file is not None
    try:
        answer = giving.drawn(previews.thumbnail_of(row.file) or b"")
    except Busy:
        return HttpResponse(status=_BUSY, headers={"Retry-After": "5"})
    if answer is None:
        raise Http404
    return answer
