"""Adding a person with an account, giving and ending functions, a new password."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dienhong.core.refusal import Refused
from dienhong.organisation import actions, queries, rules
from dienhong.organisation.access import kept_initial, only, refused
from dienhong.organisation.forms import CATEGORIES, NO_CATEGORY, OneLineField
from dienhong.organisation.functions import Function
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Holding, Person
from dienhong.organisation.passwords import NewPasswordField
from dienhong.organisation.views.acting import WHAT

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
    password = NewPasswordField(label="Mật khẩu ban đầu")
    function = forms.ChoiceField(
        label="Chức năng giữ từ hôm nay",
        required=False,
        choices=[NO_FUNCTION, *((f.value, f.label) for f in Function)],
    )


@only(rules.MAY_CHANGE_PEOPLE, WHAT)
def add(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    form = PersonForm(request.POST or None, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            _add(form.cleaned_data, request)
        except Refused as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.info(request, "Đã thêm người.")
            return redirect("organisation:people")
    return render(
        request, "site/add_person.html", {"form": form}, status=422 if form.errors else 200
    )


@transaction.atomic
def _add(given: dict[str, Any], request: HttpRequest) -> None:
    here = desk(request)
    by = here.actor(rules.MAY_CHANGE_PEOPLE)
    person = actions.add_person(
        name=given["name"],
        position=given["position"],
        department=given["department"],
        category=given["category"],
        staff_code=given["staff_code"],
        login=given["login"],
        password=given["password"],
        joined_on=here.today,
        by=by,
    )
    if given["function"]:
        actions.give_function(person, Function(given["function"]), held_from=here.today, by=by)


class PasswordForm(forms.Form):
    """A new password for someone who has lost theirs."""

    password = NewPasswordField(
        label="Mật khẩu mới",
        help_text="Ít nhất 8 ký tự. Đưa tận tay người đó; các phiên đang mở của người đó kết thúc.",
    )


@only(rules.MAY_CHANGE_PEOPLE, WHAT)
def reset(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give someone a new password."""
    here = desk(request)
    person = queries.staff_on(here.today).filter(pk=pk, account__isnull=False).first()
    if person is None:
        raise Http404
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = here.actor(rules.MAY_CHANGE_PEOPLE)
        actions.reset_password(person, form.cleaned_data["password"], by=by)
        messages.info(request, "Đã đặt lại mật khẩu.")
        return redirect("organisation:people")
    shown = {"form": form, "whose": person}
    return render(request, "site/reset.html", shown, status=422 if form.errors else 200)


class GiveForm(forms.Form):
    """Who takes over a function, since when, on which basis."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Người giữ")
    function = forms.ChoiceField(label="Chức năng", choices=[(f.value, f.label) for f in Function])
    held_from = forms.DateField(
        label="Giữ từ ngày",
    )
    basis = forms.CharField(label="Căn cứ", required=False, max_length=200)


@only(rules.MAY_CHANGE_PEOPLE, WHAT)
def give(request: HttpRequest) -> HttpResponse:
    """Let a person hold a function."""
    here = desk(request)
    initial = {"held_from": here.today} | kept_initial(request)
    form = GiveForm(request.POST or None, initial=initial)
    form.fields["person"].queryset = queries.staff_on(here.today)  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.give_function(
            given["person"],
            Function(given["function"]),
            held_from=given["held_from"],
            basis=given["basis"],
            by=here.actor(rules.MAY_CHANGE_PEOPLE),
        )
        messages.info(request, "Đã giao chức năng.")
        return redirect("organisation:people")
    return render(request, "site/give.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@only(rules.MAY_CHANGE_PEOPLE, WHAT)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a function today."""
    here = desk(request)
    holding = Holding.objects.filter(pk=pk, held_to__isnull=True).first()
    if holding is None:
        raise Http404
    try:
        actions.end_function(holding, held_to=here.today, by=here.actor(rules.MAY_CHANGE_PEOPLE))
    except Refused as refusal:
        return refused(
            request, refusal, act="organisation.end_function", subject=f"person:{holding.person_id}"
        )
    messages.info(request, "Đã ghi thôi giữ chức năng, hôm nay là ngày cuối.")
    return redirect("organisation:people")
