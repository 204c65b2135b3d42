"""Pages of the regulation: what is in force, and the way of a text from upload to force."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.citation import say_address
from dienhong.core.refusal import Outdated, Refused
from dienhong.organisation import two_versions
from dienhong.organisation.access import kept_initial, only, refused, signed_in
from dienhong.organisation.middleware import desk
from dienhong.regulation import actions, forms, queries, reading, rules, vocabulary
from dienhong.regulation.models import Parameter, Version

_MOST_DIGITS = 9
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
        "versions": [row for row in all_versions if row.stage == Version.Stage.ISSUED],
        "drafts": [row for row in all_versions if row.stage == Version.Stage.DRAFT] if may else [],
        "may_prepare": may,
    }


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
    drives: dict[str, list[str]] = {}
    for row in parameters:
        if row.holds:
            drives.setdefault(row.address, []).append(f"{row.label}: {row.said}")
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


@require_safe
@only(rules.PREPARE)
def readings(request: HttpRequest, number: int) -> HttpResponse:
    """Show what was read, one decision each, and where the law speaks instead."""
    version = _draft_or_404(number)
    return render(request, "regulation/readings.html", _readings_of(request, version))


def _readings_of(request: HttpRequest, version: Version) -> dict[str, Any]:
    today = desk(request).today
    rows = list(version.parameters.all())
    texts = queries.texts_at(version, [row.address for row in rows])
    decided = [row for row in rows if row.decision != Parameter.Decision.PENDING]
    return {
        "version": version,
        "steps": STEPS,
        "groups": [_group(meant, rows, texts, today) for meant in vocabulary.ALL if meant.is_start],
        "total": len(rows),
        "decided": len(decided),
    }


def _group(
    meant: vocabulary.Parameter, rows: list[Parameter], texts: dict[str, str], today: date
) -> dict[str, Any]:
    mine = [row for row in rows if row.name == meant.name]
    return {
        "meant": meant,
        "rows": [
            {
                "row": row,
                "law": reading.against_law(row, today),
                "text": texts.get(row.address, ""),
            }
            for row in mine
        ],
        "pending": [row for row in mine if row.decision == Parameter.Decision.PENDING],
        "by_law": queries.quantity(meant.name, None, today) if not meant.is_list else None,
    }


@require_POST
@only(rules.PREPARE)
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm or leave open what was read: one row, or a whole list at once."""
    version = _draft_or_404(number)
    known = {str(order) for order in version.parameters.values_list("order", flat=True)}
    orders = [int(text) for text in request.POST.getlist("order") if text in known]
    by = desk(request).actor(rules.PREPARE)
    act = actions.leave_open if request.POST.get("answer") == "open" else actions.confirm
    back = reverse("regulation:readings", args=[number])
    try:
        act(version, orders, seen=_seen(request), by=by)
    except Outdated as outdated:
        subject = f"version:{number}"
        return refused(request, outdated, act="regulation.decide", subject=subject, back=back)
    messages.info(request, "Đã để ngỏ." if act is actions.leave_open else "Đã xác nhận.")
    return redirect(f"{back}#{request.POST.get('at', '')}")


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
    version = _draft_or_404(number)
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
            actions.correct(
                version,
                order,
                value=given["value"],
                unit=given.get("unit", ""),
                because=given["because"],
                edition=given["edition"] or 0,
                by=desk(request).actor(rules.PREPARE),
            )
        except Outdated:  # decided by another in this very moment
            row.refresh_from_db()
            return _both(request, row, form)
        messages.info(request, "Đã lưu bản sửa.")
        return redirect("regulation:readings", number)
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
    return {"value": value, "unit": row.unit, "address": row.address, "because": row.because}


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
    version = _draft_or_404(number)
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
            return redirect("regulation:readings", number)
    shown = {"version": version, "meant": meant, "form": form, "steps": STEPS}
    return render(request, "regulation/enter.html", shown, status=422 if form.errors else 200)


def _enter(
    request: HttpRequest, version: Version, meant: vocabulary.Parameter, given: dict[str, Any]
) -> None:
    actions.enter(
        version,
        meant.name,
        bound=meant.bound,
        by=desk(request).actor(rules.PREPARE),
        **(given | {"edition": given["edition"] or 0}),
    )


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
            _issue(request, version, form.cleaned_data, len(found))
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
        "pending": version.parameters.filter(decision=Parameter.Decision.PENDING).count(),
    }
    return render(request, "regulation/issue.html", shown, status=422 if form.errors else 200)


def _issue(request: HttpRequest, version: Version, given: dict[str, Any], doubts: int) -> None:
    actions.issue(
        version,
        number=given["number"],
        issued_on=given["issued_on"],
        in_force_from=given["in_force_from"],
        doubts=doubts,
        doubts_seen=given.get("doubts_seen", False),
        by=desk(request).actor(rules.ISSUE),
    )


@require_POST
@only(rules.PREPARE)
def abandon(request: HttpRequest, number: int) -> HttpResponse:
    """Put a draft aside."""
    actions.abandon(_draft_or_404(number), by=desk(request).actor(rules.PREPARE))
    messages.info(request, "Đã bỏ bản đang nạp.")
    return redirect("regulation:page")
