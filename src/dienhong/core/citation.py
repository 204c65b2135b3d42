"""Where a number, a word or a "no" comes from: an act and an address in it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

_UNIT_NAMES = {
    "chuong": "Chương",
    "muc": "Mục",
    "dieu": "Điều",
    "khoan": "khoản",
    "diem": "điểm",
    "gach": "gạch",
}
# The address of the decision that issues a regulation; its articles are ``qd.dieu-1`` …
DECISION = "qd"
# Units that a Vietnamese citation sets off with a comma: "Điều 10 khoản 2, gạch 1".
_AFTER_COMMA = {"diem", "gach"}


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A provision: ``act`` is a key such as ``quy-che-1`` or ``luat-10-2022``.

    ``address`` is the provision's address, Vietnamese without accents
    (``dieu-10.khoan-2.gach-1``); empty for the act as a whole. ``qd.`` in front
    means the decision that issues the regulation.
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
        return "Quyết định ban hành"
    said = ""
    for part in address.removeprefix("qd.").split("."):
        unit, _, number = part.partition("-")
        name = _UNIT_NAMES.get(unit)
        if name is None:
            return address
        joint = "" if not said else ", " if unit in _AFTER_COMMA else " "
        shown = number.replace("dd", "đ") if unit == "diem" else number
        said += f"{joint}{name} {shown}"
    return f"{said} của Quyết định ban hành" if address.startswith("qd.") else said
