"""First pages: what waits for me and the four verbs; the Chief's one page; open verbs; help."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.duties import appointments, boards
from dienhong.duties import queries as duties
from dienhong.duties.boards import Row, State
from dienhong.duties.escalation import ladder
from dienhong.duties.models import Duty
from dienhong.duties.rules import FOLLOW_UP
from dienhong.organisation.access import only, public, signed_in
from dienhong.organisation.functions import Function
from dienhong.organisation.middleware import Desk, desk
from dienhong.organisation.rules import CHANGE_PEOPLE
from dienhong.publication import owed
from dienhong.publication import queries as publication
from dienhong.publication.rules import DRAFT
from dienhong.regulation import queries as regulation
from dienhong.regulation.rules import READ_WEAKER
from dienhong.reporting.rules import READ as READ_REPORTS

SOON = boards.SOON.days
_SHOWN_ON_HOME = 5
# Of each part of the Chief's page the most urgent; on paper fewer, so that it stays one A4.
_SHOWN_TO_CHIEF, _PRINTED = 8, 6

VERBS = {
    "deliberation": (
        "Bàn",
        "Tham gia ý kiến trước khi người đứng đầu quyết định.",
        "Lấy ý kiến, góp ý dự thảo và bản giải trình chưa có trong bản phần mềm này.",
    ),
    "decision": (
        "Quyết định",
        "Bàn và quyết định tại hội nghị, bỏ phiếu.",
        "Hội nghị và bỏ phiếu chưa có trong bản phần mềm này.",
    ),
    "inspection": (
        "Kiểm tra",
        "Kiểm tra, giám sát việc thực hiện.",
        (
            "Kế hoạch giám sát, kiến nghị, khiếu nại, tố cáo chưa có trong bản phần mềm này. "
            "Sổ ghi và dấu sổ thì đã có, ai cũng đối chiếu được."
        ),
    ),
}


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person, soonest first, and what is open in the four verbs."""
    here = desk(request)
    assert here.person is not None
    mine = list(duties.of(here.person, here.functions)[:100])
    published = publication.published()
    shown = {
        "owed": [_owed(duty, request) for duty in mine],
        "invited": appointments.of(here.person, here.today, here.today + appointments.AHEAD),
        "newest": list(published[:_SHOWN_ON_HOME]),
        "published_count": published.count(),
        "verbs": VERBS,
        "version": regulation.version_on(here.today),
        "may_draft": here.may(DRAFT),
        "may_read_reports": here.may(READ_REPORTS),
        "nobody_acts_in": _nobody_acts_in(here),
    }
    return render(request, "site/home.html", shown)


def _nobody_acts_in(here: Desk) -> str:
    """Name, for those who can mend it, the vacant functions in which nobody may act."""
    if CHANGE_PEOPLE not in here.powers:
        return ""
    standing = here.standing
    needed = frozenset().union(*standing.powers.values())
    return standing.say([code for code in needed if not standing.acting(code)])


def _owed(duty: Duty, request: HttpRequest) -> dict[str, Any]:
    today = desk(request).today
    return {"duty": duty, "late": duty.is_late(today)}


@require_safe
@only("organisation.see_head_page")
def chief(request: HttpRequest) -> HttpResponse:
    """Show the Chief one page: what is late and who was told, what to sign, what is due soon."""
    here = desk(request)
    assert here.person is not None
    functions = here.functions | {Function.CHIEF}
    people = {str(here.person.pk), *here.standing.acting(Function.CHIEF)}
    whole = boards.board(ladder(here.standing), here.today)
    rows = [row for row in whole if boards.is_of(row, people, functions)]
    late = [row for row in rows if row.state is State.LATE]
    sign = [row for row in rows if row.duty.kind in owed.SIGNED and row not in late]
    soon = [row for row in rows if row.state is State.SOON and row not in sign]
    shown = {
        "withheld": list(publication.withheld(here.person, here.powers)),
        **_weaker(here),
        "sections": [
            _section("tre", "Trễ hạn", late, "Không có việc trễ."),
            _section("ky", "Chờ ký, chờ xác nhận", sign, "Không có việc nào chờ ký."),
            _section("sap", f"Đến hạn trong {SOON} ngày", soon, "Không có việc nào đến hạn."),
        ],
        "others": len(rows) - len(late) - len(sign) - len(soon),
        "may_follow_up": here.may(FOLLOW_UP),
    }
    return render(request, "site/chief.html", shown)


def _section(code: str, title: str, rows: list[Row], empty: str) -> dict[str, Any]:
    """Return a part of the Chief's page: the most urgent, and how many more there are."""
    return {
        "id": code,
        "title": title,
        "count": len(rows),
        "rows": rows[:_SHOWN_TO_CHIEF],
        "more": max(0, len(rows) - _SHOWN_TO_CHIEF),
        "more_on_paper": max(0, len(rows) - _PRINTED),
        "late": code == "tre",
        "empty": empty,
    }


def _weaker(here: Desk) -> dict[str, object]:
    """Return the values of the regulation in force that the law outdoes, not yet read."""
    version = regulation.version_on(here.today)
    return {
        "version": version,
        "weaker": regulation.weaker_unread(version, here.today),
        "may_read_weaker": here.may(READ_WEAKER),
    }


@require_safe
@signed_in
def verb(request: HttpRequest, name: str) -> HttpResponse:
    """Say plainly what of a verb cannot be done here yet."""
    title, right, not_yet = VERBS[name]
    return render(request, "site/verb.html", {"title": title, "right": right, "not_yet": not_yet})


@require_safe
@public
def front(request: HttpRequest) -> HttpResponse:
    """Show citizens and visitors what this office is, without signing in."""
    version = regulation.version_on(desk(request).today)
    return render(request, "site/front.html", {"version": version})


@require_safe
@public
def text(request: HttpRequest, name: str) -> HttpResponse:
    """Show a page that only explains."""
    return render(request, f"site/{name}.html")
