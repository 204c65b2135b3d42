"""Forms of the channels: evidence, the word of a head of department, a list signed on paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from dienhong.core.refusal import Refused
from dienhong.meetings.models import Meeting
from dienhong.organisation.models import Person
from dienhong.publication.channels import Shown, look_at
from dienhong.publication.drafting import Upload
from dienhong.publication.rules_channels import Meant

_LONGEST_LABEL = 120
_PICTURES = "Tệp PDF, PNG hoặc JPEG. Nơi chụp ghi trong ảnh được xoá khi nhận."


class EvidenceFile(forms.FileField):
    """A picture or scan, looked at as it comes in; empty ones are refused by name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, help_text=_PICTURES, **options)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """Return the file as an act may keep it."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return look_at(file, file.name or "bang-chung")
        except Refused as refusal:
            raise forms.ValidationError(refusal.in_full) from refusal


class ProofForm(forms.Form):
    """The evidence of a channel: the day, and what its kind asks for."""

    told_on = forms.DateField(label="Ngày đã thông báo")

    def __init__(self, *args: Any, asked: Meant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels, needs = asked.labels, asked.needs
        if "words" in labels:
            self.fields["words"] = forms.CharField(
                label=labels["words"], max_length=300, required="words" in needs
            )
        if "number" in labels:
            self.fields["number"] = forms.CharField(
                label=labels["number"], max_length=60, required="number" in needs
            )
        if "address" in labels:
            self.fields["address"] = forms.URLField(
                label=labels["address"], max_length=500, assume_scheme="https"
            )
        self.fields["people"] = forms.IntegerField(
            label="Số người đã nghe, đã nhận", required=False, min_value=0, max_value=100_000
        )
        if "file" in labels:
            self.fields["upload"] = EvidenceFile(label=labels["file"])

    @property
    def shown(self) -> Shown:
        """Return what was written down."""
        return Shown(**self.cleaned_data)


class PhotographForm(forms.Form):
    """A photograph of the sheet on its board."""

    upload = EvidenceFile(label="Ảnh bảng tin, hoặc bản quét biên bản đã ký")


class AgendaForm(forms.Form):
    """The coming meeting at which a matter is told."""

    meeting = forms.ChoiceField(label="Cuộc họp sắp tới")

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._meetings = {str(row.pk): row for row in meetings}
        field = self.fields["meeting"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "Chọn một cuộc họp"),
            *((key, _said(row)) for key, row in self._meetings.items()),
        ]

    @property
    def chosen(self) -> Meeting:
        """Return the meeting chosen."""
        return self._meetings[self.cleaned_data["meeting"]]


def _said(meeting: Meeting) -> str:
    return f"{meeting.held_on:%d/%m/%Y}: {meeting.title}"[:_LONGEST_LABEL]


class SendForm(forms.Form):
    """The document that goes to everyone, and until when they are asked to read it."""

    number = forms.CharField(label="Số văn bản gửi đi", max_length=60)
    read_by = forms.DateField(
        label="Đề nghị đọc trước hết ngày",
        help_text="Quy chế không đặt ngày này; người gửi định.",
    )


class ToldForm(forms.Form):
    """Who told a department, on which day, how many people."""

    told_by = forms.ChoiceField(label="Người đã báo")
    told_on = forms.DateField(label="Ngày báo")
    people = forms.IntegerField(label="Số người đã nghe", min_value=0, max_value=100_000)
    how = forms.CharField(
        label="Báo bằng cách nào",
        max_length=200,
        required=False,
        help_text="Ví dụ: họp phòng, chuyền tay văn bản.",
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(who.pk): who for who in people}
        field = self.fields["told_by"]
        assert isinstance(field, forms.ChoiceField)
        named = [(key, who.name) for key, who in self._people.items()]
        field.choices = [("", "Chọn một người"), *named]

    @property
    def teller(self) -> Person:
        """Return who told the department."""
        return self._people[self.cleaned_data["told_by"]]


class ListForm(forms.Form):
    """People who signed a list on paper that they have read a matter, and its scan."""

    people = forms.MultipleChoiceField(
        label="Những người đã ký", widget=forms.CheckboxSelectMultiple
    )
    signed_on = forms.DateField(label="Ngày ký")
    scan = EvidenceFile(label="Bản quét danh sách có chữ ký")

    def __init__(self, *args: Any, waiting: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(who.pk): who for who in waiting}
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, _with_room(who)) for key, who in self._people.items()]

    @property
    def chosen(self) -> list[Person]:
        """Return the people ticked."""
        return [self._people[key] for key in self.cleaned_data["people"]]


def _with_room(who: Person) -> str:
    return f"{who.name}, {who.department.name}" if who.department else who.name
