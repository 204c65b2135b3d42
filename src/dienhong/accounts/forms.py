"""Forms of signing in, and of one's own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from dienhong.accounts import brake, rules
from dienhong.core.refusal import Refused
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Account, LegalFunction
from dienhong.organisation.passwords import NewPasswordField

WAIT = "wait"


class SignInForm(AuthenticationForm):
    """Name and password: the same words, and the same work, for a wrong one of either."""

    def clean(self) -> dict[str, Any]:
        """Charge the try, look at the password, and give the charge back if it was right."""
        name = self.cleaned_data.get("username")
        assert self.request is not None
        at = desk(self.request).at
        if name is None or not self.cleaned_data.get("password"):
            return super().clean()
        try:
            wrong = brake.charge_password(name, self.request, at=at)
        except Refused as refusal:
            raise ValidationError(refusal.in_full, code=WAIT) from refusal
        try:
            cleaned = super().clean()
        except ValidationError:
            known = Account.objects.filter(login=name.strip().lower()).first()
            brake.was_wrong(wrong, known, at=at)
            raise
        brake.forget(brake.Door.PASSWORD, name)
        brake.give_back(brake.Door.ADDRESS, brake.address(self.request))
        return cleaned

    def confirm_login_allowed(self, user: Account) -> None:
        """Keep out who is no longer one of the staff."""
        super().confirm_login_allowed(user)
        assert self.request is not None
        today = desk(self.request).today
        if not rules.may_come_in(user.is_active, user.person.left_on, today):
            raise self.get_invalid_login_error()


class TwicePasswordForm(forms.Form):
    """A new password, typed twice: nobody else knows it, so a slip of the finger shuts one out."""

    password = NewPasswordField(label="Mật khẩu mới")
    again = forms.CharField(
        label="Nhập lại mật khẩu mới",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Compare the two."""
        given = self.cleaned_data
        if "password" in given and "again" in given and given["password"] != given["again"]:
            self.add_error("again", "Hai lần nhập không giống nhau.")
        return given


class SlipForm(TwicePasswordForm):
    """A slip's code, and the password that the person chooses."""

    field_order = ["username", "code", "password", "again"]

    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "username"}),
    )
    code = forms.CharField(
        label="Mã trên phiếu",
        max_length=40,
        help_text="Ba nhóm chữ và số; không cần gõ gạch nối.",
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off"}),
    )


class ChangePasswordForm(TwicePasswordForm):
    """The password in use, and the new one."""

    field_order = ["old", "password", "again"]

    old = forms.CharField(
        label="Mật khẩu đang dùng",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """A code of the phone's application, or one from paper."""

    code = forms.CharField(
        label="Mã xác nhận",
        max_length=40,
        help_text="Sáu chữ số trên ứng dụng, hoặc một mã dự phòng trên giấy.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )


class PasswordForm(forms.Form):
    """One's own password, asked again before something weighty; not where there is none."""

    old = forms.CharField(
        label="Mật khẩu đang dùng",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, account: Account, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not account.has_usable_password():
            del self.fields["old"]


class PasswordAndCodeForm(PasswordForm, CodeForm):
    """Both factors, before one of them is taken away or made anew."""

    field_order = ["old", "code"]


def _functions() -> list[tuple[str, str]]:
    return [(row.code, row.label) for row in LegalFunction.objects.all()]


class PolicyForm(forms.Form):
    """Of whom a second factor is demanded, from when, on which basis."""

    function = forms.ChoiceField(label="Người giữ chức năng", choices=_functions)
    demanded_from = forms.DateField(
        label="Bắt buộc từ ngày",
        help_text="Trước ngày này người đó chỉ được nhắc khi đăng nhập.",
    )
    basis = forms.CharField(label="Căn cứ", max_length=200)


class KeyForm(PasswordForm):
    """How a new key is to be called, after the password."""

    field_order = ["name", "old"]

    name = forms.CharField(
        label="Tên của khoá", max_length=60, help_text="Ví dụ: điện thoại của tôi, máy ở phòng."
    )


class ProofForm(forms.Form):
    """What only the person has: the password, or a slip where there is no password."""

    proof = forms.CharField(
        max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, account: Account, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        has_password = account.has_usable_password()
        self.fields["proof"].label = "Mật khẩu đang dùng" if has_password else "Mã trên phiếu"


class ProviderForm(forms.Form):
    """What the province's account system gives when the office is registered there."""

    issuer = forms.CharField(
        label="Địa chỉ của hệ thống (issuer)", max_length=300, help_text="Bắt đầu bằng https://"
    )
    client_id = forms.CharField(label="Mã ứng dụng (client id)", max_length=200)
    secret = forms.CharField(
        label="Khoá của ứng dụng (client secret)",
        required=False,
        max_length=500,
        help_text="Để trống thì giữ khoá đang có. Đổi địa chỉ của hệ thống thì phải nhập lại.",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    claim = forms.CharField(
        label="Phần nào của câu trả lời là tên đăng nhập (claim)", max_length=60
    )
    label = forms.CharField(label="Chữ trên nút đăng nhập", max_length=60)
    trusts_claim = forms.BooleanField(
        label="Tin tên đó ngay lần đầu, không hỏi thêm mật khẩu hoặc phiếu",
        required=False,
        help_text="Chỉ đánh dấu khi tỉnh bảo đảm mỗi tên thuộc đúng một người.",
    )
