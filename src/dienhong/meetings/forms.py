"""Forms of meetings; what a form cannot know, the rules refuse."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django import forms

from dienhong.duties.forms import UploadField
from dienhong.duties.models import Occasion
from dienhong.meetings.correcting import CAME, CAME_LABELS, DAY, Field
from dienhong.meetings.models import Meeting
from dienhong.organisation.forms import OneLineField
from dienhong.organisation.models import Department, LegalFunction, Person

_NOBODY = ("", "Chưa chọn")
_LONGEST_TEXT = 20_000
_NO_ROOM = "Không thuộc phòng nào"


class LinesField(forms.CharField):
    """Words of several lines, with one sign for the end of each line."""

    def __init__(self, **options: Any) -> None:
        rows = options.pop("rows", 3)
        options.setdefault("max_length", _LONGEST_TEXT)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> str:
        """Return the words with plain line ends."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class TimeField(forms.TimeField):
    """An hour of the day, typed with the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        picker = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=picker, required=False, **options)


def people_choices(people: Iterable[Person]) -> list[tuple[str, str]]:
    """Return people as a list to choose from, each with position where there is one."""
    return [_NOBODY, *((str(who.pk), _said(who)) for who in people)]


def _said(who: Person) -> str:
    return f"{who.name}, {who.position}" if who.position else who.name


class WithPeople(forms.Form):
    """A form some of whose fields choose one of the office's people."""

    choosing: tuple[str, ...] = ()

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(who.pk): who for who in people}
        offered = people_choices(self.people.values())
        for name in self.choosing:
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def chosen(self, name: str) -> Person | None:
        """Return the person chosen in a field, or None."""
        return self.people.get(self.cleaned_data[name])


def _person(label: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, help_text=help_text)


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    """Let a field offer choices; a field without any goes."""
    if choices:
        form.fields[name].choices = choices  # type: ignore[attr-defined]
    else:
        del form.fields[name]


class PlanForm(WithPeople):
    """What is to be held, for which occasions, when, where, with whom."""

    choosing = ("chair", "secretary")

    occasions = forms.MultipleChoiceField(
        label="Họp cho việc định kỳ nào",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Một cuộc họp có thể làm cho nhiều kỳ, ví dụ tháng, quý và 6 tháng.",
    )
    body = forms.ChoiceField(label="Họp của tổ chức nào", help_text="Người của tổ chức được mời.")
    title = OneLineField(label="Tên cuộc họp", max_length=300)
    held_on = forms.DateField(label="Ngày họp")
    begins_at = TimeField(label="Giờ bắt đầu")
    place = OneLineField(label="Nơi họp", max_length=150, required=False)
    chair = _person("Người chủ trì")
    secretary = _person("Thư ký", "Người này điểm danh và ghi biên bản được.")
    departments = forms.MultipleChoiceField(
        label="Phòng dự họp",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn phòng nào là mời toàn cơ quan.",
    )
    more = LinesField(
        label="Nội dung thêm",
        required=False,
        max_length=4000,
        help_text="Mỗi dòng một nội dung. Nội dung quy chế đòi và nội dung thường kỳ tự có sẵn.",
    )

    def __init__(
        self,
        *args: Any,
        occasions: Iterable[Occasion],
        departments: Iterable[Department],
        bodies: Iterable[LegalFunction] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._bodies = {row.code: row for row in bodies}
        self._occasions = {str(row.pk): row for row in occasions}
        self._departments = {str(row.pk): row for row in departments}
        occasion_choices = [
            (key, f"{row.duty.title}, hạn {row.duty.due_on:%d/%m/%Y}")
            for key, row in self._occasions.items()
        ]
        room_choices = [(key, row.name) for key, row in self._departments.items()]
        if self._bodies:
            room_choices = []  # a body invites its own
        _offer(self, "body", [(key, row.label) for key, row in self._bodies.items()])
        _offer(self, "occasions", occasion_choices)
        _offer(self, "departments", room_choices)

    @property
    def chosen_occasions(self) -> list[Occasion]:
        """Return what the meeting is to serve."""
        return [self._occasions[key] for key in self.cleaned_data.get("occasions", [])]

    @property
    def chosen_body(self) -> LegalFunction | None:
        """Return whose own meeting it is."""
        return self._bodies.get(self.cleaned_data.get("body", ""))

    @property
    def chosen_departments(self) -> list[Department]:
        """Return who is invited, if not everybody."""
        return [self._departments[key] for key in self.cleaned_data.get("departments", [])]


class MoveForm(forms.Form):
    """Another day, hour or place."""

    held_on = forms.DateField(label="Ngày họp")
    begins_at = TimeField(label="Giờ bắt đầu")
    place = OneLineField(label="Nơi họp", max_length=150, required=False)


class GroundForm(forms.Form):
    """Why something is not done or is taken off."""

    ground = OneLineField(label="Lý do", max_length=500, required=False)


class AttendanceForm(forms.Form):
    """Who came: a tick for each, by department; and how the meeting ran."""

    begins_at = TimeField(label="Giờ bắt đầu")
    ends_at = TimeField(label="Giờ kết thúc")
    place = OneLineField(label="Nơi họp", max_length=150, required=False)
    present = forms.MultipleChoiceField(
        label="Có mặt", required=False, widget=forms.CheckboxSelectMultiple
    )
    guests = LinesField(
        label="Người ngoài cơ quan",
        required=False,
        max_length=4000,
        help_text="Mỗi dòng một người: họ tên, nơi công tác.",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, people: Iterable[Person], away: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._away = away
        groups: dict[str, list[tuple[str, str]]] = {}
        for who in people:
            room = who.department.name if who.department else _NO_ROOM
            groups.setdefault(room, []).append((str(who.pk), who.name))
        self.fields["present"].choices = list(groups.items())  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[dict[str, Any]]:
        """Return the departments, each with its people: ticked or not, recorded as away or not."""
        value = self["present"].value() or []
        ticked = {str(each) for each in value}
        choices = self.fields["present"].choices  # type: ignore[attr-defined]
        return [
            {
                "name": room,
                "people": [(key, name, key in ticked, key in self._away) for key, name in people],
            }
            for room, people in choices
        ]


class AbsencesForm(WithPeople):
    """Why each absent person did not come, and who came instead."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, absent: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.absent = list(absent)
        offered = people_choices(self.people.values())
        for who in self.absent:
            self.fields[f"reason_{who.pk}"] = OneLineField(
                label=f"{who.name} vắng vì", max_length=200, required=False
            )
            self.fields[f"instead_{who.pk}"] = forms.ChoiceField(
                label=f"Người dự thay {who.name}", required=False, choices=offered
            )


class MinutesForm(WithPeople):
    """The words of the minutes: each item, each task reviewed, what was concluded."""

    choosing = ("chair", "secretary")

    chair = _person("Người chủ trì")
    secretary = _person("Thư ký")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = list(meeting.agenda.all())
        self._reviews = list(meeting.reviews.select_related("task__owner"))
        for item in self._items:
            self.fields[f"record_{item.order}"] = LinesField(
                label=f"{item.order}. {item.words}", required=False, rows=4
            )
        for row in self._reviews:
            task = row.task
            done = f", báo đã làm: {task.report}" if task.done_on else ""
            self.fields[f"said_{row.pk}"] = LinesField(
                label=f"Kiểm điểm: {task.words}",
                required=False,
                rows=2,
                help_text=f"{task.owner.name}, hạn {task.due_on:%d/%m/%Y}{done}",
            )
        self.fields["conclusion"] = LinesField(label="Kết luận", required=False, rows=4)
        self.fields["edition"] = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def records(self) -> dict[int, str]:
        """Return what was written of each item, by its order."""
        return {item.order: self.cleaned_data[f"record_{item.order}"] for item in self._items}

    @property
    def said(self) -> dict[int, str]:
        """Return what was said of each task reviewed, by the key of its row."""
        return {row.pk: self.cleaned_data[f"said_{row.pk}"] for row in self._reviews}


class TaskForm(WithPeople):
    """What is set, for whom, until when."""

    choosing = ("owner",)

    words = LinesField(label="Nhiệm vụ", max_length=2000)
    owner = _person("Giao cho người")
    department = forms.ChoiceField(
        label="Hoặc giao cho phòng",
        required=False,
        help_text="Trưởng phòng ngày họp chịu trách nhiệm. Đã chọn người thì để trống.",
    )
    due_on = forms.DateField(label="Hạn")

    def __init__(self, *args: Any, departments: Iterable[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._departments = {str(row.pk): row for row in departments}
        rooms = [(key, row.name) for key, row in self._departments.items()]
        self.fields["department"].choices = [_NOBODY, *rooms]  # type: ignore[attr-defined]

    @property
    def chosen_department(self) -> Department | None:
        """Return the department chosen, or None."""
        return self._departments.get(self.cleaned_data["department"])


class OpinionForm(WithPeople):
    """Whose opinion, what was said, what was answered or who answers until when."""

    choosing = ("speaker", "answerer")

    words = LinesField(label="Ý kiến", max_length=4000, help_text="Ghi nguyên lời đã nói.")
    speaker = _person("Người phát biểu")
    group = OneLineField(label="Hoặc nhóm, phòng phát biểu", max_length=150, required=False)
    unnamed = forms.BooleanField(
        label="Không nêu tên",
        required=False,
        help_text="Tên không được ghi ở đâu cả, kể cả trong sổ ghi.",
    )
    answer = LinesField(label="Trả lời tại cuộc họp", required=False, max_length=4000)
    answerer = _person("Người trả lời sau", "Chọn khi chưa trả lời tại cuộc họp.")
    answer_due_on = forms.DateField(label="Hạn trả lời", required=False)


class ReportForm(forms.Form):
    """What was done of a task."""

    words = LinesField(label="Kết quả", max_length=4000)
    paper = OneLineField(
        label="Văn bản kết quả", max_length=150, required=False, help_text="Số và ngày, nếu có."
    )
    upload = UploadField()


class AnswerForm(forms.Form):
    """The answer to an opinion."""

    words = LinesField(label="Trả lời", max_length=4000)


class NumberForm(forms.Form):
    """Number and day of a paper, as the office's register gave them."""

    number = OneLineField(label="Số", max_length=60, required=False)
    dated_on = forms.DateField(label="Ngày văn bản", required=False)


class CopyForm(forms.Form):
    """The signed copy of a paper."""

    copy = forms.FileField(
        label="Bản đã ký",
        allow_empty_file=True,
        help_text="PDF, PNG hoặc JPEG, không quá 50 MB.",
    )


class CorrectionForm(WithPeople):
    """What is right, why, and who signs it."""

    choosing = ("signer",)

    ground = OneLineField(
        label="Lý do đính chính",
        max_length=500,
        help_text="Nhầm ở đâu, dựa vào đâu mà biết nội dung đúng.",
    )
    signer = forms.ChoiceField(label="Người ký đính chính")
    read = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args: Any, field: Field, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"value": _right_value(field.shape), **self.fields}

    @property
    def value(self) -> str:
        """Return what is right as it is written."""
        given = self.cleaned_data["value"]
        return given.isoformat() if isinstance(given, date) else str(given)


def _right_value(shape: str) -> forms.Field:
    if shape == DAY:
        return forms.DateField(label="Ngày đúng")
    if shape == CAME:
        return forms.ChoiceField(label="Ghi đúng", choices=[_NOBODY, *CAME_LABELS.items()])
    return LinesField(label="Nội dung đúng", required=False, rows=5)
