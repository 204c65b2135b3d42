"""Forms of the regulation: a text in, a number corrected, a decision's number and days."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from dienhong.core.law.read import read_plain
from dienhong.core.law.reading.files import LARGEST, kind_of
from dienhong.core.law.reading.reading import Reading
from dienhong.core.refusal import Refused
from dienhong.record import worker
from dienhong.regulation import vocabulary


class UploadForm(forms.Form):
    """A regulation's text, as a file or pasted."""

    one_is_enough = True  # either field may be empty, so none is marked as optional

    file = forms.FileField(
        label="Tệp văn bản",
        required=False,
        allow_empty_file=True,
        help_text="Tệp Word (.docx), PDF có chữ, trang web (.html), không quá 20 MB; "
        "hoặc tệp chữ (.txt, .md), không quá 2 MB.",
    )
    text = forms.CharField(
        label="Hoặc dán toàn bộ chữ vào đây",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="Mở quy chế trong Word, chọn tất cả, chép rồi dán. Dán cả quyết định ban hành.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Reading refuses a zero byte too, and says in which line it stands.
        self.fields["text"].validators.clear()

    def clean(self) -> dict[str, Any]:
        """Read the file, or take what was pasted; say what is wrong beside the right field."""
        given = self.cleaned_data
        upload: UploadedFile[bytes] | None = given.get("file")
        try:
            given["reading"] = _read(upload, given.get("text") or "")
        except Refused as refusal:
            self.add_error("file" if upload is not None else "text", refusal.in_full)
        given["name"] = (upload.name or "") if upload else ""
        given["file_digest"] = _digest(upload) if upload else ""
        return given


# Reading stops here: what is larger is refused by its size, not read into memory.
_ENOUGH = 2_000_001
_START = 1024  # bytes that tell what a file is


def _read(upload: UploadedFile[bytes] | None, pasted: str) -> Reading:
    """Return what was given as text; a file that is more than text is read by the limited process.

    Pictures of pages are read on the command line only: it takes minutes and another program.
    """
    if upload is None:
        return read_plain(pasted.encode())
    name = upload.name or ""
    plain = kind_of(upload.read(_START), name) == "plain"
    upload.seek(0)
    _check_size(upload.size or 0, _ENOUGH if plain else LARGEST + 1)
    return read_plain(upload.read()) if plain else worker.read_text(upload, name)


def _check_size(size: int, enough: int) -> None:
    if size >= enough:
        raise Refused(
            f"Tệp {size / 1e6:.1f} MB, lớn hơn {enough // 10**6} MB".replace(".", ",", 1),
            cure="Một quy chế chỉ có chữ thường dưới 0,2 MB: lưu lại thành tệp chữ, bỏ hình ảnh.",
        )


def _digest(upload: UploadedFile[bytes]) -> str:
    upload.seek(0)
    return hashlib.file_digest(upload, "sha256").hexdigest()


LONGEST_TERM = 3660  # days; ten years, more than any term of this kind


class ReadingForm(forms.Form):
    """A person's reading of one parameter, with the reason, and its clause where that is asked.

    The field of the value is made after the vocabulary: a number of days with a unit, channels
    of publication, or words.
    """

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        meant: vocabulary.Parameter,
        addresses: list[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _value_field(meant)
        if meant.units:
            units = [(unit, vocabulary.UNITS[unit]) for unit in meant.units]
            self.fields["unit"] = forms.ChoiceField(label="Đơn vị", choices=units)
        if addresses is not None:
            self.fields["address"] = forms.ChoiceField(
                label="Điều khoản đặt ra", choices=[("", "Chọn điều khoản"), *addresses]
            )
        self.fields["because"] = forms.CharField(label="Vì sao", max_length=300)

    def clean_value(self) -> int | str:
        """Return a number as it is, channels joined by commas, words without edges."""
        given: int | str | list[str] = self.cleaned_data["value"]
        return ",".join(given) if isinstance(given, list) else given


def _value_field(meant: vocabulary.Parameter) -> forms.Field:
    if meant.units:
        return forms.IntegerField(label="Số ngày", min_value=1, max_value=LONGEST_TERM)
    if meant == vocabulary.FORM:
        return forms.MultipleChoiceField(
            label="Hình thức",
            choices=list(vocabulary.CHANNELS.items()),
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.CharField(label="Nội dung", max_length=600)


class IssueForm(forms.Form):
    """Number and days of the decision that issues the regulation, as signed."""

    number = forms.CharField(
        label="Số quyết định ban hành", max_length=60, help_text="Ví dụ: 01/QĐ-VP."
    )
    issued_on = forms.DateField(
        label="Ngày ký ban hành",
    )
    in_force_from = forms.DateField(
        label="Có hiệu lực từ ngày",
        required=False,
        help_text="Để trống nếu có hiệu lực từ ngày ký.",
    )
    doubts_seen = forms.BooleanField(label="Đã đọc các chỗ ngờ trong văn bản", required=False)

    def clean(self) -> dict[str, Any]:
        """Take the day of signing where no other day of force is given."""
        given = self.cleaned_data
        if not given.get("in_force_from"):
            given["in_force_from"] = given.get("issued_on")
        return given
