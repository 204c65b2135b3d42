"""What happens in a simulated year: each story is a generator that yields the days it waits."""

from datetime import timedelta
from typing import Any

from dienhong.core.acting import RecordedFrom
from dienhong.duties import occasions, rules
from dienhong.duties.models import Evidence, Occasion
from dienhong.organisation import absences, queries, sittings, staffing
from dienhong.organisation.actions import add_person
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Person
from dienhong.organisation.rules import CHANGE_PEOPLE
from dienhong.publication import actions, channels, correcting
from dienhong.publication.drafting import Draft
from dienhong.publication.models import Matter
from dienhong.publication.queries import terms_for
from dienhong.publication.rules import CHECK
from dienhong.reporting.rules import ROUTINES
from dienhong.site.demo.pictures import of_board
from dienhong.site.simulation import gatherings, reports
from dienhong.site.simulation.staffing import name
from dienhong.site.simulation.world import Story, World

Words = dict[str, Any]
# How often things go another way than the usual one.
_WITHHELD, _RETURNED, _WITHDRAWN, _CORRECTED = 0.03, 0.06, 0.01, 0.05
_LATE, _PUT_ASIDE, _BY_PAPER, _AGREED = 0.08, 0.03, 0.05, 0.8


def publish(world: World, words: Words) -> Story:
    """A matter is entered, checked, published, posted, and taken down after its run."""
    by = yield from world.wait_for(Function.ADMINISTRATION)
    checker = yield from _checker(world)
    matter = actions.draft(_draft(world, words, checker), by=by)
    yield world.dice.randint(0, 2)
    by = yield from world.wait_for_person(checker, CHECK)
    if world.happens(_WITHHELD):
        actions.withhold(matter, ground="Có nội dung chưa được công khai.", by=by)
        return
    if world.happens(_RETURNED):
        actions.give_back(matter, ground="Ghi rõ kỳ của số liệu.", by=by)
        yield from _mend(world, words, matter, checker)
        by = world.actor(checker, world.right(checker, CHECK))
    actions.clear(matter, by=by)
    yield from _make_public(world, matter)
    yield from _afterwards(world, words, matter, checker)


def _checker(world: World) -> Any:
    """Wait until a deputy or the head is at work; return who checks for secrets."""
    while True:
        person = world.holder(Function.DEPUTY_CHIEF) or world.holder(Function.CHIEF)
        if person is not None:
            return person
        yield 1


def _draft(world: World, words: Words, checker: Person) -> Draft:
    decided_on = world.today - timedelta(days=world.dice.choice((0, 0, 1, 2, 3)))
    kinds = terms_for(decided_on, world.today).kinds
    return Draft(
        title=f"{world.dice.choice(words['matters'])} ({world.today:%m/%Y})",
        summary=world.dice.choice(words["summaries"]),
        decision_number=world.number("QĐ-VP"),
        decided_on=decided_on,
        kind=world.dice.choice(kinds).key,
        checker=checker,
    )


def _mend(world: World, words: Words, matter: Matter, checker: Person) -> Story:
    yield world.dice.randint(0, 2)
    by = yield from world.wait_for(Function.ADMINISTRATION)
    matter.refresh_from_db()
    said = Draft(
        title=matter.title,
        summary=world.dice.choice(words["summaries"]),
        decision_number=matter.decision_number,
        decided_on=matter.decided_on,
        kind=matter.kind_source,
        checker=checker,
    )
    actions.redraft(matter, said, edition=matter.edition, by=by)
    yield world.dice.randint(0, 2)
    yield from world.wait_for_person(checker, CHECK)


def _make_public(world: World, matter: Matter) -> Story:
    yield world.dice.randint(0, 2)
    by = yield from world.wait_for(Function.ADMINISTRATION)
    offered = terms_for(matter.decided_on, world.today).forms
    boards = [way.key for way in channels.choices(offered) if way.code == "posting"]
    actions.publish(matter, forms=boards[:1], by=by)
    if boards:
        yield world.dice.randint(0, 1)
        by = yield from world.wait_for(Function.ADMINISTRATION)
        sheet = actions.post(matter, place="Bảng tin tầng 1", posted_at=by.at, by=by)
        channels.photograph(sheet, of_board(matter.subject), by=by)


def _afterwards(world: World, words: Words, matter: Matter, checker: Person) -> Story:
    """Correct, withdraw, or let the run end and take the sheet down."""
    if world.happens(_WITHDRAWN):
        yield from _withdraw(world, matter, checker)
        return
    if world.happens(_CORRECTED):
        yield from _correct(world, words, matter, checker)
    board = matter.postings.filter(electronic=False).first()
    if board is None:
        return
    assert board.ends_on is not None  # no story tears a sheet down
    yield max(0, (board.ends_on - world.today).days) + world.dice.randint(1, 4)
    by = yield from world.wait_for(Function.ADMINISTRATION)
    hanging = matter.postings.filter(electronic=False, taken_down_on=None).order_by("-pk").first()
    if hanging is not None and hanging.ends_on and hanging.ends_on < world.today:
        actions.take_down(hanging, by=by)


def _withdraw(world: World, matter: Matter, checker: Person) -> Story:
    yield world.dice.randint(1, 5)
    by = yield from world.wait_for(Function.ADMINISTRATION)
    actions.ask_withdrawal(matter, ground="Có thông tin chưa được công khai.", by=by)
    yield 0
    by = yield from world.wait_for_person(checker, CHECK)
    actions.confirm_withdrawal(matter, by=by)


def _correct(world: World, words: Words, matter: Matter, checker: Person) -> Story:
    yield world.dice.randint(1, 5)
    by = yield from world.wait_for(Function.ADMINISTRATION)
    said = f"{world.dice.choice(words['summaries'])} Bản đã soát lại."
    row = correcting.ask(matter, "summary", said, ground="Ghi nhầm kỳ.", checker=checker, by=by)
    yield 1
    by = yield from world.wait_for_person(checker, CHECK)
    correcting.sign(row, by=by)


def come_round(world: World, words: Words, occasion: Occasion) -> Story:
    """What comes back is agreed on, held, proved and closed: mostly in time, sometimes never."""
    if occasion.routine in ROUTINES:
        yield from _reported(world, words, occasion)
        return
    due = occasion.duty.due_on
    yield world.dice.randint(0, max(0, (due - world.today).days // 2))
    late = world.dice.randint(1, 12) if world.happens(_LATE) else 0
    planned = max(world.today, due - timedelta(days=world.dice.randint(0, 4)))
    planned += timedelta(days=late)
    if _is_met_for(occasion) and not world.happens(_PUT_ASIDE):
        yield from gatherings.meet(world, words, occasion, planned)
        return
    if world.happens(_AGREED):
        by = yield from _recorder(world, occasion)
        occasions.agree(occasion, day=max(planned, world.today), place="Phòng họp tầng 2", by=by)
    yield max(0, (planned - world.today).days)
    if world.happens(_PUT_ASIDE):
        by = yield from world.wait_for(Function.CHIEF)
        occasions.close_without(occasion, ground=world.dice.choice(words["grounds"]), by=by)
        return
    by = yield from _recorder(world, occasion)
    occasions.show(occasion, _evidence(world, occasion), by=by)
    by = yield from _recorder(world, occasion)
    occasions.close(occasion, done_on=world.today, by=by)


def _is_met_for(occasion: Occasion) -> bool:
    """Tell whether a meeting held in this system proves it first of all."""
    return occasion.keeps_minutes and occasion.meant.evidence[0] == "meeting"


def _reported(world: World, words: Words, occasion: Occasion) -> Story:
    """A periodic report that is due is made of what the journal says; its signed copy proves it."""
    yield from reports.report(world, words, occasion.period, occasion)
    by = yield from _recorder(world, occasion)
    occasion.refresh_from_db()
    occasions.close(occasion, done_on=world.today, by=by)


def _recorder(world: World, occasion: Occasion) -> Any:
    """Wait for whose occasion it is, or for whoever keeps the office's books."""
    holder = occasion.holder
    if holder is not None and holder.left_on is None:
        return (yield from world.wait_for_person(holder, rules.RECORD))
    return (yield from world.wait_for(Function.ADMINISTRATION))


def _evidence(world: World, occasion: Occasion) -> Evidence:
    kind = occasion.meant.evidence[0]
    symbol = "BB-VP" if kind == "meeting" else "BC-VP"
    return Evidence(kind=kind, number=world.number(symbol), dated_on=world.today)


def go_on_leave(world: World, person: Person) -> Story:
    """A person takes leave, entered a few days ahead."""
    by = yield from world.wait_for(Function.ADMINISTRATION)
    starts = world.today + timedelta(days=world.dice.randint(1, 7))
    ends = starts + timedelta(days=world.dice.choice((0, 1, 2, 4, 9)))
    kind = world.dice.choice((AbsenceKind.ANNUAL, AbsenceKind.ANNUAL, AbsenceKind.SICK))
    if queries.overlapping(person, kind.is_away, starts, ends) is None:
        absences.enter(person, kind, starts_on=starts, ends_on=ends, by=by)


def join(world: World, words: Words) -> Story:
    """Somebody new comes to the office."""
    by = yield from world.wait_for(Function.ADMINISTRATION)
    add_person(
        name=name(words, world.dice),
        login=f"moi{world.today:%m%d}",
        password="",
        position=world.dice.choice(words["positions"]),
        department=words["departments"][0],
        category="civil-servant",
        joined_on=world.today,
        by=by,
    )


def leave(world: World, person: Person) -> Story:
    """Somebody leaves for another office."""
    by = yield from world.wait_for(Function.ADMINISTRATION)
    staffing.leave(person, last_day=world.today, basis=world.number("QĐ-VP"), by=by)


def enter_for(world: World, words: Words, person: Person) -> Story:
    """A clerk enters what a union officer says aloud; the officer confirms it the day after."""
    clerk = yield from world.wait_for(Function.ADMINISTRATION)
    keeper = world.holder(Function.ADMINISTRATION)
    assert keeper is not None
    sitting = sittings.begin(
        person,
        recorded_from=RecordedFrom.SPEECH,
        told="Đọc tại phòng Hành chính",
        clerk=keeper,
        by=clerk,
    )
    checker = yield from _checker(world)
    said = sittings.on_behalf(sitting, world.actor(keeper, Function.ADMINISTRATION))
    matter = actions.draft(_draft(world, words, checker), by=said)
    sittings.end(sitting, by=world.actor(keeper, Function.ADMINISTRATION))
    yield 1
    second = yield from world.wait_for_person(person, CHANGE_PEOPLE)
    sittings.decide(sitting, agrees=True, by=second)
    by = yield from world.wait_for_person(checker, CHECK)
    actions.clear(matter, by=by)
    yield from _make_public(world, matter)
