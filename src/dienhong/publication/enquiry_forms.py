"""Forms of enquiries; what a form cannot know, the rules refuse."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms

from dienhong.core.refusal import Refused
from dienhong.publication.drafting import Upload, look_at
from dienhong.publication.enquiries import Asked, Given
from dienhong.publication.forms import ManyFilesField
from dienhong.publication.rules_enquiries import grounds, refusals

_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_LONGEST = 10_000


def key_in(text: str) -> UUID | None:
    """Return the key of a matter in an address that was copied, or None."""
    found = _KEY.search(text.lower())
    return UUID(found[0]) if found else None


class AskForm(forms.Form):
    """What somebody wants to know, and why it has to be asked for."""

    what = forms.CharField(
        label="Đề nghị cung cấp thông tin gì",
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Ghi rõ việc nào, văn bản nào, khoảng thời gian nào. Chỉ người trả lời đọc được.",
    )
    ground = forms.ChoiceField(label="Trường hợp", widget=forms.RadioSelect)
    viec = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = list(grounds().items())  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        """Return what is asked; a matter that nobody knows becomes a key that none has."""
        said = self.cleaned_data
        about = said["viec"].strip()
        key = (key_in(about) or UUID(int=0)) if about else None
        return Asked(what=said["what"], ground=said["ground"], matter=key)


class PromiseForm(forms.Form):
    """The day for which an answer is promised."""

    day = forms.DateField(label="Hẹn trả lời ngày", help_text="Một ngày làm việc.")


class AnswerForm(forms.Form):
    """What is given: words, files, the address of what is public."""

    words = forms.CharField(
        label="Nội dung trả lời",
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    uploads = ManyFilesField(
        label="Tệp kèm theo",
        required=False,
        help_text="PDF, DOCX, XLSX, PNG, JPEG; mỗi tệp không quá 50 MB. Chọn được nhiều tệp.",
    )
    address = forms.CharField(
        label="Địa chỉ của việc đang công khai",
        required=False,
        max_length=300,
        help_text="Nếu điều cần biết đang ở một việc công khai, chép địa chỉ trang của việc đó.",
    )

    def clean_uploads(self) -> tuple[Upload, ...]:
        """Return the files, each looked at; every refusal names its file."""
        taken, refused = [], []
        for file in self.cleaned_data["uploads"]:
            try:
                taken.append(look_at(file, file.name or "tệp"))
            except Refused as refusal:
                refused.append(refusal.in_full)
        if refused:
            raise forms.ValidationError(refused)
        return tuple(taken)

    @property
    def given(self) -> Given:
        """Return what is given; an address that leads nowhere becomes a key that none has."""
        said = self.cleaned_data
        address = said["address"].strip()
        key = (key_in(address) or UUID(int=0)) if address else None
        return Given(words=said["words"], uploads=said["uploads"], matter=key)


class RefuseForm(forms.Form):
    """Why nothing is given."""

    reason = forms.ChoiceField(label="Lý do", widget=forms.RadioSelect)
    words = forms.CharField(
        label="Giải thích thêm",
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Để trống khi không thuộc diện được cung cấp: chỉ dùng câu trả lời có sẵn.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.code, each.label) for each in refusals().values()]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]
