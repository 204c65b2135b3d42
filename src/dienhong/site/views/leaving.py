"""The page on which somebody leaves: the last day, and who takes over what is open."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from dienhong.duties.models import Duty
from dienhong.organisation import queries, rules
from dienhong.organisation.access import kept_initial, only
from dienhong.organisation.forms import OneLineField
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Person
from dienhong.organisation.views.acting import by_form, changer, person_or_404
from dienhong.publication import handing
from dienhong.publication.rules import CHECK
from dienhong.site import leaving


class LeaveForm(forms.Form):
    """The last day, why, and a receiver for each thing that is open."""

    last_day = forms.DateField(
        label="Ngày làm việc cuối", help_text="Hết ngày này mới thôi việc; ghi trước hoặc sau."
    )
    basis = OneLineField(
        label="Căn cứ, lý do",
        max_length=200,
        help_text="Số, ngày quyết định; nghỉ hưu, chuyển công tác, hết hợp đồng … "
        "Chỉ người này, Phụ trách hành chính và Chánh Văn phòng thấy.",
    )

    def __init__(
        self,
        *args: Any,
        duties: Iterable[Duty],
        staff: list[Person],
        checkers: list[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(person.pk): person for person in [*staff, *checkers]}
        self._duties = [(duty.pk, f"nhan-{duty.pk}") for duty in duties]
        for duty, (_, name) in zip(duties, self._duties, strict=True):
            offered = checkers if handing.is_check(duty) else staff
            self.fields[name] = forms.ChoiceField(
                label=f"{duty.verb}: {duty.title}"[:200],
                choices=[("", "Chọn người nhận"), *((str(p.pk), _said(p)) for p in offered)],
                help_text=f"Hạn {duty.due_on:%d/%m/%Y}.",
            )

    @property
    def receivers(self) -> dict[int, Person]:
        """Return who takes over which duty."""
        return {key: self._people[self.cleaned_data[name]] for key, name in self._duties}


def _said(person: Person) -> str:
    return f"{person.name}, {person.position}" if person.position else person.name


@only(rules.CHANGE_PEOPLE)
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Let somebody go."""
    here = desk(request)
    who = person_or_404(pk)
    duties = list(leaving.left_open(who))
    staying = queries.staff_on(here.today).filter(left_on__isnull=True).exclude(pk=pk)
    checkers = {person.pk for person in queries.people_with(CHECK, here.standing)}
    staff = list(staying)
    form = LeaveForm(
        request.POST or None,
        initial=kept_initial(request),
        duties=duties,
        staff=staff,
        checkers=[person for person in staff if person.pk in checkers],
    )
    held = who.holdings.filter(Q(held_to__isnull=True) | Q(held_to__gte=here.today))
    return by_form(
        request,
        form,
        lambda given: leaving.leave(
            who,
            last_day=given["last_day"],
            basis=given["basis"],
            receivers=form.receivers,
            by=changer(request),
        ),
        name="organisation.leave",
        subject=f"person:{pk}",
        said="Đã ghi thôi việc.",
        back=reverse("organisation:person", args=[pk]),
        page={"who": who, "duties": len(duties), "held": held},
        template="site/leave.html",
    )
