"""The stages of the demonstration: each can be made, and shows what it says."""

from collections.abc import Iterator

import pytest

from dienhong.organisation.models import (
    Agency,
    Person,
    Roll,
)
from dienhong.publication.models import Matter, Posting, Withdrawal
from dienhong.publication.rules import Stage
from dienhong.record.models import Correction
from dienhong.regulation.models import Version
from dienhong.site.demo import data
from dienhong.site.demo.stages import STAGES
from tests.organisation.desks import client_of
from tests.site.demonstrations import made


@pytest.fixture
def in_stage(request: pytest.FixtureRequest, template: None) -> Iterator[str]:
    """Make the office of the model regulation in a stage, and work in it."""
    yield from made("mau-c", request.param)


@pytest.mark.parametrize("in_stage", ["trong"], indirect=True)
def test_an_empty_office_has_people_and_no_regulation(in_stage: str) -> None:
    assert Agency.objects.get().demo
    assert Person.objects.count() > 12
    assert not Version.objects.exists()


@pytest.mark.parametrize("in_stage", ["moi"], indirect=True)
def test_a_new_office_has_a_regulation_that_waits_for_a_person(in_stage: str) -> None:
    version = Version.objects.get()

    assert version.stage == "draft"
    assert set(version.parameters.values_list("decision", flat=True)) == {"pending"}
    assert not Matter.objects.exists()


@pytest.mark.parametrize("in_stage", ["cong-khai", "nhan-su"], indirect=True)
def test_a_stage_of_one_procedure_shows_that_one_alone(in_stage: str) -> None:
    assert Matter.objects.exists() is (in_stage == "cong-khai")
    assert Roll.objects.exists() is (in_stage == "nhan-su")


@pytest.mark.parametrize("in_stage", ["cuoi-nam"], indirect=True)
def test_at_the_end_of_the_year_nothing_is_left_to_publish_or_take_down(in_stage: str) -> None:
    ended = {Stage.PUBLISHED, Stage.WITHDRAWN, Stage.WITHHELD}

    assert set(Matter.objects.values_list("stage", flat=True)) <= ended
    boards = Posting.objects.filter(electronic=False, broken_on__isnull=True)
    assert not boards.filter(taken_down_on__isnull=True).exists()
    assert not Correction.objects.filter(decided_at__isnull=True).exists()
    assert not Withdrawal.objects.filter(confirmed_at__isnull=True).exists()


@pytest.mark.parametrize("in_stage", list(STAGES), indirect=True)
def test_the_pages_to_open_first_are_there(in_stage: str) -> None:
    chief = client_of(data.offices()[2]["people"][0]["login"], "mau-c")

    for page in STAGES[in_stage].opens:
        assert chief.get(f"/mau-c/{page}").status_code == 200, page
