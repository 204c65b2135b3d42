"""Forms of publication; what a form cannot know, the rules refuse."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.formats import get_format

from dienhong.core.citation import say_address
from dienhong.core.plain import one_line
from dienhong.core.refusal import Refused
from dienhong.organisation.models import Person
from dienhong.publication import corrected_tables
from dienhong.publication.channels import Choice
from dienhong.publication.drafting import Upload, look_at
from dienhong.publication.models import Matter
from dienhong.publication.table_forms import ReadsTable, table_fields
from dienhong.record.files import clean_name
from dienhong.regulation import vocabulary
from dienhong.regulation.law import say_citation
from dienhong.regulation.queries import Item

_SHOWN = 90


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; empty ones come through, so that their refusal can name them."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", ManyFilesInput())
        super().__init__(allow_empty_file=True, max_length=None, **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Return the files in the order in which they were chosen."""
        given = data if isinstance(data, (list, tuple)) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in given if one]


class MatterForm(forms.Form):
    """What is decided, of which kind, since when; and who checks it for secrets."""

    title = forms.CharField(label="Tên việc, văn bản", max_length=300)
    decision_number = forms.CharField(
        label="Số quyết định, văn bản",
        max_length=60,
        required=False,
        help_text="Ví dụ: 07/QĐ-VP. Để trống nếu văn bản không có số.",
    )
    decided_on = forms.DateField(
        label="Ngày quyết định, văn bản",
        help_text="Thời hạn công khai đếm từ ngày này.",
    )
    kind = forms.ChoiceField(label="Loại nội dung")
    special = forms.ChoiceField(
        label="Có hạn riêng theo luật khác",
        required=False,
        choices=[("", "Không, theo hạn chung"), *((c, c) for c in vocabulary.special_cases())],
        help_text="Trường hợp này theo thời hạn và thời gian niêm yết của luật đó.",
    )
    summary = forms.CharField(
        label="Tóm tắt cho người đọc",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    attachments = ManyFilesField(
        label="Tệp kèm theo",
        required=False,
        help_text="PDF, DOCX, XLSX, PNG, JPEG; mỗi tệp không quá 50 MB. Chọn được nhiều tệp.",
    )
    drop = forms.MultipleChoiceField(
        label="Bỏ tệp đã kèm", required=False, widget=forms.CheckboxSelectMultiple
    )
    checker = forms.ChoiceField(
        label="Người kiểm tra bí mật",
        help_text="Người này ký rằng nội dung không có bí mật trước khi công khai.",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        kinds: list[Item],
        checkers: list[Person],
        attached: list[tuple[str, str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._checkers = {str(who.pk): who for who in checkers}
        kind, checker = self.fields["kind"], self.fields["checker"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(checker, forms.ChoiceField)
        kind.choices = _kind_choices(kinds)
        if attached:
            self.fields["drop"].choices = attached  # type: ignore[attr-defined]
        else:
            del self.fields["drop"]
        checker.choices = [
            ("", "Chọn một người"),
            *((key, _with_office(person)) for key, person in self._checkers.items()),
        ]

    def clean_attachments(self) -> list[Upload]:
        """Return the files that came, each looked at; every refusal names its file."""
        refusals = []
        for file in self.cleaned_data["attachments"]:
            try:
                self._taken.append(look_at(file, file.name or "tệp"))
            except Refused as refusal:
                refusals.append(refusal.in_full)
        if refusals:
            raise forms.ValidationError(refusals)
        return self._taken

    def full_clean(self) -> None:
        """Check everything; where something needs mending, say which files to choose again."""
        self._taken: list[Upload] = []
        super().full_clean()
        if self.is_bound and self.errors:
            self.say_that_files_are_lost()

    def say_that_files_are_lost(self) -> None:
        """Name the files that were in order: no browser keeps them until the form is mended."""
        names = ", ".join(f"«{clean_name(upload.name)}»" for upload in self._taken)
        if names:
            self.add_error("attachments", f"Tệp nhận được nhưng phải chọn lại khi gửi: {names}.")

    def clean_title(self) -> str:
        """Return the title on one line, without signs that nobody sees."""
        title = one_line(self.cleaned_data["title"])
        if not title:
            raise forms.ValidationError("Còn để trống.")
        return title

    @property
    def checker_person(self) -> Person:
        """Return the person named for the check."""
        return self._checkers[self.cleaned_data["checker"]]


def _with_office(person: Person) -> str:
    return f"{person.name}, {person.position}" if person.position else person.name


def _kind_choices(kinds: list[Item]) -> list[Any]:
    own = [(item.key, _kind_label(item)) for item in kinds if not item.by_law]
    by_law = [(item.key, _kind_label(item)) for item in kinds if item.by_law]
    groups = [("Theo Quy chế của cơ quan", own), ("Thêm theo luật", by_law)]
    return [("", "Chọn một loại"), *((name, rows) for name, rows in groups if rows)]


def _kind_label(item: Item) -> str:
    where = say_citation(item.source) if item.by_law else say_address(item.source.address)
    return f"{where}: {shorten(item.value)}"


def shorten(text: str) -> str:
    """Return the beginning of a long text, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rsplit(" ", 1)[0] + " …"


class PublishForm(forms.Form):
    """The forms of publication used besides this system's own page."""

    chosen = forms.MultipleChoiceField(
        label="Hình thức công khai dùng thêm",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Trang nội bộ này luôn là một hình thức. Chọn các hình thức khác sẽ dùng.",
    )

    def __init__(self, *args: Any, offered: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        field.choices = [(way.key, _form_label(way)) for way in offered]  # type: ignore[attr-defined]


def _form_label(way: Choice) -> str:
    return f"{vocabulary.say_channels(way.code)} ({say_citation(way.source)})"


class GroundForm(forms.Form):
    """Why something is returned, held back or withdrawn."""

    ground = forms.CharField(
        label="Căn cứ, lý do",
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PostingForm(forms.Form):
    """Where and since when the sheet hangs."""

    place = forms.CharField(label="Nơi niêm yết", max_length=150, initial="Bảng tin tại trụ sở")
    posted_on = forms.DateField(label="Ngày dán")
    posted_time = forms.TimeField(
        label="Giờ dán", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    @property
    def posted_at(self) -> datetime:
        """Return the moment of posting."""
        given = self.cleaned_data
        return timezone.make_aware(datetime.combine(given["posted_on"], given["posted_time"]))


class CorrectionForm(ReadsTable):
    """What is right in one field of a public matter, why, and who signs it.

    ``read`` is the value that stood on the page: what another corrects meanwhile is told.
    """

    read = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(
        self,
        *args: Any,
        matter: Matter,
        shape: str,
        value: dict[str, forms.Field],
        checkers: list[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.matter, self._shape = matter, shape
        self.fields |= value
        self.fields["ground"] = forms.CharField(
            label="Lý do, căn cứ",
            max_length=2_000,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Nhầm ở đâu, dựa vào đâu mà biết nội dung đúng.",
        )
        if self._shape not in {"place", "moment"}:
            self.fields["material"] = _material_field()
        self._checkers = {str(who.pk): who for who in checkers}
        people = [(key, _with_office(person)) for key, person in self._checkers.items()]
        self.fields["checker"] = forms.ChoiceField(
            label="Người ký đính chính",
            choices=[("", "Chọn một người"), *people],
            help_text="Người này ký rằng nội dung mới đúng và không có bí mật.",
        )

    def clean(self) -> dict[str, Any]:
        """Read the table, where one is to be put right."""
        given = super().clean() or {}
        if self._shape == "table" and not self.errors:
            self.read_table()
        return given

    @property
    def checker_person(self) -> Person:
        """Return the person named to sign."""
        return self._checkers[self.cleaned_data["checker"]]

    @property
    def is_material(self) -> bool:
        """Tell whether people have to know something else than before."""
        return self.cleaned_data.get("material") == "material"

    @property
    def value(self) -> str:
        """Return what is right as it is written: one line, ISO days and moments; "" for a file."""
        if self.table is not None and self.words is not None:
            return corrected_tables.packed(self.table, self.words)
        given = self.cleaned_data["value"]
        if self._shape == "moment":
            at = datetime.combine(given, self.cleaned_data["time"])
            return timezone.make_aware(at).isoformat()
        if self._shape == "day":
            return str(given.isoformat())
        if self._shape in {"line", "place"}:
            return one_line(given)
        return "" if self._shape == "file" else str(given)


def _material_field() -> forms.Field:
    return forms.ChoiceField(
        label="Đính chính này đổi gì",
        choices=[
            ("", "Chọn một"),
            ("form", "Chỉ cách viết, cách trình bày; điều phải biết vẫn như cũ"),
            ("material", "Điều phải biết: con số, tên người, tên việc, thời hạn"),
        ],
        help_text="Đổi điều phải biết thì mọi nơi niêm yết tính lại từ đầu và ai đã đọc, "
        "đã xác nhận thì đọc lại. Người ký đính chính ký cả điều này.",
    )


def right_value(shape: str, kinds: dict[str, str], longest: int) -> dict[str, forms.Field]:
    """Return the fields in which what is right is typed; ``longest`` is for a line."""
    if shape == "moment":
        picker = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        return {
            "value": forms.DateField(label="Ngày dán đúng"),
            "time": forms.TimeField(label="Giờ dán đúng", widget=picker),
        }
    if shape == "table":
        return table_fields()
    choices = [("", "Chọn một loại"), *((key, shorten(words)) for key, words in kinds.items())]
    area = forms.Textarea(attrs={"rows": 6})
    label = "Nội dung đúng"
    fields: dict[str, forms.Field] = {
        "day": forms.DateField(label="Ngày đúng"),
        "kind": forms.ChoiceField(label="Loại đúng", choices=choices),
        "file": forms.FileField(label="Tệp đúng", allow_empty_file=True),
        "text": forms.CharField(label=label, max_length=20_000, widget=area, required=False),
        "place": forms.CharField(label=label, max_length=longest),
        # A number may be nothing; a title may not, and its rule says so.
        "line": forms.CharField(label=label, max_length=longest, required=False),
    }
    return {"value": fields[shape]}


def read_day(text: str) -> date | None:
    """Return a date as a person may have typed it, or None."""
    for form in get_format("DATE_INPUT_FORMATS"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day, not a moment)
        except ValueError:
            continue
    return None
