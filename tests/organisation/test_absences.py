"""Leave and secondments: their days, who is away today, and who learns why."""

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db.utils import IntegrityError

from dienhong.organisation import absences, queries, staffing
from dienhong.organisation.categories import ABSENCE_LABELS, AbsenceKind
from dienhong.organisation.models import Absence
from dienhong.record.actions import facts_of
from dienhong.record.models import JournalEntry
from tests.organisation.desks import client_of
from tests.publication.story import MONDAY, act, after, moment, no, person

FRIDAY = after(MONDAY, 4)


@pytest.fixture(autouse=True)
def monday(staffed: str) -> Iterator[None]:
    """Let it be Monday in an office of seven people."""
    with time_machine.travel(moment(MONDAY, 10), tick=False):
        yield


def _enter(
    kind: AbsenceKind = AbsenceKind.SICK,
    first: date = MONDAY,
    last: date | None = FRIDAY,
    who: str = "minh",
    **said: str,
) -> Absence:
    return absences.enter(person(who), kind, starts_on=first, ends_on=last, by=act("lan"), **said)


def _away(day: date) -> list[str]:
    return [row.person.name for row in queries.away_on(day)]


def test_an_absence_lasts_from_its_first_to_its_last_day_and_the_journal_hides_its_kind() -> None:
    _enter(basis="Giấy của bệnh viện")
    assert [_away(after(MONDAY, days)) for days in (-1, 0, 4, 5)] == [[], ["Minh"], ["Minh"], []]
    entry = JournalEntry.objects.latest("number")
    assert facts_of(entry) == {"starts_on": "2026-03-02", "ends_on": "2026-03-06"}
    assert "sick" not in entry.body
    assert "bệnh viện" not in entry.body


@pytest.mark.parametrize(
    ("first", "last"),
    [(MONDAY, FRIDAY), (FRIDAY, after(FRIDAY, 3)), (after(MONDAY, 1), None), (MONDAY, MONDAY)],
)
def test_two_absences_do_not_overlap(first: date, last: date | None) -> None:
    _enter()
    refused = no(lambda: _enter(AbsenceKind.ANNUAL, first, last))
    assert refused.reason == ("Chưa ghi được: trùng với lần vắng từ 02/03/2026, đến hết 06/03/2026")
    assert Absence.objects.count() == 1


def test_before_after_and_of_another_person_are_no_overlap() -> None:
    _enter()
    _enter(first=after(FRIDAY, 1), last=None)
    _enter(who="tu")
    assert "chưa định ngày cuối" in no(lambda: _enter(first=after(FRIDAY, 9), last=None)).reason
    assert Absence.objects.count() == 3


def test_who_is_seconded_here_is_present_and_may_be_ill() -> None:
    _enter(AbsenceKind.SECONDED_IN, last=None, other_body="Sở Gió Núi")
    assert _away(MONDAY) == []
    _enter()
    assert _away(MONDAY) == ["Minh"]


def test_a_secondment_names_the_other_body() -> None:
    refused = no(lambda: _enter(AbsenceKind.SECONDED_OUT))
    assert "cơ quan biệt phái" in refused.reason


def test_an_absence_does_not_end_before_it_begins_or_begin_before_its_person() -> None:
    early = after(MONDAY, -1)
    assert "trước ngày đầu" in no(lambda: _enter(last=early)).reason
    assert "trước ngày vào cơ quan" in no(lambda: _enter(first=early)).reason
    with pytest.raises(IntegrityError, match="an_absence_ends_after_it_begins"):
        Absence.objects.create(person=person("minh"), kind="sick", starts_on=MONDAY, ends_on=early)


def test_an_absence_is_shortened_by_an_act() -> None:
    row = _enter()
    for day in (FRIDAY, after(MONDAY, -1)):
        refused = no(lambda day=day: absences.shorten(row, ends_on=day, by=act("lan")))  # type: ignore[misc]
        assert "nằm trong thời gian đã ghi" in refused.reason
    absences.shorten(row, ends_on=after(MONDAY, 1), by=act("lan"))
    assert _away(after(MONDAY, 2)) == []
    assert JournalEntry.objects.latest("number").kind == "organisation.absence_shortened"


def test_a_cancelled_absence_stays_as_a_row_and_frees_its_days() -> None:
    row = _enter()
    assert "chưa nêu lý do" in no(lambda: absences.cancel(row, ground="", by=act("lan"))).reason
    absences.cancel(row, ground="Ghi nhầm người", by=act("lan"))
    assert _away(MONDAY) == []
    _enter()
    again = no(lambda: absences.cancel(row, ground="x", by=act("lan")))
    assert "đã huỷ" in again.reason
    assert Absence.objects.count() == 2


def test_absences_end_with_the_last_day_of_a_leaver() -> None:
    now, later = _enter(), _enter(first=after(FRIDAY, 3), last=None)
    staffing.leave(
        person("minh"), last_day=after(MONDAY, 2), basis="Chuyển công tác", by=act("lan")
    )
    now.refresh_from_db()
    later.refresh_from_db()
    assert (now.ends_on, later.cancelled_at is None) == (after(MONDAY, 2), False)
    gone = no(lambda: _enter(first=after(FRIDAY, 9), last=None))
    assert "ngày cuối của người này" in gone.reason


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [("lan", True), ("hoa", True), ("minh", True), ("tu", False), ("phong", False), ("vy", False)],
)
@pytest.mark.parametrize("page", ["vang/", "{minh}/"])
def test_why_somebody_is_away_is_seen_by_administration_chief_and_oneself(
    viewer: str, sees: bool, page: str
) -> None:
    _enter(AbsenceKind.SICK, basis="Giấy của bệnh viện")
    address = f"/thu/nguoi/{page.format(minh=person('minh').pk)}"
    shown = client_of(viewer).get(address).content.decode()
    assert "vắng" in shown
    assert ("Nghỉ ốm" in shown) == sees
    if not sees:
        assert "bệnh viện" not in shown


def test_away_and_back_by_the_pages() -> None:
    lan = client_of("lan")
    address = f"/thu/nguoi/{person('minh').pk}/vang/"
    given = {"kind": "annual", "starts_on": "02/03/2026", "ends_on": "01/03/2026"}
    wrong = lan.post(address, given)
    assert wrong.status_code == 422
    assert "trước ngày đầu" in wrong.content.decode()
    lan.post(address, given | {"ends_on": "06/03/2026"})
    assert "1 người vắng" in client_of("tu").get("/thu/nguoi/vang/").content.decode()
    names = client_of("tu").get("/thu/nguoi/?tinh_trang=vang").context["people"]
    assert [row.name for row in names] == ["Minh"]
    change = f"/thu/nguoi/vang/{Absence.objects.get().pk}/"
    assert lan.post(change, {"ends_on": "", "ground": ""}).status_code == 422
    assert lan.post(change, {"ground": "Không nghỉ nữa"}).status_code == 302
    assert "không ai vắng" in client_of("tu").get("/thu/nguoi/vang/").content.decode()


def test_every_kind_has_a_name() -> None:
    assert set(ABSENCE_LABELS) == set(AbsenceKind)
