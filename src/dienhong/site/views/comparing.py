"""Two versions of the office's regulation beside each other, and which running days would move."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.organisation.access import signed_in
from dienhong.organisation.middleware import Desk, desk
from dienhong.publication import moving
from dienhong.regulation import comparing, queries
from dienhong.regulation.models import Parameter, Version
from dienhong.regulation.rules import PREPARE

_MOST_DIGITS = 9
Stage = Version.Stage


@require_safe
@signed_in
def page(request: HttpRequest, number: int) -> HttpResponse:
    """Show what a version changes: against the one in force or before it, or one that is chosen."""
    here = desk(request)
    offered = [row for row in queries.versions() if _may_see(row, here)]
    second = _of(offered, number)
    others = [row for row in offered if row.number != number]
    first = _chosen(request, second, others, here)
    shown = {"second": second, "first": first, "others": others}
    if first is not None:
        shown |= _compared(first, second, here)
    return render(request, "site/compare.html", shown)


def _may_see(version: Version, here: Desk) -> bool:
    return version.stage == Stage.ISSUED or (version.stage == Stage.DRAFT and here.may(PREPARE))


def _of(offered: list[Version], number: int) -> Version:
    found = next((row for row in offered if row.number == number), None)
    if found is None:
        raise Http404
    return found


def _chosen(
    request: HttpRequest, second: Version, others: list[Version], here: Desk
) -> Version | None:
    """Return what is compared with: as asked for, else what is in force or was before it."""
    asked = request.GET.get("voi", "")
    if asked:
        if not asked.isdecimal() or len(asked) > _MOST_DIGITS:
            raise Http404
        return _of(others, int(asked))
    if second.stage == Stage.DRAFT:
        return queries.version_on(here.today)
    return queries.version_before(second)


def _compared(first: Version, second: Version, here: Desk) -> dict[str, Any]:
    before, after = (
        queries.side_of(row, f"bản {row.number}", here.today) for row in (first, second)
    )
    is_draft = second.stage == Stage.DRAFT
    pending = second.parameters.filter(decision=Parameter.Decision.PENDING).count()
    moved = (
        moving.moved_under(second, here.person, here.powers, here.today)
        if is_draft and here.person
        else []
    )
    return {
        "groups": comparing.group_by_procedure(before, after, comparing.law_on(here.today)),
        "is_draft": is_draft,
        "pending": pending if is_draft else 0,
        "moved": moved,
    }
