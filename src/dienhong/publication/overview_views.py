"""The page of how publication goes, for those who lead and those who inspect."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.core.days.periods import Period, next_period, period_of, previous_period
from dienhong.organisation.access import only
from dienhong.organisation.middleware import desk
from dienhong.organisation.table_files import as_file
from dienhong.publication import overview, queries
from dienhong.record import giving


def _asked(request: HttpRequest) -> Period:
    """Return the period asked for; this quarter where nothing or nonsense is asked."""
    unit = request.GET.get("ky", "")
    try:
        day = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError:
        day = desk(request).today
    # The first and last years that a date can hold have no period before or after.
    if not date.min.year < day.year < date.max.year:
        day = desk(request).today
    return period_of(unit if unit in overview.UNITS else "quarter", day)


def _found(request: HttpRequest) -> overview.Overview:
    here = desk(request)
    seen = queries.visible_to(here.person, here.powers)
    return overview.overview(_asked(request), seen, here.today)


def _words(period: Period) -> str:
    return f"ky={period.unit}&ngay={period.first.isoformat()}"


@require_safe
@only(overview.SEE)
def page(request: HttpRequest) -> HttpResponse:
    """Show how a period went, in tables with charts that say the same."""
    found = _found(request)
    units = [
        (said, _words(period_of(unit, found.period.first)), unit == found.period.unit)
        for unit, said in overview.UNITS.items()
    ]
    shown: dict[str, Any] = {
        "found": found,
        "header": overview.HEADER,
        "parts": [
            ("loai", "Loại nội dung", found.kinds),
            ("phong", "Phòng soạn", found.departments),
            ("hinh-thuc", "Hình thức", found.forms),
        ],
        "here": _words(found.period),
        "before": _words(previous_period(found.period)),
        "after": _words(next_period(found.period)),
        "units": units,
    }
    return render(request, "publication/overview.html", shown)


@require_safe
@only(overview.SEE)
def chart(request: HttpRequest, part: str) -> HttpResponse:
    """Give out the chart of a part as a picture."""
    drawn = overview.chart(_found(request), part)
    if drawn is None:
        raise Http404
    return giving.chart(drawn)


@require_safe
@only(overview.SEE)
def file(request: HttpRequest, form: str) -> HttpResponse:
    """Give out the tables as CSV or XLSX."""
    rows = overview.as_rows(_found(request))
    return as_file(rows, form, name="tinh-hinh-cong-khai", sheet="Công khai")
