"""Pages of the model regulation: read it, take it along as Word, or begin a draft from it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.citation import say_address
from dienhong.core.law.parse import parse
from dienhong.core.law.tree import Part
from dienhong.core.papers.paper import Letterhead
from dienhong.organisation.access import only, signed_in
from dienhong.organisation.actions import title_of
from dienhong.organisation.functions import Function, beginnings
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Agency
from dienhong.organisation.queries import agency
from dienhong.regulation import actions, model_regulation, rules
from dienhong.regulation.model_regulation import Names

_DECISION = "QĐ"


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    """Show the model regulation with this office's name and titles."""
    nodes = parse(model_regulation.source_for(_names(agency()))).nodes
    clauses = [
        {"row": node, "said": say_address(node.address)}
        for node in nodes
        if node.part is Part.REGULATION
    ]
    shown = {"clauses": clauses, "may_prepare": desk(request).may(rules.PREPARE)}
    return render(request, "regulation/model.html", shown)


@require_safe
@signed_in
def word(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 (every view has it)
    """Give out the model regulation as a Word file, to be adapted and issued by the office."""
    from dienhong.papers import word as papers  # noqa: PLC0415 - 17 MB that few requests need

    office = agency()
    letterhead = Letterhead(
        superior_body=office.superior_body,
        issuing_body=office.name,
        place=office.place,
        symbol=f"{_DECISION}-{office.symbol}" if office.symbol else _DECISION,
    )
    tree = parse(model_regulation.source_for(_names(office)))
    response = HttpResponse(papers.regulation(tree, letterhead), content_type=papers.MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="quy-che-mau.docx"'
    return response


@require_POST
@only(rules.PREPARE)
def begin(request: HttpRequest) -> HttpResponse:
    """Make a draft of this office from the model's text, to be confirmed as any other."""
    version = actions.upload(
        model_regulation.source_for(_names(agency())),
        name=model_regulation.FILE,
        by=desk(request).actor(rules.PREPARE),
    )
    return redirect("regulation:tree", version.number)


def _names(office: Agency) -> Names:
    return Names(
        agency=office.name,
        chief=_own_title(Function.CHIEF),
        deputy=_own_title(Function.DEPUTY_CHIEF),
    )


def _own_title(function: Function) -> str:
    """Return what the office calls a function, "" while it has not named it itself."""
    general = next(each.label for each in beginnings() if each.code == function)
    title = title_of(function)
    return "" if title == general else title
