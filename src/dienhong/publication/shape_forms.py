"""The forms of shapes: which a kind takes, and what each asks for."""

from __future__ import annotations

from typing import Any

from django import forms

from dienhong.publication import figures, internal_rules, plans, shapes
from dienhong.publication.models import FigureTable, KindShape, Matter
from dienhong.publication.shapes import BY_CODE, Shape
from dienhong.publication.shaping import Choice
from dienhong.publication.table_forms import ReadsTable, initial_words, table_fields


class KindForm(forms.Form):
    """Which shapes a listed kind takes, and its sub-kinds, one a line."""

    kind = forms.CharField(widget=forms.HiddenInput)
    shapes = forms.MultipleChoiceField(
        label="Dạng của nội dung",
        widget=forms.CheckboxSelectMultiple,
        choices=[(shape.code, shape.label) for shape in BY_CODE.values()],
    )
    sub_kinds = forms.CharField(
        label="Các việc nhân sự, mỗi dòng một việc",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    @classmethod
    def of(cls, choice: Choice, order: int) -> KindForm:
        """Return the form of a kind, filled with what was confirmed or is proposed."""
        form = cls(
            auto_id=f"id_{order}_%s",
            initial={
                "kind": choice.item.key,
                "shapes": [shape.code for shape in choice.shapes],
                "sub_kinds": "\n".join(choice.sub_kinds),
            },
        )
        if not any(shape.sub_kinds for shape in choice.shapes):
            del form.fields["sub_kinds"]
        return form


class ShapeForm(ReadsTable):
    """What a shape asks for; each shape has its own fields."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, shape: Shape, matter: Matter, confirmed: KindShape, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.shape, self.matter = shape, matter
        self.has_table = shape.code == shapes.FIGURES and figures.table_of(matter) is not None
        if shape.code in _FIELDS:
            self.fields |= _FIELDS[shape.code](confirmed)
        if shape.personal:
            self.fields["personal"] = forms.BooleanField(
                label="Thông báo về cá nhân (nêu tên người)",
                required=False,
                help_text="Hết thời gian công khai thì rời danh sách, tìm kiếm, tệp của mọi người.",
            )

    def clean(self) -> dict[str, Any]:
        """Read the table: what is wrong with it is told at the field of the file."""
        given = super().clean() or {}
        if self.shape.code == shapes.FIGURES and not self.errors:
            self.read_table()
        return given

    @property
    def details(self) -> dict[str, Any]:
        """Return what is kept of the other fields, as they are written (ISO days)."""
        given = self.cleaned_data
        kept = {name: given[name] for name in _KEPT if given.get(name)}
        if "occasion" in kept:
            kept["period"] = dict(self.fields["occasion"].choices)[kept["occasion"]]  # type: ignore[attr-defined]
        for day in _DAYS & kept.keys():
            kept[day] = kept[day].isoformat()
        return kept


_DAYS = {"dated_on", "in_force_on"}
_KEPT = ("sub_kind", "issuer", "number", *_DAYS, "names_read", "occasion", "replaces")


def _of_figures(_: KindShape) -> dict[str, forms.Field]:
    return table_fields()


def _of_personnel(confirmed: KindShape) -> dict[str, forms.Field]:
    rows = [("", "Chọn một việc"), *((each, each) for each in confirmed.sub_kinds)]
    return {"sub_kind": forms.ChoiceField(label="Việc nhân sự", choices=rows)}


def _of_plan(_: KindShape) -> dict[str, forms.Field]:
    rows = [(str(each.pk), plans.said(each)) for each in plans.waiting()]
    return {
        "occasion": forms.ChoiceField(
            label="Kế hoạch của kỳ",
            required=False,
            choices=[*rows, ("", "Không thuộc kỳ nào đang chờ")],
            help_text="Khi việc được công khai, việc định kỳ của kỳ này được ghi là đã làm.",
        )
    }


def _of_directive(_: KindShape) -> dict[str, forms.Field]:
    return {
        "issuer": forms.CharField(label="Cơ quan ban hành", max_length=200),
        "number": forms.CharField(label="Số văn bản", max_length=60),
        "dated_on": forms.DateField(label="Ngày văn bản"),
    }


def _of_case_result(_: KindShape) -> dict[str, forms.Field]:
    return {
        "names_read": forms.BooleanField(
            label="Đã soát: nội dung và tệp không lộ danh tính người liên quan",
            help_text="Kể cả tên, chức vụ, địa chỉ, nét chữ và chi tiết giúp đoán ra người.",
        ),
        "names_kept": forms.BooleanField(
            label="Tên người của cơ quan có trong nội dung là bắt buộc phải nêu",
            required=False,
        ),
    }


def _of_rules(_: KindShape) -> dict[str, forms.Field]:
    rows = [(str(each.matter.pk), each.matter.title) for each in internal_rules.replaceable()]
    return {
        "in_force_on": forms.DateField(label="Có hiệu lực từ ngày"),
        "replaces": forms.ChoiceField(
            label="Thay cho",
            required=False,
            choices=[("", "Không thay quy định nào"), *rows],
            help_text="Quy định được thay rời danh sách đang có hiệu lực từ ngày đó.",
        ),
    }


_FIELDS = {
    shapes.FIGURES: _of_figures,
    shapes.PERSONNEL: _of_personnel,
    shapes.PLAN: _of_plan,
    shapes.DIRECTIVE: _of_directive,
    shapes.CASE_RESULT: _of_case_result,
    shapes.RULES: _of_rules,
}


def initial_of(matter: Matter, table: FigureTable | None) -> dict[str, Any]:
    """Return what a shape's form shows first."""
    held = dict(matter.details) | {"edition": matter.edition, "personal": matter.personal}
    if table is None:
        return held | {"year": matter.decided_on.year}
    return held | initial_words(table)
