"""Confirming what was read: one page with the source and the effect, a decision at a time.

Also of an issued version, as long as something waits: an office starts with publication alone.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.citation import say_address
from dienhong.core.refusal import Outdated, Refused
from dienhong.organisation import two_versions
from dienhong.organisation.access import kept_initial, only, refused
from dienhong.organisation.middleware import desk
from dienhong.regulation import deciding, forms, queries, reading, rules, vocabulary
from dienhong.regulation.charged import charged
from dienhong.regulation.models import Parameter, Version
from dienhong.regulation.views import STEPS

_MOST_DIGITS = 9
_OPEN = (Version.Stage.DRAFT, Version.Stage.ISSUED)


def _open_or_404(number: int, *, with_text: bool = False) -> Version:
    versions = Version.objects.all() if with_text else Version.objects.defer("source")
    version = versions.filter(pk=number, stage__in=_OPEN).first()
    if version is None:
        raise Http404
    return version


@require_safe
@only(rules.PREPARE)
def readings(request: HttpRequest, number: int) -> HttpResponse:
    """Show what was read beside what the office will do by it; it opens at the first undecided."""
    version = _open_or_404(number, with_text=True)
    here = desk(request)
    labels = {code: place.label for code, place in here.standing.places.items()}
    groups = reading.groups(version, here.today, charged(version, labels))
    first = reading.first_waiting(groups)
    shown = _progress(version, groups) | {"groups": groups, "first": first}
    return render(request, "regulation/readings.html", shown)


def _progress(version: Version, groups: list[reading.Group]) -> dict[str, Any]:
    return {
        "version": version,
        "is_draft": version.stage == Version.Stage.DRAFT,
        "steps": STEPS,
        "total": sum(group.total for group in groups),
        "decided": sum(group.decided for group in groups),
        "left": sum(group.decisions for group in groups),
    }


@require_safe
@only(rules.PREPARE)
def summary(request: HttpRequest, number: int) -> HttpResponse:
    """Show what the office will do by a version: nothing that follows from it stays unsaid."""
    version = _open_or_404(number)
    today = desk(request).today
    shown = _progress(version, reading.groups(version, today))
    shown["chapters"] = reading.chapters(version, today)
    shown["may_settle"] = desk(request).may(rules.SETTLE)
    return render(request, "regulation/summary.html", shown)


@require_POST
@only(rules.PREPARE)
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm or leave open what was read: one row, or the sure items of a list at once."""
    version = _open_or_404(number)
    known = {str(order) for order in version.parameters.values_list("order", flat=True)}
    orders = [int(text) for text in request.POST.getlist("order") if text in known]
    by = desk(request).actor(rules.PREPARE)
    act = deciding.leave_open if request.POST.get("answer") == "open" else deciding.confirm
    back = reverse("regulation:readings", args=[number])
    try:
        act(version, orders, seen=_seen(request), by=by)
    except Outdated as outdated:
        subject = f"version:{number}"
        return refused(request, outdated, act="regulation.decide", subject=subject, back=back)
    messages.info(request, "Đã để ngỏ." if act is deciding.leave_open else "Đã xác nhận.")
    return _to_next(request, version)


def _to_next(request: HttpRequest, version: Version) -> HttpResponse:
    """Go on to the next reading that waits; after the last one to what follows from them all."""
    first = reading.first_waiting(reading.groups(version, desk(request).today))
    if first is None:
        return redirect("regulation:summary", version.number)
    return redirect(reverse("regulation:readings", args=[version.number]) + f"#muc-{first}")


def _seen(request: HttpRequest) -> dict[int, int]:
    """Return the edition of each row as the page showed it: "order:edition"."""
    pairs = (text.split(":") for text in request.POST.getlist("seen"))
    return {
        int(pair[0]): int(pair[1])
        for pair in pairs
        if len(pair) == 2 and all(part.isdecimal() and len(part) < _MOST_DIGITS for part in pair)  # noqa: PLR2004 (a pair)
    }


@only(rules.PREPARE)
def correct(request: HttpRequest, number: int, order: int) -> HttpResponse:
    """Put a person's reading in place of the program's."""
    version = _open_or_404(number)
    row = version.parameters.filter(order=order).first()
    if row is None:
        raise Http404
    meant = vocabulary.BY_NAME[row.name]
    initial = _words_of(row) | {"because": "", "edition": row.edition} | kept_initial(request)
    form = _reading_form(request, meant, initial=initial)
    if request.method == "POST" and two_versions.seen(form.data) != row.edition:
        return _both(request, row, form)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            deciding.correct(
                version,
                order,
                value=given["value"],
                unit=given.get("unit", ""),
                bound=given.get("bound", ""),
                because=given["because"],
                edition=given["edition"] or 0,
                by=desk(request).actor(rules.PREPARE),
            )
        except Outdated:  # decided by another in this very moment
            row.refresh_from_db()
            return _both(request, row, form)
        messages.info(request, "Đã lưu bản sửa.")
        return _to_next(request, version)
    shown = {"version": version, "row": row, "form": form, "steps": STEPS}
    return render(request, "regulation/correct.html", shown, status=422 if form.errors else 200)


def _reading_form(
    request: HttpRequest, meant: vocabulary.Parameter, **options: Any
) -> forms.ReadingForm:
    sent = two_versions.chosen(request.POST) if request.method == "POST" else None
    return forms.ReadingForm(sent, meant=meant, **options)


def _words_of(row: Parameter) -> dict[str, Any]:
    """Return what is decided of a row as its form takes it."""
    is_form = row.name == vocabulary.FORM.name
    value = str(row.value).split(",") if is_form else row.value
    return {
        "value": value,
        "unit": row.unit,
        "bound": row.bound,
        "address": row.address,
        "because": row.because,
    }


def _both(request: HttpRequest, row: Parameter, form: forms.ReadingForm) -> HttpResponse:
    """Show what is decided beside what was typed."""
    stored = two_versions.Stored(
        edition=row.edition, words=_words_of(row), by=row.decided_by, at=row.decided_at
    )
    page = {"title": row.label, "back": reverse("regulation:readings", args=[row.version_id])}
    return two_versions.both(request, form, stored, fresh=form, page=page)


@only(rules.PREPARE)
def enter(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Enter what stands in the text but was not found by the program."""
    version = _open_or_404(number)
    meant = vocabulary.BY_NAME.get(name)
    if meant is None:
        raise Http404
    row = None if meant.is_list else version.parameters.filter(name=name).first()
    if row is not None and request.method != "POST":
        raise Http404
    addresses = version.provisions.values_list("address", flat=True)
    form = _reading_form(
        request,
        meant,
        addresses=[(a, say_address(a)) for a in addresses],
        initial=kept_initial(request),
    )
    if row is not None and two_versions.seen(form.data) != row.edition:
        return _both(request, row, form)
    if request.method == "POST" and form.is_valid():
        try:
            _enter(request, version, meant, form.cleaned_data)
        except Outdated:  # entered by another in this very moment
            return _both(request, version.parameters.get(name=name), form)
        except Refused as refusal:
            form.add_error("value", refusal.in_full)
        else:
            messages.info(request, "Đã ghi thêm.")
            return _to_next(request, version)
    shown = {"version": version, "meant": meant, "form": form, "steps": STEPS}
    return render(request, "regulation/enter.html", shown, status=422 if form.errors else 200)


def _enter(
    request: HttpRequest, version: Version, meant: vocabulary.Parameter, given: dict[str, Any]
) -> None:
    said = given | {"edition": given["edition"] or 0}
    if not said["value"]:  # a duty in the clause's own words
        said["value"] = queries.texts_at(version, [said["address"]]).get(said["address"], "")
    deciding.enter(version, meant.name, by=desk(request).actor(rules.PREPARE), **said)
