"""Coming in and going out."""

import posixpath
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dienhong.core.acting import Actor
from dienhong.organisation import rules
from dienhong.organisation.access import KEPT, public
from dienhong.organisation.actions import someone
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Account
from dienhong.organisation.queries import agency, people_with_functions
from dienhong.record.actions import write_entry


class SignInForm(AuthenticationForm):
    """Name and password; a person who has left is answered as a wrong password is."""

    def confirm_login_allowed(self, user: Account) -> None:
        """Keep out who is no longer one of the staff."""
        super().confirm_login_allowed(user)
        assert self.request is not None
        if rules.has_left(user.person.left_on, desk(self.request).today):
            raise self.get_invalid_login_error()


@never_cache
@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; the same words for a wrong name and a wrong password."""
    form = SignInForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = form.get_user()
        assert isinstance(account, Account)
        return _come_in(request, account)
    shown = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "kept": KEPT in request.session,
        "personas": _personas(request),
    }
    return render(request, "registration/sign_in.html", shown, status=422 if form.errors else 200)


@require_POST
@public
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Come in as one of the invented people of a demonstration, without a password."""
    account = Account.objects.filter(login=request.POST.get("login", "")).first()
    if not agency().demo or account is None:
        raise Http404
    if rules.has_left(account.person.left_on, desk(request).today):
        raise Http404
    account.backend = settings.AUTHENTICATION_BACKENDS[0]
    return _come_in(request, account)


def _come_in(request: HttpRequest, account: Account) -> HttpResponse:
    here = desk(request)
    with transaction.atomic():
        login(request, account)
        by = Actor(by=someone(account.person), at=here.at, today=here.today)
        write_entry("organisation.signed_in", f"person:{account.person_id}", by=by)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return redirect(wanted if _is_inside(wanted) else reverse("home"))


def _is_inside(wanted: str) -> bool:
    """Tell whether an address leads into this office and nowhere else."""
    office = get_script_prefix()
    plain = posixpath.normpath(urlsplit(wanted).path) + "/"
    inside = wanted.startswith(office) and plain.startswith(office)
    return inside and url_has_allowed_host_and_scheme(wanted, None)


@require_POST
@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return render(request, "signed_out.html")


def _personas(request: HttpRequest) -> list[dict[str, Any]]:
    if not agency().demo:
        return []
    return [
        {"name": p.name, "role": ", ".join(p.held) or p.position, "login": p.account.login}  # type: ignore[attr-defined]
        for p in people_with_functions(desk(request).today)
    ]
