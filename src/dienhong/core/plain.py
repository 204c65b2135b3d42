"""Words that people type, without the signs that nobody sees."""

import unicodedata

# Control, format (right-to-left marks and their like), halves, private, unassigned, line ends.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def one_line(text: str) -> str:
    """Return ``text`` composed (NFC), on one line, without signs that change how it is shown."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN)
