"""Coming in by the province's account system, and its settings."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from dienhong.accounts import actions, brake, provider, rules
from dienhong.accounts.forms import ProofForm, ProviderForm
from dienhong.accounts.models import AccountProvider, Way
from dienhong.accounts.views.coming_in import actor, let_in, wanted
from dienhong.accounts.views.mine import account_of, check_password
from dienhong.accounts.views.others import site_address
from dienhong.core.refusal import Refused
from dienhong.organisation.access import in_person, only, public, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Account
from dienhong.organisation.rules import CHANGE_PEOPLE


def _provider_or_404() -> AccountProvider:
    found = provider.provider()
    if found is None:
        raise Http404
    return found


def _back(request: HttpRequest) -> str:
    return site_address(request, reverse("outside-back"))


def _no(request: HttpRequest, refusal: Refused) -> HttpResponse:
    status = 503 if isinstance(refusal, provider.ProviderDown) else 422
    return render(request, "accounts/key_refused.html", {"refusal": refusal}, status=status)


@never_cache
@require_safe
@public
def start(request: HttpRequest) -> HttpResponse:
    """Lead the browser to the account system.

    A link and no form: the policy of our pages lets no form lead elsewhere.
    """
    chosen = _provider_or_404()
    try:
        brake.charge_from(request, at=desk(request).at)
        return redirect(provider.set_out(request, chosen, back=_back(request), to=wanted(request)))
    except Refused as refusal:
        return _no(request, refusal)


@never_cache
@require_safe
@public
def back(request: HttpRequest) -> HttpResponse:
    """Take the account system's answer; a first one is confirmed by a password or a slip."""
    chosen = _provider_or_404()
    try:
        known, to = provider.come_back(request, chosen)
        account = provider.linked(chosen, known) or provider.named(known)
        _check_may(request, account)
    except Refused as refusal:
        return _no(request, refusal)
    brake.give_back(brake.Door.ADDRESS, brake.address(request))
    if provider.linked(chosen, known) is None:
        if not chosen.trusts_claim:
            provider.wait_for_proof(request, chosen, account, known, to)
            return redirect("outside-link")
        provider.link(account, chosen.issuer, known.subject, by=actor(request, account))
    return let_in(request, account, Way.PROVIDER, to)


def _check_may(request: HttpRequest, account: Account) -> None:
    left_on = account.person.left_on
    rules.check_may_come_in(rules.may_come_in(account.is_active, left_on, desk(request).today))


@never_cache
@public
def link(request: HttpRequest) -> HttpResponse:
    """Ask once for what only the person has, before an outside account opens the one here."""
    chosen = _provider_or_404()
    found = provider.waiting_for_proof(request, chosen)
    if found is None:
        return redirect("sign-in")
    account, subject, to = found
    form = ProofForm(account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = actor(request, account)
        try:
            _check_may(request, account)
            _prove(request, account, form.cleaned_data["proof"])
            provider.link(account, chosen.issuer, subject, by=by)
        except Refused as refusal:
            form.add_error("proof", refusal.in_full)
        else:
            provider.proved(request)
            return let_in(request, account, Way.PROVIDER, to)
    shown = {"form": form, "account": account, "label": chosen.label}
    return render(request, "accounts/outside_link.html", shown, status=422 if form.errors else 200)


def _prove(request: HttpRequest, account: Account, given: str) -> None:
    if account.has_usable_password():
        check_password(request, account, given)
        return
    brake.charge_from(request, at=desk(request).at)
    actions.spend_slip(account, given, by=actor(request, account))
    brake.give_back(brake.Door.ADDRESS, brake.address(request))


@require_POST
@signed_in
@in_person
def unlink(request: HttpRequest) -> HttpResponse:
    """Let the outside account open one's own no more."""
    provider.unlink(account_of(request), by=desk(request).actor())
    messages.info(request, "Đã bỏ nối với tài khoản của tỉnh.")
    return redirect("accounts:mine")


@only(CHANGE_PEOPLE)
@in_person
def settings(request: HttpRequest) -> HttpResponse:
    """Show and set the account system of this office."""
    chosen = provider.provider()
    form = ProviderForm(request.POST or None, initial=_initial(chosen))
    if request.method == "POST" and form.is_valid():
        by = desk(request).actor(CHANGE_PEOPLE)
        try:
            provider.set_provider(**form.cleaned_data, by=by)
        except Refused as refusal:
            form.add_error("issuer", refusal.in_full)
        else:
            messages.info(request, "Đã ghi. Bấm «Thử kết nối» để biết chắc hệ thống trả lời.")
            return redirect("accounts:provider")
    shown = {"form": form, "chosen": chosen, "back": _back(request)}
    return render(request, "accounts/provider.html", shown, status=422 if form.errors else 200)


def _initial(chosen: AccountProvider | None) -> dict[str, object]:
    if chosen is None:
        return {"claim": "preferred_username", "label": "Dùng tài khoản của tỉnh"}
    names = ("issuer", "client_id", "claim", "label", "trusts_claim")
    return {name: getattr(chosen, name) for name in names}


@require_POST
@only(CHANGE_PEOPLE)
@in_person
def test(request: HttpRequest) -> HttpResponse:
    """Ask the account system what it is, and say whether it answered as one."""
    chosen = _provider_or_404()
    try:
        described = provider.describe(chosen.issuer)
    except Refused as refusal:
        messages.warning(request, refusal.in_full)
    else:
        count = len(described.keys.keys)
        messages.info(request, f"Hệ thống tài khoản trả lời đúng; có {count} khoá ký.")
    return redirect("accounts:provider")


@require_POST
@only(CHANGE_PEOPLE)
@in_person
def end(request: HttpRequest) -> HttpResponse:
    """Let nobody come in by the account system any more."""
    provider.end_provider(by=desk(request).actor(CHANGE_PEOPLE))
    messages.info(request, "Đã ngừng dùng hệ thống tài khoản này.")
    return redirect("accounts:provider")
