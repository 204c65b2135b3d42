"""What every text that several people save one after another keeps of each save."""

from django.db import models

from dienhong.organisation.models.office import Person


class Save(models.Model):
    """One save of a text: who, when, and the words as its form takes them initially.

    ``number`` counts from 1 within the text; ``words`` is empty where they had to be taken out.
    """

    number = models.PositiveIntegerField()
    saved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    words = models.JSONField(default=dict)

    class Meta:
        abstract = True
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.saved_at}"
