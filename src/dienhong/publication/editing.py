"""Entering a matter, and mending one that was returned."""

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dienhong.core.refusal import Outdated, Refused
from dienhong.organisation import two_versions
from dienhong.organisation.access import kept_initial, only, signed_in
from dienhong.organisation.middleware import Desk, desk
from dienhong.organisation.queries import people_with
from dienhong.publication import (
    actions,
    drafting,
    editions,
    forms,
    plans,
    queries,
    rules,
    shapes,
    shaping,
)
from dienhong.publication.models import Matter
from dienhong.publication.views import matter_or_404


@only(rules.DRAFT)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a matter."""
    return _edit(request, None)


@only(rules.DRAFT)
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mend a matter that is not checked yet; any other is shown as it stands."""
    matter = matter_or_404(request, pk)
    if request.method != "POST" and matter.stage not in rules.MENDED_IN:
        return redirect("publication:matter", matter.pk)
    return _edit(request, matter)


@require_safe
@signed_in
def history(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show who saved what on a matter's way to publication, to those who prepare it."""
    matter, here = matter_or_404(request, pk), desk(request)
    if not queries.sees_editions(matter, here.person, here.powers):
        raise Http404
    page = {"matter": matter, "saves": editions.history(matter)}
    return render(request, "publication/editions.html", page)


def _edit(request: HttpRequest, matter: Matter | None) -> HttpResponse:
    here = desk(request)
    form = _matter_form(request, matter)
    if matter and request.method == "POST" and _is_outdated(matter, request):
        return _both(request, matter, form)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(form, matter, request)
        except Outdated:  # saved by another in this very moment
            assert matter is not None
            return _both(request, matter_or_404(request, matter.pk), form)
        except Refused as refusal:
            form.add_error(_field_of(refusal), refusal.in_full)
            form.say_that_files_are_lost()
        else:
            messages.info(request, "Đã ghi và trình kiểm tra bí mật.")
            onward = "publication:shape" if _asks_more(saved) else "publication:matter"
            return redirect(onward, saved.pk)
    page = {
        "form": form,
        "matter": matter,
        "no_kinds": not queries.terms_for(here.today, here.today).kinds,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "publication/edit.html", page, status=status)


def _asks_more(matter: Matter) -> bool:
    """Tell whether its kind takes a shape that asks for more than words and files."""
    confirmed = shaping.of_kind(matter.kind_source)
    return matter.shape != shapes.PLAIN and confirmed is not None and not matter.details


def _is_outdated(matter: Matter, request: HttpRequest) -> bool:
    sent = two_versions.chosen(request.POST)
    return matter.stage in rules.MENDED_IN and two_versions.seen(sent) != matter.edition


def _both(request: HttpRequest, matter: Matter, form: forms.MatterForm) -> HttpResponse:
    """Show what is stored beside what was typed."""
    sent = two_versions.chosen(request.POST)
    kept = {key for key, _ in _attached(matter)}
    ticked = [key for key in sent.getlist("drop") if key in kept]
    fresh = _make(matter, desk(request).today, desk(request))(initial={"drop": ticked})
    page = {
        "title": "Sửa việc chưa công khai",
        "back": request.path,
        "asked_again": ("drop",),
    }
    stored = editions.stored(matter, two_versions.seen(sent))
    return two_versions.both(request, form, stored, fresh=fresh, page=page)


def _matter_form(request: HttpRequest, matter: Matter | None) -> forms.MatterForm:
    here = desk(request)
    sent = two_versions.chosen(request.POST)
    day = forms.read_day(sent.get("decided_on", "")) or here.today
    make = _make(matter, min(day, here.today), here)
    if request.method == "POST":
        return make(sent, request.FILES)
    initial = _initial(matter) if matter else _asked_for(request)
    initial |= kept_initial(request)
    return make(initial=initial)


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """Return what the form shows first where a duty's page leads to it."""
    occasion = plans.asked_for(request.GET.get("viec", ""))
    return plans.initial_of(occasion) if occasion else {}


def _make(matter: Matter | None, decided_on: date, here: Desk) -> partial[forms.MatterForm]:
    entered = drafting.entered_on(matter) if matter else here.today
    kinds = queries.terms_for(decided_on, entered).kinds
    return partial(
        forms.MatterForm,
        kinds=kinds,
        checkers=people_with(rules.CHECK, here.standing),
        attached=_attached(matter) if matter else [],
    )


def _attached(matter: Matter) -> list[tuple[str, str]]:
    """Return the files as the form offers to drop them: by place and content, with the name.

    A tick for a file that another clerk has replaced since names nothing and drops nothing.
    """
    return [(f"{row.order}-{row.file_id[:12]}", row.name) for row in matter.attachments.all()]


def _initial(matter: Matter) -> dict[str, Any]:
    return editions.words_of(matter) | {"edition": matter.edition}


def _save(form: forms.MatterForm, matter: Matter | None, request: HttpRequest) -> Matter:
    words = drafting.Draft(
        title=form.cleaned_data["title"],
        summary=form.cleaned_data["summary"],
        decision_number=form.cleaned_data["decision_number"],
        decided_on=form.cleaned_data["decided_on"],
        kind=form.cleaned_data["kind"],
        checker=form.checker_person,
        special=form.cleaned_data["special"],
    )
    uploads = form.cleaned_data["attachments"]
    by = desk(request).actor(rules.DRAFT)
    if matter is None:
        return actions.draft(words, uploads, by=by)
    return actions.redraft(
        matter,
        words,
        uploads,
        drop=[int(key.partition("-")[0]) for key in form.cleaned_data.get("drop", [])],
        edition=form.cleaned_data["edition"] or 0,
        by=by,
    )


def _field_of(refusal: Refused) -> str | None:
    """Return the field beside which a refusal belongs, as its words tell."""
    if "tệp" in refusal.reason.lower():
        return "attachments"
    return "decided_on" if "ngày quyết định" in refusal.reason else None
