"""A temporary data folder with offices, people and matters made by the real acts."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.hosting.context import use_agency
from dienhong.organisation.actions import add_person, give_function, someone
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Person
from dienhong.publication import actions
from dienhong.publication.drafting import Draft
from dienhong.publication.models import Matter
from dienhong.publication.queries import terms_for
from dienhong.site.offices import Opening, open_office, the_system

LAN = "lan"
HOA = "hoa"


def new_office(code: str) -> None:
    """Open an office with Lan, who runs its administration."""
    opening = Opening(name=f"Văn phòng {code}", person="Lan", login=LAN, password="")
    open_office(code, opening, at=timezone.now())


def add_checker() -> None:
    """Let Hoa be the deputy in the office chosen."""
    by = the_system(timezone.now())
    hoa = add_person(name="Hoa", login=HOA, password="", joined_on=by.today, by=by)
    give_function(hoa, Function.DEPUTY_CHIEF, held_from=by.today, by=by)


def actor(name: str, function: Function) -> Actor:
    """Return a person of the office chosen as whoever acts now."""
    at = timezone.now()
    return Actor(
        by=someone(Person.objects.get(name=name)),
        at=at,
        today=timezone.localdate(at),
        acting_as=function.value,
    )


def drafted(summary: str = "Tóm tắt.") -> Matter:
    """Enter a matter decided yesterday, for Hoa to check."""
    by = actor("Lan", Function.ADMINISTRATION)
    yesterday = by.today - timedelta(days=1)
    words = Draft(
        title="Kế hoạch công tác tháng",
        summary=summary,
        decision_number="07/QĐ-VP",
        decided_on=yesterday,
        kind=terms_for(yesterday, by.today).kinds[0].key,
        checker=Person.objects.get(name="Hoa"),
    )
    return actions.draft(words, by=by)


def published(summary: str = "Tóm tắt.") -> Matter:
    """Enter a matter, have it checked, and publish it."""
    matter = actions.clear(drafted(summary), by=actor("Hoa", Function.DEPUTY_CHIEF))
    return actions.publish(matter, forms=[], by=actor("Lan", Function.ADMINISTRATION))


def many(make: Callable[[], object], number: int) -> None:
    """Do ``make`` so many times in one transaction, which is quick."""
    with transaction.atomic():
        for _ in range(number):
            make()


def signed_in(code: str, login: str = LAN) -> Client:
    """Return a browser in which a person of the office ``code`` is signed in."""
    client = Client()
    with use_agency(code):
        client.force_login(get_user_model().objects.get(login=login))
    return client


def visit(client: Client, path: str) -> None:
    """Open a page, and see that it came."""
    answer = client.get(path)
    assert answer.status_code == HTTPStatus.OK, f"{path}: {answer.status_code}"
