"""A procedure as a table that one can read aloud; what time decides is never a state."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from dienhong.core.citation import Citation, say_address
from dienhong.core.refusal import Refused

S = TypeVar("S", bound=StrEnum)

# No slots below: on Python 3.11 a frozen generic with slots cannot be made as Move[Stage](...).


@dataclass(frozen=True)
class Move(Generic[S]):
    """The act ``act`` leads from one of the states ``from_`` to the state ``to``.

    ``source`` is the provision that orders it so. ``power`` is the code of the power that
    it takes; which functions have that power is the office's to say, and empty leaves the
    question to the chapter. ``needs`` names in Vietnamese what has to be at hand ("phiếu
    kiểm tra bí mật").
    """

    act: str
    from_: tuple[S, ...]
    to: S
    source: Citation | None = None
    power: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Labels(Generic[S]):
    """The Vietnamese words of a procedure, for refusals and for reading aloud.

    ``thing`` is what moves ("thông báo này"); an act's label is a verb ("công khai").
    """

    thing: str
    states: Mapping[S, str]
    acts: Mapping[str, str]


@dataclass(frozen=True)
class Procedure(Generic[S]):
    """The moves of a thing that begins in ``start``.

    Raises ValueError for a table that nobody can follow: a state or act without a label
    or an act's label without its move, a state that cannot be reached, a move from nowhere,
    two moves of one act from one state, or one act in different hands.
    """

    start: S
    moves: tuple[Move[S], ...]
    labels: Labels[S]

    def __post_init__(self) -> None:
        self._check_labels()
        self._check_one_way()
        unreachable = set(type(self.start)) - self._reachable(self.start)
        if unreachable:
            raise ValueError(f"states that cannot be reached: {sorted(unreachable)}")

    def allowed(self, state: S) -> tuple[Move[S], ...]:
        """Return the moves that lead on from ``state``, in the table's order."""
        return tuple(move for move in self.moves if state in move.from_)

    def check(self, act: str, state: S) -> Move[S]:
        """Return the move of ``act`` from ``state``.

        Raises Refused with the states that allow it, LookupError for an act that the
        table does not have.
        """
        moves = self._moves_of(act)
        for move in moves:
            if state in move.from_:
                return move
        raise self._refusal(act, state, moves)

    def power_of(self, act: str) -> str:
        """Return the code of the power that an act takes; LookupError for an unknown act."""
        return self._moves_of(act)[0].power

    def check_needs(self, move: Move[S], at_hand: Collection[str]) -> None:
        """Raise Refused, naming what is missing, unless all that ``move`` needs is there."""
        if missing := [need for need in move.needs if need not in at_hand]:
            listed = ", ".join(missing)
            raise Refused(
                f"Chưa {self.labels.acts[move.act]} được: còn thiếu {listed}",
                move.source,
                cure=f"Bổ sung {listed}.",
            )

    def read_aloud(
        self,
        who_may: Callable[[str], str],
        cite: Callable[[Citation], str] = lambda source: say_address(source.address),
    ) -> tuple[str, ...]:
        """Return the table in Vietnamese, a line a move.

        ``who_may`` names those who have a power, ``cite`` words a provision.
        """
        return tuple(self._read(move, who_may, cite) for move in self.moves)

    def _read(
        self, move: Move[S], who_may: Callable[[str], str], cite: Callable[[Citation], str]
    ) -> str:
        who = f"{who_may(move.power)} làm" if move.power else "làm"
        line = (
            f"Từ {self._say_states(move.from_)}, {who} «{self.labels.acts[move.act]}» "
            f"thì sang {self._say_states((move.to,))}"
        )
        if move.needs:
            line += f", khi có {', '.join(move.needs)}"
        if move.source:
            line += f", theo {cite(move.source)}"
        return f"{line}."

    def _refusal(self, act: str, state: S, moves: tuple[Move[S], ...]) -> Refused:
        wanted = tuple(dict.fromkeys(origin for move in moves for origin in move.from_))
        later = not self._reachable(state).isdisjoint(wanted)
        options = ", ".join(f"«{self.labels.acts[move.act]}»" for move in self.allowed(state))
        return Refused(
            f"{'Chưa' if later else 'Không'} {self.labels.acts[act]} được: "
            f"{self.labels.thing} đang ở bước {self._say_states((state,))}; "
            f"việc đó chỉ làm được ở bước {self._say_states(wanted)}",
            moves[0].source,
            cure=f"Bây giờ làm được: {options}." if options else "",
        )

    def _say_states(self, states: Iterable[S]) -> str:
        return " hoặc ".join(f"«{self.labels.states[state]}»" for state in states)

    def _moves_of(self, act: str) -> tuple[Move[S], ...]:
        moves = tuple(move for move in self.moves if move.act == act)
        if not moves:
            raise LookupError(f"no such act in this procedure: {act}")
        return moves

    def _reachable(self, state: S) -> set[S]:
        """Return ``state`` and every state that moves can lead to from it."""
        seen: set[S] = set()
        ahead = {state}
        while ahead:
            seen |= ahead
            ahead = {move.to for here in ahead for move in self.allowed(here)} - seen
        return seen

    def _check_labels(self) -> None:
        acts = {move.act for move in self.moves}
        if odd := acts ^ set(self.labels.acts):
            raise ValueError(f"acts without a label or labels without an act: {sorted(odd)}")
        if odd := set(type(self.start)) ^ set(self.labels.states):
            raise ValueError(f"states without a label: {sorted(odd)}")

    def _check_one_way(self) -> None:
        seen: set[tuple[str, S]] = set()
        for move in self.moves:
            if not move.from_:
                raise ValueError(f"a move from nowhere: {move.act}")
            if move.power != self._moves_of(move.act)[0].power:
                raise ValueError(f"one act in different hands: {move.act}")
            for state in move.from_:
                if (move.act, state) in seen:
                    raise ValueError(f"two moves of {move.act} from {state}")
                seen.add((move.act, state))
