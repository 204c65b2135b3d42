"""Watching a scenario: what of a clause it really shows. Nothing is taken on its word.

A scenario says which clause it is about (``clause("bac-kan-2023", "dieu-9.khoan-1")``); the marks
come from what the readers did and met, and from the journal of the office itself.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from dienhong.core.citation import Citation
from dienhong.core.journal.entry import Entry
from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.record.models import JournalEntry
from dienhong.site.ledger.book import Clause, Mark, clauses
from tests.scenarios.taking_out import TakenOut
from tests.scenarios.walker import Element, Reader

NOT_OFFERED = "not offered"
_REFUSED = range(400, 500)


@dataclass(frozen=True)
class Act:
    """An entry that a reader's request left in the journal, and the words used up to then."""

    entry: Entry
    on_the_way: bool
    used: tuple[str, ...]

    def cites(self, clause: Clause) -> bool:
        """Tell whether it cites the clause in the office's own regulation."""
        cited = [Citation.parse(text) for text in self.entry.clauses]
        return any(c.is_own and c.address == clause.address for c in cited)

    def goes_the_way_of(self, clause: Clause) -> bool:
        """Tell whether someone of the clause's role did it, reached by links and forms."""
        in_role = not clause.roles or self.entry.acting_as in clause.roles
        return self.on_the_way and in_role


class Witness:
    """Looks over the shoulders of one test's readers."""

    def __init__(self, test: str, taken_out: TakenOut) -> None:
        self.test = test
        self.taken_out = taken_out
        self.claimed: list[Clause] = []
        self._sizes: dict[str, int] = {}
        self._acts: list[Act] = []
        self._refused: list[str] = []
        self._looked_in_vain: list[tuple[str, str]] = []
        self._shown: set[str] = set()

    def __call__(self, regulation: str, *ids: str) -> None:
        """Let the scenario say which clauses it is about."""
        self.claimed += [clauses(regulation)[each] for each in ids]

    def before(self, reader: Reader, url: str) -> None:
        """Count the journal, so that what this request writes is known from what was there."""
        code = _office(url)
        if code:
            self.taken_out.from_office(code)
            self._sizes[code] = _size(code)

    def after(self, reader: Reader) -> None:
        """Note what the request wrote, whether it was refused, and which clauses the page shows."""
        for code, size in self._sizes.items():
            for entry in _entries(code, size):
                self._acts.append(Act(entry, reader.on_the_way, tuple(reader.used)))
        self._sizes.clear()
        if reader.status in _REFUSED and _gives_a_reason(reader):
            self._refused.append(str(reader.status))
        if reader.on_the_way and reader.html:
            self._shown |= {each.attrs["id"] for each in reader.page.every("div") if _said(each)}

    def looked_for(self, reader: Reader, words: str, *, there: bool) -> None:
        """Note what a reader was not offered."""
        if not there:
            self._looked_in_vain.append((_person(reader), words))

    def marks(self) -> list[Mark]:
        """Return what was shown of each clause that the scenario is about."""
        return [self._mark(clause) for clause in self.claimed]

    def _mark(self, clause: Clause) -> Mark:
        citing = [act for act in self._acts if act.cites(clause) and not _is_refusal(act)]
        walked = [act for act in citing if act.goes_the_way_of(clause)]
        return Mark(
            clause.regulation,
            clause.id,
            self.test,
            way=bool(walked),
            entry=(walked or citing)[-1].entry.kind if citing else "",
            refusal=self._refusal(citing),
            shown=clause.principle and clause.address in self._shown,
        )

    def _refusal(self, acts: list[Act]) -> str:
        """Return the first refusal that was read, or that another was not offered what was used."""
        if self._refused:
            return self._refused[0]
        by_another = any(
            words in act.used and person != act.entry.by_name
            for person, words in self._looked_in_vain
            for act in acts
        )
        return NOT_OFFERED if by_another else ""


def _office(url: str) -> str:
    code = urlsplit(url).path.strip("/").partition("/")[0]
    return code if directory.exists(code) else ""


def _size(code: str) -> int:
    with use_agency(code):
        return JournalEntry.objects.count()


def _entries(code: str, size: int) -> list[Entry]:
    with use_agency(code):
        rows = JournalEntry.objects.filter(number__gt=size).order_by("number")
        return [Entry.from_body(row.body.encode()) for row in rows]


def _is_refusal(act: Act) -> bool:
    return act.entry.kind == "record.refused"


def _gives_a_reason(reader: Reader) -> bool:
    alerts = [e for e in reader.page.every("section", "div", "ul", "p") if _is_alert(e.attrs)]
    return any(alert.words for alert in alerts)


def _is_alert(attrs: dict[str, str]) -> bool:
    return attrs.get("role") == "alert"


def _person(reader: Reader) -> str:
    """Return who is signed in, as the page says; nothing for a visitor."""
    menus = [e for e in reader.page.every("details") if e.attrs.get("class") == "me"]
    return next(menus[0].every("b")).words if menus else ""


def _said(element: Element) -> bool:
    return "id" in element.attrs and bool(element.words)
