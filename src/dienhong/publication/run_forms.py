"""Forms of the run: a gap that was found, hanging again, and the day that is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from dienhong.core.plain import one_line
from dienhong.publication.hanging import Found
from dienhong.publication.models import Gap, Posting

_BOARD = (Gap.Cause.MISSING, Gap.Cause.TORN, Gap.Cause.COVERED)


class GapForm(forms.Form):
    """What was found at one place."""

    cause = forms.ChoiceField(label="Thấy gì")
    found_on = forms.DateField(label="Ngày phát hiện")
    missing_from = forms.DateField(
        label="Từ ngày nào không còn chắc là có niêm yết",
        help_text="Để trống nếu từ ngày phát hiện.",
        required=False,
    )
    found_by = forms.CharField(label="Ai phát hiện", max_length=150)

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        causes = [Gap.Cause.UNREACHABLE] if posting.electronic else list(_BOARD)
        self.fields["cause"].choices = [(each.value, each.label) for each in causes]  # type: ignore[attr-defined]

    @property
    def found(self) -> Found:
        """Return what was found."""
        given = self.cleaned_data
        return Found(
            cause=given["cause"],
            missing_from=given["missing_from"] or given["found_on"],
            found_on=given["found_on"],
            found_by=one_line(given["found_by"]),
        )


class AgainForm(forms.Form):
    """Since when a notice hangs again."""

    again_on = forms.DateField(label="Ngày dán lại")
    again_time = forms.TimeField(
        label="Giờ dán lại", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    @property
    def at(self) -> datetime:
        """Return the moment."""
        given = self.cleaned_data
        return timezone.make_aware(datetime.combine(given["again_on"], given["again_time"]))


class DayForm(forms.Form):
    """The day of which somebody asks whether the matter hung."""

    ngay = forms.DateField(label="Ngày")


class AskedForm(forms.Form):
    """The day of which a confirmation is to say whether the matter hung; it may be left open."""

    ngay = forms.DateField(
        label="Hỏi thêm về một ngày",
        help_text="Bản xác nhận trả lời ngày đó có niêm yết không. Để trống nếu không hỏi.",
        required=False,
    )
