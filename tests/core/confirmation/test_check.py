"""What the check finds: each part changed alone is named, and nothing changed is believed."""

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhong.core.confirmation import check, document
from dienhong.core.confirmation.document import Confirmation
from dienhong.core.journal.commitment import commit
from dienhong.core.journal.fingerprint import fingerprint
from dienhong.core.refusal import Refused
from tests.core.confirmation.confirmations import FILE, changed, faults, make

GOOD = make()
DATA = document.write(GOOD)


def test_what_is_as_it_was_written_holds() -> None:
    assert check.check(GOOD) == check.Checked((), ())


def is_refused(data: bytes) -> bool:
    """Tell whether a document is refused, as unreadable or with a fault."""
    try:
        return bool(faults(document.read(data)))
    except Refused:
        return True


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
@settings(max_examples=400)
def test_every_changed_byte_is_refused(place: int, flip: int) -> None:
    data = bytearray(DATA)
    data[place] ^= flip

    assert is_refused(bytes(data))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of each value that holds no other."""
    if not isinstance(value, dict | list) or not value:
        return [path]
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    return [found for name, one in inner for found in leaves(one, (*path, name))]


def otherwise(value: Any) -> Any:
    """Return another value of the same form."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, str) and value[:2] == "20" and len(value) == 10:
        return "2026-03-01"
    if isinstance(value, str) and len(value) == 64:
        return sha256(value.encode()).hexdigest()
    return f"{value}x" if isinstance(value, str) else 1


@pytest.mark.parametrize("path", leaves(json.loads(DATA)), ids=str)
def test_every_changed_field_is_refused(path: tuple[Any, ...]) -> None:
    whole = json.loads(DATA)
    inner = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = otherwise(inner[path[-1]])

    assert is_refused(document.canonical(whole))


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("reach", lambda said: said["reach"].update(confirmed=7)),
        ("forms", lambda said: said["forms"][0].update(state="chưa đủ")),
        ("matter", lambda said: said["matter"].update(kind="Lịch trực")),
        ("agency", lambda said: said["agency"].update(name="Trạm khác")),
        ("clauses", lambda said: said["clauses"].clear()),
    ],
)
def test_the_part_of_the_facts_that_was_changed_is_named(part: str, change: Any) -> None:
    assert changed(change) == [
        f"facts.{part}: không khớp dấu băm mà mục số 8 đã ghi; phần này đã bị đổi."
    ]


def test_facts_opened_by_another_salt_are_refused_as_a_whole() -> None:
    assert faults(replace(GOOD, salt=bytes(32))) == [
        "Muối hoặc toàn bộ dữ kiện: không khớp dấu băm mà mục số 8 đã ghi."
    ]


# What the office itself would write wrongly: its digest is right, its counting is not.


def test_a_run_that_the_intervals_do_not_give_is_named_with_what_they_give() -> None:
    def fulfil(said: dict[str, Any]) -> None:
        said["postings"][0]["run"] |= {"start": "2026-03-02", "done": 14}

    place = "facts.postings[1] (Sảnh lớn).run"
    assert faults(make(fulfil)) == [
        f"{place}.start: ghi '2026-03-02', tính lại từ các khoảng là '2026-03-14'.",
        f"{place}.done: ghi 14, tính lại từ các khoảng là 2.",
    ]


def test_a_gap_left_out_is_found_by_the_answer_for_its_day() -> None:
    def hide(said: dict[str, Any]) -> None:
        said["postings"][0]["gaps"] = []
        said["postings"][0]["run"] |= {"start": "2026-03-02", "done": 14, "last_day": "2026-03-22"}

    assert faults(make(hide)) == [
        "Mục số 5: ghi một việc niêm yết không có trong facts.postings.",
        "Mục số 6: ghi một việc niêm yết không có trong facts.postings.",
        "facts.asked[1]: trả lời khác với tính lại từ các khoảng.",
    ]


def test_a_day_other_than_the_entry_says_is_named() -> None:
    def move(said: dict[str, Any]) -> None:
        said["postings"][0]["posted_on"] = "2026-03-01"

    assert faults(make(move)) == [
        "facts.postings[1] (Sảnh lớn).entry: mục số 3 ghi posted_on là 2026-03-02."
    ]


def test_an_entry_that_is_not_there_is_asked_for() -> None:
    def name_another(said: dict[str, Any]) -> None:
        said["postings"][0] |= {"ended_on": None, "end_entry": 7}

    assert faults(make(name_another)) == [
        "facts.postings[1] (Sảnh lớn).end_entry: thiếu mục số 7 làm chứng."
    ]


def test_a_run_over_years_that_no_calendar_knows_is_not_believed() -> None:
    def far(said: dict[str, Any]) -> None:
        said["required"] |= {"unit": "working_day", "days": 900}

    assert "không tính lại được đợt niêm yết" in faults(make(far))[0]


def test_words_that_are_not_those_of_the_digest_are_refused() -> None:
    def reword(said: dict[str, Any]) -> None:
        said["content"]["of"]["title"] = "Sổ khác"

    assert faults(make(reword)) == [
        "facts.content: nội dung (tên, tóm tắt, số, ngày, tệp) không khớp dấu băm nội dung."
    ]


def test_content_of_which_the_journal_has_another_digest_is_refused() -> None:
    def replace_content(said: dict[str, Any]) -> None:
        said["content"]["of"]["title"] = "Sổ khác"
        said["content"]["names"] = []
        salt = bytes.fromhex(said["content"]["salt"])
        of = document.canonical(said["content"]["of"])
        said["content"]["digest"] = commit(salt, of).hex()

    assert faults(make(replace_content)) == [
        "facts.content.names: số tên tệp khác số tệp.",
        "facts.content.digest: khác dấu băm nội dung mà mục số 3 đã ghi.",
    ]


# The clock.


def test_a_confirmation_made_while_the_clock_was_back_is_refused() -> None:
    facts = GOOD.evidence[-1].entry.facts
    back = make(facts={**facts, "clock_back_from": "2026-03-17T02:00:00.000000Z"})

    assert faults(back) == ["Mục số 8: lập khi đồng hồ máy chủ đang lùi, ngày lập không tin được."]


def test_a_day_of_making_that_is_not_that_of_its_entry_is_refused() -> None:
    assert faults(make(at="2026-03-15T02:00:00.000000Z")) == [
        "facts.made.on: ngày lập khác ngày của mục số 8."
    ]


def test_another_calendar_is_told_and_refuses_nothing() -> None:
    def old(said: dict[str, Any]) -> None:
        said["required"] |= {"unit": "working_day", "calendar": "2020.1"}
        said["postings"][0]["run"] |= {"done": 1, "last_day": "2026-04-10"}

    found = check.check(make(old))
    assert found.faults == ()
    assert found.remarks[0].startswith("Lịch làm việc lúc lập là bản 2020.1")


# The proofs.


def proofs(kind: str) -> list[tuple[int, ...]]:
    rows = GOOD.evidence if kind == "evidence" else GOOD.printed
    return [(place, len(row.proof)) for place, row in enumerate(rows)]


def with_proof(kind: str, place: int, proof: tuple[bytes, ...]) -> Confirmation:
    rows: list[Any] = list(getattr(GOOD, kind))
    rows[place] = replace(rows[place], proof=proof)
    return replace(GOOD, **{kind: tuple(rows)})


@pytest.mark.parametrize("kind", ["evidence", "printed"])
def test_a_node_dropped_doubled_swapped_or_added_is_refused(kind: str) -> None:
    for place, length in proofs(kind):
        proof = getattr(GOOD, kind)[place].proof
        others = [(), (*proof, bytes(32)), proof[::-1]]
        others += [proof[:n] + proof[n + 1 :] for n in range(length)]
        others += [(*proof[:n], proof[n], *proof[n:]) for n in range(length)]
        for other in others:
            if other != proof:
                assert faults(with_proof(kind, place, other)) != []


def test_an_entry_left_out_moved_or_of_another_matter_is_refused() -> None:
    first, *rest = GOOD.evidence

    assert "thiếu mục số 3" in faults(replace(GOOD, evidence=tuple(rest)))[-1]
    assert "đứng sai chỗ" in faults(replace(GOOD, evidence=(*rest, first)))[0]
    assert faults(replace(GOOD, evidence=())) != []
    assert "nói về việc khác" in faults(make(subject="matter:x"))[0]


def test_a_tree_with_another_fingerprint_is_refused() -> None:
    head = replace(GOOD.head, fingerprint=fingerprint(bytes(32)))

    assert faults(replace(GOOD, head=head)) == [
        "Dấu sổ: không phải là dấu của gốc sổ ghi bên cạnh."
    ]


# What somebody holds.


def test_a_file_and_a_fingerprint_that_somebody_holds_are_compared() -> None:
    held = check.given("ke.pdf", FILE)
    other = check.given("khac.pdf", b"another plan")
    printed = GOOD.facts["printed"][0]["fingerprint"]

    assert faults(GOOD, held, printed=printed) == []
    assert faults(GOOD, held, printed=GOOD.head.fingerprint) == []
    assert "«khac.pdf»: không phải tệp đã công khai" in faults(GOOD, held, other)[0]
    assert "không có trong bản xác nhận này" in faults(GOOD, printed=fingerprint(b""))[0]
