"""What the pages of the organisation share: finding a person, doing an act, saying no in place."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.organisation import rules
from dienhong.organisation.access import refused, refused_in_form
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Person


def person_or_404(pk: UUID) -> Person:
    """Return one of the staff, also one who has left."""
    person = Person.objects.select_related("department", "account").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def changer(request: HttpRequest) -> Actor:
    """Return the companions of an act on people."""
    return desk(request).actor(rules.CHANGE_PEOPLE)


def by_form(  # noqa: PLR0913 (a page with one form: what it shows, does and says)
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    name: str,
    subject: str,
    said: str,
    back: str,
    page: dict[str, Any],
    template: str = "organisation/form.html",
) -> HttpResponse:
    """Show a page with one form; do its act, or say above the form why not."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refused as refusal:
            refused_in_form(request, form, refusal, act=name, subject=subject)
        else:
            messages.info(request, said)
            return redirect(back)
    shown = {"form": form, "back": back} | page
    return render(request, template, shown, status=422 if form.is_bound and form.errors else 200)


def do(
    request: HttpRequest,
    act: Callable[[], object],
    *,
    name: str,
    subject: str,
    said: str,
    back: str,
) -> HttpResponse:
    """Do an act that a single button asks for; a refusal gets its own page."""
    try:
        act()
    except Refused as refusal:
        return refused(request, refusal, act=name, subject=subject, back=back)
    messages.info(request, said)
    return redirect(back)
