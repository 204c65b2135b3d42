"""Meetings of a simulated year: planned, held, written down, numbered and signed."""

from datetime import date, time, timedelta
from typing import Any

from dienhong.core.acting import Actor
from dienhong.duties.models import Occasion
from dienhong.meetings import actions, minutes, queries, signing
from dienhong.meetings.models import Meeting, Task
from dienhong.meetings.papers import paper_of
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Person
from dienhong.site.simulation.scans import scan_of
from dienhong.site.simulation.world import Story, World

_TASKS, _VOICED, _UNNAMED = 0.6, 0.5, 0.3


def meet(world: World, words: dict[str, Any], occasion: Occasion, planned: date) -> Story:
    """Plan a meeting for an occasion; hold it, write it down, and let it be signed."""
    by = yield from world.wait_for(Function.ADMINISTRATION)
    meeting = actions.plan(_plan(world, occasion, max(planned, world.today)), by=by)
    yield max(0, (meeting.held_on - world.today).days)
    by = yield from world.wait_for(Function.ADMINISTRATION)
    meeting = _hold(world, meeting, by)
    task = _tasked(world, words, meeting, by)
    _voice(world, words, meeting, by)
    _write(world, words, meeting, by)
    actions.finish(meeting, by=by)
    yield world.dice.randint(0, 3)
    by = yield from world.wait_for(Function.ADMINISTRATION)
    _sign(meeting, world.number("BB-VP"), by)
    if task is not None:
        yield from _do(world, task)


def _plan(world: World, occasion: Occasion, day: date) -> actions.Plan:
    chair = world.holder(Function.CHIEF) or world.holder(Function.DEPUTY_CHIEF)
    secretary = world.holder(Function.ADMINISTRATION)
    return actions.Plan(
        title=occasion.duty.title,
        held_on=day,
        begins_at=time(8),
        place="Phòng họp tầng 2",
        occasions=[occasion],
        chair=chair or secretary,
        secretary=secretary,
    )


def _hold(world: World, meeting: Meeting, by: Actor) -> Meeting:
    present = [str(who.pk) for who in queries.invited(meeting) if world.is_in(who)]
    how = actions.Held(begins_at=time(8), ends_at=time(9, 30), place=meeting.place, present=present)
    return actions.hold(meeting, how, edition=meeting.attendance_edition, by=by)


def _tasked(world: World, words: dict[str, Any], meeting: Meeting, by: Actor) -> Task | None:
    if not world.happens(_TASKS):
        return None
    head = world.holder(Function.HEAD_OF_DEPARTMENT) or world.people()[0]
    due = world.today + timedelta(days=world.dice.randint(10, 45))
    said = minutes.Set(words=world.dice.choice(words["tasks"]), due_on=due, owner=head)
    return minutes.set_task(meeting, said, by=by)


def _voice(world: World, words: dict[str, Any], meeting: Meeting, by: Actor) -> None:
    if not world.happens(_VOICED):
        return
    what, answer = world.dice.choice(words["opinions"]), "Giao phòng Hành chính xem xét."
    speaker = world.dice.choice(world.people())
    said = (
        minutes.Voiced(words=what, unnamed=True, answer=answer)
        if world.happens(_UNNAMED)
        else minutes.Voiced(words=what, speaker=speaker, answer=answer)
    )
    minutes.record_opinion(meeting, said, by=by)


def _write(world: World, words: dict[str, Any], meeting: Meeting, by: Actor) -> None:
    meeting.refresh_from_db()
    said = minutes.Words(
        chair=meeting.chair,
        secretary=meeting.secretary,
        records={item.order: world.dice.choice(words["records"]) for item in meeting.agenda.all()},
        said={row.pk: "Đang làm." for row in meeting.reviews.all()},
        conclusion="Các phòng làm theo phân công.",
    )
    minutes.write(meeting, said, edition=meeting.edition, by=by)


def _sign(meeting: Meeting, number: str, by: Actor) -> None:
    paper = meeting.papers.get(kind="minutes")
    signing.number(paper, number=number, dated_on=meeting.held_on, by=by)
    meeting.refresh_from_db()
    name = "bien-ban-da-ky.pdf"
    scan = scan_of(paper_of(meeting, "minutes"), name)
    signing.sign(paper, signing.Copy(name, scan.file, scan.seen), by=by)


def _do(world: World, task: Task) -> Story:
    """Its owner does what the meeting set, now and then late, and reports it."""
    left = (task.due_on - world.today).days
    yield max(0, left + world.dice.randint(-9, 3))
    owner = Person.objects.get(pk=task.owner_id)
    if owner.left_on is not None:
        return
    while not world.is_in(owner):
        yield 1
    minutes.report_task(task, words="Đã làm xong.", by=world.actor(owner))
