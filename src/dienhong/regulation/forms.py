"""Forms of the regulation: a text in, a number corrected, a decision's number and days."""

from __future__ import annotations

import hashlib
import re
from fractions import Fraction
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from dienhong.core.law.reading.files import LARGEST, kind_of
from dienhong.core.law.reading.read import read_plain
from dienhong.core.law.reading.reading import Reading
from dienhong.core.refusal import Refused
from dienhong.record import worker
from dienhong.regulation import rules, vocabulary
from dienhong.regulation.vocabulary import Type


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
_DAYS = {"day", "working_day"}
_SHARE_BOUNDS = [("at_least", "ít nhất"), ("more_than", "trên (quá)")]
_PERCENT = re.compile(r"([0-9]{1,3})\s*%")


class ValueForm(forms.Form):
    """A value of one parameter; its fields are made after the parameter's type."""

    def __init__(self, *args: Any, meant: vocabulary.Parameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meant = meant
        self.fields["value"] = _value_field(meant)
        if meant.counted_in:
            units = [(unit, vocabulary.UNITS[unit]) for unit in meant.counted_in]
            self.fields["unit"] = forms.ChoiceField(label="Đơn vị", choices=units)
        if meant.type is Type.SHARE:
            self.fields["bound"] = forms.ChoiceField(label="Mức", choices=_SHARE_BOUNDS)

    def clean_value(self) -> int | str:
        """Return the value as it is kept: "50%" is "1/2", "3 đến 9" is "3-9", ticks one text."""
        given: int | str | list[str] = self.cleaned_data["value"]
        if isinstance(given, list):
            return ",".join(given)
        if self.meant.type is Type.SHARE:
            return _as_share(str(given))
        if self.meant.type is Type.RANGE:
            return _as_range(str(given))
        return given if isinstance(given, int) else "\n".join(given.splitlines())

    def clean(self) -> dict[str, Any]:
        """Refuse what is no value of this type beside its field."""
        given = self.cleaned_data
        if "value" in given and self.fields["value"].required:
            try:
                rules.check_value(self.meant, given["value"], given.get("bound", ""))
            except Refused as refusal:
                self.add_error("value", refusal.in_full)
        return given


def _as_share(text: str) -> str:
    percent = _PERCENT.fullmatch(text.strip())
    if percent is None:
        return re.sub(r"\s*/\s*", "/", text)
    exact = Fraction(int(percent[1]), 100)
    return f"{exact.numerator}/{exact.denominator}"


def _as_range(text: str) -> str:
    return re.sub(r"\s*(?:-|–|đến)\s*", "-", text.strip())


class ReadingForm(ValueForm):
    """A person's reading of one parameter, with the reason, and its clause where that is asked."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, addresses: list[tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if addresses is not None:
            self.fields["address"] = forms.ChoiceField(
                label="Điều khoản đặt ra", choices=[("", "Chọn điều khoản"), *addresses]
            )
            if self.meant.type is Type.DUTY:  # the clause's own words, unless others are given
                self.fields["value"].required = False
        self.fields["because"] = forms.CharField(label="Vì sao", max_length=300)


class SettleForm(ValueForm):
    """A value that the agency sets itself: from which day, who decided it, on which ground."""

    def __init__(self, *args: Any, functions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holds_from"] = forms.DateField(label="Áp dụng từ ngày")
        self.fields["decided_by"] = forms.ChoiceField(
            label="Ai quyết định", choices=[("", "Chọn chức năng"), *((f, f) for f in functions)]
        )
        self.fields["ground"] = forms.CharField(
            label="Căn cứ",
            max_length=500,
            help_text="Số, ngày văn bản, hoặc biên bản cuộc họp đã định con số này.",
        )


class NumbersForm(forms.Form):
    """As of which day the numbers are shown, and for how many people the shares."""

    ngay = forms.DateField(label="Ngày", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["so-nguoi"] = forms.IntegerField(
            label="Số người", required=False, min_value=1, max_value=MOST_PEOPLE
        )


MOST_PEOPLE = 100_000


class SearchForm(forms.Form):
    """Words to find in the regulation."""

    one_is_enough = True  # nothing is asked for by leaving it empty, so it is not marked so

    tim = forms.CharField(
        label="Tìm trong quy chế",
        required=False,
        max_length=100,
        help_text="Gõ có dấu hoặc không dấu đều được, ví dụ: cong khai, Điều 10 khoản 2.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


def _value_field(meant: vocabulary.Parameter) -> forms.Field:
    if meant == vocabulary.FORM:
        return forms.MultipleChoiceField(
            label="Hình thức",
            choices=list(vocabulary.CHANNELS.items()),
            widget=forms.CheckboxSelectMultiple,
        )
    if meant.type in {Type.TERM, Type.RUN, Type.COUNT}:
        label = "Số ngày" if set(meant.units) <= _DAYS else "Số lượng"
        return forms.IntegerField(label=label, min_value=1, max_value=LONGEST_TERM)
    if meant.type is Type.PERIOD:
        periods = [(each, vocabulary.PERIODS[each]) for each in meant.units]
        return forms.ChoiceField(label="Định kỳ", choices=[("", "Chọn định kỳ"), *periods])
    return _words_field(meant)


def _words_field(meant: vocabulary.Parameter) -> forms.CharField:
    if meant.type is Type.SHARE:
        hint = "Ghi phân số, ví dụ 1/3; quá nửa là «trên» và 1/2."
        return forms.CharField(label="Tỷ lệ", max_length=20, help_text=hint)
    if meant.type is Type.RANGE:
        hint = "Ghi số nhỏ, gạch nối, số lớn, ví dụ 3-9."
        return forms.CharField(label="Khoảng", max_length=20, help_text=hint)
    if meant.type is Type.DUTY:
        hint = "Để trống thì lấy đúng lời của điều khoản."
        return forms.CharField(
            label="Nội dung", max_length=2_000, widget=_words_widget(), help_text=hint
        )
    return forms.CharField(label="Nội dung", max_length=600, widget=_words_widget())


def _words_widget() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 4})


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
    origin = forms.ChoiceField(
        label="Bản này",
        widget=forms.RadioSelect,
        choices=[
            ("declared", "Đã có hiệu lực từ trước, ban hành ngoài hệ thống"),
            ("new", "Bản mới, đã lấy ý kiến"),
        ],
    )
    union_paper = forms.CharField(
        label="Ý kiến của Công đoàn về dự thảo",
        required=False,
        max_length=300,
        help_text="Chỉ ghi cho bản mới: số, ngày văn bản, hoặc biên bản cuộc họp lấy ý kiến.",
    )
    doubts_seen = forms.BooleanField(label="Đã đọc các chỗ ngờ trong văn bản", required=False)

    @property
    def said_origin(self) -> rules.Origin:
        """Return how this version came to be issued."""
        given = self.cleaned_data
        return rules.Origin(given["origin"] == "declared", given["union_paper"])

    def clean(self) -> dict[str, Any]:
        """Take the day of signing where no other day of force is given."""
        given = self.cleaned_data
        if not given.get("in_force_from"):
            given["in_force_from"] = given.get("issued_on")
        return given
