"""The bench's table says what was measured, and how many times the large case costs the small."""

from bench.measure import Case, Row, table


def test_a_row_shows_both_cases_in_milliseconds_and_their_ratio() -> None:
    row = Row("parse", Case("1 page", 0.002), Case("10 pages", 0.021))

    assert table([row]).splitlines() == [
        "what   small case    ms  large case     ms  ratio",
        "parse  1 page      2.00  10 pages    21.00   10.5",
    ]
