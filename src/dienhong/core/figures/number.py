"""Numbers as Vietnamese documents write them: 1.234.567,89, -5, (5), 12,5%; read and said."""

import re
from dataclasses import dataclass
from decimal import Decimal

from dienhong.core.refusal import Refused

# Signs for "nothing here" in the cells of tables.
NOTHING = {"", "-", "–", "—", "x", "X"}
_PLAIN = re.compile(r"[0-9]+(?:,[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_SIGNS = re.compile(r"[0-9.,\s()%+\-−]+")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a table; ``percent`` where the document writes it with %."""

    value: Decimal
    percent: bool = False

    @property
    def said(self) -> str:
        """Return it as people here write it."""
        return say(self.value) + ("%" if self.percent else "")

    @property
    def kept(self) -> str:
        """Return it as it is stored: "1234567.89", "12.5%"."""
        return f"{self.value:f}{'%' if self.percent else ''}"


def is_number(text: str) -> bool:
    """Tell whether a cell holds a number that can be read."""
    try:
        return read(text) is not None
    except Refused:
        return False


def read(text: str) -> Number | None:
    """Return the number of a cell, None where it holds nothing.

    A point parts thousands and a comma the decimals; what is written otherwise is refused rather
    than guessed, as 1.5 may be one and a half or fifteen.
    """
    cell = " ".join(text.split()).replace("\N{MINUS SIGN}", "-")
    if cell in NOTHING:
        return None
    body, percent = (cell[:-1].strip(), True) if cell.endswith("%") else (cell, False)
    sign, digits = _sign_of(body)
    bare = digits.replace(" ", "")
    if len(bare) > _LONGEST or not (_PLAIN.fullmatch(bare) or _GROUPED.fullmatch(bare)):
        raise _unread(text)
    value = Decimal(bare.replace(".", "").replace(",", "."))
    return Number(value if sign > 0 else value.copy_negate(), percent)


def _sign_of(body: str) -> tuple[int, str]:
    """Return the sign and the rest; brackets mean less than nothing, as accountants write."""
    if body.startswith("(") and body.endswith(")"):
        return -1, body[1:-1].strip()
    if body.startswith("-"):
        return -1, body[1:].strip()
    return 1, body.removeprefix("+").strip()


def _unread(text: str) -> Refused:
    if _SIGNS.fullmatch(text):
        return Refused(
            f"«{text[:_LONGEST]}» chưa rõ là số nào",
            cure="Viết dấu chấm giữa hàng nghìn, dấu phẩy trước phần lẻ: 1.234.567,89.",
        )
    return Refused(f"«{text[:_LONGEST]}» không phải số", cure="Ghi số, hoặc để trống ô.")


def unkept(kept: str) -> Number | None:
    """Return a number from what was stored of it."""
    if not kept:
        return None
    return Number(Decimal(kept.removesuffix("%")), kept.endswith("%"))


def say(value: Decimal) -> str:
    """Return a number as people here write it: 1.234.567,89."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))
