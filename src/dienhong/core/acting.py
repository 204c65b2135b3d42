"""Who acts, in which office, for whom, from what, and when: what every action is told."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RecordedFrom(StrEnum):
    """What an act was entered from."""

    SCREEN = "screen"
    PAPER = "paper"  # entered by a clerk, with a scan
    SPEECH = "speech"  # entered by a clerk, confirmed by the speaker
    SYSTEM = "system"  # a sweep or a command; nobody stood behind it


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as the journal names one: an id that stays, and the name of that day."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The companions of every act.

    ``acting_as`` is the legal function in whose right the act is done (empty: as staff);
    where nobody holds it, ``stands_in_as`` is the function that acts in its place.
    ``at`` is the moment, aware, and ``today`` the same moment as a date in
    Asia/Ho_Chi_Minh: a moment becomes a date once, at the edge.
    """

    by: Someone
    at: datetime
    today: date
    acting_as: str = ""
    # The function held by who acts in a vacant one.
    stands_in_as: str = ""
    on_behalf_of: Someone | None = None
    recorded_from: RecordedFrom = RecordedFrom.SCREEN
    # The sitting in which a clerk enters from paper or speech; a second person confirms it.
    sitting: str = ""

    @property
    def author(self) -> Someone:
        """Return whose act it is: the person entered for, or who acts."""
        return self.on_behalf_of or self.by

    @property
    def hands(self) -> frozenset[str]:
        """Return the ids of all who had a hand in it: whose act it is, and who entered it."""
        return frozenset({self.by.id, self.author.id})
