"""What the regulation charges each with, clause by clause, and the register of the responsible."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.duties import charges, rules
from dienhong.duties import queries as duties
from dienhong.organisation.access import refused, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.views.acting import person_or_404
from dienhong.regulation import queries as regulation


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Show a person what the regulation charges them with, and what of it waits now."""
    here = desk(request)
    assert here.author is not None
    version = regulation.version_on(here.today)
    owed = list(duties.of(here.author, here.rights)) if version else []
    shown = {
        "version": version,
        "charges": charges.of(here.author, version, here.standing, owed),
        "may_follow_up": here.may(rules.FOLLOW_UP),
    }
    return render(request, "duties/asked.html", shown)


@require_safe
@signed_in
def of_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what the regulation charges a colleague with, without what waits for them."""
    here, who = desk(request), person_or_404(pk)
    version = regulation.version_on(here.today) if who.left_on is None else None
    shown: dict[str, Any] = {
        "who": who,
        "version": version,
        "charges": charges.of(who, version, here.standing),
    }
    return render(request, "duties/asked_of.html", shown)


@require_POST
@signed_in
def take_on(request: HttpRequest, function: str) -> HttpResponse:
    """Write down that a part was read."""
    back, by = reverse("duties:asked"), desk(request).actor(own=function)
    seen = request.POST.get("version", "")
    try:
        charges.take_on(function, seen=int(seen) if seen.isdecimal() else 0, by=by)
    except Refused as refusal:
        subject = f"person:{by.author.id}"
        return refused(request, refusal, act="duties.take_on", subject=subject, back=back)
    messages.info(request, "Đã ghi.")
    return redirect(back)


@require_safe
@signed_in
def register(request: HttpRequest) -> HttpResponse:
    """Show who is responsible for carrying the regulation out; who has not read it, to some."""
    here = desk(request)
    version = regulation.version_on(here.today)
    shown = {
        "version": version,
        "rows": charges.register(version, here.standing, here.today) if version else [],
        "may_follow_up": here.may(rules.FOLLOW_UP),
    }
    return render(request, "duties/responsible.html", shown)
