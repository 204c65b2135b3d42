"""Pages of one's own preferences: the address for letters, its code, how often."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.duties import outbox, preferences
from dienhong.duties.reminder_forms import AddressForm, CodeForm, ModeForm
from dienhong.organisation.access import in_person, refused, refused_in_form, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Person


def _person(request: HttpRequest) -> Person:
    person = desk(request).person
    assert person is not None
    return person


@require_safe
@signed_in
@in_person
def page(request: HttpRequest) -> HttpResponse:
    """Show the address in use, the one that waits for its code, and the choice."""
    return _show(request)


def _show(request: HttpRequest, **given: Form) -> HttpResponse:
    row = preferences.of(_person(request))
    forms: dict[str, Form] = {
        "address_form": AddressForm(),
        "code_form": CodeForm(),
        "mode_form": ModeForm(initial={"mode": row.mode}),
    }
    status = 422 if given else 200
    return render(
        request, "reminders/mail.html", {"preference": row, **forms, **given}, status=status
    )


@require_POST
@signed_in
@in_person
def ask(request: HttpRequest) -> HttpResponse:
    """Mail a code to an address."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _show(request, address_form=form)
    here = desk(request)
    try:
        letter = preferences.ask(_person(request), form.cleaned_data["address"], by=here.actor())
    except Refused as refusal:
        subject = f"person:{_person(request).pk}"
        refused_in_form(request, form, refusal, act="duties.mail", subject=subject, field="address")
        return _show(request, address_form=form)
    if outbox.send(letter, timezone.now()):
        messages.info(request, "Đã gửi mã tới địa chỉ đó. Mã dùng được trong 24 giờ.")
    else:
        messages.info(request, "Thư có mã chưa đi được, hệ thống sẽ gửi lại.")
    return redirect("reminders:mail")


@require_POST
@signed_in
@in_person
def confirm(request: HttpRequest) -> HttpResponse:
    """Take the code back."""
    form, here = CodeForm(request.POST), desk(request)
    if not form.is_valid():
        return _show(request, code_form=form)
    try:
        right = preferences.confirm(_person(request), form.cleaned_data["code"], by=here.actor())
    except Refused as refusal:
        # no code is asked for on the page any more
        subject, back = f"person:{_person(request).pk}", reverse("reminders:mail")
        return refused(request, refusal, act="duties.mail", subject=subject, back=back)
    if not right:
        form.add_error("code", "Mã chưa đúng. Soát lại từng nhóm chữ trong thư.")
        return _show(request, code_form=form)
    messages.info(request, "Đã xác nhận địa chỉ. Từ nay thư nhắc việc gửi tới đó.")
    return redirect("reminders:mail")


@require_POST
@signed_in
@in_person
def choose(request: HttpRequest) -> HttpResponse:
    """Choose how often to be written to."""
    form = ModeForm(request.POST)
    if not form.is_valid():
        return _show(request, mode_form=form)
    preferences.choose(_person(request), form.cleaned_data["mode"], by=desk(request).actor())
    messages.info(request, "Đã ghi cách gửi thư.")
    return redirect("reminders:mail")


@require_POST
@signed_in
@in_person
def end(request: HttpRequest) -> HttpResponse:
    """Forget the address."""
    preferences.end(_person(request), by=desk(request).actor())
    messages.info(request, "Đã bỏ địa chỉ thư. Trang Nhắc việc vẫn như cũ.")
    return redirect("reminders:mail")
