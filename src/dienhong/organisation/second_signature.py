"""What the pages of corrections by two persons share: who may sign, what is shown, the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from dienhong.core.acting import Actor
from dienhong.core.difference import sides
from dienhong.core.refusal import Refused
from dienhong.organisation.access import refused
from dienhong.organisation.middleware import Desk, desk
from dienhong.organisation.models import Person
from dienhong.organisation.queries import people_with
from dienhong.record.models import Correction


@dataclass(frozen=True, slots=True)
class Acts:
    """What a chapter does with the answer to its corrections, by the power to sign them.

    ``stays`` is what is said when nothing is corrected; ``code`` names the act in a refusal.
    """

    code: str
    power: str
    sign: Callable[..., object]
    decline: Callable[..., object]
    stays: str


def signers(power: str, here: Desk) -> list[Person]:
    """Return who may sign what is asked for at a desk: whoever has the power, but not the asker."""
    author = here.author.pk if here.author else None
    return [who for who in people_with(power, here.standing) if who.pk != author]


def shown(row: Correction, here: Desk) -> dict[str, Any]:
    """Return a correction as the page of its second signature shows it at a desk."""
    who = str(here.author.pk) if here.author else ""
    before, after = sides(row.before, row.after)
    return {
        "row": row,
        "before": before,
        "after": after,
        "waits": row.stage == Correction.Stage.ASKED,
        "may_sign": row.named == who,
        "own": row.asked_by == who,
    }


def answer(request: HttpRequest, row: Correction, acts: Acts, *, back: str) -> HttpResponse:
    """Take the answer of the second person: sign, decline, or take back."""
    by: Actor = desk(request).actor(acts.power)
    signs = request.POST.get("answer") == "sign"
    try:
        (acts.sign if signs else acts.decline)(row, by=by)
    except Refused as refusal:
        return refused(request, refusal, act=acts.code, subject=row.subject, back=back)
    messages.info(request, "Đã đính chính." if signs else f"Không đính chính; {acts.stays}.")
    return redirect(back)
