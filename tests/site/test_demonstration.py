"""The demonstration offices in the middle of their year: what each shows."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from dienhong.core.law.structure.parse import parse
from dienhong.duties.models import Duty, Measure, Occasion
from dienhong.organisation import queries as organisation
from dienhong.organisation.models import (
    Absence,
    Department,
    LegalFunction,
    PeopleImport,
    Person,
    Roll,
    Sitting,
)
from dienhong.publication.models import Matter, Posting, Withdrawal
from dienhong.publication.rules import Stage
from dienhong.record.models import Correction, JournalEntry
from dienhong.regulation import model_regulation
from dienhong.regulation.actions import address_of
from dienhong.regulation.models import Version
from dienhong.site.demo import data, seed, texts
from dienhong.site.demo.stages import MIDDLE
from tests.conftest import NOW
from tests.site.demonstrations import made

CODES = ("mau-a", "mau-b", "mau-c")
TODAY = NOW.date()


@pytest.fixture(scope="module", params=CODES)
def middle(request: pytest.FixtureRequest, template: None) -> Iterator[str]:
    """Make one of the offices in the middle of its year, and work in it."""
    yield from made(request.param, MIDDLE)


def test_there_are_three_offices() -> None:
    assert tuple(seed.office_codes()) == CODES


def test_every_function_has_a_holder_or_shows_who_acts(middle: str) -> None:
    standing = organisation.standing(TODAY)
    vacant = [standing.places[code] for code in standing.vacant]

    assert [code for code in standing.places if not standing.acting(code)] == []
    (left,) = [place for place in vacant if not place.through]  # other roles are played by it
    assert left.stand_in
    assert left.ground


def test_a_body_has_members_with_their_seats(middle: str) -> None:
    bodies = LegalFunction.objects.filter(code__in=["inspection-committee", "party-committee"])

    for body in bodies:
        assert body.holdings.exclude(seat="").count() >= 2, body.code


def test_departments_categories_and_absences_are_there(middle: str) -> None:
    away = Absence.objects.filter(starts_on__lte=TODAY, ends_on__gte=TODAY)

    assert Department.objects.count() >= 3
    assert not Person.objects.filter(category="").exists()
    assert Person.objects.values("category").distinct().count() >= 2
    assert away.count() >= 3


def test_what_comes_back_is_done_agreed_and_waiting_and_measures_have_owners(middle: str) -> None:
    rows = Occasion.objects.all()

    assert rows.filter(done_on__isnull=False).exists()
    assert rows.filter(agreed_on__gte=TODAY, closed_on__isnull=True).exists()
    assert rows.exclude(not_done_because="").count() <= 1
    assert Measure.objects.filter(done_on__isnull=False).exists()
    assert Measure.objects.filter(due_on__gte=TODAY).exists()


def test_every_stage_of_publication_occurs(middle: str) -> None:
    stages = set(Matter.objects.values_list("stage", flat=True))
    boards = Posting.objects.filter(electronic=False)
    hanging = boards.filter(taken_down_on__isnull=True, broken_on__isnull=True)

    assert stages == {stage.value for stage in Stage}
    assert Matter.objects.filter(stage=Stage.CLEARED, due_on__lt=TODAY).exists()  # late
    assert Matter.objects.filter(stage=Stage.PUBLISHED, carried_over=True).exists()
    assert boards.filter(taken_down_on__isnull=False).exists()
    assert hanging.filter(ends_on__gte=TODAY).exists()
    assert hanging.filter(ends_on__lt=TODAY).exists()
    assert boards.filter(broken_on__isnull=False).exists()


def test_second_persons_have_signed_and_have_to_sign(middle: str) -> None:
    corrections, withdrawals = Correction.objects.all(), Withdrawal.objects.all()

    assert corrections.filter(decided_at__isnull=True).count() == 1
    assert corrections.filter(decided_at__isnull=False).exists()
    assert withdrawals.filter(confirmed_at__isnull=True).count() == 1
    assert withdrawals.filter(confirmed_at__isnull=False).count() == 1
    assert JournalEntry.objects.filter(kind="publication.withdrawal_declined").count() == 1


def test_lists_rolls_and_sittings_are_in_every_stage(middle: str) -> None:
    imports, rolls = PeopleImport.objects.all(), Roll.objects.all()

    assert imports.get(over_at__isnull=False).added == 2
    assert imports.filter(over_at__isnull=True).count() == 1
    assert rolls.filter(signed_by__isnull=False).count() == 1
    assert rolls.filter(frozen_by__isnull=False, signed_by__isnull=True).count() == 1
    assert rolls.filter(frozen_by__isnull=True).count() == 1
    assert set(Sitting.objects.values_list("agrees", flat=True)) == {True}


def test_somebody_owes_something(middle: str) -> None:
    assert Duty.objects.filter(done_on__isnull=True).count() > 5


def test_an_office_at_work_has_a_year_behind_it_and_little_late(middle: str) -> None:
    """What the Chief sees, and what a half-year report can count."""
    waiting = Duty.objects.filter(done_on__isnull=True)
    done = Occasion.objects.filter(done_on__isnull=False)
    late = [row for row in done.select_related("duty") if row.done_on > row.duty.due_on]
    months = {row.done_on.month for row in done}

    assert 1 <= sum(duty.is_late(TODAY) for duty in waiting) <= 3
    assert len(late) < len(done) / 4
    assert len(months) >= 4
    assert Posting.objects.filter(taken_down_on__lt=TODAY - timedelta(days=60)).count() > 4


def test_the_journal_was_written_in_the_order_of_days(middle: str) -> None:
    moments = list(JournalEntry.objects.order_by("number").values_list("at", flat=True))

    assert moments == sorted(moments)


@pytest.mark.parametrize("middle", ["mau-c"], indirect=True)
def test_the_third_offices_regulation_is_the_models_text_as_the_parser_reads_it(
    middle: str,
) -> None:
    text = model_regulation.source_for(texts.names_of(data.offices()[2]))
    version = Version.objects.get()
    rows = version.provisions.order_by("order").values_list("address", "heading", "text")

    assert (version.source, version.stage) == (text, "issued")
    assert list(rows) == [
        (address_of(node.part, node.address), node.heading, node.text) for node in parse(text).nodes
    ]
    assert set(version.parameters.values_list("decision", flat=True)) == {"confirmed"}
    kinds = {"regulation.uploaded", "regulation.confirmed", "regulation.issued"}
    assert kinds <= set(JournalEntry.objects.values_list("kind", flat=True))
