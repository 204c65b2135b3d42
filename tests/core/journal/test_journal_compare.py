"""An old paper is a witness of the past."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhong.core.journal import merkle
from dienhong.core.journal.compare import contains_past
from dienhong.core.journal.fingerprint import fingerprint
from dienhong.core.refusal import Refused
from tests.core.journal.journal_samples import make_lines

relaxed = settings(deadline=None)  # the machine may be busy


def commitments_of(size: int) -> list[bytes]:
    return [line.commitment for line in make_lines([True] * size)]


@relaxed
@given(st.integers(0, 20), st.integers(0, 20))
def test_a_paper_of_any_day_finds_its_day(then: int, since: int) -> None:
    today = commitments_of(then + since)
    paper = fingerprint(merkle.root(today[:then]))

    assert contains_past(today, paper.replace(" ", "-")) == then


@relaxed
@given(st.integers(1, 20), st.integers(0, 20), st.data())
def test_a_changed_past_is_not_found(then: int, since: int, data: st.DataObject) -> None:
    today = commitments_of(then + since)
    paper = fingerprint(merkle.root(today[:then]))
    changed = data.draw(st.integers(0, then - 1))

    today[changed] = bytes(32)

    assert contains_past(today, paper) is None


def test_half_a_fingerprint_is_refused() -> None:
    with pytest.raises(Refused, match="đọc được 4"):
        contains_past([], "1234")
