"""How the stories of accounts come to the door: browsers, slips, passwords."""

import re

from django.http import HttpResponse
from django.test import Client

from dienhong.core.journal.entry import Entry
from dienhong.record.models import JournalEntry
from tests.organisation.desks import client_of
from tests.publication.story import person

LAN = "mat-khau-cua-lan"
NEW = "hai-dua-tre-ngoi-hoc"
_CODE = re.compile(r"<b class=\"code-plain nw\">([A-Z0-9-]+)</b>")


def sign_in(
    login: str = "lan", password: str = LAN, client: Client | None = None, code: str = "thu"
) -> HttpResponse:
    """Send name and password."""
    form = {"username": login, "password": password}
    return (client or Client()).post(f"/{code}/dang-nhap/", form)  # type: ignore[return-value]


def print_slip(login: str, by: str = "lan") -> str:
    """Let somebody print a slip for a person, and return the code that stands on it."""
    answer = client_of(by).post(f"/thu/nguoi/{person(login).pk}/dang-nhap/phieu/")
    assert answer.status_code == 200, answer.content.decode()
    (code,) = _CODE.findall(answer.content.decode())
    return str(code)


def codes_on(answer: HttpResponse) -> list[str]:
    """Return the codes of all slips on a sheet."""
    return _CODE.findall(answer.content.decode())


def use_slip(
    login: str, code: str, password: str = NEW, client: Client | None = None, office: str = "thu"
) -> HttpResponse:
    """Send a slip's code and a password."""
    form = {"username": login, "code": code, "password": password, "again": password}
    return (client or Client()).post(f"/{office}/dang-nhap/phieu/", form)  # type: ignore[return-value]


def written() -> list[str]:
    """Return the kinds of all entries that tell of accounts, oldest first."""
    kinds = JournalEntry.objects.filter(kind__startswith="accounts.").order_by("number")
    return list(kinds.values_list("kind", flat=True))


def last() -> Entry:
    """Return the newest entry."""
    return Entry.from_body(JournalEntry.objects.order_by("-number")[0].body.encode())


def with_password(login: str) -> None:
    """Let a person have set a password of their own."""
    assert use_slip(login, print_slip(login)).status_code == 302
