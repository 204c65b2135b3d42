"""A commitment is HMAC-SHA256, opens with what made it, and with nothing else."""

from hashlib import sha256

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dienhong.core.journal.commitment import commit, opens

relaxed = settings(deadline=None)  # the machine may be busy

salts = st.binary(min_size=32, max_size=32)


@relaxed
@given(salts, st.binary())
def test_it_is_hmac_as_rfc_2104_defines_it(salt: bytes, body: bytes) -> None:
    inner = bytes(byte ^ 0x36 for byte in salt.ljust(64, b"\0"))
    outer = bytes(byte ^ 0x5C for byte in salt.ljust(64, b"\0"))

    assert commit(salt, body) == sha256(outer + sha256(inner + body).digest()).digest()


@relaxed
@given(salts, st.binary())
def test_it_opens_with_what_made_it(salt: bytes, body: bytes) -> None:
    assert opens(commit(salt, body), salt, body)


@relaxed
@given(salts, salts, st.binary(), st.binary())
def test_it_opens_with_nothing_else(
    salt: bytes, other_salt: bytes, body: bytes, other_body: bytes
) -> None:
    assume((salt, body) != (other_salt, other_body))

    assert not opens(commit(salt, body), other_salt, other_body)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_salt_has_32_bytes(length: int) -> None:
    with pytest.raises(ValueError, match=f"not {length}"):
        commit(bytes(length), b"body")
