"""Forms of the boards: what is asked of each part follows the regulation's own list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField

from dienhong.core.refusal import Refused
from dienhong.organisation.forms import OneLineField
from dienhong.organisation.models import Department
from dienhong.public_service.actions import PartWords, Words
from dienhong.public_service.checking import Found
from dienhong.public_service.models import Edition
from dienhong.public_service.queries import ShownPart, parts_of
from dienhong.public_service.rules import LONGEST_PART, MOST_DAYS, RESULT_LABELS, Demanded, Result
from dienhong.publication.drafting import Upload, look_at
from dienhong.publication.forms import ManyFilesField

_FILES = "PDF, DOCX, XLSX, PNG, JPEG; mỗi tệp không quá 50 MB. Chọn được nhiều tệp."
_NOT_YET = "not_yet"
_OF_PART = ("words", "none", "files", "drop")


class FindForm(forms.Form):
    """What is looked for among the procedures."""

    tim = OneLineField(
        label="Tìm thủ tục",
        required=False,
        max_length=150,
        help_text="Gõ có dấu hoặc không dấu đều được: chung thuc, chứng thực.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class ProcedureForm(forms.Form):
    """A procedure: what it is called, who is in charge, and each part that is demanded."""

    name = OneLineField(label="Tên thủ tục", max_length=300)
    code = OneLineField(label="Mã thủ tục", max_length=60, required=False)
    business = OneLineField(label="Lĩnh vực, loại việc", max_length=150, required=False)
    department = forms.ChoiceField(label="Phòng phụ trách", required=False)
    working_days = forms.IntegerField(
        label="Hạn giải quyết bằng số ngày làm việc",
        required=False,
        min_value=1,
        max_value=MOST_DAYS,
        help_text="Để tính ngày hẹn trả. Để trống nếu thủ tục không định bằng ngày làm việc.",
    )
    read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        parts: Sequence[Demanded],
        departments: Sequence[Department],
        edition: Edition | None = None,
        **kwargs: Any,
    ) -> None:
        self._parts = list(parts)
        self._departments = {str(row.pk): row for row in departments}
        written = parts_of(edition, parts)[: len(parts)] if edition else []
        kwargs["initial"] = _initial(edition, written) | dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [  # type: ignore[attr-defined]
            ("", "Chưa ghi"),
            *((key, row.name) for key, row in self._departments.items()),
        ]
        for number, part in enumerate(parts):
            self._add_part(number, part, written[number] if written else None)

    def _add_part(self, number: int, part: Demanded, written: ShownPart | None) -> None:
        self.fields[f"words-{number}"] = forms.CharField(
            label=part.label,
            required=False,
            max_length=LONGEST_PART,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields[f"none-{number}"] = forms.BooleanField(
            label=f"Ghi rõ là không có, không thu: {part.label}", required=False
        )
        self.fields[f"files-{number}"] = ManyFilesField(
            label=f"Tệp kèm theo: {part.label}", required=False, help_text=_FILES
        )
        held = written.written.files.all() if written and written.written else []
        if held:
            self.fields[f"drop-{number}"] = forms.MultipleChoiceField(
                label=f"Bỏ tệp đã kèm: {part.label}",
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(row.file_id, row.name) for row in held],
            )

    def heads(self) -> Iterator[BoundField]:
        """Yield the fields of the procedure itself."""
        return (self[name] for name in self.base_fields)

    def groups(self) -> Iterator[tuple[Demanded, list[BoundField]]]:
        """Yield each part that is demanded with its fields."""
        for number, part in enumerate(self._parts):
            names = (f"{name}-{number}" for name in _OF_PART)
            yield part, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Look at the files that came; every refusal names its file."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._taken: dict[str, tuple[Upload, ...]] = {}
        for number in range(len(self._parts)):
            name = f"files-{number}"
            self._taken[name] = tuple(self._looked_at(name, cleaned.get(name) or []))
        return cleaned

    def _looked_at(self, name: str, sent: Sequence[UploadedFile[bytes]]) -> Iterator[Upload]:
        for file in sent:
            try:
                yield look_at(file, file.name or "tệp")
            except Refused as refusal:
                self.add_error(name, refusal.in_full)

    @property
    def words(self) -> Words:
        """Return what was written down."""
        given = self.cleaned_data
        return Words(
            name=given["name"],
            code=given["code"],
            business=given["business"],
            department=self._departments.get(given["department"]),
            working_days=given["working_days"],
            parts={str(part.source): self._part(n) for n, part in enumerate(self._parts)},
        )

    def _part(self, number: int) -> PartWords:
        given = self.cleaned_data
        return PartWords(
            words=given[f"words-{number}"],
            is_none=given[f"none-{number}"],
            uploads=self._taken[f"files-{number}"],
            dropped=frozenset(given.get(f"drop-{number}", ())),
        )


def _initial(edition: Edition | None, written: Sequence[ShownPart]) -> dict[str, Any]:
    """Return an edition as its form begins."""
    if edition is None:
        return {}
    initial: dict[str, Any] = {
        "name": edition.name,
        "code": edition.code,
        "business": edition.business,
        "department": str(edition.department_id or ""),
        "working_days": edition.working_days,
        "read": edition.saved,
    }
    for number, shown in enumerate(written):
        if shown.written is not None:
            initial[f"words-{number}"] = shown.written.words
            initial[f"none-{number}"] = shown.written.is_none
    return initial


class PostForm(forms.Form):
    """Whether a board is posted although a part of it is missing."""

    with_gaps = forms.BooleanField(
        label="Niêm yết cùng chỗ còn thiếu; trang và bảng ghi rõ còn thiếu phần nào",
        required=False,
    )
    read = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TakeDownForm(forms.Form):
    """Why a board is taken down."""

    ground = forms.CharField(
        label="Lý do gỡ",
        max_length=1_000,
        required=False,
        help_text="Công dân đọc được lý do này ở trang của thủ tục.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CheckForm(forms.Form):
    """What a look at every board found, a result a procedure."""

    words = forms.CharField(
        label="Nhận xét chung, việc phải làm",
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, boards: Sequence[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._boards = list(boards)
        for board in boards:
            self.fields[f"result-{board.pk}"] = forms.ChoiceField(
                label=f"Kết quả: {board.name}",
                choices=[
                    (_NOT_YET, "Chưa xem"),
                    *((r.value, said) for r, said in RESULT_LABELS.items()),
                ],
            )
            self.fields[f"words-{board.pk}"] = OneLineField(
                label=f"Sai, thiếu gì: {board.name}", required=False, max_length=500
            )

    def rows(self) -> Iterator[tuple[Edition, BoundField, BoundField]]:
        """Yield each board with its two fields."""
        for board in self._boards:
            yield board, self[f"result-{board.pk}"], self[f"words-{board.pk}"]

    @property
    def found(self) -> dict[int, Found]:
        """Return what was found of the boards that were looked at."""
        given = self.cleaned_data
        return {
            board.pk: Found(Result(given[f"result-{board.pk}"]), given[f"words-{board.pk}"])
            for board in self._boards
            if given[f"result-{board.pk}"] != _NOT_YET
        }
