"""Pages of the regulation: what is in force, and the way of a text from upload to force."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.citation import Citation, say_address
from dienhong.core.refusal import Refused
from dienhong.organisation.access import kept_initial, only, refused, signed_in
from dienhong.organisation.functions import Function
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Person
from dienhong.organisation.standing import Standing
from dienhong.regulation import actions, forms, queries, reading, rules, vocabulary
from dienhong.regulation.models import Parameter, Version

STEPS = ("Tải văn bản", "Xem cấu trúc", "Xác nhận", "Ban hành")


def _version_or_404(number: int) -> Version:
    version = Version.objects.defer("source").filter(pk=number).first()
    if version is None:
        raise Http404
    return version


def _draft_or_404(number: int) -> Version:
    version = _version_or_404(number)
    if version.stage != Version.Stage.DRAFT:
        raise Http404
    return version


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show the regulation in force today: its numbers, its clauses, and what each one drives."""
    version = queries.version_on(desk(request).today)
    return render(request, "regulation/page.html", _page_of(request, version))


@require_safe
@signed_in
def version_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show one version, in force or not; a draft only to those who prepare it."""
    version = _version_or_404(number)
    for_all = version.stage in {Version.Stage.ISSUED, Version.Stage.CARRIED}
    if not for_all and rules.PREPARE not in desk(request).powers:
        raise Http404
    return render(request, "regulation/page.html", _page_of(request, version))


def _page_of(request: HttpRequest, version: Version | None) -> dict[str, Any]:
    here = desk(request)
    may = here.may(rules.PREPARE)
    parameters = list(version.parameters.all()) if version else []
    all_versions = queries.versions()
    return {
        "version": version,
        "in_force": version is not None and _in_force(version, all_versions, here.today),
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
        "clauses": _clauses(version, parameters) if version else [],
        "versions": _with_ends(all_versions),
        "pending": sum(row.decision == Parameter.Decision.PENDING for row in parameters),
        "weaker": queries.weaker_unread(version, here.today),
        "may_read_weaker": here.may(rules.READ_WEAKER),
        "drafts": [row for row in all_versions if row.stage == Version.Stage.DRAFT] if may else [],
        "may_prepare": may,
    }


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


def _clauses(version: Version, parameters: list[Parameter]) -> list[dict[str, Any]]:
    drives: dict[str, list[Parameter]] = {}
    for row in parameters:
        if row.holds:
            drives.setdefault(row.address, []).append(row)
    return [
        {"row": row, "said": say_address(row.address), "drives": drives.get(row.address, [])}
        for row in version.provisions.all()
    ]


@only(rules.PREPARE)
def upload(request: HttpRequest) -> HttpResponse:
    """Take in a text; what cannot be read is refused, and what was pasted stays on the page."""
    if request.method == "POST":
        form = forms.UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                version = actions.upload(
                    form.cleaned_data["reading"].text,
                    name=form.cleaned_data["name"][:150],
                    file_digest=form.cleaned_data["file_digest"],
                    by=desk(request).actor(rules.PREPARE),
                )
            except Refused as refusal:
                form.add_error(None, refusal.in_full)
            else:
                for note in form.cleaned_data["reading"].notes:
                    messages.info(request, note)
                return redirect("regulation:tree", version.number)
    else:
        words = kept_initial(request)
        form = forms.UploadForm(initial=words)
    status = 422 if form.is_bound else 200
    return render(request, "regulation/upload.html", {"form": form, "steps": STEPS}, status=status)


@require_safe
@only(rules.PREPARE)
def tree(request: HttpRequest, number: int) -> HttpResponse:
    """Show the tree beside the source: every character has its place or its reason."""
    version = Version.objects.filter(pk=number).exclude(source="").first()
    if version is None:
        raise Http404
    shown = {
        "version": version,
        "steps": STEPS,
        "provisions": version.provisions.all(),
        "stretches": reading.stretches(version),
        "size": len(version.source),
    }
    return render(request, "regulation/tree.html", shown)


@only(rules.ISSUE)
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for number and days, and put the version into force."""
    version = Version.objects.filter(pk=number, stage=Version.Stage.DRAFT).first()
    if version is None:
        raise Http404
    found = reading.doubts(version)
    initial = {"number": version.decision_number, "issued_on": version.issued_on}
    initial |= kept_initial(request)
    form = forms.IssueForm(request.POST or None, initial=initial)
    if not found:
        del form.fields["doubts_seen"]
    if request.method == "POST" and form.is_valid():
        try:
            _issue(request, version, form, [doubt.source for doubt in found])
        except Refused as refusal:
            back = reverse("regulation:issue", args=[number])
            return refused(
                request, refusal, act="regulation.issue", subject=f"version:{number}", back=back
            )
        messages.info(request, "Quy chế đã ban hành.")
        return redirect("regulation:version", number)
    shown = {
        "version": version,
        "form": form,
        "steps": STEPS,
        "doubts": found,
        "union": _union(desk(request).standing),
        "heard": queries.heard(desk(request).today),
        **_waiting(version),
    }
    return render(request, "regulation/issue.html", shown, status=422 if form.errors else 200)


def _waiting(version: Version) -> dict[str, int]:
    """Return how many readings wait of what an office starts with, and of the rest."""
    rows = version.parameters.filter(decision=Parameter.Decision.PENDING)
    waiting = [vocabulary.BY_NAME[name].is_start for name in rows.values_list("name", flat=True)]
    return {"pending": sum(waiting), "later": len(waiting) - sum(waiting)}


def _union(standing: Standing) -> dict[str, Any]:
    """Return who speaks for the union today; while vacant, who acts for it and on which ground."""
    place = standing.places.get(Function.CO_ORGANISER)
    chain = [place, standing.places.get(place.through)] if place else []
    stand_in = next((each for each in chain if each and each.stand_in), None)
    return {
        "vacant": Function.CO_ORGANISER in standing.vacant,
        "people": Person.objects.filter(pk__in=standing.acting(Function.CO_ORGANISER)),
        "stand_in": standing.say([stand_in.stand_in]) if stand_in else "",
        "ground": stand_in.ground if stand_in else "",
    }


def _issue(
    request: HttpRequest, version: Version, form: forms.IssueForm, doubts: list[Citation]
) -> None:
    given = form.cleaned_data
    actions.issue(
        version,
        number=given["number"],
        issued_on=given["issued_on"],
        in_force_from=given["in_force_from"],
        origin=form.said_origin,
        doubts=doubts,
        doubts_seen=given.get("doubts_seen", False),
        by=desk(request).actor(rules.ISSUE),
    )


@require_POST
@only(rules.READ_WEAKER)
def read_weaker(request: HttpRequest, number: int) -> HttpResponse:
    """Take note that the head has read which values are weaker than the law's."""
    version = _version_or_404(number)
    actions.acknowledge_weaker(version, by=desk(request).actor(rules.READ_WEAKER))
    messages.info(request, "Đã ghi: đã đọc.")
    return redirect("regulation:page")


@require_POST
@only(rules.PREPARE)
def abandon(request: HttpRequest, number: int) -> HttpResponse:
    """Put a draft aside."""
    actions.abandon(_draft_or_404(number), by=desk(request).actor(rules.PREPARE))
    messages.info(request, "Đã bỏ bản đang nạp.")
    return redirect("regulation:page")
