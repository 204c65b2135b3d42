"""Where a number, a word or a "no" comes from: an act and an address in it."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from dienhong.core.searching import bare

T = TypeVar("T")

_UNIT_NAMES = {
    "chuong": "Chương",
    "phan": "Phần",
    "muc": "Mục",
    "tieu-muc": "Tiểu mục",
    "dieu": "Điều",
    "khoan": "khoản",
    "diem": "điểm",
    "gach": "gạch",
}
# The address of the decision that issues a regulation; its articles are ``qd.dieu-1`` …
DECISION = "qd"
# Where its legal bases stand, in front of its articles.
BASES = "qd.can-cu"
# Other texts of one document: a second regulation ``qc-2.dieu-1``, an appendix ``pl-1.dieu-1``.
_TEXTS = {"qd": "Quyết định ban hành", "qc": "Quy chế thứ", "pl": "Phụ lục"}
_TEXT = re.compile(r"(?P<text>qd|(?:qc|pl)-[0-9]+)\.")
_UNIT = re.compile(r"(?P<unit>tieu-muc|[a-z]+)-(?P<number>.+)")
# Units that a Vietnamese citation sets off with a comma: "Điều 10 khoản 2, gạch 1".
_AFTER_COMMA = {"diem", "gach"}


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A provision: ``act`` is a key such as ``quy-che-1`` or ``luat-10-2022``.

    ``address`` is the provision's address, Vietnamese without accents
    (``dieu-10.khoan-2.gach-1``); empty for the act as a whole. ``qd.`` in front
    means the decision that issues the regulation, ``pl-1.`` its first appendix.
    """

    act: str
    address: str = ""

    @property
    def is_own(self) -> bool:
        """Tell whether the provision stands in the agency's own regulation, not in a law."""
        return self.act.startswith("quy-che")

    @property
    def is_settled(self) -> bool:
        """Tell whether the agency set it itself, where regulation and law are silent."""
        return self.act.startswith("tu-dinh-")

    def __str__(self) -> str:
        return f"{self.act}:{self.address}" if self.address else self.act

    @classmethod
    def parse(cls, text: str) -> "Citation":
        """Return the citation that ``str()`` wrote as ``text``."""
        act, _, address = text.partition(":")
        return cls(act, address)


# No slots: with Generic they make Sourced[int](…) fail on Python 3.11.
@dataclass(frozen=True)
class Sourced(Generic[T]):
    """A number or word of the law, with the provision that sets it."""

    value: T
    source: Citation


def say_address(address: str) -> str:
    """Return an address as people say it: ``Điều 10 khoản 2, gạch 1``."""
    if address == DECISION:
        return _TEXTS[DECISION]
    if address == BASES:
        return f"Căn cứ của {_TEXTS[DECISION]}"
    text = _TEXT.match(address)
    said = ""
    for part in address[text.end() if text else 0 :].split("."):
        found = _UNIT.fullmatch(part)
        name = _UNIT_NAMES.get(found["unit"]) if found else None
        if found is None or name is None:
            return address
        joint = "" if not said else ", " if found["unit"] in _AFTER_COMMA else " "
        said += f"{joint}{name} {number_of(part)}"
    return f"{said} của {say_text(text['text'])}" if text else said


def address_of(part: str, address: str) -> str:
    """Return a node's address as citations write it.

    Those of the regulation stand alone; those of the decision begin with ``qd.``, those of
    an appendix with ``pl-1.``.
    """
    if part in {"qc", "main"}:
        return address
    return f"{part}.{address}" if address else str(part)


def number_of(address: str) -> str:
    """Return the number that the unit itself has, as texts write it: "2", "5a", "đ"."""
    found = _UNIT.fullmatch(address.rpartition(".")[2])
    if found is None:
        return ""
    return found["number"].replace("dd", "đ") if found["unit"] == "diem" else found["number"]


_SAID_UNIT = re.compile(r"(dieu|khoan|diem|gach)\s+([0-9]+[a-z]*|[a-z]+)\b")
_SHORT = re.compile(r"[0-9]+[a-z]?(?:\.[0-9a-z]+){0,3}")
_ORDER = ("dieu", "khoan", "diem", "gach")


def read_address(said: str) -> str:
    """Return the address of a clause as people type it; "" for what names no article.

    "Điều 9 khoản 2", "khoản 2 Điều 9" and "9.2" are ``dieu-9.khoan-2``.
    """
    typed = " ".join(re.sub(r"[,;]", " ", said).lower().split()).strip(" .")
    typed = typed.replace("điểm đ", "điểm dd")
    folded = bare(typed)
    if _SHORT.fullmatch(folded):
        pairs = list(zip(_ORDER, folded.split("."), strict=False))
    elif _SAID_UNIT.sub("", folded).strip():
        return ""
    else:
        pairs = sorted(_SAID_UNIT.findall(folded), key=lambda each: _ORDER.index(each[0]))
    units = [unit for unit, _ in pairs]
    if units[:1] != ["dieu"] or len(set(units)) < len(units):
        return ""
    return ".".join(f"{unit}-{number}" for unit, number in pairs)


def say_text(text: str) -> str:
    """Return how a text of a document is called: "Phụ lục 1" for ``pl-1``."""
    kind, _, number = text.partition("-")
    return f"{_TEXTS[kind]} {number}".rstrip()
