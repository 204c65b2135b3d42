"""Pages of publication: each turns a request into one action, or shows what is there."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dienhong.core.refusal import Outdated, Refused
from dienhong.organisation import two_versions
from dienhong.organisation.access import kept_initial, refused, signed_in
from dienhong.organisation.middleware import Desk, desk
from dienhong.publication import (
    actions,
    channels,
    editions,
    forms,
    gone,
    hanging,
    internal_rules,
    papers,
    queries,
    reach,
    reading,
    rules,
    rules_channels,
    shapes,
    shaping,
)
from dienhong.publication.bound import bound
from dienhong.publication.models import Matter, Posting, Withdrawal
from dienhong.publication.rules import Stage
from dienhong.publication.run_forms import DayForm
from dienhong.publication.strip import strip
from dienhong.record import corrections
from dienhong.record.actions import write_refusal
from dienhong.record.models import Correction


def matter_or_404(request: HttpRequest, pk: UUID) -> Matter:
    """Return a matter that this person may see; a hidden one and none are the same page."""
    seen = queries.visible_to(desk(request).person, desk(request).powers)
    matter = (
        seen.select_related(
            "drafted_by",
            "checker",
            "published_by",
            "version",
            "withdrawal__asked_by",
            "withdrawal__confirmed_by",
        )
        .prefetch_related("attachments__file", "postings__posted_by", "postings__gaps")
        .defer("version__source")
        .filter(pk=pk)
        .first()
    )
    if matter is None:
        raise Http404
    return matter


@require_safe
@gone.told
@signed_in
def matter_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Show one matter: what it says, when it was due, its run, its proof, and what can be done."""
    matter = matter_or_404(request, pk)
    _note_opened(request, matter)
    return render(request, "publication/matter.html", _page_of(request, matter))


def _note_opened(request: HttpRequest, matter: Matter) -> None:
    """Note that the person has the notice before them; a clerk who enters for another reads not."""
    here = desk(request)
    if matter.stage == Stage.PUBLISHED and request.method == "GET" and not here.sitting:
        assert here.person is not None
        reading.mark_opened(matter, here.person, at=here.at)


def _page_of(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    here = desk(request)
    can = _can(here, matter)
    made = corrections.of(matter.subject) if matter.published_on else []
    withdrawal = getattr(matter, "withdrawal", None)
    return {
        "matter": matter,
        "can": can,
        "asks_second": can["withdraw"] and _waits_for(here, withdrawal),
        "withdrawal": withdrawal,
        "may_read_ground": rules.WITHDRAW in here.powers,
        "shaped": shaping.shown(matter) if matter.shape else None,
        "sheets_to_remove": here.may(rules.PUBLISH)
        and matter.stage == Stage.WITHDRAWN
        and bool(papers.to_remove(matter)),
        "postings": _postings(matter, made, here.today),
        "corrections": queries.shown_corrections(made, here.person, here.powers),
        "run": matter.post_for,
        "bound": bound(matter.version),
        "rule": _as_rule(matter, here.today) if matter.shape == shapes.RULES else None,
        **_reach(here, matter, may_prove=can["post"]),
        **_forms(request, matter, may_publish=can["publish"]),
    }


def _as_rule(matter: Matter, today: date) -> dict[str, Any] | None:
    """Return what a matter is among the agency's rules; None while it is not public."""
    every = {rule.matter.pk: rule for rule in internal_rules.every()}
    rule = every.get(matter.pk)
    if rule is None:
        return None
    replaced = next((each for each in every.values() if each.replaced_by == matter), None)
    return {
        "rule": rule,
        "is_over": rule.is_over(today),
        "replaces": replaced.matter if replaced else None,
        "kept": internal_rules.kept_under(matter),
    }


def _reach(here: Desk, matter: Matter, *, may_prove: bool) -> dict[str, Any]:
    """Return the channels of a matter, and whether its reader has confirmed this version."""
    if matter.stage != Stage.PUBLISHED:
        return {}
    opened = reach.lines(matter, here.author, here.today, may_prove=may_prove)
    version = matter.reading_version
    mine = matter.readings.filter(version=version, person=here.author).first()
    return {
        "channels": opened,
        "chosen_before": reach.chosen_before(matter, opened),
        "reading": mine,
        "reading_version": version,
        "may_see_reach": rules_channels.SEE_REACH in here.powers,
    }


def _can(here: Desk, matter: Matter) -> dict[str, bool]:
    """Return what the person may do with a matter in the stage that it is in."""
    stage = Stage(matter.stage)
    is_public = stage is Stage.PUBLISHED
    author_id = here.author.pk if here.author else None
    return {
        "check": stage is Stage.CHECKING and matter.checker_id == author_id,
        "edit": stage in rules.MENDED_IN and here.may(rules.DRAFT),
        "publish": stage is Stage.CLEARED and here.may(rules.PUBLISH),
        "post": is_public and here.may(rules.PUBLISH),
        "reopen": stage is Stage.WITHHELD and here.may(rules.REOPEN),
        "see_editions": queries.sees_editions(matter, here.person, here.powers),
        "correct": is_public and here.may(rules.PUBLISH),
        "withdraw": is_public and here.may(rules.WITHDRAW),
    }


def _waits_for(here: Desk, withdrawal: Withdrawal | None) -> bool:
    """Tell whether a withdrawal waits for a second person, and this may be the one."""
    author_id = here.author.pk if here.author else None
    if withdrawal is None or withdrawal.confirmed_by_id is not None:
        return False
    return withdrawal.asked_by_id != author_id


def _forms(request: HttpRequest, matter: Matter, *, may_publish: bool) -> dict[str, Any]:
    here = desk(request)
    offered = queries.terms_under(matter.version, matter.decided_on).forms if may_publish else []
    kept = kept_initial(request)
    now = {"posted_on": here.today, "posted_time": timezone.localtime(here.at).time()}
    return {
        "publish_form": forms.PublishForm(offered=channels.choices(offered)),
        "ground_form": forms.GroundForm(initial=kept),
        "posting_form": forms.PostingForm(initial=now | kept),
        "day_form": DayForm(),
    }


def _postings(matter: Matter, made: list[Correction], today: date) -> list[dict[str, Any]]:
    """Return the runs as the page shows them; ``made`` are the matter's corrections."""
    outdated = {row.pk for row in queries.outdated_sheets(matter, made)}
    return [_posting(row, matter, row.pk in outdated, today) for row in matter.postings.all()]


def _posting(row: Posting, matter: Matter, sheet_outdated: bool, today: date) -> dict[str, Any]:
    row.matter = matter
    run = hanging.run_of(row, today)
    return {
        "row": row,
        "days": strip(row, run, today),
        "run": run,
        "free_from": actions.first_free_day(row),
        "missed": hanging.open_gap(row),
        "sheet_outdated": sheet_outdated,
        "renews": any(gap.renews and gap.is_open for gap in row.gaps.all()),
    }


def _act(
    request: HttpRequest, pk: UUID, act: Callable[..., object], said: str, **words: Any
) -> HttpResponse:
    """Do one act on a matter; show a refusal where it happened and write it down.

    That the words have changed is left to the caller, who shows what changed.
    """
    matter = matter_or_404(request, pk)
    back = reverse("publication:matter", args=[pk])
    try:
        act(matter, **words)
    except Outdated:
        raise
    except Refused as refusal:
        name = f"publication.{act.__name__}"
        return refused(request, refusal, act=name, subject=matter.subject, back=back)
    messages.info(request, said)
    return redirect(back)


@require_POST
@signed_in
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign the secrecy check, return the matter, or hold it back: as it was read, or not yet."""
    by = desk(request).actor(rules.CHECK)
    edition = two_versions.seen(request.POST)
    ground = {"ground": request.POST.get("ground", "")}
    act: Callable[..., object]
    match request.POST.get("answer"):
        case "clear":
            act, said, words = actions.clear, "Đã ký kiểm tra bí mật.", {}
        case "withhold":
            act, said, words = actions.withhold, "Đã giữ lại, không công khai.", ground
        case "return":
            act, said, words = actions.give_back, "Đã trả lại để sửa.", ground
        case _:
            raise BadRequest
    try:
        return _act(request, pk, act, said, edition=edition, by=by, **words)
    except Outdated as outdated:
        write_refusal("publication.check", f"matter:{pk}", outdated, by=by)
        return _changed(request, pk, edition, outdated)


def _changed(request: HttpRequest, pk: UUID, seen: int, refusal: Outdated) -> HttpResponse:
    """Show what changed since the page was read, and ask to decide again; the ground stays."""
    matter = matter_or_404(request, pk)
    page = {
        "refusal": refusal,
        "matter": matter,
        "stored": editions.stored(matter, seen),
        "changes": editions.since(matter, seen),
        "ground_form": forms.GroundForm(initial={"ground": request.POST.get("ground", "")}),
    }
    return render(request, "publication/changed.html", page, status=409)


@require_POST
@signed_in
def reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open again what was held back."""
    by = desk(request).actor(rules.REOPEN)
    said = "Đã mở lại; người soạn sửa rồi trình lại."
    return _act(request, pk, actions.reopen, said, by=by)


@require_POST
@signed_in
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Publish a matter that was checked."""
    by = desk(request).actor(rules.PUBLISH)
    chosen = request.POST.getlist("chosen")
    return _act(request, pk, actions.publish, "Đã công khai.", forms=chosen, by=by)


@require_POST
@signed_in
def post(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write down a posting on a board."""
    form = forms.PostingForm(request.POST)
    matter = matter_or_404(request, pk)
    if not form.is_valid():
        page = _page_of(request, matter) | {"posting_form": form}
        return render(request, "publication/matter.html", page, status=422)
    by = desk(request).actor(rules.PUBLISH)
    place = form.cleaned_data["place"]
    said = "Đã ghi niêm yết."
    return _act(request, pk, actions.post, said, place=place, posted_at=form.posted_at, by=by)


def posting_or_404(request: HttpRequest, pk: UUID, posting: int) -> Posting:
    """Return a posting of a matter that this person may see."""
    matter = matter_or_404(request, pk)
    row = next((row for row in matter.postings.all() if row.pk == posting), None)
    if row is None:
        raise Http404
    row.matter = matter
    return row


@require_POST
@signed_in
def take_down(request: HttpRequest, pk: UUID, posting: int) -> HttpResponse:
    """End a posting whose run is over; before that the answer is no, with the clause."""
    row = posting_or_404(request, pk, posting)
    by = desk(request).actor(rules.PUBLISH)
    back = reverse("publication:matter", args=[pk])
    try:
        actions.take_down(row, by=by)
    except Refused as refusal:
        return refused(
            request,
            refusal,
            act="publication.take_down",
            subject=row.matter.subject,
            back=back,
            ways=[
                {
                    "title": "Để thông báo tiếp tục niêm yết",
                    "text": "Không cần làm gì; trang này nhắc ngày gỡ được.",
                    "url": back,
                    "label": "Về thông báo",
                },
                {
                    "title": "Có bí mật hoặc lệnh của cấp trên",
                    "text": "Thu hồi khẩn cấp cần nêu căn cứ và người thứ hai xác nhận.",
                    "url": f"{back}#thu-hoi",
                    "label": "Nêu căn cứ",
                },
            ],
        )
    messages.info(request, "Đã gỡ, đợt niêm yết kết thúc.")
    return redirect(back)


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for an emergency withdrawal; confirm it as the second person; decline or take back."""
    by = desk(request).actor(rules.WITHDRAW)
    match request.POST.get("answer"):
        case "decline":
            said = "Đã bác đề nghị thu hồi; việc vẫn công khai."
            return _act(request, pk, actions.decline_withdrawal, said, by=by)
        case "confirm":
            return _act(request, pk, actions.confirm_withdrawal, "Đã thu hồi.", by=by)
        case _:
            said = "Đã đề nghị thu hồi; chờ người thứ hai xác nhận."
            ground = request.POST.get("ground", "")
            return _act(request, pk, actions.ask_withdrawal, said, ground=ground, by=by)
