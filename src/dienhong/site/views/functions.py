"""Functions of the office: who holds them, what is vacant, who may do what, and changing that."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from dienhong.core.refusal import Refused
from dienhong.organisation import binding, queries, rules
from dienhong.organisation.access import kept_initial, only, refused_in_form, signed_in
from dienhong.organisation.functions import KIND_LABELS, FunctionKind
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Binding, LegalFunction
from dienhong.organisation.powers import Power, powers
from dienhong.organisation.standing import Standing
from dienhong.regulation.law import say_citation
from dienhong.site import bodies

NONE = ("", "Không có")
# What the rooms of the program are called where powers are listed by room.
ROOMS = {
    "organisation": "Người và chức năng",
    "record": "Sổ ghi",
    "regulation": "Quy chế",
    "duties": "Việc định kỳ",
    "meetings": "Cuộc họp",
    "reporting": "Báo cáo",
    "publication": "Công khai",
    "public_service": "Thủ tục cho công dân",
}


class FunctionForm(forms.Form):
    """What a function is called here, who plays it, and who acts while it is vacant."""

    label = forms.CharField(label="Tên gọi ở cơ quan này", max_length=120)
    kind = forms.ChoiceField(
        label="Là", choices=[(kind.value, said) for kind, said in KIND_LABELS.items()]
    )
    one_holder = forms.BooleanField(label="Mỗi lúc chỉ một người giữ", required=False)
    through = forms.ChoiceField(
        label="Do chức năng nào đảm nhiệm",
        required=False,
        help_text="Cho vai trong thủ tục: người giữ chức năng đó đảm nhiệm luôn vai này.",
    )
    stand_in = forms.ChoiceField(
        label="Khi khuyết thì ai làm thay",
        required=False,
        help_text="Người giữ chức năng đó làm thay cho tới khi có người giữ.",
    )
    ground = forms.CharField(
        label="Căn cứ của việc đảm nhiệm hoặc làm thay",
        required=False,
        max_length=200,
        help_text="Ví dụ: Quyết định số 15/QĐ-VP ngày 02/3/2026; Điều 5 khoản 2 Quy chế.",
    )
    term_ends_on = forms.DateField(label="Nhiệm kỳ đến hết ngày", required=False)
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, others: Iterable[LegalFunction], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [NONE, *((row.code, row.label) for row in others)]
        for name in ("through", "stand_in"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def words(self) -> binding.FunctionWords:
        """Return what was written down."""
        given = self.cleaned_data
        return binding.FunctionWords(
            label=given["label"],
            kind=FunctionKind(given["kind"]),
            one_holder=given["one_holder"],
            through=given["through"],
            stand_in=given["stand_in"],
            ground=given["ground"],
            term_ends_on=given["term_ends_on"],
        )


class BindForm(forms.Form):
    """Which functions have a power, and on which basis."""

    functions = forms.MultipleChoiceField(
        label="Chức năng được làm", widget=forms.CheckboxSelectMultiple, required=False
    )
    basis = forms.CharField(
        label="Căn cứ",
        max_length=200,
        help_text="Điều khoản của quy chế, hoặc số và ngày của quyết định phân công.",
    )


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show every function with its holders; a vacant one says who acts instead, and why."""
    here = desk(request)
    rows = list(LegalFunction.objects.select_related("through", "stand_in"))
    held: dict[str, list[Any]] = {}
    for holding in queries.holders_on(here.today, here.standing.places):
        held.setdefault(holding.function_id, []).append(holding)
    named = bodies.naming(here.today)
    shown = {
        "kinds": [
            {
                "said": said,
                "functions": [
                    _function(row, held.get(row.code, []), here.standing)
                    | {"named_by": named.get(row.code, [])}
                    for row in rows
                    if row.kind == kind
                ],
            }
            for kind, said in KIND_LABELS.items()
        ],
        "may_change": here.may(rules.CHANGE_PEOPLE),
        "today": here.today,
    }
    return render(request, "organisation/functions.html", shown)


def _function(row: LegalFunction, holders: list[Any], standing: Standing) -> dict[str, Any]:
    return {
        "row": row,
        "holders": holders,
        "vacant": row.code in standing.vacant,
        "acted_for": bool(standing.acting(row.code)),
        "stand_in": standing.say([row.stand_in_id or ""]),
        "through": standing.say([row.through_id or ""]),
    }


@only(rules.CHANGE_PEOPLE)
def add(request: HttpRequest) -> HttpResponse:
    """Add a function of this office's own."""
    form = FunctionForm(
        request.POST or None, others=LegalFunction.objects.all(), initial=kept_initial(request)
    )
    if request.method == "POST" and form.is_valid():
        try:
            binding.add_function(form.words(), by=desk(request).actor(rules.CHANGE_PEOPLE))
        except Refused as refusal:
            refused_in_form(
                request, form, refusal, act="organisation.add_function", subject="agency:1"
            )
        else:
            messages.info(request, "Đã thêm chức năng.")
            return redirect("organisation:functions")
    return _edit_page(request, form, None)


@only(rules.CHANGE_PEOPLE)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a function is called, who plays it, and who stands in."""
    row = get_object_or_404(LegalFunction, pk=code)
    initial = {
        "label": row.label,
        "kind": row.kind,
        "one_holder": row.one_holder,
        "through": row.through_id or "",
        "stand_in": row.stand_in_id or "",
        "ground": row.ground,
        "term_ends_on": row.term_ends_on,
        "edition": row.edition,
    }
    others = LegalFunction.objects.exclude(pk=code)
    kept = kept_initial(request)
    form = FunctionForm(request.POST or None, others=others, initial=initial | kept)
    if request.method == "POST" and form.is_valid():
        by = desk(request).actor(rules.CHANGE_PEOPLE)
        seen = form.cleaned_data["edition"] or 0
        try:
            binding.change_function(row, form.words(), edition=seen, by=by)
        except Refused as refusal:
            refused_in_form(
                request,
                form,
                refusal,
                act="organisation.change_function",
                subject=f"function:{row.code}",
            )
        else:
            messages.info(request, "Đã ghi chức năng.")
            return redirect("organisation:functions")
    return _edit_page(request, form, row)


def _edit_page(request: HttpRequest, form: FunctionForm, row: LegalFunction | None) -> HttpResponse:
    shown = {"form": form, "row": row}
    status = 422 if form.errors else 200
    return render(request, "organisation/edit_function.html", shown, status=status)


@require_safe
@signed_in
def who_may(request: HttpRequest) -> HttpResponse:
    """Show who may do what: each power, the functions that have it, who that is today, why."""
    here = desk(request)
    bound = {row.power: row for row in Binding.objects.all()}
    names = {str(person.pk): person.name for person in queries.staff_on(here.today)}
    rooms: dict[str, list[dict[str, Any]]] = {}
    for power in powers().values():
        shown = _power(power, here.standing, names) | {"bound": bound.get(power.code)}
        rooms.setdefault(ROOMS[power.code.partition(".")[0]], []).append(shown)
    page = {"rooms": rooms, "may_bind": here.may(rules.BIND_POWERS)}
    return render(request, "organisation/who_may.html", page)


def _power(power: Power, standing: Standing, names: dict[str, str]) -> dict[str, Any]:
    who = {person for code in standing.powers[power.code] for person in standing.acting(code)}
    return {
        "power": power,
        "functions": standing.say(standing.powers[power.code]),
        "people": ", ".join(sorted(names[person] for person in who if person in names)),
    }


@require_safe
@signed_in
def who_may_file(request: HttpRequest) -> HttpResponse:
    """Give out the same table as a sheet: powers down, functions across, the clause last."""
    standing = desk(request).standing
    bound = {row.power: row.basis for row in Binding.objects.all()}
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Ai được làm gì"
    places = list(standing.places.values())
    sheet.append(["Việc", *(place.label for place in places), "Căn cứ"])
    for power in powers().values():
        may = standing.powers[power.code]
        source = say_citation(power.source) if power.source else ""
        marks = ["có" if place.code in may else "" for place in places]
        sheet.append([power.verb, *marks, bound.get(power.code, source)])
    _lay_out(sheet)
    out = BytesIO()
    book.save(out)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(out.getvalue(), content_type=kind)
    response["Content-Disposition"] = 'attachment; filename="ai-duoc-lam-gi.xlsx"'
    return response


def _lay_out(sheet: Worksheet) -> None:
    """Make the sheet readable and printable: heads that wrap and stay, one page across."""
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 44
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


@only(rules.BIND_POWERS)
def bind(request: HttpRequest, power: str) -> HttpResponse:
    """Give a power to other functions, on a basis."""
    found = powers().get(power)
    if found is None:
        raise Http404
    here = desk(request)
    initial = {"functions": sorted(here.standing.powers[power])} | kept_initial(request)
    form = BindForm(request.POST or None, initial=initial)
    choices = [(place.code, place.label) for place in here.standing.places.values()]
    form.fields["functions"].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            _bind(request, power, form.cleaned_data)
        except Refused as refusal:
            place = "basis" if "căn cứ" in refusal.reason else "functions"
            refused_in_form(
                request,
                form,
                refusal,
                act="organisation.bind",
                subject=f"power:{power}",
                field=place,
            )
        else:
            messages.info(request, f"Đã ghi ai được {found.verb}.")
            return redirect("organisation:who-may")
    shown = {"form": form, "power": found}
    return render(request, "organisation/bind.html", shown, status=422 if form.errors else 200)


def _bind(request: HttpRequest, power: str, given: dict[str, Any]) -> None:
    by = desk(request).actor(rules.BIND_POWERS)
    binding.bind_power(power, given["functions"], basis=given["basis"], by=by)
