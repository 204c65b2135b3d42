"""Departments: their heads and people; adding, renaming and closing one."""

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.organisation import queries, rules, staffing
from dienhong.organisation.access import kept_initial, only, signed_in
from dienhong.organisation.forms import DepartmentForm
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Department
from dienhong.organisation.views.acting import by_form, changer, do


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show the departments with head and number of people."""
    here = desk(request)
    inside = Count("people", filter=Q(people__in=queries.staff_on(here.today)))
    rows = list(Department.objects.annotate(inside=inside))
    heads = queries.heads_on(here.today)
    for row in rows:
        row.heads = heads.get(row.pk, [])  # type: ignore[attr-defined]
    shown = {
        "open": [row for row in rows if row.closed_on is None],
        "closed": [row for row in rows if row.closed_on is not None],
        "may_change": here.may(rules.CHANGE_PEOPLE),
    }
    return render(request, "organisation/departments.html", shown)


@only(rules.CHANGE_PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    """Set up a department."""
    return by_form(
        request,
        DepartmentForm(request.POST or None, initial=kept_initial(request)),
        lambda given: staffing.add_department(given["name"], by=changer(request)),
        name="organisation.add_department",
        subject="agency:1",
        said="Đã lập phòng.",
        back=reverse("organisation:departments"),
        page={"title": "Lập phòng", "button": "Lập phòng"},
    )


@only(rules.CHANGE_PEOPLE)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a department another name."""
    row = _department_or_404(pk)
    return by_form(
        request,
        DepartmentForm(request.POST or None, initial={"name": row.name} | kept_initial(request)),
        lambda given: staffing.rename_department(row, given["name"], by=changer(request)),
        name="organisation.rename_department",
        subject=f"department:{pk}",
        said="Đã đổi tên phòng.",
        back=reverse("organisation:departments"),
        page={
            "title": f"Đổi tên {row.name}",
            "button": "Đổi tên",
            "lead": "Tên cũ còn trong sổ ghi.",
        },
    )


@require_POST
@only(rules.CHANGE_PEOPLE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a department in which nobody is any more."""
    row = _department_or_404(pk)
    return do(
        request,
        lambda: staffing.close_department(row, by=changer(request)),
        name="organisation.close_department",
        subject=f"department:{pk}",
        said="Đã ghi giải thể phòng, hôm nay là ngày cuối.",
        back=reverse("organisation:departments"),
    )


def _department_or_404(pk: int) -> Department:
    row = Department.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
