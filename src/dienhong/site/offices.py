"""Opening an office: its database, its own row, its first person; and listing what there is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dienhong.core.acting import Actor, RecordedFrom, Someone
from dienhong.core.refusal import Refused
from dienhong.hosting import directory
from dienhong.hosting.backup import Last, last
from dienhong.hosting.context import use_agency
from dienhong.organisation import actions, queries
from dienhong.organisation.functions import Function
from dienhong.organisation.models import Agency
from dienhong.public_service import queries as boards
from dienhong.publication import asking
from dienhong.publication.handover import not_given


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What an office is opened with."""

    name: str
    superior_body: str = ""
    place: str = ""
    person: str
    login: str
    password: str
    function: Function = Function.ADMINISTRATION
    # How the agency's papers are numbered (12/TB-VP), and what its functions are called.
    symbol: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    demo: bool = False


def the_system(at: datetime) -> Actor:
    """Return the actor of what nobody stands behind: opening an office, a demonstration."""
    return Actor(
        by=Someone("system", "Hệ thống"),
        at=at,
        today=timezone.localdate(at),
        recorded_from=RecordedFrom.SYSTEM,
    )


def open_office(code: str, opening: Opening, *, at: datetime) -> None:
    """Make the database, write the office's row and its first person; all of it or nothing."""
    with directory.making(code) as name, use_agency(name), transaction.atomic():
        _first_rows(opening, the_system(at))


def _first_rows(opening: Opening, by: Actor) -> None:
    actions.open_office(
        name=opening.name,
        superior_body=opening.superior_body,
        place=opening.place,
        symbol=opening.symbol,
        titles=opening.titles,
        go_live_on=by.today,
        demo=opening.demo,
        by=by,
    )
    person = actions.add_person(
        name=opening.person,
        login=opening.login,
        password=opening.password,
        position=actions.title_of(opening.function),
        joined_on=by.today,
        by=by,
    )
    actions.give_function(person, opening.function, held_from=by.today, by=by)


def listed() -> list[dict[str, str | bool]]:
    """Return code, name, whether it is a demonstration, and its last backup, for each office."""
    found: list[dict[str, str | bool]] = []
    for code in directory.codes():
        with use_agency(code):
            row = Agency.objects.filter(pk=1).first()
        if row is not None:
            backup = say_backup(last(code))
            found.append({"code": code, "name": row.name, "demo": row.demo, "backup": backup})
    return found


def say_backup(newest: Last | None) -> str:
    """Return in words when an office was last backed up, and what was found when it was read."""
    if newest is None:
        return "chưa có lần nào"
    made, read = timezone.localtime(newest.made), timezone.localtime(newest.read_back)
    clear = "" if newest.encrypted else ", không mã hoá"
    return (
        f"gần nhất {made:%H:%M ngày %d/%m/%Y}{clear}, "
        f"đã đọc lại nguyên vẹn {read:%H:%M ngày %d/%m/%Y}"
    )


def check_ended(code: str, today: date) -> None:
    """Refuse to archive an office that has not ended: what came after would not be in it."""
    with use_agency(code):
        closing = queries.closing(queries.agency())
    if closing is None:
        raise Refused(
            f"Chưa lưu trữ được: văn phòng «{code}» chưa ghi kết thúc hoạt động",
            cure="Chánh Văn phòng ghi tại trang Người và chức năng. "
            "Chỉ cần một bản sao thì dùng: dienhong backup",
        )
    if not closing.is_over(today):
        raise Refused(
            f"Chưa lưu trữ được: văn phòng «{code}» còn hoạt động hết ngày "
            f"{closing.closed_on:%d/%m/%Y}",
            cure="Chạy lại từ hôm sau.",
        )


def check_nothing_runs(code: str) -> None:
    """Refuse to archive while something runs that nobody goes on with."""
    with use_agency(code):
        running, left = len(not_given()), left_behind()
    said = [f"{running} việc đang dở chưa bàn giao"] if running else []
    if said or left:
        raise Refused(
            f"Chưa lưu trữ được: còn {', '.join(said + left)}",
            cure="Bàn giao việc đang dở bằng: dienhong agency handover. Không có nơi tiếp nhận "
            "trên máy này, hoặc còn đề nghị, thủ tục niêm yết: thêm --leave-running.",
        )


def left_behind() -> list[str]:
    """Return in words what an agency that ended leaves open and no successor takes over."""
    counts = {
        "đề nghị cung cấp thông tin chưa trả lời": asking.waiting().count(),
        "thủ tục đang niêm yết cho công dân": boards.posted().count(),
    }
    return [f"{count} {what}" for what, count in counts.items() if count]
