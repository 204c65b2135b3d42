"""The lines of an export are canonical JSON and are read back strictly."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhong.core.journal import export
from dienhong.core.journal.canonical import Json, canonical, parse_canonical
from dienhong.core.journal.commitment import commit
from dienhong.core.journal.entry import MAX_BODY
from dienhong.core.journal.fingerprint import fingerprint
from tests.core.journal.journal_samples import EXPORTED_AT, make_entry, make_lines, row_of, rows_of

relaxed = settings(deadline=None)  # the machine may be busy

ROOT = sha256(b"root").digest()


def forged(row: bytes, **changes: Json) -> bytes:
    """The row with other members and, where it has one, a check to match."""
    members = parse_canonical(row[:-1])
    assert isinstance(members, dict)
    members |= changes
    if "check" in members:
        rest = {name: value for name, value in members.items() if name != "check"}
        members["check"] = sha256(canonical(rest)).hexdigest()
    return canonical(members) + b"\n"


def header_row() -> bytes:
    return export.write_header(agency="Sở Thí dụ", exported_at=EXPORTED_AT, size=7, root=ROOT)


def test_the_first_line_is_read_back() -> None:
    assert export.read_header(header_row()) == export.Header(
        agency="Sở Thí dụ",
        exported_at=EXPORTED_AT,
        size=7,
        root=ROOT,
        fingerprint=fingerprint(ROOT),
    )


def test_the_first_line_says_what_the_file_is() -> None:
    members = parse_canonical(header_row()[:-1])
    assert isinstance(members, dict)

    assert (members["format"], members["version"]) == ("dienhong-journal", 1)
    assert forged(header_row()) == header_row()


@relaxed
@given(st.lists(st.booleans(), min_size=1, max_size=4))
def test_a_line_is_read_back(opened: list[bool]) -> None:
    for line in make_lines(opened):
        assert export.read_line(row_of(line)) == line


def test_a_withheld_line_says_nothing_of_the_entry() -> None:
    (line,) = make_lines([False])

    members = parse_canonical(row_of(line)[:-1])

    assert isinstance(members, dict)
    assert members.keys() == {"number", "commitment", "check"}


def test_commitments_are_read_in_their_order() -> None:
    lines = make_lines([True, False, True])

    assert list(export.read_commitments(rows_of(lines))) == [line.commitment for line in lines]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", "other-journal"),
        ("version", 2),
        ("agency", 7),
        ("exported_at", "2024-02-01"),
        ("exported_at", None),
        ("size", -1),
        ("size", True),
        ("root", "00"),
        ("fingerprint", "1234"),
        ("note", ""),
    ],
)
def test_a_first_line_of_another_form_is_refused(name: str, value: Json) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        export.read_header(forged(header_row(), **{name: value}))


@pytest.mark.parametrize("is_open", [True, False])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", 0),
        ("number", "1"),
        ("commitment", "0"),
        ("salt", "00"),
        ("body", {}),
        ("note", 1),
    ],
)
def test_a_line_of_another_form_is_refused(is_open: bool, name: str, value: Json) -> None:
    (line,) = make_lines([is_open])

    with pytest.raises(ValueError, match=r"\w"):
        export.read_line(forged(row_of(line), **{name: value}))


@pytest.mark.parametrize("damage", [b"", b"\r\n", b" \n", b"\n\n"])
def test_a_line_ends_in_one_way(damage: bytes) -> None:
    (line,) = make_lines([True])

    with pytest.raises(ValueError, match=r"\w"):
        export.read_line(row_of(line)[:-1] + damage)


def test_a_damaged_check_is_noticed() -> None:
    (line,) = make_lines([False])
    other = sha256(b"other").hexdigest().encode()
    old = sha256(canonical({"number": 1, "commitment": line.commitment.hex()})).hexdigest().encode()

    with pytest.raises(ValueError, match="check"):
        export.read_line(row_of(line).replace(old, other))
    with pytest.raises(ValueError, match="check"):
        export.read_header(header_row().replace("Sở".encode(), "Bộ".encode()))


def test_what_nobody_could_verify_is_not_written() -> None:
    (line,) = make_lines([True])

    with pytest.raises(ValueError, match="not that of entry 2"):
        export.write_line(number=2, commitment=line.commitment, opening=line.opening)
    with pytest.raises(ValueError, match="not that of entry 1"):
        export.write_line(number=1, commitment=ROOT, opening=line.opening)
    with pytest.raises(ValueError, match="a moment"):
        export.write_header(agency="Sở Thí dụ", exported_at="hôm nay", size=0, root=ROOT)


def test_the_largest_entry_has_a_line() -> None:
    frame = len(make_entry(facts={"text": ""}).body())
    entry = make_entry(facts={"text": "x" * (MAX_BODY - frame)})
    opening = export.Opening(ROOT, entry)

    row = export.write_line(number=1, commitment=commit(ROOT, entry.body()), opening=opening)

    assert len(row) < export.MAX_LINE
    assert export.read_line(row).opening == opening
