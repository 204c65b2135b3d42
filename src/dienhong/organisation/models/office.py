"""The agency, its departments and people, their accounts, and the functions they hold."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from dienhong.core.citation import Citation
from dienhong.core.plain import without_accents
from dienhong.organisation.categories import CATEGORY_LABELS
from dienhong.organisation.functions import KIND_LABELS, FunctionKind
from dienhong.record.chance import new_id
from dienhong.record.models import StoredFile


class Agency(models.Model):
    """The one agency of this database. ``go_live_on``: nothing is late before that day."""

    name = models.CharField(max_length=200)
    superior_body = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100, blank=True)
    # How the agency is written in the numbers of its papers: 12/TB-VP has "VP".
    symbol = models.CharField(max_length=20, blank=True)
    go_live_on = models.DateField()
    demo = models.BooleanField(default=False)
    # The last day of its activity, by which decision, and who goes on with what was running.
    closed_on = models.DateField(null=True)
    closing_number = models.CharField(max_length=60, blank=True)
    closing_decided_on = models.DateField(null=True)
    successor_name = models.CharField(max_length=200, blank=True)
    successor_code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_database_holds_one_agency", condition=Q(pk=1)),
            models.CheckConstraint(
                name="an_agency_closes_by_a_dated_decision",
                condition=Q(closed_on__isnull=True)
                | (Q(closing_decided_on__isnull=False) & ~Q(closing_number="")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department (phòng) of the agency. One that was closed stays, for the days before."""

    name = models.CharField(max_length=150, unique=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """One of the staff. A leaver's row stays, so that what was done keeps its name.

    ``joined_on`` and ``left_on`` are those of the newest period; earlier ones are ``earlier``.
    ``department`` and ``position`` repeat the placement of today.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    position = models.CharField(max_length=150, blank=True)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    left_basis = models.CharField(max_length=200, blank=True)
    # Empty: nobody has written it down yet.
    category = models.CharField(
        max_length=20, blank=True, choices=[(str(k), v) for k, v in CATEGORY_LABELS.items()]
    )
    staff_code = models.CharField(max_length=30, blank=True)
    probation_until = models.DateField(null=True, blank=True)
    plain_name = models.CharField(
        max_length=100, default="", blank=True, editable=False, db_index=True
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["staff_code"],
                condition=~Q(staff_code=""),
                name="a_staff_code_belongs_to_one_person",
            ),
            models.CheckConstraint(
                name="a_person_leaves_after_joining",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name without accents beside it, for the search."""
        self.plain_name = without_accents(self.name or "")
        fields = kwargs.get("update_fields")
        if fields is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "plain_name"}
        super().save(*args, **kwargs)


class LegalFunction(models.Model):
    """A legal function of this office: its name here, who plays it, who acts while it is vacant.

    Procedures know it by its code; name and everything else is the office's own.
    """

    code = models.CharField(primary_key=True, max_length=40)
    label = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=[(k.value, v) for k, v in KIND_LABELS.items()])
    order = models.PositiveSmallIntegerField()
    one_holder = models.BooleanField(default=False)
    # Played by whoever holds another function: "the union's executive organises with the head".
    through = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="plays"
    )
    # Who acts while nobody holds it; on a provision of law or on the office's own ground.
    stand_in = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="stands_in_for"
    )
    source = models.CharField(max_length=150, blank=True)
    ground = models.CharField(max_length=200, blank=True)
    # Of a body that is elected for a term: its last day.
    term_ends_on = models.DateField(null=True, blank=True)
    # Counts saves; a form that carries an older number does not overwrite a newer row.
    edition = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                name="a_function_is_not_played_through_itself",
                condition=Q(through__isnull=True) | ~Q(through=F("code")),
            ),
            models.CheckConstraint(
                name="a_function_does_not_stand_in_for_itself",
                condition=Q(stand_in__isnull=True) | ~Q(stand_in=F("code")),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def kind_said(self) -> str:
        """Return what kind of function it is, in Vietnamese."""
        return KIND_LABELS[FunctionKind(self.kind)]

    @property
    def citation(self) -> Citation | None:
        """Return the provision of law that names who plays it or stands in."""
        return Citation.parse(self.source) if self.source else None


class Binding(models.Model):
    """A power that the office gave to other functions than the program begins with."""

    power = models.CharField(primary_key=True, max_length=60)
    functions = models.JSONField()
    basis = models.CharField(max_length=200)
    bound_on = models.DateField()

    def __str__(self) -> str:
        return self.power


class Holding(models.Model):
    """A legal function held by a person, from a day, until a day, on a basis."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    function = models.ForeignKey(
        LegalFunction, db_column="function", on_delete=models.PROTECT, related_name="holdings"
    )
    # The part within a body: chairman, member …
    seat = models.CharField(max_length=80, blank=True)
    held_from = models.DateField()
    held_to = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["function", "held_from"]
        constraints = [
            models.CheckConstraint(
                name="a_function_ends_after_it_begins",
                condition=Q(held_to__isnull=True) | Q(held_to__gte=F("held_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.function}"


class Sitting(models.Model):
    """One sitting of a clerk who enters what another person did on paper or by speech.

    Everything entered in it is that person's act. It is confirmed, or contested, by a second
    person: the one entered for, or one with the power to confirm.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="entered_for")
    clerk = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sittings")
    recorded_from = models.CharField(
        max_length=10, choices=[("paper", "giấy"), ("speech", "lời nói")]
    )
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT)
    scan_name = models.CharField(max_length=130, blank=True)
    told = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    # Numbers of the journal's entries between which the entered acts stand.
    first_entry = models.PositiveBigIntegerField()
    last_entry = models.PositiveBigIntegerField(null=True)
    agrees = models.BooleanField(null=True)
    decided_by = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="confirmed_sittings"
    )
    decided_at = models.DateTimeField(null=True)
    ground = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.CheckConstraint(
                name="nobody_enters_for_oneself", condition=~Q(person=F("clerk"))
            ),
            models.CheckConstraint(
                name="a_clerk_does_not_confirm_what_the_clerk_entered",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("clerk")),
            ),
            models.CheckConstraint(
                name="paper_is_entered_with_its_scan",
                condition=~Q(recorded_from="paper") | Q(scan__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ← {self.clerk}"

    @property
    def subject(self) -> str:
        """Return how the journal names this sitting."""
        return f"sitting:{self.pk}"


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by its sign-in name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.select_related("person").get(login__iexact=username or "")


class Account(AbstractBaseUser):
    """How a person signs in. Without e-mail: the name is chosen by administration."""

    login = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)

    objects = AccountManager()
    USERNAME_FIELD = "login"

    def __str__(self) -> str:
        return self.login

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep sign-in names in lower case, so that two never differ by case alone."""
        self.login = self.login.lower()
        super().save(*args, **kwargs)
