"""A person's own address for letters: confirmed by a code, ended, left behind."""

from email.message import EmailMessage

import pytest

from dienhong.duties import preferences
from dienhong.duties.models import Letter
from dienhong.organisation import staffing
from tests.duties.story import swept
from tests.duties.test_letters import in_folder, sent, states, text_of, written_to
from tests.duties.test_reminding import DUE, opened
from tests.publication.story import MONDAY, act, add_people, after, moment, no, person


@pytest.fixture(autouse=True)
def _people(office: str) -> None:
    add_people()


def code_in(letter: EmailMessage) -> str:
    return text_of(letter).partition("nhắc việc: ")[2].split()[0]


def test_an_address_counts_once_its_code_came_back() -> None:
    preferences.ask(person("lan"), "lan@thu.test", by=act("lan"))
    sent()
    [letter] = in_folder()
    assert preferences.of(person("lan")).address == ""

    assert not preferences.confirm(person("lan"), "SAI", by=act("lan"))
    assert preferences.confirm(person("lan"), code_in(letter).lower(), by=act("lan"))
    row = preferences.of(person("lan"))
    assert (row.address, row.asked, row.code_sealed) == ("lan@thu.test", "", "")
    assert "lan@thu.test" not in str(row)


def test_five_wrong_codes_or_a_day_are_enough() -> None:
    preferences.ask(person("lan"), "lan@thu.test", by=act("lan"))
    sent()
    code = code_in(in_folder()[0])
    tomorrow = act("lan", after(MONDAY, 1), hour=10)
    assert "24 giờ" in no(lambda: preferences.confirm(person("lan"), code, by=tomorrow)).reason
    for _ in range(5):
        assert not preferences.confirm(person("lan"), "ĐOÁN", by=act("lan"))

    assert no(lambda: preferences.confirm(person("lan"), code, by=act("lan")))
    assert no(lambda: preferences.confirm(person("hoa"), code, by=act("hoa")))


def test_a_second_address_asked_for_leaves_the_first_code_behind() -> None:
    preferences.ask(person("lan"), "a@thu.test", by=act("lan"))
    preferences.ask(person("lan"), "b@thu.test", by=act("lan", hour=10))
    sent(moment(MONDAY, 11))

    assert {letter["To"] for letter in in_folder()} == {"b@thu.test"}


def test_an_address_that_was_ended_gets_nothing_more() -> None:
    written_to()
    opened()
    swept(MONDAY)
    preferences.end(person("lan"), by=act("lan"))

    assert (sent(), states()) == (0, ["dropped"])


def test_who_has_left_gets_no_letter_that_was_still_on_its_way() -> None:
    written_to("minh")
    opened(functions=[], person=person("minh"))
    swept(MONDAY)
    staffing.leave(person("minh"), last_day=MONDAY, basis="Chuyển", by=act("lan"))

    assert (sent(day=after(MONDAY, 1)), states()) == (0, ["dropped"])


def test_another_mode_begins_with_what_comes_after_it() -> None:
    written_to(mode="none")
    opened()
    swept(MONDAY)
    preferences.choose(person("lan"), "each", by=act("lan", after(MONDAY, 1)))
    swept(after(MONDAY, 1))
    assert states() == []
    swept(DUE)

    assert Letter.objects.count() == 1
