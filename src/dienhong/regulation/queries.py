"""Reading the regulation: what is in force on a day, what sets a number, what a clause says."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Max
from django.urls import reverse

from dienhong.core.citation import Citation, say_address
from dienhong.core.voting.threshold import Threshold
from dienhong.regulation import law, vocabulary
from dienhong.regulation.combining import Relation, Value, combine, say_value
from dienhong.regulation.comparing import Side, by_name
from dienhong.regulation.models import Parameter, Provision, Settled, Version

HOLDS = (Parameter.Decision.CONFIRMED, Parameter.Decision.CORRECTED)
TO_CONFIRM = "Mới biết qua trích dẫn, chưa đọc toàn văn: cần cơ quan xác nhận."


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in force, with the provision that sets it, and the one beside it that differs.

    ``beside``: the weaker value of regulation or law, kept, shown and cited but not applied.
    """

    meant: vocabulary.Parameter
    applied: Value
    beside: Value | None
    relation: Relation

    @property
    def value(self) -> int:
        """Return the number."""
        return int(self.applied.value)

    @property
    def unit(self) -> str:
        """Return the unit in which it counts."""
        return self.applied.unit

    @property
    def source(self) -> Citation:
        """Return the provision that sets it."""
        return self.applied.source

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Return the provisions to cite: also of the value that differs and does not apply."""
        return (self.source, self.beside.source) if self.beside else (self.source,)

    @property
    def to_confirm(self) -> bool:
        """Tell whether the agency has to confirm the law's figure: from an excerpt, or lapsed."""
        return self.applied.to_confirm or self.applied.lapsed

    @property
    def threshold(self) -> Threshold:
        """Return a share as a threshold that counts people; ValueError where it is none."""
        counted = vocabulary.COUNTED.get(self.meant.counting, "")
        exact = Fraction(str(self.applied.value))
        return Threshold(exact, strict=self.applied.bound == "more_than", of=counted)

    @property
    def said(self) -> str:
        """Return the value as people say it."""
        return say_value(self.meant, self.applied)

    @property
    def beside_said(self) -> str:
        """Return the value that does not apply, as people say it."""
        return say_value(self.meant, self.beside) if self.beside else ""

    @property
    def by_law(self) -> bool:
        """Tell whether the law set it."""
        return not (self.source.is_own or self.source.is_settled)

    @property
    def is_weaker(self) -> bool:
        """Tell whether the regulation's own value is kept but not applied."""
        return self.by_law and self.beside is not None


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
    """Return a value in force on ``day``: the stronger of the agency's own and the law's.

    The agency's own is the version's, or what it settled where the version is silent. Raises
    KeyError for a name that the vocabulary does not have.
    """
    return quantity_reader(name, version)(day)


def quantity_reader(name: str, version: Version | None) -> Callable[[date], Quantity | None]:
    """Return how to read a value for many days: the database is asked once for all of them."""
    meant = vocabulary.BY_NAME[name]
    own = next((row.as_value for row in _own(name, version)), None)
    settled = [] if own else list(Settled.objects.filter(name=name))

    def read(day: date) -> Quantity | None:
        held = (row.as_value for row in settled if row.holds_from <= day)
        return _in_force(meant, own or next(held, None), day)

    return read


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of one parameter on a day: a value, or the items of a list; maybe nothing."""

    meant: vocabulary.Parameter
    found: Quantity | None
    items: tuple[Item, ...]

    @property
    def is_asked(self) -> bool:
        """Tell whether the office has to say: nobody sets it, or the law's figure is unsure."""
        if self.meant.is_list:
            return self.meant.may_be_settled and not self.items
        return self.found is None or self.found.to_confirm


def all_standing(
    version: Version | None, day: date, names: Collection[str] | None = None
) -> list[Standing]:
    """Return what holds of every parameter on ``day``, or of those named, in two queries."""
    wanted = [meant for meant in vocabulary.ALL if names is None or meant.name in names]
    held: dict[str, list[Parameter]] = {}
    if version is not None:
        rows = version.parameters.filter(decision__in=HOLDS)
        for row in rows if names is None else rows.filter(name__in=names):
            held.setdefault(row.name, []).append(row)
    settled: dict[str, Settled] = {}
    for each in Settled.objects.filter(holds_from__lte=day):
        settled.setdefault(each.name, each)
    return [
        _standing(meant, held.get(meant.name, []), settled.get(meant.name), day) for meant in wanted
    ]


def _standing(
    meant: vocabulary.Parameter, held: list[Parameter], settled: Settled | None, day: date
) -> Standing:
    if meant.is_list:
        found = _united(meant.name, held, day)
        if not found and settled is not None:
            found = [Item(str(settled.value), settled.source)]
        return Standing(meant, None, tuple(found))
    own = held[0].as_value if held else settled.as_value if settled else None
    return Standing(meant, _in_force(meant, own, day), ())


def needs_settling(name: str, day: date) -> bool:
    """Tell whether the agency may say a value itself: neither regulation nor law surely does."""
    if not vocabulary.BY_NAME[name].may_be_settled or _own(name, version_on(day)):
        return False
    figures = law.parameters_on(name, day)
    return not any(row.evidence == "TEXT" and not row.is_lapsed_on(day) for row in figures)


def driving(version: Version | None) -> dict[Citation, list[vocabulary.Parameter]]:
    """Return the provisions of a version that set something, in the text's order, and what."""
    found: dict[Citation, list[vocabulary.Parameter]] = {}
    if version is not None:
        for row in version.parameters.filter(decision__in=HOLDS).order_by("start", "order"):
            found.setdefault(row.source, []).append(row.meant)
    return found


def weaker_unread(version: Version | None, day: date) -> list[tuple[Parameter, Quantity]]:
    """Return a version's own values that the law of ``day`` outdoes and the head has not read."""
    if version is None:
        return []
    rows = version.parameters.filter(decision__in=HOLDS, weaker_read_at=None)
    shown = ((row, quantity_of(row, day)) for row in rows if not row.meant.is_list)
    return [(row, found) for row, found in shown if found is not None and found.is_weaker]


def quantity_of(row: Parameter, day: date) -> Quantity | None:
    """Return what would apply on ``day`` if a reading of a draft held."""
    return _in_force(row.meant, row.as_value, day)


def by_law(meant: vocabulary.Parameter, day: date) -> Quantity | None:
    """Return what the law of ``day`` alone sets, without asking the database."""
    return _in_force(meant, None, day)


def _in_force(meant: vocabulary.Parameter, own: Value | None, day: date) -> Quantity | None:
    figure = next((row.as_value(day) for row in law.parameters_on(meant.name, day)), None)
    found = combine(meant, own, figure)
    if found.applied is None:
        return None
    return Quantity(meant, found.applied, found.beside, found.relation)


def items(name: str, version: Version | None, day: date) -> list[Item]:
    """Return a list in force: the version's own items first, then the law's of ``day``.

    Raises KeyError for a name that the vocabulary does not have.
    """
    meant = vocabulary.BY_NAME[name]
    return _united(name, _own(meant.name, version), day)


def _united(name: str, held: list[Parameter], day: date) -> list[Item]:
    own = [Item(str(row.value), row.source) for row in held]
    return own + [Item(str(row.value), row.source) for row in law.parameters_on(name, day)]


def clauses(name: str, version: Version | None, day: date) -> list[Citation]:
    """Return the provisions that bind the office to something, its own ones before the law's."""
    return [item.source for item in items(name, version, day)]


def own_clauses(name: str, version: Version | None) -> list[Citation]:
    """Return the version's own provisions that bind the office to something, not the law's."""
    return [row.source for row in _own(name, version)]


def own_clauses_of(names: Collection[str], version: Version | None) -> dict[str, list[Citation]]:
    """Return by name the version's own provisions, of two one in the other the inner one."""
    found: dict[str, list[Citation]] = {name: [] for name in names}
    if version is not None:
        for row in version.parameters.filter(name__in=names, decision__in=HOLDS):
            found[row.name].append(row.source)
    return {name: _inner(clauses) for name, clauses in found.items()}


def _inner(clauses: list[Citation]) -> list[Citation]:
    return [
        each
        for each in clauses
        if not any(other.address.startswith(f"{each.address}.") for other in clauses)
    ]


def heard(day: date) -> list[Citation]:
    """Return the clauses of law by which the staff and the union are heard on a new version."""
    return clauses(vocabulary.HEARD.name, None, day)


def _own(name: str, version: Version | None) -> list[Parameter]:
    if version is None:
        return []
    return list(version.parameters.filter(name=name, decision__in=HOLDS))


def side_of(version: Version, title: str, day: date) -> Side:
    """Return what a version sets, and what its agency settled by ``day``, to be compared."""
    rows = version.parameters.filter(decision__in=HOLDS)
    settled = {
        row.name: row.as_value for row in reversed(Settled.objects.filter(holds_from__lte=day))
    }
    return Side(title, by_name((row.name, row.as_value) for row in rows), settled)


def version_before(version: Version) -> Version | None:
    """Return the version that an issued one replaced."""
    return version_on(version.in_force_from - timedelta(days=1)) if version.in_force_from else None


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
    settled = [c for c in wanted if c.is_settled]
    found: dict[Citation, ProvisionText] = {c: _of_law(c) for c in wanted if law.title_of(c.act)}
    if own:
        numbers = {int(c.act.removeprefix("quy-che-")) for c in own}
        rows = Provision.objects.filter(
            version_id__in=numbers, address__in={c.address for c in own}
        )
        for row in rows.select_related("version").defer("version__source"):
            found.setdefault(Citation(row.version.act, row.address), _of_version(row))
    if settled:
        numbers = {int(c.act.removeprefix("tu-dinh-")) for c in settled}
        found |= {row.source: _of_settled(row) for row in Settled.objects.filter(pk__in=numbers)}
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


def _of_settled(row: Settled) -> ProvisionText:
    return ProvisionText(
        label=f"Cơ quan tự định, từ {row.holds_from:%d/%m/%Y}",
        text=f"{row.said}. {row.decided_by} định; căn cứ: {row.ground}",
        act_title="Quy chế và luật đều không quy định, hoặc chưa chắc",
        url=reverse("regulation:settled"),
        held=True,
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
