"""A technical confirmation that was made of a publication."""

from django.db import models

from dienhong.organisation.models import Person
from dienhong.publication.models.matter import Matter
from dienhong.record.chance import new_id


class Confirmation(models.Model):
    """What was confirmed once, as it was given out; of a withdrawn matter the document is gone.

    ``entry_number`` is both its entry and the size of the journal that its proofs lead to;
    ``fingerprint`` is that journal's.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="confirmations")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    asked_day = models.DateField(null=True)
    entry_number = models.PositiveBigIntegerField(unique=True)
    fingerprint = models.CharField(max_length=60)
    # Canonical JSON of ``core.confirmation.document``.
    document = models.TextField(blank=True)

    class Meta:
        ordering = ["-entry_number"]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.entry_number}"
