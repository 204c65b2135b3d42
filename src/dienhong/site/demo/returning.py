"""What comes back in a demonstration office: the first one is done, for the last a day is set."""

from datetime import datetime, time, timedelta
from typing import Any

from dienhong.duties import measures, occasions
from dienhong.duties.models import Evidence, Occasion
from dienhong.duties.opening import sweep
from dienhong.organisation.functions import Function
from dienhong.site.demo.cast import Cast
from dienhong.site.offices import the_system

_SWEPT, _HELD, _WRITTEN = 40, 5, 30  # days before today
_MEASURES = (
    ("corruption", "Công khai kết quả mua sắm trong năm", 20),
    ("waste", "Khoán chi phí xăng xe, điện thoại", -8),
)


def come_round(office: dict[str, Any], cast: Cast, at: datetime) -> None:  # noqa: ARG001 (a part)
    """Sweep from last month on, do the first that came, agree on the last, write measures down."""
    sweep(by=the_system(at - timedelta(days=_SWEPT)))
    sweep(by=the_system(at))
    waiting = Occasion.objects.filter(duty__carried_over=False, closed_on=None, meetings=None)
    rows = list(waiting.order_by("first", "last"))
    by = cast.actor(Function.ADMINISTRATION, at)
    held_on = by.today - timedelta(days=_HELD)
    if len(rows) > 1 and rows[0].opens_on <= held_on:
        _hold(rows[0], cast, at)
    if rows:
        day = max(by.today, rows[-1].opens_on) + timedelta(days=3)
        occasions.agree(rows[-1], day=day, at=time(8), place="Phòng họp tầng 2", by=by)
    _write_measures(cast, at)


def _hold(row: Occasion, cast: Cast, at: datetime) -> None:
    by = cast.actor(Function.ADMINISTRATION, at - timedelta(days=_HELD))
    shown = Evidence(kind=row.meant.evidence[0], number="31/BB-VP", dated_on=by.today)
    occasions.show(row, shown, by=by)
    occasions.close(row, done_on=by.today, by=by)


def _write_measures(cast: Cast, at: datetime) -> None:
    by = cast.actor(Function.CHIEF, at - timedelta(days=_WRITTEN))
    if not measures.demanded(by.today):
        return
    owner = cast.holder(Function.ADMINISTRATION)
    for field, what, days in _MEASURES:
        due_on = (at + timedelta(days=days)).date()
        words = measures.Words(what=what, field=field, owner=owner, due_on=due_on)
        measures.add(words, by=by)
