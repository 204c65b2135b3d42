"""The witness believes nobody: each mark has to be seen, and the job tells red from broken."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from dienhong.hosting.context import use_agency
from dienhong.regulation.models import Parameter
from dienhong.site.ledger.book import Mark, clauses
from tests.scenarios import mutate, recording
from tests.scenarios.demo import Demo
from tests.scenarios.taking_out import TakenOut
from tests.scenarios.test_one_notice import POINTS
from tests.scenarios.walker import Reader
from tests.scenarios.witness import Witness

REGULATION, RULES = "bac-kan-2023", "dieu-9.khoan-6"  # who: Chief
KIND, TITLE = "Điều 9 khoản 6", "Nội quy ra vào"


@contextmanager
def watching(*ids: str) -> Iterator[Witness]:
    """Watch the readers inside the block."""
    witness = Witness("a test", TakenOut())
    witness(REGULATION, *ids)
    Reader.watchers.append(witness)
    try:
        yield witness
    finally:
        Reader.watchers.remove(witness)


def letters(witness: Witness) -> list[str]:
    """Return the marks of each clause that was named."""
    return [mark.letters for mark in witness.marks()]


def test_naming_a_clause_gives_no_mark(mau_a: Demo) -> None:
    with watching(RULES, "dieu-1") as witness:
        mau_a.come_in(mau_a.chief)

    assert letters(witness) == ["", ""]
    assert [mark.shown for mark in witness.marks()] == [False, False]


def test_a_walk_of_the_clauses_role_that_the_journal_cites_gives_a_and_b(mau_a: Demo) -> None:
    with watching(RULES, "dieu-9.khoan-1") as witness:
        mau_a.write(TITLE, KIND, by=mau_a.chief)

    assert letters(witness) == ["ab", ""]


def test_a_person_of_another_role_is_not_the_clauses(mau_a: Demo) -> None:
    with watching(RULES) as witness:
        mau_a.write(TITLE, KIND, by=mau_a.administration)

    assert letters(witness) == ["b"]


def test_a_written_address_is_no_way(mau_a: Demo) -> None:
    form = mau_a.come_in(mau_a.chief).follow("Soạn việc công khai").url
    with watching(RULES) as witness:
        given = {"Tên việc": TITLE, "Ngày quyết định": "2026-03-02", "Loại nội dung": KIND}
        chief = mau_a.come_in(mau_a.chief).open(form)
        chief.send("Trình kiểm tra bí mật", given | {"Người kiểm tra": mau_a.deputy})

    assert letters(witness) == ["b"]


def test_after_a_form_made_by_hand_the_way_begins_anew(mau_a: Demo) -> None:
    chief = mau_a.come_in(mau_a.chief)
    other = chief.another_tab().post_by_hand("cong-khai/soan/", {})

    assert (chief.on_the_way, other.on_the_way) == (True, False)
    assert other.open("/mau-a/").on_the_way is True


def test_what_was_written_before_the_walk_is_nobodys_act(mau_a: Demo) -> None:
    mau_a.write(TITLE, KIND, by=mau_a.chief)
    with watching(RULES) as witness:
        mau_a.come_in(mau_a.staff).follow("Sổ ghi")

    assert letters(witness) == [""]


def test_only_another_person_who_is_not_offered_the_same_words_gives_c(mau_a: Demo) -> None:
    with watching(RULES) as witness:
        chief = mau_a.write(TITLE, KIND, by=mau_a.chief)
        assert not chief.may_follow("Soạn việc công khai")  # stands on the first page only
        assert not mau_a.come_in(mau_a.staff).may_follow("Một việc không ai làm")
        before = letters(witness)
        assert not mau_a.come_in(mau_a.staff).may_follow("Soạn việc công khai")

    assert (before, letters(witness)) == (["ab"], ["abc"])


def test_a_refusal_that_was_read_gives_c(mau_a: Demo) -> None:
    with watching(RULES) as witness:
        mau_a.published(TITLE, KIND, by=mau_a.chief).send("Kết thúc công khai")

    assert [(mark.letters, mark.refusal) for mark in witness.marks()] == [("abc", "409")]


# Taking out.


def test_the_parameters_of_one_address_are_taken_out_and_no_other(mau_a: Demo) -> None:
    taken_out = TakenOut(clauses(REGULATION)[RULES])
    with use_agency("mau-a"):
        before = set(Parameter.objects.values_list("address", flat=True))
    taken_out.from_office("mau-a")

    with use_agency("mau-a"):
        left = set(Parameter.objects.values_list("address", flat=True))
    assert (before - left, taken_out.what) == ({RULES}, {"parameters"})


def test_a_clause_is_cut_out_of_a_text_with_what_stands_in_it() -> None:
    taken_out = TakenOut(clauses(REGULATION)["dieu-6.khoan-1"])  # no such place in this text
    assert (taken_out.from_text(POINTS), taken_out.what) == (POINTS, set())

    taken_out = TakenOut(clauses(REGULATION)["dieu-9"])
    text = POINTS.replace("Điều 5. Những", "Điều 9. Những").replace("Điều 6.", "Điều 10.")
    start, end = text.index("Điều 9."), text.index("Điều 10.")
    assert taken_out.from_text(text).split() == (text[:start] + text[end:]).split()
    assert taken_out.what == {"text"}


def test_of_one_of_several_duties_nothing_is_taken_out_before_it_says_what_it_is_read_from() -> (
    None
):
    taken_out = TakenOut(clauses(REGULATION)["dieu-17#b"])

    assert (taken_out.from_text(POINTS), taken_out.what) == (POINTS, set())


# What the job makes of a run.

RAN = {"crash": "", "when": "call", "passed": False, "taken_out": "parameters", "red": "no choice"}


@pytest.mark.parametrize(
    ("differs", "verdict"),
    [
        ({}, "red"),
        ({"passed": True, "red": ""}, "GREEN"),
        ({"passed": True, "red": "", "taken_out": ""}, "UNBOUND"),
        ({"taken_out": ""}, "BROKEN"),
        ({"crash": "KeyError('x')", "red": ""}, "BROKEN"),
        ({"when": "setup"}, "BROKEN"),
    ],
)
def test_only_an_assertion_of_the_test_itself_is_red(
    differs: dict[str, object], verdict: str
) -> None:
    assert mutate._verdict(RAN | differs)[0] == verdict


def test_marks_that_differ_from_the_committed_ones_fail_the_test(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(recording.RUN, raising=False)
    with pytest.raises(AssertionError, match="make ledger"):
        recording.keep("a test", [Mark(REGULATION, RULES, "a test", way=True, entry="x.y")])
    with pytest.raises(AssertionError, match="names none"):
        recording.keep("a test", [])
