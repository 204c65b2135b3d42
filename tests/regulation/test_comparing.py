"""Two regulations beside each other, by procedure, under the law of a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dienhong.core.citation import Citation
from dienhong.regulation import vocabulary
from dienhong.regulation.combining import Value
from dienhong.regulation.comparing import (
    Change,
    Row,
    Side,
    by_name,
    group_by_procedure,
    law_on,
    side_of_profile,
)
from dienhong.regulation.vocabulary import Direction, Parameter

TERM, RUN = "publication.term", "publication.run"
KIND, FORM = "publication.kind", "publication.form"
SHARE = "conference.extraordinary_share"


def value(what: int | str, unit: str = "", bound: str = "", at: str = "dieu-1") -> Value:
    return Value(what, unit, bound, Citation("quy-che-1", at))


def days(count: int, unit: str = "working_day", bound: str = "at_most") -> Value:
    return value(count, unit, bound)


def silent(_: Parameter) -> tuple[Value, ...]:
    return ()


def says(name: str, *values: Value) -> Side:
    return Side("bản 1", {name: values})


def then(name: str, *values: Value) -> Side:
    return Side("bản 2", {name: values})


NOTHING, NOTHING_THEN = Side("bản 1", {}), Side("bản 2", {})


def rows(first: Side, second: Side, law: object = silent) -> list[Row]:
    return [row for group in group_by_procedure(first, second, law) for row in group.rows]  # type: ignore[arg-type]


def only_row(first: Side, second: Side, law: object = silent) -> Row:
    (row,) = rows(first, second, law)
    return row


@pytest.mark.parametrize(
    ("name", "first", "second", "said", "change"),
    [
        (
            TERM,
            days(5),
            days(3),
            "Thời hạn công khai: từ 5 xuống 3 ngày làm việc; mạnh hơn",
            Change.STRONGER,
        ),
        (
            TERM,
            days(3),
            days(5),
            "Thời hạn công khai: từ 3 lên 5 ngày làm việc; yếu hơn",
            Change.WEAKER,
        ),
        (
            RUN,
            days(20, "day", "at_least"),
            days(30, "day", "at_least"),
            "Thời gian niêm yết: từ 20 lên 30 ngày liên tục; mạnh hơn",
            Change.STRONGER,
        ),
        (
            TERM,
            days(5),
            days(6, "day"),
            (
                "Thời hạn công khai: từ chậm nhất 5 ngày làm việc thành chậm nhất 6 ngày; "
                "khác, chưa rõ mạnh hay yếu hơn"
            ),
            Change.DIFFERENT,
        ),
    ],
)
def test_a_number_that_differs_says_from_what_to_what_and_whether_stronger(
    name: str, first: Value, second: Value, said: str, change: Change
) -> None:
    row = only_row(says(name, first), then(name, second))

    assert (row.sentence, row.change) == (said, change)


def test_fewer_people_who_may_call_a_conference_is_stronger() -> None:
    row = only_row(
        says(SHARE, value("2/3", "", "at_least")), then(SHARE, value("1/3", "", "at_least"))
    )

    assert row.said == "từ 2/3 xuống 1/3; mạnh hơn"


def test_a_value_that_only_the_agency_sets_is_neither_stronger_nor_weaker() -> None:
    name = next(
        each.name
        for each in vocabulary.ALL
        if each.direction is Direction.OWN and each.type is vocabulary.Type.SHARE
    )

    row = only_row(
        says(name, value("1/2", "", "more_than")), then(name, value("2/3", "", "more_than"))
    )

    assert row.change is Change.DIFFERENT


def test_what_only_one_sets_says_which_one() -> None:
    gone = only_row(says(TERM, days(5)), NOTHING_THEN)
    new = only_row(NOTHING, then(TERM, days(3)))

    assert (gone.said, gone.change) == (
        "chỉ bản 1 đặt: chậm nhất 5 ngày làm việc",
        Change.ONLY_FIRST,
    )
    assert (new.said, new.change) == (
        "chỉ bản 2 đặt: chậm nhất 3 ngày làm việc",
        Change.ONLY_SECOND,
    )
    assert gone.applies == "áp dụng: bản 1 chậm nhất 5 ngày làm việc; bản 2 chưa có ai đặt"


def test_a_weaker_number_changes_nothing_where_the_law_is_stronger() -> None:
    law = law_on(date(2026, 3, 2))  # 5 working days
    row = only_row(says(TERM, days(5)), then(TERM, days(7)), law)

    assert (row.change, row.applies, row.effect) == (
        Change.WEAKER,
        "áp dụng như nhau: chậm nhất 5 ngày làm việc",
        "",
    )


def test_a_stronger_number_says_what_the_office_then_does() -> None:
    row = only_row(says(TERM, days(5)), then(TERM, days(3)), law_on(date(2026, 3, 2)))

    assert (row.applies, row.effect) == (
        "",
        vocabulary.effect_of(row.meant, "chậm nhất 3 ngày làm việc"),
    )


def test_the_law_is_that_of_the_day() -> None:
    """Lạng Sơn: two thirds held in 2011, when no figure of the law is known; one third today."""
    two_thirds = says(SHARE, value("2/3", "", "at_least"))

    then_day = only_row(two_thirds, NOTHING_THEN, law_on(date(2011, 3, 1)))
    today = only_row(two_thirds, NOTHING_THEN, law_on(date(2026, 3, 2)))

    assert then_day.applies == "áp dụng: bản 1 ít nhất 2/3; bản 2 chưa có ai đặt"
    assert today.applies == "áp dụng như nhau: ít nhất 1/3"


def test_what_the_agency_settled_holds_where_its_regulation_is_silent() -> None:
    settled = Side("bản 2", {}, {TERM: days(4)})

    assert only_row(says(TERM, days(5)), settled).applies == (
        "áp dụng: bản 1 chậm nhất 5 ngày làm việc; bản 2 chậm nhất 4 ngày làm việc"
    )


def test_a_list_is_compared_item_by_item_whatever_the_case_and_the_full_stop() -> None:
    first = says(KIND, value("Lịch trực;"), value("Tiền ăn"))
    second = then(KIND, value("lịch  trực."), value("Xe cộ"))

    found = rows(first, second)

    assert [row.said for row in found] == ["chỉ bản 1 có: Tiền ăn", "chỉ bản 2 có: Xe cộ"]
    (group,) = group_by_procedure(first, second, silent)
    assert (group.code, group.label, group.same) == ("PUB", "Công khai", 1)


def test_an_item_that_the_law_has_too_still_applies() -> None:
    found = rows(says(FORM, value("posting,briefing")), NOTHING_THEN, law_on(date(2026, 3, 2)))

    assert [(row.said, row.applies) for row in found] == [
        ("chỉ bản 1 có: Niêm yết tại bảng tin", "luật cũng đặt: áp dụng như nhau"),
        ("chỉ bản 1 có: Thông báo tại giao ban, cuộc họp", ""),
    ]


def test_a_duty_is_there_or_not_and_its_words_are_for_people_to_read() -> None:
    name = "voice.reserve"
    has, reworded = value("được bảo lưu"), value("được giữ ý kiến riêng")

    gone = only_row(says(name, has), NOTHING_THEN)
    other = only_row(says(name, has), then(name, reworded))

    assert (gone.change, gone.said) == (Change.ONLY_FIRST, "chỉ bản 1 quy định")
    assert (other.change, other.said) == (Change.REWORDED, "cả hai đều quy định, khác câu chữ")
    assert rows(says(name, has), then(name, has)) == []


def test_a_profile_counts_with_all_but_what_was_left_open() -> None:
    profile = {
        "parameter": [
            {"name": TERM, "address": "dieu-1", "value": 5, "unit": "day", "origin": "found"},
            {"name": KIND, "address": "dieu-2", "value": "Xe", "origin": "entered"},
            {"name": KIND, "address": "dieu-3", "value": "Ghe", "origin": "open"},
        ]
    }

    side = side_of_profile("A", profile)

    assert {name: [each.value for each in found] for name, found in side.values.items()} == {
        TERM: [5],
        KIND: ["Xe"],
    }


NAMES = [each.name for each in vocabulary.ALL if each.type is vocabulary.Type.TERM]
SIDES = st.builds(
    lambda title, terms: Side(title, by_name(terms)),
    st.sampled_from(["một", "hai"]),
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.builds(days, st.integers(1, 90))),
        unique_by=lambda pair: pair[0],
    ),
)


@given(SIDES)
def test_a_regulation_does_not_differ_from_itself(side: Side) -> None:
    assert rows(side, side, law_on(date(2026, 3, 2))) == []


@given(SIDES, SIDES)
def test_the_other_way_round_stronger_is_weaker(first: Side, second: Side) -> None:
    turned = {
        Change.STRONGER: Change.WEAKER,
        Change.WEAKER: Change.STRONGER,
        Change.ONLY_FIRST: Change.ONLY_SECOND,
        Change.ONLY_SECOND: Change.ONLY_FIRST,
    }

    there = {row.meant.name: row.change for row in rows(first, second)}
    back = {row.meant.name: row.change for row in rows(second, first)}

    assert back == {name: turned.get(change, change) for name, change in there.items()}
