"""Two clerks at one form: the second sees what is stored beside what was typed, and chooses.

A form over a shared row carries, in its field ``edition``, the edition that was read. Where the
row has a newer one by then, the answer is ``both``: field by field, with a radio each. The page
sends everything back, nothing is kept on the server; ``chosen`` makes one form of it again.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from dienhong.core.difference import Piece, sides

EDITION = "edition"
COMPARED = "compared"
STORED, GIVEN, REWRITTEN = "stored", "given", "rewritten"
_LOST = "lost-file"
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored now: its words as the form takes them initially, by whom and when saved.

    ``began_with`` are the words of the edition that was read, where they are still known: a
    field that only one of the two clerks changed is then chosen beforehand.
    """

    edition: int
    words: Mapping[str, Any]
    by: str = ""
    at: datetime | None = None
    began_with: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """One field in both versions: as people read it, and as the form sends it."""

    name: str
    label: str
    stored: tuple[Piece, ...]
    given: tuple[Piece, ...]
    stored_sent: list[str]
    given_sent: list[str]
    differs: bool
    rewritten: str = ""
    is_long: bool = False
    choice: str = ""
    only_one_changed: bool = False
    missing: bool = False


def seen(sent: Mapping[str, Any]) -> int:
    """Return the edition that a form says was read; 0 where it says none that could be."""
    text = str(sent.get(EDITION, ""))
    return int(text) if text.isdecimal() and text.isascii() and len(text) <= _MOST_DIGITS else 0


def chosen(sent: QueryDict) -> QueryDict:
    """Return a comparison's answer as the plain form that it decides on; others as they are.

    While a field is undecided the edition is taken out, so that both are shown again.
    """
    if COMPARED not in sent:
        return sent
    plain = sent.copy()
    for name in plain.pop(COMPARED):
        choice = str(plain.get(_named("choice", name), ""))
        if choice in {STORED, REWRITTEN}:
            plain.setlist(name, plain.getlist(_named(choice, name)))
        elif choice != GIVEN:
            plain[EDITION] = ""
        for each in ("choice", STORED, REWRITTEN):
            plain.pop(_named(each, name), None)
    return plain


def _named(what: str, name: str) -> str:
    return f"{what}-{name}"


def both(
    request: HttpRequest,
    form: forms.Form,
    stored: Stored,
    *,
    fresh: forms.Form,
    page: Mapping[str, Any],
) -> HttpResponse:
    """Answer 409 with what is stored beside what was typed.

    ``form`` holds what was typed; ``fresh`` draws the fields that no version has and that are
    asked again (files, and those that ``page["asked_again"]`` names). ``page`` has title, button
    and back.
    """
    again: Collection[str] = page.get("asked_again", ())
    fields = [bound for bound in form.visible_fields() if not _is_asked_again(bound, again)]
    answers = _answers(request, stored)
    rows = [_compared(bound, stored, answers) for bound in fields]
    shown = {
        "stored": stored,
        "differing": [row for row in rows if row.differs],
        "same": [row for row in rows if not row.differs],
        "again": [bound for bound in fresh.visible_fields() if _is_asked_again(bound, again)],
        "lost_files": _lost_files(request),
        "undecided": not all(answers.values()),
        "has_files": form.is_multipart(),
    }
    return render(request, "two_versions.html", shown | dict(page), status=409)


def _lost_files(request: HttpRequest) -> list[str]:
    """Return the names of the files that no browser sends again with the page's answer."""
    sent = [file.name or "" for name in request.FILES for file in request.FILES.getlist(name)]
    return sent or request.POST.getlist(_LOST)


def _is_asked_again(bound: BoundField, again: Collection[str]) -> bool:
    return isinstance(bound.field, forms.FileField) or bound.name in again


def _answers(request: HttpRequest, stored: Stored) -> dict[str, str]:
    """Return what was chosen field by field, if it was chosen against what is stored now."""
    sent = request.POST
    if seen(sent) != stored.edition:
        return {}
    return {name: str(sent.get(_named("choice", name), "")) for name in sent.getlist(COMPARED)}


def _compared(bound: BoundField, stored: Stored, answers: Mapping[str, str]) -> Compared:
    kept, typed = _sent(bound, stored.words.get(bound.name)), _typed(bound)
    kept_said, typed_said = _said(bound, kept), _said(bound, typed)
    left, right = sides(kept_said, typed_said)
    is_long = isinstance(bound.field.widget, forms.Textarea)
    known = _known_choice(bound, stored, kept, typed)
    answer = answers.get(bound.name)
    return Compared(
        name=bound.name,
        label=str(bound.label),
        stored=left,
        given=right,
        stored_sent=kept,
        given_sent=typed,
        differs=kept_said != typed_said,
        rewritten=_plain(typed[0]) if is_long and typed else "",
        is_long=is_long,
        choice=known or (GIVEN if answer in {GIVEN, REWRITTEN} else ""),
        only_one_changed=bool(known),
        missing=answer == "",
    )


def _known_choice(bound: BoundField, stored: Stored, kept: list[str], typed: list[str]) -> str:
    """Return whose version holds where only one of the two has changed the field."""
    if bound.name not in stored.began_with:
        return ""
    began = _said(bound, _sent(bound, stored.began_with[bound.name]))
    if began == _said(bound, typed):
        return STORED
    return GIVEN if began == _said(bound, kept) else ""


def _sent(bound: BoundField, value: Any) -> list[str]:
    """Return a value as the field's control would send it."""
    given = bound.field.widget.format_value(bound.field.prepare_value(value))
    if given is None:
        return []
    return [str(each) for each in given] if isinstance(given, (list, tuple)) else [str(given)]


def _typed(bound: BoundField) -> list[str]:
    getlist = getattr(bound.form.data, "getlist", None)
    sent = getlist(bound.html_name) if getlist else [bound.form.data.get(bound.html_name, "")]
    return [str(each) for each in sent]


def _said(bound: BoundField, sent: list[str]) -> str:
    """Return what a control sent as people read it: labels of choices, days, words."""
    if isinstance(bound.field, forms.ChoiceField):
        labels = _labels(bound.field)
        known = [label for value, label in labels.items() if value and value in sent]
        return "; ".join([*known, *(each for each in sent if each not in labels)])
    return "\n".join(_said_one(bound.field, each) for each in sent)


def _labels(asked: forms.ChoiceField) -> dict[str, str]:
    labels: dict[str, str] = {}
    for value, label in asked.choices:  # type: ignore[misc, union-attr]
        group = label if isinstance(label, (list, tuple)) else [(value, label)]
        labels |= {str(key): str(words) for key, words in group}
    return labels


def _said_one(asked: forms.Field, sent: str) -> str:
    try:
        value = asked.to_python(sent)
    except forms.ValidationError:
        return sent
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return _plain("" if value is None else str(value))


def _plain(text: str) -> str:
    """Return a text with the line breaks that a browser sends as one sign, without edges."""
    return text.replace("\r\n", "\n").strip()
