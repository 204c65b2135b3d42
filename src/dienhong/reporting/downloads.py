"""What a report gives out as files: paper, table of figures, folder, signed copy."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from dienhong.organisation import tables
from dienhong.organisation.access import only
from dienhong.organisation.middleware import desk
from dienhong.papers import word_paper
from dienhong.papers.draw import pdf
from dienhong.papers.word import MEDIA_TYPE as WORD
from dienhong.record import giving
from dienhong.reporting import papers, rules
from dienhong.reporting.models import Report
from dienhong.reporting.outline import content_of
from dienhong.reporting.views import readable_or_404

_TYPES = {
    "pdf": "application/pdf",
    "docx": WORD,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@require_safe
@only(rules.READ)
def report(request: HttpRequest, pk: UUID, form: str) -> HttpResponse:
    """Give out the report as PDF or DOCX, its figures as XLSX or CSV."""
    row = readable_or_404(request, pk)
    if form not in _TYPES:
        raise Http404
    answer = HttpResponse(_drawn(request, row, form), content_type=_TYPES[form])
    return attached(answer, f"{name_of(row)}.{form}")


def _drawn(request: HttpRequest, row: Report, form: str) -> bytes:
    content = content_of(row, desk(request).today)
    if form == "csv":
        return tables.as_csv(papers.rows(content, row.months))
    if form == "xlsx":
        return tables.as_xlsx(papers.rows(content, row.months), "Số liệu")
    paper = papers.paper(row, content)
    return pdf(paper) if form == "pdf" else word_paper.docx(paper)


def name_of(row: Report) -> str:
    """Return the name of its files, in letters without accents."""
    return f"bao-cao-{row.first:%Y%m%d}-{row.last:%Y%m%d}"


def attached(answer: HttpResponse, name: str) -> HttpResponse:
    """Return an answer that is saved under a name, never shown."""
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@only(rules.READ)
def signed(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give out the signed copy as it came."""
    row = readable_or_404(request, pk)
    if row.signed is None or row.signed.erased_at is not None:
        raise Http404
    return giving.original(request, row.signed, row.signed_name)
