"""Pages of the model regulation: read it, take it along as Word, or begin a draft from it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.citation import say_address
from dienhong.core.law.structure.parse import parse
from dienhong.core.law.tree import Part
from dienhong.core.papers.paper import Letterhead
from dienhong.organisation.access import only, signed_in
from dienhong.organisation.actions import title_of
from dienhong.organisation.functions import Function, beginnings
from dienhong.organisation.middleware import desk
from dienhong.organisation.models import Agency
from dienhong.organisation.queries import agency
from dienhong.regulation import (
    actions,
    against_model,
    law,
    model_regulation,
    queries,
    rules,
    vocabulary,
)
from dienhong.regulation.against_model import Line, Standing
from dienhong.regulation.combining import Value
from dienhong.regulation.model_regulation import Names
from dienhong.regulation.models import Parameter, Settled, Version

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


@require_safe
@signed_in
def against(request: HttpRequest, number: int) -> HttpResponse:
    """Show what only the model sets and what then applies, what differs, what is only here."""
    version = _seen_or_404(request, number)
    today = desk(request).today
    read = version.parameters.exclude(decision=Parameter.Decision.OPEN)
    lines = against_model.compare(
        [(row.name, row.as_value) for row in read], model_regulation.values()
    )
    settled = {row.name: row for row in Settled.objects.filter(holds_from__lte=today)}
    shown = {
        "version": version,
        "missing": [
            {"line": line, **_instead(line.meant, settled.get(line.meant.name), today)}
            for line in lines
            if line.standing is Standing.MISSING
        ],
        "different": _only(lines, Standing.DIFFERENT),
        "own": _only(lines, Standing.ONLY_OWN),
        "same": len(_only(lines, Standing.SAME)),
        "pending": read.filter(decision=Parameter.Decision.PENDING).count(),
    }
    return render(request, "regulation/against_model.html", shown)


def _seen_or_404(request: HttpRequest, number: int) -> Version:
    version = next((row for row in queries.versions() if row.number == number), None)
    for_all = version is not None and version.stage == Version.Stage.ISSUED
    if version is None or not (for_all or desk(request).may(rules.PREPARE)):
        raise Http404
    return version


def _only(lines: list[Line], standing: Standing) -> list[Line]:
    return [line for line in lines if line.standing is standing]


def _instead(meant: vocabulary.Parameter, settled: Settled | None, day: date) -> dict[str, Any]:
    """Return what applies where the regulation is silent: settled by the agency, or the law's."""
    if settled is not None:
        return {"applies": settled.said, "sources": [settled.source]}
    figures = law.parameters_on(meant.name, day)
    values = tuple(Value(row.value, row.unit, row.bound, row.source) for row in figures)
    return {
        "applies": against_model.say_values(meant, values),
        "sources": against_model.sources_of(meant, values),
        "unsure": any(row.is_lapsed_on(day) or row.evidence == "EXC" for row in figures),
    }


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
