"""The page of a table of figures: page by page, beside the year before, drawn, and given out."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.organisation.access import signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.table_files import as_file
from dienhong.publication import figures, gone, queries
from dienhong.publication.models import FigureTable, Matter
from dienhong.publication.rules import Stage
from dienhong.publication.views import matter_or_404
from dienhong.record import giving


def _table_or_404(request: HttpRequest, pk: UUID) -> tuple[Matter, FigureTable]:
    matter = matter_or_404(request, pk)
    if matter.stage == Stage.WITHDRAWN:
        raise gone.Withdrawn
    table = figures.table_of(matter)
    if table is None:
        raise Http404
    table.matter = matter
    return matter, table


def _before(request: HttpRequest, table: FigureTable) -> FigureTable | None:
    here = desk(request)
    return figures.year_before(table, queries.visible_to(here.person, here.powers))


@require_safe
@gone.told
@signed_in
def table(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a page of a table; one column stands beside that of the year before."""
    matter, found = _table_or_404(request, pk)
    place = figures.chosen(found, request.GET.get("cot", ""))
    before = _before(request, found)
    asked = request.GET.get("trang", "1")
    last = max(1, -(-found.size // figures.PAGE))
    number = min(int(asked), last) if asked.isdecimal() and len(asked) < 7 and int(asked) else 1  # noqa: PLR2004 (digits)
    page: dict[str, Any] = {
        "matter": matter,
        "table": found,
        "columns": found.meant,
        "able": [(n, column.full) for n, column in enumerate(found.meant) if column.numeric],
        "place": place,
        "column": found.meant[place] if place is not None else None,
        "before": before,
        "lines": figures.lines(found, number, place, before),
        "page": number,
        "last": last,
    }
    return render(request, "publication/table.html", page)


@require_safe
@gone.told
@signed_in
def chart(request: HttpRequest, pk: UUID, place: int) -> HttpResponse:
    """Give out the chart of a column as a picture; the table on its page says the same."""
    _, found = _table_or_404(request, pk)
    if figures.chosen(found, str(place)) != place:
        raise Http404
    return giving.chart(figures.chart(found, place, _before(request, found)))


@require_safe
@gone.told
@signed_in
def download(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """Give out a table as CSV or XLSX, in which no cell is a formula."""
    _, found = _table_or_404(request, pk)
    rows = figures.given_out(found, reckoned=form == "xlsx")
    return as_file(rows, form, name="bang-so-lieu", sheet=f"Nam {found.year}")
