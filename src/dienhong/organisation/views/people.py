"""The list of people and a person's own page."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from dienhong.organisation import queries, rules, staffing
from dienhong.organisation.access import kept_initial, only, signed_in
from dienhong.organisation.forms import FactsForm, PlaceForm, ReturnForm, SearchForm
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Person
from dienhong.organisation.standing import Standing
from dienhong.organisation.views.acting import by_form, changer, person_or_404
from dienhong.record.kinds import say_kind
from dienhong.record.models import JournalEntry
from dienhong.record.queries import newest_about, opened

PAGE = 50
# Of what is written about somebody, colleagues see this; the rest is for those with full sight.
_FOR_ALL = frozenset(
    {
        "organisation.person_added",
        "organisation.person_placed",
        "organisation.person_left",
        "organisation.person_returned",
        "organisation.function_given",
        "organisation.function_ended",
    }
)


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show who holds what today, and the people, fifty at a time."""
    here = desk(request)
    form = SearchForm(request.GET)
    wanted = form.wanted
    pages = Paginator(queries.listed(wanted, here.today), PAGE)
    leaf = pages.get_page(request.GET.get("trang"))
    words = request.GET.copy()
    words.pop("trang", None)
    shown = {
        "form": form,
        "leaf": leaf,
        "people": queries.with_functions(leaf.object_list, here.today),
        "count": pages.count,
        "wanted": wanted,
        "words": words.urlencode(),
        "holders": queries.holders_on(here.today, here.standing.places),
        "may_change": here.may(rules.CHANGE_PEOPLE),
    }
    return render(request, "organisation/people.html", shown)


@require_safe
@signed_in
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one person: place, functions, history, and to those who may see it the rest."""
    here = desk(request)
    who = person_or_404(pk)
    sight = queries.sight_of(who, here.person, here.powers)
    shown = {
        "who": who,
        "sight": sight,
        "has_left": rules.has_left(who.left_on, here.today),
        "may_change": here.may(rules.CHANGE_PEOPLE),
        "may_manage": here.may(rules.CHANGE_PEOPLE) and who.left_on is None,
        "holdings": who.holdings.select_related("function").order_by("-held_from"),
        "placements": who.placements.select_related("department").order_by("-placed_from"),
        "earlier": who.earlier.all(),
        "away": queries.away_on(here.today).filter(person=who).first(),
        "absences": who.absences.order_by("-starts_on") if sight.private else [],
        "entries": [_shown(row, here.standing) for row in _entries(who, sight)],
    }
    return render(request, "organisation/person.html", shown)


def _entries(who: Person, sight: queries.Sight) -> list[JournalEntry]:
    return newest_about(f"person:{who.pk}", PAGE, None if sight.private else _FOR_ALL)


def _shown(row: JournalEntry, standing: Standing) -> dict[str, Any]:
    body = opened(row)
    return {
        "number": row.number,
        "at": timezone.localtime(row.at),
        "said": say_kind(row.kind),
        "by": body["by_name"],
        "acting_as": standing.say([body["acting_as"]]),
    }


def _page_of(who: Person, title: str, button: str, lead: str = "") -> dict[str, Any]:
    return {"who": who, "title": title, "button": button, "lead": lead}


@only(rules.CHANGE_PEOPLE)
def correct(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Mend a person's name, category, staff code, probation."""
    who = person_or_404(pk)
    names = ("name", "category", "staff_code", "probation_until")
    initial = {name: getattr(who, name) for name in names} | kept_initial(request)
    form = FactsForm(request.POST or None, initial=initial)
    return by_form(
        request,
        form,
        lambda given: staffing.correct_facts(who, **given, by=changer(request)),
        name="organisation.correct_person",
        subject=f"person:{pk}",
        said="Đã ghi.",
        back=reverse("organisation:person", args=[pk]),
        page=_page_of(who, "Sửa họ tên, loại, mã cán bộ", "Ghi"),
    )


@only(rules.CHANGE_PEOPLE)
def place(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move a person to another department or position."""
    who = person_or_404(pk)
    initial = {
        "department": who.department_id,
        "position": who.position,
        "placed_from": desk(request).today,
    }
    form = PlaceForm(request.POST or None, initial=initial | kept_initial(request))
    return by_form(
        request,
        form,
        lambda given: staffing.place(who, **given, by=changer(request)),
        name="organisation.place",
        subject=f"person:{pk}",
        said="Đã ghi chuyển phòng, chức vụ.",
        back=reverse("organisation:person", args=[pk]),
        page=_page_of(who, "Chuyển phòng, đổi chức vụ", "Ghi chuyển"),
    )


@only(rules.CHANGE_PEOPLE)
def come_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Begin a new period of somebody who had left."""
    who = person_or_404(pk)
    initial = {"back_on": desk(request).today, "position": who.position}
    form = ReturnForm(request.POST or None, initial=initial | kept_initial(request))
    return by_form(
        request,
        form,
        lambda given: staffing.come_back(who, **given, by=changer(request)),
        name="organisation.come_back",
        subject=f"person:{pk}",
        said="Đã ghi trở lại cơ quan.",
        back=reverse("organisation:person", args=[pk]),
        page=_page_of(
            who,
            "Trở lại cơ quan",
            "Ghi trở lại",
            "Một thời gian làm việc mới bắt đầu; lịch sử trước giữ nguyên. Chức năng phải giao "
            "lại, mật khẩu cũ không dùng được nữa.",
        ),
    )
