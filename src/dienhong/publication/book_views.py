"""Pages of the year book: as a table at once, as a paper once it was made."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.organisation.access import only, refused, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.table_files import as_file
from dienhong.publication import book, books, rules
from dienhong.publication.models import YearBook
from dienhong.record import made

PAGE = 25


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show the years with their tables, and the books that were made."""
    here = desk(request)
    leaf = Paginator(YearBook.objects.all(), PAGE).get_page(request.GET.get("trang"))
    shown = {
        "years": books.years(here.today),
        "books": [{"row": row, "is_there": made.is_there(row)} for row in leaf],
        "leaf": leaf,
        "may_ask": here.may(rules.PUBLISH),
    }
    return render(request, "publication/books.html", shown)


@require_POST
@only(rules.PUBLISH)
def ask(request: HttpRequest, year: int) -> HttpResponse:
    """Ask for the book of a year."""
    back = reverse("publication:books")
    try:
        books.ask(year, by=desk(request).actor(rules.PUBLISH))
    except Refused as refusal:
        return refused(request, refusal, act="publication.ask_book", subject="books", back=back)
    messages.info(request, "Đang lập sổ công khai; lập xong thì tải về tại trang này.")
    return redirect(back)


@require_safe
@signed_in
def table(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """Give the book of a year as CSV or XLSX."""
    if year not in books.years(desk(request).today):
        raise Http404
    return as_file(book.rows_of(year), form, name=f"so-cong-khai-{year}", sheet=f"Năm {year}")


@require_safe
@signed_in
def file(request: HttpRequest, key: UUID) -> FileResponse:  # noqa: ARG001 (a view's first word)
    """Give out a book that was made; one that was cleared away since is there no more."""
    row = YearBook.objects.filter(pk=key, made_at__isnull=False).first()
    content = made.opened(row.file_name) if row else None
    if row is None or content is None:
        raise Http404
    return FileResponse(
        content,
        as_attachment=True,
        filename=f"so-cong-khai-{row.year}.pdf",
        content_type="application/pdf",
    )
