"""Where a matter hangs, and its emergency withdrawal."""

from django.db import models
from django.db.models import F, Q

from dienhong.organisation.models import Person
from dienhong.publication.models.matter import Matter


class Posting(models.Model):
    """A notice at one place; ``electronic`` is the page in this system.

    ``ends_on`` is the last day on which it must hang; None while a gap keeps that open.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="postings")
    place = models.CharField(max_length=150)
    electronic = models.BooleanField(default=False)
    posted_at = models.DateTimeField()
    posted_on = models.DateField()
    ends_on = models.DateField(null=True)
    posted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entry_number = models.PositiveBigIntegerField()
    # The fingerprint printed on the minutes, as of the posting's own entry.
    fingerprint = models.CharField(max_length=60)
    # When the sheet was last replaced by a corrected one; the run goes on meanwhile.
    sheet_replaced_at = models.DateTimeField(null=True)
    taken_down_on = models.DateField(null=True)
    broken_on = models.DateField(null=True)
    # The journal's entry of its taking down; a withdrawal has its own.
    end_entry_number = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["posted_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="posting_stays_until_its_end",
                condition=Q(taken_down_on__isnull=True)
                | Q(ends_on__isnull=False, taken_down_on__gt=F("ends_on")),
            ),
            models.CheckConstraint(
                name="posting_ends_after_it_begins", condition=Q(ends_on__gt=F("posted_on"))
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(electronic=True, taken_down_on__isnull=True, broken_on__isnull=True),
                name="one_electronic_posting_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.posted_on}"

    @property
    def hangs(self) -> bool:
        """Tell whether it has neither been taken down nor broken off."""
        return self.taken_down_on is None and self.broken_on is None


class Withdrawal(models.Model):
    """An emergency withdrawal: asked for by one person, confirmed by another, with its ground."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="withdrawal")
    ground = models.TextField()
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # The clerk, where somebody else entered the request.
    asked_through = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    entry_number = models.PositiveBigIntegerField(null=True)
    fingerprint = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="two_persons_withdraw",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id}"
