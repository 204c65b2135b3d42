"""The form by which people look for what is public: a plain GET, all of it in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from dienhong.core.citation import read_address
from dienhong.core.days.periods import Period, period_of, previous_period
from dienhong.core.indexing import Asked, asked
from dienhong.organisation.forms import OneLineField
from dienhong.publication import searching
from dienhong.publication.searching import Filter, Kind

_ALL = ("", "Tất cả")
_LONGEST_LABEL = 90


class FindForm(forms.Form):
    """What is looked for: words, and what narrows them."""

    one_is_enough = True

    tim = OneLineField(
        label="Tìm theo từ, số văn bản",
        required=False,
        max_length=150,
        help_text="Gõ có dấu thì tìm đúng dấu, gõ không dấu thì tìm mọi dấu: nghi phep, 12/QĐ.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    loai = forms.ChoiceField(label="Loại nội dung", required=False)
    dieu = OneLineField(
        label="Điều, khoản",
        required=False,
        max_length=60,
        help_text="Ví dụ: Điều 9 khoản 2, hoặc 9.2.",
    )
    phong = forms.ChoiceField(label="Phòng soạn", required=False)
    thang = forms.ChoiceField(label="Tháng công khai", required=False)
    tu = forms.DateField(label="Công khai từ ngày", required=False)
    den = forms.DateField(label="Đến hết ngày", required=False)

    def __init__(
        self, *args: Any, kinds: list[Kind], rooms: list[tuple[str, str]], months: list[Period]
    ) -> None:
        super().__init__(*args)
        self.kinds = kinds
        offered = {
            "loai": [(kind.key, _short(kind.label)) for kind in kinds],
            "phong": rooms,
            "thang": [(f"{month.first:%Y-%m}", month.said) for month in months],
        }
        for name, choices in offered.items():
            self.fields[name].choices = [_ALL, *choices]  # type: ignore[attr-defined]

    def clean_dieu(self) -> str:
        """Refuse what names no article."""
        typed: str = self.cleaned_data["dieu"]
        if typed and not read_address(typed):
            raise forms.ValidationError(
                "Chưa đọc được điều, khoản. Ghi như «Điều 9 khoản 2» hoặc «9.2»."
            )
        return typed

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("tu"), given.get("den")
        if first and last and last < first:
            self.add_error("den", "Ngày cuối đứng trước ngày đầu. Ghi lại một trong hai ngày.")
        return given

    @property
    def words(self) -> Asked:
        """Return the words that are looked for."""
        return asked(self.cleaned_data.get("tim", ""))

    @property
    def narrows(self) -> bool:
        """Tell whether anything but words is asked for."""
        return any(value for name, value in self.cleaned_data.items() if name != "tim")

    @property
    def filter(self) -> Filter:
        """Return what narrows the words."""
        given = self.cleaned_data
        first, last = given.get("tu"), given.get("den")
        if given.get("thang"):
            month = period_of("month", date.fromisoformat(f"{given['thang']}-01"))
            first, last = (
                max(first or month.first, month.first),
                min(last or month.last, month.last),
            )
        return Filter(
            kinds=self._kinds(),
            department=int(given["phong"]) if given.get("phong") else None,
            first=first,
            last=last,
        )

    def _kinds(self) -> frozenset[str] | None:
        chosen, clause = self.cleaned_data.get("loai"), self.cleaned_data.get("dieu")
        found: frozenset[str] | None = None
        if chosen:
            found = frozenset(next(kind.sources for kind in self.kinds if kind.key == chosen))
        if clause:
            below = searching.under(read_address(clause), self.kinds)
            found = below if found is None else found & below
        return found


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST_LABEL else f"{label[:_LONGEST_LABEL].rstrip()}…"


def months_between(span: tuple[date, date] | None) -> list[Period]:
    """Return the months from the last day of a span back to its first."""
    if span is None:
        return []
    found = [period_of("month", span[1])]
    while found[-1].first > span[0]:
        found.append(previous_period(found[-1]))
    return found
