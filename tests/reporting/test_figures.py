"""Each figure of the table, drawn from entries that say what the journal would."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.core.days.periods import periods_between
from dienhong.organisation.powers import powers
from dienhong.record.kinds import KINDS
from dienhong.regulation.queries import Item
from dienhong.regulation.vocabulary import BY_NAME
from dienhong.reporting import figures
from dienhong.reporting.corrected import MENDS, as_corrected
from dienhong.reporting.figures import ANY_KIND, BY_CODE, FIGURES, Drawn, Event, draw
from dienhong.reporting.reading import figures_for

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def event(number: int, kind: str, **said: Any) -> Event:
    """Return an entry of 2 March about a matter of its own; ``said`` are its facts."""
    given: dict[str, Any] = {
        name: said.pop(name)
        for name in ("subject", "clauses", "written_on", "for_another")
        if name in said
    }
    standard = {"written_on": date(2026, 3, 2), "subject": f"matter:{number}"}
    return Event(number=number, kind=kind, facts=said, **(standard | given))


def published(
    number: int, *, due: str = "2026-03-06", on: str = "2026-03-02", **said: Any
) -> Event:
    return event(number, "publication.published", due_on=due, posted_on=on, **said)


def drawn(code: str, *events: Event) -> Drawn:
    return draw(FIGURES, as_corrected(events), FIRST, LAST)[code]


def test_every_kind_power_and_parameter_that_the_table_names_exists() -> None:
    for figure in FIGURES:
        assert set(figure.kinds) <= {*KINDS, ANY_KIND}, figure.code
        assert {*figure.about} <= set(BY_NAME), figure.code
        assert {figure.seen_by} <= {"", *powers()}, figure.code
        assert {*figure.share, *figure.sum} <= set(BY_CODE), figure.code
    assert set(MENDS) <= set(KINDS)


def test_a_figure_counts_entries_of_its_kind_and_names_them() -> None:
    found = drawn("published", published(1), event(2, "publication.drafted"), published(3))

    assert (found.count, found.shown, found.entries) == (2, "2", (1, 3))


@pytest.mark.parametrize(
    ("on", "counted"),
    [("2025-12-31", 0), ("2026-01-01", 1), ("2026-06-30", 1), ("2026-07-01", 0)],
)
def test_the_day_of_the_act_decides_to_which_period_it_belongs(on: str, counted: int) -> None:
    late_entry = published(1, on=on, written_on=date(2026, 7, 5))

    assert drawn("published", late_entry).count == counted


def test_late_is_after_the_due_day_and_its_own_finding_goes_first() -> None:
    events = [
        published(1, on="2026-03-06"),
        published(2, on="2026-03-07"),
        published(3, on="2026-03-09", working_days_late=0),  # carried over
        published(4, on="2026-03-06", working_days_late=2),
    ]

    assert drawn("published_late", *events).entries == (2, 4)
    assert drawn("published_in_time", *events).entries == (1, 3)
    assert drawn("published_in_time_share", *events).shown == "50%"


def test_of_nothing_there_is_no_share() -> None:
    found = drawn("published_in_time_share")

    assert (found.count, found.shown, found.entries) == (None, "không có việc nào", ())


def test_one_thing_that_was_checked_twice_counts_once_with_both_entries() -> None:
    twice = [event(n, "publication.cleared", subject="matter:a") for n in (1, 2)]
    found = drawn("checked", *twice, event(3, "publication.cleared"))

    assert (found.count, found.entries) == (2, (1, 2, 3))


def test_what_ends_after_the_period_is_open_at_its_end() -> None:
    opened = [event(n, "duties.opened", subject=f"occasion:{n}") for n in (1, 2, 3)]
    done = event(4, "duties.done", subject="occasion:1", done_on="2026-06-30")
    after = event(5, "duties.done", subject="occasion:2", done_on="2026-07-01")

    assert drawn("duties_open", *opened, done, after).entries == (2, 3)


def test_what_lay_open_from_before_the_period_is_open_at_its_end_and_had_to_be_done() -> None:
    before = [
        event(n, "duties.opened", subject=f"occasion:{n}", written_on=date(2025, 12, 1))
        for n in (1, 2)
    ]
    done = event(3, "duties.done", subject="occasion:1", done_on="2026-02-02")
    own = event(4, "duties.opened", subject="occasion:4")

    assert drawn("duties_open", *before, done, own).entries == (2, 4)
    assert drawn("duties_opened", *before, done, own).entries == (4,)
    assert drawn("duties_to_do", *before, done, own).entries == (2, 3, 4)


def test_what_was_carried_over_is_neither_a_duty_of_the_period_nor_late() -> None:
    old = event(1, "duties.opened", carried_over=True)
    done = event(2, "duties.done", due_on="2026-03-01", done_on="2026-03-02", carried_over=True)

    assert drawn("duties_opened", old).count == 0
    assert drawn("duties_late", done).count == 0


def test_entered_for_another_is_counted_whatever_the_kind() -> None:
    events = [
        published(1, for_another=True),
        event(2, "duties.done", for_another=True),
        published(3),
    ]

    assert drawn("entered_for_others", *events).entries == (1, 2)


def test_the_figures_of_one_kind_each_add_up_to_that_of_all() -> None:
    kinds = {"q:dieu-1": "Một", "q:dieu-2": "Hai"}
    each = figures.one_each(BY_CODE["published_kind"], kinds)
    events = [published(1, clauses=("q:dieu-1",)), published(2, clauses=("q:dieu-2", "q:dieu-1"))]
    found = draw([BY_CODE["published"], *each], events, FIRST, LAST)

    assert [(d.figure.label, d.count) for d in found.values()] == [
        ("Số việc đã công khai", 2),
        ("Đã công khai: Một", 1),
        ("Đã công khai: Hai", 1),
    ]


def test_a_kind_that_the_law_lists_in_the_same_words_is_told_apart() -> None:
    sources = ("quy-che-1:dieu-9.khoan-3", "luat-10-2022:dieu-46.khoan-3")
    kinds = [Item("Kinh phí", Citation.parse(source)) for source in sources]
    labels = [found.label for found in figures_for([], kinds) if "Kinh phí" in found.label]

    assert labels == [
        "Đã công khai: Kinh phí",
        "Đã công khai: Kinh phí (Luật 10/2022, Điều 46 khoản 3)",
    ]


# Corrections: an entry counts by what is right now.


def test_a_corrected_day_of_decision_makes_a_late_publication_one_in_time() -> None:
    late = published(1, on="2026-03-09", working_days_late=1)
    mended = event(
        2,
        "publication.corrected",
        subject=late.subject,
        field="decided_on",
        due_on="2026-03-10",
        working_days_late=0,
    )

    assert drawn("published_late", late).entries == (1,)
    assert drawn("published_late", late, mended).entries == ()
    assert drawn("published_in_time", late, mended).entries == (1,)
    assert as_corrected([late, mended])[0].corrections == (2,)


def test_of_two_corrections_the_newer_one_holds() -> None:
    late = published(1, working_days_late=1)
    mends = [
        event(n, "publication.corrected", subject=late.subject, working_days_late=found)
        for n, found in ((2, 0), (3, 4))
    ]

    assert drawn("published_late", late, *mends).entries == (1,)


def test_a_corrected_kind_of_content_moves_the_publication_to_that_kind() -> None:
    wrong = published(1, clauses=("q:dieu-1", "q:dieu-9"))
    mended = event(
        2, "publication.corrected", subject=wrong.subject, field="kind", clauses=("q:dieu-2",)
    )

    assert as_corrected([wrong, mended])[0].clauses == ("q:dieu-2", "q:dieu-9")


def test_a_correction_of_another_field_leaves_the_kind() -> None:
    right = published(1, clauses=("q:dieu-1",))
    mended = event(2, "publication.corrected", subject=right.subject, field="title")

    assert as_corrected([right, mended])[0].clauses == ("q:dieu-1",)


def test_a_corrected_posting_is_the_one_of_that_day_and_of_that_matter() -> None:
    one, two = (
        event(n, "publication.posted", subject="matter:a", posted_on=day)
        for n, day in ((1, "2026-06-29"), (2, "2026-06-30"))
    )
    mended = event(
        3,
        "publication.posting_corrected",
        subject="matter:a",
        posted_on_before="2026-06-30",
        posted_on="2026-07-01",
    )
    other = event(4, "publication.posted", posted_on="2026-06-30")

    assert drawn("posted", one, two, other).entries == (1, 2, 4)
    assert drawn("posted", one, two, mended, other).entries == (1, 4)


@given(st.lists(st.booleans(), max_size=40))
def test_in_time_and_late_are_together_all(lates: list[bool]) -> None:
    events = [published(n, working_days_late=int(late)) for n, late in enumerate(lates, 1)]
    found = draw(FIGURES, events, FIRST, LAST)
    parts = {*found["published_in_time"].entries, *found["published_late"].entries}

    assert parts == set(found["published"].entries)
    assert found["published_late"].count == sum(lates)


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(2, 3), "66,7%"),
        (Fraction(1, 2), "50%"),
        (Fraction(1, 1), "100%"),
        (Fraction(0), "0%"),
        (Fraction(1, 2000), "0,1%"),
    ],
)
def test_a_share_is_rounded_half_up_to_a_tenth(share: Fraction, said: str) -> None:
    assert figures.say_share(share) == said


def test_the_months_of_a_figure_add_up_to_it_and_a_single_month_has_none() -> None:
    events = [published(1), published(2, on="2026-03-31"), published(3, on="2026-06-30")]
    months = list(periods_between("month", FIRST, LAST))
    told = figures.by_month(FIGURES, events, months)

    assert told["published"] == (0, 0, 2, 0, 0, 1)
    assert sum(told["published"]) == drawn("published", *events).count
    assert "published_in_time_share" not in told
    assert figures.by_month(FIGURES, events, months[:1]) == {}
