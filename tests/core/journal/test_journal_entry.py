"""An entry is spelt one way, and read back strictly."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhong.core.journal.canonical import LARGEST, canonical, parse_canonical
from dienhong.core.journal.entry import MAX_BODY, Entry, moment
from tests.core.journal.journal_samples import make_entry

relaxed = settings(deadline=None)  # the machine may be busy

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
small = texts | st.integers(-LARGEST, LARGEST) | st.booleans() | st.none()
facts = st.dictionaries(texts, small | st.lists(small, max_size=3), max_size=4)


@relaxed
@given(st.integers(1, LARGEST), texts, st.lists(texts, max_size=3).map(tuple), facts)
def test_an_entry_is_read_back_from_its_body(
    number: int, name: str, clauses: tuple[str, ...], facts: Mapping[str, object]
) -> None:
    entry = make_entry(number=number, by_name=name, clauses=clauses, facts=facts)

    assert Entry.from_body(entry.body()) == entry


def test_the_body_says_every_field() -> None:
    assert parse_canonical(make_entry(digest="").body()) == {
        "acting_as": "văn thư",
        "at": "2024-01-02T01:15:00.000000Z",
        "audience": "public",
        "by": "6f1c0f5e-lan",
        "by_name": "Lan",
        "clauses": ["quy-che-1:dieu-10.khoan-2.gach-1"],
        "digest": "",
        "facts": {"days": 20, "places": ["sảnh A", "sảnh B"], "posted_on": "2024-01-02"},
        "kind": "publication.published",
        "number": 1,
        "on_behalf_name": "Minh",
        "on_behalf_of": "90aa31d2-minh",
        "previous": "0" * 64,
        "recorded_from": "paper",
        "subject": "matter:3b1f",
    }


WRONG = [
    ("number", 0),
    ("number", True),
    ("number", "1"),
    ("previous", "0" * 63),
    ("previous", "A" * 64),
    ("at", "2024-01-02T01:15:00Z"),
    ("at", "2024-01-02T01:15:00.000000+07:00"),
    ("at", "2024-04-31T01:15:00.000000Z"),
    ("at", "9999-12-31T23:59:59.999999Z"),
    ("at", "2024-01-0٢T01:15:00.000000Z"),
    ("at", "2024-01-02T01:15:00.000000Z\n"),
    ("kind", "published"),
    ("kind", "Publication.published"),
    ("by", None),
    ("by_name", 7),
    ("recorded_from", "phone"),
    ("recorded_from", "screens"),
    ("subject", []),
    ("clauses", "dieu-10"),
    ("clauses", [7]),
    ("facts", ["days", 20]),
    ("facts", None),
    ("digest", "0" * 65),
    ("audience", ""),
    ("audience", "secret"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_body_with_a_field_of_another_form_is_refused(name: str, value: object) -> None:
    members = parse_canonical(make_entry().body())
    assert isinstance(members, dict)

    with pytest.raises(ValueError, match=r"\w"):
        Entry.from_body(canonical({**members, name: value}))


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_such_an_entry_is_not_made_either(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make_entry(**{name: value})


def test_a_body_must_have_just_the_fields() -> None:
    members = parse_canonical(make_entry().body())
    assert isinstance(members, dict)
    without = {name: value for name, value in members.items() if name != "digest"}

    for body in (without, {**members, "note": ""}, [members], "entry"):
        with pytest.raises(ValueError, match="not the fields of an entry"):
            Entry.from_body(canonical(body))


def test_content_does_not_pass_for_facts() -> None:
    frame = len(make_entry(facts={"text": ""}).body())

    assert len(make_entry(facts={"text": "x" * (MAX_BODY - frame)}).body()) == MAX_BODY
    with pytest.raises(ValueError, match="65537 bytes"):
        make_entry(facts={"text": "x" * (MAX_BODY - frame + 1)}).body()


def test_a_fact_that_is_not_exact_is_refused() -> None:
    with pytest.raises(TypeError):
        make_entry(facts={"share": 0.5}).body()


def test_a_moment_is_utc() -> None:
    assert moment("2024-01-02T01:15:00.000000Z").isoformat() == "2024-01-02T01:15:00+00:00"
