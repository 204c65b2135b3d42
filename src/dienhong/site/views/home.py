"""First pages: what waits for me and the four verbs; the Chief's one page; open verbs; help."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.duties import queries as duties
from dienhong.duties.models import Duty
from dienhong.organisation.access import only, public, signed_in
from dienhong.organisation.functions import Function
from dienhong.organisation.middleware import Desk, desk
from dienhong.organisation.rules import CHANGE_PEOPLE
from dienhong.publication import queries as publication
from dienhong.publication.rules import DRAFT
from dienhong.regulation import queries as regulation
from dienhong.regulation.rules import READ_WEAKER

SOON = 10
_SHOWN_ON_HOME = 5

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
        "newest": list(published[:_SHOWN_ON_HOME]),
        "published_count": published.count(),
        "verbs": VERBS,
        "version": regulation.version_on(here.today),
        "may_draft": here.may(DRAFT),
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
    return {"duty": duty, "late": duty.due_on < today and not duty.carried_over}


@require_safe
@only("organisation.see_head_page")
def chief(request: HttpRequest) -> HttpResponse:
    """Show the Chief one page: late, due in ten days, waiting for a signature or an answer."""
    here = desk(request)
    assert here.person is not None
    rows = list(duties.of(here.person, here.functions | {Function.CHIEF}))
    late = duties.late(rows, here.today)
    soon = duties.due_within(rows, here.today, SOON)
    rest = [duty for duty in rows if duty not in late and duty not in soon]
    shown = {
        "withheld": list(publication.withheld(here.person, here.powers)),
        **_weaker(here),
        "sections": [
            {
                "id": "tre",
                "title": "Trễ hạn",
                "tile": "trễ hạn",
                "duties": late,
                "late": True,
                "empty": "Không có việc trễ.",
            },
            {
                "id": "sap",
                "title": f"Đến hạn trong {SOON} ngày",
                "tile": f"đến hạn trong {SOON} ngày",
                "duties": soon,
                "late": False,
                "empty": "Không có việc nào đến hạn.",
            },
            {
                "id": "cho",
                "title": "Việc khác đang chờ",
                "tile": "việc khác",
                "duties": rest,
                "late": False,
                "empty": "Không có việc nào khác.",
            },
        ],
    }
    return render(request, "site/chief.html", shown)


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
