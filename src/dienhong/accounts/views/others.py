"""What administration does for the accounts of others: slips, the brake, their sessions."""

from collections.abc import Iterable
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from dienhong.accounts import actions, brake, queries, rules, second_factor, sessions
from dienhong.accounts.forms import PolicyForm
from dienhong.accounts.models import SignInPolicy
from dienhong.organisation.access import in_person, kept_initial, only
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Account
from dienhong.organisation.rules import CHANGE_PEOPLE


def account_or_404(request: HttpRequest, pk: UUID) -> Account:
    """Return the account of one of the staff."""
    account = queries.of_person(pk, desk(request).today)
    if account is None:
        raise Http404
    return account


@require_safe
@only(CHANGE_PEOPLE)
@in_person
def people(request: HttpRequest) -> HttpResponse:
    """Show whose account has no password yet, has a slip, or has to wait."""
    here = desk(request)
    shown = {
        "standings": queries.standings(here.today, here.at),
        "without": _without(request).count(),
    }
    return render(request, "accounts/people.html", shown)


@require_safe
@only(CHANGE_PEOPLE)
@in_person
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show how one account stands, and what can be done for its person."""
    here = desk(request)
    account = account_or_404(request, pk)
    shown = {
        "whose": account.person,
        "standing": queries.standing(account, here.today, here.at),
        "days": rules.SLIP_DAYS,
        "oneself": account.person == here.person,
        "has_second": second_factor.there_is_one(account),
    }
    return render(request, "accounts/person.html", shown)


@require_POST
@only(CHANGE_PEOPLE)
@in_person
def slips(request: HttpRequest) -> HttpResponse:
    """Print slips for everybody who has no way in."""
    return _printed(request, _without(request))


def _without(request: HttpRequest) -> QuerySet[Account]:
    """Return who has no way in; not whoever asks, who came in some way."""
    here = desk(request)
    return queries.without_a_way_in(here.today).exclude(person=here.person)


@require_POST
@only(CHANGE_PEOPLE)
@in_person
def slip(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Print a slip for one person, whose password and sessions end."""
    return _printed(request, [account_or_404(request, pk)])


def _printed(request: HttpRequest, accounts: Iterable[Account]) -> HttpResponse:
    """Answer with the sheets themselves: the codes stand nowhere else, and never again."""
    by = desk(request).actor(CHANGE_PEOPLE)
    address = site_address(request, reverse("slip-sign-in"))
    shown = {
        "slips": actions.make_slips(accounts, by=by),
        "address": address,
        "qr": qr(address),
        "days": rules.SLIP_DAYS,
    }
    return render(request, "accounts/slips.html", shown)


def site_address(request: HttpRequest, path: str) -> str:
    """Return a path with the address by which people reach the server."""
    server = settings.DIENHONG_ADDRESS
    return f"{server}{path}" if server else request.build_absolute_uri(path)


def qr(payload: str) -> SafeString:
    """Return a QR code as SVG, for the page itself."""
    drawn = segno.make(payload, error="m", micro=False)
    svg: str = drawn.svg_inline(border=2, svgclass="qr", lineclass=None, omitsize=True)
    return mark_safe(svg)  # noqa: S308 (drawn by segno, payload is only dots)


@require_POST
@only(CHANGE_PEOPLE)
@in_person
def cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make somebody's slip worthless."""
    actions.cancel_slip(account_or_404(request, pk), by=desk(request).actor(CHANGE_PEOPLE))
    messages.info(request, "Đã huỷ phiếu đăng nhập.")
    return redirect("accounts:person", pk)


@require_POST
@only(CHANGE_PEOPLE)
@in_person
def lift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody who has to wait try again at once."""
    brake.lift(account_or_404(request, pk), by=desk(request).actor(CHANGE_PEOPLE))
    messages.info(request, "Đã gỡ khoá. Người đó thử lại được ngay.")
    return redirect("accounts:person", pk)


@require_POST
@only(CHANGE_PEOPLE)
@in_person
def reset_second(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take the second factor of a lost phone away, its person standing there."""
    account = account_or_404(request, pk)
    second_factor.reset(account, by=desk(request).actor(CHANGE_PEOPLE))
    messages.info(request, "Đã xoá lớp xác nhận thứ hai. Người đó được báo khi đăng nhập.")
    return redirect("accounts:person", pk)


@only(CHANGE_PEOPLE)
@in_person
def policy(request: HttpRequest) -> HttpResponse:
    """Show of whom a second factor is demanded, and demand it of one more function."""
    here = desk(request)
    form = PolicyForm(request.POST or None, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        second_factor.demand(
            given["function"],
            demanded_from=given["demanded_from"],
            basis=given["basis"],
            by=here.actor(CHANGE_PEOPLE),
        )
        messages.info(request, "Đã ghi. Áp dụng từ lần đăng nhập sau của người giữ chức năng.")
        return redirect("accounts:policy")
    shown = {"form": form, "rows": SignInPolicy.objects.select_related("function")}
    return render(request, "accounts/policy.html", shown, status=422 if form.errors else 200)


@require_POST
@only(CHANGE_PEOPLE)
@in_person
def end_policy(request: HttpRequest, function: str) -> HttpResponse:
    """Demand a second factor of a function's holder no more."""
    second_factor.demand_no_more(function, by=desk(request).actor(CHANGE_PEOPLE))
    messages.info(request, "Đã ghi thôi đòi lớp xác nhận thứ hai.")
    return redirect("accounts:policy")


@require_POST
@only(CHANGE_PEOPLE)
@in_person
def end_sessions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End all sessions of somebody."""
    account = account_or_404(request, pk)
    count = sessions.end_all_of(account, by=desk(request).actor(CHANGE_PEOPLE))
    messages.info(request, f"Đã kết thúc {count} phiên của {account.person.name}.")
    return redirect("accounts:person", pk)
