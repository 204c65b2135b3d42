"""Words that people type, without the signs that nobody sees."""

import unicodedata

# Control, format (right-to-left marks and their like), halves, private, unassigned, line ends.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def one_line(text: str) -> str:
    """Return ``text`` composed (NFC), on one line, without signs that change how it is shown."""
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    seen = "".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN)
    return " ".join(seen.split())  # a sign that is not seen may have stood between two spaces


def without_accents(text: str) -> str:
    """Return ``text`` in small letters without accents, đ as d: what a search compares.

    "Nguyễn Văn Đức" gives "nguyen van duc"; runs of spaces become one.
    """
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    bare = "".join(sign for sign in parts if unicodedata.category(sign) != "Mn")
    return " ".join(bare.split())


_SENTENCE = 600  # signs that are read in one go


def is_sentence(text: str) -> bool:
    """Tell whether a text is short and of one line, so that it reads within a sentence."""
    return len(text) <= _SENTENCE and "\n" not in text


def printable(text: str) -> str:
    """Return ``text`` so that nothing in a file can write lines or colours of its own."""
    return "".join(letter if letter.isprintable() else f"<{ord(letter):04X}>" for letter in text)
