"""The calendar on the phone: the page with its secret address, and the calendar itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from dienhong.duties import appointments, calendars, feeds, rules
from dienhong.duties.models import Feed
from dienhong.organisation import queries as organisation
from dienhong.organisation.access import in_person, public, signed_in
from dienhong.organisation.address import absolute
from dienhong.organisation.middleware import Desk, desk

_MOST = 2_000
_CALENDAR = "Trên điện thoại: mở phần thêm lịch theo địa chỉ (đăng ký lịch), rồi quét mã hoặc dán."
_NEWS = (
    "Dán vào chương trình đọc tin (Atom). Chỉ có tên, số, loại, ngày; đọc nội dung thì đăng nhập."
)
# By which pages an address is read: the room of what is public gives two.
_OF_DUTIES = (("feeds:calendar", "", _CALENDAR),)
_PUBLIC = (
    ("publication:feed", "Tin mới công khai", _NEWS),
    ("publication:run-calendar", "Lịch các đợt công khai, niêm yết", _CALENDAR),
)


@require_safe
@public
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar to whoever knows its address; as if it were not there to everybody else."""
    here = desk(request)
    feed = feeds.found(token, at=here.at, today=here.today)
    rows = feeds.duties_of(feed, here.today) if feed else None
    if feed is None or rows is None:
        raise Http404
    name = f"{organisation.agency().name}: {feed.get_scope_display()}"
    mine = feed.person if feed.scope == Feed.Scope.MINE else None
    content = calendars.calendar_of(
        rows[:_MOST],
        name,
        first_page=absolute(request, reverse("home")),
        at=here.at,
        invited=appointments.of(mine, here.today, here.today + appointments.AHEAD),
    )
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="dien-hong.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
@signed_in
@in_person
def page(request: HttpRequest) -> HttpResponse:
    """Show one's own addresses with their QR codes, to be renewed or ended."""
    here = desk(request)
    assert here.person is not None
    there = {feed.scope: feed for feed in Feed.objects.filter(person=here.person)}
    shown = [_shown(request, scope, there.get(scope)) for scope in _scopes(here)]
    return render(request, "feeds/page.html", {"feeds": shown})


def _scopes(here: Desk) -> list[Feed.Scope]:
    office = [Feed.Scope.OFFICE] if rules.FOLLOW_UP in here.powers else []
    return [Feed.Scope.MINE, *office, Feed.Scope.PUBLIC]


def _shown(request: HttpRequest, scope: Feed.Scope, feed: Feed | None) -> dict[str, Any]:
    token = feeds.token_of(feed) if feed else ""
    names = _PUBLIC if scope == Feed.Scope.PUBLIC else _OF_DUTIES
    return {
        "scope": scope,
        "label": scope.label,
        "feed": feed,
        "addresses": [
            {
                "title": title,
                "hint": hint,
                "address": absolute(request, reverse(name, args=[token])),
            }
            for name, title, hint in names
            if token
        ],
    }


def _address(request: HttpRequest, name: str, token: str) -> str:
    return absolute(request, reverse(name, args=[token]))


@require_POST
@signed_in
@in_person
def make(request: HttpRequest, scope: str) -> HttpResponse:
    """Make an address, or a new one in the place of the old."""
    here = desk(request)
    assert here.person is not None
    feeds.make(here.person, _scope(scope), by=here.actor(rules.FOLLOW_UP))
    messages.info(request, "Đã tạo địa chỉ lịch. Địa chỉ trước đó, nếu có, không còn dùng được.")
    return redirect("feeds:page")


@require_POST
@signed_in
@in_person
def end(request: HttpRequest, scope: str) -> HttpResponse:
    """End an address."""
    here = desk(request)
    assert here.person is not None
    feeds.end(here.person, _scope(scope), by=here.actor())
    messages.info(request, "Đã ngừng địa chỉ lịch.")
    return redirect("feeds:page")


def _scope(text: str) -> Feed.Scope:
    if text not in Feed.Scope.values:
        raise Http404
    return Feed.Scope(text)
