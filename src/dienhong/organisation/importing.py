"""Importing people from a file: kept for preview, mended, then stored all at once or not at all."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.organisation import import_rows, queries, staffing, tables
from dienhong.organisation.actions import add_person, give_function
from dienhong.organisation.functions import FunctionKind
from dienhong.organisation.import_rows import Judged, Known, Row, plain
from dienhong.organisation.models import Department, LegalFunction, PeopleImport, Person
from dienhong.record.actions import write_entry
from dienhong.record.files import clean_name

KEPT_FOR = timedelta(days=14)
NEW = "+"  # of a department that the office does not have: set it up


@dataclass(frozen=True, slots=True)
class Preview:
    """A pending import as it would be carried out now."""

    lines: list[Judged]
    unknown: list[str]

    @property
    def open(self) -> list[Judged]:
        """Return the lines that have to be mended first."""
        return [line for line in self.lines if line.is_open]

    @property
    def new(self) -> int:
        """Return how many people would be added."""
        return sum(line.is_new for line in self.lines)

    @property
    def updates(self) -> int:
        """Return how many people would be changed."""
        return sum(line.is_update for line in self.lines)


def pending_ones() -> QuerySet[PeopleImport]:
    """Return the imports that were neither carried out nor thrown away."""
    return PeopleImport.objects.filter(over_at__isnull=True)


def _functions() -> dict[str, str]:
    """Return the code of each function that persons hold, by its plain name in this office."""
    rows = LegalFunction.objects.exclude(kind=FunctionKind.ROLE)
    return {plain(row.label): row.code for row in rows}


@transaction.atomic
def upload(content: bytes, name: str, *, by: Actor) -> PeopleImport:
    """Read a file and keep its rows for the preview; nothing enters the organisation."""
    rows = import_rows.rows_of(tables.read(content))
    for old in pending_ones().filter(expires_on__lt=by.today):
        drop(old, by=by)
    digest = hashlib.sha256(content).hexdigest()
    pending = PeopleImport.objects.create(
        file_name=clean_name(name),
        digest=digest,
        rows=[asdict(row) for row in rows],
        made_by_id=by.by.id,
        made_at=by.at,
        expires_on=by.today + KEPT_FOR,
    )
    write_entry(
        "organisation.import_uploaded",
        f"import:{pending.pk}",
        by=by,
        facts={"rows": len(rows)},
        digest=digest,
    )
    return pending


def preview(pending: PeopleImport, by: Actor) -> Preview:
    """Return what each row would do as the organisation stands now."""
    rows = [Row(**row) for row in pending.rows]
    names = list(queries.departments_open().values_list("name", flat=True))
    unknown = import_rows.unknown_departments(rows, names)
    known = {plain(name): name for name in names}
    for name in unknown:
        chosen = pending.departments.get(plain(name), "" if names else NEW)
        if chosen:
            known[plain(name)] = name if chosen == NEW else chosen
    return Preview(import_rows.judge(rows, _people(by), known, _functions(), by.today), unknown)


def _people(by: Actor) -> list[Known]:
    people = Person.objects.select_related("department", "account").order_by("joined_on", "pk")
    return [
        Known(
            key=str(person.pk),
            name=person.name,
            department=person.department.name if person.department else "",
            position=person.position,
            category=person.category,
            staff_code=person.staff_code,
            login=person.account.login if hasattr(person, "account") else "",
            has_left=person.left_on is not None and person.left_on < by.today,
        )
        for person in people
    ]


@transaction.atomic
def mend(
    pending: PeopleImport,
    cells: Mapping[int, Mapping[str, str]],
    departments: Mapping[str, str],
    *,
    edition: int,
    by: Actor,
) -> PeopleImport:
    """Change rows of a pending import and keep them; a draft, so no act of the organisation.

    ``cells`` gives for a row's number words by field, besides ``choice`` and ``dropped``.
    """
    pending = _locked(pending, edition, by)
    for row in pending.rows:
        given = dict(cells.get(row["number"], {}))
        if given:
            row["dropped"] = bool(given.pop("dropped", ""))
            row["choice"] = given.pop("choice", row["choice"])
            row["cells"] |= given
    pending.departments |= dict(departments)
    pending.edition += 1
    pending.save(update_fields=["rows", "departments", "edition"])
    return pending


@transaction.atomic
def carry_out(pending: PeopleImport, *, edition: int, by: Actor) -> int:
    """Store what the preview shows, all of it or nothing; return how many people were added."""
    pending = _locked(pending, edition, by)
    shown = preview(pending, by)
    _check_nothing_open(len(shown.open))
    for name in shown.unknown:
        chosen = pending.departments.get(plain(name), NEW)
        if chosen == NEW and any(line.department == name for line in shown.lines):
            staffing.add_department(name, by=by)
    for line in shown.lines:
        if line.is_new:
            _add(line, by)
        elif line.is_update:
            _update(line, by)
    _end(pending, shown.new, by)
    write_entry(
        "organisation.people_imported",
        f"import:{pending.pk}",
        by=by,
        facts={"added": shown.new, "updated": shown.updates},
        digest=pending.digest,
    )
    return shown.new


def _add(line: Judged, by: Actor) -> None:
    assert line.day is not None
    person = add_person(
        name=line.row.cells["name"],
        login=line.login,
        password="",
        position=line.row.cells["position"],
        department=line.department,
        category=line.category,
        staff_code=line.row.cells["staff_code"],
        joined_on=line.day,
        by=by,
    )
    for code in line.functions:
        give_function(person, code, held_from=max(line.day, by.today), by=by)


def _update(line: Judged, by: Actor) -> None:
    assert line.match is not None
    person = Person.objects.select_related("department").get(pk=line.match.key)
    changes = line.changes
    if {"department", "position"} & changes.keys():
        department = person.department
        if "department" in changes:
            department = Department.objects.get(name=changes["department"])
        staffing.place(
            person,
            department=department,
            position=changes.get("position", person.position),
            placed_from=by.today,
            basis="Nhập danh sách từ tệp",
            by=by,
        )
    if {"category", "staff_code"} & changes.keys():
        staffing.correct_facts(
            person,
            name=person.name,
            category=changes.get("category", person.category),
            staff_code=changes.get("staff_code", person.staff_code),
            probation_until=person.probation_until,
            by=by,
        )


@transaction.atomic
def drop(pending: PeopleImport, *, by: Actor) -> None:
    """Throw a pending import away with its rows; that there was one stays in the journal."""
    pending = _locked(pending, None, by)
    _end(pending, None, by)
    write_entry("organisation.import_dropped", f"import:{pending.pk}", by=by, digest=pending.digest)


def _end(pending: PeopleImport, added: int | None, by: Actor) -> None:
    pending.over_at, pending.added, pending.rows, pending.departments = by.at, added, [], {}
    pending.save()


def _locked(pending: PeopleImport, edition: int | None, by: Actor) -> PeopleImport:
    pending = PeopleImport.objects.select_for_update().get(pk=pending.pk)
    if pending.over_at is not None:
        raise Refused("Không làm được: danh sách này đã nhập hoặc đã bỏ", cure="Tải tệp lên lại.")
    if edition is not None and pending.expires_on < by.today:
        raise Refused(
            f"Không làm được: danh sách này chỉ giữ đến hết {pending.expires_on:%d/%m/%Y}",
            cure="Bỏ danh sách này rồi tải tệp lên lại.",
        )
    if edition is not None and edition != pending.edition:
        raise Refused(
            "Chưa ghi được: người khác vừa sửa danh sách này",
            cure="Mở lại trang, xem bản mới rồi sửa tiếp.",
        )
    return pending


def _check_nothing_open(count: int) -> None:
    if count:
        raise Refused(
            f"Chưa nhập được: còn {count} dòng cần sửa", cure="Sửa, chọn hoặc bỏ từng dòng đó."
        )
