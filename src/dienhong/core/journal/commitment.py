"""A salted commitment: shows that an entry is there, and not what it says."""

import hmac

SALT_BYTES = 32


def commit(salt: bytes, body: bytes) -> bytes:
    """Return the 32 bytes that commit to ``body``: HMAC-SHA256 with ``salt`` as the key.

    *Hiding*: under a key of 32 bytes of chance, HMAC-SHA256 is a pseudo-random function
    (RFC 2104, NIST SP 800-107 r1 §5.3), so that the value tells nothing of the body, and
    short bodies cannot be found by trying them all. *Binding*: two openings of one value
    would be a collision of SHA-256. This holds because the salt has one length only:
    HMAC pads a short key with zeros, so that two keys of different length can be one key.
    ``ValueError`` for any other length.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return hmac.digest(salt, body, "sha256")


def opens(commitment: bytes, salt: bytes, body: bytes) -> bool:
    """Say whether ``salt`` and ``body`` are what ``commitment`` commits to, in constant time."""
    return hmac.compare_digest(commitment, commit(salt, body))
