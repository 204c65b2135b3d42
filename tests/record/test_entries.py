"""An act and its entry are written together or not at all, and one after the other."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import IntegrityError

from dienhong.core.acting import Actor, Someone
from dienhong.core.citation import Citation
from dienhong.core.journal.commitment import opens
from dienhong.core.journal.entry import MAX_BODY, NO_PREVIOUS, Entry
from dienhong.core.journal.verify import verify
from dienhong.core.refusal import Refused
from dienhong.hosting.context import use_agency
from dienhong.organisation.models import Department
from dienhong.record import queries
from dienhong.record.actions import OutsideTransaction, facts_of, write_entry, write_refusal
from dienhong.record.models import JournalEntry, JournalHead
from tests.conftest import NOW
from tests.record.writers import EACH, write_each

LAN = Actor(by=Someone("1", "Lan"), at=NOW, today=date(2026, 3, 2), acting_as="administration")
OPENED = 3  # entries that an office has when it opens
WRITERS = 10


def _whole() -> tuple[object, ...]:
    return (
        list(JournalHead.objects.values_list()),
        list(JournalEntry.objects.values_list()),
        list(Department.objects.values_list()),
    )


def _act(**said: object) -> JournalEntry:
    """Do an act that changes a row and writes an entry."""
    with transaction.atomic():
        Department.objects.create(name="Phòng thử")
        given = {"kind": "thu.viet", "subject": "room:1", "by": LAN} | said
        return write_entry(given.pop("kind"), given.pop("subject"), **given)  # type: ignore[arg-type]


def test_an_entry_says_who_did_what_when_by_which_clause(office: str) -> None:
    row = _act(
        clauses=[Citation("quy-che-1", "dieu-3.khoan-2")],
        facts={"due_on": "2026-03-09", "files": 2},
        digest="ab" * 32,
    )
    assert row.number == OPENED + 1
    assert (row.kind, row.subject, row.audience, row.at) == ("thu.viet", "room:1", "office", NOW)
    entry = Entry.from_body(row.body.encode())
    assert (entry.by, entry.by_name, entry.acting_as) == ("1", "Lan", "administration")
    assert (entry.on_behalf_of, entry.recorded_from) == ("", "screen")
    assert entry.at == "2026-03-02T02:00:00.000000Z"
    assert entry.clauses == ("quy-che-1:dieu-3.khoan-2",)
    assert entry.digest == "ab" * 32
    assert facts_of(row) == {"due_on": "2026-03-09", "files": 2}
    assert opens(bytes.fromhex(row.commitment), bytes.fromhex(row.salt), row.body.encode())


def test_the_first_entry_of_an_office_follows_nothing_and_each_next_the_one_before(
    office: str,
) -> None:
    _act()
    rows = list(JournalEntry.objects.all())
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [row.previous for row in rows] == [NO_PREVIOUS, *(row.commitment for row in rows[:-1])]
    assert JournalHead.objects.get().last == rows[-1].commitment


def test_the_same_act_twice_gives_two_entries_that_nobody_can_tell_apart_by_guessing(
    office: str,
) -> None:
    with transaction.atomic():
        first, second = (write_entry("thu.viet", "room:1", by=LAN) for _ in range(2))
    assert first.salt != second.salt
    assert len(first.salt) == 64


def test_an_entry_outside_a_transaction_is_an_error_and_writes_nothing(office: str) -> None:
    before = _whole()
    with pytest.raises(OutsideTransaction, match=r"thu\.viet"):
        write_entry("thu.viet", "room:1", by=LAN)
    assert _whole() == before


FAULTS = {
    "a kind of no form": ({"kind": "Viết bừa"}, ValueError),
    "an audience that nobody knows": ({"audience": "everyone"}, ValueError),
    "a digest that is none": ({"digest": "abc"}, ValueError),
    "a fact that JSON cannot say": ({"facts": {"day": date(2026, 3, 2)}}, TypeError),
    "a fact that is not exact": ({"facts": {"share": 0.1}}, TypeError),
    "content instead of facts": ({"facts": {"text": "a" * MAX_BODY}}, ValueError),
    "half a letter": ({"subject": "room:\ud800"}, ValueError),
    "no subject": ({"subject": None}, ValueError),
}


@pytest.mark.parametrize(("said", "error"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_the_entry_undoes_the_act(
    office: str, said: dict[str, object], error: type[Exception]
) -> None:
    before = _whole()
    with pytest.raises(error):
        _act(**said)
    assert _whole() == before
    assert _act().number == OPENED + 1


def test_a_head_that_was_set_back_makes_no_second_chain(office: str) -> None:
    _act()
    Department.objects.all().delete()
    old = JournalEntry.objects.get(number=OPENED)
    JournalHead.objects.update(size=OPENED - 1, last=old.previous, frontier=["00" * 32])
    before = _whole()
    with pytest.raises(IntegrityError):
        _act()
    assert _whole() == before


def test_a_head_that_skips_a_number_cannot_follow_an_entry_twice(office: str) -> None:
    old = JournalEntry.objects.get(number=OPENED)
    JournalHead.objects.update(size=OPENED + 4, last=old.previous, frontier=["00" * 32] * 3)
    before = _whole()
    with pytest.raises(IntegrityError):
        _act()
    assert _whole() == before


def test_a_journal_has_one_head(office: str) -> None:
    with pytest.raises(IntegrityError):
        JournalHead.objects.create(pk=2)


def test_an_act_that_fails_after_its_entry_leaves_no_entry(office: str) -> None:
    before = _whole()

    def act_and_fail() -> None:
        with transaction.atomic():
            _act()
            raise Refused("Chưa ghi được: thiếu căn cứ")

    with pytest.raises(Refused):
        act_and_fail()
    assert _whole() == before
    assert queries.head()[0] == OPENED


def test_a_refusal_is_an_entry_with_the_clause_that_says_no(office: str) -> None:
    source = Citation("quy-che-1", "dieu-3.khoan-3")
    row = write_refusal("thu.go", "matter:1", Refused("Chưa gỡ được", source), by=LAN)
    entry = Entry.from_body(row.body.encode())
    assert (entry.kind, entry.subject) == ("record.refused", "matter:1")
    assert (entry.clauses, entry.facts) == ((str(source),), {"act": "thu.go"})
    plain = write_refusal("thu.go", "matter:1", Refused("Tệp rỗng"), by=LAN)
    assert Entry.from_body(plain.body.encode()).clauses == ()
    assert "Tệp rỗng" not in plain.body


def test_entries_are_found_by_their_subject_oldest_first(office: str) -> None:
    with transaction.atomic():
        for kind, subject in (("thu.mot", "room:7"), ("thu.hai", "room:70"), ("thu.ba", "room:7")):
            write_entry(kind, subject, by=LAN)
    assert [row.kind for row in queries.entries_about("room:7")] == ["thu.mot", "thu.ba"]


def test_pages_of_entries_go_back_without_a_gap_and_never_show_what_is_sealed(office: str) -> None:
    with transaction.atomic():
        for count in range(10):
            audience = "sealed" if count % 3 == 0 else "office"
            write_entry("thu.viet", f"room:{count}", by=LAN, audience=audience)
    open_numbers = [
        row.number for row in JournalEntry.objects.order_by("-number") if row.audience != "sealed"
    ]
    seen: list[int] = []
    before = None
    while page := queries.page_of_entries(before, 4):
        assert len(page) <= 4
        seen += [row.number for row in page]
        before = page[-1].number
    assert seen == open_numbers
    assert len(seen) == OPENED + 6


def _check_unforked(code: str) -> None:
    """See that every entry of all writers is there once, in one chain, and verifies."""
    with use_agency(code):
        rows = list(JournalEntry.objects.order_by("number"))
        assert [row.number for row in rows] == list(range(1, OPENED + WRITERS * EACH + 1))
        assert [row.previous for row in rows[1:]] == [row.commitment for row in rows[:-1]]
        written = [(row.subject, facts_of(row)["count"]) for row in rows[OPENED:]]
        assert sorted(written) == sorted(
            (f"writer:{number}", count) for number in range(WRITERS) for count in range(EACH)
        )
        for number in range(WRITERS):  # what one writer wrote stays in his order
            mine = [count for subject, count in written if subject == f"writer:{number}"]
            assert mine == list(range(EACH))
        assert Department.objects.count() == WRITERS * EACH
        report = verify(queries.export_lines(code, at=NOW))
        assert (report.faults, report.size, report.opened) == ((), len(rows), len(rows))
        assert queries.head() == (report.size, report.fingerprint)


def test_ten_threads_that_write_at_once_write_one_chain(new_office: Callable[..., str]) -> None:
    code = new_office("muoi")
    start = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        start.wait()
        write_each(code, number)

    with ThreadPoolExecutor(max_workers=WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    _check_unforked(code)


def test_ten_processes_that_write_at_once_write_one_chain(new_office: Callable[..., str]) -> None:
    code = new_office("muoi")
    connection.close_everything()  # type: ignore[attr-defined]
    environment = os.environ | {
        "DIENHONG_DATA": str(settings.DIENHONG_DATA),
        "DJANGO_SETTINGS_MODULE": "dienhong.site.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    program = [sys.executable, "-m", "tests.record.writers", code, str(WRITERS)]
    subprocess.run(program, env=environment, check=True, timeout=100)
    _check_unforked(code)
