"""Pages of reports: each turns a request into one action, or shows what is there."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Refused
from dienhong.organisation.access import kept_initial, only, refused, refused_in_form
from dienhong.organisation.middleware import desk
from dienhong.record import files
from dienhong.reporting import actions, forms, queries, rules
from dienhong.reporting.content import Content, Number, Part
from dienhong.reporting.models import Report
from dienhong.reporting.outline import content_of
from dienhong.reporting.rules import Stage

PAGE = 50
# Of a chart, in its own units: a column with its gap, the tallest, and the room for its number.
COLUMN, TALLEST, ABOVE = 40, 60, 16
_MOST_LISTED = 100
_ANSWER, _READ = "vi-sao:", "da-doc:"
_ALL = "cac-o-con-trong"


def report_or_404(pk: UUID) -> Report:
    """Return a report that was not dropped."""
    rows = Report.objects.exclude(stage=Stage.DROPPED)
    report = rows.select_related("occasion__duty", "outline", "signed").filter(pk=pk).first()
    if report is None:
        raise Http404
    return report


def readable_or_404(request: HttpRequest, pk: UUID) -> Report:
    """Return a report that may be read from here: a draft only by those who prepare."""
    report = report_or_404(pk)
    if report.is_draft and not desk(request).may(rules.PREPARE):
        raise Http404
    return report


@require_safe
@only(rules.READ)
def reports(request: HttpRequest) -> HttpResponse:
    """Show the reports that there are; to those who prepare the button that makes the next."""
    may_prepare = desk(request).may(rules.PREPARE)
    rows = queries.reports(drafts=may_prepare)
    page = {
        "form": _prepare_form(request) if may_prepare else None,
        "reports": list(rows[:_MOST_LISTED]),
    }
    return render(request, "reporting/reports.html", page)


def _prepare_form(request: HttpRequest) -> forms.PrepareForm:
    today, waiting = desk(request).today, queries.waiting()
    if request.method == "POST":
        return forms.PrepareForm(request.POST, today=today, waiting=waiting)
    usual = rules.last_ended(today)
    fits = (row for row in waiting if row.period == usual)
    initial = {"period": forms.key_of(usual), "occasion": getattr(next(fits, None), "pk", "")}
    return forms.PrepareForm(initial=initial, today=today, waiting=waiting)


@require_POST
@only(rules.PREPARE)
def prepare(request: HttpRequest) -> HttpResponse:
    """Begin a report."""
    form = _prepare_form(request)
    if not form.is_valid():
        page = {"form": form, "reports": list(queries.reports()[:_MOST_LISTED])}
        return render(request, "reporting/reports.html", page, status=422)
    by = desk(request).actor(rules.PREPARE)
    try:
        report = actions.prepare(form.chosen_period, occasion=form.chosen_occasion, by=by)
    except Refused as refusal:
        back = reverse("reporting:list")
        return refused(request, refusal, act="reporting.prepare", subject="report:", back=back)
    messages.info(request, "Đã lập dự thảo; số liệu lấy từ sổ ghi, bấm vào số để xem các mục.")
    return redirect("reporting:report", report.pk)


@require_safe
@only(rules.READ)
def report_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show a report: its figures, then clause by clause, then what has no data."""
    report, here = readable_or_404(request, pk), desk(request)
    content = content_of(report, here.today)
    kept = kept_initial(request)
    page = {
        "report": report,
        "content": content,
        "groups": [_group(*each) for each in content.groups(here.powers)],
        "months": _months(report, content),
        "charts": [_chart(report, number) for number in content.monthly],
        "parts": [_part(content, part, kept) for part in content.told],
        "missing": content.missing,
        "open_parts": [(n, part) for n, part in enumerate(content.told, 1) if part.is_open],
        "fields": report.fields.count(),
        "waiting_fields": report.fields.filter(guessed=True).count(),
        "is_over": report.last < here.today,
        "may_finish": here.may(rules.FINISH),
        "may_prepare": here.may(rules.PREPARE),
    }
    return render(request, "reporting/report.html", page)


def _group(heading: str, numbers: list[Number]) -> dict[str, Any]:
    """Return a table of figures, each with the width of its bar in hundredths of the largest."""
    most = max((number.count or 0 for number in numbers), default=0) or 1
    rows = [
        {"number": number, "width": round((number.count or 0) * 100 / most)} for number in numbers
    ]
    return {"heading": heading, "rows": rows}


def _chart(report: Report, number: Number) -> dict[str, Any]:
    """Return a number month by month, each with the place and height of its column in a chart."""
    most = max(*number.months, 1)
    columns = [
        {
            "month": month.said,
            "short": f"T{month.number}",
            "count": count,
            "left": place * COLUMN,
            "middle": place * COLUMN + COLUMN // 2,
            "height": round(count * TALLEST / most),
            "top": TALLEST - round(count * TALLEST / most) + ABOVE,
        }
        for place, (month, count) in enumerate(zip(report.months, number.months, strict=True))
    ]
    return {"number": number, "columns": columns, "width": len(columns) * COLUMN}


def _months(report: Report, content: Content) -> list[dict[str, Any]]:
    """Return the rows of the table beside the charts: each month with its counts."""
    return [
        {"said": month.said, "counts": [(n.label, n.months[place]) for n in content.monthly]}
        for place, month in enumerate(report.months)
    ]


def _part(content: Content, part: Part, kept: dict[str, Any]) -> dict[str, Any]:
    """Return a part as shown: the entries that cite it, the figures about it, what was typed."""
    held = content.by_code
    numbers = [held[code] for code in part.numbers if code in held]
    shown = [number for number in numbers[1:] if number.count]
    return {
        "part": part,
        "cited": numbers[0] if numbers else None,
        "numbers": shown,
        "answer": kept.get(_ANSWER + part.clause, part.answer),
    }


@require_safe
@only(rules.READ)
def number_page(request: HttpRequest, pk: UUID, code: str) -> HttpResponse:
    """Show the entries that a number counts, each with what it is about."""
    report, here = readable_or_404(request, pk), desk(request)
    number = content_of(report, here.today).by_code.get(code)
    if number is None or (number.secret and number.secret not in here.powers):
        raise Http404
    leaf = Paginator(number.entries, PAGE).get_page(request.GET.get("trang"))
    page = {
        "report": report,
        "number": number,
        "leaf": leaf,
        "entries": queries.entries(list(leaf.object_list), here),
    }
    return render(request, "reporting/number.html", page)


def act_on(
    request: HttpRequest, pk: UUID, act: Callable[[Report], object], said: str, *, back: str = ""
) -> HttpResponse:
    """Do one act on a report; show a refusal where it happened and write it down.

    ``back`` is where to go afterwards, the report's own page where it is not given.
    """
    report = report_or_404(pk)
    page = reverse("reporting:report", args=[pk])
    try:
        act(report)
    except Refused as refusal:
        return refused(
            request, refusal, act=rules.PREPARE, subject=report.subject, back=back or page
        )
    messages.info(request, said)
    return redirect(back or page)


@require_POST
@only(rules.PREPARE)
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the reasons that were typed; one typed for all goes into the boxes left empty."""
    here = desk(request)

    def keep(report: Report) -> None:
        typed, read = _sent(request, _ANSWER), _sent(request, _READ)
        for_all = request.POST.get(_ALL, "").strip()
        if for_all:
            empty = [part.clause for part in content_of(report, here.today).open]
            typed |= {clause: for_all for clause in empty if not typed.get(clause)}
        actions.answer(report, typed, read=read, by=here.actor(rules.PREPARE))

    return act_on(request, pk, keep, "Đã ghi lý do vào báo cáo.")


def _sent(request: HttpRequest, mark: str) -> dict[str, str]:
    """Return, by clause, the words of the fields whose names begin with a mark."""
    sent = ((name, " ".join(str(said).split())) for name, said in request.POST.items())
    return {name.removeprefix(mark): said for name, said in sent if name.startswith(mark)}


@require_POST
@only(rules.PREPARE)
def finish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Finish a report."""
    by = desk(request).actor(rules.FINISH)
    said = "Đã chốt; số liệu không đổi nữa."
    return act_on(request, pk, lambda row: actions.finish(row, by=by), said)


@require_POST
@only(rules.PREPARE)
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Drop a draft."""
    by, back = desk(request).actor(rules.PREPARE), reverse("reporting:list")
    said = "Đã bỏ dự thảo báo cáo."
    return act_on(request, pk, lambda row: actions.drop(row, by=by), said, back=back)


@only(rules.PREPARE)
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add the signed copy."""
    report = report_or_404(pk)
    if request.method == "POST":
        form = forms.SignedForm(request.POST, request.FILES)
    else:
        form = forms.SignedForm(initial=kept_initial(request))
    if form.is_bound and form.is_valid():
        try:
            actions.sign(report, _copy(form), by=desk(request).actor(rules.PREPARE))
        except Refused as refusal:
            refused_in_form(request, form, refusal, act="reporting.sign", subject=report.subject)
        else:
            messages.info(request, "Đã đính bản đã ký.")
            return redirect("reporting:report", pk)
    status = 422 if form.errors else 200
    return render(request, "reporting/sign.html", {"report": report, "form": form}, status=status)


def _copy(form: forms.SignedForm) -> actions.Copy:
    upload = form.cleaned_data["file"]
    return actions.Copy(
        file=upload,
        name=upload.name,
        seen=files.check(upload, upload.name),
        number=form.cleaned_data["number"],
        signed_on=form.cleaned_data["signed_on"],
    )
