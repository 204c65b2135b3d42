"""What holds on a day, for all procedures; and values that the agency sets itself."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dienhong.core.refusal import Refused
from dienhong.organisation.access import kept_initial, only, refused_in_form, signed_in
from dienhong.organisation.functions import FunctionKind
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import LegalFunction, Roll
from dienhong.regulation import actions, forms, law, queries, reading, rules, vocabulary
from dienhong.regulation.models import Settled


@require_safe
@signed_in
def numbers(request: HttpRequest) -> HttpResponse:
    """Show every value in force on a day, with its sources, and shares as numbers of people."""
    form, day = _asked_day(request)
    people = form.cleaned_data.get("so-nguoi") if form.is_valid() else None
    version = queries.version_on(day)
    people = people or _people_of_latest_roll()
    shown = {
        "form": form,
        "day": day,
        "people": people,
        "version": version,
        "chapters": reading.chapters(version, day, people),
        "may_settle": desk(request).may(rules.SETTLE),
    }
    return render(request, "regulation/standing.html", shown)


def _asked_day(request: HttpRequest) -> tuple[forms.NumbersForm, date]:
    """Return the form of the address, and the day that it names; today where it names none."""
    today = desk(request).today
    given = request.GET if "ngay" in request.GET or "so-nguoi" in request.GET else None
    form = forms.NumbersForm(given, initial={"ngay": today})
    named = form.cleaned_data.get("ngay") if form.is_valid() else None
    return form, named or today


def _people_of_latest_roll() -> int | None:
    return Roll.objects.filter(frozen_at__isnull=False).values_list("counted", flat=True).first()


@require_safe
@signed_in
def settled(request: HttpRequest) -> HttpResponse:
    """Show what nobody sets for certain and who has to say, and what the agency has settled."""
    form, day = _asked_day(request)
    standing = queries.all_standing(queries.version_on(day), day)
    asked = [_asked(each, day) for each in standing if each.is_asked]
    shown = {
        "form": form,
        "day": day,
        "open": [each for each in asked if each["found"] is None],
        "unsure": [each for each in asked if each["found"] is not None],
        "history": [
            {"row": row, "meant": vocabulary.BY_NAME[row.name]} for row in Settled.objects.all()
        ],
        "may_settle": desk(request).may(rules.SETTLE),
    }
    return render(request, "regulation/settled.html", shown)


def _asked(standing: queries.Standing, day: date) -> dict[str, Any]:
    figures = law.parameters_on(standing.meant.name, day)
    known_to = next((row.known_to for row in figures if row.is_lapsed_on(day)), None)
    unknown_from = known_to + timedelta(days=1) if known_to else None
    return {"meant": standing.meant, "found": standing.found, "unknown_from": unknown_from}


@only(rules.SETTLE)
def settle(request: HttpRequest, name: str) -> HttpResponse:
    """Take down a value that the agency sets itself: from when, by whom, on which ground."""
    meant = vocabulary.BY_NAME.get(name)
    if meant is None or not meant.may_be_settled:
        raise Http404
    here = desk(request)
    functions = LegalFunction.objects.exclude(kind=FunctionKind.ROLE)
    initial = _figure_of_law(meant, here.today) | {"holds_from": here.today}
    form = forms.SettleForm(
        request.POST or None,
        meant=meant,
        functions=list(functions.values_list("label", flat=True)),
        initial=initial | kept_initial(request),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle(name, by=here.actor(rules.SETTLE), **form.cleaned_data)
        except Refused as refusal:
            refused_in_form(
                request, form, refusal, act="regulation.settle", subject=f"settled:{name}"
            )
        else:
            messages.info(request, "Đã ghi con số cơ quan tự định.")
            return redirect("regulation:settled")
    history = Settled.objects.filter(name=name)
    shown = {"form": form, "meant": meant, "history": history}
    return render(request, "regulation/settle.html", shown, status=422 if form.errors else 200)


def _figure_of_law(meant: vocabulary.Parameter, day: date) -> dict[str, Any]:
    """Return the law's unsure figure as the form takes it: to confirm it is to send it."""
    figure = next(iter(law.parameters_on(meant.name, day)), None)
    if figure is None:
        return {"bound": meant.bound}
    return {"value": figure.value, "unit": figure.unit, "bound": figure.bound}
