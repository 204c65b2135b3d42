"""Browsers in which somebody is signed in."""

from django.test import Client

from dienhong.hosting.context import use_agency
from dienhong.organisation.models import Account


def client_of(login: str, code: str = "thu") -> Client:
    """Return a browser in which a person of an office is signed in; "" for nobody."""
    client = Client()
    if login:
        with use_agency(code):
            client.force_login(Account.objects.get(login=login))
    return client
