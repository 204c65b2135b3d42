"""Pages of those who keep the boards: write, post, take down, and what is still missing."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dienhong.core.refusal import Refused
from dienhong.organisation.access import kept_initial, only, refused_in_form
from dienhong.organisation.middleware import desk
from dienhong.organisation.queries import departments_open
from dienhong.public_service import actions, queries
from dienhong.public_service.forms import PostForm, ProcedureForm, TakeDownForm
from dienhong.public_service.gaps import gaps as gaps_on
from dienhong.public_service.models import Edition, Procedure
from dienhong.public_service.rules import KEEP, Stage
from dienhong.public_service.views import demanded_only


def _procedure_or_404(pk: UUID) -> tuple[Procedure, Edition]:
    procedure = Procedure.objects.filter(pk=pk).first()
    edition = queries.newest(procedure) if procedure else None
    if procedure is None or edition is None:
        raise Http404
    return procedure, edition


def _form(request: HttpRequest, edition: Edition | None) -> ProcedureForm:
    known: dict[str, Any] = {
        "parts": queries.demanded(desk(request).today),
        "departments": list(departments_open()),
        "edition": edition,
    }
    if request.method == "POST":
        return ProcedureForm(request.POST, request.FILES, **known)
    return ProcedureForm(initial=kept_initial(request), **known)


@only(KEEP)
@demanded_only
def new(request: HttpRequest) -> HttpResponse:
    """Begin the board of a new procedure."""
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():
        by = desk(request).actor(KEEP)
        try:
            edition = actions.begin(form.words, by=by)
        except Refused as refusal:
            refused_in_form(
                request, form, refusal, act="public_service.write", subject="procedure:"
            )
        else:
            return _written(request, edition)
    return _show(request, form, None)


@only(KEEP)
@demanded_only
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write the edition that is posted next."""
    procedure, edition = _procedure_or_404(pk)
    form = _form(request, edition)
    if request.method == "POST" and form.is_valid():
        by, read = desk(request).actor(KEEP), form.cleaned_data["read"] or 0
        try:
            edition = actions.write(procedure, form.words, read=read, by=by)
        except Refused as refusal:
            about = procedure.subject
            refused_in_form(request, form, refusal, act="public_service.write", subject=about)
        else:
            return _written(request, edition)
    return _show(request, form, edition)


def _written(request: HttpRequest, edition: Edition) -> HttpResponse:
    messages.info(request, "Đã ghi; công dân thấy bản này sau khi niêm yết.")
    return redirect("public_service:post", edition.procedure_id)


def _show(request: HttpRequest, form: ProcedureForm, edition: Edition | None) -> HttpResponse:
    page = {"form": form, "edition": edition}
    return render(request, "public_service/edit.html", page, status=_status(form))


def _status(form: Any) -> int:
    if not form.errors:
        return HTTPStatus.OK
    was_refused = hasattr(form, "refused_by")
    return HTTPStatus.CONFLICT if was_refused else HTTPStatus.UNPROCESSABLE_ENTITY


@only(KEEP)
@demanded_only
def post(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Post what was written, after a look at what is missing."""
    procedure, edition = _procedure_or_404(pk)
    sent = request.POST if request.method == "POST" else None
    form = PostForm(sent, initial={"read": edition.saved})
    if form.is_bound and form.is_valid():
        by = desk(request).actor(KEEP)
        try:
            actions.post(procedure, **form.cleaned_data, by=by)
        except Refused as refusal:
            about = procedure.subject
            refused_in_form(request, form, refusal, act="public_service.post", subject=about)
        else:
            messages.info(request, "Đã niêm yết; công dân đọc được, không cần đăng nhập.")
            return redirect("public_service:procedure", pk)
    wanted = queries.demanded(desk(request).today)
    page = {
        "form": form,
        "edition": edition,
        "parts": queries.parts_of(edition, wanted),
        "missing": queries.missing_of(edition, wanted),
    }
    return render(request, "public_service/post.html", page, status=_status(form))


@only(KEEP)
@demanded_only
def take_down(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a board down with a reason."""
    procedure, edition = _procedure_or_404(pk)
    if procedure.stage == Stage.TAKEN_DOWN and request.method != "POST":
        raise Http404
    form = TakeDownForm(
        request.POST if request.method == "POST" else None, initial=kept_initial(request)
    )
    if form.is_bound and form.is_valid():
        by = desk(request).actor(KEEP)
        try:
            actions.take_down(procedure, ground=form.cleaned_data["ground"], by=by)
        except Refused as refusal:
            about = procedure.subject
            refused_in_form(request, form, refusal, act="public_service.take_down", subject=about)
        else:
            messages.info(request, "Đã gỡ; gỡ cả tờ ở bảng niêm yết.")
            return redirect("public_service:list")
    page = {"form": form, "edition": edition}
    return render(request, "public_service/take_down.html", page, status=_status(form))


@require_safe
@only(KEEP)
@demanded_only
def gaps(request: HttpRequest) -> HttpResponse:
    """Show what the boards lack: which procedure, which part, since when."""
    here = desk(request)
    page = {"gaps": gaps_on(here.today), "ordered_by": queries.ordered_by(here.today)}
    return render(request, "public_service/gaps.html", page)
