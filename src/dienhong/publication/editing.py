"""Entering a matter, and mending one that was returned."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dienhong.core.refusal import Refused
from dienhong.organisation.access import kept_initial, only
from dienhong.organisation.middleware import desk
from dienhong.organisation.queries import people_with
from dienhong.publication import actions, drafting, forms, queries, rules
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


def _edit(request: HttpRequest, matter: Matter | None) -> HttpResponse:
    here = desk(request)
    form = _matter_form(request, matter)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(form, matter, request)
        except Refused as refusal:
            form.add_error(_field_of(refusal), refusal.in_full)
            form.say_that_files_are_lost()
        else:
            messages.info(request, "Đã ghi và trình kiểm tra bí mật.")
            return redirect("publication:matter", saved.pk)
    page = {
        "form": form,
        "matter": matter,
        "no_kinds": not queries.terms_for(here.today, here.today).kinds,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "publication/edit.html", page, status=status)


def _matter_form(request: HttpRequest, matter: Matter | None) -> forms.MatterForm:
    here = desk(request)
    day = forms.read_day(request.POST.get("decided_on", "")) or here.today
    entered = drafting.entered_on(matter) if matter else here.today
    kinds = queries.terms_for(min(day, here.today), entered).kinds
    rows = matter.attachments.all() if matter else ()
    make = partial(
        forms.MatterForm,
        kinds=kinds,
        checkers=people_with(rules.CHECK, here.standing),
        attached=[(str(row.order), row.name) for row in rows],
    )
    if request.method == "POST":
        return make(request.POST, request.FILES)
    initial = _initial(matter) if matter else {}
    initial |= kept_initial(request)
    return make(initial=initial)


def _initial(matter: Matter) -> dict[str, Any]:
    return {
        "title": matter.title,
        "summary": matter.summary,
        "decision_number": matter.decision_number,
        "decided_on": matter.decided_on,
        "kind": matter.kind_source,
        "checker": str(matter.checker_id),
        "edition": matter.edition,
    }


def _save(form: forms.MatterForm, matter: Matter | None, request: HttpRequest) -> Matter:
    words = drafting.Draft(
        title=form.cleaned_data["title"],
        summary=form.cleaned_data["summary"],
        decision_number=form.cleaned_data["decision_number"],
        decided_on=form.cleaned_data["decided_on"],
        kind=form.cleaned_data["kind"],
        checker=form.checker_person,
    )
    uploads = form.cleaned_data["attachments"]
    by = desk(request).actor(rules.DRAFT)
    if matter is None:
        return actions.draft(words, uploads, by=by)
    return actions.redraft(
        matter,
        words,
        uploads,
        drop=[int(order) for order in form.cleaned_data.get("drop", [])],
        edition=form.cleaned_data["edition"] or 0,
        by=by,
    )


def _field_of(refusal: Refused) -> str | None:
    """Return the field beside which a refusal belongs, as its words tell."""
    if "tệp" in refusal.reason.lower():
        return "attachments"
    return "decided_on" if "ngày quyết định" in refusal.reason else None
