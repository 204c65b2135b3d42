"""The end or merger of the agency: recorded by the Chief, on the basis of a decision."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from dienhong.core.refusal import Refused
from dienhong.hosting import directory
from dienhong.hosting.context import current
from dienhong.organisation import actions, queries, rules, rules_closing
from dienhong.organisation.access import kept_initial, only, refused_in_form
from dienhong.organisation.middleware import desk
from dienhong.site.offices import left_behind


class ClosingForm(forms.Form):
    """By which decision the agency ends, on which day, and who goes on."""

    number = forms.CharField(label="Số quyết định", max_length=60, help_text="Ví dụ: 15/QĐ-UBND.")
    decided_on = forms.DateField(label="Ngày quyết định")
    closed_on = forms.DateField(
        label="Ngày cuối hoạt động", help_text="Hết ngày này, văn phòng chỉ để tra cứu."
    )
    successor_name = forms.CharField(label="Cơ quan tiếp nhận", max_length=200, required=False)
    successor_code = forms.CharField(
        label="Mã của cơ quan tiếp nhận",
        max_length=40,
        required=False,
        help_text="Nếu cơ quan đó cũng dùng Diên Hồng.",
    )
    confirm = forms.CharField(label="Gõ mã văn phòng này để xác nhận", max_length=40)

    def clean_confirm(self) -> str:
        """Ask for the office's own code, so that nobody ends an office by one click too many."""
        typed: str = self.cleaned_data["confirm"]
        if typed != current():
            raise forms.ValidationError(f"Mã văn phòng này là «{current()}».")
        return typed

    def clean_successor_code(self) -> str:
        """Take only what can be a code, and never this office's own."""
        code: str = self.cleaned_data["successor_code"]
        if code and (not directory.is_code(code) or code == current()):
            raise forms.ValidationError("Không phải mã của một văn phòng khác.")
        return code


@only(rules.CLOSE)
def page(request: HttpRequest) -> HttpResponse:
    """Show what is recorded of the end, or the form to record it."""
    here = desk(request)
    recorded = queries.closing(queries.agency())
    form = ClosingForm(request.POST or None, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            _record(form.cleaned_data, request)
        except Refused as refusal:
            if recorded is not None:
                raise  # the page shows no form that could take the words
            refused_in_form(
                request, form, refusal, act="organisation.record_closing", subject="agency:1"
            )
        else:
            messages.info(request, "Đã ghi kết thúc hoạt động.")
            return redirect("organisation:closing")
    shown = {
        "form": form,
        "left": left_behind(),
        "recorded": recorded,
        "over": recorded is not None and recorded.is_over(here.today),
    }
    return render(request, "site/closing.html", shown, status=422 if form.errors else 200)


def _record(given: dict[str, Any], request: HttpRequest) -> None:
    said = {name: given[name] for name in given if name != "confirm"}
    by = desk(request).actor(rules.CLOSE)
    actions.record_closing(rules_closing.Closing(**said), by=by)


@require_POST
@only(rules.CLOSE)
def cancel(request: HttpRequest) -> HttpResponse:
    """Take a recorded end back."""
    actions.cancel_closing(by=desk(request).actor(rules.CLOSE))
    messages.info(request, "Đã huỷ việc ghi kết thúc hoạt động.")
    return redirect("organisation:closing")
