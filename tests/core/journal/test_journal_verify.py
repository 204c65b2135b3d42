"""Whatever is changed in an export is found, and the entry named."""

from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhong.core.journal import export, merkle
from dienhong.core.journal.canonical import canonical, parse_canonical
from dienhong.core.journal.commitment import commit
from dienhong.core.journal.entry import MAX_BODY
from dienhong.core.journal.fingerprint import fingerprint
from dienhong.core.journal.verify import Fault, verify
from tests.core.journal.journal_samples import (
    EXPORTED_AT,
    make_entry,
    make_lines,
    named,
    row_of,
    rows_of,
    verified,
)

journals = st.lists(st.booleans(), min_size=1, max_size=6)
long_journals = st.lists(st.booleans(), min_size=2, max_size=7)
relaxed = settings(deadline=None)  # the machine may be busy

ALIEN = sha256(b"alien").digest()


def test_a_whole_journal_is_found_whole() -> None:
    lines = make_lines([True, False, True])
    root = merkle.root([line.commitment for line in lines])

    report = verified(b"".join(rows_of(lines)))

    assert (report.ok, report.faults) == (True, ())
    assert (report.size, report.opened) == (3, 2)
    assert (report.root, report.fingerprint) == (root.hex(), fingerprint(root))
    assert report.header == export.read_header(rows_of(lines)[0])


@relaxed
@given(st.lists(st.booleans(), max_size=20))
def test_every_whole_journal_is_found_whole(opened: list[bool]) -> None:
    report = verified(b"".join(rows_of(make_lines(opened))))

    assert (report.ok, report.size, report.opened) == (True, len(opened), sum(opened))


# Accidents: one byte, one line.


def blamed(content: bytes, place: int) -> list[set[int | None]]:
    """The entries that may be named when the byte at ``place`` is changed."""
    row = content.count(b"\n", 0, place)
    here: int | None = row or None
    if content[place : place + 1] == b"\n" and place + 1 < len(content):
        return [{here}, {here, row + 1}]  # two lines have become one
    return [{here}]


@relaxed
@given(journals, st.data(), st.integers(1, 255))
def test_a_changed_byte_is_found_and_its_entry_named(
    opened: list[bool], data: st.DataObject, change: int
) -> None:
    content = bytearray(b"".join(rows_of(make_lines(opened))))
    place = data.draw(st.integers(0, len(content) - 1))
    allowed = blamed(bytes(content), place)

    content[place] ^= change

    assert named(bytes(content)) in allowed


@pytest.mark.parametrize("bit", range(8))
def test_no_bit_of_a_file_can_be_changed_unseen(bit: int) -> None:
    content = b"".join(rows_of(make_lines([False, True])))
    for place in range(len(content)):
        changed = content[:place] + bytes([content[place] ^ 1 << bit]) + content[place + 1 :]

        assert named(changed) in blamed(content, place), place


@relaxed
@given(journals, st.data())
def test_a_deleted_line_is_missed(opened: list[bool], data: st.DataObject) -> None:
    rows = rows_of(make_lines(opened))
    number = data.draw(st.integers(1, len(opened)))

    assert named(b"".join(rows[:number] + rows[number + 1 :])) == {number}


@relaxed
@given(journals, st.data())
def test_a_doubled_line_is_named_wherever_it_stands(
    opened: list[bool], data: st.DataObject
) -> None:
    rows = rows_of(make_lines(opened))
    number = data.draw(st.integers(1, len(opened)))
    place = data.draw(st.integers(1, len(rows)))

    assert named(b"".join([*rows[:place], rows[number], *rows[place:]])) == {number}


@relaxed
@given(long_journals, st.data())
def test_of_two_lines_that_changed_places_at_least_one_is_named(
    opened: list[bool], data: st.DataObject
) -> None:
    rows = rows_of(make_lines(opened))
    first = data.draw(st.integers(1, len(opened) - 1))
    second = data.draw(st.integers(first + 1, len(opened)))

    rows[first], rows[second] = rows[second], rows[first]

    found = named(b"".join(rows))
    assert found
    assert found <= {first, second}


@relaxed
@given(journals, st.data())
def test_a_file_cut_off_misses_the_next_entry(opened: list[bool], data: st.DataObject) -> None:
    content = b"".join(rows_of(make_lines(opened)))
    end = data.draw(st.integers(0, len(content) - 1))
    whole_rows = content.count(b"\n", 0, end)

    found = named(content[:end])

    if whole_rows == 0:
        assert found == {None}
    elif content[end - 1 : end] == b"\n" or whole_rows == len(opened):
        assert found == {whole_rows}
    else:
        assert found == {whole_rows, whole_rows + 1}  # one torn, the next missing


def test_an_unreadable_line_is_one_fault_and_leaves_no_root() -> None:
    rows = rows_of(make_lines([True, True, True]))
    rows[2] = b"?" + rows[2]

    report = verified(b"".join(rows))

    reason = "Mục số 2: dòng không đúng khuôn dạng, hoặc đã bị sửa."
    assert report.faults == (Fault(2, 3, reason),)
    assert (report.size, report.opened, report.root, report.fingerprint) == (3, 2, "", "")


def test_without_its_first_line_a_file_says_too_little() -> None:
    rows = rows_of(make_lines([True, False, True]))

    assert named(b"".join(rows[1:])) == {None, 1}


def test_lines_after_the_end_are_found() -> None:
    rows = rows_of(make_lines([True, False]))

    assert named(b"".join([*rows, b"\n"])) == {2}
    assert named(b"".join([*rows, rows[0]])) == {2}
    assert named(b"".join([rows_of([])[0], b"\n"])) == {None}


def test_a_run_of_missing_entries_is_said_once() -> None:
    rows = rows_of(make_lines([True] * 6))
    del rows[2:5]

    report = verified(b"".join(rows))

    assert report.faults == (Fault(2, 3, "Thiếu các mục từ số 2 đến số 4."),)
    assert (report.size, report.opened, report.root, report.fingerprint) == (6, 3, "", "")


def test_nothing_is_an_unreadable_first_line() -> None:
    reason = "Dòng đầu: không đúng khuôn dạng của tệp xuất sổ ghi, hoặc đã bị sửa."

    report = verify([])

    assert (report.ok, report.header, report.size) == (False, None, 0)
    assert report.faults == (Fault(None, 1, reason),)


# Forgers, who know the format and compute every check again.


def swap_commitment(line: export.Line) -> export.Line:
    return replace(line, commitment=ALIEN)


def test_a_forged_withheld_entry_is_betrayed_by_the_next() -> None:
    lines = make_lines([True, False, True])
    rows = rows_of(lines)
    rows[2] = row_of(swap_commitment(lines[1]))

    assert verified(b"".join(rows)).faults == (
        Fault(2, 4, "Mục số 2: không phải là mục mà mục số 3 nối tiếp."),
    )


def test_a_forged_withheld_entry_that_nothing_open_follows_breaks_the_root() -> None:
    lines = make_lines([True, False, False, True])
    rows = rows_of(lines)
    rows[2] = row_of(swap_commitment(lines[1]))

    reason = "Gốc tính từ các mục khác gốc ghi ở dòng đầu: có chỗ đã bị thay."
    assert verified(b"".join(rows)).faults == (Fault(None, 5, reason),)


@relaxed
@given(long_journals, st.data())
def test_an_entry_put_in_anothers_place_is_found(opened: list[bool], data: st.DataObject) -> None:
    lines = make_lines(opened)
    number = data.draw(st.integers(1, len(lines)))
    previous = lines[number - 2].commitment.hex() if number > 1 else "0" * 64
    entry = make_entry(number=number, previous=previous, by_name="Hoa")
    rows = rows_of(lines)

    rows[number] = row_of(
        export.Line(number, commit(ALIEN, entry.body()), export.Opening(ALIEN, entry))
    )

    next_is_open = number < len(lines) and opened[number]
    assert named(b"".join(rows)) == ({number} if next_is_open else {None})


def test_a_journal_that_begins_in_the_middle_is_found() -> None:
    entry = make_entry(previous="ab" * 32)
    line = export.Line(1, commit(ALIEN, entry.body()), export.Opening(ALIEN, entry))

    faults = verified(b"".join(rows_of([line]))).faults

    reason = "Mục số 1: nội dung nối tiếp một mục khác, không phải đầu sổ."
    assert faults == (Fault(1, 2, reason),)


def test_an_entry_under_anothers_number_is_found() -> None:
    lines = make_lines([True, True, True])
    rows = rows_of(lines)
    rows[1] = rows[1].replace(b'"number":1,"salt"', b'"number":2,"salt"')

    assert verified(b"".join(rows)).faults == (Fault(1, 2, "Mục số 1: dòng lại ghi là mục số 2."),)


@pytest.mark.parametrize("number", [1, 2, 4, 9])
def test_a_withheld_last_entry_under_another_number_is_found(number: int) -> None:
    lines = make_lines([True, True, False])
    rows = rows_of(lines)
    rows[3] = row_of(replace(lines[2], number=number))

    faults = verified(b"".join(rows)).faults

    assert faults == (Fault(3, 4, f"Mục số 3: dòng lại ghi là mục số {number}."),)


def test_an_entry_of_another_place_is_found() -> None:
    lines = make_lines([True, True, True])
    other = replace(lines[2], number=1)
    members = parse_canonical(row_of(lines[2])[:-1])
    assert isinstance(members, dict)
    rows = rows_of([lines[0], lines[1], lines[2]])
    rows[1] = canonical({**members, "number": other.number}) + b"\n"

    faults = verified(b"".join(rows)).faults

    assert faults[0] == Fault(1, 2, "Mục số 1: nội dung lại là của mục số 3.")


def test_a_body_too_large_is_a_fault_and_not_a_crash() -> None:
    (line,) = make_lines([True])
    members = parse_canonical(row_of(line)[:-1])
    assert isinstance(members, dict)
    assert isinstance(members["body"], dict)
    members["body"]["facts"] = {"text": "x" * MAX_BODY}

    assert named(rows_of([line])[0] + canonical(members) + b"\n") == {1}


def header(size: int, root: bytes) -> bytes:
    return export.write_header(agency="Sở Thí dụ", exported_at=EXPORTED_AT, size=size, root=root)


def test_a_forged_first_line_is_found() -> None:
    lines = make_lines([True, False, True])
    rows = rows_of(lines)
    root = merkle.root([line.commitment for line in lines])

    assert named(b"".join([header(3, ALIEN), *rows[1:]])) == {None}
    assert named(b"".join([header(5, root), *rows[1:]])) == {4}
    assert verified(b"".join([header(2, root), *rows[1:]])).faults == (
        Fault(3, 4, "Mục số 3: dòng đầu ghi sổ chỉ có 2 mục."),
    )


def test_a_fingerprint_of_another_root_is_found() -> None:
    rows = rows_of(make_lines([True]))
    members = parse_canonical(rows[0][:-1])
    assert isinstance(members, dict)
    members["fingerprint"] = fingerprint(ALIEN)
    del members["check"]
    members["check"] = sha256(canonical(members)).hexdigest()

    faults = verified(canonical(members) + b"\n" + rows[1]).faults

    assert faults == (Fault(None, 1, "Dòng đầu: dấu sổ không phải là dấu của gốc ghi bên cạnh."),)


@relaxed
@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_answered_with_a_report(content: bytes) -> None:
    assert not verified(content).ok


@relaxed
@given(journals, st.binary(max_size=40), st.data())
def test_anything_put_in_is_found(opened: list[bool], extra: bytes, data: st.DataObject) -> None:
    content = b"".join(rows_of(make_lines(opened)))
    place = data.draw(st.integers(0, len(content)))

    changed = content[:place] + extra + content[place:]

    assert verified(changed).ok == (changed == content)
