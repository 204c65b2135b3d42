"""Adding a person with an account, giving and ending functions, a new password."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dienhong.core.refusal import Refused
from dienhong.organisation import actions, queries, rules
from dienhong.organisation.access import kept_initial, only, refused, refused_in_form
from dienhong.organisation.forms import CATEGORIES, NO_CATEGORY, OneLineField
from dienhong.organisation.functions import FunctionKind
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Holding, LegalFunction, Person
from dienhong.site import bodies

NO_FUNCTION = ("", "Không giữ chức năng nào")


class PersonForm(forms.Form):
    """A new person with an account."""

    name = forms.CharField(label="Họ và tên", max_length=100)
    position = forms.CharField(label="Chức danh", max_length=150, required=False)
    department = forms.CharField(label="Phòng", max_length=150, required=False)
    category = forms.ChoiceField(label="Loại", required=False, choices=[NO_CATEGORY, *CATEGORIES])
    staff_code = OneLineField(label="Mã cán bộ", max_length=30, required=False)
    login = forms.RegexField(
        label="Tên đăng nhập",
        regex=r"^[A-Za-z0-9._-]{2,60}$",
        help_text="Chữ không dấu, chữ số, dấu chấm; từ 2 ký tự.",
        error_messages={
            "invalid": "Chỉ dùng chữ không dấu, chữ số, dấu chấm, gạch nối, từ 2 ký tự."
        },
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    function = forms.ChoiceField(
        label="Chức năng giữ từ hôm nay",
        required=False,
        choices=lambda: [NO_FUNCTION, *_held_in_person()],
    )


def _held_in_person() -> list[tuple[str, str]]:
    """Return the functions that persons hold; a part in a procedure is played by a function."""
    rows = LegalFunction.objects.exclude(kind=FunctionKind.ROLE)
    return [(row.code, row.label) for row in rows]


@only(rules.CHANGE_PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    form = PersonForm(request.POST or None, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            _add(form.cleaned_data, request)
        except Refused as refusal:
            refused_in_form(
                request, form, refusal, act="organisation.add_person", subject="agency:1"
            )
        else:
            messages.info(request, "Đã thêm người. In phiếu đăng nhập để người đó tự đặt mật khẩu.")
            return redirect("organisation:people")
    return render(
        request, "site/add_person.html", {"form": form}, status=422 if form.errors else 200
    )


@transaction.atomic
def _add(given: dict[str, Any], request: HttpRequest) -> None:
    here = desk(request)
    by = here.actor(rules.CHANGE_PEOPLE)
    person = actions.add_person(
        name=given["name"],
        position=given["position"],
        department=given["department"],
        category=given["category"],
        staff_code=given["staff_code"],
        login=given["login"],
        password="",
        joined_on=here.today,
        by=by,
    )
    if given["function"]:
        naming = bodies.naming(here.today).get(given["function"], [])
        actions.give_function(
            person, given["function"], held_from=here.today, clauses=naming, by=by
        )


class GiveForm(forms.Form):
    """Who takes over a function, since when, on which basis."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Người giữ")
    function = forms.ChoiceField(label="Chức năng", choices=_held_in_person)
    held_from = forms.DateField(
        label="Giữ từ ngày",
    )
    seat = forms.CharField(
        label="Chức danh trong tổ chức",
        required=False,
        max_length=80,
        help_text="Ví dụ: Trưởng ban, Chủ tịch, ủy viên. Để trống nếu không có.",
    )
    basis = forms.CharField(label="Căn cứ", required=False, max_length=200)


@only(rules.CHANGE_PEOPLE)
def give(request: HttpRequest) -> HttpResponse:
    """Let a person hold a function."""
    here = desk(request)
    initial = {"held_from": here.today} | kept_initial(request)
    form = GiveForm(request.POST or None, initial=initial)
    form.fields["person"].queryset = queries.staff_on(here.today)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.give_function(
                given["person"],
                given["function"],
                held_from=given["held_from"],
                basis=given["basis"],
                seat=given["seat"],
                clauses=bodies.naming(here.today).get(given["function"], []),
                by=here.actor(rules.CHANGE_PEOPLE),
            )
        except Refused as refusal:  # given by another meanwhile: both are on the page
            refused_in_form(
                request,
                form,
                refusal,
                act="organisation.give_function",
                subject=f"person:{given['person'].pk}",
                field="function",
            )
        else:
            messages.info(request, "Đã giao chức năng.")
            return redirect("organisation:people")
    return render(request, "site/give.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@only(rules.CHANGE_PEOPLE)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a function today."""
    here = desk(request)
    holding = Holding.objects.filter(pk=pk).first()
    if holding is None:
        raise Http404
    try:
        actions.end_function(holding, held_to=here.today, by=here.actor(rules.CHANGE_PEOPLE))
    except Refused as refusal:
        return refused(
            request, refusal, act="organisation.end_function", subject=f"person:{holding.person_id}"
        )
    messages.info(request, "Đã ghi thôi giữ chức năng, hôm nay là ngày cuối.")
    return redirect("organisation:people")
