"""What keeps secrets out of what is published: the regulation's clause, the law's where silent."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client

from dienhong.duties import feeds
from dienhong.duties.models import Feed
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
    person,
    powers_of,
    published,
    text_of,
    upload,
    withdrawn,
)
from tests.scenarios.walker import Reader

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


# Held back: no trace for anybody but its drafter, its checker and the Chief.

HIDDEN = "Phương án mật kin4711"


def in_the_calendar_of(login: str, scope: Feed.Scope) -> bytes:
    """Return the calendar of duties as a person's phone reads it."""
    feed = feeds.make(person(login), scope, by=act(login))
    return Client().get(f"/thu/lich/{feeds.token_of(feed)}.ics").content


def own_words(reader: Reader) -> str:
    """Return the words of a page without its foot, which tells where the journal stands."""
    return next(reader.page.every("main")).words


def held_back() -> Matter:
    """Let Khuê enter what Hoa then holds back."""
    matter = drafted(upload(name="kin4711.pdf"), title=HIDDEN, summary="kin4711", by="khue")
    return actions.withhold(matter, ground="Bí mật kin4711.", by=act("hoa"))


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("login", ["lan", "phong", "tu", "vy", "minh"])
def test_bk_dieu_9_what_is_held_back_leaves_no_trace_for_any_function(login: str) -> None:
    shown = published()
    pages = ("cong-khai/", "so-ghi/", page_of(shown))
    before = [own_words(at_desk(login, path)) for path in pages]
    numbers = [shown.postings.get().pk, queries.published().count()]

    matter = held_back()

    after = [at_desk(login, path) for path in pages]
    assert [page.html.count("kin4711") for page in after] == [0] * 3
    # The journal tells that something was held back, and its own number; nothing else differs.
    told = [words for words, page in zip(before, after, strict=True) if words != own_words(page)]
    assert told == [before[1]]
    gone = page_of(matter)
    paths = [gone, *(f"{gone}{part}" for part in ("tep/1/", "tep/1/kin4711.pdf", "ngay/", "sua/"))]
    refused = {at_desk(login, path).status for path in paths}
    assert refused <= {403, 404}
    assert at_desk(login, gone).status == at_desk(login, f"cong-khai/{shown.version_id}/").status
    assert "kin4711" not in "".join(at_desk(login, path).html for path in paths)
    assert queries.visible_to(person(login), powers_of(login)).count() == 1
    assert [shown.postings.get().pk, queries.published().count()] == numbers


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("scope", [each for each in Feed.Scope if each != Feed.Scope.PUBLIC])
def test_bk_dieu_9_what_is_held_back_is_in_no_calendar_of_duties(scope: Feed.Scope) -> None:
    matter = drafted(title=HIDDEN)
    known = in_the_calendar_of("lan", scope)
    actions.withhold(matter, ground="Mật.", by=act("hoa"))

    assert b"kin4711" in known
    for login in ("lan", "hoa", "phong"):
        assert b"kin4711" not in in_the_calendar_of(login, scope)


@pytest.mark.usefixtures("clock")
def test_bk_dieu_9_the_next_number_counts_what_is_public_only() -> None:
    held_back()
    first = published()

    # Its posting and its place in the list are those of an office without a secret.
    assert first.postings.get().pk == 1
    assert list(queries.published()) == [first]
