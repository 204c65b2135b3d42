"""A new password: asked for in one way everywhere, refused in Vietnamese."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

# Django's own catalogue leaves some of these in English.
_SAID = {
    "password_too_short": "Mật khẩu ngắn quá: cần ít nhất 8 ký tự.",
    "password_too_common": "Mật khẩu này nhiều người dùng, dễ bị đoán: chọn mật khẩu khác.",
}


def check_password(password: str) -> None:
    """Raise ValidationError, in Vietnamese, for a password that is too short or too common."""
    try:
        validate_password(password)
    except ValidationError as error:
        said = [_SAID.get(each.code or "", each.messages[0]) for each in error.error_list]
        raise ValidationError(said) from error


class NewPasswordField(forms.CharField):
    """A field for a password that somebody will sign in with from now on."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "Ít nhất 8 ký tự, không phải mật khẩu phổ biến.")
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(widget=widget, validators=[check_password], **options)
