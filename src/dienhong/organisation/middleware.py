"""Who is asking, and when: set once a request, at the edge."""

from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.organisation import queries, rules, sittings
from dienhong.organisation.actions import someone
from dienhong.organisation.models import Account, Person, Sitting
from dienhong.organisation.standing import Standing


class ActorMiddleware:
    """Put the moment on the request; the person and functions are looked up when asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        at = timezone.now()
        request.desk = Desk(request, at)  # type: ignore[attr-defined]
        return self.get_response(request)


class Desk:
    """The person at the other end of a request, with the moment as an instant and as a day.

    What a person may *see* follows from who sits there (``functions``, ``powers``); what may
    be *done* from whose act it is (``may``): a clerk who enters for another acts in that
    person's right and goes on seeing as a clerk.
    """

    def __init__(self, request: HttpRequest, at: datetime) -> None:
        self._request = request
        self.at = at
        self.today = timezone.localdate(at)

    @cached_property
    def person(self) -> Person | None:
        """Return who is signed in; a person who has left counts as nobody."""
        user = self._request.user
        if not isinstance(user, Account):
            return None
        return None if rules.has_left(user.person.left_on, self.today) else user.person

    @cached_property
    def standing(self) -> Standing:
        """Return how the office stands today."""
        return queries.standing(self.today)

    @cached_property
    def functions(self) -> frozenset[str]:
        """Return the codes of the functions in which the person acts today."""
        return self._functions_of(self.person)

    @cached_property
    def powers(self) -> frozenset[str]:
        """Return the codes of the powers that the person has today."""
        return self.standing.powers_of(self.functions) if self.functions else frozenset()

    @cached_property
    def sitting(self) -> Sitting | None:
        """Return the sitting in which this clerk enters for another, if one is open."""
        key = self._request.session.get(sittings.KEY) if self.person else None
        return sittings.open_one(key, self.person) if key and self.person else None

    @property
    def author(self) -> Person | None:
        """Return whose act it would be: the person, or the one entered for."""
        return self.sitting.person if self.sitting else self.person

    @cached_property
    def rights(self) -> frozenset[str]:
        """Return the functions in whose right an act would be done."""
        return self._functions_of(self.author) if self.sitting else self.functions

    def _functions_of(self, person: Person | None) -> frozenset[str]:
        return self.standing.functions_of(str(person.pk)) if person else frozenset()

    def may(self, power: str) -> bool:
        """Tell whether an act that asks for ``power`` would be open from this desk."""
        return bool(self.standing.right(power, self.rights))

    def actor(self, power: str = "", own: str = "") -> Actor:
        """Return the companions of an act done now, in the right of a function with ``power``.

        Where the thing is ``own``'s, a function's, whoever acts in it acts in its right.
        """
        if self.person is None or self.author is None:
            raise PermissionError("Nobody is signed in.")
        right = own if own in self.rights else ""
        if power and not right:
            right = self.standing.right(power, self.rights)
        by = Actor(
            by=someone(self.person),
            at=self.at,
            today=self.today,
            acting_as=right,
            stands_in_as=self.standing.stands_in_as(str(self.author.pk), right) if right else "",
        )
        return sittings.on_behalf(self.sitting, by) if self.sitting else by


def desk(request: HttpRequest) -> Desk:
    """Return the desk that the middleware put on the request."""
    found: Desk = request.desk  # type: ignore[attr-defined]
    return found
