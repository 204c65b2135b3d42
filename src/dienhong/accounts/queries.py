"""Reading accounts: who may come in, who still has no password, who has to wait."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from dienhong.accounts import brake
from dienhong.accounts.models import Slip
from dienhong.organisation.models import Account


def of_staff(day: date) -> QuerySet[Account]:
    """Return the accounts of those who belong to the agency on ``day``, by name."""
    stays = Q(person__left_on__isnull=True) | Q(person__left_on__gte=day)
    found = Account.objects.filter(stays, is_active=True, person__joined_on__lte=day)
    return found.select_related("person__department").order_by("person__name", "pk")


def of_person(person_id: UUID, day: date) -> Account | None:
    """Return the account of one of the staff."""
    return of_staff(day).filter(person=person_id).first()


def open_slips(day: date) -> QuerySet[Slip]:
    """Return the slips that still open something on ``day``."""
    return Slip.objects.filter(
        used_at__isnull=True, cancelled_at__isnull=True, valid_to__gte=day, account__is_active=True
    )


def without_a_way_in(day: date) -> QuerySet[Account]:
    """Return the accounts of the staff that have neither a password nor a slip that is valid."""
    shut = of_staff(day).filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return shut.exclude(pk__in=open_slips(day).values("account"))


@dataclass(frozen=True, slots=True)
class Standing:
    """How one account stands, as administration may know it: not when or where it was used."""

    account: Account
    has_password: bool
    slip_valid_to: date | None
    waits_until: datetime | None


def standings(day: date, at: datetime) -> list[Standing]:
    """Return how the account of each of the staff stands."""
    return _standings(list(of_staff(day)), day, at)


def standing(account: Account, day: date, at: datetime) -> Standing:
    """Return how one account stands."""
    return _standings([account], day, at)[0]


def _standings(accounts: list[Account], day: date, at: datetime) -> list[Standing]:
    slips = dict(open_slips(day).values_list("account", "valid_to"))
    waits = brake.waiting(accounts, at)
    return [
        Standing(each, each.has_usable_password(), slips.get(each.pk), waits.get(each.pk))
        for each in accounts
    ]
