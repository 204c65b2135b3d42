"""Tables given out as files to download, CSV or XLSX, in which no cell is a formula."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse

from dienhong.organisation import tables

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(
    rows: Iterable[Iterable[object]], form: str, *, name: str, sheet: str = "Danh sách"
) -> HttpResponse:
    """Return rows as a file of the form that an address names; another form is no page."""
    if form not in _TYPES:
        raise Http404
    content = tables.as_csv(rows) if form == "csv" else tables.as_xlsx(rows, sheet)
    answer = HttpResponse(content, content_type=_TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer
