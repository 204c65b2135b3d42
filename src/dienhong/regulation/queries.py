"""Reading the regulation: what is in force on a day, what sets a number, what a clause says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse

from dienhong.core.citation import Citation, say_address
from dienhong.regulation import law, vocabulary
from dienhong.regulation.models import Parameter, Provision, Version

TO_CONFIRM = "Mới biết qua trích dẫn, chưa đọc toàn văn: cần cơ quan xác nhận."


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in force, with its unit, its bound and the provision that sets it.

    ``to_confirm``: the law's figure was read in an excerpt only; the agency has to confirm it.
    """

    value: int
    unit: str
    bound: str
    source: Citation
    to_confirm: bool = False

    @property
    def said(self) -> str:
        """Return the number as people say it."""
        return vocabulary.say_quantity(self.value, self.unit, self.bound)

    @property
    def by_law(self) -> bool:
        """Tell whether the law set it because the regulation is silent."""
        return not self.source.is_own


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list in force: what it says (or its channel codes), and its source."""

    value: str
    source: Citation

    @property
    def by_law(self) -> bool:
        """Tell whether the item is the law's and not the regulation's own."""
        return not self.source.is_own

    @property
    def key(self) -> str:
        """Return what a form sends for this item."""
        return str(self.source)


@dataclass(frozen=True, slots=True)
class ProvisionText:
    """What can be shown of a provision: own text, or our summary of what is not held here."""

    label: str
    text: str
    act_title: str
    url: str
    held: bool


def versions() -> list[Version]:
    """Return all versions, newest first, without their texts."""
    return list(Version.objects.defer("source"))


def version_on(day: date) -> Version | None:
    """Return the version in force on ``day``: the last one that had begun by then."""
    return (
        Version.objects.defer("source")
        .filter(stage=Version.Stage.ISSUED, in_force_from__lte=day)
        .order_by("-in_force_from")
        .first()
    )


def version_for(event: date, today: date) -> Version | None:
    """Return the version under which an event of ``event`` is handled, entered today.

    What was decided before the agency had any version here is carried over: it is handled
    under the version in force when it is entered.
    """
    return version_on(event) or version_on(today)


def quantity(name: str, version: Version | None, day: date) -> Quantity | None:
    """Return a number in force: the version's own, else the law's of ``day``, else nothing."""
    own = _own(name, version)
    if own:
        first = own[0]
        return Quantity(int(first.value), first.unit, first.bound, first.source)
    for figure in law.parameters_on(name, day):
        return Quantity(
            int(figure.value), figure.unit, figure.bound, figure.source, figure.evidence == "EXC"
        )
    return None


def items(name: str, version: Version | None, day: date) -> list[Item]:
    """Return a list in force: the version's own items first, then the law's of ``day``."""
    own = [Item(str(row.value), row.source) for row in _own(name, version)]
    by_law = [Item(str(row.value), row.source) for row in law.parameters_on(name, day)]
    return own + by_law


def _own(name: str, version: Version | None) -> list[Parameter]:
    if version is None:
        return []
    return [row for row in version.parameters.all() if row.name == name and row.holds]


def texts_at(version: Version, addresses: Iterable[str]) -> dict[str, str]:
    """Return the own text of some provisions of a version, by address."""
    rows = version.provisions.filter(address__in=set(addresses))
    return {row.address: f"{row.heading}\n{row.text}".strip() for row in rows}


def next_number() -> int:
    """Return the number of the version that is uploaded next."""
    return (Version.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def provisions_of(citations: Iterable[Citation]) -> dict[Citation, ProvisionText]:
    """Return what can be shown of each citation, in one query for all of them."""
    wanted = list(citations)
    own = [c for c in wanted if c.is_own]
    found: dict[Citation, ProvisionText] = {c: _of_law(c) for c in wanted if law.title_of(c.act)}
    if own:
        numbers = {int(c.act.removeprefix("quy-che-")) for c in own}
        rows = Provision.objects.filter(
            version_id__in=numbers, address__in={c.address for c in own}
        )
        for row in rows.select_related("version").defer("version__source"):
            found.setdefault(Citation(row.version.act, row.address), _of_version(row))
    return found


def provision_of(citation: Citation) -> ProvisionText | None:
    """Return what can be shown of one citation."""
    return provisions_of([citation]).get(citation)


def _of_version(row: Provision) -> ProvisionText:
    text = f"{row.heading}\n{row.text}".strip()
    issued = row.version.decision_number
    return ProvisionText(
        label=say_address(row.address),
        text=text,
        act_title=f"{row.version.title}{f', Quyết định số {issued}' if issued else ''}",
        url=reverse("regulation:version", args=[row.version_id]) + f"#{row.address}",
        held=not row.is_gist,
    )


def _of_law(citation: Citation) -> ProvisionText:
    act = law.acts().get(citation.act)
    gist = act.gists.get(citation.address, "") if act else ""
    mark = TO_CONFIRM if law.is_from_excerpts(citation.act) else ""
    return ProvisionText(
        label=law.say_citation(citation),
        text=f"{gist} {mark}".strip(),
        act_title=law.title_of(citation.act),
        url="",
        held=False,
    )
