"""One-time codes that people read from paper and type."""

import secrets

# No vowels, so that no word arises and no Vietnamese keyboard makes another letter of one (for the
# same reason no D and no W); of what looks alike on paper (0 O, 1 I, 2 Z, 5 S, 8 B) one at most.
ALPHABET = "CFHJKLMNPRTVX23456789"
_GROUP = 5


def make(groups: int) -> str:
    """Return a new code such as ``K7FTM-2CRX9-HPL4N``; a group of five has 21.9 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(_GROUP)) for _ in range(groups))


def plain(typed: str) -> str:
    """Return what was typed as codes are digested: capitals, without spaces and hyphens."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())
