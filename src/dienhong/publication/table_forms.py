"""The fields in which a table of figures is given, and reading it at its field."""

from __future__ import annotations

from typing import Any

from django import forms

from dienhong.core.figures.table import Table
from dienhong.core.refusal import Refused
from dienhong.publication import figures
from dienhong.publication.models import FigureTable, Matter


def table_fields() -> dict[str, forms.Field]:
    """Return the fields of a table: its file, and what is said of it."""
    return {
        "file": forms.FileField(
            label="Tệp bảng số liệu",
            help_text="CSV hoặc XLSX, bảng ở trang đầu, có dòng tên cột; không quá 5 MB.",
        ),
        "table_title": forms.CharField(label="Tên bảng", max_length=300, required=False),
        "unit": forms.CharField(
            label="Đơn vị tính",
            max_length=40,
            required=False,
            help_text="Ví dụ: đồng, nghìn đồng, triệu đồng, cái. Để trống nếu tệp đã ghi.",
        ),
        "year": forms.IntegerField(label="Số liệu của năm", min_value=1990, max_value=2100),
        "differs": forms.BooleanField(
            label="Số cộng lệch đúng như trong văn bản gốc",
            required=False,
            help_text="Chỉ đánh dấu khi chính văn bản gốc cộng lệch; lý do công khai cùng bảng.",
        ),
        "reason": forms.CharField(label="Lý do lệch", max_length=500, required=False),
    }


def initial_words(table: FigureTable) -> dict[str, Any]:
    """Return what the fields show first for a table that is there."""
    return {"table_title": table.title, "unit": table.unit, "year": table.year}


class ReadsTable(forms.Form):
    """A form with the fields of a table, which is read when the rest is in order."""

    matter: Matter
    table: Table | None = None

    def read_table(self) -> None:
        """Read the table; what is wrong with it is told at the field of the file."""
        given = self.cleaned_data
        try:
            self.table = figures.look_at(given["file"])
            figures.check_totals(self.table, self.reason)
        except Refused as refusal:
            self.add_error("file", refusal.in_full)
            return
        if not given["unit"] and not self.table.unit:
            self.add_error("unit", "Còn để trống; tệp không ghi đơn vị tính.")

    @property
    def reason(self) -> str:
        """Return why totals stand though they do not add up; only with the source's own tick."""
        given = self.cleaned_data
        return str(given.get("reason", "")).strip() if given.get("differs") else ""

    @property
    def words(self) -> figures.Words | None:
        """Return what is said of a table."""
        if self.table is None:
            return None
        given = self.cleaned_data
        return figures.Words(
            title=given["table_title"] or self.table.title or self.matter.title,
            unit=given["unit"] or self.table.unit,
            year=given["year"],
            reason=self.reason,
        )
