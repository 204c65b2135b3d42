"""Reading boards: what the regulation demands, what citizens see, and what is being written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from dienhong.core.citation import Citation
from dienhong.core.indexing import Asked, asked, words_in
from dienhong.duties.models import Occasion
from dienhong.public_service.models import Check, Edition, Finding, Part, Procedure
from dienhong.public_service.rules import ROUTINE, Demanded
from dienhong.regulation import queries as regulation
from dienhong.regulation.models import Version

_PARTS, _DUTY = "service.part", "service.check"


def demanded(day: date) -> list[Demanded]:
    """Return the parts that a board must have on ``day``; none where no regulation says so."""
    return demanded_by(regulation.version_on(day), day)


def demanded_by(version: Version | None, day: date) -> list[Demanded]:
    """Return the parts that a version of the regulation demands on ``day``."""
    found = regulation.items(_PARTS, version, day)
    # An item of a list ends as its text ends it; as a heading it has no full stop.
    return [Demanded(item.value.rstrip(" .;,"), item.source) for item in found]


def ordered_by(day: date) -> list[Citation]:
    """Return the provisions that order boards to be kept and checked."""
    return regulation.clauses(_DUTY, regulation.version_on(day), day)


def all_clauses(day: date) -> list[Citation]:
    """Return the provisions on boards and on each of their parts."""
    return list(dict.fromkeys([*ordered_by(day), *(part.source for part in demanded(day))]))


def posted() -> QuerySet[Edition]:
    """Return what citizens may read now, by name: the one way for page, list, file and paper."""
    return _by_name().filter(posted_on__isnull=False, ended_on__isnull=True)


def count_shown(day: date) -> int:
    """Return how many procedures citizens find here on ``day``."""
    count = Edition.objects.filter(posted_on__isnull=False, ended_on__isnull=True).count()
    return count if count and demanded(day) else 0


def once_posted() -> QuerySet[Edition]:
    """Return every edition that ever hung, the newest of a procedure first."""
    return _whole().filter(posted_on__isnull=False).order_by("procedure", "-number")


def written() -> QuerySet[Edition]:
    """Return what is being written, for those who keep the boards."""
    return _by_name().filter(posted_on__isnull=True)


def taken_down() -> QuerySet[Edition]:
    """Return the last edition of each procedure that was taken down and once hung."""
    rows = _whole().filter(procedure__stage="taken_down", posted_on__isnull=False)
    return rows.order_by("procedure", "-number")


def _by_name() -> QuerySet[Edition]:
    """Return editions by name as people look for them: Đ behind D, and not behind Z.

    The words of the search begin with those of the name.
    """
    return _whole().order_by("words_bare", "pk")


def _whole() -> QuerySet[Edition]:
    rows = Edition.objects.select_related("procedure", "department")
    return rows.prefetch_related("parts__files__file")


def posted_or_written(procedure: UUID, *, with_draft: bool) -> QuerySet[Edition]:
    """Return the editions of a procedure that may be read, newest first."""
    rows = _whole().filter(procedure=procedure).order_by("-number")
    return rows if with_draft else rows.filter(posted_on__isnull=False)


def newest(procedure: Procedure) -> Edition | None:
    """Return the edition that is written, or else the last one."""
    return _whole().filter(procedure=procedure).order_by("-number").first()


def found(words: str) -> QuerySet[Edition]:
    """Return what citizens may read that has the words: in their order, or else each anywhere."""
    wanted = asked(words)
    rows = posted()
    if not wanted.words:
        return rows.none()
    in_order = _having(rows, [" ".join(wanted.words)], wanted)
    return in_order if in_order.exists() else _having(rows, wanted.words, wanted)


def _having(rows: QuerySet[Edition], words: Iterable[str], wanted: Asked) -> QuerySet[Edition]:
    field = "words_plain" if wanted.by_accent else "words_bare"
    for each in words:
        rows = rows.filter(**{f"{field}__contains": f" {each} "})
    return rows


def as_searched(text: str, *, by_accent: bool) -> str:
    """Return the words of a text as the search compares them, a space around each."""
    return f" {' '.join(word.text for word in words_in(text, by_accent=by_accent))} "


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part as a page shows it; ``written`` is None where nobody wrote anything of it."""

    label: str
    source: Citation
    written: Part | None

    @property
    def is_missing(self) -> bool:
        """Tell whether the board says nothing of it."""
        return self.written is None or not self.written.is_filled


def parts_of(edition: Edition, wanted: Iterable[Demanded]) -> list[ShownPart]:
    """Return the parts of an edition that goes on: what is demanded, then what else it says."""
    rows, shown = list(edition.parts.all()), list[ShownPart]()
    for each in wanted:
        row = next((row for row in rows if each.is_same(row.label, row.source)), None)
        shown.append(ShownPart(each.label, each.source, row))
        rows = [other for other in rows if other is not row]
    return shown + [ShownPart(row.label, row.citation, row) for row in rows if row.is_filled]


def parts_as_written(edition: Edition) -> list[ShownPart]:
    """Return the parts of an edition of before as it stood then."""
    return [ShownPart(row.label, row.citation, row) for row in edition.parts.all()]


def missing_of(edition: Edition, wanted: list[Demanded]) -> list[Demanded]:
    """Return what is demanded and not there."""
    shown = parts_of(edition, wanted)[: len(wanted)]
    return [part for part, said in zip(wanted, shown, strict=True) if said.is_missing]


def occasion_waiting(day: date) -> Occasion | None:
    """Return the periodic check that waits to be done on ``day``, the one due first."""
    rows = Occasion.objects.select_related("duty").filter(
        routine=ROUTINE, closed_on=None, opens_on__lte=day
    )
    return rows.order_by("duty__due_on", "pk").first()


def checks() -> QuerySet[Check]:
    """Return the checks made, newest first."""
    return Check.objects.select_related("occasion__duty")


def findings_of(check: Check) -> QuerySet[Finding]:
    """Return what a check found, by the procedure's name."""
    return check.findings.select_related("edition").order_by("edition__words_bare", "pk")
