"""What is public at a secret address: as a feed of news, and its runs as a calendar."""

from datetime import datetime

from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from dienhong.duties import calendars, feeds
from dienhong.duties.models import Feed
from dienhong.organisation import queries as organisation
from dienhong.organisation.access import public
from dienhong.organisation.address import absolute
from dienhong.organisation.middleware import desk
from dienhong.publication import atom, runs, searching
from dienhong.publication.models import Matter
from dienhong.publication.searching import Filter, Kind
from dienhong.record.models import Correction

MOST = 50  # entries of a feed: whoever reads it comes back each day


def _feed_or_404(request: HttpRequest, token: str) -> Feed:
    """Return what a token opens; for any other it is as if there were nothing here."""
    here = desk(request)
    found = feeds.found(token, at=here.at, today=here.today)
    if found is None or found.scope != Feed.Scope.PUBLIC:
        raise Http404
    return found


@require_safe
@public
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give the newest public matters to whoever knows the address; ``loai`` is one kind only."""
    opened = _feed_or_404(request, token)
    key, kind = request.GET.get("loai", ""), None
    if key:
        kind = next((each for each in searching.kinds({}) if key in each.sources), None)
        if kind is None:
            raise Http404
    content = atom.feed(_head(request, opened, kind), _entries(kind))
    answer = HttpResponse(content, content_type=atom.MEDIA_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="cong-khai.atom"'
    return _private(answer)


def _head(request: HttpRequest, opened: Feed, kind: Kind | None) -> atom.Head:
    office = organisation.agency().name
    name = f"{office}: việc đã công khai"
    return atom.Head(
        office=office,
        title=f"{name}, {kind.label}" if kind else name,
        part=kind.label if kind else "",
        address=absolute(request, request.get_full_path_info()),
        first_page=absolute(request, reverse("home")),
        made_at=opened.made_at,
    )


def _entries(kind: Kind | None) -> list[tuple[Matter, datetime]]:
    """Return the newest, each with when it was published or last corrected."""
    wanted = Filter(kinds=frozenset(kind.sources) if kind else None)
    rows = list(searching.listed(wanted).only("decided_on", *searching.SHOWN)[:MOST])
    made = Correction.objects.filter(
        subject__in=[row.subject for row in rows], stage=Correction.Stage.DONE
    )
    last = dict(made.values_list("subject").annotate(Max("decided_at")))
    return [
        (row, max(row.published_at, last.get(row.subject, row.published_at)))
        for row in rows
        if row.published_at is not None
    ]


@require_safe
@public
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Give the runs of what is public, to whoever knows the address."""
    _feed_or_404(request, token)
    here = desk(request)
    content = calendars.calendar_of(
        (),
        f"{organisation.agency().name}: niêm yết, công khai",
        first_page=absolute(request, reverse("home")),
        at=here.at,
        lasting=runs.between(here.today - runs.BACK, here.today + runs.AHEAD, here.today),
    )
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="cong-khai.ics"'
    return _private(answer)


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    return answer
