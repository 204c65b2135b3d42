"""Our own outline: each provision of the regulation in force that drives something.

What was done under a provision is what the journal's entries cite; what comes round under it is
the table of routines'. Nothing of any regulation stands here.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from dienhong.core.citation import Citation
from dienhong.core.days.periods import Period
from dienhong.duties.routines import ROUTINES, Routine, in_force
from dienhong.regulation import vocabulary
from dienhong.regulation.queries import driving, provisions_of
from dienhong.reporting import come_due, figures, reading
from dienhong.reporting.content import Content, Number, Part, Status, Time
from dienhong.reporting.figures import ANY_KIND, FIGURES, Drawn, Event
from dienhong.reporting.models import Answer, Report

CLAUSE = "clause."
# Entries that show no work under the clauses that they cite: what was opened, put aside, refused,
# or held back as secret, of which no count may tell.
_NO_WORK = frozenset({"duties.opened", "duties.not_done", "record.refused", "publication.withheld"})
_WORK = (
    frozenset(kind for figure in FIGURES for kind in figure.kinds if kind != ANY_KIND) - _NO_WORK
)
# The parameters of which some figure or routine tells: nothing there means nothing came due.
_TOLD_OF = frozenset(name for figure in FIGURES for name in figure.about) | frozenset(
    name for routine in ROUTINES for name in (routine.every, routine.demanded_by) if name
)
_DAY = {kind: figure.day for figure in FIGURES for kind in figure.kinds if not figure.each}
_ASKS = 300


def draw(report: Report, today: date) -> Content:
    """Return what a draft would say now: its figures and parts, in a fixed number of queries."""
    period = report.period
    version = reading.version_of(period, today)
    events = reading.events_of(period)
    kinds = reading.kinds_in_force(version, min(period.last, today))
    wanted = reading.figures_for(events, kinds)
    drawn = figures.draw(wanted, events, period.first, period.last)
    bound = {str(clause): meant for clause, meant in driving(version).items()}
    under = _under(events, period)
    months = figures.by_month(wanted, events, report.months)
    numbers = [_number(each, months.get(code, ())) for code, each in drawn.items()]
    numbers += [_of_clause(clause, under.get(clause, ())) for clause in bound]
    return Content(tuple(numbers), _parts(report, today, bound, drawn, under))


def content_of(report: Report, today: date) -> Content:
    """Return what a report says: drawn now for a draft, as it was reported for a final one."""
    return Content.from_data(report.frozen) if report.is_final else draw(report, today)


def _under(events: Iterable[Event], period: Period) -> dict[str, tuple[int, ...]]:
    """Return, by provision, the numbers of the entries of work in the period that cite it."""
    found: dict[str, list[int]] = {}
    for event in events:
        day = event.day(_DAY.get(event.kind, ""))
        if event.kind in _WORK and period.first <= day <= period.last:
            for clause in dict.fromkeys(event.clauses):
                found.setdefault(clause, []).append(event.number)
    return {clause: tuple(numbers) for clause, numbers in found.items()}


def _of_clause(clause: str, entries: tuple[int, ...]) -> Number:
    count = len(entries)
    label = "Mục sổ ghi dẫn điều này"
    return Number(CLAUSE + clause, label, "", count, figures.say_count(count), entries)


def _number(drawn: Drawn, months: tuple[int, ...]) -> Number:
    figure = drawn.figure
    return Number(
        figure.code,
        figure.label,
        figure.group,
        drawn.count,
        drawn.shown,
        drawn.entries,
        figure.about,
        figure.words,
        figure.seen_by,
        months,
    )


# Clause by clause.


def _parts(
    report: Report,
    today: date,
    bound: Mapping[str, list[vocabulary.Parameter]],
    drawn: Mapping[str, Drawn],
    under: Mapping[str, tuple[int, ...]],
) -> tuple[Part, ...]:
    times, unsettled = come_due.times(report), _unsettled(report.period, today)
    answers = {row.clause: row for row in report.answers.all()}
    texts = provisions_of(Citation.parse(clause) for clause in bound)
    return tuple(
        _part(
            (clause, texts[Citation.parse(clause)].label),
            rows,
            drawn,
            under.get(clause, ()),
            times.get(clause, ()),
            (answers.get(clause), unsettled.get(clause, ())),
        )
        for clause, rows in bound.items()
        if Citation.parse(clause) in texts
    )


def _part(
    named: tuple[str, str],
    rows: list[vocabulary.Parameter],
    drawn: Mapping[str, Drawn],
    entries: tuple[int, ...],
    times: tuple[Time, ...],
    about: tuple[Answer | None, tuple[Routine, ...]],
) -> Part:
    (clause, label), (answer, unsettled) = named, about
    names = {row.name for row in rows}
    can_tell = names - {name for each in unsettled for name in (each.every, each.demanded_by)}
    return Part(
        clause=clause,
        label=label,
        asks="; ".join(dict.fromkeys(row.label for row in rows))[:_ASKS],
        status=_status(can_tell, entries, times),
        numbers=(CLAUSE + clause, *_about(names, clause, drawn)),
        times=times,
        answer=answer.words if answer else _because(times),
        answered_by=answer.given_by if answer else "",
        unsettled=tuple(each.title for each in unsettled),
    )


def _unsettled(period: Period, today: date) -> dict[str, tuple[Routine, ...]]:
    """Return, by provision, what is demanded at the period's end without a settled rhythm."""
    found: dict[str, tuple[Routine, ...]] = {}
    for each in in_force(min(period.last, today)).unsettled:
        for clause in each.clauses:
            found[str(clause)] = (*found.get(str(clause), ()), each.routine)
    return found


def _status(names: set[str], entries: tuple[int, ...], times: tuple[Time, ...]) -> Status:
    """Return how a clause was carried out; what nobody owed in the period was not left undone."""
    if any(time.is_outstanding for time in times):
        return Status.PARTLY if entries else Status.NOT_DONE
    if entries or any(time.done_on for time in times):
        return Status.DONE
    if any(time.because for time in times):
        return Status.NOT_DONE
    return Status.NOTHING_DUE if names & _TOLD_OF or times else Status.NO_DATA


def _about(names: set[str], clause: str, drawn: Mapping[str, Drawn]) -> list[str]:
    """Return the figures that tell of a provision; of those one each only its own."""
    return [
        code
        for code, each in drawn.items()
        if names & set(each.figure.about)
        and not each.figure.seen_by
        and each.figure.of in {"", clause}
    ]


def _because(times: tuple[Time, ...]) -> str:
    """Return why what came round was put aside, where that was all that came round."""
    if any(time.is_outstanding for time in times):
        return ""
    return " ".join(dict.fromkeys(time.because for time in times if time.because))
