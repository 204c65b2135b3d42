"""Forms of reminders: a reminder by hand, and one's own preferences for letters."""

from collections.abc import Sequence

from django import forms

from dienhong.duties.models import Mode
from dienhong.duties.rules import LONGEST_WORDS
from dienhong.organisation.models import Person


class RemindForm(forms.Form):
    """Whom to remind, and a word besides."""

    def __init__(self, people: Sequence[Person], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["to"] = forms.ModelChoiceField(
            label="Người được nhắc",
            queryset=Person.objects.filter(pk__in=[person.pk for person in people]),
            empty_label=None if len(people) == 1 else "Chọn một người",
        )
        self.fields["words"] = forms.CharField(
            label="Lời nhắc",
            required=False,
            max_length=LONGEST_WORDS,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Không ghi bí mật: lời nhắc có thể đi trong thư điện tử.",
        )


class AddressForm(forms.Form):
    """An address that a code is mailed to."""

    address = forms.EmailField(
        label="Địa chỉ thư",
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": "Chưa phải địa chỉ thư điện tử. Ghi đủ cả phần sau dấu @, "
            "ví dụ: ten@coquan.gov.vn."
        },
        help_text="Một mã được gửi tới địa chỉ này; nhập mã xong thì địa chỉ mới được dùng.",
    )


class CodeForm(forms.Form):
    """The code that came by letter."""

    code = forms.CharField(
        label="Mã trong thư",
        max_length=40,
        help_text="Hai nhóm chữ và số; không cần gõ gạch nối.",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )


class ModeForm(forms.Form):
    """How often to be written to."""

    mode = forms.ChoiceField(label="Cách gửi thư", choices=Mode.choices)
