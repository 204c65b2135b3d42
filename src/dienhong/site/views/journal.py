"""The journal as people read it, and its export."""

import json
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dienhong.core.citation import Citation
from dienhong.hosting.backup import last
from dienhong.hosting.context import current
from dienhong.organisation.access import only, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.standing import Standing
from dienhong.publication import queries as publication
from dienhong.publication.models import Matter
from dienhong.record import queries
from dienhong.record.kinds import say_kind
from dienhong.record.models import JournalEntry
from dienhong.site.offices import say_backup
from dienhong.site.views.corrections import SEE

PAGE = 50
_MOST_DIGITS = 18  # what a database column holds
EXPORT = "record.export"
_FROM = {"paper": "từ giấy", "speech": "từ lời nói"}


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show the newest entries, and the fingerprint to compare with one on paper."""
    rows = queries.page_of_entries(_number(request.GET.get("truoc", "")), PAGE)
    older = rows[-1].number if rows and rows[-1].number > 1 else None
    matters = _matters_of(rows, request)
    shown = {
        "entries": [
            _shown(row, desk(request).standing) | {"matter": matters.get(row.subject)}
            for row in rows
        ],
        "older": older,
        "may_export": desk(request).may(EXPORT),
        "may_see_corrections": desk(request).may(SEE),
        "backup": say_backup(last(current())),
    }
    return render(request, "site/journal.html", shown)


def _matters_of(rows: list[JournalEntry], request: HttpRequest) -> dict[str, Matter]:
    """Return the matters that these entries tell of and this person may see, by subject."""
    here = desk(request)
    keys = {row.subject.partition(":")[2] for row in rows if row.subject.startswith("matter:")}
    seen = publication.visible_to(here.person, here.powers).filter(pk__in=keys)
    return {matter.subject: matter for matter in seen}


def _shown(row: JournalEntry, standing: Standing) -> dict[str, Any]:
    body = json.loads(row.body)
    for_another = body["on_behalf_name"]
    return {
        "number": row.number,
        "at": timezone.localtime(row.at),
        "clock_back_from": _moment(body["facts"].get("clock_back_from", "")),
        "said": say_kind(row.kind),
        "is_of_people": row.kind == "organisation.corrected",
        "by": for_another or body["by_name"],
        "entered_by": body["by_name"] if for_another else "",
        "recorded_from": _FROM.get(body["recorded_from"], ""),
        "acting_as": standing.say([body["acting_as"]]),
        "stands_in_as": standing.say([body["facts"].get("stands_in_as", "")]),
        "clauses": [Citation.parse(text) for text in dict.fromkeys(body["clauses"])],
        "commitment": row.commitment,
    }


def _moment(text: str) -> datetime | None:
    return timezone.localtime(datetime.fromisoformat(text)) if text else None


@require_safe
@only(EXPORT)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """Give out the whole journal as a file that can be checked without this system."""
    at = desk(request).at
    lines = queries.export_lines(current(), at=at)
    response = StreamingHttpResponse(lines, content_type="application/jsonl")
    name = f"so-ghi-{current()}-{timezone.localdate(at):%Y%m%d}.jsonl"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
