"""What the boards give out: files for citizens, sheets for the wall, and the table as a file."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.organisation.access import public, signed_in
from dienhong.organisation.address import absolute
from dienhong.organisation.middleware import desk
from dienhong.organisation.table_files import as_file
from dienhong.papers.enlarging import to_a3
from dienhong.public_service import papers, queries
from dienhong.public_service.models import PartFile
from dienhong.public_service.rules import KEEP
from dienhong.public_service.views import demanded_only, hanging_or_404
from dienhong.publication.downloads import as_pdf
from dienhong.record import giving


def _drawn(content: bytes, size: str, name: str) -> HttpResponse:
    """Answer with a paper on A4, or enlarged to A3."""
    return as_pdf(to_a3(content) if size == "a3" else content, f"{name}-{size}.pdf")


def _check_size(size: str) -> None:
    if size not in {"a4", "a3"}:
        raise Http404


@require_safe
@public
@demanded_only
def file(request: HttpRequest, pk: UUID, key: int, name: str) -> HttpResponseBase:  # noqa: ARG001 (for people's eyes)
    """Give out a file of a board that hangs or hung, always as a download."""
    readable = queries.posted_or_written(pk, with_draft=desk(request).may(KEEP))
    rows = PartFile.objects.select_related("file").filter(part__edition__in=readable, pk=key)
    row = rows.first()
    if row is None:
        raise Http404
    if row.file.erased_at is not None:
        return render(request, "public_service/file_gone.html", status=410)
    return giving.original(request, row.file, row.name)


@require_safe
@signed_in
@demanded_only
def sheet(request: HttpRequest, pk: UUID, size: str) -> HttpResponse:
    """Give out the sheet of one procedure for the board, as PDF on A4 or A3."""
    _check_size(size)
    row = hanging_or_404(pk)
    address = absolute(request, reverse("public_service:procedure", args=[pk]))
    content = papers.sheet(row, queries.demanded(desk(request).today), address)
    return _drawn(content, size, "thu-tuc")


@require_safe
@signed_in
@demanded_only
def board(request: HttpRequest, size: str) -> HttpResponse:
    """Give out the list of all procedures for the board, as PDF on A4 or A3."""
    _check_size(size)
    today = desk(request).today
    address = absolute(request, reverse("public_service:list"))
    content = papers.board(list(queries.posted()), queries.ordered_by(today), address, today)
    return _drawn(content, size, "danh-muc-thu-tuc")


@require_safe
@public
@demanded_only
def table(request: HttpRequest, form: str) -> HttpResponse:
    """Give out what hangs as a table: a row a procedure, a column a part."""
    wanted = queries.demanded(desk(request).today)
    head = ["Tên thủ tục", "Mã", "Lĩnh vực", "Phòng phụ trách", "Số ngày làm việc"]
    rows: list[list[object]] = [[*head, *(part.label for part in wanted), "Niêm yết từ", "Bản số"]]
    for row in queries.posted():
        parts = queries.parts_of(row, wanted)[: len(wanted)]
        rows.append(
            [
                row.name,
                row.code,
                row.business,
                row.department.name if row.department else "",
                row.working_days,
                *(papers.said(part) for part in parts),
                row.posted_on,
                row.number,
            ]
        )
    return as_file(rows, form, name="thu-tuc", sheet="Thủ tục")
