"""The parent law as dated data: which act speaks on which day, and how it is cited."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.regulation import law, vocabulary

LUAT, DECREE = "luat-10-2022", "nghi-dinh-04-2015"


def figures(name: str, day: date) -> list[tuple[int | str, str, str, str]]:
    """Return what the law of a day says: value, unit, citation, evidence."""
    return [
        (row.value, row.unit, str(row.source), row.evidence) for row in law.parameters_on(name, day)
    ]


@pytest.mark.parametrize(
    ("day", "term", "run"),
    [
        (date(2015, 2, 24), [], []),
        (
            date(2015, 2, 25),
            [(3, "working_day", f"{DECREE}:dieu-8.khoan-2", "EXC")],
            [(30, "day", f"{DECREE}:dieu-8.khoan-2", "EXC")],
        ),
        (
            date(2023, 6, 30),
            [(3, "working_day", f"{DECREE}:dieu-8.khoan-2", "EXC")],
            [(30, "day", f"{DECREE}:dieu-8.khoan-2", "EXC")],
        ),
        (
            date(2023, 7, 1),
            [(5, "working_day", f"{LUAT}:dieu-47.khoan-2", "TEXT")],
            [(20, "day", f"{LUAT}:dieu-48.khoan-1", "TEXT")],
        ),
    ],
)
def test_law_10_2022_dieu_90_the_law_of_a_day_sets_the_numbers(
    day: date,
    term: list[tuple[int, str, str, str]],
    run: list[tuple[int, str, str, str]],
) -> None:
    assert figures(vocabulary.TERM.name, day) == term
    assert figures(vocabulary.RUN.name, day) == run


def test_law_10_2022_dieu_46_and_47_list_kinds_and_forms() -> None:
    day = date(2026, 3, 2)
    kinds = [row.source.address for row in law.parameters_on(vocabulary.KIND.name, day)]
    forms = [row.source.address for row in law.parameters_on(vocabulary.FORM.name, day)]

    assert kinds == [f"dieu-46.khoan-{n}" for n in range(1, 12)]
    assert forms == [f"dieu-47.khoan-1.diem-{x}" for x in ("a", "b", "c", "d", "dd", "e", "g")]
    assert law.parameters_on(vocabulary.KIND.name, date(2023, 6, 30)) == ()


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)))
def test_no_day_has_two_acts_for_one_number_and_nothing_from_memory(day: date) -> None:
    for meant in vocabulary.ALL:
        rows = law.parameters_on(meant.name, day)
        assert len({row.source.act for row in rows}) <= 1
        assert meant.is_list or len(rows) <= 1
        assert {row.evidence for row in rows} <= {"TEXT", "EXC"}


@pytest.mark.parametrize(
    ("citation", "said"),
    [
        (Citation(LUAT, "dieu-47.khoan-2"), "Luật 10/2022, Điều 47 khoản 2"),
        (
            Citation(LUAT, "dieu-47.khoan-1.diem-dd"),
            "Luật 10/2022, Điều 47 khoản 1, điểm đ",
        ),
        (Citation(LUAT), "Luật 10/2022"),
        (Citation("quy-che-1", "dieu-10.khoan-2.gach-1"), "Điều 10 khoản 2, gạch 1"),
        (Citation("quy-che-1", "qd.dieu-2"), "Điều 2 của Quyết định ban hành"),
        (Citation("quy-che-1"), "Quy chế"),
        (Citation("khong-biet", "dieu-1"), "khong-biet, Điều 1"),
    ],
)
def test_a_citation_is_said_as_people_write_it(citation: Citation, said: str) -> None:
    assert law.say_citation(citation) == said


def test_an_act_has_a_name_and_an_unknown_one_none() -> None:
    assert law.title_of(LUAT) == "Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15"
    assert law.title_of("bo-luat-lao-dong-2019") != ""
    assert law.title_of("khong-biet") == ""
