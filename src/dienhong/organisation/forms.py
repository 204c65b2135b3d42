"""Forms of the organisation; what a form cannot know, the rules refuse."""

from typing import Any

from django import forms

from dienhong.core.plain import one_line
from dienhong.organisation import queries
from dienhong.organisation.categories import ABSENCE_LABELS, CATEGORY_LABELS
from dienhong.organisation.models import Department, LegalFunction

NO_CATEGORY = ("", "Chưa ghi")
CATEGORIES = [(str(code), label) for code, label in CATEGORY_LABELS.items()]
_BASIS_HELP = "Số và ngày của quyết định, đơn, nếu có."


class OneLineField(forms.CharField):
    """Words on one line, without signs that nobody sees."""

    def to_python(self, value: Any) -> str:
        """Return the words composed and on one line."""
        return one_line(super().to_python(value) or "")


class DepartmentField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic at run time
    """One of the departments that are open, or none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            Department.objects.none(),
            label="Phòng",
            required=False,
            empty_label="Không thuộc phòng nào",
            **options,
        )

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Offer the departments of the office that is open now."""
        self.queryset = queries.departments_open()
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> Department | None:
        """Look among the departments of the office that is open now."""
        self.queryset = queries.departments_open()
        found: Department | None = super().clean(value)
        return found


class FactsForm(forms.Form):
    """What is known of a person besides the place."""

    name = OneLineField(label="Họ và tên", max_length=100)
    category = forms.ChoiceField(
        label="Loại",
        required=False,
        choices=[NO_CATEGORY, *CATEGORIES],
        help_text="Dùng khi cần biết ai được tính vào tỷ lệ.",
    )
    staff_code = OneLineField(
        label="Mã cán bộ",
        max_length=30,
        required=False,
        help_text="Để phân biệt người trùng tên. Không ghi ngày sinh.",
    )
    probation_until = forms.DateField(
        label="Tập sự, thử việc đến hết ngày",
        required=False,
        help_text="Để trống nếu không tập sự.",
    )


class PlaceForm(forms.Form):
    """Where a person is placed from a day on."""

    department = DepartmentField()
    position = OneLineField(label="Chức vụ, chức danh", max_length=150, required=False)
    placed_from = forms.DateField(label="Từ ngày")
    basis = OneLineField(label="Căn cứ", max_length=200, required=False, help_text=_BASIS_HELP)


class ReturnForm(forms.Form):
    """When and where a leaver comes back."""

    back_on = forms.DateField(label="Ngày trở lại")
    department = DepartmentField()
    position = OneLineField(label="Chức vụ, chức danh", max_length=150, required=False)
    basis = OneLineField(label="Căn cứ", max_length=200, required=False, help_text=_BASIS_HELP)


class DepartmentForm(forms.Form):
    """The name of a department."""

    name = OneLineField(label="Tên phòng", max_length=150)


class AbsenceForm(forms.Form):
    """Leave or a secondment: kind, days, basis."""

    kind = forms.ChoiceField(
        label="Loại", choices=[(str(code), label) for code, label in ABSENCE_LABELS.items()]
    )
    starts_on = forms.DateField(label="Từ ngày")
    ends_on = forms.DateField(
        label="Đến hết ngày", required=False, help_text="Để trống nếu chưa định ngày cuối."
    )
    other_body = OneLineField(
        label="Cơ quan nơi đi hoặc nơi đến",
        max_length=200,
        required=False,
        help_text="Chỉ dùng cho biệt phái.",
    )
    basis = OneLineField(label="Căn cứ", max_length=200, required=False, help_text=_BASIS_HELP)


def _functions() -> list[tuple[str, str]]:
    rows = LegalFunction.objects.all()
    return [("", "Mọi chức năng"), *((row.code, row.label) for row in rows)]


class SearchForm(forms.Form):
    """Whom the list shows."""

    one_is_enough = True
    q = forms.CharField(label="Tên, không cần dấu", required=False, max_length=100)
    phong = forms.ChoiceField(label="Phòng", required=False)
    chuc_nang = forms.ChoiceField(
        label="Chức năng",
        required=False,
        choices=_functions,
    )
    tinh_trang = forms.ChoiceField(
        label="Tình trạng hôm nay",
        required=False,
        choices=[
            ("", "Đang làm việc"),
            (queries.PRESENT, "Có mặt"),
            (queries.AWAY, "Đang vắng"),
            (queries.GONE, "Đã thôi việc"),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = [(str(row.pk), row.name) for row in queries.departments_open()]
        self.fields["phong"].choices = [("", "Mọi phòng"), *rooms]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> queries.Wanted:
        """Return what is looked for; what is not understood is not looked for."""
        self.is_valid()
        given = self.cleaned_data
        return queries.Wanted(
            words=given.get("q", ""),
            department=given.get("phong", ""),
            function=given.get("chuc_nang", ""),
            state=given.get("tinh_trang", ""),
        )
