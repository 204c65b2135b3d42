"""Pages on which the regulation is read: its text with what each clause drives, and a search."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.organisation.access import signed_in
from dienhong.organisation.middleware import desk
from dienhong.regulation import clauses, forms, queries, reading, rules, searching, vocabulary
from dienhong.regulation.models import Parameter, Version


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show the regulation in force today: its text, what each clause drives, its numbers."""
    version = queries.version_on(desk(request).today)
    return _shown(request, version)


@require_safe
@signed_in
def version_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one version, in force or not; a draft only to those who prepare it."""
    version = Version.objects.defer("source").filter(pk=number).first()
    if version is None:
        raise Http404
    for_all = version.stage in {Version.Stage.ISSUED, Version.Stage.CARRIED}
    if not for_all and rules.PREPARE not in desk(request).powers:
        raise Http404
    return _shown(request, version)


def _shown(request: HttpRequest, version: Version | None) -> HttpResponse:
    """Show a version, or of it only the clauses that hold the words searched for."""
    all_versions = queries.versions()
    head = _head_of(request, version, all_versions)
    form = forms.SearchForm(request.GET or None)
    words = form.cleaned_data["tim"] if form.is_valid() else ""
    if version and words:
        found = searching.search(list(version.provisions.all()), words)
        shown = head | {"form": form, "words": words, "found": found}
        return render(request, "regulation/found.html", shown)
    parts = _parts_of(request, version, all_versions)
    status = 422 if form.errors else 200
    return render(request, "regulation/page.html", head | parts | {"form": form}, status=status)


def _head_of(
    request: HttpRequest, version: Version | None, all_versions: list[Version]
) -> dict[str, Any]:
    today = desk(request).today
    in_force = version is not None and _in_force(version, all_versions, today)
    return {"version": version, "in_force": in_force, "today": today}


def _parts_of(
    request: HttpRequest, version: Version | None, all_versions: list[Version]
) -> dict[str, Any]:
    here = desk(request)
    may = here.may(rules.PREPARE)
    parameters = list(version.parameters.all()) if version else []
    versions = _with_ends(all_versions)
    return {
        "text": _text(version, parameters, here.today, with_doubts=may) if version else None,
        "numbers": [
            _number(name, version, here.today) for name in (vocabulary.TERM, vocabulary.RUN)
        ],
        "kinds": queries.items(vocabulary.KIND.name, version, here.today),
        "forms": [
            {
                "said": vocabulary.say_channels(item.value),
                "source": item.source,
                "by_law": item.by_law,
            }
            for item in queries.items(vocabulary.FORM.name, version, here.today)
        ],
        "versions": versions,
        "last_day": next((each["until"] for each in versions if each["row"] == version), None),
        "pending": sum(row.decision == Parameter.Decision.PENDING for row in parameters),
        "weaker": queries.weaker_unread(version, here.today),
        "may_read_weaker": here.may(rules.READ_WEAKER),
        "drafts": [row for row in all_versions if row.stage == Version.Stage.DRAFT] if may else [],
        "may_prepare": may,
    }


def _text(
    version: Version, parameters: list[Parameter], today: date, *, with_doubts: bool
) -> clauses.Text:
    """Return the text to read; doubts are for those who can mend it by a further version.

    Only for them the whole source is read again: 20 to 40 milliseconds for a usual regulation.
    """
    doubts = reading.doubts(version) if with_doubts else []
    return clauses.read(version, list(version.provisions.all()), parameters, doubts, today)


def _with_ends(rows: list[Version]) -> list[dict[str, Any]]:
    """Return the issued versions, newest first, each with its last day: the eve of the next."""
    issued = [row for row in rows if row.stage == Version.Stage.ISSUED and row.in_force_from]
    issued.sort(key=lambda row: row.in_force_from or date.min, reverse=True)
    begins = [row.in_force_from for row in issued if row.in_force_from]
    ends = [None, *(begin - timedelta(days=1) for begin in begins)]
    return [{"row": row, "until": end} for row, end in zip(issued, ends, strict=False)]


def _in_force(version: Version, rows: list[Version], today: date) -> bool:
    begun = [
        r
        for r in rows
        if r.stage == Version.Stage.ISSUED and r.in_force_from and r.in_force_from <= today
    ]
    newest = max(begun, key=lambda r: r.in_force_from or today, default=None)
    return newest is not None and newest.number == version.number


def _number(meant: vocabulary.Parameter, version: Version | None, day: date) -> dict[str, Any]:
    found = queries.quantity(meant.name, version, day)
    return {"label": meant.label, "meaning": meant.meaning, "found": found}
