"""Who does what in a demonstration office: the companions of each act, dated back."""

from datetime import datetime

from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.organisation import queries
from dienhong.organisation.actions import someone
from dienhong.organisation.models import Account, Person


class Cast:
    """The people of the office that is open, asked for once: nobody's function changes here."""

    def __init__(self, at: datetime) -> None:
        accounts = Account.objects.select_related("person").order_by("pk")
        self._people = {account.login: account.person for account in accounts}
        self._standing = queries.standing(timezone.localdate(at))

    def person(self, login: str) -> Person:
        """Return one of the people by sign-in name."""
        return self._people[login]

    def holder(self, function: str) -> Person:
        """Return who was entered first of those who act in a function."""
        acting = self._standing.acting(function)
        return next(who for who in self._people.values() if str(who.pk) in acting)

    def actor(self, function: str, at: datetime) -> Actor:
        """Return the companions of an act in the right of a function, also of a vacant one."""
        who = self.holder(function)
        return Actor(
            by=someone(who),
            at=at,
            today=timezone.localdate(at),
            acting_as=str(function),
            stands_in_as=self._standing.stands_in_as(str(who.pk), function),
        )
