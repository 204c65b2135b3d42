"""Letters of reminders: which are to be written, and what stands in one on the day it leaves."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F

from dienhong.core.acting import Actor
from dienhong.core.days import vietnam
from dienhong.core.days.say import say_day, say_due
from dienhong.core.refusal import Refused
from dienhong.duties import inviting, reaching
from dienhong.duties.appointments import Appointment
from dienhong.duties.models import Duty, Letter, Mode, Reminder
from dienhong.organisation import queries as organisation
from dienhong.regulation.law import say_citation

WITHDRAWN = "việc đã rút nội dung"
CODE = "code"
_FOOT = (
    "Thư do hệ thống Diên Hồng của cơ quan gửi theo cài đặt của người nhận. "
    "Đổi hoặc thôi nhận thư: trang «Nhắc việc», mục «Thư nhắc việc»."
)


def gather(*, by: Actor) -> list[Letter]:
    """Make the letters of the reminders that wait for one; part of the caller's transaction.

    A digest comes once a day or once a week: what is written down after it waits for the next.
    """
    waiting = (
        Reminder.objects.filter(
            letter=None,
            ended="",
            seen_at=None,
            duty__done_on=None,
            at__gte=F("person__preference__since"),
        )
        .exclude(person__preference__address="")
        .exclude(person__preference__mode=Mode.NONE)
        .select_related("person__preference")
        .order_by("pk")
    )
    keys: dict[str, list[Reminder]] = {}
    for reminder in waiting:
        keys.setdefault(_key(reminder, by.today), []).append(reminder)
    there = set(Letter.objects.filter(key__in=keys).values_list("key", flat=True))
    return [_make(key, rows, by) for key, rows in keys.items() if key not in there]


def _key(reminder: Reminder, today: date) -> str:
    """Return of what the letter is that carries a reminder: itself, a person's day or week."""
    mode, person = reminder.person.preference.mode, reminder.person_id
    if mode == Mode.EACH:
        return f"reminder:{reminder.pk}"
    year, week, _ = today.isocalendar()
    return f"week:{person}:{year}-{week}" if mode == Mode.WEEKLY else f"day:{person}:{today}"


def _make(key: str, rows: list[Reminder], by: Actor) -> Letter:
    letter = Letter.objects.create(
        key=key, person_id=rows[0].person_id, made_at=by.at, next_try=by.at
    )
    Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(letter=letter)
    return letter


def written(letter: Letter, today: date) -> tuple[str, str]:
    """Return subject and text of a letter as things stand now; ("", "") if nothing is left to say.

    Nothing of a duty whose content was withdrawn is in it but that there is one.
    """
    held = letter.reminders.filter(ended="", duty__done_on=None)
    rows = list(held.select_related("duty", "sender").order_by("due_on", "pk"))
    invited = inviting.known(letter.person, rows, today)
    found = [_of(row, invited, today) for row in rows if row.duty or row.pk in invited]
    if not found:
        return "", ""
    name = organisation.agency().name
    subject = f"Nhắc việc: {found[0][0]}"
    if len(found) > 1:
        subject = f"Nhắc việc: {len(found)} việc, ngày {today:%d/%m/%Y}"
    items = [f"{number}. {head}\n{rest}" for number, (head, rest) in enumerate(found, 1)]
    head = f"{name}\nNhắc việc, {say_day(today)}\nKính gửi: {letter.person.name}"
    return subject, "\n\n".join([head, *items, _where_all(), _FOOT]) + "\n"


def title(duty: Duty) -> str:
    """Return what a duty is called outside the office's own pages."""
    return f"{duty.verb}: {duty.title or WITHDRAWN}"


def _of(row: Reminder, invited: Mapping[int, Appointment], today: date) -> tuple[str, str]:
    """Return what a letter says of a reminder: its title, and the lines below that."""
    if row.duty:
        return title(row.duty), _of_duty(row.duty, row, today)
    each = invited[row.pk]
    when = ", ".join(filter(None, (say_day(each.day), each.where)))
    return f"Dự: {each.title}", f"   {when}.\n   {_where(each.path)}"


def _of_duty(duty: Duty, row: Reminder, today: date) -> str:
    lines = [f"   {due_words(duty, today)}."]
    if row.above:
        lines.append("   Gửi cấp trên của người chịu trách nhiệm vì việc đã trễ.")
    if row.sender is not None:
        said = f": «{row.words}»" if row.words else "."
        lines.append(f"   {row.sender.name} nhắc{said}")
    if duty.citations:
        cited = "; ".join(say_citation(citation) for citation in duty.citations)
        lines.append(f"   Căn cứ: {cited}.")
    lines.append(f"   {_where(duty.path)}")
    return "\n".join(lines)


def due_words(duty: Duty, today: date) -> str:
    """Return how a duty's day stands today; what was carried over is not called late."""
    if duty.carried_over and duty.due_on < today:
        return f"Hạn là {say_day(duty.due_on)}, việc mang sang nên không tính là trễ"
    try:
        return say_due(vietnam.calendar(), duty.due_on, today)
    except Refused:  # a year of which no days off are known
        return f"Hạn là {say_day(duty.due_on)}"


def _where(path: str) -> str:
    address = reaching.address(path)
    return f"Mở: {address}" if address else "Mở: đăng nhập, trang «Việc của tôi»."


def _where_all() -> str:
    address = reaching.address("viec/nhac/")
    return f"Mọi lần nhắc: {address}" if address else "Mọi lần nhắc: đăng nhập, trang «Nhắc việc»."
