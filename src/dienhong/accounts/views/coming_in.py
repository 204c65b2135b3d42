"""Coming in and going out."""

import posixpath
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dienhong.accounts import actions, brake, passkeys, rules, second_factor, sessions
from dienhong.accounts.forms import WAIT, CodeForm, SignInForm, SlipForm
from dienhong.accounts.models import AccountProvider, SignIn, Way
from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.organisation.access import KEPT, public
from dienhong.organisation.actions import someone
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Account
from dienhong.organisation.queries import agency, people_with_functions


@never_cache
@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; the same words for a wrong name and a wrong password."""
    form = SignInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = form.get_user()
        assert isinstance(account, Account)
        return let_in(request, account, Way.PASSWORD, wanted(request))
    shown = {
        "form": form,
        "next": wanted(request),
        "kept": KEPT in request.session,
        "personas": _personas(request),
        "provider": AccountProvider.objects.first(),
        "possible": passkeys.site(request) is not None,
    }
    return render(request, "accounts/sign_in.html", shown, status=_status(form))


def _status(form: SignInForm) -> int:
    if form.has_error("__all__", WAIT):
        return 429
    return 422 if form.errors else 200


@require_POST
@public
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Come in as one of the invented people of a demonstration, without a password."""
    account = Account.objects.filter(login=request.POST.get("login", "")).first()
    if not agency().demo or account is None:
        raise Http404
    if not rules.may_come_in(account.is_active, account.person.left_on, desk(request).today):
        raise Http404
    return come_in(request, account, Way.PERSONA, wanted(request))


@never_cache
@public
def by_slip(request: HttpRequest) -> HttpResponse:
    """Take a slip's code and the password that the person chooses."""
    form = SlipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = _named(request, form.cleaned_data["username"])
        try:
            _use_slip(request, account, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.in_full)
        else:
            assert account is not None
            account.refresh_from_db()
            return let_in(request, account, Way.SLIP, "")
    return render(
        request, "accounts/by_slip.html", {"form": form}, status=422 if form.errors else 200
    )


def _named(request: HttpRequest, login: str) -> Account | None:
    """Return the account of that name, if it may come in today."""
    account = Account.objects.filter(login=login.strip().lower()).select_related("person").first()
    if account is None:
        return None
    allowed = rules.may_come_in(account.is_active, account.person.left_on, desk(request).today)
    return account if allowed else None


def _use_slip(request: HttpRequest, account: Account | None, given: dict[str, Any]) -> None:
    at = desk(request).at
    brake.charge_from(request, at=at)
    by = actor(request, account) if account else brake.nobody(at)
    actions.use_slip(account, given["code"], given["password"], by=by)
    brake.give_back(brake.Door.ADDRESS, brake.address(request))


def actor(request: HttpRequest, account: Account) -> Actor:
    """Return the companions of an act of somebody who is about to come in."""
    here = desk(request)
    return Actor(by=someone(account.person), at=here.at, today=here.today)


def let_in(request: HttpRequest, account: Account, way: Way, to: str) -> HttpResponse:
    """Go on after the first factor: ask for the second where there is one."""
    ways, demanded = second_ways(account), second_factor.is_demanded(account, desk(request).today)
    if rules.asks_second(ways["codes"], ways["keys"], demanded):
        sessions.wait_for_second(request, account, way, to)
        return redirect("second-step")
    response = come_in(request, account, way, to)
    _lead_to_set_up(request, account)
    return response


def second_ways(account: Account) -> dict[str, bool]:
    """Return which second factors an account has."""
    return {
        "codes": second_factor.authenticator(account) is not None,
        "keys": account.passkeys.exists(),
    }


def _lead_to_set_up(request: HttpRequest, account: Account) -> None:
    """Have whoever needs a second factor set one up first, or say from when."""
    since = second_factor.demanded_from(account, desk(request).today)
    if since is None:
        return
    if since <= desk(request).today:
        request.session[sessions.SET_UP] = True
        return
    messages.warning(
        request,
        f"Từ ngày {since:%d/%m/%Y}, chức năng đang giữ phải có lớp xác nhận thứ hai: "
        "thiết lập ở trang «Đăng nhập của tôi».",
    )


def come_in(request: HttpRequest, account: Account, way: Way, to: str) -> HttpResponse:
    """Begin the session and lead to the page that was asked for, if it is one of this office."""
    sessions.begin(request, account, way)
    return redirect(to if _is_inside(to) else reverse("home"))


@never_cache
@public
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask whoever has shown the first factor for the second."""
    who = sessions.waiting(request)
    if who is None:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, who.account, form.cleaned_data["code"])
        except Refused as refusal:
            form.add_error("code", refusal.in_full)
        else:
            return come_in(request, who.account, who.way, who.to)
    possible = passkeys.site(request) is not None
    shown = {"form": form, "ways": second_ways(who.account), "possible": possible}
    return render(request, "accounts/second_step.html", shown, status=422 if form.errors else 200)


def _answer(request: HttpRequest, account: Account, code: str) -> None:
    check_second(request, account, code)
    left = account.recovery_codes.count()
    if left < rules.FEW_RECOVERY_CODES:
        messages.warning(request, f"Còn {left} mã dự phòng: in mã mới ở «Đăng nhập của tôi».")


def check_second(request: HttpRequest, account: Account, code: str) -> None:
    """Refuse a wrong code; wrong ones wait as wrong passwords do, in a count of their own."""
    at, name = desk(request).at, str(account.pk)
    brake.charge_from(request, at=at)
    wrong = brake.charge(brake.Door.SECOND, name, at=at)
    try:
        second_factor.answer(account, code, at=at)
    except Refused:
        brake.was_wrong(wrong, account, at=at)
        raise
    brake.forget(brake.Door.SECOND, name)
    brake.give_back(brake.Door.ADDRESS, brake.address(request))


def wanted(request: HttpRequest) -> str:
    """Return the page to which signing in is to lead."""
    return request.POST.get("next") or request.GET.get("next", "")


def _is_inside(to: str) -> bool:
    """Tell whether an address leads into this office and nowhere else."""
    inside_of = get_script_prefix()
    plain = posixpath.normpath(urlsplit(to).path) + "/"
    inside = to.startswith(inside_of) and plain.startswith(inside_of)
    return inside and url_has_allowed_host_and_scheme(to, None)


@require_POST
@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, on the server too."""
    SignIn.objects.filter(pk=sessions.own(request)).update(ended_at=desk(request).at)
    logout(request)
    return render(request, "accounts/signed_out.html")


def _personas(request: HttpRequest) -> list[dict[str, Any]]:
    if not agency().demo:
        return []
    return [
        {"name": p.name, "role": ", ".join(p.held) or p.position, "login": p.account.login}  # type: ignore[attr-defined]
        for p in people_with_functions(desk(request).today)
    ]
