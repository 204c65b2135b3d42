"""The doors of views: who may come in, and how a "no" is shown and written down."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from dienhong.core.citation import Citation
from dienhong.core.refusal import Refused
from dienhong.organisation import rules_sittings, two_versions
from dienhong.organisation.middleware import desk
from dienhong.organisation.powers import powers
from dienhong.record.actions import write_refusal

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
Clause = Callable[[date], Citation | None]
# Where a view says who may see it; a test over the URL table reads it.
VISIBLE_TO = "visible_to"
KEPT = "kept-form"
# Longer words than this are not kept over a lost session.
_MOST_KEPT = 60_000
_NEVER_KEPT = {"csrfmiddlewaretoken", "password", "new_password"}
_NEVER_KEPT |= {"old", "again", "proof", "code", "secret", "credential"}


def public(view: View[P]) -> View[P]:
    """Say that a page is open to everyone, signed in or not."""
    setattr(view, VISIBLE_TO, "everyone")
    return view


def signed_in(view: View[P]) -> View[P]:
    """Let in whoever is signed in; keep the words of a form whose session has ended."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if desk(request).person is None:
            return to_sign_in(request)
        return view(request, *args, **kwargs)

    setattr(inner, VISIBLE_TO, "staff")
    return inner


def in_person(view: View[P]) -> View[P]:
    """Refuse what nobody does for another while a sitting is open: accounts, sittings, keys."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        rules_sittings.check_in_person(desk(request).sitting is not None)
        return view(request, *args, **kwargs)

    return inner


def only(code: str, clause: Clause | None = None) -> Callable[[View[P]], View[P]]:
    """Let in who has the power ``code`` in this office; others read who has it.

    ``clause`` gives the provision in force on a day by which it is others', where there is one.
    """
    power = powers()[code]

    def door(view: View[P]) -> View[P]:
        @wraps(view)
        def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if desk(request).person is None:
                return to_sign_in(request)
            try:
                here = desk(request)
                source = clause(here.today) if clause and not here.may(code) else None
                here.standing.check_may(power, here.rights, source=source)
            except Refused as refusal:
                return refused(
                    request, refusal, act=code, subject="page:" + request.path_info, status=403
                )
            return view(request, *args, **kwargs)

        setattr(inner, VISIBLE_TO, code)
        return inner

    return door


def refused(  # noqa: PLR0913 (what the page of a refusal shows)
    request: HttpRequest,
    refusal: Refused,
    *,
    act: str,
    subject: str,
    back: str = "",
    ways: list[dict[str, str]] | None = None,
    status: int = 409,
) -> HttpResponse:
    """Write the refusal into the journal and show it: reason, clause, how counted, what now.

    Looking at a page is no act: a link that somebody was sent must not write in their name.
    """
    looked_only = request.method in {"GET", "HEAD"}
    by = desk(request).actor()
    entry = None if looked_only else write_refusal(act, subject[:80], refusal, by=by)
    page = {
        "refusal": refusal,
        "entry_number": entry.number if entry else None,
        "back": back or reverse("home"),
        "ways": ways or [],
    }
    return render(request, "refused.html", page, status=status)


def refused_in_form(
    request: HttpRequest,
    form: BaseForm,
    refusal: Refused,
    *,
    act: str,
    subject: str,
    field: str | None = None,
) -> None:
    """Write the refusal of what a form asks into the journal and put it on the form.

    It stands beside ``field``, or above the form where it is about no single one. The page of the
    form is then shown again, and what was typed stays in it.
    """
    entry = write_refusal(act, subject[:80], refusal, by=desk(request).actor())
    written = f"Lần này được ghi vào sổ, mục {entry.number}, không nêu lỗi của ai."
    form.add_error(field, f"{refusal.in_full} {written}")
    form.refused_by = refusal.source  # type: ignore[attr-defined]


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is; the words of a form are kept, and its page is opened again afterwards."""
    if request.method == "POST":
        _keep(request)
    wanted = urlencode({"next": _page_to_return_to(request)})
    response = redirect(f"{reverse('sign-in')}?{wanted}")
    response.status_code = 303
    return response


def _page_to_return_to(request: HttpRequest) -> str:
    """Return the page asked for; for a form the page it stood on, as its target may take no GET."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else request.path


def _keep(request: HttpRequest) -> None:
    """Keep a form's words (never its files or passwords) until the person is back."""
    sent = two_versions.chosen(request.POST)
    words = {name: sent.getlist(name) for name in sent if name not in _NEVER_KEPT}
    if sum(len(text) for texts in words.values() for text in texts) <= _MOST_KEPT:
        page = urlsplit(_page_to_return_to(request)).path
        request.session[KEPT] = {"path": page, "words": words}


def kept_words(request: HttpRequest) -> dict[str, list[str]]:
    """Return and forget the words kept for this page, if its session had ended."""
    kept = request.session.get(KEPT)
    if not kept or kept["path"] != request.path or desk(request).person is None:
        return {}
    del request.session[KEPT]
    messages.info(request, "Nội dung nhập trước khi hết phiên còn ở đây. Tệp thì phải chọn lại.")
    words: dict[str, list[str]] = kept["words"]
    return words


def kept_initial(request: HttpRequest) -> dict[str, Any]:
    """Return the words kept for this page as a form takes them; several ticks as a list."""
    kept = kept_words(request)
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in kept.items() if texts}
