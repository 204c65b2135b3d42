"""Where a person was placed from day to day, earlier periods of service, and absences."""

from django.db import models
from django.db.models import F, Q

from dienhong.organisation.categories import ABSENCE_LABELS
from dienhong.organisation.models.office import Department, Person


class Placement(models.Model):
    """The department and position of a person from a day to a day, on a basis."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="placements")
    department = models.ForeignKey(
        Department, null=True, on_delete=models.PROTECT, related_name="placements"
    )
    position = models.CharField(max_length=150, blank=True)
    placed_from = models.DateField()
    placed_to = models.DateField(null=True)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["placed_from", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_placement_ends_after_it_begins",
                condition=Q(placed_to__isnull=True) | Q(placed_to__gte=F("placed_from")),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(placed_to__isnull=True),
                name="a_person_has_one_open_placement",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.placed_from}"


class EarlierService(models.Model):
    """A period of service that ended before the person came back."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="earlier")
    joined_on = models.DateField()
    left_on = models.DateField()
    left_basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["joined_on"]
        constraints = [
            models.CheckConstraint(
                name="an_earlier_service_ends_after_it_begins",
                condition=Q(left_on__gte=F("joined_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.joined_on}"


class Absence(models.Model):
    """Leave or a secondment, with both days counted; without ``ends_on`` no end is known yet.

    A cancelled one stays, so that it can be told who had entered what.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=20, choices=[(str(k), v) for k, v in ABSENCE_LABELS.items()])
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    basis = models.CharField(max_length=200, blank=True)
    other_body = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_ground = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_absence_ends_after_it_begins",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.starts_on}"
