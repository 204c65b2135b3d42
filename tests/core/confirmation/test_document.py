"""The document: one spelling, exactly its members, and a clear no to everything else."""

import json
from typing import Any

import pytest

from dienhong.core.confirmation import document
from dienhong.core.journal.canonical import canonical
from dienhong.core.refusal import Refused
from tests.core.confirmation.confirmations import make


def members() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(document.write(make()))
    return read


def no(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        document.read(data)
    return caught.value.reason


def test_what_was_written_is_read_as_it_was() -> None:
    made = make()

    assert document.read(document.write(made)) == made


def test_another_version_is_refused_with_its_number() -> None:
    assert "khuôn dạng số 2" in no(canonical(members() | {"version": 2}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"format":"dienhong-confirmation","version":1.0}',
        b'{"format":"dienhong-confirmation", "version":1}',
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"9" * 10_000,
        b"\xff\xfe",
        canonical({"format": "dienhong-journal", "version": 1}),
        canonical({"format": "dienhong-confirmation", "version": 1}),
    ],
)
def test_what_is_no_confirmation_is_refused(data: bytes) -> None:
    assert "sai khuôn dạng hoặc đã bị sửa" in no(data)


def test_a_document_that_is_too_long_is_not_read() -> None:
    assert "dài quá 2 MB" in no(b"{" * (document.LARGEST + 1))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("facts", "made", "on"), "2026-02-30", "facts.made.on"),
        (("facts", "required", "days"), 0, "facts.required.days"),
        (("facts", "required", "days"), 2**52, "facts.required.days"),
        (("facts", "required", "unit"), "year", "facts.required.unit"),
        (("facts", "postings", 0, "entry"), True, "facts.postings[1].entry"),
        (("facts", "postings", 0, "gaps", 0, "again"), 3, "facts.postings[1].gaps[1].again"),
        (("facts", "asked", 0, "states", 0), "x", "facts.asked[1].states[1]"),
        (("facts", "content", "of", "files"), ["ab"], "facts.content.of.files[1]"),
        (("facts", "content", "of", "title"), None, "facts.content.of.title"),
        (("facts", "acts"), {"a": 1}, "facts.acts[1]"),
        (("tree", "root"), "0", "tree.root"),
        (("entries", 0, "proof"), "", "entries[1].proof"),
        (("printed",), {}, "printed"),
        (("more",), 1, "more"),
    ],
)
def test_the_field_that_is_not_of_its_form_is_named(
    path: tuple[Any, ...], value: object, said: str
) -> None:
    whole = members()
    inner = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value

    assert f"«{said}»" in no(canonical(whole))


def test_a_field_that_is_missing_is_named() -> None:
    whole = members()
    del whole["facts"]["reach"]["opened"]

    assert "«facts.reach.opened»" in no(canonical(whole))


def test_an_entry_that_is_none_is_refused() -> None:
    whole = members()
    whole["entries"][0]["body"]["at"] = "hôm qua"

    assert "một mục sổ ghi sai kiểu" in no(canonical(whole))
