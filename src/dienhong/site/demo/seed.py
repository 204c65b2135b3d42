"""Making a demonstration office: the same acts that people do, dated back from today."""

from datetime import datetime, timedelta

from dienhong.duties.opening import sweep
from dienhong.hosting.context import use_agency
from dienhong.organisation.functions import Function
from dienhong.site.demo import staff
from dienhong.site.demo.cast import Cast
from dienhong.site.demo.data import offices
from dienhong.site.demo.play import play
from dienhong.site.demo.stages import MIDDLE, STAGES
from dienhong.site.offices import Opening, open_office, the_system

BEGAN = 400  # days before today


def office_codes() -> list[str]:
    """Return the codes of the demonstration offices."""
    return [office["code"] for office in offices()]


def make(code: str, *, at: datetime, stage: str = MIDDLE) -> None:
    """Make one demonstration office as of ``at``, as far as ``stage`` says."""
    office = next(o for o in offices() if o["code"] == code)
    first = office["people"][0]
    opening = Opening(
        name=office["name"],
        superior_body=office["superior_body"],
        place=office["place"],
        person=first["name"],
        login=first["login"],
        password="",
        function=Function(next(iter(first["holds"]))),
        symbol=office["symbol"],
        titles=office["titles"],
        demo=True,
    )
    began = at - timedelta(days=BEGAN)
    open_office(code, opening, at=began)
    with use_agency(code):
        staff.add_people(office, the_system(began))
        cast = Cast(began)
        play(STAGES[stage].parts, office, cast, at)
        sweep(by=the_system(at))
