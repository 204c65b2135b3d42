"""One occasion of what comes back: what, until when, by which clause, and what proves it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.acting import Actor
from dienhong.core.citation import Citation
from dienhong.core.refusal import Refused
from dienhong.duties import forms, occasions, rules
from dienhong.duties.models import Evidence, Occasion
from dienhong.duties.rules import EVIDENCE_LABELS
from dienhong.organisation.access import kept_initial, refused, refused_in_form, signed_in
from dienhong.organisation.middleware import Desk, desk
from dienhong.organisation.powers import powers
from dienhong.organisation.queries import people_with
from dienhong.record.kinds import say_kind
from dienhong.record.models import JournalEntry
from dienhong.record.queries import newest_about, opened

_TRAIL = 50


def occasion_or_404(pk: UUID) -> Occasion:
    """Return an occasion; what the office's own regulation demands is everybody's to see."""
    row = (
        Occasion.objects.select_related("duty__person", "holder", "function", "version")
        .prefetch_related("evidence__file")
        .defer("version__source")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Http404
    return row


def may_record(here: Desk, holder_id: object, body: str = "") -> bool:
    """Tell whether an act on something would be open: by the power, or as one whose it is."""
    own = here.author is not None and here.author.pk == holder_id
    return own or body in here.rights or here.may(rules.RECORD)


def check_may_record(here: Desk, holder_id: object, body: str = "") -> None:
    """Refuse before a file is looked at: who may not add one starts no process."""
    if not may_record(here, holder_id, body):
        here.standing.check_may(powers()[rules.RECORD], here.rights)


@require_safe
@signed_in
def page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one occasion."""
    row = occasion_or_404(pk)
    return render(request, "duties/occasion.html", _page_of(request, row))


def _page_of(request: HttpRequest, row: Occasion, bound: dict[str, Any] | None = None) -> Any:
    here = desk(request)
    mine = may_record(here, row.holder_id, row.body)
    return {
        "occasion": row,
        "duty": row.duty,
        "answers": here.standing.say(row.duty.codes),
        "agenda": [(words, Citation.parse(source)) for words, source in row.agenda],
        "wanted": " hoặc ".join(EVIDENCE_LABELS[kind] for kind in _wanted(row)),
        "evidence": [_evidence(each) for each in row.evidence.all()],
        "trail": [line_of(entry, here) for entry in newest_about(row.subject, _TRAIL)],
        "may_record": row.is_open and mine,
        "may_urge": row.is_open and here.may(rules.FOLLOW_UP),
        "may_put_aside": row.is_open and here.may(rules.CLOSE_WITHOUT),
        "recorders": "" if mine else _recorders(here),
        "shut": _shut(row),
        "meeting_url": _meeting_url(row, here),
        "meetings": list(row.meetings.exclude(stage="cancelled").order_by("held_on")),
        "matter_url": _matter_url(row),
        **_forms(row, kept_initial(request)),
        **(bound or {}),
    }


def _wanted(row: Occasion) -> tuple[str, ...]:
    """Return the kinds of evidence of which one closes an occasion."""
    wanted = row.meant.evidence
    return (*wanted, "record") if row.duty.carried_over and "record" not in wanted else wanted


def _shut(row: Occasion) -> str:
    """Return why an occasion cannot be closed as done yet, "" if it can."""
    held = {each.kind for each in row.evidence.all()}
    try:
        rules.check_evidence(held, _wanted(row), next(iter(row.duty.citations), None))
    except Refused as refusal:
        return refusal.in_full
    return ""


def _recorders(here: Desk) -> str:
    return ", ".join(person.name for person in people_with(rules.RECORD, here.standing))


def _meeting_url(row: Occasion, here: Desk) -> str:
    """Return where a meeting is planned for an occasion, by its body; "" where none is wanted."""
    if not row.keeps_minutes:
        return ""
    page = "meetings:plan-own" if row.body and row.body in here.rights else "meetings:plan"
    return f"{reverse(page)}?viec={row.pk}"


def _matter_url(row: Occasion) -> str:
    """Return where a matter is entered for an occasion; "" where none is wanted."""
    if "matter" not in row.meant.evidence:
        return ""
    return f"{reverse('publication:new')}?viec={row.pk}"


def _evidence(row: Evidence) -> dict[str, Any]:
    url = reverse("home") + row.path if row.path else ""
    return {"row": row, "said": EVIDENCE_LABELS[row.kind].capitalize(), "url": url}


def line_of(entry: JournalEntry, here: Desk) -> dict[str, Any]:
    """Return an entry of the journal as a line of a trail."""
    body = opened(entry)
    return {
        "number": entry.number,
        "at": timezone.localtime(entry.at),
        "said": say_kind(entry.kind),
        "by": body["by_name"],
        "acting_as": here.standing.say([body["acting_as"]]),
    }


def _forms(row: Occasion, kept: dict[str, Any]) -> dict[str, django_forms.Form]:
    agreed = {"day": row.agreed_on, "at": row.agreed_at, "place": row.place}
    kinds = _paper_kinds(row)
    made: dict[str, django_forms.Form] = {
        "agree_form": forms.AgreeForm(initial=agreed | kept),
        "done_form": forms.DoneForm(initial={"done_on": row.agreed_on} | kept),
        "aside_form": forms.AsideForm(initial=kept),
    }
    if kinds:
        made["paper_form"] = forms.PaperForm(kinds=kinds, initial=kept)
    if _takes_report(row):
        made["report_form"] = forms.HandedInForm(initial={"title": row.duty.title} | kept)
    if "record" in _wanted(row):
        made["words_form"] = forms.WordsForm(initial=kept)
    return made


def _paper_kinds(row: Occasion) -> list[str]:
    return [kind for kind in row.meant.evidence if kind not in {"record", "report"}]


def _takes_report(row: Occasion) -> bool:
    """Tell whether a report handed in is told of here; of the Party cell only number and day."""
    return "report" in row.meant.evidence and row.function_id != rules.FACT_ONLY


def _act(
    request: HttpRequest,
    row: Occasion,
    name: str,
    form: django_forms.Form,
    act: Callable[[], object],
    said: str,
) -> HttpResponse:
    """Do one act on an occasion; what needs mending, or was refused, is shown in its form.

    Who may not do the act, or comes after it was closed, has no form: they read why on a page.
    """
    if not form.is_valid():
        return _again(request, row, name, form, 422)
    back, about = reverse("duties:occasion", args=[row.pk]), f"duties.{name}"
    try:
        act()
    except Refused as refusal:
        if not _has_form(desk(request), row, name):
            return refused(request, refusal, act=about, subject=row.subject, back=back)
        refused_in_form(request, form, refusal, act=about, subject=row.subject)
        return _again(request, row, name, form, 409)
    messages.info(request, said)
    return redirect(back)


def _has_form(here: Desk, row: Occasion, name: str) -> bool:
    """Tell whether the page offers somebody the form of an act."""
    if name == "aside":
        return row.is_open and here.may(rules.CLOSE_WITHOUT)
    asked = {"words": "record" in _wanted(row), "report": _takes_report(row)}
    offered = asked.get(name, True)
    return offered and row.is_open and may_record(here, row.holder_id, row.body)


def _again(
    request: HttpRequest, row: Occasion, name: str, form: django_forms.Form, status: int
) -> HttpResponse:
    shown = _page_of(request, row, {f"{name}_form": form})
    return render(request, "duties/occasion.html", shown, status=status)


@require_POST
@signed_in
def agree(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down the day, time and place agreed on."""
    row, form = occasion_or_404(pk), forms.AgreeForm(request.POST)
    by = _by(request, row)

    def act() -> Occasion:
        given = form.cleaned_data
        day, at, place = given["day"], given["at"], given["place"]
        return occasions.agree(row, day=day, at=at, place=place, by=by)

    return _act(request, row, "agree", form, act, "Đã hẹn.")


@require_POST
@signed_in
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add a paper or minutes as evidence."""

    def made(row: Occasion) -> forms.PaperForm:
        kinds = _paper_kinds(row) or ["paper"]
        return forms.PaperForm(request.POST, request.FILES, kinds=kinds)

    return _add_file(request, pk, "paper", made, "Đã thêm chứng cứ.")


@require_POST
@signed_in
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add the report that an officer wrote and handed in."""

    def made(_: Occasion) -> forms.HandedInForm:
        return forms.HandedInForm(request.POST, request.FILES)

    return _add_file(request, pk, "report", made, "Đã ghi báo cáo đã gửi.")


def _add_file(
    request: HttpRequest,
    pk: UUID,
    name: str,
    made: Callable[[Occasion], forms.PaperForm | forms.HandedInForm],
    said: str,
) -> HttpResponse:
    """Add evidence that may have a file; who may not add any is refused before it is looked at."""
    row = occasion_or_404(pk)
    by = _by(request, row)
    try:
        check_may_record(desk(request), row.holder_id, row.body)
    except Refused as refusal:
        back = reverse("duties:occasion", args=[pk])
        return refused(request, refusal, act=f"duties.{name}", subject=row.subject, back=back)
    form = made(row)

    def act() -> Evidence:
        return occasions.show(row, form.evidence, upload=form.cleaned_data["file"], by=by)

    return _act(request, row, name, form, act, said)


@require_POST
@signed_in
def words(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add words as evidence."""
    row, form = occasion_or_404(pk), forms.WordsForm(request.POST)
    by = _by(request, row)

    def act() -> Evidence:
        told = Evidence(kind="record", words=form.cleaned_data["words"].strip())
        return occasions.show(row, told, by=by)

    return _act(request, row, "words", form, act, "Đã thêm chứng cứ.")


@require_POST
@signed_in
def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that it was done, and close it."""
    row, form = occasion_or_404(pk), forms.DoneForm(request.POST)
    by = _by(request, row)
    return _act(
        request,
        row,
        "done",
        form,
        lambda: occasions.close(row, done_on=form.cleaned_data["done_on"], by=by),
        "Đã ghi xong.",
    )


@require_POST
@signed_in
def put_aside(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close what will not be done, with the reason."""
    row, form = occasion_or_404(pk), forms.AsideForm(request.POST)
    by = desk(request).actor(rules.CLOSE_WITHOUT)
    return _act(
        request,
        row,
        "aside",
        form,
        lambda: occasions.close_without(row, ground=form.cleaned_data["ground"], by=by),
        "Đã khép, lý do sẽ có trong báo cáo.",
    )


def _by(request: HttpRequest, row: Occasion) -> Actor:
    return desk(request).actor(rules.RECORD, own=row.body)
