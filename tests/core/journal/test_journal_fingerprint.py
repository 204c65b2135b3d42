"""People can print a root, read it aloud, type it again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dienhong.core.journal.fingerprint import fingerprint, parse_fingerprint
from dienhong.core.refusal import Refused

relaxed = settings(deadline=None)  # the machine may be busy

# Found with sha256sum and perl's big integers; papers signed years ago depend on it.
OF_32_ZERO_BYTES = "8481 3287 5914 9597 5886 6672 1944 4227 1216 1476 1198 7710"

roots = st.binary(min_size=32, max_size=32)


def test_the_form_never_changes() -> None:
    assert fingerprint(bytes(32)) == OF_32_ZERO_BYTES


def test_leading_zeros_are_printed() -> None:
    starting = {fingerprint(bytes([number]))[0] for number in range(256)}

    assert starting == set("0123456789")


@relaxed
@given(roots, st.lists(st.sampled_from([" ", "-", "–", "\n", "\t", "\u00a0", ""]), min_size=49))
def test_it_is_read_however_it_was_typed(root: bytes, between: list[str]) -> None:
    digits = fingerprint(root).replace(" ", "")

    typed = "".join(gap + digit for gap, digit in zip(between, digits, strict=False)) + between[48]

    assert parse_fingerprint(typed) == fingerprint(root)


@relaxed
@given(roots, roots)
def test_two_roots_have_two_fingerprints(root: bytes, other: bytes) -> None:
    assert (fingerprint(root) == fingerprint(other)) == (root == other)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "Dấu sổ có 48 chữ số (12 nhóm 4 số); đọc được 0."),
        (OF_32_ZERO_BYTES[:-1], "Dấu sổ có 48 chữ số (12 nhóm 4 số); đọc được 47."),
        (OF_32_ZERO_BYTES + "-1", "Dấu sổ có 48 chữ số (12 nhóm 4 số); đọc được 49."),
        (OF_32_ZERO_BYTES[:-1] + "O", "Dấu sổ chỉ gồm chữ số; đọc thấy “O”."),
        (OF_32_ZERO_BYTES[:-1] + "٠", "Dấu sổ chỉ gồm chữ số; đọc thấy “٠”."),
    ],
)
def test_a_slip_is_refused_with_its_reason(typed: str, reason: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_fingerprint(typed)

    assert refusal.value.reason == reason
