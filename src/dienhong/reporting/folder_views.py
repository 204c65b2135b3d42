"""Pages of the folders for inspections: asked for, their register, given out."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.organisation.access import only
from dienhong.organisation.middleware import desk
from dienhong.record import made
from dienhong.reporting import folders, rules
from dienhong.reporting.models import Folder
from dienhong.reporting.views import PAGE, act_on


@require_safe
@only(rules.PREPARE)
def register(request: HttpRequest) -> HttpResponse:
    """Show the register: each folder with its number, and how far it is."""
    rows = Folder.objects.select_related("report").defer("report__frozen")
    leaf = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    shown = [{"row": row, "is_there": made.is_there(row)} for row in leaf]
    return render(request, "reporting/folders.html", {"folders": shown, "leaf": leaf})


@require_POST
@only(rules.PREPARE)
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for the folder of a report."""
    by = desk(request).actor(rules.PREPARE)
    said = "Đang lập hồ sơ kiểm tra; lập xong thì tải về tại trang này."
    back = reverse("reporting:folders")
    return act_on(request, pk, lambda row: folders.ask(row, by=by), said, back=back)


@require_safe
@only(rules.PREPARE)
def folder(request: HttpRequest, key: UUID) -> FileResponse:  # noqa: ARG001 (a view's first word)
    """Give out a folder that was made."""
    row = Folder.objects.filter(pk=key, made_at__isnull=False).first()
    content = made.opened(row.file_name) if row else None
    if row is None or content is None:
        raise Http404
    return FileResponse(
        content, as_attachment=True, filename=row.file_name, content_type="application/zip"
    )
