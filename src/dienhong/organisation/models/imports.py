"""A list of people read from a file, kept until it is confirmed, thrown away or too old."""

from django.db import models
from django.db.models import Q

from dienhong.organisation.models.office import Person
from dienhong.record.chance import new_id


class PeopleImport(models.Model):
    """A file's rows as they stand after mending; nothing of it is in the organisation yet.

    ``rows``: number, cells by field, choice, dropped. ``departments``: what each department
    that the office does not have becomes. Both are emptied once the import is over.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=150)
    digest = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    departments = models.JSONField(default=dict)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    # Counts saves: an older page does not overwrite what a second clerk has mended.
    edition = models.PositiveIntegerField(default=1)
    over_at = models.DateTimeField(null=True)
    added = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                name="an_import_that_added_people_is_over",
                condition=Q(added__isnull=True) | Q(over_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
