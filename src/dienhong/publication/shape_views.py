"""Pages of shapes: those of each listed kind, and what the shape of a matter asks for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from dienhong.core.refusal import Outdated, Refused
from dienhong.organisation.access import only, refused_in_form
from dienhong.organisation.middleware import desk
from dienhong.publication import describing, figures, queries, rules, rules_shapes, shapes, shaping
from dienhong.publication.models import KindShape, Matter
from dienhong.publication.shape_forms import KindForm, ShapeForm, initial_of
from dienhong.publication.shapes import BY_CODE
from dienhong.publication.views import matter_or_404


@only(rules_shapes.SHAPES)
def kinds(request: HttpRequest) -> HttpResponse:
    """Show each listed kind with its proposed or confirmed shapes; confirm those of one."""
    here = desk(request)
    choices = shaping.choices(queries.terms_for(here.today, here.today).kinds)
    refusal = None
    if request.method == "POST":
        try:
            _confirm(request, {choice.item.key for choice in choices})
        except Refused as no:
            refusal = no
        else:
            messages.info(request, "Đã xác nhận dạng của loại nội dung.")
            return redirect("publication:shapes")
    rows = [
        {"choice": choice, "form": KindForm.of(choice, order)}
        for order, choice in enumerate(choices, start=1)
    ]
    page = {"rows": rows, "refusal": refusal, "shapes": BY_CODE.values()}
    return render(request, "publication/shapes.html", page, status=422 if refusal else 200)


def _confirm(request: HttpRequest, known: set[str]) -> None:
    form = KindForm(request.POST)
    form.is_valid()  # what is missing the rules refuse, in their own words
    given = form.cleaned_data
    rules.check_kind_listed(given.get("kind") in known)
    describing.confirm_shapes(
        given["kind"],
        given.get("shapes", []),
        given.get("sub_kinds", "").splitlines(),
        by=desk(request).actor(rules_shapes.SHAPES),
    )


@only(rules.DRAFT)
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lead to the form of a matter's shape; where its kind takes several, let one be chosen."""
    matter, confirmed = _mended_or_404(request, pk)
    offered = confirmed.meant if confirmed else []
    if len(offered) == 1:
        return redirect("publication:describe", pk, offered[0].code)
    page = {"matter": matter, "offered": offered}
    return render(request, "publication/choose_shape.html", page)


def _mended_or_404(request: HttpRequest, pk: UUID) -> tuple[Matter, KindShape | None]:
    matter = matter_or_404(request, pk)
    if matter.stage not in rules.MENDED_IN:
        raise Http404
    return matter, shaping.of_kind(matter.kind_source)


@only(rules.DRAFT)
def describe(request: HttpRequest, pk: UUID, shape: str) -> HttpResponse:
    """Say what a shape asks for."""
    matter, confirmed = _mended_or_404(request, pk)
    if confirmed is None or shape not in confirmed.shapes:
        raise Http404
    form = _form(request, matter, confirmed, shape)
    if request.method == "POST" and form.is_valid():
        try:
            _save(form, request)
        except Refused as refusal:
            about = matter.subject
            refused_in_form(request, form, refusal, act="publication.describe", subject=about)
        else:
            messages.info(request, "Đã ghi thông tin theo loại.")
            return redirect("publication:matter", pk)
    page = {"matter": matter, "form": form, "shape": BY_CODE[shape]}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "publication/describe.html", page, status=status)


def _form(request: HttpRequest, matter: Matter, confirmed: KindShape, shape: str) -> ShapeForm:
    about: dict[str, Any] = {"shape": BY_CODE[shape], "matter": matter, "confirmed": confirmed}
    if request.method == "POST":
        return ShapeForm(request.POST, request.FILES, **about)
    initial = initial_of(matter, figures.table_of(matter))
    if matter.shape != shape or not matter.details:
        initial["personal"] = BY_CODE[shape].personal
    return ShapeForm(initial=initial, **about)


def _save(form: ShapeForm, request: HttpRequest) -> None:
    matter, details = form.matter, form.details
    if form.shape.code == shapes.CASE_RESULT and form.cleaned_data["names_kept"]:
        matter.shape = form.shape.code
        details["names"] = shaping.names_found(matter)
    edition = form.cleaned_data["edition"]
    if edition is None:
        raise Outdated("Chưa ghi được: trang này không còn mới", cure="Mở lại trang.")
    describing.describe(
        matter,
        form.shape.code,
        details,
        personal=bool(form.cleaned_data.get("personal")),
        table=form.table,
        words=form.words,
        edition=edition,
        by=desk(request).actor(rules.DRAFT),
    )
