"""Who is away today; entering leave and secondments, shortening and cancelling them."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.organisation import absences, queries, rules
from dienhong.organisation.access import kept_initial, only, signed_in
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.forms import AbsenceForm, OneLineField
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Absence
from dienhong.organisation.views.acting import by_form, changer, person_or_404


@require_safe
@signed_in
def away(request: HttpRequest) -> HttpResponse:
    """Show who is away today; why is shown only to those who may see it."""
    here = desk(request)
    staff = queries.staff_on(here.today)
    rows = queries.away_on(here.today).filter(person__in=staff)
    rows = rows.select_related("person__department").order_by("person__plain_name")
    shown = [
        {"row": row, "sight": queries.sight_of(row.person, here.person, here.powers)}
        for row in rows
    ]
    return render(request, "organisation/away.html", {"rows": shown})


@only(rules.CHANGE_PEOPLE)
def enter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down leave or a secondment."""
    who = person_or_404(pk)
    return by_form(
        request,
        AbsenceForm(request.POST or None, initial=kept_initial(request)),
        lambda given: absences.enter(
            who, AbsenceKind(given.pop("kind")), **given, by=changer(request)
        ),
        name="organisation.enter_absence",
        subject=f"person:{pk}",
        said="Đã ghi.",
        back=reverse("organisation:person", args=[pk]),
        page={
            "who": who,
            "title": "Ghi vắng mặt, biệt phái",
            "button": "Ghi",
            "lead": "Ghi trước hoặc sau đều được. Người khác chỉ thấy là vắng, không thấy vì sao.",
        },
    )


class ChangeForm(forms.Form):
    """A new last day, or the ground on which the whole absence is cancelled."""

    one_is_enough = True
    ends_on = forms.DateField(
        label="Ngày cuối mới", required=False, help_text="Ghi khi người này trở lại sớm hơn."
    )
    ground = OneLineField(
        label="Lý do huỷ cả lần này",
        required=False,
        max_length=200,
        help_text="Ghi khi không nghỉ ngày nào, hoặc đã ghi nhầm.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        given = super().clean() or {}
        if not self.errors and bool(given.get("ends_on")) == bool(given.get("ground")):
            raise forms.ValidationError("Ghi ngày cuối mới, hoặc lý do huỷ: một trong hai.")
        return given


@only(rules.CHANGE_PEOPLE)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Shorten or cancel an absence."""
    row = Absence.objects.select_related("person").filter(pk=pk).first()
    if row is None:
        raise Http404

    def act(given: dict[str, Any]) -> Absence:
        by = changer(request)
        if given["ground"]:
            return absences.cancel(row, ground=given["ground"], by=by)
        return absences.shorten(row, ends_on=given["ends_on"], by=by)

    until = f"đến hết {row.ends_on:%d/%m/%Y}" if row.ends_on else "chưa định ngày cuối"
    return by_form(
        request,
        ChangeForm(request.POST or None, initial=kept_initial(request)),
        act,
        name="organisation.change_absence",
        subject=f"person:{row.person_id}",
        said="Đã ghi.",
        back=reverse("organisation:person", args=[row.person_id]),
        page={
            "who": row.person,
            "title": "Rút ngắn, huỷ lần vắng",
            "button": "Ghi",
            "lead": f"{row.get_kind_display()}, từ {row.starts_on:%d/%m/%Y}, {until}.",
        },
    )
