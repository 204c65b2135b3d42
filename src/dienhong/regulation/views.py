"""Pages of the regulation: what is in force, and the way of a text from upload to force."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.citation import Citation
from dienhong.core.refusal import Refused
from dienhong.organisation.access import kept_initial, only, refused, refused_in_form
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
                refused_in_form(
                    request, form, refusal, act="regulation.upload", subject="regulation"
                )
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
        "header": reading.header(version),
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
        "bases": reading.bases(version, version.issued_on or desk(request).today),
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
