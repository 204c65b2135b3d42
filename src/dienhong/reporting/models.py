"""A report, why each clause was not carried out, the fields of an outline, and its folders."""

from typing import Any

from django.db import models
from django.db.models import Q

from dienhong.core.days.periods import Period, periods_between
from dienhong.duties.models import Occasion
from dienhong.record.chance import new_id
from dienhong.record.models import MadeFile, StoredFile
from dienhong.reporting.rules import FOLDER_SYMBOL, STAGE_LABELS, Stage


class Report(models.Model):
    """A report of a period: a draft's figures are drawn anew each time, a final one's are kept.

    ``frozen`` is what was reported when it was finished, with the numbers of the entries that
    each figure counts; ``digest`` is its SHA-256, which the journal has too.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stage = models.CharField(
        max_length=10, choices=[(s.value, v) for s, v in STAGE_LABELS.items()], default=Stage.DRAFT
    )
    unit = models.CharField(max_length=10)
    first = models.DateField()
    last = models.DateField()
    # The time that a routine came round for which it is made, if any.
    occasion = models.ForeignKey(
        Occasion, null=True, on_delete=models.PROTECT, related_name="reports"
    )
    # The superior's own outline, if one was uploaded.
    outline = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    outline_name = models.CharField(max_length=130, blank=True)
    prepared_by = models.CharField(max_length=100)
    prepared_at = models.DateTimeField()
    frozen = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    finished_by = models.CharField(max_length=100, blank=True)
    finished_at = models.DateTimeField(null=True)
    entry_number = models.PositiveBigIntegerField(null=True)
    signed = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=130, blank=True)
    signed_number = models.CharField(max_length=60, blank=True)
    signed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-first", "-prepared_at"]
        constraints = [
            models.CheckConstraint(
                name="a_final_report_is_kept_as_reported",
                condition=~Q(stage="final") | (~Q(digest="") & Q(finished_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.first}"

    @property
    def subject(self) -> str:
        """Return how the journal names it."""
        return f"report:{self.pk}"

    @property
    def period(self) -> Period:
        """Return the period that it tells of."""
        return Period(self.first, self.last, self.unit)

    @property
    def months(self) -> list[Period]:
        """Return the months of its period."""
        return list(periods_between("month", self.first, self.last))

    @property
    def title(self) -> str:
        """Return what it is called."""
        return f"Báo cáo kết quả thực hiện dân chủ {self.period.said}"

    @property
    def is_draft(self) -> bool:
        """Tell whether its figures still follow the journal."""
        return self.stage == Stage.DRAFT

    @property
    def is_final(self) -> bool:
        """Tell whether it stands as it was reported."""
        return self.stage == Stage.FINAL


class Answer(models.Model):
    """What a person says of a clause: why it was not carried out, or what no figure tells."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="answers")
    clause = models.CharField(max_length=150)
    words = models.TextField()
    given_by = models.CharField(max_length=100)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "clause"], name="a_clause_has_one_answer")
        ]

    def __str__(self) -> str:
        return self.clause


class Field(models.Model):
    """A place of the uploaded outline: the figure that fills it, or what a person typed.

    ``key`` finds the place again in the same file. ``guessed``: the figure was found by the
    words beside the place, and nobody has said yet that it is the one meant.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="fields")
    order = models.PositiveIntegerField()
    key = models.CharField(max_length=200)
    words = models.CharField(max_length=300)
    figure = models.CharField(max_length=200, blank=True)
    guessed = models.BooleanField(default=False)
    typed = models.TextField(blank=True)
    settled_by = models.CharField(max_length=100, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "key"], name="an_outline_has_a_place_once"),
            models.CheckConstraint(
                name="a_field_is_filled_by_figure_or_words", condition=Q(figure="") | Q(typed="")
            ),
        ]

    def __str__(self) -> str:
        return self.words

    def value_in(self, values: dict[str, Any]) -> str:
        """Return what stands in it: the figure as drawn, or the words typed."""
        return str(values[self.figure]) if self.figure in values else self.typed


class Folder(MadeFile):
    """A folder for an inspection, with its number in the register."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="folders")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(default=0)
    annexes = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="a_folder_has_its_number"),
            models.CheckConstraint(
                name="a_folder_made_has_its_digest",
                condition=Q(made_at__isnull=True) | ~Q(digest=""),
            ),
        ]

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """Return its number as people write it: "03/2026/HSKT"."""
        return f"{self.number:02}/{self.year}/{FOLDER_SYMBOL}"

    @property
    def file_name(self) -> str:
        """Return what its file is called."""
        return f"ho-so-kiem-tra-{self.year}-{self.number:02}.zip"
