"""One's own account: the password, and where one is signed in."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dienhong.accounts import actions, brake, rules, second_factor, sessions
from dienhong.accounts.forms import ChangePasswordForm
from dienhong.accounts.models import OutsideIdentity
from dienhong.core.refusal import Refused
from dienhong.organisation.access import in_person, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Account


def account_of(request: HttpRequest) -> Account:
    """Return the account of whoever is signed in."""
    user = request.user
    assert isinstance(user, Account)
    return user


@require_safe
@signed_in
@in_person
def page(request: HttpRequest) -> HttpResponse:
    """Show how one signs in, and where one is signed in."""
    account = account_of(request)
    is_open, over = sessions.listed(account, at=desk(request).at)
    shown = {
        "account": account,
        "has_password": account.has_usable_password(),
        "open": is_open,
        "over": over,
        "own": sessions.own(request),
        "kept_days": rules.SIGN_INS_KEPT.days,
        "has_codes": second_factor.authenticator(account) is not None,
        "keys": list(account.passkeys.all()),
        "outside": OutsideIdentity.objects.filter(account=account).first(),
        "set_up_first": sessions.SET_UP in request.session,
    }
    return render(request, "accounts/mine.html", shown)


@signed_in
@in_person
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; every other session ends."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, form.cleaned_data["old"], form.cleaned_data["password"])
        except Refused as refusal:
            form.add_error("old", refusal.in_full)
        else:
            messages.info(request, "Đã đổi mật khẩu. Các phiên khác đã kết thúc.")
            return redirect("accounts:mine")
    return render(
        request, "accounts/password.html", {"form": form}, status=422 if form.errors else 200
    )


def _change(request: HttpRequest, old: str, new: str) -> None:
    account, here = account_of(request), desk(request)
    check_password(request, account, old)
    actions.change_password(account, old, new, by=here.actor(), but=sessions.own(request))
    account.refresh_from_db()
    update_session_auth_hash(request, account)
    sessions.note_key(request)


def check_password(request: HttpRequest, account: Account, given: str) -> None:
    """Refuse a wrong password; tries here count as those at the door do."""
    at = desk(request).at
    wrong = brake.charge_password(account.login, request, at=at)
    right = account.check_password(given)
    if not right:
        brake.was_wrong(wrong, account, at=at)
    rules.check_old_password(right)
    brake.forget(brake.Door.PASSWORD, account.login)
    brake.give_back(brake.Door.ADDRESS, brake.address(request))


@require_POST
@signed_in
@in_person
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions; another's is as if it were not there."""
    sessions.end(account_of(request), at=desk(request).at, only=pk)
    messages.info(request, "Đã kết thúc phiên đó.")
    return redirect("accounts:mine")


@require_POST
@signed_in
@in_person
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    sessions.end(account_of(request), at=desk(request).at, but=sessions.own(request))
    messages.info(request, "Đã kết thúc các phiên khác.")
    return redirect("accounts:mine")
