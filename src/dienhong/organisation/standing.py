"""How an office stands on a day: who holds which function, what is vacant, who may do what.

Pure: rows in, answers out. Bound by Law 10/2022 articles 51, 60, 63 through the office's own
data: a vacant function shows who acts in its place and on which ground, and never blocks
silently.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from dienhong.core.citation import Citation
from dienhong.core.refusal import Refused
from dienhong.organisation.powers import Power


@dataclass(frozen=True, slots=True)
class Place:
    """A function of the office, as its data says.

    ``through`` is the function whose holders play this one, ``stand_in`` the one whose
    holders act while nobody holds this one; both are codes, empty where the office said none.
    ``ground`` says on what that rests.
    """

    code: str
    label: str
    through: str = ""
    stand_in: str = ""
    ground: str = ""


# No slots: cached_property needs a dictionary.
@dataclass(frozen=True)
class Standing:
    """Functions in their order, the holders of each (ids of persons), and who may do what."""

    places: Mapping[str, Place]
    holders: Mapping[str, frozenset[str]]
    powers: Mapping[str, frozenset[str]]

    @cached_property
    def vacant(self) -> frozenset[str]:
        """Return the functions that nobody holds, neither in person nor through another."""
        return frozenset(code for code in self.places if not self._played_by(code))

    def _played_by(self, code: str, seen: tuple[str, ...] = ()) -> frozenset[str]:
        """Return who holds a function in person or through another; a circle holds nobody."""
        place = self.places.get(code)
        if place is None or code in seen:
            return frozenset()
        own = self.holders.get(code, frozenset())
        return own | self._played_by(place.through, (*seen, code))

    def acting(self, code: str, seen: tuple[str, ...] = ()) -> frozenset[str]:
        """Return who acts in a function today: its holders, or while vacant those who stand in."""
        if code not in self.places or code in seen:
            return frozenset()
        place, path = self.places[code], (*seen, code)
        own = self.holders.get(code, frozenset()) | self.acting(place.through, path)
        return own or self.acting(place.stand_in, path)

    def functions_of(self, person: str) -> frozenset[str]:
        """Return the functions in which a person acts today, also those of vacancies."""
        return frozenset(code for code in self.places if person in self.acting(code))

    def stands_in_as(self, person: str, code: str) -> str:
        """Return the function in whose right a person acts in a vacant one; "" where none is."""
        if code not in self.vacant:
            return ""
        at, seen = code, {code}
        while at in self.vacant:
            at = self.places[at].stand_in
            if at not in self.places or at in seen:
                return ""
            seen.add(at)
        return at if person in self._played_by(at) else ""

    def powers_of(self, functions: Collection[str]) -> frozenset[str]:
        """Return the codes of the powers that holders of ``functions`` have."""
        held = frozenset(functions)
        return frozenset(code for code, may in self.powers.items() if may & held)

    def right(self, power: str, functions: Collection[str]) -> str:
        """Return the first of the functions held, in the office's order, that has ``power``."""
        may = self.powers[power]
        return next((code for code in self.places if code in may and code in functions), "")

    def say(self, codes: Collection[str]) -> str:
        """Return functions as a Vietnamese list: "Chánh Văn phòng, Phụ trách hành chính"."""
        return ", ".join(place.label for place in self.places.values() if place.code in codes)

    def check_may(
        self,
        power: Power,
        functions: Collection[str],
        verb: str = "",
        source: Citation | None = None,
    ) -> str:
        """Return the function in whose right an act is done; refuse who has not the power.

        ``verb`` names the act where the power allows several; ``source`` the clause by which it is
        others', where no law names them.
        """
        if right := self.right(power.code, functions):
            return right
        who = self.say(self.powers[power.code])
        raise Refused(
            f"Không {verb or power.verb} được: việc này thuộc {who}",
            power.source or source,
            cure=self._cure(power.code, who),
        )

    def _cure(self, power: str, who: str) -> str:
        if any(self.acting(code) for code in self.powers[power]):
            return f"Chuyển việc cho người giữ chức năng: {who}."
        return (
            f"{who} đang khuyết và chưa ghi ai làm thay: ghi người giữ hoặc người làm thay "
            "ở trang Chức năng."
        )
