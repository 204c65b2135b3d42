"""The list of what is public, searched and filtered, 25 a page."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dienhong.core.searching import bare
from dienhong.duties import feeds
from dienhong.duties.models import Feed
from dienhong.organisation import queries as organisation
from dienhong.organisation.access import signed_in
from dienhong.organisation.middleware import Desk, desk
from dienhong.publication import overview, queries, rules, rules_shapes, searching
from dienhong.publication.finding_forms import FindForm, months_between
from dienhong.publication.searching import Found, Kind
from dienhong.regulation.queries import Item

PAGE = 25


@require_safe
@signed_in
def matters(request: HttpRequest) -> HttpResponse:
    """Show what is public, newest first, or what is looked for; to who prepares it what comes."""
    page, status = shown(request)
    return render(request, "publication/matters.html", page, status=status)


def shown(request: HttpRequest) -> tuple[dict[str, Any], int]:
    """Return what the page shows, and its status."""
    here = desk(request)
    in_force = queries.kinds_listed(here.today)
    kinds = searching.kinds({item.key: item.value for item in in_force})
    form = _form(request, kinds)
    asks = form.is_bound and form.is_valid()
    page = {
        "form": form,
        "kinds": kinds,
        "total": sum(kind.count for kind in kinds),
        "words": _without_page(request),
        **_feed_of_kind(here, form, asks=asks),
        **(_asked(request, form) if asks or not form.is_bound else {"refused": True}),
        **({} if form.is_bound else _beside(here, kinds, in_force)),
    }
    return page, 422 if page.get("refused") else 200


def _form(request: HttpRequest, kinds: list[Kind]) -> FindForm:
    rooms = [(str(row.pk), row.name) for row in organisation.departments_open()]
    given = {name: value for name, value in request.GET.items() if value}
    months = months_between(searching.span(kinds))
    known = given if set(given) & set(FindForm.base_fields) else None
    return FindForm(known, kinds=kinds, rooms=rooms, months=months)


def _without_page(request: HttpRequest) -> str:
    """Return what the address asks for, without the number of the page."""
    sent = request.GET.copy()
    sent.pop("trang", None)
    for name in [name for name, value in sent.items() if not value]:
        sent.pop(name)
    return sent.urlencode()


def _asked(request: HttpRequest, form: FindForm) -> dict[str, Any]:
    """Return a page of what is public, or of what the form asks for."""
    asked_page = request.GET.get("trang")
    if not form.is_bound:
        whole = Paginator(searching.listed(searching.Filter()), PAGE)
        whole.count = sum(kind.count for kind in form.kinds)  # counted already
        return _listed(whole.get_page(asked_page))
    look, wanted = form.words, form.filter
    if not look.words:
        leaf = Paginator(searching.listed(wanted), PAGE).get_page(asked_page)
        return _listed(leaf) | {"asks": True}
    found = searching.find(look, searching.listed(wanted))
    keys = Paginator(found.keys, PAGE).get_page(asked_page)
    return {
        "asks": True,
        "leaf": keys,
        "lines": searching.lines(tuple(keys.object_list), look),
        **_said(found, form),
    }


def _feed_of_kind(here: Desk, form: FindForm, *, asks: bool) -> dict[str, Any]:
    """Return the address of one kind's feed, where one kind is asked for and there is a feed."""
    kind = form.cleaned_data.get("loai") if asks else ""
    if not kind:
        return {}
    held = Feed.objects.filter(person=here.person, scope=Feed.Scope.PUBLIC).first()
    token = feeds.token_of(held) if held and not here.sitting else ""
    return {"one_kind": kind, "feed_token": token}


def _listed(leaf: Page[Any]) -> dict[str, Any]:
    return {"leaf": leaf, "lines": searching.plain_lines(list(leaf.object_list))}


def _said(found: Found, form: FindForm) -> dict[str, Any]:
    """Return what is told of a search by words."""
    typed = form.cleaned_data["tim"]
    return {
        "found": found,
        "typed": typed,
        "by_accent": form.words.by_accent,
        "bare": bare(typed),
        "most": searching.MOST,
    }


def _beside(here: Desk, kinds: list[Kind], in_force: list[Item]) -> dict[str, Any]:
    """Return what the whole list shows besides: what is on its way, and kinds that have nothing."""
    assert here.person is not None
    has_some = {kind.label for kind in kinds}
    return {
        "preparing": list(queries.in_preparation(here.person, here.powers)),
        "may_draft": here.may(rules.DRAFT),
        "may_shape": here.may(rules_shapes.SHAPES),
        "may_see_overview": here.may(overview.SEE),
        "has_regulation": bool(in_force),
        "empty": [item for item in in_force if item.value not in has_some],
    }
