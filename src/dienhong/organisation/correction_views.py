"""Pages of corrections of people and functions: which field, and what is right."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.core.plain import one_line
from dienhong.core.refusal import Refused
from dienhong.organisation import correcting, rules
from dienhong.organisation.access import kept_initial, only, refused_in_form
from dienhong.organisation.correcting import Field
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Holding, Person


class CorrectionForm(forms.Form):
    """What is right in one field, and why; ``read`` is what stood on the page."""

    read = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, field: Field, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field.shape == correcting.DAY:
            self.fields["value"] = forms.DateField(label="Ngày đúng", required=field.required)
        else:
            self.fields["value"] = forms.CharField(
                label="Nội dung đúng", max_length=field.longest, required=field.required
            )
        self.fields["ground"] = forms.CharField(
            label="Lý do, căn cứ", max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
        )

    @property
    def value(self) -> str:
        """Return what is right as it is written: one line, or an ISO day; "" for none."""
        given = self.cleaned_data["value"]
        return one_line(given) if isinstance(given, str) else given.isoformat() if given else ""


@require_safe
@only(rules.CHANGE_PEOPLE)
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what may be corrected of a person and of the functions that they hold or held."""
    person = get_object_or_404(Person, pk=pk)
    page = {
        "whose": person,
        "fields": correcting.fields_of_person(person),
        "holdings": [
            {"row": row, "fields": correcting.fields_of_holding(row)}
            for row in person.holdings.all()
        ],
    }
    return render(request, "corrections/person.html", page)


@only(rules.CHANGE_PEOPLE)
def person(request: HttpRequest, pk: UUID, field: str) -> HttpResponse:
    """Correct one field of a person."""
    row = get_object_or_404(Person, pk=pk)
    wanted = _wanted(correcting.fields_of_person(row), field)

    def act(value: str, **words: Any) -> object:
        return correcting.correct_person(row, field, value, **words)

    return _correct(request, row, wanted, act)


@only(rules.CHANGE_PEOPLE)
def holding(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Correct one field of a function held."""
    row = get_object_or_404(Holding.objects.select_related("person", "function"), pk=pk)
    wanted = _wanted(correcting.fields_of_holding(row), field)

    def act(value: str, **words: Any) -> object:
        return correcting.correct_holding(row, field, value, **words)

    return _correct(request, row.person, wanted, act, row.function.label)


def _wanted(fields: list[Field], name: str) -> Field:
    found = next((each for each in fields if each.name == name), None)
    if found is None:
        raise Http404
    return found


def _correct(
    request: HttpRequest,
    whose: Person,
    field: Field,
    act: Callable[..., object],
    function: str = "",
) -> HttpResponse:
    initial = {"value": field.value, "read": field.value} | kept_initial(request)
    form = CorrectionForm(request.POST or None, field=field, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        by = desk(request).actor(rules.CHANGE_PEOPLE)
        try:
            act(form.value, ground=given["ground"], read=given["read"], by=by)
        except Refused as refusal:
            refused_in_form(
                request, form, refusal, act="organisation.correct", subject=f"person:{whose.pk}"
            )
        else:
            messages.info(request, "Đã đính chính.")
            return redirect(reverse("organisation:correct", args=[whose.pk]))
    page = {"whose": whose, "field": field, "form": form, "function": function}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "corrections/field.html", page, status=status)
