"""What keeps secrets out of what is published: the regulation's clause, the law's where silent."""

from datetime import date

import pytest
from django.core.management import call_command

from dienhong.publication import actions, queries
from dienhong.publication.models import Matter
from dienhong.regulation.models import Parameter
from tests.publication.story import (
    FRIDAY,
    act,
    at_desk,
    body_of_last,
    cleared,
    drafted,
    no,
    page_of,
    published,
    text_of,
    withdrawn,
)

OWN, LAW = "quy-che-1:dieu-2", "luat-10-2022:dieu-46"


pytestmark = pytest.mark.usefixtures("peopled")


def take_out_of_the_regulation() -> None:
    """Leave the regulation without its clause on secrets."""
    assert Parameter.objects.filter(name="publication.secrecy").delete()[0] == 1


def test_the_regulations_own_clause_is_cited() -> None:
    matter = cleared()

    assert matter.secrecy == [OWN]
    assert body_of_last(matter)["clauses"] == [OWN]


def test_where_the_regulation_has_none_the_laws_is_cited() -> None:
    take_out_of_the_regulation()
    matter = drafted()
    refusal = no(lambda: actions.withhold(matter, ground=" ", by=act("hoa")))
    actions.clear(matter, by=act("hoa"))

    assert matter.secrecy == [LAW]
    assert str(refusal.source) == LAW
    assert body_of_last(matter)["clauses"] == [LAW]


def test_what_began_under_a_clause_keeps_it() -> None:
    matter = drafted()
    take_out_of_the_regulation()

    assert body_of_last(actions.clear(matter, by=act("hoa")))["clauses"] == [OWN]


def test_before_the_law_and_without_a_regulation_there_is_none() -> None:
    assert queries.exceptions(None, date(2010, 1, 4)) == []
    assert [str(clause) for clause in queries.exceptions(None, FRIDAY)] == [LAW]


def test_without_a_clause_the_acts_and_papers_say_nothing_of_one() -> None:
    matter = published()
    Matter.objects.update(secrecy=[])
    withdrawn(Matter.objects.get(pk=matter.pk))

    assert body_of_last(matter)["clauses"] == [str(matter.post_for.source)]
    page = at_desk("lan", page_of(matter))
    page.follow("Biên bản thu hồi (PDF)")
    assert "Có bí mật công tác. Công khai trước đây" in text_of(page.content)


def test_a_matter_from_before_keeps_the_article_that_it_cited() -> None:
    matter = drafted()
    call_command("migrate", "publication", "0004", verbosity=0)
    call_command("migrate", "publication", verbosity=0)

    assert Matter.objects.get(pk=matter.pk).secrecy == [OWN]
