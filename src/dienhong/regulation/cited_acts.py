"""The acts of others that a regulation cites: number, issuer, day, and whether each holds today.

From the dated table of acts (``core/law/acts.toml``). Pure.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dienhong.core.citation import Citation
from dienhong.core.days.sources import Evidence
from dienhong.core.law.citing.acts import DatedAct, acts_named, dated_acts, find_act
from dienhong.core.law.citing.external import ExternalReference
from dienhong.regulation import law

# Who issues an act of a kind, where the text does not say it.
_ISSUERS = {
    "Hiến pháp": "Quốc hội",
    "Luật": "Quốc hội",
    "Bộ luật": "Quốc hội",
    "Pháp lệnh": "Ủy ban Thường vụ Quốc hội",
    "Nghị định": "Chính phủ",
}
_TO_CONFIRM = " (mới biết qua trích dẫn: cần cơ quan xác nhận)"
_UNKNOWN = "cơ quan tra cứu"


@dataclass(frozen=True, slots=True)
class Force:
    """Whether an act holds on a day, in words; None where nobody here has read it."""

    holds: bool | None
    said: str


@dataclass(frozen=True, slots=True)
class CitedAct:
    """One act with all places that cite it; "" and None for what is not known.

    ``summaries`` counts the units of it of which this program holds a summary of its own.
    """

    anchor: str
    title: str
    issuer: str
    issued_on: date | None
    force: Force
    summaries: int
    places: tuple[str, ...]
    key: str = ""

    def summary_of(self, unit: str) -> Citation | None:
        """Return the citation of a unit of which a summary is held here, else None."""
        held = law.acts().get(self.key)
        return Citation(self.key, unit) if held and unit in held.gists else None


PREAMBLE = ""
"""The place of what the legal bases cite."""


class CitedActs:
    """The acts that a regulation cites, in the order in which it first names them.

    ``named`` pairs each reference with the address of its clause, "" for the legal bases. ``day``:
    as of when their force is told, and which act is meant where a text gives only the name.
    """

    def __init__(self, named: Iterable[tuple[str, ExternalReference]], day: date) -> None:
        found = list(named)
        self._numbers = {_name(one): one for _, one in reversed(found) if one.number}
        self._day = day
        groups: dict[str, list[tuple[str, ExternalReference]]] = {}
        for place, one in found:
            groups.setdefault(self._key(one), []).append((place, one))
        self._acts = {
            key: _cited(f"vb-{number}", [self._full(one) for _, one in each], each, day)
            for number, (key, each) in enumerate(groups.items(), 1)
        }

    def __iter__(self) -> Iterator[CitedAct]:
        return iter(self._acts.values())

    def of(self, one: ExternalReference) -> CitedAct:
        """Return the act that a reference means."""
        return self._acts[self._key(one)]

    def _full(self, one: ExternalReference) -> ExternalReference:
        """Return the reference of the same name that gives the number, if the text has one."""
        return one if one.number else self._numbers.get(_name(one), one)

    def _key(self, one: ExternalReference) -> str:
        full = self._full(one)
        dated = _dated(full, self._day)
        return dated.key if dated else full.number or " ".join(_name(full))


def _name(one: ExternalReference) -> tuple[str, str]:
    return one.kind, " ".join(one.name.split()).casefold()


def _dated(one: ExternalReference, day: date) -> DatedAct | None:
    """Return the act of the table: by its number, or of its name the one that holds on ``day``."""
    if one.number:
        return find_act(one.number, one.issued_on)
    named = acts_named(one.kind, one.name)
    holding = [act for act in named if not (act.has_ended_on(day) or act.is_too_young_on(day))]
    return next(iter(holding or named), None)


def _cited(
    anchor: str,
    full: list[ExternalReference],
    each: list[tuple[str, ExternalReference]],
    day: date,
) -> CitedAct:
    first = next((one for one in full if one.number), full[0])
    dated = _dated(first, day)
    held = law.acts().get(dated.key) if dated else None
    issued = (one.issued_on for one in full if one.issued_on)
    issuer = next((one.issuer for one in full if one.issuer), "")
    return CitedAct(
        anchor=anchor,
        title=_title(first, dated),
        issuer=issuer or _ISSUERS.get(first.kind, ""),
        issued_on=next(issued, dated.issued if dated and dated.may_be_shown else None),
        force=force_on(dated, day),
        summaries=len(held.gists) if held else 0,
        places=tuple(dict.fromkeys(place for place, _ in each)),
        key=dated.key if dated else "",
    )


def _title(one: ExternalReference, dated: DatedAct | None) -> str:
    """Return kind, name and number: as the text has them, the number also from the table."""
    number = one.number or (dated.number if dated and dated.may_be_shown else "")
    return " ".join(filter(None, (one.kind, one.name, number and f"số {number}")))


def force_on(act: DatedAct | None, day: date) -> Force:
    """Return whether an act holds on ``day``; what is only remembered is not told as law."""
    if act is None or not act.may_be_shown:
        return Force(None, _UNKNOWN)
    mark = _TO_CONFIRM if act.evidence is Evidence.EXC else ""
    if act.ended and act.has_ended_on(day):
        by = dated_acts().get(act.ended_by)
        cause = f", theo {by.short}" if by else ""
        return Force(False, f"hết hiệu lực từ {act.ended:%d/%m/%Y}{cause}{mark}")
    if act.in_force_from and act.is_too_young_on(day):
        return Force(False, f"từ {act.in_force_from:%d/%m/%Y} mới có hiệu lực{mark}")
    if act.in_force_from:
        return Force(True, f"có hiệu lực từ {act.in_force_from:%d/%m/%Y}{mark}")
    return Force(None, _UNKNOWN)
