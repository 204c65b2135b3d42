"""Forms of duties; what a form cannot know, the rules refuse."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from dienhong.core.refusal import Refused
from dienhong.duties.measures import Proof, Words
from dienhong.duties.models import Evidence, Measure
from dienhong.duties.occasions import Upload
from dienhong.duties.rules import EVIDENCE_LABELS
from dienhong.organisation.forms import OneLineField
from dienhong.organisation.models import Person
from dienhong.record import files

_AREA = forms.Textarea(attrs={"rows": 3})


class AgreeForm(forms.Form):
    """On which day, at what time and where it will be held."""

    day = forms.DateField(label="Ngày hẹn")
    at = forms.TimeField(
        label="Giờ",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    place = OneLineField(label="Nơi họp, nơi làm", max_length=150, required=False)


class UploadField(forms.FileField):
    """One file, looked at by the limited process as it comes; empty ones get their own refusal."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label="Tệp quét hoặc bản điện tử",
            required=False,
            allow_empty_file=True,
            max_length=None,
            help_text="PDF, DOCX, XLSX, PNG, JPEG, không quá 50 MB.",
            **options,
        )

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """Return the file with what it is; refuse what is not taken."""
        file = super().clean(data, initial)
        if not file:
            return None
        name = file.name or "tệp"
        try:
            return Upload(name, file, files.check(file, name))
        except Refused as refusal:
            raise forms.ValidationError(refusal.in_full) from refusal


class PaperForm(forms.Form):
    """A paper or minutes that prove it: number, day, file."""

    one_is_enough = True
    kind = forms.ChoiceField(label="Chứng cứ là")
    number = OneLineField(
        label="Số văn bản", max_length=60, required=False, help_text="Ví dụ: 05/BB-VP."
    )
    dated_on = forms.DateField(label="Ngày văn bản", required=False)
    file = UploadField()

    def __init__(self, *args: Any, kinds: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        named = [(kind, EVIDENCE_LABELS[kind].capitalize()) for kind in kinds]
        field.choices = named
        if len(named) == 1:
            field.widget = forms.HiddenInput()
            field.initial = named[0][0]

    def clean(self) -> dict[str, Any]:
        """Ask for a number or a file; a day alone names no paper."""
        given = super().clean() or {}
        if not self.errors and not given.get("number") and not given.get("file"):
            self.add_error("number", "Ghi số văn bản hoặc chọn tệp.")
        return given

    @property
    def evidence(self) -> Evidence:
        """Return the row, not yet kept."""
        given = self.cleaned_data
        return Evidence(kind=given["kind"], number=given["number"], dated_on=given["dated_on"])


class HandedInForm(forms.Form):
    """A report that an officer handed in: its name, when, to whom, and what shows it."""

    title = OneLineField(label="Tên báo cáo", max_length=300)
    dated_on = forms.DateField(label="Ngày gửi")
    sent_to = OneLineField(
        label="Gửi ai", max_length=150, help_text="Tên người hoặc cơ quan nhận báo cáo."
    )
    number = OneLineField(label="Số văn bản, nếu có", max_length=60, required=False)
    file = UploadField()
    words = forms.CharField(
        label="Nội dung chính",
        max_length=5_000,
        required=False,
        widget=_AREA,
        help_text="Không cần ghi nếu đã chọn tệp.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the file or the main points: a name alone shows no report."""
        given = super().clean() or {}
        if not self.errors and not given.get("words", "").strip() and not given.get("file"):
            self.add_error("file", "Chọn tệp báo cáo hoặc ghi nội dung chính.")
        return given

    @property
    def evidence(self) -> Evidence:
        """Return the row, not yet kept."""
        given = self.cleaned_data
        names = ("title", "dated_on", "sent_to", "number")
        told = {name: given[name] for name in names}
        return Evidence(kind="report", words=given["words"].strip(), **told)


class WordsForm(forms.Form):
    """What was done, in the words of who did it."""

    words = forms.CharField(label="Đã làm gì, ai dự, kết quả", max_length=5_000, widget=_AREA)


class DoneForm(forms.Form):
    """On which day it was done."""

    done_on = forms.DateField(label="Ngày đã làm")


class AsideForm(forms.Form):
    """Why it will not be done."""

    ground = forms.CharField(
        label="Vì sao không làm",
        max_length=2_000,
        required=False,
        widget=_AREA,
        help_text="Báo cáo nêu nguyên lý do này.",
    )


class TellForm(forms.Form):
    """What became of something that was running at go-live: in words, with its day."""

    words = forms.CharField(
        label="Đã làm gì", max_length=5_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    done_on = forms.DateField(label="Ngày đã làm")


class MeasureForm(forms.Form):
    """What is to be done against corruption or waste, by whom, until when."""

    what = OneLineField(label="Biện pháp", max_length=300)
    field = forms.ChoiceField(label="Thuộc", choices=Measure.Field.choices)
    owner = forms.ChoiceField(label="Người chịu trách nhiệm")
    due_on = forms.DateField(label="Hạn")
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Iterable[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self._people = {str(who.pk): who for who in people}
        named = [(key, who.name) for key, who in self._people.items()]
        self.fields["owner"].choices = [("", "Chọn một người"), *named]  # type: ignore[attr-defined]

    @property
    def words(self) -> Words:
        """Return what was written down."""
        given = self.cleaned_data
        owner = self._people[given["owner"]]
        return Words(what=given["what"], field=given["field"], owner=owner, due_on=given["due_on"])


class MeasureDoneForm(forms.Form):
    """When a measure was carried out, and what proves it."""

    one_is_enough = True
    done_on = forms.DateField(label="Ngày đã làm")
    number = OneLineField(label="Số văn bản", max_length=60, required=False)
    dated_on = forms.DateField(label="Ngày văn bản", required=False)
    result = forms.CharField(label="Kết quả", max_length=5_000, required=False, widget=_AREA)
    file = UploadField()

    @property
    def proof(self) -> Proof:
        """Return what proves it."""
        given = self.cleaned_data
        return Proof(
            number=given["number"],
            dated_on=given["dated_on"],
            result=given["result"],
            upload=given["file"],
        )
