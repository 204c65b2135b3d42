"""The year book: all that was published in a year, as a paper that was made beside the requests."""

from django.db import models

from dienhong.record.chance import new_id


class YearBook(models.Model):
    """A book that was asked for; its file lies apart and goes when something is withdrawn."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    # How many were published that year, how large the file is, in bytes, and its SHA-256.
    matters = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(made_at__isnull=True, fault=""),
                name="one_book_of_a_year_waits_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """Return the name of its file, in letters without accents; each book has its own."""
        return f"so-cong-khai-{self.year}-{self.pk}.pdf"

    @property
    def waits(self) -> bool:
        """Tell whether it is still to be made."""
        return self.made_at is None and not self.fault
