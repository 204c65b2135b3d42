"""Papers of meetings: given out as PDF and DOCX, numbered, signed, listed in registers."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dienhong.core.refusal import Refused
from dienhong.meetings import forms, papers, queries, rules, signing
from dienhong.meetings.models import FILE_STEMS, PAPER_KINDS, Meeting, MeetingPaper
from dienhong.meetings.rules import Stage
from dienhong.meetings.views import meeting_or_404, reads_minutes
from dienhong.organisation import tables
from dienhong.organisation.access import kept_initial, only, refused_in_form, signed_in
from dienhong.organisation.middleware import desk
from dienhong.papers.draw import pdf
from dienhong.papers.word import MEDIA_TYPE
from dienhong.papers.word_paper import docx
from dienhong.record import giving

_KINDS = {name: kind for kind, name in FILE_STEMS.items()}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FIRST_YEAR, _LAST_YEAR = 2000, 2200


@require_safe
@signed_in
def paper(request: HttpRequest, pk: UUID, name: str, form: str) -> HttpResponse:
    """Give out a paper of a meeting as PDF or DOCX, to who may read what is in it."""
    meeting = meeting_or_404(pk)
    kind = _KINDS.get(name, "")
    if not _is_there(request, meeting, kind):
        raise Http404
    said = papers.paper_of(meeting, kind)
    if form == "docx":
        response = HttpResponse(docx(said), content_type=MEDIA_TYPE)
        response["Content-Disposition"] = f'attachment; filename="{name}.docx"'
        return response
    response = HttpResponse(pdf(said), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'"
    )
    return response


def _is_there(request: HttpRequest, meeting: Meeting, kind: str) -> bool:
    """Tell whether a paper can be given out: minutes from the meeting on, others once made."""
    if kind == "minutes":
        return meeting.stage not in {Stage.PLANNED, Stage.CANCELLED} and reads_minutes(
            request, meeting
        )
    made = meeting.papers.filter(kind=kind).exists()
    return made and (kind == "invitation" or reads_minutes(request, meeting))


def _paper_or_404(key: int) -> MeetingPaper:
    row = MeetingPaper.objects.select_related("meeting", "signed").filter(pk=key).first()
    if row is None:
        raise Http404
    return row


@only(rules.SIGN)
def number(request: HttpRequest, key: int) -> HttpResponse:
    """Write down number and day of a paper."""
    row = _paper_or_404(key)
    initial = {"number": row.number, "dated_on": row.dated_on or desk(request).today}
    form = forms.NumberForm(request.POST or None, initial=initial | kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            signing.number(row, **form.cleaned_data, by=desk(request).actor(rules.SIGN))
        except Refused as refusal:
            refused_in_form(
                request, form, refusal, act="meetings.number", subject=row.meeting.subject
            )
        else:
            messages.info(request, "Đã ghi số và ngày.")
            return redirect("meetings:meeting", row.meeting_id)
    page = {
        "form": form,
        "meeting": row.meeting,
        "title": f"Ghi số: {PAPER_KINDS[row.kind]}",
        "button": "Ghi số",
        "hint": f"Chỉ ghi con số thì hệ thống thêm /{signing.symbol_of(row.kind)}.",
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/form.html", page, status=status)


@only(rules.SIGN)
def sign(request: HttpRequest, key: int) -> HttpResponse:
    """Take in the signed copy of a paper."""
    row = _paper_or_404(key)
    form = forms.CopyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            copy = signing.look_at(form.cleaned_data["copy"])
            signing.sign(row, copy, by=desk(request).actor(rules.SIGN))
        except Refused as refusal:
            refused_in_form(
                request,
                form,
                refusal,
                act="meetings.sign",
                subject=row.meeting.subject,
                field="copy",
            )
        else:
            messages.info(request, "Đã nhận bản ký.")
            return redirect("meetings:meeting", row.meeting_id)
    title = f"Nhận bản ký: {PAPER_KINDS[row.kind]}"
    page = {"form": form, "meeting": row.meeting, "title": title, "button": "Nhận bản ký"}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "meetings/form.html", page, status=status)


@require_safe
@signed_in
def signed_copy(request: HttpRequest, key: int, name: str) -> HttpResponseBase:  # noqa: ARG001 (for people's eyes)
    """Give out the signed copy of a paper, always as a download."""
    row = _paper_or_404(key)
    if row.signed is None or not _is_there(request, row.meeting, row.kind):
        raise Http404
    return giving.original(request, row.signed, row.signed_name)


def _asked(request: HttpRequest) -> tuple[str, int]:
    """Return kind and year of the register asked for; what makes no sense is the minutes of now."""
    kind, year = request.GET.get("loai", ""), request.GET.get("nam", "")
    this_year = desk(request).today.year
    plain = year.isdecimal() and year.isascii() and len(year) == len(str(_FIRST_YEAR))
    asked = int(year) if plain and _FIRST_YEAR <= int(year) <= _LAST_YEAR else this_year
    return _KINDS.get(kind, "minutes"), asked


@require_safe
@signed_in
def register(request: HttpRequest) -> HttpResponse:
    """Show the register of one kind of paper in one year."""
    kind, year = _asked(request)
    page = {
        "rows": queries.register(kind, year),
        "kind": FILE_STEMS[kind],
        "kind_said": PAPER_KINDS[kind],
        "year": year,
        "years": [desk(request).today.year - past for past in range(5)],
        "kinds": [(name, PAPER_KINDS[each]) for each, name in FILE_STEMS.items()],
    }
    return render(request, "meetings/register.html", page)


@require_safe
@signed_in
def register_file(request: HttpRequest) -> HttpResponse:
    """Give out the register as XLSX."""
    kind, year = _asked(request)
    header = ["Số", "Ngày", "Nội dung", "Ngày họp", "Tình trạng", "Tệp bản ký"]
    rows = [_line(row) for row in queries.register(kind, year)]
    content = tables.as_xlsx([header, *rows], f"{PAPER_KINDS[kind]} {year}".capitalize())
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="so-{FILE_STEMS[kind]}-{year}.xlsx"'
    return response


def _line(row: MeetingPaper) -> list[str]:
    held_on = _day(row.meeting.held_on)
    numbered = [row.number, _day(row.dated_on), row.meeting.title]
    return [*numbered, held_on, row.state, row.signed_name]


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
