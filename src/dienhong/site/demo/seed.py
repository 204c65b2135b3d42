"""Making a demonstration office: the same acts that people do, dated back from today."""

import tomllib
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import resources
from io import BytesIO
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from dienhong.core.acting import Actor
from dienhong.core.papers.paper import Letterhead, Paper, Paragraph, Signer
from dienhong.hosting.context import use_agency
from dienhong.organisation import actions as organisation
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Person
from dienhong.papers.draw import pdf
from dienhong.publication import actions as publication
from dienhong.publication import drafting
from dienhong.publication.models import Matter
from dienhong.publication.queries import terms_for
from dienhong.regulation import actions as regulation
from dienhong.regulation.rules import Origin
from dienhong.site.offices import Opening, open_office, the_system

BEGAN = 400  # days before today
_ISSUED = 390
_HOUR = timedelta(hours=1)


def read(name: str) -> dict[str, Any]:
    """Return one of the data files of the demonstration."""
    return tomllib.loads((resources.files("dienhong.site.demo") / name).read_text("utf-8"))


def office_codes() -> list[str]:
    """Return the codes of the demonstration offices."""
    return [office["code"] for office in read("people.toml")["office"]]


def make(code: str, *, at: datetime) -> None:
    """Make one demonstration office as of ``at``."""
    office = next(o for o in read("people.toml")["office"] if o["code"] == code)
    first, *others = office["people"]
    opening = Opening(
        name=office["name"],
        superior_body=office["superior_body"],
        place=office["place"],
        person=first["name"],
        login=first["login"],
        password="",
        function=Function(first["function"]),
        symbol=office["symbol"],
        titles=office["titles"],
        demo=True,
    )
    began = at - timedelta(days=BEGAN)
    open_office(code, opening, at=began)
    with use_agency(code):
        _add_people(others, the_system(began))
        _issue(office, at - timedelta(days=_ISSUED))
        _publish(office, at)


def _add_people(people: list[dict[str, str]], by: Actor) -> None:
    for row in people:
        person = organisation.add_person(
            name=row["name"],
            login=row["login"],
            password="",
            position=row["position"],
            department=row.get("department", ""),
            joined_on=by.today,
            by=by,
        )
        if "function" in row:
            organisation.give_function(person, row["function"], held_from=by.today, by=by)


def _actor(function: Function, at: datetime) -> Actor:
    person = Person.objects.get(holdings__function=function)
    return Actor(
        by=organisation.someone(person),
        at=at,
        today=timezone.localdate(at),
        acting_as=function.value,
    )


def _issue(office: dict[str, Any], at: datetime) -> None:
    by = _actor(Function.ADMINISTRATION, at)
    version = regulation.adopt_profile(read(f"profiles/{office['profile']}"), by=by)
    chief = _actor(Function.CHIEF, at)
    regulation.issue(
        version,
        number=office["number"],
        issued_on=by.today,
        in_force_from=by.today,
        origin=Origin(declared=False, union_paper="Biên bản họp Ban Chấp hành Công đoàn"),
        by=chief,
    )


def _publish(office: dict[str, Any], at: datetime) -> None:
    """Do the acts of all matters in the order of their days, as they would have been done."""
    story: list[tuple[int, int, Callable[[datetime], None]]] = []
    for place, row in enumerate(read("matters.toml")["matter"]):
        told = Story(row, office)
        for step, act in enumerate(told.acts()):
            story.append((-row[act], place * 10 + step, getattr(told, act)))
    for count, (day, _, do) in enumerate(sorted(story, key=lambda item: item[:2])):
        do(at + timedelta(days=day) - _HOUR + timedelta(minutes=count))


class Story:
    """One matter of the demonstration and what is done to it."""

    ORDER = ("drafted", "checked", "returned", "published", "posted", "taken_down")

    def __init__(self, row: dict[str, Any], office: dict[str, Any]) -> None:
        self.row = row
        self.office = office
        self.matter = Matter()

    def acts(self) -> list[str]:
        """Return the acts that this matter has seen, in order."""
        return [act for act in self.ORDER if act in self.row]

    def drafted(self, at: datetime) -> None:
        """Administration enters the matter; the deputy is named for the secrecy check."""
        by = _actor(Function.ADMINISTRATION, at)
        decided_on = by.today - timedelta(days=self.row["decided"] - self.row["drafted"])
        kinds = terms_for(decided_on, by.today).kinds
        words = drafting.Draft(
            title=self.row["title"],
            summary=self.row["summary"],
            decision_number=self.row["number"],
            decided_on=decided_on,
            kind=kinds[self.row["kind"][self.office["code"]] - 1].key,
            checker=Person.objects.get(holdings__function=Function.DEPUTY_CHIEF),
        )
        self.matter = publication.draft(words, self._files(), by=by)

    def checked(self, at: datetime) -> None:
        """The deputy signs that there is no secret in it."""
        publication.clear(self.matter, by=_actor(Function.DEPUTY_CHIEF, at))

    def returned(self, at: datetime) -> None:
        """The deputy returns it, saying what is missing."""
        by = _actor(Function.DEPUTY_CHIEF, at)
        publication.give_back(self.matter, ground=self.row["ground"], by=by)

    def published(self, at: datetime) -> None:
        """Administration publishes it, with a sheet for the board where the regulation has one."""
        by = _actor(Function.ADMINISTRATION, at)
        offered = terms_for(self.matter.decided_on, by.today).forms
        boards = [item.key for item in offered if "posting" in item.value.split(",")]
        publication.publish(self.matter, forms=boards[:1], by=by)

    def posted(self, at: datetime) -> None:
        """Administration hangs the sheet on the board."""
        by = _actor(Function.ADMINISTRATION, at)
        publication.post(self.matter, place="Bảng tin tầng 1, trụ sở", posted_at=at, by=by)

    def taken_down(self, at: datetime) -> None:
        """Administration takes the sheet down after its run."""
        board = self.matter.postings.get(electronic=False)
        publication.take_down(board, by=_actor(Function.ADMINISTRATION, at))

    def _files(self) -> list[drafting.Upload]:
        if not self.row.get("attach"):
            return []
        paper = Paper(
            letterhead=Letterhead(
                issuing_body=self.office["name"],
                superior_body=self.office["superior_body"],
                place=self.office["place"],
                symbol=self.row["number"].partition("/")[2],
                demo=True,
            ),
            kind="TÀI LIỆU KÈM THEO",
            about=self.row["title"],
            body=(Paragraph(self.row["summary"]),),
            signers=(Signer(self.office["titles"]["chief"]),),
        )
        content = pdf(paper)
        return [drafting.look_at(File(BytesIO(content), name="tai-lieu.pdf"), "tai-lieu.pdf")]
