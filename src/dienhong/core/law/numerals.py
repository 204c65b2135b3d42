"""What a numeral says, and what it may have said before a scanner misread it."""

import unicodedata

LETTERS = "abcdđefghijklmnopqrstuvwxyz"
# Vietnamese lists may leave these out: one does not miss them.
OPTIONAL_LETTERS = "đfjwz"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_SIGNS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST_ROMAN = 3999
_ORDINALS = {
    "nhất": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
}
# Signs that scanners put where a digit, a Roman letter or a letter of a list stood.
_AS_DIGITS = str.maketrans("OoQDIl|i!ZzSsBbGgq", "000011111225586699")
_AS_ROMAN = str.maketrans("l1i|!vYx", "IIIIIVVX") | {ord("H"): "II"}
_LOOKALIKES = {
    "d": "đ",
    "đ": "d",
    "c": "eo",
    "e": "co",
    "o": "ceda",
    "a": "o",
    "0": "o",
    "g": "q",
    "q": "g",
    "9": "gq",
    "6": "bg",
    "b": "h",
    "h": "b",
    "8": "bg",
    "i": "lj",
    "l": "it",
    "1": "li",
    "|": "li",
    "!": "il",
    "j": "i",
    "t": "lf",
    "f": "t",
    "u": "n",
    "n": "u",
    "v": "y",
    "y": "v",
    "5": "s",
    "2": "z",
}


def roman(number: int) -> str:
    """Return a number from 1 to 3999 in Roman letters, any other in digits."""
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    said = ""
    for value, letters in _ROMAN_SIGNS:
        count, number = divmod(number, value)
        said += letters * count
    return said


def roman_value(letters: str) -> int:
    """Return the value of Roman letters, 0 for what is no Roman number in proper form."""
    if not letters or any(letter not in _ROMAN for letter in letters):
        return 0
    values = [_ROMAN[letter] for letter in letters]
    following = [*values[1:], 0]
    total = sum(
        -value if value < later else value for value, later in zip(values, following, strict=True)
    )
    return total if roman(total) == letters else 0


def ordinal_value(words: str) -> int:
    """Return the value of the ordinal behind "thứ" ("nhất", "mười một"), else 0."""
    parts = words.lower().split()
    known = [1 if part in {"một", "mốt"} else _ORDINALS.get(part, 0) for part in parts]
    return sum(known) if all(known) else 0


def may_be(token: str, number: int) -> bool:
    """Tell whether ``token`` is how a scanner may have read ``number``, Arabic or Roman."""
    digits = token.translate(_AS_DIGITS)
    if digits == str(number):
        return True
    return 0 < number < 100 and token.translate(_AS_ROMAN) == roman(number)  # noqa: PLR2004


def may_be_letter(token: str, letter: str) -> bool:
    """Tell whether ``token`` is how a scanner may have read the letter of a list."""
    small = token.lower()
    if small == "rn":
        return letter == "m"
    if len(small) != 1:
        return False
    base = unicodedata.normalize("NFD", small)[0]
    return base == letter or letter in _LOOKALIKES.get(base, "")


def next_letters(previous: str) -> str:
    """Return the letters that may follow ``previous`` ("" at the beginning) in a list."""
    begun = LETTERS.index(previous[0]) + 1 if previous else 0
    for place in range(begun, len(LETTERS)):
        if LETTERS[place] not in OPTIONAL_LETTERS:
            return LETTERS[begun : place + 1]
    return LETTERS[begun:]
