"""Who is counted where a share of the staff is asked: the agency's rule, and frozen lists."""

from django.db import models
from django.db.models import F, Q

from dienhong.organisation.categories import CATEGORY_LABELS
from dienhong.organisation.models.office import Person
from dienhong.record.chance import new_id

_CATEGORIES = [(str(k), v) for k, v in CATEGORY_LABELS.items()]


class RollRule(models.Model):
    """Who counts among the staff, as the Chief set it on a basis; a later rule replaces it."""

    in_force_from = models.DateField()
    categories = models.JSONField()
    long_leave_counted = models.BooleanField()
    # From how many days on leave is long; only where long leave is not counted.
    long_leave_days = models.PositiveIntegerField(null=True)
    seconded_out_counted = models.BooleanField()
    seconded_in_counted = models.BooleanField()
    probationers_counted = models.BooleanField()
    basis = models.CharField(max_length=300)
    set_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["in_force_from", "pk"]
        constraints = [
            models.CheckConstraint(
                name="what_long_leave_is_stands_where_it_is_not_counted",
                condition=Q(long_leave_counted=True) | Q(long_leave_days__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.in_force_from}"


class Roll(models.Model):
    """The staff of a day for a purpose: who is counted and who is not, each with its ground."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=200)
    on_day = models.DateField()
    rule = models.ForeignKey(RollRule, on_delete=models.PROTECT, related_name="rolls")
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    frozen_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    # The function in whose right the second person signed.
    signed_as = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    counted = models.PositiveIntegerField(null=True)
    returned_ground = models.CharField(max_length=300, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    replaces_ground = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-on_day", "-made_at"]
        constraints = [
            models.CheckConstraint(
                name="two_persons_sign_a_roll",
                condition=Q(signed_by__isnull=True)
                | (Q(frozen_by__isnull=False) & ~Q(signed_by=F("frozen_by"))),
            ),
            models.CheckConstraint(
                name="a_frozen_roll_has_its_number_and_digest",
                condition=Q(frozen_by__isnull=True)
                | (Q(counted__isnull=False) & ~Q(digest="") & Q(frozen_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_roll_replaces_another_on_a_ground",
                condition=Q(replaces__isnull=True) | ~Q(replaces_ground=""),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    @property
    def subject(self) -> str:
        """Return how the journal names this roll."""
        return f"roll:{self.pk}"


class RollLine(models.Model):
    """One person of a roll as of its day: later changes of staff do not reach it."""

    roll = models.ForeignKey(Roll, on_delete=models.CASCADE, related_name="lines")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)
    department = models.CharField(max_length=150, blank=True)
    position = models.CharField(max_length=150, blank=True)
    category = models.CharField(max_length=20, blank=True, choices=_CATEGORIES)
    # Empty: the rule cannot tell, somebody has to.
    counted = models.BooleanField(null=True)
    # What the page of everyone says; kinds of leave are not named in it.
    ground = models.CharField(max_length=300)
    by_hand = models.BooleanField(default=False)

    class Meta:
        ordering = ["department", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["roll", "person"], name="a_roll_names_a_person_once"),
        ]

    def __str__(self) -> str:
        return self.name
