"""A value has one spelling (RFC 8785)."""

import json
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhong.core.journal.canonical import LARGEST, Json, canonical, parse_canonical

relaxed = settings(deadline=None)  # the machine may be busy

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@relaxed
@given(values)
def test_what_is_spelt_is_read_back(value: Json) -> None:
    assert parse_canonical(canonical(value)) == value


@relaxed
@given(values)
def test_the_spelling_is_json_with_the_same_meaning(value: Json) -> None:
    assert json.loads(canonical(value)) == value


@relaxed
@given(st.dictionaries(texts, st.integers(0, 9)))
def test_the_order_in_which_keys_were_given_does_not_matter(members: dict[str, int]) -> None:
    assert canonical(dict(reversed(members.items()))) == canonical(members)


def test_keys_stand_in_the_order_of_the_rfcs_example() -> None:
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]

    spelt = canonical(dict.fromkeys(keys, 0))

    order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(spelt)) == order


def test_only_what_must_be_escaped_is_escaped() -> None:
    assert (
        canonical("€$\x0f\nA'B\"\\/\x7f\u2028") == '"€$\\u000f\\nA\'B\\"\\\\/\x7f\u2028"'.encode()
    )


def test_a_letter_in_two_parts_is_not_the_letter_in_one() -> None:
    assert canonical("e\u0302") != canonical("ê")


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    "value",
    [1.0, b"x", (1,), {1}, {1: 2}, {None: 1}, Colour.RED, [{"a": [float("nan")]}], object()],
)
def test_other_types_are_refused(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), "\ud800", {"\udfff": 1}])
def test_what_readers_would_understand_differently_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        canonical(value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" 1",
        b"1 ",
        b"1\n",
        b"1.0",
        b"1e2",
        b"-0",
        b"01",
        b"NaN",
        b"-Infinity",
        b"[1, 2]",
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'"\\u0041"',
        b'"\\/"',
        b'"\\u000A"',
        b'"\\ud800"',
        b'"\\uD83D\\uDE00"',
        b'"\xff"',
        b'\xef\xbb\xbf"a"',
        b"9007199254740992",
    ],
)
def test_every_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_canonical(data)


def test_no_file_can_exhaust_the_reader() -> None:
    for data in (b"9" * 5_000, b"[" * 100_000, b"[" * 5_000 + b"]" * 5_000):
        with pytest.raises(ValueError, match=r"\w"):
            parse_canonical(data)
