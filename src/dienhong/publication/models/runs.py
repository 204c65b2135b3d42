"""When a notice did not hang as it must: missing, torn, covered, or with words since corrected."""

from django.db import models
from django.db.models import F, Q

from dienhong.organisation.models import Person
from dienhong.publication.models.posting import Posting


class Gap(models.Model):
    """A gap in a posting: from when, found by whom, and since when it hangs again.

    With the cause ``corrected`` it hung, but the words that people have to know were others.
    """

    class Cause(models.TextChoices):
        """What was found."""

        MISSING = "missing", "bảng trống, tờ không còn"
        TORN = "torn", "tờ rách, mờ, không đọc được"
        COVERED = "covered", "tờ bị che, bị dán đè"
        UNREACHABLE = "unreachable", "trang không mở được"
        CORRECTED = "corrected", "nội dung phải biết đã đính chính"

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="gaps")
    cause = models.CharField(max_length=12, choices=Cause.choices)
    # The first day of which nobody can say that it hung; what was found, on a later day perhaps.
    missing_from = models.DateField()
    found_on = models.DateField()
    found_by = models.CharField(max_length=150, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entry_number = models.PositiveBigIntegerField()
    again_at = models.DateTimeField(null=True)
    again_on = models.DateField(null=True)
    again_entry_number = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["missing_from", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_gap_is_found_once_it_has_begun",
                condition=Q(found_on__gte=F("missing_from")),
            ),
            models.CheckConstraint(
                name="a_gap_ends_after_it_was_found",
                condition=Q(again_on__isnull=True) | Q(again_on__gte=F("found_on")),
            ),
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(again_on__isnull=True) & ~Q(cause="corrected"),
                name="a_posting_is_missed_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.missing_from}"

    @property
    def renews(self) -> bool:
        """Tell whether the words have become others, so that earlier days count no more."""
        return self.cause == self.Cause.CORRECTED

    @property
    def is_open(self) -> bool:
        """Tell whether it does not hang again yet."""
        return self.again_on is None
