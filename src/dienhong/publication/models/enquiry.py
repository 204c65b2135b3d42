"""What somebody asked the office to tell, and what was answered."""

from datetime import date

from django.db import models
from django.db.models import Q

from dienhong.core.citation import Citation
from dienhong.organisation.models import Person
from dienhong.publication.models.matter import Matter
from dienhong.publication.rules_enquiries import STAGE_LABELS, Refusal, Stage, grounds, refusals
from dienhong.record.chance import new_id
from dienhong.record.models import StoredFile


class Enquiry(models.Model):
    """Information that a person asked for, with its number of the year; who asked few may see.

    ``clauses`` are those by which the office has to answer, on the day it was asked. The first
    promised day stays beside a later one: being late is counted from it. Withdrawn by who asked,
    its words are gone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    stage = models.CharField(
        max_length=10,
        choices=[(s.value, v) for s, v in STAGE_LABELS.items()],
        default=Stage.WAITING,
    )
    what = models.TextField(blank=True)
    ground = models.CharField(max_length=20)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enquiries")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    clauses = models.JSONField(default=list)
    content_digest = models.CharField(max_length=64)
    content_salt = models.CharField(max_length=64, blank=True)
    entry_number = models.PositiveBigIntegerField(unique=True)
    fingerprint = models.CharField(max_length=60)
    first_promised_on = models.DateField(null=True)
    promised_on = models.DateField(null=True)
    promised_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="an_enquiry_has_a_number_of_its_year"
            ),
            models.CheckConstraint(
                name="an_enquiry_waits_or_has_a_day_of_its_end",
                condition=Q(stage=Stage.WAITING, closed_on__isnull=True)
                | (~Q(stage=Stage.WAITING) & Q(closed_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_promised_day_has_its_first_and_its_person",
                condition=Q(promised_on__isnull=True, first_promised_on__isnull=True)
                | Q(
                    promised_on__isnull=False,
                    first_promised_on__isnull=False,
                    promised_by__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.said_number

    @property
    def subject(self) -> str:
        """Return how the journal and the duties name it."""
        return f"enquiry:{self.pk}"

    @property
    def said_number(self) -> str:
        """Return "03/2026"."""
        return f"{self.number:02}/{self.year}"

    @property
    def title(self) -> str:
        """Return what people may read of it who only have to see that it waits."""
        return f"Đề nghị cung cấp thông tin số {self.said_number}"

    @property
    def ground_said(self) -> str:
        """Return on which ground it was asked."""
        return grounds()[self.ground]

    @property
    def citations(self) -> list[Citation]:
        """Return the clauses by which the office has to answer."""
        return [Citation.parse(text) for text in self.clauses]

    def is_late(self, today: date) -> bool:
        """Tell whether the day first promised passed without an answer, or before it."""
        until = self.closed_on or today
        return self.first_promised_on is not None and self.first_promised_on < until


class EnquiryAnswer(models.Model):
    """An answer, or a supplement that stands beside it; ``refusal`` says why it is no, if it is."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="answers")
    order = models.PositiveSmallIntegerField()
    refusal = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
    answered_on = models.DateField()
    clauses = models.JSONField(default=list)
    content_digest = models.CharField(max_length=64)
    content_salt = models.CharField(max_length=64)
    entry_number = models.PositiveBigIntegerField(unique=True)
    fingerprint = models.CharField(max_length=60)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "order"], name="answers_stand_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry_id} {self.order}"

    @property
    def citations(self) -> list[Citation]:
        """Return the clauses that it cites."""
        return [Citation.parse(text) for text in self.clauses]

    @property
    def reason(self) -> Refusal | None:
        """Return why it is no; None where it is an answer."""
        return refusals().get(self.refusal)


class AnswerFile(models.Model):
    """A file given with an answer."""

    answer = models.ForeignKey(EnquiryAnswer, on_delete=models.PROTECT, related_name="files")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=130)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["answer", "order"], name="files_stand_in_order"),
        ]

    def __str__(self) -> str:
        return self.name
