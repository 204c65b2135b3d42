"""Pages of the server itself: which offices there are, and opening a new one."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dienhong.core.refusal import Refused
from dienhong.hosting import directory
from dienhong.organisation.access import public
from dienhong.organisation.functions import Function
from dienhong.organisation.passwords import NewPasswordField
from dienhong.site import offices

_FIRST = {
    Function.ADMINISTRATION: "Phụ trách hành chính",
    Function.CHIEF: "Người đứng đầu cơ quan",
}


class OfficeForm(forms.Form):
    """A new office, and the first person in it."""

    name = forms.CharField(
        label="Tên cơ quan", max_length=200, help_text="Ví dụ: Văn phòng Ủy ban nhân dân tỉnh."
    )
    code = forms.CharField(
        label="Mã trong địa chỉ",
        max_length=60,
        help_text="Chữ thường không dấu, chữ số, gạch nối. Ví dụ: van-phong-tinh.",
    )
    superior_body = forms.CharField(label="Cơ quan cấp trên", max_length=200, required=False)
    place = forms.CharField(label="Địa danh ghi trên văn bản", max_length=100, required=False)
    symbol = forms.CharField(
        label="Chữ viết tắt trong số văn bản",
        max_length=20,
        required=False,
        help_text="Ví dụ: VP trong số 12/TB-VP.",
    )
    head_title = forms.CharField(
        label="Người đứng đầu gọi là",
        max_length=120,
        required=False,
        help_text="Ví dụ: Chánh Văn phòng, Giám đốc Sở, Chủ tịch Ủy ban nhân dân xã.",
    )
    deputy_title = forms.CharField(
        label="Cấp phó gọi là",
        max_length=120,
        required=False,
        help_text="Ví dụ: Phó Chánh Văn phòng, Phó Giám đốc Sở.",
    )
    person = forms.CharField(label="Họ và tên người mở", max_length=100)
    function = forms.ChoiceField(
        label="Chức năng của người mở", choices=[(f.value, label) for f, label in _FIRST.items()]
    )
    login = forms.RegexField(
        label="Tên đăng nhập",
        regex=r"^[A-Za-z0-9._-]{2,60}$",
        error_messages={
            "invalid": "Chỉ dùng chữ không dấu, chữ số, dấu chấm, gạch nối, từ 2 ký tự."
        },
        widget=forms.TextInput(attrs={"autocapitalize": "none"}),
    )
    password = NewPasswordField(label="Mật khẩu")


@require_safe
@public
def index(request: HttpRequest) -> HttpResponse:
    """Show the offices of this server."""
    if request.path_info != "/":
        raise Http404
    shown = {"offices": offices.listed(), "may_open": settings.DIENHONG_OPEN_BY_CLICKS}
    return render(request, "site/server.html", shown)


@public
def open_office(request: HttpRequest) -> HttpResponse:
    """Open a new office by clicks, where this server allows it."""
    if not settings.DIENHONG_OPEN_BY_CLICKS:
        raise Http404
    form = OfficeForm(request.POST or None, initial={"code": _free_code()})
    if request.method == "POST" and form.is_valid():
        try:
            _open(form.cleaned_data)
        except Refused as refusal:
            form.add_error("code", refusal.in_full)
        else:
            return redirect(f"/{form.cleaned_data['code']}/dang-nhap/")
    return render(
        request, "site/open_office.html", {"form": form}, status=422 if form.errors else 200
    )


def _open(given: dict[str, Any]) -> None:
    offices.open_office(
        given["code"],
        offices.Opening(
            name=given["name"],
            superior_body=given["superior_body"],
            place=given["place"],
            person=given["person"],
            login=given["login"],
            password=given["password"],
            function=Function(given["function"]),
            symbol=given["symbol"],
            titles={
                Function.CHIEF: given["head_title"],
                Function.DEPUTY_CHIEF: given["deputy_title"],
            },
        ),
        at=timezone.now(),
    )


def _free_code() -> str:
    number = 1
    while directory.is_taken(f"van-phong-{number}"):
        number += 1
    return f"van-phong-{number}"
