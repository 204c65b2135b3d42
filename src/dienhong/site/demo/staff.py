"""People of a demonstration office: functions, vacancies, absences; lists, rolls that wait."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from dienhong.core.acting import Actor
from dienhong.organisation import absences, actions, binding, importing, rolls, staffing
from dienhong.organisation.categories import AbsenceKind
from dienhong.organisation.functions import Function, FunctionKind
from dienhong.organisation.models import Account, LegalFunction, Person, RollRule
from dienhong.site.demo.cast import Cast
from dienhong.site.demo.play import Step

_IMPORTED, _RULED, _SIGNED = 250, 300, 60  # days before today
_HEADER = "Họ và tên,Mã cán bộ,Tên đăng nhập,Phòng,Chức vụ,Ngày vào cơ quan,Loại,Chức năng"
_JOINED = ("Giáp Thu Ngân", "Khổng Duy Mạnh")
_ROLLS = (  # days before today
    (_SIGNED, "Hội nghị cán bộ, công chức, viên chức, người lao động"),
    (4, "Đề nghị họp hội nghị bất thường"),
    (1, "Phát phiếu lấy ý kiến"),
)
_USUAL = "civil-servant"
_COUNTED = ["cadre", "civil-servant", "public-employee", "worker"]


def add_people(office: dict[str, Any], by: Actor) -> None:
    """Enter everybody after the first, with all functions; say who acts in the vacant ones."""
    codes = {row["key"]: _add_function(row, by) for row in office.get("own_functions", ())}
    first, *others = office["people"]
    staffing.correct_facts(
        _person(first["login"]), name=first["name"], category=_USUAL, staff_code="", by=by
    )
    _give(first, codes, by)
    for row in others:
        actions.add_person(
            name=row["name"],
            login=row["login"],
            password="",
            position=row["position"],
            department=row.get("department", ""),
            category=row.get("category", _USUAL),
            joined_on=by.today,
            by=by,
        )
        _give(row, codes, by)
    for row in office["vacant"]:
        _say_who_acts(row, codes, by)


def _person(login: str) -> Person:
    return Account.objects.select_related("person").get(login=login).person


def _add_function(row: dict[str, str], by: Actor) -> str:
    words = binding.FunctionWords(label=row["label"], kind=FunctionKind.BODY)
    return binding.add_function(words, by=by).code


def _give(row: dict[str, Any], codes: dict[str, str], by: Actor) -> None:
    who = _person(row["login"])
    held = set(who.holdings.values_list("function", flat=True))
    for function, seat in row.get("holds", {}).items():
        code = codes.get(function, function)
        if code not in held:
            actions.give_function(who, code, held_from=by.today, seat=seat, by=by)


def _say_who_acts(row: dict[str, str], codes: dict[str, str], by: Actor) -> None:
    function = LegalFunction.objects.get(pk=row["function"])
    stand_in, through = row.get("stand_in", ""), row.get("through", "")
    words = binding.FunctionWords(
        label=function.label,
        kind=FunctionKind(function.kind),
        stand_in=codes.get(stand_in, stand_in) or function.stand_in_id or "",
        through=through or function.through_id or "",
        ground=row["ground"],
    )
    binding.change_function(function, words, edition=function.edition, by=by)


def run_the_year(office: dict[str, Any], cast: Cast, at: datetime) -> Iterator[Step]:
    """Yield what a year brings: a list taken in, absences, a roll signed by two, others."""
    imported, ruled = at - timedelta(days=_IMPORTED), at - timedelta(days=_RULED)
    yield imported, partial(_take_in, office, cast, imported)
    yield ruled, partial(_set_rule, cast, ruled)
    for row in office["away"]:
        began = at - timedelta(days=row["from"])
        yield began, partial(_enter_absence, row, cast, began, _days_after(at, -row["to"]))
    for days, purpose in _ROLLS:
        then = at - timedelta(days=days)
        yield then, partial(_make_roll, cast, then, purpose, days)
    yield at, partial(_leave_a_list, cast, at)


def _leave_a_list(cast: Cast, at: datetime) -> None:
    clerk = cast.actor(Function.ADMINISTRATION, at)
    lines = (_line("Ninh Thị Hậu", "32/13/2025", "Phòng Lạ"), _line("", "01/02/2025", ""))
    importing.upload(_as_csv(*lines), "nguoi-moi.csv", by=clerk)


def _take_in(office: dict[str, Any], cast: Cast, at: datetime) -> None:
    room = office["people"][3]["department"]
    by = cast.actor(Function.ADMINISTRATION, at)
    lines = [_line(name, f"{by.today:%d/%m/%Y}", room) for name in _JOINED]
    pending = importing.upload(_as_csv(*lines), "nguoi-vao-dot-1.csv", by=by)
    importing.carry_out(pending, edition=pending.edition, by=by)


def _line(name: str, joined: str, department: str) -> str:
    return f"{name},,,{department},Chuyên viên,{joined},Công chức,"


def _as_csv(*lines: str) -> bytes:
    return "\n".join([_HEADER, *lines]).encode()


def _enter_absence(row: dict[str, Any], cast: Cast, began: datetime, ends_on: date) -> None:
    by = cast.actor(Function.ADMINISTRATION, began)
    absences.enter(
        cast.person(row["login"]),
        AbsenceKind(row["kind"]),
        starts_on=by.today,
        ends_on=ends_on,
        basis=row.get("basis", ""),
        other_body=row.get("other_body", ""),
        by=by,
    )


def _days_after(at: datetime, days: int) -> date:
    return at.date() + timedelta(days=days)


def _set_rule(cast: Cast, at: datetime) -> None:
    by = cast.actor(Function.CHIEF, at)
    rule = RollRule(
        in_force_from=by.today,
        categories=_COUNTED,
        long_leave_counted=True,
        seconded_out_counted=False,
        seconded_in_counted=True,
        probationers_counted=True,
        basis="Thống nhất giữa người đứng đầu và Công đoàn, biên bản số 02/BB",
    )
    rolls.set_rule(rule, by=by)


def _make_roll(cast: Cast, then: datetime, purpose: str, days: int) -> None:
    """Make a roll: the first is signed by two, the next waits for the second, the last is open."""
    clerk = cast.actor(Function.ADMINISTRATION, then)
    roll = rolls.make(purpose=purpose, on_day=clerk.today, by=clerk)
    if days > 1:
        rolls.freeze(roll, by=clerk)
    if days == _SIGNED:
        rolls.sign(roll, by=cast.actor(Function.UNION_EXECUTIVE, then + timedelta(minutes=1)))
