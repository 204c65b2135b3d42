"""The superior's own outline: taken, its places matched with figures, settled, and filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction

from dienhong.core.acting import Actor
from dienhong.core.refusal import Refused
from dienhong.record import files, outlines
from dienhong.record.actions import write_entry
from dienhong.record.files import Seen
from dienhong.record.outlines import Found
from dienhong.reporting import matching, outline, rules
from dienhong.reporting.actions import locked
from dienhong.reporting.content import Content, Number
from dienhong.reporting.models import Field, Report


@dataclass(frozen=True, slots=True)
class Uploaded:
    """An outline as it came: its file, what it is, and the places found in it."""

    file: File[bytes]
    name: str
    seen: Seen
    places: tuple[Found, ...]


def look_at(file: File[bytes], name: str) -> Uploaded:
    """Return an outline that may be taken; starts processes, so before a transaction."""
    rules.check_size(file.size, outlines.LARGEST)
    seen = _checked(file, name)
    rules.check_fillable(seen.kind in outlines.FILLABLE)
    places = tuple(outlines.places_of(file, seen.kind))
    rules.check_has_fields(len(places))
    return Uploaded(file, name, seen, places)


def _checked(file: File[bytes], name: str) -> Seen:
    """Look at the file as at any other, but say how an outline is mended: a PDF is of no use."""
    try:
        return files.check(file, name)
    except Refused as refusal:
        reason = refusal.reason.replace(rules.ANY_FILE, rules.OUTLINE_FILE)
        raise Refused(reason, refusal.source, cure=rules.OUTLINE_AGAIN) from refusal


def offered(content: Content) -> list[Number]:
    """Return the figures with which a place may be filled: none that not everyone may see."""
    return [each for each in content.without_secrets().numbers if each.group]


@transaction.atomic
def take(report: Report, uploaded: Uploaded, *, by: Actor) -> Report:
    """Take an outline in place of an earlier one; guesses wait to be looked at."""
    row = locked(report, "take-outline", by)
    kept = files.keep(uploaded.file, uploaded.name, at=by.at, seen=uploaded.seen)
    row.outline, row.outline_name = kept.file, kept.name
    row.save(update_fields=["outline", "outline_name"])
    row.fields.all().delete()
    numbers = offered(outline.draw(row, by.today))
    Field.objects.bulk_create(_fields(row, uploaded.places, numbers))
    write_entry(
        "reporting.outline_taken",
        row.subject,
        by=by,
        facts={"places": len(uploaded.places)},
        digest=kept.file.digest,
    )
    return row


def _fields(report: Report, places: Iterable[Found], numbers: list[Number]) -> list[Field]:
    return [_field(report, order, place, numbers) for order, place in enumerate(places, 1)]


def _field(report: Report, order: int, place: Found, numbers: list[Number]) -> Field:
    found = matching.match(place.words, numbers)
    return Field(
        report=report,
        order=order,
        key=place.key,
        words=place.words,
        figure=found.code if found else "",
        guessed=found is not None and not found.is_sure,
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person says of a place: a figure by its code, or else words."""

    figure: str = ""
    typed: str = ""


@transaction.atomic
def settle(report: Report, chosen: Mapping[int, Chosen], *, by: Actor) -> Report:
    """Settle places by their order: what was seen and left as it was is settled too."""
    row = locked(report, "take-outline", by)
    known = {number.code for number in offered(outline.draw(row, by.today))}
    changed = []
    for field in row.fields.filter(order__in=chosen):
        said = chosen[field.order]
        rules.check_figure(not said.figure or said.figure in known)
        typed = "" if said.figure else said.typed.strip()
        rules.check_answer(typed)
        if (field.figure, field.typed, field.guessed) != (said.figure, typed, False):
            field.figure, field.typed, field.guessed = said.figure, typed, False
            field.settled_by, field.settled_at = by.author.name, by.at
            changed.append(field)
    names = ["figure", "typed", "guessed", "settled_by", "settled_at"]
    Field.objects.bulk_update(changed, names, batch_size=100)
    if changed:
        write_entry("reporting.outline_settled", row.subject, by=by, facts={"places": len(changed)})
    return row


def filled(report: Report, content: Content) -> bytes:
    """Return the outline with its places filled; what is empty stays as it came."""
    assert report.outline is not None
    values = {number.code: number.shown for number in offered(content)}
    said = {field.key: field.value_in(values) for field in report.fields.all()}
    return outlines.filled(report.outline, {key: words for key, words in said.items() if words})
