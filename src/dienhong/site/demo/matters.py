"""The matters of a demonstration office: what was done to each, on the days that the data says."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from io import BytesIO
from typing import Any

from django.core.files.base import File

from dienhong.core.acting import Actor, RecordedFrom
from dienhong.core.papers.paper import Letterhead, Paper, Paragraph, Signer
from dienhong.organisation import sittings
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Sitting
from dienhong.papers.draw import pdf
from dienhong.publication import actions, channels, correcting, drafting
from dienhong.publication.models import Matter
from dienhong.publication.queries import terms_for
from dienhong.record.models import Correction
from dienhong.site.demo.cast import Cast
from dienhong.site.demo.data import read
from dienhong.site.demo.pictures import of_board
from dienhong.site.demo.play import Step

_HOUR = timedelta(hours=1)
Row = dict[str, Any]


def tell(office: Row, cast: Cast, at: datetime, *, ended: bool = False) -> Iterator[Step]:
    """Yield the acts of all matters on their days, as they would have been done.

    ``ended``: a season later, when what could be done to each of them has been done.
    """
    story: list[tuple[int, int, Callable[[datetime], None]]] = []
    rows = read("matters.toml")["matter"]
    for place, row in enumerate(map(_to_its_end, rows) if ended else rows):
        told = Story(row, office, cast)
        for step, act in enumerate(told.acts()):
            story.append((-row[act], place * 20 + step, getattr(told, act)))
    for count, (day, _, do) in enumerate(sorted(story, key=lambda item: item[:2])):
        then = at + timedelta(days=day) - 3 * _HOUR + timedelta(minutes=count)
        yield then, partial(do, then)


_SEASON = 75  # days, longer than any run


def _to_its_end(row: Row) -> Row:
    """Return a matter's days a season later, with what was still to be done."""
    if row["drafted"] > 2 * _SEASON:  # over long ago
        return row
    days = {key: day + _SEASON for key, day in row.items() if key in (*Story.ORDER, "decided")}
    told = row | days
    if "withheld" in row or "withdrawn" in row:
        return told
    if "returned" in row:
        told |= {"withheld": told.pop("returned") - 1}
        return told
    if "withdrawal_asked" in row:
        told["declined"] = told.get("declined", told["withdrawal_asked"] - 1)
    if "correction_asked" in row:
        told["corrected"] = told.get("corrected", told["correction_asked"] - 1)
    last = told["drafted"]
    for act in ("checked", "published", "posted"):
        last = told.setdefault(act, last - 1)
    told.setdefault("taken_down", last - 30)
    return told


class Story:
    """One matter of the demonstration and what is done to it."""

    ORDER = (
        "drafted",
        "agreed",
        "returned",
        "withheld",
        "checked",
        "published",
        "posted",
        "withdrawal_asked",
        "withdrawn",
        "declined",
        "correction_asked",
        "corrected",
        "sheet_replaced",
        "taken_down",
    )

    def __init__(self, row: Row, office: Row, cast: Cast) -> None:
        self.row = row
        self.office = office
        self.cast = cast
        self.matter = Matter()
        self.sitting = Sitting()
        self.correction = Correction()

    def acts(self) -> list[str]:
        """Return the acts that this matter has seen, in order."""
        return [act for act in self.ORDER if act in self.row]

    def drafted(self, at: datetime) -> None:
        """Administration enters the matter; the deputy is named for the secrecy check."""
        by = (
            self._begin_sitting(at)
            if "paper" in self.row
            else self.cast.actor(Function.ADMINISTRATION, at)
        )
        decided_on = by.today - timedelta(days=self.row["decided"] - self.row["drafted"])
        kinds = terms_for(decided_on, by.today).kinds
        words = drafting.Draft(
            title=self.row["title"],
            summary=self.row["summary"],
            decision_number=self._number(),
            decided_on=decided_on,
            kind=kinds[self.row["kind"][self.office["code"]] - 1].key,
            checker=self.cast.holder(Function.DEPUTY_CHIEF),
        )
        self.matter = actions.draft(words, self._files(), by=by)
        if "paper" in self.row:
            sittings.end(self.sitting, by=self.cast.actor(Function.ADMINISTRATION, at))

    def _number(self) -> str:
        serial: str = self.row["number"]
        return serial.replace("-VP", f"-{self.office['symbol']}")

    def _begin_sitting(self, at: datetime) -> Actor:
        clerk = self.cast.holder(Function.ADMINISTRATION)
        by = self.cast.actor(Function.ADMINISTRATION, at)
        scan = sittings.look_at(File(BytesIO(self._drawn("PHIẾU ĐỀ NGHỊ")), name="phieu.pdf"))
        self.sitting = sittings.begin(
            self.cast.person(self.row["paper"][self.office["code"]]),
            recorded_from=RecordedFrom.PAPER,
            scan=scan,
            clerk=clerk,
            by=by,
        )
        return sittings.on_behalf(self.sitting, by)

    def agreed(self, at: datetime) -> None:
        """Whose paper it was confirms that the clerk entered what stands on it."""
        sittings.decide(self.sitting, agrees=True, by=self.cast.actor(Function.UNION_EXECUTIVE, at))

    def checked(self, at: datetime) -> None:
        """The deputy signs that there is no secret in it."""
        actions.clear(self.matter, by=self.cast.actor(Function.DEPUTY_CHIEF, at))

    def returned(self, at: datetime) -> None:
        """The deputy returns it, saying what is missing."""
        by = self.cast.actor(Function.DEPUTY_CHIEF, at)
        actions.give_back(self.matter, ground=self.row["ground"], by=by)

    def withheld(self, at: datetime) -> None:
        """The deputy holds it back, saying on which ground."""
        by = self.cast.actor(Function.DEPUTY_CHIEF, at)
        actions.withhold(self.matter, ground=self.row["ground"], by=by)

    def published(self, at: datetime) -> None:
        """Administration publishes it, with a sheet for the board where the regulation has one."""
        by = self.cast.actor(Function.ADMINISTRATION, at)
        offered = terms_for(self.matter.decided_on, by.today).forms
        boards = [way.key for way in channels.choices(offered) if way.code == "posting"]
        actions.publish(self.matter, forms=boards[:1], by=by)

    def posted(self, at: datetime) -> None:
        """Administration hangs the sheet on the board."""
        by = self.cast.actor(Function.ADMINISTRATION, at)
        sheet = actions.post(self.matter, place="Bảng tin tầng 1, trụ sở", posted_at=at, by=by)
        if self.matter.channels.filter(code="posting").exists():
            channels.photograph(sheet, of_board(self.matter.subject), by=by)

    def taken_down(self, at: datetime) -> None:
        """Administration takes the sheet down after its run."""
        board = self.matter.postings.get(electronic=False)
        actions.take_down(board, by=self.cast.actor(Function.ADMINISTRATION, at))

    def withdrawal_asked(self, at: datetime) -> None:
        """Administration asks for an emergency withdrawal."""
        by = self.cast.actor(Function.ADMINISTRATION, at)
        actions.ask_withdrawal(self.matter, ground=self.row["withdrawal_ground"], by=by)

    def withdrawn(self, at: datetime) -> None:
        """The deputy confirms: words and files go at once."""
        actions.confirm_withdrawal(self.matter, by=self.cast.actor(Function.DEPUTY_CHIEF, at))

    def declined(self, at: datetime) -> None:
        """The deputy finds no ground: the matter stays public."""
        actions.decline_withdrawal(self.matter, by=self.cast.actor(Function.DEPUTY_CHIEF, at))

    def correction_asked(self, at: datetime) -> None:
        """Administration asks for a correction of the summary."""
        self.correction = correcting.ask(
            self.matter,
            "summary",
            self.row["correction"],
            ground=self.row["correction_ground"],
            checker=self.cast.holder(Function.DEPUTY_CHIEF),
            by=self.cast.actor(Function.ADMINISTRATION, at),
        )

    def corrected(self, at: datetime) -> None:
        """The deputy signs the correction."""
        correcting.sign(self.correction, by=self.cast.actor(Function.DEPUTY_CHIEF, at))

    def sheet_replaced(self, at: datetime) -> None:
        """Administration hangs the corrected sheet in the place of the wrong one."""
        board = self.matter.postings.get(electronic=False)
        correcting.replace_sheet(board, by=self.cast.actor(Function.ADMINISTRATION, at))

    def _files(self) -> list[drafting.Upload]:
        if not self.row.get("attach"):
            return []
        content = self._drawn("TÀI LIỆU KÈM THEO")
        return [drafting.look_at(File(BytesIO(content), name="tai-lieu.pdf"), "tai-lieu.pdf")]

    def _drawn(self, kind: str) -> bytes:
        paper = Paper(
            letterhead=Letterhead(
                issuing_body=self.office["name"],
                superior_body=self.office["superior_body"],
                place=self.office["place"],
                symbol=self._number().partition("/")[2],
                demo=True,
            ),
            kind=kind,
            about=self.row["title"],
            body=(Paragraph(self.row["summary"]),),
            signers=(Signer(self.office["titles"]["chief"]),),
        )
        return pdf(paper)
