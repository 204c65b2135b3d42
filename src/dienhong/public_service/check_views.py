"""Pages of the check of boards: the checks made, one of them, and the form of a new one."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dienhong.core.refusal import Refused
from dienhong.organisation.access import kept_initial, only, refused_in_form, signed_in
from dienhong.organisation.middleware import desk
from dienhong.public_service import checking, queries
from dienhong.public_service.forms import CheckForm
from dienhong.public_service.rules import CHECK
from dienhong.public_service.views import demanded_only

PAGE = 50


@require_safe
@signed_in
@demanded_only
def checks(request: HttpRequest) -> HttpResponse:
    """Show the checks made, newest first, and the one that waits."""
    here = desk(request)
    page = {
        "leaf": Paginator(queries.checks(), PAGE).get_page(request.GET.get("trang")),
        "waiting": queries.occasion_waiting(here.today),
        "ordered_by": queries.ordered_by(here.today),
        "may_check": here.may(CHECK),
    }
    return render(request, "public_service/checks.html", page)


@require_safe
@signed_in
@demanded_only
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what a check found, board by board."""
    row = queries.checks().filter(pk=pk).first()
    if row is None:
        raise Http404
    page = {
        "check": row,
        "findings": list(queries.findings_of(row)),
        "ordered_by": queries.ordered_by(row.checked_on),
    }
    return render(request, "public_service/check.html", page)


@only(CHECK)
@demanded_only
def make(request: HttpRequest) -> HttpResponse:
    """Write down what a look at every board found."""
    here = desk(request)
    boards = list(queries.posted())
    sent = request.POST if request.method == "POST" else None
    form = CheckForm(sent, boards=boards, initial=kept_initial(request))
    status = HTTPStatus.OK
    if form.is_bound and form.is_valid():
        given = form.cleaned_data["words"]
        try:
            made = checking.record(form.found, words=given, by=here.actor(CHECK))
        except Refused as refusal:
            refused_in_form(
                request, form, refusal, act="public_service.check", subject="board-check:"
            )
            status = HTTPStatus.CONFLICT
        else:
            messages.info(request, "Đã ghi kiểm tra.")
            return redirect("public_service:check", made.pk)
    elif form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    page = {
        "form": form,
        "boards": boards,
        "waiting": queries.occasion_waiting(here.today),
        "ordered_by": queries.ordered_by(here.today),
    }
    return render(request, "public_service/make_check.html", page, status=status)
