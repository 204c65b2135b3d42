"""The journal given out: whole, checkable by anyone, and with nothing that is not the reader's."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from io import BytesIO

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dienhong.core.acting import Actor, Someone
from dienhong.core.citation import Citation
from dienhong.core.journal.commitment import commit
from dienhong.core.journal.compare import contains_past
from dienhong.core.journal.export import read_commitments, read_header, read_line
from dienhong.core.journal.verify import verify
from dienhong.core.refusal import Refused
from dienhong.record import queries
from dienhong.record.actions import write_entry, write_refusal
from dienhong.record.models import JournalEntry
from tests.conftest import NOW

LAN = Actor(by=Someone("1", "Nguyễn Thị Lan"), at=NOW, today=date(2026, 3, 2))
AUDIENCES = ("office", "public", "office", "sealed")
LATER = NOW + timedelta(days=1)


def _write(count: int) -> None:
    """Write entries of all kinds: open ones, public ones, sealed ones, refusals."""
    for number in range(count):
        with transaction.atomic():
            write_entry(
                "thu.viet",
                f"matter:{number}",
                by=LAN,
                clauses=[Citation("quy-che-1", f"dieu-{number + 1}")],
                facts={"due_on": "2026-03-09", "name": f"việc thứ {number}"},
                audience=AUDIENCES[number % len(AUDIENCES)],
            )
    write_refusal("thu.go", "matter:1", Refused("Chưa gỡ được"), by=LAN)


def _export(audience: str = "office") -> list[bytes]:
    return list(queries.export_lines("thu", at=LATER, audience=audience))


def _audiences() -> dict[int, str]:
    return dict(JournalEntry.objects.values_list("number", "audience"))


def test_the_export_holds_every_entry_and_verifies(office: str) -> None:
    _write(16)
    lines = _export()
    report = verify(lines)
    assert (report.faults, report.size) == ((), 20)
    assert queries.head() == (20, report.fingerprint)
    header = read_header(lines[0])
    assert (header.agency, header.size) == ("thu", 20)
    assert header.exported_at == "2026-03-03T02:00:00.000000Z"


@pytest.mark.parametrize(
    ("audience", "opened"), [("office", {"office", "public"}), ("public", {"public"})]
)
def test_each_reader_gets_opened_what_is_his_and_of_the_rest_the_commitment(
    office: str, audience: str, opened: set[str]
) -> None:
    _write(16)
    read = [read_line(line) for line in _export(audience)[1:]]
    told = {line.number for line in read if line.opening is not None}
    assert told == {number for number, whose in _audiences().items() if whose in opened}
    report = verify(_export(audience))
    assert (report.faults, report.opened) == ((), len(told))


def test_nothing_of_a_withheld_entry_but_its_commitment_is_given_out(office: str) -> None:
    _write(8)
    text = b"".join(_export("public")).decode()
    for row in JournalEntry.objects.all():
        held_back = row.audience != "public"
        assert (row.salt not in text) == held_back
        assert row.commitment in text
    assert "việc thứ 0" not in text
    assert "việc thứ 1" in text


def test_public_and_office_export_have_the_same_root(office: str) -> None:
    _write(5)
    assert verify(_export("public")).root == verify(_export("office")).root


def test_what_is_written_while_an_export_runs_comes_into_the_next_one(office: str) -> None:
    _write(3)
    lines = queries.export_lines("thu", at=LATER)
    first = next(lines)
    _write(3)
    assert verify([first, *lines]).faults == ()
    assert [verify(_export()).size, read_header(first).size] == [11, 7]


def test_a_printed_fingerprint_is_found_again_after_more_entries(office: str) -> None:
    printed = [queries.head()]
    for count in (0, 3, 6):
        _write(count)
        printed.append(queries.head())
    assert [size for size, _ in printed] == [3, 4, 8, 15]
    for size, fingerprint in printed:
        typed = fingerprint.replace(" ", "-").replace("-", " - ", 3)
        assert contains_past(read_commitments(_export("public")), typed) == size


def test_a_fingerprint_that_the_journal_never_had_is_not_found(office: str) -> None:
    _write(4)
    _, fingerprint = queries.head()
    other = "0000" + fingerprint[4:] if fingerprint[:4] != "0000" else "1" + fingerprint[1:]
    assert contains_past(read_commitments(_export()), other) is None


def test_a_past_rewritten_in_the_database_no_longer_has_the_printed_fingerprint(
    office: str,
) -> None:
    _write(6)
    _, printed = queries.head()
    row = JournalEntry.objects.get(number=5)
    row.body = row.body.replace("2026-03-09", "2026-03-31")
    row.commitment = commit(bytes.fromhex(row.salt), row.body.encode()).hex()
    row.save()
    report = verify(_export())
    assert [fault.number for fault in report.faults] == [5]
    assert contains_past(read_commitments(_export()), printed) is None


def test_an_entry_changed_in_the_database_is_not_given_out_as_if_nothing_were(office: str) -> None:
    _write(6)
    row = JournalEntry.objects.get(number=5)
    row.body = row.body.replace("2026-03-09", "2026-03-31")
    row.save()

    report = queries.check("thu", at=NOW)

    assert [fault.number for fault in report.faults] == [5]
    assert verify(_export()).faults == report.faults


@cache
def _twenty() -> bytes:
    """Return a real export of twenty entries; made in the office of the first test that asks."""
    _write(16)
    return b"".join(_export())


@pytest.fixture(scope="module", autouse=True)
def _forget() -> Iterator[None]:
    _twenty.cache_clear()
    yield
    _twenty.cache_clear()


@settings(max_examples=1000, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_flipped_byte_is_found_and_its_entry_named(office: str, data: st.DataObject) -> None:
    whole = _twenty()
    place = data.draw(st.integers(0, len(whole) - 1), label="place")
    flips = data.draw(st.integers(1, 255), label="flips")
    changed = whole[:place] + bytes([whole[place] ^ flips]) + whole[place + 1 :]
    report = verify(BytesIO(changed))  # lines as a file gives them
    entry = whole.count(b"\n", 0, place)  # the first line, number 0, is about the journal
    named = {fault.number for fault in report.faults}
    allowed = {entry or None}
    if whole[place] == ord("\n"):  # two lines became one
        allowed |= {entry + 1}
    assert named
    assert named <= allowed
