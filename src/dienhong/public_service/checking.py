"""Checking the boards against their pages: one record of all, which closes the periodic check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.duties import occasions
from dienhong.duties.models import Evidence
from dienhong.organisation.actions import check_power
from dienhong.public_service import queries, rules
from dienhong.public_service.models import Check, Finding
from dienhong.public_service.rules import Result
from dienhong.record.actions import write_entry


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one board, and what is wrong where it is not in order."""

    result: Result
    words: str = ""


@transaction.atomic
def record(found: Mapping[int, Found], *, words: str = "", by: Actor) -> Check:
    """Write down what a look at every board found; ``found`` by the edition that hangs.

    A periodic check that waits has its evidence by that, and is closed.
    """
    check_power(rules.CHECK, by, "ghi kiểm tra bảng niêm yết")
    boards, clauses = list(queries.posted()), queries.ordered_by(by.today)
    first = next(iter(clauses), None)
    rules.check_some_posted(len(boards), first)
    rules.check_each_looked_at([row.name for row in boards if row.pk not in found], first)
    for row in boards:
        rules.check_finding(row.name, found[row.pk].result, found[row.pk].words, first)
    wrong = sum(found[row.pk].result is not Result.AGREES for row in boards)
    check = Check(
        occasion=queries.occasion_waiting(by.today),
        checked_on=by.today,
        checked_by=by.author.name,
        checked_at=by.at,
        words=words.strip(),
    )
    entry = write_entry(
        "public_service.checked",
        check.subject,
        by=by,
        clauses=clauses,
        facts={"boards": len(boards), "not_in_order": wrong},
        audience="public",
    )
    check.entry_number = entry.number
    check.save()
    Finding.objects.bulk_create(
        Finding(
            check_made=check,
            edition=row,
            result=found[row.pk].result,
            words=found[row.pk].words.strip(),
        )
        for row in boards
    )
    _close_occasion(check, len(boards), wrong, by)
    return check


def _close_occasion(check: Check, boards: int, wrong: int, by: Actor) -> None:
    if check.occasion is None:
        return
    told = f"Đã kiểm tra {boards} thủ tục; {wrong} bảng không khớp hoặc không có."
    evidence = Evidence(
        kind="record",
        words=told,
        dated_on=by.today,
        subject=check.subject,
        path=f"thu-tuc/kiem-tra/{check.pk}/",
    )
    occasions.show(check.occasion, evidence, by=by)
    occasions.close(check.occasion, done_on=by.today, by=by)
