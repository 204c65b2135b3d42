"""One's own second factor: set up, recovery codes, turned off."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dienhong.accounts import second_factor, sessions
from dienhong.accounts.forms import CodeForm, PasswordAndCodeForm, PasswordForm
from dienhong.accounts.views.coming_in import check_second
from dienhong.accounts.views.mine import account_of, check_password
from dienhong.accounts.views.others import qr
from dienhong.core.refusal import Refused
from dienhong.organisation.access import in_person, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.queries import agency


@require_safe
@signed_in
@in_person
def page(request: HttpRequest) -> HttpResponse:
    """Show what comes next: to begin, to read the QR code and confirm it, or to turn it off."""
    return _page(request, None)


def _page(request: HttpRequest, form: Form | None) -> HttpResponse:
    account = account_of(request)
    status = 422 if form is not None and form.errors else 200
    if second_factor.authenticator(account):
        shown = {"form": form or PasswordAndCodeForm(account)}
        return render(request, "accounts/codes_on.html", shown, status=status)
    row = second_factor.authenticator(account, confirmed=False)
    if row is None or isinstance(form, PasswordForm):
        shown = {"form": form or PasswordForm(account)}
        return render(request, "accounts/codes_begin.html", shown, status=status)
    address = second_factor.address(row, agency().name)
    told = {"form": form or CodeForm(), "qr": qr(address), "secret": second_factor.secret(row)}
    return render(request, "accounts/codes_confirm.html", told, status=status)


@require_POST
@signed_in
@in_person
def begin(request: HttpRequest) -> HttpResponse:
    """Make a secret to be confirmed, after the password."""
    account = account_of(request)
    form = PasswordForm(account, request.POST)
    if not _proved(request, form):
        return _page(request, form)
    second_factor.begin(account)
    return redirect("accounts:codes")


def _proved(request: HttpRequest, form: Form) -> bool:
    """Tell whether password and, where the form asks for one, code are right."""
    if not form.is_valid():
        return False
    account, given, field = account_of(request), form.cleaned_data, "old"
    try:
        if "old" in form.fields:
            check_password(request, account, given["old"])
        if "code" in form.fields:
            field = "code"
            check_second(request, account, given["code"])
    except Refused as refusal:
        form.add_error(field, refusal.in_full)
        return False
    return True


@require_POST
@signed_in
@in_person
def confirm(request: HttpRequest) -> HttpResponse:
    """Turn it on with a first code, and show the recovery codes: here, and never again."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    here = desk(request)
    try:
        made = second_factor.confirm(
            account_of(request), form.cleaned_data["code"], by=here.actor()
        )
    except Refused as refusal:
        form.add_error("code", refusal.in_full)
        return _page(request, form)
    request.session.pop(sessions.SET_UP, None)
    sessions.rotate(request)
    return render(request, "accounts/recovery.html", {"codes": made})


@require_POST
@signed_in
@in_person
def turn_off(request: HttpRequest) -> HttpResponse:
    """Turn it off with password and code."""
    account, here = account_of(request), desk(request)
    form = PasswordAndCodeForm(account, request.POST)
    if not _proved(request, form):
        return _page(request, form)
    demanded = second_factor.is_demanded(account, here.today)
    second_factor.turn_off(account, by=here.actor(), demanded=demanded)
    sessions.rotate(request)
    messages.info(request, "Đã tắt lớp xác nhận thứ hai.")
    return redirect("accounts:mine")


@require_POST
@signed_in
@in_person
def renew(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes with password and code, and show them once."""
    account = account_of(request)
    form = PasswordAndCodeForm(account, request.POST)
    if not _proved(request, form):
        return _page(request, form)
    made = second_factor.renew_recovery_codes(account, by=desk(request).actor())
    return render(request, "accounts/recovery.html", {"codes": made})
