"""The duty that a report writes: the draft waits for who may finish it, until its own day."""

from datetime import date

from dienhong.duties.actions import close_duties, open_duty
from dienhong.organisation.queries import who_may
from dienhong.reporting import rules
from dienhong.reporting.models import Report

FINISH = "reporting.finish"


def ask_to_finish(report: Report) -> None:
    """Ask who may finish reports for this one; a draft that nothing is due for has no day."""
    if report.occasion is None:
        return
    duty = report.occasion.duty
    open_duty(
        FINISH,
        report.subject,
        title=report.title,
        verb="Chốt báo cáo",
        path=f"bao-cao/{report.pk}/",
        due=duty.counted,
        clauses=duty.citations,
        functions=sorted(who_may()[rules.FINISH]),
        carried_over=duty.carried_over,
    )


def no_longer(report: Report, by_day: date) -> None:
    """Ask no more: the report was finished or dropped."""
    close_duties(report.subject, on=by_day)
