"""Importing people: choosing the file, the preview that can be mended, storing, throwing away."""

import re
from collections import defaultdict
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.plain import one_line
from dienhong.core.refusal import Refused
from dienhong.organisation import import_rows, importing, queries, rules, tables
from dienhong.organisation.access import only, refused
from dienhong.organisation.categories import CATEGORY_LABELS
from dienhong.organisation.forms import SearchForm
from dienhong.organisation.import_rows import FIELDS, Judged, plain
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import PeopleImport
from dienhong.organisation.table_files import as_file
from dienhong.organisation.views.acting import changer, do

SHOWN_AT_ONCE = 50  # rows to mend on one page: a form has at most a thousand fields
_NAME = re.compile(r"r(\d{1,6})-(\w{1,20})")
_EXAMPLE = ["Nguyễn Văn Minh", "CB001", "", "Phòng Tổng hợp", "Chuyên viên", "01/09/2015"]


class FileForm(forms.Form):
    """The file with the list."""

    file = forms.FileField(
        label="Tệp CSV hoặc XLSX",
        help_text=f"Không quá 5 MB, {import_rows.MOST_ROWS} dòng. Chưa nhập ai khi mới tải lên.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,.txt"}),
    )


@only(rules.CHANGE_PEOPLE)
def start(request: HttpRequest) -> HttpResponse:
    """Take the file; show what was uploaded and not carried out yet."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            pending = importing.upload(
                file.read(tables.LARGEST_FILE + 1), file.name or "", by=changer(request)
            )
        except Refused as refusal:
            form.add_error("file", refusal.in_full)
        else:
            return redirect("organisation:import-preview", pending.pk)
    shown = {
        "form": form,
        "pending": importing.pending_ones().select_related("made_by"),
        "fields": FIELDS,
        "categories": CATEGORY_LABELS.values(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "organisation/import.html", shown, status=status)


@require_safe
@only(rules.CHANGE_PEOPLE)
def template(request: HttpRequest, form: str) -> HttpResponse:  # noqa: ARG001 (every view has it)
    """Give an empty list with the header that is understood, and one line as an example."""
    rows = [list(FIELDS.values()), [*_EXAMPLE, "Công chức", ""]]
    return as_file(rows, form, name="mau-danh-sach-nguoi")


def pending_or_404(pk: UUID) -> PeopleImport:
    """Return an import with its rows, or an empty one that is over."""
    pending = PeopleImport.objects.select_related("made_by").filter(pk=pk).first()
    if pending is None:
        raise Http404
    return pending


@only(rules.CHANGE_PEOPLE)
def preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show what each row would do, what has to be mended, and mend it on the page."""
    pending = pending_or_404(pk)
    by = changer(request)
    if request.method == "POST":
        back = reverse("organisation:import-preview", args=[pk])
        try:
            importing.mend(
                pending,
                _cells(request),
                _departments(request),
                edition=_edition(request),
                by=by,
            )
        except Refused as refusal:
            return refused(
                request, refusal, act="organisation.mend", subject=f"import:{pk}", back=back
            )
        return redirect(back)
    shown = importing.preview(pending, by)
    to_mend = [line for line in shown.open if line.is_to_mend][:SHOWN_AT_ONCE]
    names = list(queries.departments_open().values_list("name", flat=True))
    unknown = _unknown(shown, pending, names)
    page = {
        "pending": pending,
        "expired": pending.expires_on < by.today,
        "shown": shown,
        "open_count": len(shown.open),
        "faults": [*_undecided(unknown), *_faults(to_mend)],
        "to_mend": [_line(line) for line in to_mend],
        "more": sum(line.is_to_mend for line in shown.lines) - len(to_mend),
        "good": [line for line in shown.lines if not line.is_to_mend],
        "unknown": unknown,
        "departments": names,
        "new": importing.NEW,
    }
    return render(request, "organisation/import_preview.html", page)


def _edition(request: HttpRequest) -> int:
    words = request.POST.get("edition", "")
    return int(words) if words.isdecimal() and len(words) < 9 else 0  # noqa: PLR2004 (an integer)


def _cells(request: HttpRequest) -> dict[int, dict[str, str]]:
    """Return what was typed into rows; a row on the page always says whether it is dropped."""
    cells: dict[int, dict[str, str]] = defaultdict(dict)
    for key in request.POST:
        found = _NAME.fullmatch(key)
        if found and found[2] in {*FIELDS, "choice", "dropped"}:
            cells[int(found[1])][found[2]] = one_line(request.POST[key])[:500]
    return cells


def _departments(request: HttpRequest) -> dict[str, str]:
    known = {importing.NEW, *queries.departments_open().values_list("name", flat=True)}
    return {
        plain(name): chosen
        for name, chosen in zip(
            request.POST.getlist("unknown"), request.POST.getlist("becomes"), strict=False
        )
        if chosen in known
    }


def _faults(lines: list[Judged]) -> list[dict[str, str]]:
    """Return what has to be mended, each with the place on the page that it leads to."""
    found = []
    for line in lines:
        number = line.row.number
        found += [
            {"target": f"r{number}-{name}", "words": f"Dòng {number}: {FIELDS[name]}. {message}"}
            for name, message in line.errors.items()
        ]
        if line.asks:
            words = f"Dòng {number}: {line.row.cells['name']} có thể trùng {_whom(line)}"
            found.append({"target": f"r{number}-choice-same", "words": words})
    return found


def _whom(line: Judged) -> str:
    if line.match:
        gone = ", đã thôi việc" if line.match.has_left else ""
        return f"{line.match.name}, {line.match.department or 'chưa có phòng'}{gone}"
    return f"dòng {line.match_row}"


def _line(line: Judged) -> dict[str, Any]:
    """Return a row to mend: every field with its words and what is wrong with them."""
    return {
        "line": line,
        "whom": _whom(line) if line.match or line.match_row else "",
        "fields": [
            {
                "id": f"r{line.row.number}-{name}",
                "label": label,
                "words": line.row.cells[name],
                "error": line.errors.get(name, ""),
            }
            for name, label in FIELDS.items()
        ],
    }


def _unknown(
    shown: importing.Preview, pending: PeopleImport, names: list[str]
) -> list[dict[str, Any]]:
    """Return each department that the office lacks, with what was chosen and how many wait."""
    return [
        {
            "id": f"phong-{number}",
            "name": name,
            "becomes": pending.departments.get(plain(name), ""),
            "near": import_rows.nearest(name, names),
            "waiting": sum(
                line.waits and plain(line.row.cells["department"]) == plain(name)
                for line in shown.lines
            ),
        }
        for number, name in enumerate(shown.unknown, start=1)
    ]


def _undecided(unknown: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "target": each["id"],
            "words": f"Không có phòng «{each['name']}», {each['waiting']} dòng"
            + (f"; gần nhất là {each['near']}" if each["near"] else ""),
        }
        for each in unknown
        if each["waiting"]
    ]


@require_POST
@only(rules.CHANGE_PEOPLE)
def carry_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Store what the preview shows."""
    pending = pending_or_404(pk)
    back = reverse("organisation:import-preview", args=[pk])
    try:
        count = importing.carry_out(pending, edition=_edition(request), by=changer(request))
    except Refused as refusal:
        name, subject = "organisation.carry_out", f"import:{pk}"
        return refused(request, refusal, act=name, subject=subject, back=back)
    messages.info(request, f"Đã nhập {count} người. Chưa ai có mật khẩu để đăng nhập.")
    return redirect("organisation:people")


@require_POST
@only(rules.CHANGE_PEOPLE)
def drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Throw the uploaded list away."""
    pending = pending_or_404(pk)
    return do(
        request,
        lambda: importing.drop(pending, by=changer(request)),
        name="organisation.drop_import",
        subject=f"import:{pk}",
        said="Đã bỏ danh sách, không nhập ai.",
        back=reverse("organisation:import"),
    )


@require_safe
@only(rules.CHANGE_PEOPLE)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Give out the list of people that the page shows, as a file for administration."""
    here = desk(request)
    found = queries.listed(SearchForm(request.GET).wanted, here.today)
    people = queries.with_functions(found, here.today)
    rows: list[list[Any]] = [list(FIELDS.values())]
    rows += [
        [
            who.name,
            who.staff_code,
            who.account.login if hasattr(who, "account") else "",
            who.department.name if who.department else "",
            who.position,
            who.joined_on,
            who.get_category_display() if who.category else "",
            "; ".join(who.held),  # type: ignore[attr-defined]
        ]
        for who in people
    ]
    return as_file(rows, form, name=f"danh-sach-nguoi-{here.today:%Y%m%d}")
