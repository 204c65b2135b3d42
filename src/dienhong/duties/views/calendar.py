"""The calendar of the office: a month, and the routines of a year."""

import re
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.core.days.calendar import WEEKDAYS
from dienhong.core.days.periods import Period, next_period, period_of, previous_period
from dienhong.duties import appointments, planner, rules, spans
from dienhong.duties import queries as duties
from dienhong.duties.routines import in_force
from dienhong.organisation.access import signed_in
from dienhong.organisation.middleware import desk
from dienhong.regulation.rules import SETTLE

_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
# Beyond these years no office plans, and none worked with the system.
_FIRST_YEAR, _LAST_YEAR = 2000, 2100


@require_safe
@signed_in
def month(request: HttpRequest) -> HttpResponse:
    """Show a month of the office: windows, agreed days, last days, days off."""
    here = desk(request)
    assert here.person is not None
    today = here.today
    at = _month_asked(request.GET.get("thang", ""), today)
    others = duties.seen_by(here.person, here.functions, all_of_them=here.may(rules.FOLLOW_UP))
    invited = appointments.of(here.person, max(at.first, today), at.last)
    lasting = spans.between(at.first, at.last, today)
    shown = {
        "month": at,
        "weeks": planner.weeks_of(at, today, others, invited, lasting),
        "weekdays": [name.removeprefix("thứ ").capitalize() for name in WEEKDAYS],
        "previous": _name(previous_period(at)),
        "next": _name(next_period(at)),
        "this": _name(period_of("month", today)),
    }
    return render(request, "duties/month.html", shown)


def _month_asked(text: str, today: date) -> Period:
    """Return the month "2026-03"; this one for what is no month of these years."""
    found = _MONTH.fullmatch(text)
    year, number = (int(part) for part in found.groups()) if found else (0, 0)
    if _FIRST_YEAR <= year <= _LAST_YEAR and 1 <= number <= 12:  # noqa: PLR2004 (months)
        return period_of("month", date(year, number, 1))
    return period_of("month", today)


def _name(period: Period) -> str:
    return f"{period.first:%Y-%m}"


@require_safe
@signed_in
def year(request: HttpRequest) -> HttpResponse:
    """Show the routines of a year, month by month."""
    today = desk(request).today
    text = request.GET.get("nam", "")
    asked = int(text) if re.fullmatch(r"\d{4}", text) else today.year
    at = asked if _FIRST_YEAR <= asked <= _LAST_YEAR else today.year
    shown = {
        "year": at,
        "lines": planner.year_of(at, today),
        "units": planner.UNITS,
        "months": range(1, 13),
        "unsettled": in_force(today).unsettled,
        "may_settle": desk(request).may(SETTLE),
    }
    return render(request, "duties/year.html", shown)
