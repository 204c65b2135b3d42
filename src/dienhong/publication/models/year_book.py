"""The year book: all that was published in a year, as a paper that was made beside the requests."""

from django.db import models

from dienhong.record.models import MadeFile


class YearBook(MadeFile):
    """A book that was asked for; ``matters`` is how many were published that year."""

    year = models.PositiveSmallIntegerField()
    matters = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(made_at__isnull=True, fault=""),
                name="one_book_of_a_year_waits_at_a_time",
            ),
        ]

    @property
    def file_name(self) -> str:
        """Return the name of its file, in letters without accents; each book has its own."""
        return f"so-cong-khai-{self.year}-{self.pk}.pdf"
