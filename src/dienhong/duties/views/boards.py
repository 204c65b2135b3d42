"""Boards: the follow-up board of the office, a department's, each person's own."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.duties import boards, planner, rules, urging
from dienhong.duties import queries as duties
from dienhong.duties.boards import STATES, Row, State, Wanted
from dienhong.duties.escalation import ladder
from dienhong.duties.models import Duty
from dienhong.duties.opening import Expected
from dienhong.duties.routines import Rhythm, in_force, shared_out
from dienhong.organisation import queries as organisation
from dienhong.organisation.access import only, signed_in
from dienhong.organisation.forms import OneLineField
from dienhong.organisation.functions import Function
from dienhong.organisation.middleware import Desk, desk
from dienhong.organisation.models import Person
from dienhong.organisation.table_files import as_file
from dienhong.regulation.rules import SETTLE

PAGE = 50
_ALL = ("", "Tất cả")
_DONE_SHOWN = 30
# What begins within these days is said to be coming.
_AHEAD = timedelta(days=60)
_COLUMNS = ["Việc", "Loại", "Hạn", "Tình trạng", "Ai chịu trách nhiệm", "Báo lên", "Điều khoản"]


class BoardForm(forms.Form):
    """What of the board is to be shown."""

    tim = OneLineField(label="Tìm", max_length=100, required=False)
    tinh_trang = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[_ALL, *((s.value, w) for s, w in STATES.items())],
    )
    chuc_nang = forms.ChoiceField(label="Chức năng", required=False)
    phong = forms.ChoiceField(label="Phòng", required=False)
    loai = forms.ChoiceField(label="Loại việc", required=False)
    one_is_enough = True

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]]) -> None:
        super().__init__(*args)
        for name, found in choices.items():
            self.fields[name].choices = [_ALL, *found]  # type: ignore[attr-defined]

    @property
    def wanted(self) -> Wanted:
        """Return what is asked for; what cannot be read leaves everything in."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            words=given.get("tim", ""),
            state=given.get("tinh_trang", ""),
            function=given.get("chuc_nang", ""),
            department=int(given["phong"]) if given.get("phong") else None,
            kind=given.get("loai", ""),
        )


def _asked(request: HttpRequest) -> tuple[BoardForm, list[Row], list[Row]]:
    """Return the form, every line of the board, and those that the form asks for."""
    here = desk(request)
    rows = boards.board(ladder(here.standing), here.today)
    places = here.standing.places.values()
    answering = {code for row in rows for code in row.duty.codes}
    choices = {
        "chuc_nang": [(place.code, place.label) for place in places if place.code in answering],
        "phong": [(str(row.pk), row.name) for row in organisation.departments_open()],
        "loai": boards.kinds_in(rows),
    }
    form = BoardForm(request.GET, choices=choices)
    wanted = form.wanted
    return form, rows, [row for row in rows if wanted.takes(row)]


@require_safe
@only(rules.FOLLOW_UP)
def board(request: HttpRequest) -> HttpResponse:
    """Show all that is open in the office: late first, with who was told."""
    here = desk(request)
    form, rows, found = _asked(request)
    leaf = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    words = request.GET.copy()
    words.pop("trang", None)
    shown = {
        "form": form,
        "leaf": leaf,
        "sections": sections(leaf.object_list),
        "counts": _counts(rows),
        "found": len(found),
        "words": words.urlencode(),
        "unsettled": in_force(here.today).unsettled,
        "may_settle": here.may(SETTLE),
        "may_urge": here.may(rules.REMIND),
        "grounds": urging.grounds(here.today),
    }
    return render(request, "duties/board.html", shown)


@require_safe
@only(rules.FOLLOW_UP)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Give out the board as it is filtered, as a file."""
    _, _, found = _asked(request)
    lines: list[list[Any]] = [_COLUMNS]
    lines += [
        [
            row.title,
            boards.say_kind(row.duty),
            row.duty.due_on,
            row.said,
            row.answers,
            row.told,
            "; ".join(row.duty.clauses),
        ]
        for row in found
    ]
    return as_file(lines, form, name=f"viec-phai-lam-{desk(request).today:%Y%m%d}")


def sections(rows: Any) -> list[dict[str, Any]]:
    """Return lines by state, in the order of the states; states without any are left out."""
    parts = ((state, [row for row in rows if row.state is state]) for state in State)
    return [
        {"id": state.value, "title": STATES[state], "rows": found}
        for state, found in parts
        if found
    ]


def _counts(rows: list[Row]) -> list[dict[str, Any]]:
    counted = {state: sum(row.state is state for row in rows) for state in State}
    return [
        {
            "state": state.value,
            "title": STATES[state].lower(),
            "count": counted[state],
            "late": state is State.LATE,
        }
        for state in State
        if counted[state] or state is not State.CARRIED
    ]


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Show a person what is open, what was done, and where the rest of the duties are."""
    here = desk(request)
    assert here.person is not None
    open_ones = duties.of(here.person, here.functions).select_related("person")
    shown = {
        "sections": sections(boards.rows_of(open_ones, ladder(here.standing), here.today)),
        "done": _done(here.person, here.functions),
        "may_follow_up": here.may(rules.FOLLOW_UP),
        "heads": _departments_headed(here),
        "coming": _coming(here),
        "unsettled": in_force(here.today).unsettled,
        "may_settle": here.may(SETTLE),
    }
    return render(request, "duties/mine.html", shown)


def _done(person: Person, functions: Collection[str]) -> QuerySet[Duty]:
    rows = duties.done_by(person, functions).select_related("occasion")
    return rows[:_DONE_SHOWN]


def _coming(here: Desk) -> list[Expected]:
    """Return what comes next for this person by a function, not opened yet."""
    first, last = here.today + timedelta(days=1), here.today + _AHEAD
    on = in_force(here.today)
    if on.version is None:
        return []
    shared = shared_out(on.version, on.rhythms)
    return [
        each
        for each in planner.coming(on, first, last)
        if _is_for(each.rhythm, shared.get(each.rhythm.key), here.functions)
    ]


def _is_for(rhythm: Rhythm, shared: frozenset[str] | None, functions: Collection[str]) -> bool:
    return not {*rhythm.routine.functions, *(shared or ())}.isdisjoint(functions)


@require_safe
@signed_in
def department(request: HttpRequest) -> HttpResponse:
    """Show a head of department what the people of the department owe."""
    here = desk(request)
    rooms = _departments_headed(here)
    rows = boards.board(ladder(here.standing), here.today) if rooms else []
    own = {room.pk for room in rooms}
    assert here.person is not None
    mine = {duty.pk for duty in duties.of(here.person, here.functions)} if rooms else set()
    found = [row for row in rows if own & row.departments]
    shown = {
        "rooms": rooms,
        "sections": sections(boards.veiled(found, mine)),
        "may_urge": here.may(rules.REMIND),
        "grounds": urging.grounds(here.today) if rooms else [],
    }
    return render(request, "duties/department.html", shown)


def _departments_headed(here: Desk) -> list[Any]:
    """Return the departments whose head this person is today: the own one, for a holder."""
    person: Person | None = here.person
    if person is None or person.department_id is None:
        return []
    if Function.HEAD_OF_DEPARTMENT not in here.functions:
        return []
    return list(organisation.departments_open().filter(pk=person.department_id))
