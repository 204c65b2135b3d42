"""Passkeys at the door and in one's own account. What the script asks for is JSON, no page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dienhong.accounts import brake, passkeys, rules, second_factor, sessions
from dienhong.accounts.forms import KeyForm
from dienhong.accounts.models import Way
from dienhong.accounts.views.coming_in import come_in, wanted
from dienhong.accounts.views.mine import account_of, check_password
from dienhong.core.refusal import Refused
from dienhong.organisation.access import in_person, public, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.queries import agency

_LONGEST_ANSWER = 20_000


def _answer(request: HttpRequest) -> str:
    return request.POST.get("credential", "")[:_LONGEST_ANSWER]


def _json(options: str) -> HttpResponse:
    return HttpResponse(options, content_type="application/json")


def _no(refusal: Refused) -> HttpResponse:
    return JsonResponse({"refused": refusal.in_full}, status=422)


@never_cache
@require_POST
@public
def question(request: HttpRequest) -> HttpResponse:
    """Ask a visitor's browser to sign with a key: of whoever has shown the password, or of any."""
    who = sessions.waiting(request) if request.POST.get("second") else None
    try:
        brake.charge_from(request, at=desk(request).at)
        return _json(passkeys.ask_who(request, who.account if who else None))
    except Refused as refusal:
        return _no(refusal)


@never_cache
@require_POST
@public
def come(request: HttpRequest) -> HttpResponse:
    """Come in with a key alone: it stands for having the device and for knowing its lock."""
    try:
        account = passkeys.recognise(request, _answer(request), purpose=passkeys.COME_IN)
        allowed = rules.may_come_in(account.is_active, account.person.left_on, desk(request).today)
        rules.check_may_come_in(allowed)
    except Refused as refusal:
        return _refuse(request, refusal)
    brake.give_back(brake.Door.ADDRESS, brake.address(request))
    return come_in(request, account, Way.PASSKEY, wanted(request))


@never_cache
@require_POST
@public
def second(request: HttpRequest) -> HttpResponse:
    """Show a key as the second factor, after the password."""
    who = sessions.waiting(request)
    if who is None:
        return redirect("sign-in")
    try:
        account = passkeys.recognise(request, _answer(request), purpose=passkeys.SECOND)
        rules.check_same_person(account == who.account)
    except Refused as refusal:
        return _refuse(request, refusal)
    brake.give_back(brake.Door.ADDRESS, brake.address(request))
    return come_in(request, account, who.way, who.to)


def _refuse(request: HttpRequest, refusal: Refused) -> HttpResponse:
    return render(request, "accounts/key_refused.html", {"refusal": refusal}, status=422)


@never_cache
@signed_in
@in_person
def add(request: HttpRequest) -> HttpResponse:
    """Ask for a name and the password, and then keep the key that the browser made."""
    account = account_of(request)
    if request.method == "POST":
        passkeys.add(request, account, _answer(request), by=desk(request).actor())
        request.session.pop(sessions.SET_UP, None)
        sessions.rotate(request)
        messages.info(request, "Đã thêm khoá. Lần sau vào được bằng khoá, không cần mật khẩu.")
        return redirect("accounts:mine")
    shown = {"form": KeyForm(account), "possible": passkeys.site(request) is not None}
    return render(request, "accounts/key_add.html", shown)


@never_cache
@require_POST
@signed_in
@in_person
def add_question(request: HttpRequest) -> HttpResponse:
    """Give the browser what to make a key with, once the password was right."""
    account = account_of(request)
    form = KeyForm(account, request.POST)
    if not form.is_valid():
        said = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return JsonResponse({"refused": said}, status=422)
    try:
        if "old" in form.fields:
            check_password(request, account, form.cleaned_data["old"])
        name = form.cleaned_data["name"]
        return _json(passkeys.ask_to_add(request, account, name, agency().name))
    except Refused as refusal:
        return _no(refusal)


@require_POST
@signed_in
@in_person
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of one's own keys away; another's is as if it were not there."""
    account, here = account_of(request), desk(request)
    key = account.passkeys.filter(pk=pk).first()
    if key is None:
        raise Http404
    alone = second_factor.authenticator(account) is None
    needed = alone and second_factor.is_demanded(account, here.today)
    passkeys.remove(key, by=here.actor(), needed=needed)
    sessions.rotate(request)
    messages.info(request, "Đã xoá khoá khỏi văn phòng này. Trên điện thoại thì xoá riêng.")
    return redirect("accounts:mine")
