"""A simulated year: the same seed gives the same journal, and people are late and away in it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils.timezone import localdate

from dienhong.core.days.periods import Period, period_of
from dienhong.duties.models import Evidence, Occasion
from dienhong.hosting import directory
from dienhong.hosting.context import use_agency
from dienhong.organisation.models import Absence, Agency, Holding, Person
from dienhong.publication.models import Matter, Posting
from dienhong.record import queries as journal
from dienhong.record.models import JournalEntry
from dienhong.reporting.models import Answer, Folder, Report
from dienhong.reporting.outline import content_of
from dienhong.site.simulation import staffing, year
from dienhong.site.simulation.year import Lived, Plan
from tests.conftest import NOW
from tests.publication.story import no

CODE = "mo-phong"
HALF = period_of("half_year", date(2026, 3, 1))


@pytest.fixture
def lived(template: None) -> Iterator[Callable[..., Lived]]:
    """Return a function that lives the first weeks of 2026; the office is there until the end."""

    def live(seed: int = 1, *, until: date = date(2026, 2, 6), **more: int) -> Lived:
        if directory.is_taken(CODE):
            directory.remove(CODE)
        plan = Plan(year=2026, staff=more.get("staff", staffing.FEWEST), seed=seed, until=until)
        return year.live(CODE, plan, each_day=days.append)

    days: list[date] = []
    yield live
    connection.close_everything()  # type: ignore[attr-defined]
    if directory.is_taken(CODE):
        directory.discard(CODE)


def test_the_same_seed_gives_the_same_root_and_another_another(lived: Callable[..., Lived]) -> None:
    first, second = lived(), lived()

    assert first == second
    assert first.entries > 100
    with use_agency(CODE):  # the digest of the folder is in the journal too
        assert Folder.objects.get().digest
    assert lived(2).root != first.root


def test_a_life_of_weeks_has_all_that_an_office_does_and_its_journal_holds(
    lived: Callable[..., Lived],
) -> None:
    told = lived(until=date(2026, 4, 17), staff=20)
    with use_agency(CODE):
        kinds = Counter(JournalEntry.objects.values_list("kind", flat=True))
        report = journal.check(CODE, at=NOW)
        closed = [row for row in Occasion.objects.select_related("duty") if row.done_on]
        late = [row for row in closed if row.done_on and row.done_on > row.duty.due_on]
        away = Absence.objects.count()
        reports = list(Report.objects.values_list("unit", "signed_number"))
        assert Agency.objects.get().demo

    usual = {"drafted", "cleared", "published", "posted", "taken_down"}
    assert {f"publication.{act}" for act in usual} <= kinds.keys()
    assert {"duties.opened", "duties.agreed", "duties.done"} <= kinds.keys()
    assert {"meetings.held", "meetings.task_done", "meetings.signed"} <= kinds.keys()
    made = {"prepared", "finished", "signed"}
    assert {f"reporting.{act}" for act in made} <= kinds.keys()
    assert {unit for unit, signed in reports if signed} >= {"month", "quarter"}
    assert report.ok
    assert told.refused == 0
    assert late
    assert away > 5


def test_half_a_year_is_reported_with_figures_that_a_slow_count_finds_too(
    lived: Callable[..., Lived],
) -> None:
    """Counted anew over the rows of things, of which the journal's figures know nothing."""
    lived(until=HALF.last)
    with use_agency(CODE):
        made = Report.objects.get(unit="half_year", first=HALF.first)
        told = content_of(made, HALF.last).by_code
        listed = {code: len(number.entries) for code, number in told.items() if number.group}
        counted = _counted_slowly(HALF)
        folders = sorted(Folder.objects.values_list("report__first", "number", "fault"))
        kept = JournalEntry.objects.filter(kind="reporting.folder_made").count()
        answered = Answer.objects.count()

    assert {code: told[code].count for code in counted} == counted
    assert {code: listed[code] for code in counted} == counted
    assert min(counted["posted"], counted["duties_done"], counted["duties_open"]) > 0
    assert (made.stage, bool(made.signed_number), answered > 0) == ("final", True, True)
    assert folders == [(date(2025, 7, 1), 1, ""), (HALF.first, 2, "")]
    assert kept == 2


def _counted_slowly(period: Period) -> dict[str, int]:
    """Count the rows of things one by one, by what they say of themselves."""

    def within(days: Iterable[date | None]) -> int:
        return sum(day is not None and period.first <= day <= period.last for day in days)

    matters, sheets = list(Matter.objects.all()), list(Posting.objects.filter(electronic=False))
    round_ = list(Occasion.objects.select_related("duty"))
    done = [row for row in round_ if row.done_on and period.first <= row.done_on <= period.last]
    late = [row for row in done if row.done_on and row.done_on > row.duty.due_on]
    ends = {row: row.done_on or row.closed_on or date.max for row in round_}
    begun = [row for row in round_ if row.opens_on <= period.last]
    return {
        "published": within(row.published_on for row in matters),
        "published_late": within(
            row.published_on
            for row in matters
            if row.published_on and row.due_on and row.published_on > row.due_on
        ),
        "posted": within(row.posted_on for row in sheets),
        "runs_kept": within(row.taken_down_on for row in sheets if not row.broken_on),
        "duties_done": len(done),
        "duties_late": sum(not row.duty.carried_over for row in late),
        "duties_put_aside": within(row.closed_on for row in round_ if row.not_done_because),
        "duties_open": sum(ends[row] > period.last for row in begun),
        "duties_to_do": sum(ends[row] >= period.first for row in begun),
        "evidence": within(localdate(row.given_at) for row in Evidence.objects.all()),
        "people_added": within(row.joined_on for row in Person.objects.all()),
        "people_left": within(row.left_on for row in Person.objects.all()),
        "functions_given": within(row.held_from for row in Holding.objects.all()),
    }


def test_too_few_people_or_an_unknown_year_are_refused_before_anything_is_made(
    template: None,
) -> None:
    def asked(**said: int) -> Callable[[], object]:
        plan = Plan(**({"year": 2026, "staff": 80, "seed": 1} | said))  # type: ignore[arg-type]
        return lambda: year.live(CODE, plan, each_day=print)

    assert "không đủ giữ các chức năng" in no(asked(staff=3)).reason
    assert "chưa có năm 2041" in no(asked(year=2041)).reason
    assert not directory.is_taken(CODE)


def test_an_office_of_real_use_is_never_replaced(office: str) -> None:
    with pytest.raises((SystemExit, CommandError), match="văn phòng thật"):
        call_command("simulate", "--agency", office, "--fresh")
    assert directory.is_taken(office)


def test_an_earlier_simulation_stays_unless_a_fresh_one_is_asked_for(
    lived: Callable[..., Lived],
) -> None:
    lived(until=date(2026, 1, 2))

    with pytest.raises(SystemExit, match="Thêm --fresh"):
        call_command("simulate", "--agency", CODE)


def test_what_ends_with_the_last_day_is_reported_after_it(lived: Callable[..., Lived]) -> None:
    """As the year's own report is, which can only be made in the next year."""
    lived(until=date(2026, 1, 31))
    with use_agency(CODE):
        [made] = Report.objects.filter(unit="month", first=date(2026, 1, 1))
        newest = JournalEntry.objects.exclude(kind__startswith="duties.").order_by("-at").first()

    assert made.signed_on is not None
    assert made.signed_on > date(2026, 1, 31)
    assert newest is not None
    assert newest.at.date() >= made.signed_on
