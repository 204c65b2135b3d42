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
from dienhong.duties.routines import in_force
from dienhong.duties.rules import FOLLOW_UP
from dienhong.meetings import owed as of_meetings
from dienhong.organisation.access import only, public, signed_in
from dienhong.organisation.functions import Function
from dienhong.organisation.middleware import Desk, desk
from dienhong.organisation.rules import CHANGE_PEOPLE
from dienhong.public_service import queries as public_service
from dienhong.publication import asking
from dienhong.publication import owed as of_publication
from dienhong.publication import queries as publication
from dienhong.publication.rules import DRAFT
from dienhong.publication.rules_enquiries import PROVIDE
from dienhong.regulation import queries as regulation
from dienhong.regulation.rules import READ_WEAKER, SETTLE
from dienhong.reporting import owed as of_reports
from dienhong.reporting.rules import READ as READ_REPORTS

SOON = boards.SOON.days
_SHOWN_ON_HOME = 5
# Of each part of the Chief's page the most urgent; on paper so many in all: it stays one A4.
_SHOWN_TO_CHIEF, _PRINTED = 8, 17
_SIGNED = of_publication.SIGNED | of_meetings.SIGNED
_DECIDED = of_meetings.ANSWERED | of_publication.ANSWERED | {of_reports.FINISH}

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
    published, version = publication.published(), regulation.version_on(here.today)
    shown = {
        "owed": [_owed(duty, request) for duty in mine],
        "invited": appointments.of(here.person, here.today, here.today + appointments.AHEAD),
        "newest": list(published[:_SHOWN_ON_HOME]),
        "published_count": published.count(),
        "verbs": VERBS,
        "version": version,
        "may_draft": here.may(DRAFT),
        "may_read_reports": here.may(READ_REPORTS),
        "boards": public_service.demanded_by(version, here.today),
        "unpromised": asking.unpromised() if PROVIDE in here.powers else 0,
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
    """Show the Chief one page: what is late, to sign, to answer or decide, and due soon."""
    here = desk(request)
    assert here.person is not None
    functions = here.functions | {Function.CHIEF}
    people = {str(here.person.pk), *here.standing.acting(Function.CHIEF)}
    whole = boards.board(ladder(here.standing), here.today)
    parts: dict[str, list[Row]] = {name: [] for name in ("tre", "ky", "tra-loi", "sap", "")}
    for row in whole:
        if boards.is_of(row, people, functions):
            parts[_part_of(row)].append(row)
    shown = {
        "withheld": list(publication.withheld(here.person, here.powers)),
        **_weaker(here),
        "unsettled": in_force(here.today).unsettled if here.may(SETTLE) else [],
        "sections": _sections(parts, asking.unpromised() if here.may(PROVIDE) else 0),
        "others": len(parts[""]),
        "may_follow_up": here.may(FOLLOW_UP),
    }
    return render(request, "site/chief.html", shown)


def _part_of(row: Row) -> str:
    """Return the part of the Chief's page in which a line stands; each stands in one alone."""
    if row.state is State.LATE:
        return "tre"
    if row.duty.kind in _SIGNED:
        return "ky"
    if row.duty.kind in _DECIDED:
        return "tra-loi"
    return "sap" if row.state is State.SOON else ""


_ANSWER = "tra-loi"
_PARTS = (
    ("tre", "Trễ hạn", "Không có việc trễ."),
    ("ky", "Chờ ký, chờ xác nhận", "Không có việc nào chờ ký."),
    (_ANSWER, "Chờ trả lời, chờ quyết định", "Không có việc nào chờ trả lời."),
    ("sap", f"Đến hạn trong {SOON} ngày", "Không có việc nào đến hạn."),
)


def _sections(parts: dict[str, list[Row]], unpromised: int) -> list[dict[str, Any]]:
    """Return the parts of the Chief's page: of each the most urgent, and how many more.

    ``unpromised``: enquiries that wait without a day stand in one line among what to answer.
    """
    counts = [len(parts[code]) for code, _, _ in _PARTS]
    return [
        {
            "id": code,
            "title": title,
            "count": count + (unpromised if code == _ANSWER else 0),
            "unpromised": unpromised if code == _ANSWER else 0,
            "rows": [
                {"row": row, "off_paper": place >= printed}
                for place, row in enumerate(parts[code][:_SHOWN_TO_CHIEF])
            ],
            "more": max(0, count - _SHOWN_TO_CHIEF),
            "more_on_paper": count - printed,
            "late": code == "tre",
            "empty": empty,
        }
        for (code, title, empty), count, printed in zip(
            _PARTS, counts, _shares(counts), strict=True
        )
    ]


def _shares(counts: list[int]) -> list[int]:
    """Return how many lines of each part are printed: in turn one each, until the sheet is full."""
    shares = [0] * len(counts)
    for turn in range(_SHOWN_TO_CHIEF):
        for part, count in enumerate(counts):
            if turn < count and sum(shares) < _PRINTED:
                shares[part] += 1
    return shares


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
