"""Pages of enquiries: one's own, one of them, those to answer, the register without names.

One that a person may not see and one that is not there are the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.organisation.access import kept_initial, only, refused_in_form, signed_in
from dienhong.organisation.middleware import desk
from dienhong.organisation.table_files import as_file
from dienhong.papers.draw import pdf
from dienhong.papers.word import MEDIA_TYPE
from dienhong.papers.word_paper import docx
from dienhong.publication import asking, enquiries, enquiry_papers, queries
from dienhong.publication.downloads import as_pdf
from dienhong.publication.enquiry_forms import AnswerForm, AskForm, PromiseForm, RefuseForm, key_in
from dienhong.publication.models import AnswerFile, Enquiry, Matter
from dienhong.publication.overview import SEE
from dienhong.publication.rules import Stage as MatterStage
from dienhong.publication.rules_enquiries import DONE, PROVIDE, Stage, grounds
from dienhong.record import giving

_PAGE = 50


def _leaf(request: HttpRequest, rows: QuerySet[Enquiry]) -> Page[Enquiry]:
    return Paginator(rows, _PAGE).get_page(request.GET.get("trang"))


@require_safe
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """Show what one has asked oneself."""
    here = desk(request)
    assert here.person is not None
    page = {
        "leaf": _leaf(request, here.person.enquiries.all()),
        "clauses": enquiries.clauses_on(here.today),
        "grounds": list(grounds().values()),
        "may_answer": PROVIDE in here.powers,
        "may_see_register": SEE in here.powers,
    }
    return render(request, "publication/enquiries.html", page)


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Ask for information; a refusal stays on the form: no entry says who wanted to ask."""
    if request.method != "POST":
        first = {"viec": request.GET.get("viec", "")} | kept_initial(request)
        return _ask_page(request, AskForm(initial=first), first["viec"])
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            made = enquiries.ask(form.asked, by=desk(request).actor())
        except Refused as refusal:
            form.add_error(None, refusal.in_full)
        else:
            messages.info(request, f"Đã gửi đề nghị số {made.said_number}.")
            return redirect("publication:enquiry", made.pk)
    return _ask_page(request, form, request.POST.get("viec", ""), HTTPStatus.UNPROCESSABLE_ENTITY)


def _ask_page(
    request: HttpRequest, form: AskForm, about: str, status: int = HTTPStatus.OK
) -> HttpResponse:
    key = key_in(about)
    found = queries.was_public().filter(pk=key).first() if key else None
    page = {
        "form": form,
        "clauses": enquiries.clauses_on(desk(request).today),
        "about": found,
        "about_title": _titles(request, [found]).get(key, ""),
    }
    return render(request, "publication/enquire.html", page, status=status)


def _titles(request: HttpRequest, matters: Iterable[Matter | None]) -> dict[UUID | None, str]:
    """Return the titles of those matters that are still public and that this person may see."""
    here = desk(request)
    keys = {each.pk for each in matters if each is not None}
    seen = queries.visible_to(here.person, here.powers).filter(stage=MatterStage.PUBLISHED)
    return dict(seen.filter(pk__in=keys).values_list("pk", "title")) if keys else {}


def enquiry_or_404(request: HttpRequest, pk: UUID) -> Enquiry:
    """Return an enquiry that this person may see; a hidden one and none are the same page."""
    here = desk(request)
    row = asking.whole(asking.visible_to(here.person, here.powers)).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@require_safe
@signed_in
def enquiry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one enquiry: what was asked, when it is answered, the answers and the receipt."""
    return _show(request, enquiry_or_404(request, pk))


def _show(
    request: HttpRequest,
    row: Enquiry,
    bound: django_forms.Form | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    here = desk(request)
    may = here.may(PROVIDE)
    titles = _titles_of(request, row)
    is_own = here.author is not None and here.author.pk == row.asked_by_id
    page: dict[str, Any] = {
        "row": row,
        "late": row.is_late(here.today),
        "about_title": titles.get(row.matter_id, ""),
        "answers": [(each, titles.get(each.matter_id, "")) for each in row.answers.all()],
        "can_withdraw": is_own and row.stage == Stage.WAITING,
        "handles": may,
        "forms": _forms(row, bound) if may else [],
    }
    return render(request, "publication/enquiry.html", page, status=status)


def _titles_of(request: HttpRequest, row: Enquiry) -> dict[UUID | None, str]:
    about = [row.matter, *(each.matter for each in row.answers.all())]
    return _titles(request, about)


def _forms(row: Enquiry, bound: django_forms.Form | None) -> list[dict[str, Any]]:
    """Return the forms of who answers; the one that was sent and refused keeps its words."""
    wanted: list[tuple[type[django_forms.Form], str, str]] = []
    if row.stage == Stage.WAITING:
        wanted = [
            (PromiseForm, "enquiry-promise", "Hẹn lại ngày" if row.promised_on else "Hẹn ngày"),
            (AnswerForm, "enquiry-answer", "Trả lời"),
            (RefuseForm, "enquiry-refuse", "Trả lời không cung cấp"),
        ]
    elif row.stage in DONE:
        wanted = [(AnswerForm, "enquiry-answer", "Trả lời bổ sung")]
    return [
        {
            "form": bound if isinstance(bound, kind) else kind(auto_id=f"{name}-%s"),
            "address": f"publication:{name}",
            "name": name,
            "button": button,
        }
        for kind, name, button in wanted
    ]


def _act(
    request: HttpRequest,
    pk: UUID,
    form: django_forms.Form,
    act: Callable[[Enquiry], object],
    said: str,
) -> HttpResponse:
    """Do the act of who answers; a refusal is written down and stands on its form."""
    row = enquiry_or_404(request, pk)
    if not form.is_valid():
        return _show(request, row, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        act(row)
    except Refused as refusal:
        refused_in_form(request, form, refusal, act=PROVIDE, subject=row.subject)
        return _show(request, enquiry_or_404(request, pk), form, HTTPStatus.CONFLICT)
    messages.info(request, said)
    return redirect("publication:enquiry", pk)


@require_POST
@only(PROVIDE)
def promise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Promise an answer for a day."""
    form = PromiseForm(request.POST, auto_id="enquiry-promise-%s")
    by = desk(request).actor(PROVIDE)

    def act(row: Enquiry) -> object:
        return enquiries.promise(row, form.cleaned_data["day"], by=by)

    return _act(request, pk, form, act, "Đã ghi ngày hẹn trả lời.")


@require_POST
@only(PROVIDE)
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer; what was answered already gets a supplement."""
    form = AnswerForm(request.POST, request.FILES, auto_id="enquiry-answer-%s")
    by = desk(request).actor(PROVIDE)

    def act(row: Enquiry) -> object:
        do = enquiries.supplement if row.stage in DONE else enquiries.answer
        return do(row, form.given, by=by)

    return _act(request, pk, form, act, "Đã gửi trả lời.")


@require_POST
@only(PROVIDE)
def refuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer that nothing is given, for a reason."""
    form = RefuseForm(request.POST, auto_id="enquiry-refuse-%s")
    by = desk(request).actor(PROVIDE)

    def act(row: Enquiry) -> object:
        said = form.cleaned_data
        return enquiries.refuse(row, said["reason"], words=said["words"], by=by)

    return _act(request, pk, form, act, "Đã gửi trả lời.")


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Withdraw what one asked; a refusal is told on the page: no entry says who asked."""
    row = enquiry_or_404(request, pk)
    try:
        enquiries.withdraw(row, by=desk(request).actor())
    except Refused as refusal:
        messages.error(request, refusal.in_full)
    else:
        messages.info(request, "Đã rút đề nghị; nội dung đã xóa.")
    return redirect("publication:enquiry", pk)


@require_safe
@signed_in
def file(request: HttpRequest, pk: UUID, number: int, name: str) -> HttpResponseBase:  # noqa: ARG001 (for people's eyes)
    """Give out a file of an answer, to who may see the enquiry, always as a download."""
    row = enquiry_or_404(request, pk)
    found = AnswerFile.objects.select_related("file").filter(answer__enquiry=row, pk=number).first()
    if found is None:
        raise Http404
    if found.file.erased_at is not None:
        return render(request, "publication/gone.html", status=HTTPStatus.GONE)
    return giving.original(request, found.file, found.name)


@require_safe
@signed_in
def slip(request: HttpRequest, pk: UUID, name: str, form: str) -> HttpResponse:
    """Give out the receipt, or the reply, as PDF or DOCX."""
    row = enquiry_or_404(request, pk)
    paper = enquiry_papers.slip(row, name, _titles_of(request, row))
    if paper is None or form not in {"pdf", "docx"}:
        raise Http404
    stem = f"{name}-{row.number:02}-{row.year}"
    if form == "pdf":
        return as_pdf(pdf(paper), f"{stem}.pdf")
    response = HttpResponse(docx(paper), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{stem}.docx"'
    return response


@require_safe
@only(PROVIDE)
def to_answer(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer, the oldest first, and what has ended, newest first."""
    today = desk(request).today
    done = Enquiry.objects.select_related("asked_by").exclude(stage=Stage.WAITING)
    page = {
        "waiting": [(row, row.is_late(today)) for row in asking.waiting()],
        "leaf": _leaf(request, done.order_by("-closed_on", "-number")),
        "clauses": enquiries.clauses_on(today),
    }
    return render(request, "publication/enquiries_to_answer.html", page)


def _year(request: HttpRequest) -> int:
    text = request.GET.get("nam", "")
    this = desk(request).today.year
    return int(text) if text.isdecimal() and len(text) == len(str(this)) else this


@require_safe
@only(SEE)
def register(request: HttpRequest) -> HttpResponse:
    """Show how the enquiries of a year went, in counts and days; neither names nor words."""
    year = _year(request)
    lines = asking.register(year, desk(request).today)
    page = {
        "year": year,
        "years": asking.years(),
        "lines": lines,
        "tally": asking.tally(lines),
        "clauses": enquiries.clauses_on(desk(request).today),
    }
    return render(request, "publication/enquiry_register.html", page)


@require_safe
@only(SEE)
def register_file(request: HttpRequest, form: str) -> HttpResponse:
    """Give out the register of a year as CSV or XLSX."""
    year = _year(request)
    lines = asking.register(year, desk(request).today)
    rows = [asking.COLUMNS, *(tuple(line.cells()) for line in lines)]
    return as_file(rows, form, name=f"so-de-nghi-{year}", sheet="Đề nghị")
