"""Which days follow from a correction, counted again and said in words before it is signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.utils import timezone

from dienhong.core.days import vietnam
from dienhong.core.days.runs import Run, run_on
from dienhong.core.days.say import say_day
from dienhong.organisation.queries import agency
from dienhong.publication import hanging, rules, rules_runs
from dienhong.publication.correctable import DAY, MOMENT, Field
from dienhong.publication.models import Matter, Posting
from dienhong.record.corrections import Change
from dienhong.record.models import Correction


def run_from(matter: Matter, posting: Posting, posted_on: date, today: date) -> Run:
    """Return the run of a posting as it would stand if it had begun on another day."""
    known = replace(hanging.hanging_of(posting), posted_on=posted_on)
    return run_on(known, hanging.length_of(matter), today)


def effect_of(matter: Matter, field: Field, change: Change | Correction) -> str:
    """Return in words which days follow from a correction; "" where none does."""
    told = []
    if field.shape == DAY:
        told.append(_effect_on_due(matter, date.fromisoformat(change.value)))
    if isinstance(field.row, Posting) and field.shape == MOMENT:
        told.append(_effect_on_run(matter, field.row, change.value))
    if change.material:
        told.append(
            f"Điều phải biết đã đổi: mỗi nơi niêm yết tính lại đủ {matter.post_for.said} liên tục "
            "từ ngày có bản đính chính, ai đã xác nhận bản trước thì đọc lại bản này."
        )
    return " ".join(told)


def _effect_on_run(matter: Matter, posting: Posting, value: str) -> str:
    posted_on = timezone.localdate(datetime.fromisoformat(value))
    if posting.gaps.exists():
        return "Ngày niêm yết ghi lại; đợt đang tính vẫn từ ngày dán lại sau đứt quãng."
    until = rules_runs.posted_until(posted_on, matter.post_for, vietnam.calendar()).day
    before = say_day(posting.ends_on) if posting.ends_on else "chưa có"
    return f"Đợt niêm yết tính lại: đến hết {say_day(until)} (trước đính chính: {before})."


def _effect_on_due(matter: Matter, decided_on: date) -> str:
    due = rules.publish_by(decided_on, matter.publish_within, vietnam.calendar()).day
    done_on = matter.published_on or due
    late = rules.working_days_late(due, done_on, vietnam.calendar())
    if due < agency().go_live_on:
        verdict = "việc mang sang, không tính là trễ"
    elif done_on <= due:
        verdict = "công khai đúng hạn"
    else:
        verdict = f"công khai trễ {late} ngày làm việc" if late else "công khai trễ hạn"
    return (
        f"Hạn công khai tính lại là {say_day(due)} "
        f"(trước đính chính: {say_day(matter.due_on)}): {verdict}."
    )
