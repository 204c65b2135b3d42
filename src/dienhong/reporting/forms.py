"""Forms of the reports; what a form cannot know, the rules refuse."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from dienhong.core.days.periods import Period, period_of
from dienhong.duties.models import Occasion
from dienhong.reporting import rules


def key_of(period: Period) -> str:
    """Return what a form sends for a period."""
    return f"{period.unit}:{period.first.isoformat()}"


class PrepareForm(forms.Form):
    """Of which period, and which time of a routine the report is for."""

    period = forms.ChoiceField(label="Kỳ báo cáo")
    occasion = forms.ChoiceField(
        label="Báo cáo cho việc định kỳ",
        required=False,
        help_text="Bản đã ký của báo cáo là chứng cứ của việc này.",
    )

    def __init__(
        self, *args: Any, today: date, waiting: Iterable[Occasion] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.periods = {key_of(period): period for period in rules.offered(today)}
        self.waiting = {str(row.pk): row for row in waiting}
        period = self.fields["period"]
        assert isinstance(period, forms.ChoiceField)
        period.choices = [(key, each.said) for key, each in self.periods.items()]
        occasion = self.fields["occasion"]
        assert isinstance(occasion, forms.ChoiceField)
        occasion.choices = [
            ("", "Không cho việc nào"),
            *((key, row.duty.title) for key, row in self.waiting.items()),
        ]
        if not self.waiting:
            del self.fields["occasion"]

    @property
    def chosen_period(self) -> Period:
        """Return the period chosen."""
        unit, _, first = str(self.cleaned_data["period"]).partition(":")
        return period_of(unit, date.fromisoformat(first))

    @property
    def chosen_occasion(self) -> Occasion | None:
        """Return the time of a routine chosen."""
        return self.waiting.get(self.cleaned_data.get("occasion", ""))


class OutlineForm(forms.Form):
    """The superior's own outline."""

    file = forms.FileField(
        label="Tệp đề cương",
        help_text="DOCX hoặc XLSX. Chỗ điền: {{tên}}, «tên», trường trộn thư, ô có tên, "
        "hoặc nhãn có dòng chấm, ô trống theo sau.",
    )


class SignedForm(forms.Form):
    """The signed copy: number and day as on the paper, and its scan."""

    number = forms.CharField(label="Số báo cáo", max_length=60, help_text="Ví dụ: 12/BC-VP.")
    signed_on = forms.DateField(label="Ngày ký")
    file = forms.FileField(label="Bản quét có chữ ký", help_text="PDF hoặc ảnh PNG, JPEG.")
