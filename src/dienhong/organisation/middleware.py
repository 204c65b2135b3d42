"""Who is asking, and when: set once a request, at the edge."""

from collections.abc import Callable, Collection
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.organisation import rules
from dienhong.organisation.actions import someone
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Account, Person
from dienhong.organisation.queries import functions_of


class ActorMiddleware:
    """Put the moment on the request; the person and functions are looked up when asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        at = timezone.now()
        request.desk = Desk(request, at)  # type: ignore[attr-defined]
        return self.get_response(request)


class Desk:
    """The person at the other end of a request, with the moment as an instant and as a day."""

    def __init__(self, request: HttpRequest, at: datetime) -> None:
        self._request = request
        self._functions: frozenset[str] | None = None
        self.at = at
        self.today = timezone.localdate(at)

    @property
    def person(self) -> Person | None:
        """Return who is signed in; a person who has left counts as nobody."""
        user = self._request.user
        if not isinstance(user, Account):
            return None
        return None if rules.has_left(user.person.left_on, self.today) else user.person

    @property
    def functions(self) -> frozenset[str]:
        """Return the codes of the functions that the person holds today."""
        if self._functions is None:
            person = self.person
            self._functions = functions_of(person, self.today) if person else frozenset()
        return self._functions

    def actor(self, may: Collection[str] = ()) -> Actor:
        """Return the companions of an act done now, in the right of a function that ``may``."""
        person = self.person
        if person is None:
            raise PermissionError("Nobody is signed in.")
        right = next((f.value for f in Function if f in may and f in self.functions), "")
        return Actor(by=someone(person), at=self.at, today=self.today, acting_as=right)


def desk(request: HttpRequest) -> Desk:
    """Return the desk that the middleware put on the request."""
    found: Desk = request.desk  # type: ignore[attr-defined]
    return found
