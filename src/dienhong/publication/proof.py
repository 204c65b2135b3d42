"""Whether a matter hung on any one day, at each place, and the journal's entries that prove it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from dienhong.core.days.runs import State, state_on
from dienhong.core.days.say import STATES
from dienhong.publication import hanging
from dienhong.publication.models import Gap, Matter, Posting
from dienhong.record.kinds import say_kind
from dienhong.record.models import JournalEntry


@dataclass(frozen=True, slots=True)
class Answer:
    """What one posting was on a day, in words, with the entries that say so."""

    posting: Posting
    state: State
    why: str
    entries: tuple[JournalEntry, ...]

    @property
    def said(self) -> str:
        """Return yes or no, and of what kind."""
        return STATES[self.state]

    @property
    def proofs(self) -> list[tuple[JournalEntry, str]]:
        """Return the entries, each with what its kind says."""
        return [(entry, say_kind(entry.kind)) for entry in self.entries]


def answers(matter: Matter, day: date) -> list[Answer]:
    """Return the answer of each place where a matter was posted; ``day`` is not in the future."""
    found = [_answer(posting, day) for posting in matter.postings.all()]
    numbers = {number for *_, held in found for number in held}
    rows = JournalEntry.objects.in_bulk(numbers, field_name="number")
    return [
        Answer(posting, state, why, tuple(rows[number] for number in held if number in rows))
        for posting, state, why, held in found
    ]


def _answer(posting: Posting, day: date) -> tuple[Posting, State, str, list[int]]:
    state = state_on(hanging.hanging_of(posting), day)
    say = {
        State.BEFORE: _before,
        State.HUNG: _hung,
        State.GAP: _gap,
        State.OUTDATED: _gap,
        State.AFTER: _after,
    }
    why, entries = say[state](posting, day)
    return posting, state, why, list(dict.fromkeys(entries))


def _before(posting: Posting, day: date) -> tuple[str, list[int]]:
    del day
    return f"Niêm yết từ {_moment(posting)}.", [posting.entry_number]


def _moment(posting: Posting) -> str:
    return f"{timezone.localtime(posting.posted_at):%H:%M ngày %d/%m/%Y}"


def _hung(posting: Posting, day: date) -> tuple[str, list[int]]:
    """Say since when it hung; on a day on which that began or ended, also the hour."""
    before = [gap for gap in posting.gaps.all() if gap.again_on is not None and gap.again_on <= day]
    since = f"Niêm yết từ {_moment(posting)}"
    for gap in before[-1:]:
        assert gap.again_at is not None
        verb = "theo bản đính chính" if gap.renews else "dán lại"
        since += f"; {verb} từ {timezone.localtime(gap.again_at):%H:%M ngày %d/%m/%Y}"
    entries = [posting.entry_number, *_entries(before)]
    if day == _ended_on(posting):
        return f"{since}; kết thúc trong ngày này.", [*entries, *_end_entries(posting)]
    return f"{since}.", entries


def _entries(gaps: Iterable[Gap]) -> list[int]:
    found = [number for gap in gaps for number in (gap.entry_number, gap.again_entry_number)]
    return [number for number in found if number is not None]


def _gap(posting: Posting, day: date) -> tuple[str, list[int]]:
    touching = [
        gap
        for gap in posting.gaps.all()
        if gap.missing_from <= day and (gap.again_on is None or day <= gap.again_on)
    ]
    said = [_say_gap(gap) for gap in touching]
    return " ".join(said), [posting.entry_number, *_entries(touching)]


def _say_gap(gap: Gap) -> str:
    what = gap.get_cause_display()
    again = (
        f"dán lại lúc {timezone.localtime(gap.again_at):%H:%M ngày %d/%m/%Y}"
        if gap.again_at
        else "chưa dán lại"
    )
    found = "" if gap.renews else f", phát hiện ngày {gap.found_on:%d/%m/%Y}"
    sentence = f"{what} từ ngày {gap.missing_from:%d/%m/%Y}{found}, {again}."
    return sentence[0].upper() + sentence[1:]


def _ended_on(posting: Posting) -> date | None:
    return posting.taken_down_on or posting.broken_on


def _after(posting: Posting, day: date) -> tuple[str, list[int]]:
    del day
    how = "Thu hồi khẩn cấp" if posting.broken_on else "Kết thúc niêm yết"
    entries = [posting.entry_number, *_end_entries(posting)]
    return f"{how} ngày {_ended_on(posting):%d/%m/%Y}.", entries


def _end_entries(posting: Posting) -> list[int]:
    if posting.end_entry_number is not None:
        return [posting.end_entry_number]
    withdrawal = getattr(posting.matter, "withdrawal", None)
    ended_by = withdrawal.entry_number if withdrawal is not None else None
    return [ended_by] if ended_by is not None else []
