"""The agency, its departments and people, their accounts, and the functions they hold."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from dienhong.organisation.functions import LABELS


class Agency(models.Model):
    """The one agency of this database. ``go_live_on``: nothing is late before that day."""

    name = models.CharField(max_length=200)
    superior_body = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=100, blank=True)
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
    """A department (phòng) of the agency."""

    name = models.CharField(max_length=150, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """One of the staff. A leaver's row stays, so that what was done keeps its name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=100)
    position = models.CharField(max_length=150, blank=True)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="a_person_leaves_after_joining",
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Holding(models.Model):
    """A legal function held by a person, from a day, until a day, on a basis."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    function = models.CharField(max_length=40, choices=[(str(k), v) for k, v in LABELS.items()])
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
        return f"{self.person}: {self.get_function_display()}"


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
